"""Mail: the account that letters leave by, the mailbox that they come to, and, when asked to, a letter to ourselves."""

import ipaddress
import secrets
import socket
from collections.abc import AsyncIterator, Iterator

from bot.doctor import Finding
from bot.letterbox import MARK
from bot.settings import Settings
from locales import words
from mailing.channels.smtp_visit import Unusable, visit
from mailing.imap import Inspection, OutOfReach, inspect
from mailing.round_trip import PLAIN_SECONDS, NotTaken, there_and_back
from storage import condition, keys
from storage.database import Database


async def look_out(settings: Settings) -> AsyncIterator[Finding]:
    account, office = settings.smtp, settings.office
    if account is None:
        yield Finding("ok", "smtp", "absent")
        return
    where = {"host": account.host, "port": str(account.port)}
    sender = office.list_address or f"netzbote@{socket.getfqdn()}"
    try:
        found = await visit(account.as_smtp_server(), office.mail_host, sender, office.plus(secrets.token_hex(16)))
    except Unusable as unusable:
        yield Finding("wrong", "smtp", unusable.reason, {**where, "said": unusable.said or "–", "address": sender})
        return
    yield Finding("ok", "smtp", "works", {**where, "features": ", ".join(sorted(found.features)) or "–"})
    if not found.encrypted and not _is_at_home(account.host):
        yield Finding("warning", "smtp", "open", where)
    if settings.plus_addresses and not found.takes_plus:
        yield Finding("warning", "smtp", "no-plus")
    if account.user and _domain(account.user) not in ("", office.mail_host.casefold()):
        yield Finding("warning", "smtp", "other-domain", {"user": account.user, "address": sender})
    if account.user is None or _is_at_home(account.host):
        yield _name()


def _domain(user: str) -> str:
    """The domain of a user who is a mail address; "" for another name."""
    return user.rpartition("@")[2].casefold() if "@" in user else ""


def _is_at_home(host: str) -> bool:
    """Whether the server is on this machine, and so sends under this machine's name."""
    try:
        return all(ipaddress.ip_address(str(found[4][0])).is_loopback for found in socket.getaddrinfo(host, None))
    except (OSError, ValueError):
        return False


def _name() -> Finding:
    """GMX and t-online reject mail from machines without a full name, or whose address does not lead back to it."""
    name = socket.getfqdn()
    try:
        leads_back = socket.gethostbyaddr(socket.gethostbyname(name))[0].casefold() == name.casefold()
    except OSError:
        leads_back = False
    well = "." in name and leads_back
    return Finding("ok" if well else "warning", "smtp", "name" if well else "no-name", {"name": name})


async def look_in(settings: Settings) -> AsyncIterator[Finding]:
    account = settings.imap
    if account is None:
        yield Finding("ok", "imap", "absent")
        return
    where = {"host": account.host, "port": str(account.port), "folder": account.folder}
    try:
        found = await inspect(account.as_mailbox())
    except OutOfReach as error:
        yield Finding("wrong", "imap", error.reason, where)
        return
    yield Finding("ok", "imap", "works", {**where, "unread": found.unread})
    for finding in _mailbox(found, is_ours=await _is_ours(settings)):
        yield finding
    if account.tls == "none" and not _is_at_home(account.host):
        yield Finding("warning", "imap", "open", where)


def _mailbox(found: Inspection, *, is_ours: bool) -> Iterator[Finding]:
    if found.read and not is_ours:
        yield Finding("warning", "imap", "read", {"number": found.read})
    if "IDLE" not in found.capabilities:
        yield Finding("ok", "imap", "no-idle")
    if "MOVE" not in found.capabilities and "UIDPLUS" not in found.capabilities:
        yield Finding("warning", "imap", "no-move")


async def _is_ours(settings: Settings) -> bool:
    """Whether a run, or the set-up, has taken this mailbox already."""
    if settings.sqlite_file and not settings.sqlite_file.exists():
        return False
    database = Database(settings.database)
    try:
        if (await condition.look(database)).state != "sound":
            return False
        async with database.read() as session:
            return await keys.recall(session, MARK) is not None
    finally:
        await database.close()


async def look_around(settings: Settings) -> AsyncIterator[Finding]:
    """A letter to ourselves, and one to a plus-address of ours."""
    office = settings.office
    if settings.smtp is None or settings.imap is None or not office.list_address:
        yield Finding("warning", "letter", "impossible")
        return
    say = words(office.language)
    plus = office.plus("probe")
    subject, text = say.subject("doctor-letter"), say.text("doctor-letter", list=office.list_name)
    server, access = settings.smtp.as_smtp_server(), settings.imap.as_mailbox()
    try:
        back = await there_and_back(server, access, office.list_address, plus, subject, text)
    except NotTaken as refused:
        yield Finding("wrong", "letter", "not-taken", {"said": refused.said or "–"})
    except OutOfReach:
        yield Finding("wrong", "letter", "no-mailbox")
    else:
        yield _plain(office.list_address, came=back.plain)
        if back.plain and plus != office.list_address:
            yield Finding(
                "ok" if back.plus else "warning", "letter", "plus" if back.plus else "no-plus", {"address": plus}
            )


def _plain(address: str, *, came: bool) -> Finding:
    if came:
        return Finding("ok", "letter", "came-back", {"address": address})
    return Finding("wrong", "letter", "lost", {"address": address, "seconds": PLAIN_SECONDS})
