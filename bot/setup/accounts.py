"""The accounts for mail: a server by its name, or a whole URL; a user; a password; tried as they are given.

Of a server only the name need be known: the usual ports are tried, implicit TLS before STARTTLS (RFC 8314). A wrong
password gets a sentence and is asked for again; after anything else the server is asked for again.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar

from pydantic import SecretStr

from bot import asking
from bot.account import Account, Encryption, imap_account, smtp_account
from bot.commands import say
from bot.setup.questions import Questions, question, wrong
from mailing.channels.smtp_visit import Unusable, Visit, visit
from mailing.imap import Inspection, OutOfReach, inspect
from mailing.round_trip import PLAIN_SECONDS, CameBack, NotTaken, there_and_back

Kind = Literal["smtp", "imap"]
Found = TypeVar("Found", Visit, Inspection)
Look = Callable[[Account], Coroutine[Any, Any, Found]]

WAYS: dict[Kind, list[tuple[int, Encryption]]] = {
    "smtp": [(465, "implicit"), (587, "starttls")],
    "imap": [(993, "implicit"), (143, "starttls")],
}
SERVER = re.compile(r"([\w.-]+\.[\w-]+|localhost)(?::(\d{1,5}))?")


@dataclass(frozen=True)
class Tested(Generic[Found]):
    """An account that works, and what was found there."""

    account: Account
    found: Found

    @property
    def password(self) -> str | None:
        return self.account.password.get_secret_value() if self.account.password else None


class _Failed(Exception):
    """An account that does not work: `reason` as in `doctor-smtp-…`, and what the server said."""

    def __init__(self, account: Account, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.account, self.reason, self.said = account, reason, said


def mail_out(questions: Questions, address: str) -> Tested[Visit] | None:
    """The account that letters leave by; None for none. Raises Tried."""

    async def look(account: Account) -> Visit:
        try:
            host = address.rpartition("@")[2]
            return await visit(account.as_smtp_server(), host, address, tagged(address, "0" * 32))
        except Unusable as error:
            raise _Failed(account, error.reason, error.said) from None

    return _account(questions, "smtp", look, user=address, server=None)


def mail_in(questions: Questions, out: Tested[Visit]) -> Tested[Inspection] | None:
    """The mailbox that letters come to; None for none. Raises Tried."""

    async def look(account: Account) -> Inspection:
        try:
            return await inspect(account.as_mailbox())
        except OutOfReach as error:
            raise _Failed(account, error.reason) from None

    host = out.account.host
    server = "imap." + host.removeprefix("smtp.") if host.startswith("smtp.") else host
    same = replace(questions, known={"imap_password": out.password or "", **questions.known})
    return _account(same, "imap", look, user=out.account.user, server=server)


def comes_back(questions: Questions, out: Tested[Visit], box: Tested[Inspection], address: str, name: str) -> CameBack:
    """Write to ourselves and wait. Raises Tried, or Abort if it did not come and the operator gives up."""
    server, access = out.account.as_smtp_server(), box.account.as_mailbox()
    subject, text = say().subject("doctor-letter"), say().text("doctor-letter", list=name)
    back = CameBack(plain=False, plus=False)
    try:
        with asking.working("setup-waiting-for-letter"):
            back = asyncio.run(there_and_back(server, access, address, tagged(address, "probe"), subject, text))
        sentence = say().text("doctor-letter-lost", address=address, seconds=PLAIN_SECONDS)
    except NotTaken as refused:
        sentence = say().text("doctor-letter-not-taken", said=refused.said or "–")
    except OutOfReach:
        sentence = say().text("doctor-letter-no-mailbox")
    if not back.plain:
        questions.go_on_despite(sentence)
    return back


def tagged(address: str, tag: str) -> str:
    """Our address with a tag: list+tag@host."""
    local, _, host = address.rpartition("@")
    return f"{local}+{tag}@{host}"


def _account(
    questions: Questions, kind: Kind, look: Look[Found], *, user: str | None, server: str | None
) -> Tested[Found] | None:
    """Ask and try until it works, or there is to be none."""
    likely = questions.known.get(f"{kind}_url") or server
    written = _known_server(questions, kind) or _asked_server(questions, kind, likely)
    while written:
        try:
            return _with_password(questions, kind, look, _candidates(questions, kind, written, user))
        except _Failed as failed:
            questions.complain(_sentence(kind, failed))
            written = _asked_server(questions, kind, written)
    return None


def _known_server(questions: Questions, kind: Kind) -> str | None:
    """The one that was given as an option, or is known where nobody is asked."""
    name = f"{kind}_url"
    written = questions.value(name) if questions.yes or name in questions.given else None
    if written and (sentence := _no_server(kind, written)):
        questions.complain(sentence)
        return None
    return written


def _asked_server(questions: Questions, kind: Kind, default: str | None) -> str | None:
    """A name or URL of a server; None for none."""
    if questions.yes:
        return None
    return asking.answer(question(f"{kind}_url"), default, lambda said: _no_server(kind, said), optional=True)


def _no_server(kind: Kind, said: str) -> str | None:
    return None if SERVER.fullmatch(said) else wrong(f"{kind}_url", said)


def _candidates(questions: Questions, kind: Kind, written: str, user: str | None) -> list[Account]:
    """The account of a URL, or those that a server of that name may have."""
    named = SERVER.fullmatch(written)
    if named is None:
        account = smtp_account(written) if kind == "smtp" else imap_account(written)
        assert isinstance(account, Account)
        return [account]
    if not questions.yes:
        user = asking.answer(question("user"), user, lambda said: None)
    host, port = named[1], int(named[2] or 0)
    ways = [way for way in WAYS[kind] if port in (0, way[0])] or [(port, tls) for _, tls in WAYS[kind]]
    return [Account(host, way, user, tls) for way, tls in ways]


def _with_password(questions: Questions, kind: Kind, look: Look[Found], candidates: list[Account]) -> Tested[Found]:
    """Ask for the password until the server takes it. Raises _Failed."""
    again = False
    while True:
        asked = candidates[0].user is not None
        password = questions.secret(f"{kind}_password", again=again) if asked else None
        secret = SecretStr(password) if password else None
        try:
            return _first(look, [replace(account, password=secret) for account in candidates])
        except _Failed as failed:
            if failed.reason != "login":
                raise
            questions.complain(_sentence(kind, failed))
            candidates, again = [failed.account], True


def _first(look: Look[Found], candidates: list[Account]) -> Tested[Found]:
    """The first that works. Raises the failure that says most: a server that answered knows better."""
    failures = []
    for account in candidates:
        try:
            with asking.working("setup-trying"):
                return Tested(account, asyncio.run(look(account)))
        except _Failed as failed:
            failures.append(failed)
            if failed.reason not in ("unreachable", "tls"):
                raise
    raise min(failures, key=lambda failed: failed.reason == "unreachable")


def _sentence(kind: Kind, failed: _Failed) -> str:
    account = failed.account
    where = {"host": account.host, "port": str(account.port), "folder": account.folder}
    return say().text(f"doctor-{kind}-{failed.reason}", **where, said=failed.said or "–", address=account.user or "–")
