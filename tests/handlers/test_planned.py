"""What is planned leaves at its moment, once, to whoever is on the list by then; and what an outage did is told."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers import planned
from storage import announcements, changes, people, schedules, trainings
from storage.announcements import Announcement
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from storage.schedules import Rhythm, Schedule, When
from storage.trainings import Times, Training
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announcing import a_network
from tests.handlers.test_offering import changes as edits
from tests.handlers.test_signing_up import a_course, of
from tests.storage import network

NINE = datetime(2027, 4, 14, 7, 0, tzinfo=UTC)  # Wednesday, 9 o'clock
TUESDAY = datetime(2027, 4, 20, 18)  # noqa: DTZ001 - by the clock on the wall


async def a_plan(desk: Desk, rhythm: Rhythm | None = None, audience: Audience | None = None) -> Writer:
    """Doris planned it for tomorrow, Wednesday, at nine."""
    doris = await a_network(desk)
    now = desk.clock.now()
    async with desk.database.write() as session:
        planner = await people.by_address(session, "mail", doris.address)
        assert planner
        written = await announcements.draft(
            session, planner, subject="Fest", html="<p>Kommen Sie!</p>", audience=audience or Audience(),
            door="mail", now=now,
        )  # fmt: skip
        tomorrow = desk.office.local(NINE).date()
        await schedules.plan(session, written, planner, When(tomorrow, time(9), rhythm), desk.office.timezone, now)
    return doris


async def at(desk: Desk, moment: datetime) -> None:
    """It is that time, and the clock beats."""
    await desk.later(moment - desk.clock.now())


async def released(desk: Desk) -> list[Announcement]:
    query = select(Announcement).where(Announcement.released_at.is_not(None)).order_by(Announcement.id)
    async with desk.database.read() as session:
        return list(await session.scalars(query))


async def the_schedule(desk: Desk) -> Schedule:
    async with desk.database.read() as session:
        return (await session.scalars(select(Schedule))).one()


async def test_it_leaves_at_its_moment_also_to_newcomers(desk: Desk) -> None:
    doris = await a_plan(desk)
    await at(desk, NINE - timedelta(seconds=2))
    assert await released(desk) == []
    async with desk.database.write() as session:
        await network.person(session, "Neu", ("mail", "neu@example.org"))
    await at(desk, NINE)
    told = seen(await doris.reads("geht jetzt hinaus, wie geplant: 6 Nachrichten"))
    assert "1 Pause\n2 Berichtigen\n3 Ganz abbrechen" in told
    await desk.post_leaves()
    assert "neu@example.org" in [row.address for row in await desk.rows() if row.announcement_id and row.sent_at]
    await desk.beat()
    await doris.reads("Bericht: Fest")


async def test_each_week_it_is_an_announcement_of_its_own_with_its_own_report(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    for week in range(3):
        await at(desk, NINE + timedelta(weeks=week))
        await desk.post_leaves()
        await desk.beat()
        told = seen(await doris.reads("wie geplant"))
        assert "Das nächste Mal: Mittwoch" in told
        await doris.reads("Bericht: Fest")
    assert len(await released(desk)) == 3
    sent = [row.address for row in await desk.rows() if row.announcement_id and row.state == "sent"]
    assert sent.count("anna@elternverein.example.org") == 3


async def test_two_clocks_at_once_release_it_once(desk: Desk) -> None:
    await a_plan(desk, Rhythm("weekly"))
    desk.clock.advance(NINE - desk.clock.now())
    now = desk.clock.now()
    await asyncio.gather(*(planned.release_due(desk.database, now, desk.office) for _ in range(3)))
    await planned.release_due(desk.database, now, desk.office)
    assert len(await released(desk)) == 1


async def test_an_outage_of_three_hours_is_made_good_and_said(desk: Desk) -> None:
    doris = await a_plan(desk)
    await at(desk, NINE + timedelta(hours=3))
    assert "Es kommt 3 Stunden später als geplant" in seen(await doris.reads("geht jetzt hinaus"))
    assert len(await released(desk)) == 1


async def test_after_two_days_it_does_not_leave_and_the_sender_decides(desk: Desk) -> None:
    doris = await a_plan(desk)
    await at(desk, NINE + timedelta(days=2))
    missed = seen(await doris.reads("ging nicht hinaus"))
    assert "• Mittwoch, 14. April, 9 Uhr" in missed
    assert await released(desk) == []
    await doris.answers("Weiter damit")
    await doris.answers("senden", to=await doris.reads("Soll es so hinaus?"))
    await doris.reads("geht hinaus")


async def test_after_three_weeks_the_newest_of_what_repeats_leaves_and_the_others_are_told(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    await at(desk, NINE + timedelta(days=22))
    missed = seen(await doris.reads("ging nicht hinaus"))
    assert [line for line in missed.splitlines() if line.startswith("•")] == [
        "• Mittwoch, 14. April, 9 Uhr", "• Mittwoch, 21. April, 9 Uhr", "• Mittwoch, 28. April, 9 Uhr",
    ]  # fmt: skip
    late = seen(await doris.reads("später als geplant"))
    assert "1 Tag später" in late
    assert "Das nächste Mal: Mittwoch, 12. Mai, 9 Uhr." in late
    assert len(await released(desk)) == 1


async def test_when_the_outage_ends_at_night_it_leaves_in_the_morning(desk: Desk) -> None:
    await a_plan(desk)
    await at(desk, datetime(2027, 4, 15, 1, 0, tzinfo=UTC))  # 3 o'clock
    assert await released(desk) == []
    await at(desk, datetime(2027, 4, 15, 6, 0, tzinfo=UTC))
    assert len(await released(desk)) == 1


async def test_where_nobody_is_to_get_it_the_sender_hears_so_and_the_text_is_kept(desk: Desk) -> None:
    doris = await a_plan(desk, audience=Audience(towns=["Haan"]))
    await at(desk, NINE)
    await doris.answers("Weiter damit", to=await doris.reads("erreicht aber niemanden"))
    await doris.reads("Soll es so hinaus?")
    assert await released(desk) == []


async def test_who_left_the_office_sends_nothing_any_more_and_the_others_are_asked(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"))
        adele.role = "editor"
        gone = await people.by_address(session, "mail", doris.address)
        assert gone
        await people.give_role(session, gone, None)
    await at(desk, NINE)
    assert await released(desk) == []
    adele_ = desk.writer("Adele", "adele@kreis.example.org")
    await adele_.answers("1", to=await adele_.reads("wartet auf Sie"))
    await adele_.answers("Jetzt senden", to=await adele_.reads("Was möchten Sie tun?"))
    await adele_.reads("geht hinaus")
    assert len(await released(desk)) == 1
    schedule = await the_schedule(desk)
    assert schedule.due_at == NINE + timedelta(weeks=1)
    assert schedule.planner
    assert schedule.planner.name == "Adele"


async def test_the_list_names_all_of_it_and_each_can_be_looked_at(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    await doris.writes("Geplant")
    assert "• Mittwoch, 14. April, 9 Uhr: Fest (jede Woche)" in seen(await doris.reads("Was möchten Sie ansehen?"))
    await doris.answers("1")
    one = seen(await doris.reads("Was möchten Sie tun?"))
    assert "Zurzeit sind das: 2 Vereine, 4 Personen" in one
    assert "1 Ansehen\n2 Jetzt senden\n3 Anderer Zeitpunkt\n4 Beenden" in one
    await doris.answers("Ansehen")
    assert "Kommen Sie!" in seen(await doris.reads("So bekommen es alle."))


async def test_sent_now_it_does_not_leave_at_its_moment_and_goes_on_after_it(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    await doris.writes("Geplant")
    await doris.answers("1", to=await doris.reads("Was möchten Sie ansehen?"))
    shown = await doris.reads("Was möchten Sie tun?")
    await doris.answers("Jetzt senden", to=shown)
    await doris.reads("geht hinaus")
    await doris.reads("Das nächste Mal geht „Fest“ hinaus: Mittwoch, 21. April, 9 Uhr.")
    await doris.answers("Jetzt senden", to=shown)
    await doris.reads("schon unterwegs")
    await at(desk, NINE)
    assert len(await released(desk)) == 1
    await at(desk, NINE + timedelta(weeks=1))
    assert len(await released(desk)) == 2


async def test_it_can_be_moved_and_ended(desk: Desk) -> None:
    doris = await a_plan(desk, Rhythm("weekly"))
    await doris.writes("Geplant")
    await doris.answers("1", to=await doris.reads("Was möchten Sie ansehen?"))
    shown = await doris.reads("Was möchten Sie tun?")
    await doris.answers("jeden Freitag 10 Uhr", to=shown)
    await doris.answers("ja", to=await doris.reads("Freitag, 16. April, 10 Uhr. Danach jede Woche"))
    await doris.reads("ist geplant")
    await at(desk, NINE)
    assert await released(desk) == []
    await doris.answers("Beenden", to=shown)
    await doris.reads("ist nicht mehr geplant")
    await at(desk, NINE + timedelta(days=20))
    assert await released(desk) == []
    await doris.answers("Beenden", to=shown)
    await doris.reads("Das ist nicht mehr geplant.")


async def test_a_plan_that_fails_holds_up_no_other_and_is_reported_after_three_times(desk: Desk) -> None:
    doris = await a_plan(desk)
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"))
        adele.role = "admin"
        planner = await session.scalar(select(Person).where(Person.name == "Doris"))
        assert planner
        broken = await announcements.draft(
            session, planner, subject="Kaputt", html="<p>x</p>", audience=Audience(), door="mail", now=desk.clock.now()
        )
        first = When(desk.office.local(NINE).date(), time(9))
        await schedules.plan(session, broken, planner, first, desk.office.timezone, desk.clock.now())
        broken.audience_json = {"nonsense": True}
    await at(desk, NINE)
    await doris.reads("geht jetzt hinaus")
    for _ in range(5):
        await desk.later(timedelta(seconds=2))
    (report,) = [row for row in await desk.rows("adele@kreis.example.org") if "dreimal nicht" in seen(row)]
    assert "TypeError" in seen(report)
    async with desk.database.write() as session:
        broken = (await session.scalars(select(Announcement).where(Announcement.subject == "Kaputt"))).one()
        broken.audience_json = {}
    await desk.later(timedelta(hours=5))
    assert [one.subject for one in await released(desk)] == ["Fest"]
    await desk.later(timedelta(hours=2))
    await desk.beat()
    assert [one.subject for one in await released(desk)] == ["Fest", "Kaputt"]


async def a_training_each_week(desk: Desk, **fields: Any) -> tuple[Writer, Training]:
    """The training of 4 May is announced each Wednesday at nine."""
    doris = await a_plan(desk, Rhythm("weekly"))
    training = await a_course(desk, **fields)
    async with desk.database.write() as session:
        schedule = (await session.scalars(select(Schedule))).one()
        await trainings.announce_with(session, await trainings.get(session, training.id), schedule.announcement)
    return doris, training


async def test_each_repetition_of_a_training_is_answered_by_signing_up(desk: Desk) -> None:
    _, training = await a_training_each_week(desk, seats=9)
    for week, answer in enumerate(("Ja, 2", "Ja, 3")):
        await at(desk, NINE + timedelta(weeks=week))
        await desk.post_leaves()
        anna = desk.writer("Anna", "anna@elternverein.example.org")
        await anna.answers(answer, to=[row for row in await desk.rows(anna.address) if row.announcement_id][-1])
        assert await of(desk, "Anna") == [("seat", 2 + week)]
    one, another = await released(desk)
    assert one.worth_until == another.worth_until == training.deadline


async def the_training(doris: Writer, training: Training) -> Outgoing:
    """Staff look at it."""
    await doris.writes("Termine")
    await doris.answers("Schulungen verwalten", to=await doris.reads("Das kommt"))
    await doris.answers("1", to=await doris.reads("Welche möchten Sie sehen?"))
    return await doris.reads(f"{training.title}\n")


async def test_what_is_planned_names_the_new_place_and_the_seats_of_its_training(desk: Desk) -> None:
    doris, training = await a_training_each_week(desk, seats=9)
    view = await the_training(doris, training)
    await edits(doris, view, "Ort", "Wo ist", "Rathaus, Marktplatz 2, Velbert")
    await doris.answers("Überspringen", to=await doris.reads("Wie kommt man"))
    await doris.answers("Überspringen", to=await doris.reads("einen Link zu einer Karte?"))
    await doris.answers("Ja, so ändern", to=await doris.reads("Rathaus, Marktplatz 2, Velbert"))
    await doris.reads("Die geplante Ankündigung nennt das Neue.")
    await edits(doris, view, "Plätze", "Wie viele Plätze", "20")
    await at(desk, NINE)
    (one,) = await released(desk)
    assert "Rathaus, Marktplatz 2" in one.html
    assert "Es gibt 20 Plätze." in one.html


async def test_what_is_planned_does_not_outlive_a_training_that_begins_before_its_deadline(desk: Desk) -> None:
    doris, training = await a_training_each_week(desk, seats=9)
    view = await the_training(doris, training)
    await edits(doris, view, "Termin", "alle Termine", "27.4. 18 bis 20 Uhr")
    await doris.answers("Ja, so ändern", to=await doris.reads("So soll es sein"))
    await at(desk, NINE)
    (one,) = await released(desk)
    assert one.worth_until == datetime(2027, 4, 27, 16, tzinfo=UTC)
    assert "Bitte antworten Sie bis Dienstag, 27. April, 18 Uhr." in one.html


@pytest.mark.parametrize(
    ("fields", "called_off", "why"),
    [
        ({"deadline": NINE + timedelta(days=3)}, False, "Die Frist für Anmeldungen ist vorbei."),
        ({"deadline": None, "times": [Times(TUESDAY, TUESDAY + timedelta(hours=2))]}, False, "hat schon begonnen"),
        ({}, True, "fällt aus"),
    ],
)
async def test_a_repetition_ends_when_nobody_can_sign_up_and_its_planner_hears_why(
    desk: Desk, fields: dict[str, Any], called_off: bool, why: str
) -> None:
    doris, training = await a_training_each_week(desk, seats=9, **fields)
    await at(desk, NINE)
    await doris.reads("wie geplant")
    if called_off:
        async with desk.database.write() as session:
            planner = await people.by_address(session, "mail", doris.address)
            assert planner
            await changes.call_off(session, training.id, by=planner, now=desk.clock.now())
    await at(desk, NINE + timedelta(weeks=1))
    told = seen(await doris.reads("geht nicht mehr hinaus"))
    assert why in told
    assert "Ich habe die Wiederholung beendet." in told
    await doris.answers("Termin ansehen")
    await doris.reads(training.title)
    await at(desk, NINE + timedelta(weeks=2))
    assert len(await released(desk)) == 1
    assert (await the_schedule(desk)).ended_at


async def test_what_nobody_can_sign_up_for_is_not_sent_now_either(desk: Desk) -> None:
    doris, _ = await a_training_each_week(desk, deadline=NINE + timedelta(days=3))
    await doris.writes("Geplant")
    await doris.answers("1", to=await doris.reads("Was möchten Sie ansehen?"))
    shown = await doris.reads("Was möchten Sie tun?")
    desk.clock.advance(NINE + timedelta(days=3) - desk.clock.now())
    await doris.answers("Jetzt senden", to=shown)
    await doris.reads("Die Frist für Anmeldungen ist vorbei.")
    assert await released(desk) == []
