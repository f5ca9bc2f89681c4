"""What is pressed in a calendar program counts as an answer, whoever made it; what is old, forged or none does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import changes, seating
from storage.outbox import Outgoing
from storage.sign_ups import SignUp
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_signing_up import EVENING, a_course, of, the_announcement
from tests.handlers.test_telling import LATER, anna_has_a_seat, calendar, said, the_office
from tests.mailing.calendar_programs import Answer, Invited, apple, google, outlook, thunderbird
from tests.storage import network

COMMENT = "Größe 38, bitte"
MINUTE = timedelta(minutes=1)
programs = pytest.mark.parametrize("program", [outlook, google, apple, thunderbird])


def invited(row: Outgoing | None) -> Invited:
    """What the letter with an invitation invites to."""
    assert row
    written = calendar(row)
    organiser, attendee = (said(written, name).removeprefix("mailto:") for name in ("ORGANIZER", "ATTENDEE"))
    return Invited(said(written, "UID"), said(written, "SEQUENCE"), organiser, attendee, row.message_id or "")


async def presses(desk: Desk, to: Invited, partstat: str, *, at: datetime, program: Answer = thunderbird) -> None:
    await desk.arrives(program(to, partstat, at, COMMENT), "whoever@example.org")


def doris(desk: Desk) -> Writer:
    return desk.writer("Doris", "doris@kreis.example.org")


@programs
async def test_each_program_says_no_then_yes_then_maybe(desk: Desk, program: Answer) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = invited(anna.last)
    desk.clock.advance(MINUTE)
    await presses(desk, invitation, "DECLINED", at=desk.clock.now(), program=program)
    await anna.reads("Sie haben abgesagt")
    assert await of(desk, "Anna") == [("cancelled", 1)]
    assert COMMENT in seen(await doris(desk).reads("Nachricht von Anna"))
    desk.clock.advance(MINUTE)
    await presses(desk, invitation, "ACCEPTED", at=desk.clock.now(), program=program)
    again = invited(await anna.reads("Sie sind angemeldet"))
    assert await of(desk, "Anna") == [("seat", 1)]
    desk.clock.advance(MINUTE)
    await presses(desk, again, "TENTATIVE", at=desk.clock.now(), program=program)
    await anna.reads("Ihr Platz bleibt Ihnen")
    assert await of(desk, "Anna") == [("seat", 1)]


@programs
async def test_a_yes_to_what_is_known_says_nothing(desk: Desk, program: Answer) -> None:
    anna, _ = await anna_has_a_seat(desk)
    before = len(await desk.rows(anna.address))
    desk.clock.advance(MINUTE)
    await desk.arrives(program(invited(anna.last), "ACCEPTED", desk.clock.now(), ""), anna.address)
    assert len(await desk.rows(anna.address)) == before


async def test_a_no_to_one_of_several_evenings_gives_up_none(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk, times=[EVENING, LATER])
    invitation = invited(anna.last)
    await anna.reads("Noch ein Tag")
    desk.clock.advance(MINUTE)
    await presses(desk, invitation, "DECLINED", at=desk.clock.now())
    await anna.reads("Sie sind angemeldet")
    assert await of(desk, "Anna") == [("seat", 1)]


@pytest.mark.parametrize("words", ["", "Nein, da kann ich nicht."])
async def test_another_time_is_a_question_and_changes_nothing(desk: Desk, words: str) -> None:
    anna, _ = await anna_has_a_seat(desk)
    await desk.arrives(
        outlook(invited(anna.last), "TENTATIVE", desk.clock.now(), words, method="COUNTER"), anna.address
    )
    assert await of(desk, "Anna") == [("seat", 1)]
    told = seen(await doris(desk).reads("Nachricht von Anna"))
    assert "Neuer Zeitvorschlag: Kasse" in told
    assert "Mittwoch, 5. Mai, 19 Uhr" in told
    assert words in told


async def test_somebody_else_instead_is_a_question_and_changes_nothing(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    await presses(desk, invited(anna.last), "DELEGATED", at=desk.clock.now())
    assert await of(desk, "Anna") == [("seat", 1)]
    assert "Delegated" in seen(await doris(desk).reads("Nachricht von Anna"))


async def test_whoever_got_the_invitation_forwarded_answers_for_nobody(desk: Desk) -> None:
    """Their reply carries the token too; a person decides what they wanted."""
    anna, _ = await anna_has_a_seat(desk)
    forwarded = replace(invited(anna.last), attendee="fremd@example.org")
    desk.clock.advance(MINUTE)
    await desk.arrives(google(forwarded, "DECLINED", desk.clock.now(), COMMENT), forwarded.attendee)
    assert await of(desk, "Anna") == [("seat", 1)]
    assert COMMENT in seen(await doris(desk).reads("Declined: Kasse"))
    assert await desk.rows(forwarded.attendee) == [], "an automatic letter is not answered"


async def test_a_token_is_for_its_own_sign_up_only(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    async with desk.database.write() as session:
        carla = await network.carla(session)
        await seating.sign_up(session, training.id, carla, by=carla, door="chat", now=desk.clock.now())
        [theirs] = await session.scalars(select(SignUp.id).where(SignUp.person_id == carla.id))
    own = replace(invited(anna.last), sequence="99")
    desk.clock.advance(MINUTE)
    for attendee in (own.attendee, "carla@zeitung.example.org"):
        forged = replace(own, uid=own.uid.replace("s1-", f"s{theirs}-"), attendee=attendee)
        for program in (thunderbird, outlook):
            await presses(desk, forged, "DECLINED", at=desk.clock.now(), program=program)
    assert (await of(desk, "Anna"), await of(desk, "Carla")) == ([("seat", 1)], [("seat", 1)])


@pytest.mark.parametrize("uid", ["s1-t1", "s1-t99@x", f"s{10**12}-t1@x", "s٣-t1@x", "S1-T1@kreis.example.org"])
async def test_a_uid_that_is_none_of_ours_changes_nothing(desk: Desk, uid: str) -> None:
    anna, _ = await anna_has_a_seat(desk)
    desk.clock.advance(MINUTE)
    await presses(desk, replace(invited(anna.last), uid=uid), "DECLINED", at=desk.clock.now())
    assert await of(desk, "Anna") == [("seat", 1)]


async def test_without_an_organiser_the_letter_must_have_gone_to_the_token_or_answer_ours(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    known = invited(anna.last)
    plain = replace(known, organiser=desk.office.list_address)
    desk.clock.advance(MINUTE)
    await presses(desk, replace(plain, message_id="1@example.org"), "DECLINED", at=desk.clock.now(), program=outlook)
    assert await of(desk, "Anna") == [("seat", 1)]
    await presses(desk, plain, "DECLINED", at=desk.clock.now() + MINUTE, program=outlook)
    assert await of(desk, "Anna") == [("cancelled", 1)]


async def test_an_old_yes_does_not_undo_a_newer_no(desk: Desk) -> None:
    """It was on its way for long, or somebody sends it again: how it stands is said, with the way back."""
    anna, _ = await anna_has_a_seat(desk)
    invitation, accepted_at = invited(anna.last), desk.clock.now()
    desk.clock.advance(MINUTE)
    await anna.answers("Nein, ich kann nicht")
    await presses(desk, invitation, "ACCEPTED", at=accepted_at)
    assert await of(desk, "Anna") == [("no", 1)]
    assert "Ja, ich komme" in seen(await anna.reads("Sie haben „nein“ gesagt"))


async def test_a_yes_from_before_a_cancellation_does_not_undo_it(desk: Desk) -> None:
    """Cancelling does not make a newer invitation: only the time of the yes tells."""
    anna, _ = await anna_has_a_seat(desk)
    invitation, accepted_at = invited(anna.last), desk.clock.now()
    desk.clock.advance(MINUTE)
    async with desk.database.write() as session:
        [found] = await session.scalars(select(SignUp))
        assert found.person
        await seating.cancel(session, found.id, by=found.person, door="chat", now=desk.clock.now())
    await presses(desk, invitation, "ACCEPTED", at=accepted_at)
    assert await of(desk, "Anna") == [("cancelled", 1)]


async def test_a_yes_to_a_former_invitation_signs_nobody_up(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    former = invited(anna.last)
    announcement = await the_announcement(desk, anna)
    for answer in ("nein", "ja", "nein"):
        desk.clock.advance(MINUTE)
        await anna.answers(answer, to=announcement)
    desk.clock.advance(MINUTE)
    for partstat in ("ACCEPTED", "TENTATIVE"):
        await presses(desk, former, partstat, at=desk.clock.now())
        assert await of(desk, "Anna") == [("no", 1)]


async def test_a_late_yes_in_the_calendar_waits_where_it_is_full(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk, seats=1)
    invitation = invited(anna.last)
    desk.clock.advance(MINUTE)
    await presses(desk, invitation, "DECLINED", at=desk.clock.now())
    async with desk.database.write() as session:
        carla = await network.carla(session)
        await seating.sign_up(session, training.id, carla, by=carla, door="chat", now=desk.clock.now())
    desk.clock.advance(MINUTE)
    await presses(desk, invitation, "ACCEPTED", at=desk.clock.now())
    await anna.reads("Sie stehen auf der Warteliste")
    assert await of(desk, "Anna") == [("waiting", 1)]


async def test_a_no_to_the_date_before_is_none_to_the_one_they_were_moved_to(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    old = replace(invited(anna.last), sequence="99")
    other = await a_course(desk, title="Vereinsrecht", times=[LATER])
    async with desk.database.write() as session:
        await seating.move(session, 1, other.id, by=await the_office(desk), now=desk.clock.now())
    desk.clock.advance(MINUTE)
    await presses(desk, old, "DECLINED", at=desk.clock.now())
    assert await of(desk, "Anna") == [("seat", 1)]
    assert "Vereinsrecht" in seen(await anna.reads("Sie sind angemeldet"))


async def test_a_yes_to_what_is_called_off_says_so(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    invitation = invited(anna.last)
    await anna.answers("Nein, ich kann nicht")
    async with desk.database.write() as session:
        await changes.call_off(session, training.id, by=await the_office(desk), now=desk.clock.now())
    desk.clock.advance(MINUTE)
    await presses(desk, replace(invitation, sequence="99"), "ACCEPTED", at=desk.clock.now())
    assert await of(desk, "Anna") == [("no", 1)]


async def test_why_a_no_comes_too_late_is_told_to_who_was_invited(desk: Desk) -> None:
    """Apple's letter comes from another account."""
    anna, _ = await anna_has_a_seat(desk)
    invitation = invited(anna.last)
    desk.clock.advance(datetime(2027, 5, 4, 16, 30, tzinfo=UTC) - desk.clock.now())
    await presses(desk, invitation, "DECLINED", at=desk.clock.now(), program=apple)
    await anna.reads("hat schon begonnen")
    assert await desk.rows("anna.kaya@icloud.com") == []
    assert await of(desk, "Anna") == [("seat", 1)]
    assert COMMENT in seen(await doris(desk).reads("Nachricht von Anna"))


async def test_a_program_that_answers_without_end_is_not_answered_without_end(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = replace(invited(anna.last), sequence="99")
    for _ in range(8):
        for partstat in ("DECLINED", "ACCEPTED"):
            desk.clock.advance(MINUTE)
            await presses(desk, invitation, partstat, at=desk.clock.now())
    assert len([row for row in await desk.rows(anna.address) if row.kind == "answer"]) == 10
