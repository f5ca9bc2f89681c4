"""The simulated post keeps its promises to real SMTP and IMAP clients."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import aiosmtplib
import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from simulator.mail import MailSimulator

OFFICE = "netz@kreis.example.org"
ANNA = "anna@verein.example.org"
PASSWORD = 'p#ss/w?rd@"x\\ ü'

T = TypeVar("T")


@pytest.fixture
async def post() -> AsyncIterator[MailSimulator]:
    async with MailSimulator() as simulator:
        yield simulator


def a_mail(to: str, subject: str = "Einladung") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = OFFICE, to, subject, "<1@kreis.example.org>"
    mail.set_content("Guten Tag")
    return mail


async def send(post: MailSimulator, to: str, subject: str = "Einladung") -> int:
    """The code the post answers with, at whatever command refuses first."""
    try:
        await aiosmtplib.send(
            a_mail(to, subject), sender=OFFICE, recipients=[to], hostname="127.0.0.1", port=post.smtp_port,
            timeout=2, start_tls=False,
        )  # fmt: skip
    except aiosmtplib.SMTPRecipientsRefused as error:
        return error.recipients[0].code
    except aiosmtplib.SMTPResponseException as error:
        return error.code
    return 250


async def with_imap(post: MailSimulator, talk: Callable[[IMAPClient], T], *, logged_in: bool = True) -> T:
    """What `talk` returns, given a client in a thread."""

    def run() -> T:
        with IMAPClient("127.0.0.1", post.imap_port, ssl=False, timeout=30) as client:
            if logged_in:
                client.plain_login(OFFICE, PASSWORD)
            return talk(client)

    return await asyncio.to_thread(run)


async def test_any_address_is_a_mailbox_and_a_plus_address_is_its_owners(post: MailSimulator) -> None:
    anna = post.person(ANNA)
    assert await send(post, "anna+neu@verein.example.org") == 250
    mail = await anna.receives()
    assert (mail.subject, mail.text) == ("Einladung", "Guten Tag\n")
    assert (mail.sender, mail.recipient) == (OFFICE, "anna+neu@verein.example.org")


@pytest.mark.parametrize(("local", "code"), [("temperror", 451), ("permerror", 550), ("mailbox-full", 552)])
async def test_the_address_decides_the_refusal(post: MailSimulator, local: str, code: int) -> None:
    assert [await send(post, f"{local}@verein.example.org") for _ in range(2)] == [code, code]
    assert not post.mailboxes


async def test_a_greylist_takes_the_second_try(post: MailSimulator) -> None:
    assert [await send(post, "greylist@verein.example.org") for _ in range(2)] == [451, 250]


async def test_somebody_on_holiday_gets_the_mail_and_answers_by_himself(post: MailSimulator) -> None:
    office, away = post.person(OFFICE), post.person("vacation@verein.example.org")
    await send(post, away.address)
    await away.receives("Guten Tag")
    note = await office.receives("Automatische Antwort")
    assert (note.sender, note.headers["Auto-Submitted"]) == ("", "auto-replied")
    assert note.headers["In-Reply-To"] == "<1@kreis.example.org>"


async def test_a_mail_that_bounces_later_is_accepted_and_reported(post: MailSimulator) -> None:
    office = post.person(OFFICE)
    assert await send(post, "bounces-later@verein.example.org") == 250
    report = await office.receives()
    kinds = [part.get_content_type() for part in report.headers.walk()]
    assert (report.headers.get_content_type(), report.sender) == ("multipart/report", "")
    assert "message/delivery-status" in kinds
    assert b"Status: 5.1.1" in report.raw
    assert b"<1@kreis.example.org>" in report.raw


async def test_the_next_deliveries_fail_as_often_as_told(post: MailSimulator) -> None:
    post.fail("rcpt", 452, times=2)
    post.fail("data", 554)
    assert [await send(post, ANNA) for _ in range(4)] == [452, 452, 554, 250]
    assert len(post.person(ANNA).mails) == 1


async def test_faults_strike_one_of_so_many_deliveries_each_in_its_own_rhythm(post: MailSimulator) -> None:
    post.fail("data", 451, times=2, every=3)
    post.fail("data", 554, times=1, every=2)
    assert [await send(post, ANNA) for _ in range(8)] == [250, 554, 451, 250, 250, 451, 250, 250]


async def test_a_connection_dropped_before_the_dot_loses_the_mail_and_after_it_does_not(post: MailSimulator) -> None:
    anna = post.person(ANNA)
    post.fail("data", "drop-before-dot")
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(post, ANNA)
    assert anna.mails == []
    post.fail("data", "drop-after-dot")
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(post, ANNA)
    assert len(anna.mails) == 1


async def test_a_server_that_hangs_or_drops_at_the_recipient_takes_nothing(post: MailSimulator) -> None:
    post.fail("rcpt", "hang")
    with pytest.raises(aiosmtplib.SMTPReadTimeoutError):
        await aiosmtplib.send(a_mail(ANNA), hostname="127.0.0.1", port=post.smtp_port, timeout=0.2, start_tls=False)
    post.fail("rcpt", "drop")
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(post, ANNA)
    assert not post.mailboxes


async def test_a_post_that_is_down_refuses_and_comes_back_on_the_same_ports(post: MailSimulator) -> None:
    await send(post, ANNA, "vorher")
    await post.down()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send(post, ANNA)
    await post.up()
    await send(post, ANNA, "nachher")
    assert [mail.subject for mail in post.person(ANNA).mails] == ["vorher", "nachher"]


async def test_it_announces_pipelining_and_takes_commands_in_one_packet(post: MailSimulator) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", post.smtp_port)
    writer.write(b"EHLO tester\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n")
    answers = await asyncio.wait_for(reader.readuntil(b"354"), 2)
    writer.write(b"Subject: Hallo\r\n\r\n..\r\n.\r\nQUIT\r\n")
    answers += await asyncio.wait_for(reader.read(), 2)
    writer.close()
    assert b"250-PIPELINING" in answers
    assert post.person("b@example.org").mails[0].text == ".\n"


async def test_a_password_is_checked_by_both_doors(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password=PASSWORD)

    async def smtp_takes(password: str) -> list[bool]:
        taken = []
        for mechanism in ("auth_plain", "auth_login"):
            async with aiosmtplib.SMTP(hostname="127.0.0.1", port=post.smtp_port, start_tls=False) as smtp:
                await smtp.ehlo()
                try:
                    await getattr(smtp, mechanism)(OFFICE, password)
                    taken.append(True)
                except aiosmtplib.SMTPAuthenticationError:
                    taken.append(False)
        return taken

    assert await smtp_takes(PASSWORD) == [True, True]
    assert await smtp_takes("falsch") == [False, False]
    assert await with_imap(post, lambda client: client.list_folders())
    post.mailbox(OFFICE, password="ein anderes")
    with pytest.raises(LoginError):
        await with_imap(post, lambda client: client.list_folders())


async def test_a_mailbox_without_a_password_stays_shut(post: MailSimulator) -> None:
    post.mailbox(OFFICE)
    with pytest.raises(LoginError):
        await with_imap(post, lambda client: client.list_folders())


async def test_idle_is_told_of_a_mail_that_came_before_it_began(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password="geheim")
    reader, writer = await asyncio.open_connection("127.0.0.1", post.imap_port)
    writer.write(f"a LOGIN {OFFICE} geheim\r\nb SELECT INBOX\r\n".encode())
    await asyncio.wait_for(reader.readuntil(b"b OK"), 2)
    await post.accept(ANNA, [OFFICE], bytes(a_mail(OFFICE)))
    writer.write(b"c IDLE\r\n")
    await asyncio.wait_for(reader.readuntil(b"* 1 EXISTS"), 2)
    writer.close()


async def test_idle_is_told_of_a_mail_that_comes_while_it_waits(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password=PASSWORD)
    loop = asyncio.get_running_loop()
    idling = asyncio.Event()

    def idle(client: IMAPClient) -> list[object]:
        client.select_folder("INBOX")
        client.idle()
        loop.call_soon_threadsafe(idling.set)
        heard: list[object] = client.idle_check(timeout=3)
        client.idle_done()
        return heard

    waiting = asyncio.create_task(with_imap(post, idle))
    await idling.wait()
    await post.accept(ANNA, [OFFICE], bytes(a_mail(OFFICE)))
    assert (1, b"EXISTS") in await waiting


async def test_a_mail_moves_to_a_folder_in_a_folder(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password=PASSWORD)
    await send(post, OFFICE, "fertig")

    def move(client: IMAPClient) -> None:
        client.create_folder("Netzbote/Done")
        client.select_folder("INBOX")
        client.move(client.search(), "Netzbote/Done")

    await with_imap(post, move)
    assert await post.letters(OFFICE) == []
    assert [letter.subject for letter in await post.letters(OFFICE, "Netzbote/Done")] == ["fertig"]


async def test_a_restored_mailbox_has_new_numbers_and_its_old_mails(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password=PASSWORD)
    await send(post, OFFICE)
    before = await with_imap(post, lambda client: client.select_folder("INBOX"))
    await post.renumber(OFFICE)
    after = await with_imap(post, lambda client: client.select_folder("INBOX"))
    assert before[b"UIDVALIDITY"] != after[b"UIDVALIDITY"]
    assert after[b"EXISTS"] == 1


async def test_a_mail_made_to_choke_on_is_delivered_at_once_and_byte_for_byte(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password=PASSWORD)
    many = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 100_000
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (i, i) for i in range(1000))
    started = time.monotonic()
    for raw in (many, nested):
        await post.accept(ANNA, [OFFICE], raw)

    def fetch(client: IMAPClient) -> list[bytes]:
        client.select_folder("INBOX")
        return [found[b"BODY[]"] for found in client.fetch(client.search(), ["BODY.PEEK[]"]).values()]

    assert [raw.endswith(sent) for raw, sent in zip(await with_imap(post, fetch), (many, nested), strict=True)]
    assert time.monotonic() - started < 2


async def test_every_request_is_written_down_before_its_answer_and_no_password_is(tmp_path: Path) -> None:
    record = tmp_path / "requests.jsonl"
    async with MailSimulator(record=record) as post:
        post.mailbox(OFFICE, password=PASSWORD)
        await send(post, ANNA)
        await send(post, "permerror@verein.example.org")
        with pytest.raises(LoginError):
            await with_imap(post, lambda client: client.login(OFFICE, "p#ssword"), logged_in=False)
        await with_imap(post, lambda client: client.select_folder("INBOX"))
        lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
        methods = [line["method"] for line in lines]
    assert methods[:2] == ["SMTP DATA", "SMTP RCPT"]
    assert lines[0]["params"] == {"message_id": "<1@kreis.example.org>", "from": OFFICE, "to": [ANNA], "code": 250}
    assert lines[1]["params"] == {"from": OFFICE, "to": "permerror@verein.example.org", "code": 550}
    assert {"method": "IMAP SELECT", "params": {"user": OFFICE, "line": '"INBOX"'}} in lines
    assert "p#ss" not in record.read_text(encoding="utf-8")


async def test_the_desk_hears_which_mailbox_changed(post: MailSimulator) -> None:
    heard: list[str] = []
    stop = post.subscribe(heard.append)
    await send(post, "anna+neu@verein.example.org")
    assert heard == [ANNA]
    stop()
    await send(post, ANNA)
    assert heard == [ANNA]


async def test_mail_for_another_server_is_handed_on(post: MailSimulator) -> None:
    async with MailSimulator(routes={"kreis.example.org": ("127.0.0.1", post.smtp_port)}) as village:
        anna = village.person(ANNA, name="Anna Kaya")
        await anna.writes([OFFICE, ANNA], "An beide")
    assert [mail.subject for mail in post.person(OFFICE).mails] == ["An beide"]
    assert [mail.subject for mail in anna.mails] == ["An beide"]
