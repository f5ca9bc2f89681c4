"""The servers that tests rely on do what tests rely on."""

import asyncio
import time

import aiosmtplib
import pytest
from imapclient import IMAPClient

from tests.mail_server import DOMAIN, MailServer
from tests.postfix import SmtpSink

OFFICE = f"netz@{DOMAIN}"
ANNA = "anna@verein.example.org"
PASSWORD = 'p#ss:"ü'


def idle_until_there_are(number: int, port: int) -> None:
    """Wait in the office's mailbox, ten seconds at most."""
    deadline = time.monotonic() + 10
    with IMAPClient("127.0.0.1", port, ssl=False, timeout=30) as client:
        client.plain_login(OFFICE, PASSWORD)
        while (there := client.select_folder("INBOX")[b"EXISTS"]) < number:
            assert time.monotonic() < deadline, f"only {there} of {number} letters came"
            client.idle()
            # Not longer: it overlooks what comes in one packet with the answer to IDLE.
            client.idle_check(timeout=0.5)
            client.idle_done()


async def send(server: MailServer, to: str) -> None:
    raw = f"From: {OFFICE}\r\nTo: {to}\r\nSubject: Kommen Sie?\r\nMessage-ID: <1@{DOMAIN}>\r\n\r\nBitte\r\n".encode()
    await aiosmtplib.send(
        raw, sender=OFFICE, recipients=[to], hostname="127.0.0.1", port=server.smtp_port, start_tls=False
    )


async def test_mail_runs_from_people_to_the_bot_and_back(mail_server: MailServer) -> None:
    anna = mail_server.post.person(ANNA, name="Anna Kaya", client="outlook")
    mail_server.mailbox(OFFICE, PASSWORD)
    await send(mail_server, ANNA)
    asked = await anna.receives("Kommen Sie?")
    assert (asked.sender, asked.recipient) == (OFFICE, ANNA)
    await anna.replies(asked, "Ja, gerne")
    await asyncio.to_thread(idle_until_there_are, 1, mail_server.imap_port)
    answer = (await mail_server.letters(OFFICE))[0]
    assert answer.text.startswith("Ja, gerne\n\nVon: ")
    assert answer.headers["In-Reply-To"] == f"<1@{DOMAIN}>"


async def test_a_report_comes_back_when_the_mail_cannot_be_delivered(mail_server: MailServer) -> None:
    mail_server.mailbox(OFFICE, PASSWORD)
    await send(mail_server, "bounces-later@verein.example.org")
    await asyncio.to_thread(idle_until_there_are, 1, mail_server.imap_port)
    report = (await mail_server.letters(OFFICE))[0]
    assert (report.headers.get_content_type(), report.sender) == ("multipart/report", "")


@pytest.mark.parametrize("mail_server", ["dovecot+postfix"], indirect=True)
async def test_postfix_itself_reports_an_address_that_the_next_server_refuses(mail_server: MailServer) -> None:
    mail_server.mailbox(OFFICE, PASSWORD)
    await send(mail_server, "permerror@verein.example.org")
    await asyncio.to_thread(idle_until_there_are, 1, mail_server.imap_port)
    report = (await mail_server.letters(OFFICE))[0]
    assert report.headers.get_content_type() == "multipart/report"
    assert b"Status: 5.1.1" in report.raw


async def test_a_mailbox_takes_its_plus_addresses_and_starts_empty(imap_server: MailServer) -> None:
    for _ in range(2):
        imap_server.mailbox(OFFICE, PASSWORD)
        assert await imap_server.letters(OFFICE, "Netzbote/Done") == []
    await imap_server.deliver(b"Subject: Mit Plus\r\n\r\nHallo", f"netz+k4x@{DOMAIN}")
    letter = (await imap_server.letters(OFFICE))[0]
    assert (letter.subject, letter.recipient, letter.sender) == ("Mit Plus", f"netz+k4x@{DOMAIN}", ANNA)
    assert not letter.seen


async def test_both_servers_take_commands_in_one_go(mail_server: MailServer) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=mail_server.smtp_port, start_tls=False) as smtp:
        await smtp.ehlo()
        assert smtp.supports_extension("pipelining")


async def test_the_sink_takes_everything(smtp_sink: SmtpSink) -> None:
    await aiosmtplib.send(
        b"Subject: weg\r\n\r\nweg\r\n", sender=OFFICE, recipients=[ANNA], hostname="127.0.0.1", port=smtp_sink.port,
        start_tls=False,
    )  # fmt: skip
