"""A letter to ourselves comes back, from the simulated post and from an installed one; and what may go wrong."""

import asyncio

import pytest

from mailing.channels.smtp import SmtpServer
from mailing.channels.smtp_visit import Unusable, visit
from mailing.imap import Access, Mailbox, OutOfReach, inspect
from mailing.round_trip import NotTaken, arrivals, send
from simulator.mail import MailSimulator
from tests.daemon import free_port
from tests.mail_server import DOMAIN, MailServer

NETZ, PLUS, PASSWORD = f"netz@{DOMAIN}", f"netz+probe@{DOMAIN}", "p#s/w?d@ö"


def smtp(port: int, **rest: str) -> SmtpServer:
    return SmtpServer("127.0.0.1", port, "none", **rest)


def imap(port: int) -> Access:
    return Access("127.0.0.1", port, NETZ, PASSWORD, "none")


async def test_a_letter_to_ourselves_comes_back_and_is_put_away(mail_server: MailServer) -> None:
    mail_server.mailbox(NETZ, PASSWORD)
    await mail_server.deliver(b"Subject: von gestern\r\n\r\nHallo\r\n", NETZ)
    before = await inspect(imap(mail_server.imap_port))
    sent = await send(smtp(mail_server.smtp_port), NETZ, [NETZ, PLUS], "Probe", "Das ist eine Probe.")
    assert set(sent.values()) == {NETZ, PLUS}
    found = await arrivals(imap(mail_server.imap_port), sent, before.mark.next_uid, 20)
    assert found == {NETZ, PLUS}
    assert [letter.subject for letter in await mail_server.letters(NETZ)] == ["von gestern"]
    put_away = await mail_server.letters(NETZ, "Netzbote/Done")
    assert [letter.subject for letter in put_away] == ["Probe", "Probe"]
    assert {str(letter.headers["Auto-Submitted"]) for letter in put_away} == {"auto-generated"}


async def test_a_running_program_may_be_faster(post: MailSimulator) -> None:
    post.mailbox(NETZ, password=PASSWORD)

    class Faster:
        """Puts every letter away as soon as it is there."""

        async def store(self, letter):  # type: ignore[no-untyped-def]
            mailbox.move(letter.uidvalidity, letter.uid, "done")

        async def settled(self, uidvalidity):  # type: ignore[no-untyped-def]
            return {}

        async def remember(self, mark):  # type: ignore[no-untyped-def]
            pass

        def heard(self, ok, reason):  # type: ignore[no-untyped-def]
            looked.set()

    looked, changed = asyncio.Event(), asyncio.Event()
    post.subscribe(lambda address: changed.set())
    mailbox = Mailbox(imap(post.imap_port), None, Faster())
    async with mailbox:
        await looked.wait()
        sent = await send(smtp(post.smtp_port), NETZ, [NETZ], "Probe", "Probe")
        async with asyncio.timeout(10):
            while not await post.letters(NETZ, "Netzbote/Done"):
                await changed.wait()
                changed.clear()
        assert await arrivals(imap(post.imap_port), sent, 1, 10) == {NETZ}


async def test_what_does_not_come_back_is_missing(post: MailSimulator) -> None:
    post.mailbox(NETZ, password=PASSWORD)
    sent = await send(smtp(post.smtp_port), NETZ, [NETZ, f"anna@{DOMAIN}"], "Probe", "Probe")
    assert await arrivals(imap(post.imap_port), sent, 1, 1) == {NETZ}
    with pytest.raises(OutOfReach):
        await arrivals(imap(free_port()), sent, 1, 1)


async def test_a_letter_that_is_not_taken_says_why(post: MailSimulator) -> None:
    with pytest.raises(NotTaken) as refused:
        await send(smtp(post.smtp_port), NETZ, [f"permerror@{DOMAIN}"], "Probe", "Probe")
    assert refused.value.said.startswith("550")
    with pytest.raises(NotTaken):
        await send(smtp(free_port()), NETZ, [NETZ], "Probe", "Probe")


async def test_a_visit_hands_nothing_over(post: MailSimulator) -> None:
    post.mailbox(NETZ, password="geheim")
    found = await visit(smtp(post.smtp_port, user=NETZ, password="geheim"), DOMAIN, NETZ, PLUS)
    assert {"PIPELINING", "SIZE", "AUTH"} <= found.features
    assert (found.encrypted, found.takes_plus) == (False, True)
    assert await post.letters(NETZ) == []


@pytest.mark.parametrize(
    ("tls", "password", "reason"),
    [("none", "falsch", "login"), ("starttls", "geheim", "tls"), ("implicit", "g", "tls")],
)
async def test_a_visit_says_at_which_step_it_ended(post: MailSimulator, tls: str, password: str, reason: str) -> None:
    post.mailbox(NETZ, password="geheim")
    server = SmtpServer("127.0.0.1", post.smtp_port, tls, NETZ, password)  # type: ignore[arg-type]
    with pytest.raises(Unusable) as ended:
        await visit(server, DOMAIN, NETZ, PLUS, seconds=3)
    assert ended.value.reason == reason


async def test_nobody_there_is_out_of_reach() -> None:
    with pytest.raises(Unusable) as ended:
        await visit(smtp(free_port()), DOMAIN, NETZ, PLUS)
    assert ended.value.reason == "unreachable"
