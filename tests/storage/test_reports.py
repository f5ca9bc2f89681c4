"""The report adds up, says why, and does not hold the writer while it is made."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import announcements, dispatch, outbox, people, reports
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.database import Database
from storage.outbox import Outgoing
from storage.reports import Doubt, Line
from tests.storage.network import NOW, anna, association, bilal, carla, doris, emin

SOON = NOW + timedelta(minutes=2)


async def released(session: AsyncSession, audience: Audience | None = None) -> Announcement:
    """To Anna, Bilal (chat and mail), Carla and Doris; Emin never agreed, the quiet association has no contact."""
    for somebody in (anna, bilal, carla, emin):
        await somebody(session)
    await association(session, "Stiller Verein", "Haan", set())
    made = await announcements.draft(
        session, await doris(session), subject="Kasse", html="<p>Kasse</p>", audience=audience or Audience(),
        door="chat", now=NOW,
    )  # fmt: skip
    await dispatch.release(session, made, None, release_at=SOON, now=NOW, mail_host="kreis.example.org")
    return made


async def outcome(session: AsyncSession, address: str, state: str, **rest: object) -> None:
    row = (await session.scalars(select(Outgoing).where(Outgoing.address == address))).one()
    await outbox.settle(session, row.id, state, SOON, **rest)


async def lines(session: AsyncSession, made: Announcement) -> list[Line]:
    return [line async for line in reports.lines(session, made)]


async def test_the_lines_say_which_associations_were_reached_and_why_not_and_name_everybody_else(
    database: Database,
) -> None:
    async with database.write() as session:
        made = await released(session)
        await outcome(session, "anna@elternverein.example.org", "failed", reason="gone")
        await outcome(session, "4711", "failed", reason="blocked")
        await outcome(session, "bilal@sportverein.example.org", "sent")
        await outcome(session, "carla@zeitung.example.org", "skipped", reason="left")
    async with database.read() as session:
        found = await lines(session, made)
    assert [(line.association, line.reason, [name for name, _ in line.people]) for line in found] == [
        ("Kulturverein Haan", "unconfirmed", ["Emin"]),
        ("Stiller Verein", "no-address", []),
        ("Elternverein Hilden", "gone", ["Anna"]),
        ("Sportverein Velbert", None, ["Bilal"]),
        ("", "left", ["Carla"]),
        ("", "queued", ["Doris"]),
    ]
    assert found[0].people == (("Emin", "+4921039999"),)


async def test_the_numbers_are_those_of_the_lines(database: Database) -> None:
    async with database.write() as session:
        made = await released(session)
        await outcome(session, "4711", "sent", maybe_repeated=True)
        await outcome(session, "bilal@sportverein.example.org", "sent")
        await outcome(session, "anna@elternverein.example.org", "skipped", reason="too-late")
        await outcome(session, "carla@zeitung.example.org", "sent")
    async with database.read() as session:
        found, shown = await reports.report(session, made), await lines(session, made)
    of_associations = [line for line in shown if line.association]
    assert (found.associations, found.reached) == (4, 1)
    assert len(of_associations) == found.associations
    assert sum(line.reason is None for line in of_associations) == found.reached
    assert (found.people, found.repeated, found.late, found.uncertain) == (2, 1, 1, 0)
    assert (found.progress.number("sent"), found.progress.waiting) == (3, 1)


async def test_whoever_chose_other_topics_or_waits_for_the_other_channel_is_not_called_unconfirmed(
    database: Database,
) -> None:
    async with database.write() as session:
        made = await released(session, Audience(topics=["education"]))
        sport = await people.by_address(session, "telegram", "4711")
        assert sport
        await association(session, "Lernhilfe", "Velbert", {"education"}, sport)
        await people.choose_topics(session, sport, {"sport"})
    async with database.write() as session:
        again = await announcements.copy(session, await session.get_one(Announcement, made.id), NOW)
        await dispatch.release(
            session, again, None, release_at=SOON, now=NOW, mail_host="kreis.example.org", again=True
        )
        found = {line.association: line.reason for line in await lines(session, again) if line.association}
    assert found["Lernhilfe"] == "other-choice"
    assert found["Elternverein Hilden"] == "queued"


async def test_a_post_of_unknown_fate_and_people_without_an_association_are_named_too(database: Database) -> None:
    async with database.write() as session:
        made = await released(session)
        for address in ("4711", "carla@zeitung.example.org"):
            await outcome(session, address, "uncertain", reason="in-doubt")
        post = Outgoing(kind="post", channel="telegram", address="@netz", priority=2, queued_at=NOW, state="uncertain")
        post.announcement_id = made.id
        session.add(post)
        await session.flush()
        found = await reports.doubts(session, made)
        rows = [doubt.row_id for doubt in found]
        second = await reports.doubts(session, made, after=rows[0], limit=1)
    assert [(doubt.name, doubt.association) for doubt in found] == [
        ("Bilal", "Sportverein Velbert"),
        ("Carla", ""),
        ("@netz", ""),
    ]
    assert second == [Doubt(rows[1], "Carla", "", None)]


async def test_a_wanted_report_is_answered_once(database: Database) -> None:
    async with database.write() as session:
        made = await released(session)
        await reports.want(session, made.id, NOW)
    async with database.read() as session:
        (number,) = await reports.wanted(session)
    async with database.write() as session:
        assert await reports.answered(session, number)
    async with database.write() as session:
        assert not await reports.answered(session, number)
        assert await reports.wanted(session) == []
