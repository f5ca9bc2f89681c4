"""What the clock tells of trainings: to whom, once, in time, and with the calendar entry that goes with it."""

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers import telling
from locales import words
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.claims import Room, claim
from simulator.letter import Attachment
from storage import changes, people, seating, sign_ups, trainings
from storage.outbox import Outgoing
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Times, Training
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_signing_up import EVENING, a_course, anna_writes, announced, of, the_announcement
from tests.storage import network
from tests.storage.course import comes

LATER = Times(datetime(2027, 5, 5, 19), datetime(2027, 5, 5, 21))  # noqa: DTZ001 - by the clock on the wall
A_DAY_BEFORE = datetime(2027, 5, 3, 16, 1, tzinfo=UTC)


async def anna_has_a_seat(desk: Desk, answer: str = "Ja", **fields: Any) -> tuple[Writer, Training]:
    anna = await anna_writes(desk)
    training = await a_course(desk, **fields)
    await announced(desk, training)
    await anna.answers(answer, to=await the_announcement(desk, anna))
    await anna.reads("Sie sind angemeldet")
    return anna, training


async def the_office(desk: Desk) -> Person:
    async with desk.database.read() as session:
        return (await session.scalars(select(Person).where(Person.name == "Doris"))).one()


def calendar(row: Outgoing | None) -> str:
    """The calendar in a letter, its long lines joined."""
    assert row
    (file,) = (row.payload or {})["files"]
    return base64.b64decode(file["content"]).decode().replace("\r\n ", "").replace("\r\n", "\n")


def said(text: str, name: str) -> str:
    """The value of a line of a calendar."""
    found = re.search(rf"^{name}[^:\n]*:(.*)$", text, re.MULTILINE)
    assert found, f"no {name} in\n{text}"
    return found[1]


async def presses(anna: Writer, invitation: str, partstat: str, *, organiser: str | None = None) -> None:
    """Anna's calendar program answers the invitation."""
    reply = "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{said(invitation, 'UID')}",
        f"SEQUENCE:{said(invitation, 'SEQUENCE')}",
        f"ORGANIZER:{organiser or said(invitation, 'ORGANIZER')}",
        f"ATTENDEE;PARTSTAT={partstat}:mailto:{anna.address}",
        "COMMENT:Ich habe Dienst.",
        "END:VEVENT", "END:VCALENDAR", "",
    ])  # fmt: skip
    await anna.writes(f"{partstat}: Kasse", attachments=[Attachment("reply.ics", "text/calendar", reply.encode())])


