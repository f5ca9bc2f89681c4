"""Whatever happens in whatever order: only who said yes is written to, and once.

A machine of hypothesis walks through storage: people come, say yes, say it again, leave by every door, are erased,
move, and block; announcements go out, are halted, meet refusals and silence; the program is stopped and dies. The
real claim says what leaves, the real outcome what came of it; between them stands a post that only remembers. Each
step is held against `Wishes`, what people know of themselves.
"""

import asyncio
import functools
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Concatenate, Literal, ParamSpec, TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.invite import climb, release_invitations
from mailing.channels import SENT, UNTRIED, Channel, Limits, Outcome, Patience
from mailing.channels.mail import MailChannel
from mailing.channels.telegram import TelegramChannel
from mailing.claims import Room, claim
from mailing.outcomes import Outcomes
from mailing.process import Process
from storage import (
    announcements,
    associations,
    bounces,
    departures,
    dispatch,
    identity,
    invitations,
    keys,
    outbox,
    people,
    prompts,
)
from storage.announcements import Announcement
from storage.audiences import Audience, may_receive
from storage.database import Base, Database
from storage.outbox import Leaving, Outgoing
from storage.people import Address, Confirmation, Consent, Door, Person
from storage.refusals import Refusal
from tests.clock import TestClock
from tests.faults.wishes import Entry, Spot
from tests.mailing.network import an_office

MAILS = [f"{name}@verein.example.org" for name in ("anna", "bilal", "carla", "anna.new")]
CHATS = ["4711", "4712", "-100"]
GROUP = "-100"

SETTINGS = settings(
    max_examples=50,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

FATES = [0, 0, 0, 1, 2, 3, 4]
"""What becomes of a message that is on its way; 0 is that it arrives."""

Asks = Literal["join", "prove", "instead"]
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """A letter that asks for a yes: whether the address shall be on the list (`join`), or is `who`'s (`prove`), and
    that `instead` of the one before. It went to `spot`."""

    secret: str
    asks: Asks
    spot: Spot
    who: Entry
    until: datetime
    used: list[bool] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.asks} {self.spot}>"


@dataclass(frozen=True)
class Link:
    """The unsubscribe link of a letter to `who`."""

    token: str
    who: Entry


@dataclass(frozen=True)
class Arrival:
    """A copy that lies in a mailbox or a chat."""

    announcement: int
    spot: Spot
    row: int
    message_id: str | None


@dataclass
class Way:
    """What the claim and the bookkeeping ask of a channel."""

    name: Literal["telegram", "mail"]
    patience: Patience
    limits: Limits = field(default_factory=Limits)


WAYS = {
    "mail": cast(Channel, Way("mail", MailChannel.patience)),
    "telegram": cast(Channel, Way("telegram", TelegramChannel.patience, TelegramChannel.limits)),
}


def in_one_transaction(
    step: Callable[Concatenate["Town", AsyncSession, Given], Awaitable[Result]],
) -> Callable[Concatenate["Town", Given], Result]:
    """A step of the machine, as hypothesis calls it: then the day goes on, and everything must hold."""

    @functools.wraps(step)
    def carried_out(town: "Town", /, *args: Given.args, **drawn: Given.kwargs) -> Result:
        async def turn() -> Result:
            async with town.database.write() as session:
                done = await step(town, session, *args, **drawn)
                await town.the_day_goes_on(session)
                await town.holds(session)
                return done

        town.is_sound = False
        done = town.runner.run(turn())
        town.is_sound = True
        return done

    return carried_out


