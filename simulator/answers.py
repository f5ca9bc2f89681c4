"""The mails that no person writes: an out-of-office note, and the report that a mail did not arrive."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import uuid4

from simulator.letter import Letter


def out_of_office(letter: Letter, address: str, now: datetime) -> bytes:
    """The answer that `vacation@…` gives by itself (RFC 3834)."""
    message = _machine_mail(address, letter.sender, f"Automatische Antwort: {letter.subject}", now)
    message["In-Reply-To"] = letter.message_id
    message["References"] = letter.references
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content("Ich bin im Urlaub und lese Ihre Nachricht erst am 3. Mai.\n")
    return message.as_bytes()


def delivery_report(letter: Letter, now: datetime) -> bytes:
    """The report that `bounces-later@…` causes after it took the mail: no such mailbox (RFC 3464, RFC 6522)."""
    domain = letter.recipient.rpartition("@")[2]
    message = _machine_mail(f"MAILER-DAEMON@{domain}", letter.sender, "Undelivered Mail Returned to Sender", now)
    message["Auto-Submitted"] = "auto-replied"
    message.set_content(f"I could not deliver your mail to <{letter.recipient}>: no such mailbox.\n")
    message.make_mixed()
    message.attach(_status(letter.recipient, domain, now))
    message.attach(_headers(letter))
    message.set_type("multipart/report")
    message.set_param("report-type", "delivery-status")
    return message.as_bytes()


def _machine_mail(author: str, to: str, subject: str, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = author
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{uuid4().hex}@{author.rpartition('@')[2]}>"
    return message


def _status(recipient: str, domain: str, now: datetime) -> EmailMessage:
    about_server, about_mail = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    about_server["Reporting-MTA"] = f"dns; mx.{domain}"
    about_server["Arrival-Date"] = format_datetime(now)
    about_mail["Final-Recipient"] = f"rfc822; {recipient}"
    about_mail["Action"] = "failed"
    about_mail["Status"] = "5.1.1"
    about_mail["Diagnostic-Code"] = f"smtp; 550 5.1.1 <{recipient}>: no such mailbox"
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([about_server, about_mail])
    return part


def _headers(letter: Letter) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    head = letter.raw.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"\n") + b"\n"
    part.set_content(head, "text", "rfc822-headers", cte="8bit")
    return part
