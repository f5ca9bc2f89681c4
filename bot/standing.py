"""How things stand: what `netzbote status` tells, read from the database, beside a running `run`.

The running program leaves facts behind: when each server last gave a good answer, what is wrong with the mailbox
(bot/letterbox.py), which channel stands still until when. From these, and from whether anybody holds the lock, follows
what is wrong. `Standing.as_json` is a promise to scripts: keys are added, never renamed.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.processes import Process, running
from bot.settings import Settings
from bot.watch import SILENT_AFTER
from storage import announcements, census, dispatch, inbox, keys, outbox, pace, people, requests
from storage.census import Census
from storage.database import Database

SENDS = {"telegram": "telegram", "smtp": "mail"}
LONG_HALT = timedelta(minutes=5)
STUCK = timedelta(minutes=10)
LITTLE_SPACE = 500_000_000


@dataclass(frozen=True)
class Door:
    """`good` is the last good answer; `trouble` why there was none since, a word of `status-because-…` or another;
    `halted` until when nothing is sent."""

    name: str
    configured: bool
    good: datetime | None
    trouble: str | None
    halted: datetime | None


@dataclass(frozen=True)
class Wrong:
    """Something to be seen to: the key of its words, and their arguments."""

    key: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class UnderWay:
    """An announcement that was released and is not done."""

    id: int
    subject: str
    release_at: datetime | None
    sent: int
    waiting: int
    total: int


@dataclass(frozen=True)
class Figures:
    """What stands in the database; `resting` counts single addresses that a server asked to leave alone for now."""

    inbox: inbox.Standing
    census: Census
    resting: int
    staff: int
    under_way: list[UnderWay]
    requests: int


@dataclass(frozen=True)
class Standing:
    """`processes` run, the first of them holds the doors; `figures` are None when no database can be read."""

    now: datetime
    processes: list[Process]
    doors: list[Door]
    kind: str
    revision: str | None
    figures: Figures | None
    free: int
    wrong: list[Wrong]
    version: str = version("netzbote")

    @property
    def first(self) -> Process | None:
        return self.processes[0] if self.processes else None

    def as_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "running": self.first is not None,
            "process": self.first and self.first.number,
            "since": self.first and self.first.since.isoformat(),
            "processes": [
                {"place": one.place, "since": one.since.isoformat(), "doors": one.holds_doors} for one in self.processes
            ],
            "doors": {door.name: _door_as_json(door, self.now) for door in self.doors},
            "database": {"kind": self.kind, "revision": self.revision},
            "disk_free": self.free,
            **(_figures_as_json(self.figures) if self.figures else {}),
            "wrong": [wrong.key.removeprefix("status-wrong-") for wrong in self.wrong],
        }


async def look(settings: Settings, now: datetime) -> Standing:
    """Read everything. A database that is missing or of another version is named, not touched."""
    processes: list[Process] = []
    free = shutil.disk_usage(_there(settings.data_dir)).free
    doors, revision, figures, wrong = _doors(settings, {}, {}), None, None, [Wrong("status-wrong-no-database")]
    if settings.sqlite_file is None or settings.sqlite_file.exists():
        database = Database(settings.database)
        try:
            revision = await database.revision()
            wrong = [] if await database.is_current() else [Wrong("status-wrong-version")]
            if not wrong:
                async with database.read() as session:
                    doors = _doors(settings, await _known(session, now), await pace.halted(session, now))
                    figures = await _figures(session, now)
                processes = await running(settings)
        finally:
            await database.close()
    kind = "sqlite" if settings.sqlite_file else "postgresql"
    wrong += [*_missing(settings), *_not_well(now, processes, doors, figures), *_little(free)]
    return Standing(now, processes, doors, kind, revision, figures, free, wrong)


def _there(folder: Path) -> Path:
    """The folder, or what there is of the way to it."""
    return next(path for path in (folder, *folder.parents) if path.exists())


async def _known(session: AsyncSession, now: datetime) -> dict[str, tuple[datetime | None, str | None]]:
    """By door: the last good answer, and what is wrong since. Of SMTP the letters know that wait for another try."""
    known = await keys.doors(session)
    if "mail" in await pace.halted(session, now):
        good, _ = known.get("smtp", (None, None))
        known["smtp"] = (good, await outbox.why_waiting(session, "mail"))
    return known


def _doors(
    settings: Settings, known: Mapping[str, tuple[datetime | None, str | None]], halts: Mapping[str, datetime]
) -> list[Door]:
    there = {
        "telegram": settings.telegram_token is not None,
        "imap": settings.imap is not None,
        "smtp": settings.smtp is not None,
        "clock": True,
    }
    return [
        Door(name, configured, *known.get(name, (None, None)), halts.get(SENDS.get(name, "")))
        for name, configured in there.items()
    ]


async def _figures(session: AsyncSession, now: datetime) -> Figures:
    return Figures(
        inbox=await inbox.standing(session),
        census=await census.latest(session, now),
        resting=sum(":" in scope for scope in await pace.halted(session, now)),
        staff=len(await people.staff(session)),
        under_way=[await _under_way(session, announcement) for announcement in await dispatch.under_way(session)],
        requests=len(await requests.open_ones(session)),
    )


async def _under_way(session: AsyncSession, announcement: announcements.Announcement) -> UnderWay:
    progress = await dispatch.progress(session, announcement)
    return UnderWay(
        announcement.id,
        announcement.subject,
        announcement.release_at,
        progress.number("sent"),
        progress.waiting,
        progress.total,
    )


def _missing(settings: Settings) -> Iterator[Wrong]:
    if not (settings.telegram_token or settings.smtp or settings.imap):
        yield Wrong("status-wrong-no-door")
    elif names := settings.ready_for_real_use():
        yield Wrong("status-wrong-settings", {"names": ", ".join(names)})


def _not_well(now: datetime, processes: list[Process], doors: list[Door], figures: Figures | None) -> Iterator[Wrong]:
    """What can only be said of a running program, and that none is."""
    if not processes:
        yield Wrong("status-wrong-not-running")
        return
    since = processes[0].since
    for door in doors:
        if door.configured and _is_down(door, since, now):
            yield Wrong(f"status-wrong-{door.name}", {"reason": door.trouble or "silent"})
    if figures and figures.inbox.oldest and figures.inbox.oldest < now - STUCK:
        yield Wrong("status-wrong-stuck", {"number": figures.inbox.waiting})


def _is_down(door: Door, since: datetime, now: datetime) -> bool:
    patience = SILENT_AFTER.get(door.name)
    silent = patience is not None and max(door.good or since, since) < now - patience
    halted = door.halted is not None and (door.name == "smtp" or door.halted > now + LONG_HALT)
    return silent or halted or door.trouble is not None


def _little(free: int) -> Iterator[Wrong]:
    if free < LITTLE_SPACE:
        yield Wrong("status-wrong-disk")


def _door_as_json(door: Door, now: datetime) -> dict[str, Any]:
    return {
        "configured": door.configured,
        "last_good": door.good and door.good.isoformat(),
        "age": round((now - door.good).total_seconds()) if door.good else None,
        "halted_until": door.halted and door.halted.isoformat(),
        "trouble": door.trouble,
    }


def _figures_as_json(figures: Figures) -> dict[str, Any]:
    counted = figures.census
    return {
        "counted_at": counted.counted_at.isoformat(),
        "inbox": {"waiting": figures.inbox.waiting, "aside": figures.inbox.aside},
        "outbox": counted.outbox,
        "resting": figures.resting,
        "register": {
            "associations": counted.associations,
            "reached": counted.reached,
            "people": counted.people,
            "staff": figures.staff,
        },
        "invitations": asdict(counted.invited),
        "announcements": [
            {**asdict(one), "release_at": one.release_at and one.release_at.isoformat()} for one in figures.under_way
        ],
        "requests": figures.requests,
    }