class Town(RuleBasedStateMachine):
    """People with mailboxes and chats, an office with a database, and a post that remembers."""

    mail = st.sampled_from(MAILS)
    chat = st.sampled_from(CHATS)
    spot = st.sampled_from(MAILS + CHATS)

    runner: asyncio.Runner
    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.clock = TestClock()
        self.office, self.process = an_office(quiet_hours=None), Process()
        self.spots = {address: Spot("mail", address) for address in MAILS}
        self.spots |= {address: Spot("telegram", address) for address in CHATS}
        self.on_the_way: list[Leaving] = []
        self.arrived: list[Arrival] = []
        self.is_sound = True
        self.asked: list[Asked] = []
        self.links: list[Link] = []
        self.announced: list[int] = []
        self.sent_again: set[int] = set()
        self.invitations: set[int] = set()
        self.group = GROUP
        self.outcomes = {name: Outcomes(channel, self.office) for name, channel in WAYS.items()}

    def teardown(self) -> None:
        if self.is_sound:
            self.everybody_hears_in_the_end()

    @initialize(seed=st.integers(0, 2**32))
    @in_one_transaction
    async def the_network_begins(self, session: AsyncSession, seed: int) -> None:
        """Anna hears by mail and in a chat, Bilal by mail and in a group, Carla in a chat; nobody else is known."""
        self.chance = random.Random(seed)
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(delete(table))
        for addresses in (["anna@verein.example.org", "4711"], ["bilal@verein.example.org", GROUP], ["4712"]):
            person, entry = await people.create(session, self.clock.now()), Entry()
            for spot in (self.spots[address] for address in addresses):
                await self._join(session, person, spot, Confirmation("chat", "2026-11"))
                spot.move_to(entry)
                spot.agree()

    # What people do.

    @rule(address=mail)
    @in_one_transaction
    async def a_list_is_imported(self, session: AsyncSession, address: str) -> None:
        """It names the address; whoever was erased is not put in again. Who never answered is invited, and a second
        time; a reply carries the letter's Message-ID."""
        spot, now = self.spots[address], self.clock.now()
        if spot.entry is None and not await people.is_suppressed(session, "mail", address):
            person = await people.create(session, now, name=address)
            await people.add_address(session, person, "mail", address, now)
            made = await associations.create(
                session, now, source="test", status="active", topics=set(), name=address, town="Hilden"
            )
            await associations.add_contact(session, made, person, now)
            spot.known()
        await release_invitations(session, now, self.office, Audience(), None)
        for number in await invitations.due(session, now):
            await climb(session, now, self.office, number)
        written = select(Outgoing).where(Outgoing.kind == "invitation", Outgoing.id.not_in(self.invitations))
        rows = (await session.scalars(written)).all()
        self.invitations |= {row.id for row in rows}
        self.asked += map(self._invited, rows)

    def _invited(self, row: Outgoing) -> Asked:
        spot, secret = self.spots[row.address], str(row.message_id).partition("@")[0]
        return Asked(secret, "join", spot, spot.known(), row.queued_at + prompts.GRANT_LIFE)

    @rule(address=mail)
    @in_one_transaction
    async def wants_to_join(self, session: AsyncSession, address: str) -> None:
        spot = self.spots[address]
        person = await people.meet(session, "mail", address, self.clock.now())
        await self._ask(session, person, "join", spot, spot.known())

    @rule(chat=chat, address=mail, asks=st.sampled_from(["prove", "instead"]))
    @in_one_transaction
    async def names_a_mail_address(self, session: AsyncSession, chat: str, address: str, asks: Asks) -> None:
        there = self.spots[chat]
        person = await people.meet(session, "telegram", there.address, self.clock.now())
        await self._ask(session, person, asks, self.spots[address], there.known())

    async def _ask(self, session: AsyncSession, person: Person, asks: Asks, spot: Spot, who: Entry) -> None:
        secret = prompts.new_secret()
        await prompts.ask(
            session, self.clock.now(), person_id=person.id, channel="mail", address=spot.address, choices=[],
            secret=secret, once=True, life=prompts.GRANT_LIFE,
        )  # fmt: skip
        self.asked.append(Asked(secret, asks, spot, who, self.clock.now() + prompts.GRANT_LIFE))

    @rule(which=st.integers(0, 99))
    @in_one_transaction
    async def answers_a_letter(self, session: AsyncSession, which: int) -> None:
        if self.asked:
            await self._says_yes(session, self.asked[which % len(self.asked)])

    async def _says_yes(self, session: AsyncSession, letter: Asked) -> None:
        """Also for the second time, to a letter from before somebody left, or was erased."""
        spot, who, prompt = letter.spot, letter.who.now, await prompts.find(session, letter.secret)
        if prompt is None:
            return  # asked of somebody who is erased, or at an address whose owner is
        if letter.used or letter.until <= self.clock.now():
            with pytest.raises((prompts.PromptUsed, prompts.PromptExpired)):
                prompts.check(prompt, self.clock.now())
            return
        assert who
        person = await people.get(session, prompt.person_id or 0)
        assert person
        await prompts.use(session, prompts.check(prompt, self.clock.now()), self.clock.now())
        how = Confirmation("reply", "2026-11")
        if letter.asks == "join":
            if spot.entry not in (None, who):
                await self._refuses(session, people.AddressTaken, self._join(session, person, spot, how))
                return
            await self._join(session, person, spot, how)
            spot.move_to(who)
        else:
            kept = await identity.prove(session, person, "mail", spot.address, how, self.clock.now())
            if spot.entry and spot.entry is not who:
                spot.entry.take(who)
            else:
                spot.move_to(who)
            if letter.asks == "instead":
                proved = next(a for a in kept.addresses if a.address == spot.address)
                await people.keep_only(session, kept, proved)
                spot.known().keep_only(spot)
        letter.used.append(True)
        spot.agree()

    async def _join(self, session: AsyncSession, person: Person, spot: Spot, how: Confirmation) -> None:
        address = await people.add_address(session, person, spot.channel, spot.address, self.clock.now())
        await people.confirm(session, address, how, self.clock.now())

    @rule(address=spot)
    @in_one_transaction
    async def says_yes_at_once(self, session: AsyncSession, address: str) -> None:
        """In the chat, or on a paper that staff put on record a day later."""
        spot, now = self.spots[address], self.clock.now()
        person = await people.meet(session, spot.channel, spot.address, now)
        given_at = now if spot.channel == "telegram" else now - timedelta(days=1)
        door: Door = "chat" if spot.channel == "telegram" else "paper"
        await self._join(session, person, spot, Confirmation(door, "2026-11", given_at=given_at))
        spot.agree()

    @rule(address=spot, door=st.sampled_from(["chat", "reply", "paper", "phone"]))
    @in_one_transaction
    async def leaves(self, session: AsyncSession, address: str, door: Door) -> None:
        """In the chat, by a word in a letter, or through staff."""
        spot = self.spots[address]
        if (person := await self._owner(session, spot)) and spot.entry:
            await people.leave(session, person, door, self.clock.now())
            spot.entry.leave(self.clock.now())

    @rule(which=st.integers(0, 99))
    @in_one_transaction
    async def opens_an_unsubscribe_link(self, session: AsyncSession, which: int) -> None:
        if self.links:
            await self._opens(session, self.links[which % len(self.links)])

    async def _opens(self, session: AsyncSession, link: Link) -> None:
        """However old, and also after two entries became one."""
        person = await people.numbered(session, await keys.signed(session, "unsubscribe", link.token))
        who = link.who.now
        assert (person is None) == (who is None)
        if person and who:
            await people.leave(session, person, "link", self.clock.now())
            who.leave(self.clock.now())

    @rule(address=spot, channel=st.sampled_from(["mail", "telegram"]))
    @in_one_transaction
    async def chooses(self, session: AsyncSession, address: str, channel: people.Channel) -> None:
        spot = self.spots[address]
        if (person := await self._owner(session, spot)) and spot.entry:
            if spot.entry.hear_by(channel):
                await people.choose_channels(session, person, {channel})
            else:
                choosing = people.choose_channels(session, person, {channel})
                await self._refuses(session, people.NoChannelLeft, choosing)

    @rule(address=spot)
    @in_one_transaction
    async def is_erased(self, session: AsyncSession, address: str) -> None:
        spot = self.spots[address]
        if (person := await self._owner(session, spot)) and spot.entry:
            await identity.forget(session, person, self.clock.now())
            spot.entry.erase()

    @rule(address=spot)
    @in_one_transaction
    async def stops_working(self, session: AsyncSession, address: str) -> None:
        """The chat is blocked; or letters come back day after day, first of all the one that arrived last."""
        spot = self.spots[address]
        if spot.channel == "telegram":
            await people.pause(session, "telegram", spot.address, "blocked", self.clock.now())
            self._stops_working(spot)
            return
        taken = [copy.row for copy in self.arrived if copy.spot is spot]
        row = await outbox.get(session, taken[-1]) if taken else None
        if row and row.state == "sent":
            await outbox.settle(session, row.id, "failed", self.clock.now(), reason="bounced")
            await departures.fall_back(session, row, self.clock.now(), self.office.mail_host)
        for _ in range(bounces.THRESHOLD):
            if await bounces.count(session, address, self.clock.now()):
                self._stops_working(spot)
            self.clock.advance(timedelta(days=1))

    @rule(chat=chat)
    @in_one_transaction
    async def unblocks(self, session: AsyncSession, chat: str) -> None:
        await people.resume(session, "telegram", self.spots[chat].address)
        self.spots[chat].works = True

    # What the office does.

    async def the_day_goes_on(self, session: AsyncSession) -> None:
        """Now and then letters are answered, old links opened, announcements written; and as in a round of the outbox
        it is noted what came back, and taken what leaves next."""
        self.clock.advance(self.chance.choice([0, 1, 2]))
        if self.asked and not self.chance.randrange(2):
            await self._says_yes(session, self.chance.choice(self.asked))
        if self.links and not self.chance.randrange(8):
            await self._opens(session, self.chance.choice(self.links))
        if not self.chance.randrange(3):
            draft = await self._draft(session)
            await self._release(session, draft, self.chance.choice([0, 0, 2]))
            self.announced.append(draft.id)
        for row in list(self.on_the_way):
            if self.chance.randrange(3):
                self.on_the_way.remove(row)
                await self._back(session, row, self.chance.choice(FATES))
        await self._claim(session, self.chance.randint(1, 3))

    async def _announced(self, session: AsyncSession, which: int) -> Announcement | None:
        """One of the newest."""
        newest = self.announced[-1 - which :]
        return await announcements.get(session, newest[0]) if newest else None

    async def _draft(self, session: AsyncSession) -> Announcement:
        return await announcements.draft(
            session, None, subject="Fest", html="<p>Am Samstag.</p>", audience=Audience(), door="command",
            now=self.clock.now(),
        )  # fmt: skip

    async def _release(self, session: AsyncSession, draft: Announcement, minutes: int = 0) -> bool:
        """Whether there is anybody to reach."""
        now, reached = self.clock.now(), [spot for spot in self.spots.values() if spot.is_open]
        releasing = dispatch.release(
            session, draft, None, release_at=now + timedelta(minutes=minutes), now=now,
            mail_host=self.office.mail_host, again=True,
        )  # fmt: skip
        if not reached:
            await self._refuses(session, dispatch.NobodyToReach, releasing)
            return False
        assert await releasing == len(reached)
        return True

    @rule(which=st.integers(0, 9), way=st.sampled_from(["pause", "resume", "halt", "release"]))
    @in_one_transaction
    async def changes_the_mind(self, session: AsyncSession, which: int, way: str) -> None:
        """Hold it back, let it go on, stop it; what was stopped before anything left is a draft, and goes again."""
        announcement = await self._announced(session, which)
        if announcement is None:
            return
        if way == "pause" and announcement.state == "released":
            await dispatch.pause(session, announcement)
        elif way == "resume" and announcement.state == "paused":
            await dispatch.resume(session, announcement)
        elif way == "halt" and announcement.state in dispatch.UNDER_WAY:
            await dispatch.halt(session, announcement, self.clock.now())
        elif way == "release" and announcement.state == "draft":
            await self._release(session, announcement)

    @rule(which=st.integers(0, 9), way=st.sampled_from(["again", "mail", "leave"]))
    @in_one_transaction
    async def settles_what_is_uncertain(
        self, session: AsyncSession, which: int, way: Literal["again", "mail", "leave"]
    ) -> None:
        announcement = await self._announced(session, which)
        if announcement is None:
            return
        own = select(Outgoing.id).where(Outgoing.announcement_id == announcement.id, Outgoing.state == "uncertain")
        uncertain = set(await session.scalars(own))
        host, now = self.office.mail_host, self.clock.now()
        await dispatch.settle_uncertain(session, announcement, way, now=now, mail_host=host)
        if way == "again":
            self.sent_again |= uncertain

    @rule(by=st.sampled_from([timedelta(minutes=6), timedelta(hours=1), timedelta(days=11)]))
    @in_one_transaction
    async def time_passes(self, session: AsyncSession, by: timedelta) -> None:
        self.clock.advance(by)

    # What the post does.

    async def _claim(self, session: AsyncSession, most: int) -> bool:
        """Take what may leave, and look whether it may; whether there was any."""
        room, before = Room(answers=8, bulk=most), len(self.on_the_way)
        for channel in WAYS.values():
            found = await claim(session, channel, self.office, self.process.owner, room, self.clock.now())
            for row in found.rows:
                await self._written_to(session, row)
            self.on_the_way += found.rows
        return len(self.on_the_way) > before

    async def _written_to(self, session: AsyncSession, row: Leaving) -> None:
        """The promises, of one row that is about to leave."""
        spot = self._spot(row)
        owner = await self._owner(session, spot)
        assert owner, f"{spot} is nobody's"
        assert spot.entry
        assert owner.id == row.person_id, f"{spot} gets what is meant for somebody else"
        if row.kind == "invitation":
            assert not spot.entry.agreed, f"{spot} is invited, and on the list"
            assert not (spot.entry.left_at and spot.entry.left_at > row.queued_at), f"{spot} is invited, and left"
        else:
            assert spot.agreed, f"{spot} never said yes, or left"
            assert spot.works, f"{spot} does not work"
            assert await self._consent(session, spot), f"nothing on record allows to write to {spot}"
            self._is_new(row, spot)
        token = f"{row.person_id}-{await keys.sign(session, 'unsubscribe', row.person_id)}"
        self.links.append(Link(token, spot.entry))

    async def _consent(self, session: AsyncSession, spot: Spot) -> Consent | None:
        """What is on record now, and stands."""
        query = (
            select(Consent)
            .join(Address, Address.consent_id == Consent.id)
            .where(
                Address.channel == spot.channel,
                Address.address == spot.address,
                Consent.person_id == Address.person_id,
                Consent.given_at <= self.clock.now(),
                Consent.withdrawn_at.is_(None),
            )
        )
        found: Consent | None = await session.scalar(query)
        return found

    def _is_new(self, row: Leaving, spot: Spot) -> None:
        """What lies there already goes once more only where that was in doubt: a letter under its Message-ID, a message
        because staff want it."""
        for before in self.arrived:
            if (before.announcement, before.spot) == (row.announcement_id, spot):
                assert before.row == row.id, f"{spot} gets it twice"
                assert row.maybe_repeated, f"{spot} gets it again, and nobody says so"
                assert before.message_id == row.message_id
                assert spot.channel == "mail" or row.id in self.sent_again, f"{spot} gets it again unasked"

    async def _back(self, session: AsyncSession, row: Leaving, fate: int) -> None:
        """Taken, for now not, for good not, or nobody knows: it lies there, or not."""
        spot, now = self._spot(row), self.clock.now()
        if self._has_moved(row):
            outcome = Outcome("retry", "moved", until=now, new_address=self.group)
        elif row.channel == "mail":
            outcome = [
                SENT,
                Outcome("retry", "deferred"),
                Outcome("failed", "gone"),
                Outcome("retry", "lost", maybe_repeated=True),
                Outcome("retry", "lost"),
            ][fate]
        else:
            outcome = [
                Outcome("sent", telegram_message_id=len(self.arrived) + 1),
                Outcome("retry", "slower", until=now + timedelta(seconds=30), scope="telegram"),
                Outcome("failed", "blocked", pause="blocked"),
                Outcome("uncertain", "in-doubt", until=now + timedelta(seconds=2), scope="telegram"),
                Outcome("uncertain", "in-doubt", until=now + timedelta(seconds=2), scope="telegram"),
            ][fate]
        if fate in (0, 3) and not self._has_moved(row):
            self._arrives(row)
        await self.outcomes[row.channel].record(session, [(row, outcome)], now)
        if outcome.new_address and row.address == spot.address:
            spot.address = outcome.new_address
        if outcome.pause:
            self._stops_working(spot)

    @rule()
    def the_group_becomes_a_supergroup(self) -> None:
        """Which shows when something is sent to its old number."""
        self.group += "0"
        if self.spots[GROUP].entry is None:
            self.spots[GROUP].address = self.group

    # What happens to the program.

    @rule(how=st.sampled_from(["stops", "dies", "oversleeps"]), arrives=st.integers(0, 255))
    @in_one_transaction
    async def the_program_ends(self, session: AsyncSession, how: str, arrives: int) -> None:
        """It hands back what was not begun; or is killed, when some had arrived (each bit is one); or only sleeps so
        long that the next one takes it for dead, and wakes with what it had on its way."""
        if how == "stops":
            for row in self.on_the_way:
                await self.outcomes[row.channel].record(session, [(row, UNTRIED)], self.clock.now())
        if how == "dies":
            for number, row in enumerate(self.on_the_way):
                if arrives >> number & 1 and not self._has_moved(row):
                    self._arrives(row)
        if how != "oversleeps":
            self.on_the_way.clear()
        await self._another_process(session)

    async def _another_process(self, session: AsyncSession) -> None:
        """It remembers nothing, and settles what the others have left."""
        self.process = Process()
        self.outcomes = {name: Outcomes(channel, self.office) for name, channel in WAYS.items()}
        for channel in WAYS:
            await outbox.recover(session, channel, self.process.owner, [])

    # What must hold.

    def everybody_hears_in_the_end(self) -> None:
        """Whoever said yes and can be reached has it in the end, and nobody else."""
        self.chance = random.Random(0)
        self._one_last_time()

    @in_one_transaction
    async def _one_last_time(self, session: AsyncSession) -> None:
        meant = {spot for spot in self.spots.values() if spot.is_open}
        announcement = await self._draft(session)
        waits, seconds = await self._release(session, announcement), 1
        while waits:
            while self.on_the_way:
                await self._back(session, self.on_the_way.pop(), 0)
            if not await self._claim(session, 10):
                self.clock.advance(seconds)
                seconds *= 2
            waits = bool((await dispatch.progress(session, announcement)).waiting)
        assert {copy.spot for copy in self.arrived if copy.announcement == announcement.id} == meant

    async def holds(self, session: AsyncSession) -> None:
        """The register says what people say, and nothing was sent twice."""
        found = await session.execute(select(Address.channel, Address.address).where(may_receive()))
        is_open = {f"{channel}:{address}" for channel, address in found}
        assert is_open == {str(spot) for spot in self.spots.values() if spot.is_open}
        standing = select(Consent.id).join(Person, Person.id == Consent.person_id).where(Person.left_at.is_not(None))
        assert not (await session.scalars(standing.where(Consent.withdrawn_at.is_(None)))).all()
        sent = select(Outgoing.announcement_id, Outgoing.channel, Outgoing.address).where(Outgoing.state == "sent")
        marks = (await session.execute(sent.where(Outgoing.kind == "announcement"))).all()
        assert len(marks) == len(set(marks))

    async def _refuses(self, session: AsyncSession, refusal: type[Refusal], verb: Awaitable[object]) -> None:
        """As in a turn: back to where it was."""
        with pytest.raises(refusal):
            async with session.begin_nested():
                await verb

    async def _owner(self, session: AsyncSession, spot: Spot) -> Person | None:
        return await people.by_address(session, spot.channel, spot.address)

    def _spot(self, row: Leaving) -> Spot:
        if row.channel == "telegram" and row.address.startswith(GROUP):
            return self.spots[GROUP]
        return self.spots[row.address]

    def _has_moved(self, row: Leaving) -> bool:
        return self._spot(row) is self.spots[GROUP] and row.address != self.group

    def _arrives(self, row: Leaving) -> None:
        if row.announcement_id:
            self.arrived.append(Arrival(row.announcement_id, self._spot(row), row.id, row.message_id))

    def _stops_working(self, spot: Spot) -> None:
        if spot.entry:
            spot.works = False


def test_only_who_said_yes_is_written_to_and_once(database_url: str) -> None:
    class Here(Town):
        runner, database = asyncio.Runner(), Database(database_url)

    with Here.runner:
        few = settings(SETTINGS, max_examples=15)  # the rules are the same; what differs is the database
        run_state_machine_as_test(Here, settings=SETTINGS if database_url.startswith("sqlite") else few)
        Here.runner.run(Here.database.close())
