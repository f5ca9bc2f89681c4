"""Who comes, who waits, who says no; and what staff may do that others may not."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from storage import associations, attendance, changes, notices, seating, sign_ups, trainings
from storage.associations import NotYourAssociation
from storage.database import Database
from storage.refusals import NotAllowed
from storage.seating import (
    AlreadySignedUp,
    AssociationFull,
    DeadlinePassed,
    MoreThanThereAre,
    NothingToDecide,
    TrainingFull,
    WasRefused,
)
from storage.sign_ups import NotAChoice, NotANumber, NotYourSignUp, SignUpGone, TooManyNames
from storage.trainings import Training, TrainingCancelled, TrainingNotOpen, TrainingStarted
from tests.storage.course import AFTER, DEADLINE, START, comes, course, office, signs_up, somebody, told
from tests.storage.network import NOW, anna, association, bilal


async def test_each_hears_at_once_whether_it_is_a_seat_or_which_place_in_the_list(database: Database) -> None:
    async with database.write() as session:
        other, training = await course(session, seats=1), await course(session, seats=3)
        for name in ("Hat", "Wartet"):
            await comes(session, other, name)
        results = [await signs_up(session, training, await somebody(session, f"P{n}"), n) for n in (2, 2, 3)]
        assert [(each.state, each.place) for each in results] == [("seat", None), ("waiting", 1), ("waiting", 2)]
        assert (training.taken, training.free) == (2, 1)


async def test_a_sign_up_keeps_the_door_of_the_last_word(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=4)
        mine = await comes(session, training, "Anna", door="reply")
        assert mine.person
        doors = [mine.door]
        await seating.change(session, mine.id, 2, by=mine.person, door="chat", now=NOW)
        doors.append(mine.door)
        await seating.cancel(session, mine.id, by=await office(session), door="phone", now=NOW)
        doors.append(mine.door)
        await seating.answer(session, training.id, mine.person, "maybe", by=mine.person, door="link", now=NOW)
        doors.append(mine.door)
        await signs_up(session, training, mine.person, door="chat")
        assert [*doors, mine.door] == ["reply", "chat", "phone", "link", "chat"]


async def test_the_schema_itself_sells_no_seat_twice(database: Database) -> None:
    async with database.write() as session:
        some, any_number = await course(session, seats=2), await course(session, seats=None)
    for training, taken in ((some, 3), (some, -1), (any_number, -1)):
        with pytest.raises(IntegrityError):
            await _pretend(database, training, taken)


async def _pretend(database: Database, training: Training, taken: int) -> None:
    async with database.write() as session:
        await session.execute(update(Training).where(Training.id == training.id).values(taken=taken))


async def test_where_as_many_come_as_like_everybody_has_a_seat(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=None)
        assert [(await comes(session, training, name, 40)).state for name in "ABC"] == ["seat"] * 3
        assert training.taken == 120


async def test_who_comes_later_gets_no_seat_that_fits_somebody_who_waits(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=4)
        first = await comes(session, training, "Hat drei", 3)
        await comes(session, training, "Wartet auf zwei", 2)
        fits = await comes(session, training, "Braucht einen")
        assert fits.state == "seat", "the free seat is of no use to who waits for two"
        await seating.cancel(session, first.id, by=await office(session), door="chat", now=NOW)
        assert (await comes(session, training, "Kommt später")).state == "waiting"


async def test_a_second_tap_changes_nothing_and_another_number_changes_the_seats(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=4)
        person = await somebody(session, "Anna")
        first = await signs_up(session, training, person, 2)
        again = await signs_up(session, training, person, 2)
        assert (again.sign_up.id, again.sign_up.number, training.taken) == (first.sign_up.id, first.sign_up.number, 2)
        more = await signs_up(session, training, person, 3)
        assert (more.sign_up.id, training.taken) == (first.sign_up.id, 3)
        assert await told(session) == []


async def test_more_seats_than_are_free_leave_the_sign_up_as_it_was(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=3)
        mine = await comes(session, training, "Anna")
        assert mine.person
        with pytest.raises(MoreThanThereAre):
            await seating.change(session, mine.id, 4, by=mine.person, door="chat", now=NOW)
        await comes(session, training, "Bilal")
        with pytest.raises(TrainingFull) as full:
            await seating.change(session, mine.id, 3, by=mine.person, door="chat", now=NOW)
        assert full.value.details == {"title": training.title, "free": 1}
        await comes(session, training, "Carla", 1)
        assert (mine.state, mine.seats, training.taken) == ("seat", 1, 3)


async def test_more_seats_are_not_taken_from_under_somebody_who_waits_for_them(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=3)
        mine, other = await comes(session, training, "Anna"), await comes(session, training, "Bilal", 2)
        await comes(session, training, "Carla")
        assert mine.person
        assert other.person
        await seating.change(session, other.id, 1, by=other.person, door="chat", now=NOW)
        with pytest.raises(TrainingFull):
            await seating.change(session, mine.id, 2, by=mine.person, door="chat", now=NOW)


async def test_who_waits_for_more_keeps_the_place(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=2)
        await comes(session, training, "Anna", 2)
        waits = await comes(session, training, "Bilal")
        await comes(session, training, "Carla")
        assert waits.person
        changed = await seating.change(session, waits.id, 2, by=waits.person, door="chat", now=NOW)
        assert (changed.state, changed.place, waits.seats) == ("waiting", 1, 2)


async def test_who_leaves_the_list_and_comes_back_is_the_last_in_it(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=1)
        await comes(session, training, "Anna")
        first, second = [await comes(session, training, name) for name in ("Bilal", "Carla")]
        assert first.person
        await seating.cancel(session, first.id, by=first.person, door="chat", now=NOW)
        assert (await signs_up(session, training, first.person)).place == 2
        assert await sign_ups.place_of(session, second) == 1


async def test_no_and_maybe_are_answers_and_give_the_seat_back(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        person = await somebody(session, "Anna")
        for said in ("maybe", "no"):
            seat = await signs_up(session, training, person, 2)
            assert (seat.state, training.taken) == ("seat", 2)
            assert (
                await seating.answer(session, training.id, person, said, by=person, door="chat", now=NOW)
            ).state == said
            assert training.taken == 0


async def test_a_no_is_that_of_the_association_that_had_the_seat(database: Database) -> None:
    async with database.write() as session:
        training, first = await course(session), await anna(session)
        [contact] = await associations.of(session, first)
        await signs_up(session, training, first, association=contact.association)
        said = await seating.answer(session, training.id, first, "no", by=first, door="chat", now=NOW)
        assert said.sign_up.association == contact.association


async def test_a_maybe_can_be_taken_back(database: Database) -> None:
    async with database.write() as session:
        training, person = await course(session), await somebody(session, "Anna")
        maybe = await seating.answer(session, training.id, person, "maybe", by=person, door="chat", now=NOW)
        result = await seating.cancel(session, maybe.sign_up.id, by=person, door="chat", now=NOW)
        assert result.state == "cancelled"


async def test_after_the_deadline_people_take_no_seats_by_themselves_but_staff_give_them(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=3), await office(session)
        mine = await comes(session, training, "Anna")
        person = mine.person
        assert person
        for late in (
            seating.change(session, mine.id, 2, by=person, door="chat", now=DEADLINE),
            signs_up(session, training, person, 2, now=DEADLINE),
            signs_up(session, training, await somebody(session, "Bilal"), now=DEADLINE),
        ):
            with pytest.raises(DeadlinePassed):
                await late
        assert (await signs_up(session, training, person, now=DEADLINE)).state == "seat", "a yes is heard once more"
        caller = await somebody(session, "Carla")
        assert (await signs_up(session, training, caller, by=editor, now=START)).state == "seat"
        assert (await seating.cancel(session, mine.id, by=editor, door="chat", now=START)).state == "cancelled"
        with pytest.raises(TrainingStarted):
            await seating.cancel(session, mine.id + 1, by=editor, door="chat", now=AFTER)
        assert await told(session) == [("added", "Carla"), ("cancelled", "Anna")]


async def test_a_seat_is_given_back_until_the_start_and_after_the_deadline_staff_hear_of_it(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=6)
        several, one, third = [await comes(session, training, name, 2) for name in ("Anna", "Bilal", "Carla")]
        assert several.person
        assert one.person
        assert third.person
        await told(session)
        late = START - timedelta(minutes=1)
        await seating.change(session, several.id, 1, by=several.person, door="chat", now=late)
        await seating.cancel(session, several.id, by=several.person, door="chat", now=late)
        await seating.cancel(session, several.id, by=several.person, door="chat", now=late)
        await seating.answer(session, training.id, one.person, "no", by=one.person, door="chat", now=late)
        assert training.taken == 2
        given_back = [notice for notice in await notices.take(session, late) if notice.kind == "given-back"]
        assert [(each.sign_up_id, (each.details or {})["seats"]) for each in given_back] == [
            (several.id, 1), (several.id, 1), (one.id, 2),
        ]  # fmt: skip
        with pytest.raises(TrainingStarted):
            await seating.cancel(session, third.id, by=third.person, door="chat", now=START)


async def test_before_the_deadline_and_from_staff_nobody_hears_of_a_seat_that_came_back(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        early, by_staff = await comes(session, training, "Anna"), await comes(session, training, "Bilal")
        await told(session)
        assert early.person
        await seating.cancel(session, early.id, by=early.person, door="chat", now=DEADLINE - timedelta(seconds=1))
        await seating.cancel(session, by_staff.id, by=await office(session), door="chat", now=DEADLINE)
        assert await told(session) == [("cancelled", "Bilal")]


async def test_who_only_waits_may_leave_and_anybody_may_say_no_until_the_start(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=1)
        await comes(session, training, "Anna")
        waits, stranger = await comes(session, training, "Bilal"), await somebody(session, "Carla")
        assert waits.person
        late = START - timedelta(minutes=1)
        assert (await seating.cancel(session, waits.id, by=waits.person, door="chat", now=late)).state == "cancelled"
        assert (
            await seating.answer(session, training.id, stranger, "no", by=stranger, door="chat", now=late)
        ).state == "no"
        with pytest.raises(TrainingStarted):
            await seating.answer(session, training.id, stranger, "maybe", by=stranger, door="chat", now=START)


async def test_nobody_signs_up_for_a_draft(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        training.state = "draft"
        with pytest.raises(TrainingNotOpen):
            await comes(session, training, "Anna")


async def test_the_other_contact_sees_and_changes_it_and_the_first_is_told(database: Database) -> None:
    async with database.write() as session:
        training, first, stranger = await course(session), await anna(session), await bilal(session)
        [contact] = await associations.of(session, first)
        fellow = await somebody(session, "Çiğdem")
        await associations.add_contact(session, contact.association, fellow, NOW)
        mine = (await signs_up(session, training, first, association=contact.association)).sign_up
        assert list(await sign_ups.seen_by(session, fellow, NOW)) == [mine]
        assert list(await sign_ups.seen_by(session, stranger, NOW)) == []
        with pytest.raises(NotYourSignUp):
            await seating.cancel(session, mine.id, by=stranger, door="chat", now=NOW)
        for seats in (2, 1, 2):
            await seating.change(session, mine.id, seats, by=fellow, door="chat", now=NOW)
        await seating.cancel(session, mine.id, by=fellow, door="chat", now=NOW)
        assert await told(session) == [("full", "staff"), *[("resized", "Anna")] * 3, ("cancelled", "Anna")]
        assert list(await sign_ups.seen_by(session, first, NOW)) == []


async def test_who_only_asked_to_speak_for_an_association_neither_sees_nor_changes_what_it_has(
    database: Database,
) -> None:
    async with database.write() as session:
        training, first, fellow = await course(session), await anna(session), await somebody(session, "Çiğdem")
        [contact] = await associations.of(session, first)
        theirs = await associations.add_contact(session, contact.association, fellow, NOW)
        mine = (await signs_up(session, training, first, association=contact.association)).sign_up
        theirs.status = "requested"
        await session.flush()
        assert list(await sign_ups.seen_by(session, fellow, NOW)) == []
        with pytest.raises(NotYourSignUp):
            await seating.cancel(session, mine.id, by=fellow, door="chat", now=NOW)


async def test_what_is_over_or_called_off_is_not_before_anybody(database: Database) -> None:
    async with database.write() as session:
        training, person = await course(session), await somebody(session, "Anna")
        mine = (await signs_up(session, training, person)).sign_up
        ends_at = training.ends_at
        assert ends_at
        seen = [await sign_ups.seen_by(session, person, now) for now in (ends_at - timedelta(seconds=1), ends_at)]
        assert seen == [[mine], []]
        await changes.call_off(session, training.id, by=await office(session), now=NOW)
        assert await sign_ups.seen_by(session, person, NOW) == []


async def test_nobody_signs_up_for_an_association_that_is_not_theirs(database: Database) -> None:
    async with database.write() as session:
        training, first, stranger = await course(session), await anna(session), await bilal(session)
        [contact] = await associations.of(session, first)
        with pytest.raises(NotYourAssociation):
            await signs_up(session, training, stranger, association=contact.association)
        with pytest.raises(NotYourSignUp):
            await signs_up(session, training, first, by=stranger)
        with pytest.raises(NotYourSignUp):
            await seating.answer(session, training.id, first, "no", by=stranger, door="chat", now=NOW)
        with pytest.raises(NotYourAssociation):
            await signs_up(session, training, stranger, by=first, association=contact.association)
        with pytest.raises(NotYourAssociation):
            await signs_up(session, training, first, by=stranger, association=contact.association)


async def test_an_association_has_its_share_of_seats_and_no_more(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=9, seats_per_association=3)
        first, second = await anna(session), await somebody(session, "Çiğdem")
        [contact] = await associations.of(session, first)
        theirs = contact.association
        await associations.add_contact(session, theirs, second, NOW)
        await signs_up(session, await course(session, seats=9), first, 3, association=theirs)
        once = (await signs_up(session, training, second, 3, association=theirs)).sign_up
        await seating.cancel(session, once.id, by=second, door="chat", now=NOW)
        mine = (await signs_up(session, training, first, 2, association=theirs)).sign_up
        with pytest.raises(AssociationFull) as full:
            await signs_up(session, training, second, 2, association=theirs)
        assert (full.value.details["limit"], full.value.details["left"]) == (3, 1)
        await seating.change(session, mine.id, 3, by=first, door="chat", now=NOW)
        with pytest.raises(AssociationFull):
            await signs_up(session, training, second, association=theirs)
        assert (await signs_up(session, training, second, association=theirs, by=await office(session))).state == "seat"


async def test_where_staff_approve_the_order_of_signing_up_counts(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, seats=1, needs_approval=True), await office(session)
        first, second = await comes(session, training, "Anna"), await comes(session, training, "Bilal")
        third = await comes(session, training, "Carla")
        assert [first.state, second.state, training.taken] == ["asked", "asked", 0]
        assert (await seating.approve(session, third.id, by=editor, now=NOW)).state == "seat"
        assert (await seating.approve(session, second.id, by=editor, now=NOW)).place == 1
        later = await seating.approve(session, first.id, by=editor, now=NOW)
        assert (later.state, later.place) == ("waiting", 1)
        with pytest.raises(NothingToDecide):
            await seating.refuse(session, first.id, by=editor, now=NOW)
        assert await told(session) == [
            *[("asks", "staff")] * 3, ("full", "staff"),
            *[("approved", name) for name in ("Carla", "Bilal", "Anna")],
        ]  # fmt: skip


async def test_nobody_is_given_a_seat_in_what_is_over_or_called_off(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, needs_approval=True), await office(session)
        asks = await comes(session, training, "Anna")
        with pytest.raises(TrainingStarted):
            await seating.approve(session, asks.id, by=editor, now=AFTER)
        await changes.call_off(session, training.id, by=editor, now=NOW)
        with pytest.raises(TrainingCancelled):
            await seating.approve(session, asks.id, by=editor, now=NOW)
        assert (asks.state, training.taken) == ("asked", 0)


async def test_who_was_refused_asks_staff_and_not_the_program_again(database: Database) -> None:
    async with database.write() as session:
        training, editor = await course(session, needs_approval=True), await office(session)
        asks = await comes(session, training, "Anna")
        assert asks.person
        with pytest.raises(NotAllowed):
            await seating.refuse(session, asks.id, by=asks.person, now=NOW)
        await seating.refuse(session, asks.id, by=editor, now=NOW)
        with pytest.raises(WasRefused):
            await signs_up(session, training, asks.person)
        with pytest.raises(WasRefused):
            await seating.answer(session, training.id, asks.person, "no", by=asks.person, door="chat", now=NOW)
        assert (await signs_up(session, training, asks.person, by=editor)).state == "seat"


async def test_staff_move_somebody_with_names_into_another_training(database: Database) -> None:
    async with database.write() as session:
        here, there, editor = await course(session), await course(session, seats=3), await office(session)
        full = await course(session, seats=1)
        mine = await comes(session, here, "Anna", 2, names=["Anna", "Leyla"])
        person = mine.person
        assert person
        await seating.answer(session, there.id, person, "no", by=person, door="chat", now=NOW)
        with pytest.raises(TrainingFull):
            await seating.move(session, mine.id, full.id, by=editor, now=NOW)
        with pytest.raises(AlreadySignedUp):
            await seating.move(session, mine.id, here.id, by=editor, now=NOW)
        twice = await course(session)
        await signs_up(session, twice, person)
        with pytest.raises(AlreadySignedUp):
            await seating.move(session, mine.id, twice.id, by=editor, now=NOW)
        moved = await seating.move(session, mine.id, there.id, by=editor, now=NOW)
        assert (moved.state, here.taken, there.taken) == ("seat", 0, 2)
        assert (moved.sign_up.training, moved.sign_up.id) == (there, mine.id)
        assert [each.name for each in moved.sign_up.participants] == ["Anna", "Leyla"]
        assert await told(session) == [("full", "staff"), ("moved", "Anna")]
        with pytest.raises(NotAllowed):
            await seating.move(session, mine.id, here.id, by=person, now=NOW)


async def test_who_is_moved_leaves_line_and_answers_behind_and_is_the_last_there(database: Database) -> None:
    async with database.write() as session:
        here, there, editor = await course(session), await course(session), await office(session)
        question = await trainings.ask(session, here, "text", "Was essen Sie?")
        await comes(session, there, "Bilal")
        mine = await comes(session, here, "Anna", self_check="yes")
        await sign_ups.reply(session, mine.id, question, "Brot", by=editor)
        await attendance.record_signed(session, here, [1], by=editor, now=START)
        await seating.move(session, mine.id, there.id, by=editor, now=NOW)
        [participant] = mine.participants
        assert (mine.number, mine.answers, mine.self_check) == (2, [], None)
        assert (participant.row, participant.attended) == (None, None)
        await seating.cancel(session, mine.id, by=editor, door="chat", now=NOW)
        with pytest.raises(SignUpGone):
            await seating.move(session, mine.id, here.id, by=editor, now=NOW)


async def test_there_are_as_many_participants_as_seats_and_their_names_may_be_unknown(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=5)
        mine = await comes(session, training, "Anna", 3, names=["Anna", None])
        assert mine.person
        await sign_ups.name(session, mine.id, ["Anna", None, "Leyla"], by=mine.person)
        assert [each.name for each in mine.participants] == ["Anna", None, "Leyla"]
        await seating.change(session, mine.id, 2, by=mine.person, door="chat", now=NOW)
        await seating.change(session, mine.id, 4, by=mine.person, door="chat", now=NOW)
        assert [each.name for each in mine.participants] == ["Anna", None, None, None]
        with pytest.raises(TooManyNames):
            await sign_ups.name(session, mine.id, ["?"] * 5, by=mine.person)


async def test_answers_to_own_questions_are_of_their_kind_and_the_last_one_counts(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        food = await trainings.ask(session, training, "choice", "Essen?", choices=["ja", "nein"])
        children = await trainings.ask(session, training, "number", "Wie viele Kinder?")
        wish = await trainings.ask(session, training, "text", "Wünsche?")
        mine = await comes(session, training, "Anna")
        person = mine.person
        assert person
        with pytest.raises(NotAChoice):
            await sign_ups.reply(session, mine.id, food, "vielleicht", by=person)
        with pytest.raises(NotANumber):
            await sign_ups.reply(session, mine.id, children, "zwei", by=person)
        for question, value in ((food, "ja"), (food, "nein"), (children, "٣"), (wish, " Leise bitte ")):
            await sign_ups.reply(session, mine.id, question, value, by=person)
        assert {each.question_id: each.value for each in mine.answers} == {
            food.id: "nein", children.id: "3", wish.id: "Leise bitte"
        }  # fmt: skip


async def test_an_old_button_says_that_the_sign_up_is_gone(database: Database) -> None:
    async with database.write() as session:
        training = await course(session)
        mine = await comes(session, training, "Anna")
        assert mine.person
        await seating.cancel(session, mine.id, by=mine.person, door="chat", now=NOW)
        assert (await seating.cancel(session, mine.id, by=mine.person, door="chat", now=NOW)).state == "cancelled"
        with pytest.raises(SignUpGone):
            await seating.change(session, mine.id, 2, by=mine.person, door="chat", now=NOW)
        with pytest.raises(SignUpGone):
            await seating.cancel(session, 4711, by=mine.person, door="chat", now=NOW)


async def test_full_is_told_to_staff_once(database: Database) -> None:
    async with database.write() as session:
        training = await course(session, seats=1)
        mine = await comes(session, training, "Anna")
        assert mine.person
        await seating.cancel(session, mine.id, by=mine.person, door="chat", now=NOW)
        await signs_up(session, training, mine.person)
        assert await told(session) == [("full", "staff")]


async def test_an_association_is_seen_by_its_own_only(database: Database) -> None:
    async with database.write() as session:
        training, person = await course(session), await somebody(session, "Anna")
        theirs = await association(session, "Verein", "Haan", set(), person)
        mine = (await signs_up(session, training, person, association=theirs)).sign_up
        await associations.stop_speaking(session, person, theirs.id)
        other = await somebody(session, "Bilal")
        await associations.add_contact(session, theirs, other, NOW, status="requested")
        assert not await sign_ups.may_change(session, mine, other)
        await associations.decide_contact(session, (await associations.of(session, other))[0], True)
        assert await sign_ups.may_change(session, mine, other)