async def test_a_seat_comes_with_an_invitation_that_names_no_association(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = calendar(anna.last)
    assert said(invitation, "METHOD") == "REQUEST"
    assert "PARTSTAT=ACCEPTED" in invitation
    assert "Elternverein" not in invitation.replace(anna.address, "")


async def test_three_evenings_are_three_invitations(desk: Desk) -> None:
    third = Times(LATER.start + timedelta(days=1), LATER.end + timedelta(days=1))
    anna, _ = await anna_has_a_seat(desk, times=[EVENING, LATER, third])
    found = [anna.last, await anna.reads("Noch ein Tag"), await anna.reads("Noch ein Tag")]
    assert len({said(calendar(row), "UID") for row in found}) == 3


async def test_a_change_moves_the_same_entry_and_says_how_it_was(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    first = calendar(anna.last)
    async with desk.database.write() as session:
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    news = await anna.reads("Geändert: Kasse")
    assert "Mittwoch, 5. Mai, 19 bis 21 Uhr" in seen(news)
    assert "Bisher: Dienstag, 4. Mai, 18 Uhr" in seen(news)
    second = calendar(news)
    assert said(second, "UID") == said(first, "UID")
    assert int(said(second, "SEQUENCE")) > int(said(first, "SEQUENCE"))
    await desk.beat()
    assert len([row for row in await desk.rows(anna.address) if "Geändert" in seen(row)]) == 1


async def test_who_is_added_where_all_is_full_reads_that_they_wait(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=1)
    office = await the_office(desk)
    async with desk.database.write() as session:
        await comes(session, training, "Mina")
        person = (await session.scalars(select(Person).where(Person.name == "Anna"))).one()
        await seating.sign_up(session, training.id, person, by=office, door="phone", now=desk.clock.now())
    await desk.beat()
    news = seen(await anna.reads("Das Büro hat Sie auf die Warteliste gesetzt: Kasse"))
    assert news.startswith("Warteliste: Kasse")


async def test_what_is_called_off_disappears_and_another_date_is_offered(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    first = calendar(anna.last)
    other = await a_course(desk, times=[LATER])
    async with desk.database.write() as session:
        await changes.call_off(session, training.id, by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    news = await anna.reads("Fällt aus: Kasse")
    assert "Es gibt einen anderen Termin: Mittwoch, 5. Mai" in seen(news)
    assert said(calendar(news), "METHOD") == "CANCEL"
    assert int(said(calendar(news), "SEQUENCE")) > int(said(first, "SEQUENCE"))
    await anna.answers("Anderer Termin")
    await anna.answers("ja", to=await anna.reads("Bitte antworten Sie bis"))
    await anna.reads("Sie sind angemeldet")
    assert other.id != training.id


async def test_who_signs_up_again_gets_a_newer_entry(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    first = calendar(anna.last)
    await anna.answers("Nein, ich kann nicht")
    over = calendar(await anna.reads("Sie kommen nicht"))
    await anna.answers("Ja, ich komme")
    again = calendar(await anna.reads("Sie sind angemeldet"))
    assert said(over, "METHOD") == "CANCEL"
    numbers = [int(said(each, "SEQUENCE")) for each in (first, over, again)]
    assert numbers == sorted(set(numbers))


async def test_who_signs_up_again_after_a_cancellation_gets_an_entry_newer_than_that(desk: Desk) -> None:
    """Unlike a no, a cancellation keeps the place in the order until they come back."""
    anna, _ = await anna_has_a_seat(desk)
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.cancel(session, found.id, by=await the_office(desk), door="chat", now=desk.clock.now())
    await desk.beat()
    over = calendar(await anna.reads("Das Büro hat für Sie abgesagt"))
    await anna.answers("Ja, ich komme")
    again = calendar(await anna.reads("Sie sind angemeldet"))
    assert int(said(again, "SEQUENCE")) > int(said(over, "SEQUENCE"))


async def test_decline_in_the_calendar_cancels_and_its_comment_reaches_a_person(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    await presses(anna, calendar(anna.last), "DECLINED")
    await anna.reads("Sie haben abgesagt")
    assert await of(desk, "Anna") == [("cancelled", 1)]
    doris = desk.writer("Doris", "doris@kreis.example.org")
    assert "Ich habe Dienst." in seen(await doris.reads("Nachricht von Anna"))


async def test_what_a_calendar_program_answers_came_by_mail(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = calendar(anna.last)
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.change(session, found.id, 2, by=await the_office(desk), door="phone", now=desk.clock.now())
    await presses(anna, invitation, "DECLINED")
    async with desk.database.read() as session:
        assert (await sign_ups.get(session, found.id)).door == "reply"


async def test_a_calendar_reply_without_our_token_changes_nothing(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = calendar(anna.last)
    signed = said(invitation, "ORGANIZER")
    for forged in (
        f"mailto:{desk.office.list_address}",
        signed.replace("c-1-", "c-2-"),
        signed.replace("+c-1-", "+c-1-a"),
    ):
        await presses(anna, invitation, "DECLINED", organiser=forged)
    assert await of(desk, "Anna") == [("seat", 1)]


async def test_a_maybe_in_the_calendar_keeps_the_seat_and_asks(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    await presses(anna, calendar(anna.last), "TENTATIVE")
    await anna.reads("Ihr Platz bleibt Ihnen")
    assert await of(desk, "Anna") == [("seat", 1)]


async def test_a_decline_of_the_old_date_is_asked_about(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    old = calendar(anna.last)
    async with desk.database.write() as session:
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await presses(anna, old, "DECLINED")
    assert await of(desk, "Anna") == [("seat", 1)]
    await anna.reads("Mittwoch, 5. Mai, 19 bis 21 Uhr")


async def test_reminders_come_once_each_with_the_place_and_a_way_out(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk, venue="Haus der Vereine", map_url="https://karte.example.org/1")
    for at in (datetime(2027, 4, 27, 16, 1, tzinfo=UTC), datetime(2027, 5, 3, 16, 1, tzinfo=UTC)):
        await desk.later(at - desk.clock.now())
        await desk.beat()
        reminder = seen(await anna.reads("Erinnerung: Kasse"))
        assert "Haus der Vereine" in reminder
        assert "https://karte.example.org/1" in reminder
        assert "Ich kann nicht" in reminder
        assert "später als geplant" not in reminder
    assert len([row for row in await desk.rows(anna.address) if row.kind == "reminder"]) == 2


async def test_a_reminder_waits_for_the_morning_but_not_where_that_would_be_too_late(desk: Desk) -> None:
    early = Times(datetime(2027, 5, 5, 7), datetime(2027, 5, 5, 9))  # noqa: DTZ001 - by the clock on the wall
    anna, _ = await anna_has_a_seat(desk, times=[early])
    a_day_before, just_before = datetime(2027, 5, 4, 5, 1, tzinfo=UTC), datetime(2027, 5, 5, 3, 1, tzinfo=UTC)
    for at, leaves_at in ((a_day_before, datetime(2027, 5, 4, 6, tzinfo=UTC)), (just_before, just_before)):
        await desk.later(at - desk.clock.now())
        assert (await anna.reads("Erinnerung: Kasse")).not_before == leaves_at


async def test_after_an_outage_one_reminder_comes_and_says_that_it_is_late(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    await desk.later(datetime(2027, 5, 4, 8, tzinfo=UTC) - desk.clock.now())
    await desk.beat()
    (reminder,) = [row for row in await desk.rows(anna.address) if row.kind == "reminder"]
    assert "später als geplant" in seen(reminder)


async def test_a_fellow_hears_who_changed_the_number_and_how_it_was(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk, "Ja, 2", seats=9)
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.change(session, found.id, 3, by=await the_office(desk), door="chat", now=desk.clock.now())
    await desk.beat()
    assert "Bisher: 2 Personen, Sie eingeschlossen. Jetzt: 3 Personen" in seen(
        await anna.reads("Das Büro hat die Anzahl")
    )


@pytest.mark.parametrize("left", [False, True])
async def test_whom_no_letter_reaches_staff_are_asked_to_call(desk: Desk, left: bool) -> None:
    """Emin has a telephone only; somebody who left the list keeps the seat."""
    training = await a_course(desk)
    office = await the_office(desk)
    async with desk.database.write() as session:
        held = await trainings.get(session, training.id)
        emin = await people.create(session, desk.clock.now(), name="Emin", phone="+4921039999")
        if left:
            await people.add_address(session, emin, "mail", "emin@kulturverein.example.org", desk.clock.now())
        await seating.sign_up(session, held.id, emin, by=office, door="phone", now=desk.clock.now())
        if left:
            await people.leave(session, emin, "reply", desk.clock.now())
        await changes.call_off(session, held.id, by=office, now=desk.clock.now())
    await desk.beat()
    doris = desk.writer("Doris", "doris@kreis.example.org")
    told = seen(await doris.reads("Bitte rufen Sie an: Kasse"))
    assert "fällt aus" in told
    assert emin.name not in told
    await doris.answers("Wen anrufen?")
    assert emin.name in seen(await doris.reads("Telefon"))


async def test_who_is_signed_up_by_phone_hears_of_it_at_an_address_that_they_never_confirmed(desk: Desk) -> None:
    training = await a_course(desk)
    async with desk.database.write() as session:
        emin = await network.emin(session)
        await seating.sign_up(
            session, training.id, emin, by=await the_office(desk), door="phone", now=desk.clock.now()
        )  # fmt: skip
    await desk.beat()
    assert len(await desk.rows("emin@kulturverein.example.org")) == 1


async def test_staff_hear_that_it_is_full_without_a_name(desk: Desk) -> None:
    await anna_has_a_seat(desk, seats=1)
    await desk.beat()
    told = seen(await desk.writer("Doris", "doris@kreis.example.org").reads("Alle Plätze sind vergeben"))
    assert "Anna" not in told


async def test_whoever_cannot_come_says_so_after_the_deadline_and_the_next_is_asked(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk, seats=1)
    async with desk.database.write() as session:
        mina = await network.person(session, "Mina", ("mail", "mina@example.org"))
        await seating.sign_up(session, training.id, mina, by=mina, door="chat", now=desk.clock.now())
    await desk.later(A_DAY_BEFORE - desk.clock.now())
    await anna.answers("Ich kann nicht", to=await anna.reads("Erinnerung: Kasse"))
    assert "Wieder anmelden kann Sie dann nur das Büro." in seen(await anna.reads("Möchten Sie wirklich absagen?"))
    await anna.answers("Platz freigeben")
    said = seen(await anna.reads("Sie haben abgesagt"))
    assert f"Doch noch Zeit? Dann rufen Sie an: {desk.office.contact}." in said
    await desk.beat()
    doris = desk.writer("Doris", "doris@kreis.example.org")
    told = seen(await doris.reads("Absage nach der Frist: Kasse"))
    assert "Wieder frei: ein Platz." in told
    assert "Anna" not in told
    await desk.writer("Mina", "mina@example.org").reads("Ein Platz ist frei")


async def test_a_yes_to_a_reminder_or_to_an_offer_counts_after_the_deadline(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk, "Ja", seats=1)
    async with desk.database.write() as session:
        mina = await network.person(session, "Mina", ("mail", "mina@example.org"))
        await seating.sign_up(session, training.id, mina, by=mina, door="chat", now=desk.clock.now())
    await desk.later(A_DAY_BEFORE - desk.clock.now())
    await anna.answers("ja", to=await anna.reads("Erinnerung: Kasse"))
    await anna.reads("Sie sind angemeldet: 1 Person.")
    await anna.answers("nein")
    await desk.beat()
    writer = desk.writer("Mina", "mina@example.org")
    await writer.answers("ja", to=await writer.reads("Ein Platz ist frei"))
    await writer.reads("Sie sind angemeldet: 1 Person.")
    assert (await of(desk, "Anna"), await of(desk, "Mina")) == ([("no", 1)], [("seat", 1)])


async def anna_is_to_be_reminded(desk: Desk) -> tuple[Writer, Training, SignUp]:
    """The letter is written, and has not left."""
    anna, training = await anna_has_a_seat(desk, "Ja, 2", seats=9)
    await desk.post_leaves()
    await desk.later(A_DAY_BEFORE - desk.clock.now())
    async with desk.database.read() as session:
        found = (await session.scalars(select(SignUp))).one()
    return anna, training, found


async def leaving(desk: Desk) -> list[tuple[str, str | None]]:
    """The outbox looks; how each reminder stands then, and why."""
    channel = MailChannel(SmtpServer("127.0.0.1", 1, "none"), desk.database, desk.office, desk.clock)
    for _ in range(9):
        async with desk.database.write() as session:
            await claim(session, channel, desk.office, "somebody", Room(9, 9), desk.clock.now())
            others = update(Outgoing).where(Outgoing.state == "claimed", Outgoing.kind != "reminder")
            await session.execute(others.values(state="sent"))
    return [(row.state, row.reason) for row in await desk.rows() if row.kind == "reminder"]


async def test_a_reminder_that_is_true_leaves(desk: Desk) -> None:
    await anna_is_to_be_reminded(desk)
    assert await leaving(desk) == [("claimed", None)]


async def test_whoever_cancels_before_the_reminder_leaves_is_not_reminded(desk: Desk) -> None:
    anna, _, found = await anna_is_to_be_reminded(desk)
    async with desk.database.write() as session:
        person = (await session.scalars(select(Person).where(Person.name == anna.name))).one()
        await seating.cancel(session, found.id, by=person, door="chat", now=desk.clock.now())
    assert await leaving(desk) == [("skipped", "taken-back")]


async def test_a_reminder_of_what_was_called_off_meanwhile_does_not_leave(desk: Desk) -> None:
    _, training, _ = await anna_is_to_be_reminded(desk)
    async with desk.database.write() as session:
        await changes.call_off(session, training.id, by=await the_office(desk), now=desk.clock.now())
    assert await leaving(desk) == [("skipped", "taken-back")]


async def test_a_reminder_of_a_date_that_moved_does_not_leave_and_the_new_date_has_its_own(desk: Desk) -> None:
    anna, training, _ = await anna_is_to_be_reminded(desk)
    async with desk.database.write() as session:
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    assert await leaving(desk) == [("skipped", "taken-back")]
    await desk.later(datetime(2027, 5, 4, 17, 1, tzinfo=UTC) - desk.clock.now())
    assert await leaving(desk) == [("skipped", "taken-back"), ("claimed", None)]
    assert "Mittwoch, 5. Mai, 19 bis 21 Uhr" in seen(await anna.reads("Erinnerung: Kasse"))


async def test_a_day_that_was_dropped_is_not_reminded_of(desk: Desk) -> None:
    _, training, _ = await anna_is_to_be_reminded(desk)
    async with desk.database.write() as session:
        kept = await session.get_one(Training, training.id)
        del kept.sessions[0]
    assert await leaving(desk) == [("skipped", "taken-back")]


@pytest.mark.parametrize("new", ["Rathaus", "Sie sind angemeldet: 1 Person."])
async def test_another_place_or_number_is_in_the_reminder_that_leaves(desk: Desk, new: str) -> None:
    anna, training, found = await anna_is_to_be_reminded(desk)
    async with desk.database.write() as session:
        by, now = await the_office(desk), desk.clock.now()
        if new == "Rathaus":
            await changes.relocate(session, training.id, by=by, now=now, venue=new)
        else:
            await seating.change(session, found.id, 1, by=by, door="chat", now=now)
    await desk.beat()
    assert await leaving(desk) == [("skipped", "taken-back"), ("claimed", None)]
    assert new in seen(await anna.reads("Erinnerung: Kasse"))


async def test_a_reminder_that_waited_until_the_start_does_not_leave(desk: Desk) -> None:
    await anna_is_to_be_reminded(desk)
    desk.clock.advance(datetime(2027, 5, 4, 16, tzinfo=UTC) - desk.clock.now())
    assert await leaving(desk) == [("skipped", "too-late")]


async def test_an_offer_that_ran_out_while_nothing_ran_goes_on_to_the_next_with_time_to_answer(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk, seats=1)
    async with desk.database.write() as session:
        for name in ("Mina", "Nuri"):
            person = await network.person(session, name, ("mail", f"{name.lower()}@example.org"))
            await seating.sign_up(session, training.id, person, by=person, door="chat", now=desk.clock.now())
    await anna.answers("nein")
    await desk.beat()
    mina, nuri = desk.writer("Mina", "mina@example.org"), desk.writer("Nuri", "nuri@example.org")
    await mina.reads("Ein Platz ist frei")
    await desk.later(timedelta(days=5))
    await mina.reads("Wir haben die nächste Person gefragt")
    offer = seen(await nuri.reads("Ein Platz ist frei"))
    tomorrow = words("de").when(desk.clock.now() + timedelta(days=1), desk.office.timezone)
    assert f"Wir halten den Platz bis {tomorrow}" in offer
    assert not await mina.has("später als geplant")


async def test_whoever_hears_late_of_an_offer_has_the_whole_time_to_answer(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk, seats=1)
    async with desk.database.write() as session:
        mina = await network.person(session, "Mina", ("mail", "mina@example.org"))
        training = (await session.scalars(select(Training))).one()
        await seating.sign_up(session, training.id, mina, by=mina, door="chat", now=desk.clock.now())
    await anna.answers("nein")
    await telling.pass_seats_on(desk.database, desk.clock.now(), desk.office)
    await desk.later(timedelta(hours=23))
    offer = seen(await desk.writer("Mina", "mina@example.org").reads("Ein Platz ist frei"))
    tomorrow = words("de").when(desk.clock.now() + timedelta(days=1), desk.office.timezone)
    assert f"Wir halten den Platz bis {tomorrow}" in offer
    assert "später als geplant" in offer


async def test_who_is_moved_reads_both_days_of_one_title(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk, seats=9)
    later = Times(EVENING.start + timedelta(days=7), EVENING.end + timedelta(days=7))
    there = await a_course(desk, times=[later])
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.move(session, found.id, there.id, by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    told = seen(await anna.reads("Das Büro hat Sie zu einem anderen Termin angemeldet."))
    assert "Bisher: Dienstag, 4. Mai, 18 Uhr: Kasse und Buchhaltung, Velbert\nJetzt: Kasse und Buchhaltung" in told
    assert "Dienstag, 11. Mai, 18 bis 20 Uhr" in told
