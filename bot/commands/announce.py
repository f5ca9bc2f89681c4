"""`netzbote announce`: one text to an audience, from a file; a running `run` sends it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import NoMail, office_of, opened, require_ready, say
from storage.refusals import Refusal

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.audiences import Audience, Count
    from storage.database import Database

LARGEST = 1_000_000


class NotAText(Refusal):
    """The file at `path` holds something else, or far too much."""

    exit_code = 2


class NoChannel(Refusal):
    """There is no public channel to post to."""


class SentBefore(Refusal):
    """The same text went to the same audience a short while ago, and nobody is there to be asked."""


@dataclass(frozen=True)
class Order:
    """What the operator wants to be sent."""

    subject: str
    html: str
    to: str
    public: bool
    again: bool


@dataclass(frozen=True)
class Meant:
    """Whom that reaches."""

    audience: "Audience"
    count: "Count"
    towns: "list[tuple[str, Count]]"


@dataclass(frozen=True)
class Released:
    """Its number, the messages that wait, and when the first of them leaves."""

    id: int
    deliveries: int
    release_at: datetime


def register(app: typer.Typer) -> None:
    text = say().text

    def announce(
        subject: Annotated[str, typer.Option("--subject", metavar="S", help=text("sending-help-subject"))],
        file: Annotated[Path, typer.Option("--text", metavar="FILE", help=text("sending-help-text"))],
        to: Annotated[str, typer.Option("--to", metavar="WORDS", help=text("sending-help-to"))] = "",
        public: Annotated[bool, typer.Option("--public", help=text("sending-help-public"))] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=text("sending-help-dry-run"))] = False,
        yes: Annotated[bool, typer.Option("--yes", help=text("sending-help-yes"))] = False,
        again: Annotated[bool, typer.Option("--again", help=text("sending-help-again"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False,
    ) -> int:
        import asyncio

        from bot.settings import load

        settings = load()
        order = check(settings, subject, file, to, public=public, again=again)
        return asyncio.run(_announce(settings, order, dry_run=dry_run, yes=yes, as_json=as_json))

    app.command("announce", help=text("sending-help"))(announce)


def check(settings: "Settings", subject: str, file: Path, to: str, *, public: bool, again: bool) -> Order:
    """Everything that can be said to be wrong before the register is asked. Raises a Refusal, OSError."""
    from handlers import fields, fitting

    require_ready(settings)
    if not (settings.smtp or settings.telegram_token):
        raise NoMail
    if public and not settings.channel:
        raise NoChannel
    html = read_text(file)
    if not html:
        raise fitting.NothingToSend
    return Order(fields.within(" ".join(subject.split()), fitting.SUBJECT), html, to, public, again)


def read_text(file: Path) -> str:
    """The canonical form of a plain text, or of HTML if the file's name ends so. Raises NotAText, OSError."""
    from mailing import formatting
    from mailing.letters.charsets import decode

    raw = file.read_bytes()
    if len(raw) > LARGEST:
        raise NotAText(path=str(file))
    wide = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else None
    if b"\0" in raw and not wide:
        raise NotAText(path=str(file))
    text = decode(raw, wide)
    return formatting.canonical(text) if file.suffix.lower() in (".html", ".htm") else formatting.from_plain(text)


async def _announce(settings: "Settings", order: Order, *, dry_run: bool, yes: bool, as_json: bool) -> int:
    from bot.asking import confirmed

    async with opened(settings) as database:
        meant = await _meant(database, settings, order)
        if not as_json:
            _show(order, meant)
        if dry_run:
            await _tell(meant, None, settings, as_json)
            return 0
        if not (yes or confirmed(say().text("sending-sure", number=meant.count.chats + meant.count.mails))):
            return 1
        await _tell(meant, await _release(database, settings, order, meant.audience, ask=not yes), settings, as_json)
    return 0


async def _meant(database: "Database", settings: "Settings", order: Order) -> Meant:
    from bot import whom
    from storage import audiences

    async with database.read() as session:
        audience = await whom.understand(session, settings.office, order.to)
        return Meant(audience, await audiences.count(session, audience), await whom.by_town(session, audience))


async def _release(
    database: "Database", settings: "Settings", order: Order, audience: "Audience", *, ask: bool
) -> Released:
    """Release it; the same once more only if that is meant. Raises SentBefore, NobodyToReach."""
    from bot.asking import confirmed, working
    from storage.dispatch import SentAlready

    try:
        with working("sending-releasing"):
            return await _write(database, settings, order, audience, again=order.again)
    except SentAlready as before:
        if not ask:
            raise SentBefore(**before.details) from None
        if not confirmed(say().text("sending-sent-before", **before.details)):
            raise typer.Abort from None
    return await _write(database, settings, order, audience, again=True)


async def _write(
    database: "Database", settings: "Settings", order: Order, audience: "Audience", *, again: bool
) -> Released:
    from storage import announcements, dispatch

    now = datetime.now(UTC)
    async with database.write() as session:
        office = await office_of(session, settings)
        release_at = office.next_loud(now + office.release_delay)
        announcement = await announcements.draft(
            session,
            None,
            subject=order.subject,
            html=order.html,
            audience=audience,
            door="command",
            now=now,
            public=order.public,
        )
        deliveries = await dispatch.release(
            session,
            announcement,
            None,
            release_at=release_at,
            now=now,
            mail_host=office.mail_host,
            channel=office.channel,
            again=again,
        )
        return Released(announcement.id, deliveries, release_at)


def _show(order: Order, meant: Meant) -> None:
    from rich.console import Console
    from rich.table import Table

    from handlers.audience import describe

    table = Table(*say().list("sending-headings"), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for town, count in meant.towns:
        table.add_row(town, *map(str, vars(count).values()))
    console = Console(highlight=False, markup=False)
    if meant.towns:
        console.print(table)
        console.print()
    audience = describe(say(), meant.audience)
    console.print(say().text("sending-meant", subject=order.subject, audience=audience), soft_wrap=True)
    console.print(say().text("audience-count", **vars(meant.count)), soft_wrap=True)


async def _tell(meant: Meant, released: Released | None, settings: "Settings", as_json: bool) -> None:
    from bot.processes import running

    if as_json:
        typer.echo(json.dumps(_as_json(meant, released), ensure_ascii=False, indent=2))
    elif released is None:
        typer.echo(say().text("sending-tried"))
    else:
        when = say().when(released.release_at, settings.timezone)
        typer.echo(say().text("sending-released", number=released.deliveries, when=when))
        if not await running(settings):
            typer.echo(say().text("sending-not-running"))


def _as_json(meant: Meant, released: Released | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "audience": meant.audience.as_json(),
        "count": vars(meant.count),
        "towns": {town: vars(count) for town, count in meant.towns},
        "released": None,
    }
    if released:
        told["released"] = {**vars(released), "release_at": released.release_at.isoformat()}
    return told
