"""The servers that tests rely on do what tests rely on."""

import aiosmtplib

from tests.mail_server import DOMAIN, MailServer
from tests.postfix import SmtpSink

OFFICE = f"netz@{DOMAIN}"
ANNA = "anna@verein.example.org"


async def test_mail_runs_from_people_to_the_bot_and_back(mail_server: MailServer) -> None:
    anna = mail_server.post.person(ANNA, name="Anna Kaya", client="outlook")
    mail_server.mailbox(OFFICE, 'p#ss:"ü')
    await mail_server.deliver(b"Subject: Eins\r\n\r\nHallo", OFFICE)
    raw = b"From: netz@kreis.example.org\r\nTo: anna@verein.example.org\r\nSubject: Kommen Sie?\r\n\r\nBitte\r\n"
    await aiosmtplib.send(
        raw, sender=OFFICE, recipients=[ANNA], hostname="127.0.0.1", port=mail_server.smtp_port, start_tls=False
    )
    asked = await anna.receives("Kommen Sie?")
    assert (asked.sender, asked.recipient) == (OFFICE, ANNA)
    await anna.replies(asked, "Ja, gerne")
    assert [letter.subject for letter in await mail_server.letters(OFFICE)][:1] == ["Eins"]


async def test_a_mailbox_takes_its_plus_addresses_and_starts_empty(imap_server: MailServer) -> None:
    for _ in range(2):
        imap_server.mailbox(OFFICE, "geheim")
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
