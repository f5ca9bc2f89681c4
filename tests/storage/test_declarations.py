"""One answer for each association, until the deadline; the silent are reminded once."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from storage import associations, declarations
from storage.associations import Association, NotYourAssociation
from storage.audiences import Audience
from storage.database import Database
from storage.declarations import (
    Declaration,
    DeclarationAnswer,
    DeclarationAsked,
    DeclarationGone,
    DeclarationOver,
    RemindedAlready,
    Said,
)
from storage.people import Person
from storage.refusals import NotAllowed
from tests.storage.course import office, somebody
from tests.storage.network import NOW, anna, bilal, emin

DAY = timedelta(days=1)


async def asked(session: AsyncSession, **fields: int) -> Declaration:
    """Open, for a week, to the associations of two towns."""
    editor = await office(session)
    made = await declarations.create(
        session, editor, title="Netzwerk", html="Machen Sie mit?", deadline=NOW + 7 * DAY,
        audience=Audience(towns=["Hilden", "Velbert"]), now=NOW, **fields,
    )  # fmt: skip
    return await declarations.open_up(session, made.id, editor, NOW)


async def theirs(session: AsyncSession, person: Person) -> Association:
    return (await associations.of(session, person))[0].association


async def test_the_last_word_of_an_association_counts_with_time_name_and_door(database: Database) -> None:
    async with database.write() as session:
        made, first, second = await asked(session), await anna(session), await somebody(session, "Çiğdem")
        parents = await theirs(session, first)
        await associations.add_contact(session, parents, second, NOW)
        await declarations.declare(
            session, made.id, parents, "no", by=first, door="chat", now=NOW, comment="keine Zeit"
        )
        await declarations.declare(session, made.id, parents, "yes", by=second, door="reply", now=NOW + DAY)
        await bilal(session)
        found = await declarations.outcome(session, made)
        [answer] = found.answers
        assert (answer.said, answer.comment, answer.door, answer.at) == ("yes", None, "reply", NOW + DAY)
        assert answer.person is second
        assert [each.name for each in found.silent] == ["Sportverein Velbert"]


async def test_only_its_own_contacts_and_staff_speak_for_an_association(database: Database) -> None:
    async with database.write() as session:
        made, first, stranger = await asked(session), await anna(session), await bilal(session)
        parents = await theirs(session, first)
        with pytest.raises(NotYourAssociation):
            await declarations.declare(session, made.id, parents, "yes", by=stranger, door="chat", now=NOW)
        await declarations.declare(session, made.id, parents, "yes", by=await office(session), door="phone", now=NOW)
        assert (await declarations.of(session, made.id, parents)) is not None


async def test_there_is_one_answer_for_each_association_in_the_schema(database: Database) -> None:
    async with database.write() as session:
        made, parents = await asked(session), await theirs(session, await anna(session))
    with pytest.raises(IntegrityError):
        await _twice(database, made.id, parents.id)


async def _twice(database: Database, made: int, parents: int) -> None:
    async with database.write() as session:
        for said in ("yes", "no"):
            session.add(DeclarationAnswer(declaration_id=made, association_id=parents, said=said, door="chat", at=NOW))


async def test_nobody_declares_before_it_is_open_or_after_the_deadline(database: Database) -> None:
    async with database.write() as session:
        made, first = await asked(session), await anna(session)
        parents = await theirs(session, first)
        assert list(await declarations.under_way(session, NOW)) == [made]
        for number, now, no in ((made.id, NOW + 7 * DAY, DeclarationOver), (4711, NOW, DeclarationGone)):
            with pytest.raises(no):
                await declarations.declare(session, number, parents, "yes", by=first, door="chat", now=now)
        await declarations.end(session, made.id, await office(session), NOW)
        with pytest.raises(DeclarationOver):
            await declarations.declare(session, made.id, parents, "yes", by=first, door="chat", now=NOW)
        assert list(await declarations.under_way(session, NOW)) == []
        with pytest.raises(NotAllowed):
            await declarations.open_up(session, made.id, first, NOW)
        draft = await declarations.create(
            session, await office(session), title="Später", html="", deadline=NOW + DAY, audience=Audience(), now=NOW
        )
        with pytest.raises(DeclarationOver):
            await declarations.declare(session, draft.id, parents, "yes", by=first, door="chat", now=NOW)
        with pytest.raises(DeclarationOver):
            await declarations.open_up(session, draft.id, await office(session), NOW + DAY)


async def test_who_opens_it_twice_puts_off_no_reminder_and_none_comes_after_the_deadline(database: Database) -> None:
    async with database.write() as session:
        made, late = await asked(session), await asked(session, remind_days=9)
        await declarations.open_up(session, made.id, await office(session), NOW + DAY)
        assert await declarations.to_remind(session, NOW + 5 * DAY) == [made.id]
        assert await declarations.to_remind(session, NOW + 9 * DAY) == []
        assert late.reminded_at is None


@pytest.mark.parametrize("days", [5, 2])
async def test_silent_associations_are_reminded_once_on_their_day(database: Database, days: int) -> None:
    async with database.write() as session:
        made, first = await asked(session, remind_days=days), await anna(session)
        await bilal(session)
        await emin(session)
        await associations.create(session, NOW, source="test", status="requested", name="Neu", town="Hilden")
        await declarations.declare(
            session, made.id, await theirs(session, first), "yes", by=first, door="chat", now=NOW
        )
        assert await declarations.to_remind(session, NOW + days * DAY - timedelta(seconds=1)) == []
        assert await declarations.to_remind(session, NOW + days * DAY) == [made.id]
        due = await declarations.remind(session, made.id, NOW + days * DAY)
        assert [each.name for each in due.silent] == ["Sportverein Velbert"]
        assert await declarations.to_remind(session, NOW + days * DAY) == []
        with pytest.raises(RemindedAlready):
            await declarations.remind(session, made.id, NOW + days * DAY)


async def test_a_declaration_ends_at_its_deadline_and_is_reported_once(database: Database) -> None:
    async with database.write() as session:
        made = await asked(session)
        assert await declarations.to_end(session, NOW) == []
        assert await declarations.to_end(session, NOW + 7 * DAY) == [made.id]
        assert await declarations.finish(session, made.id, NOW + 7 * DAY)
        assert made.state == "ended"
        assert await declarations.to_end(session, NOW + 7 * DAY) == []
        assert not await declarations.finish(session, made.id, NOW + 7 * DAY)
        assert await declarations.to_remind(session, NOW + 8 * DAY) == []


async def test_a_comment_stands_beside_what_was_said_and_by_itself(database: Database) -> None:
    async with database.write() as session:
        made, first = await asked(session), await anna(session)
        parents = await theirs(session, first)
        steps: list[tuple[Said | None, str | None, tuple[str, str | None]]] = [
            (None, "Was kostet es?", ("comment", "Was kostet es?")),
            ("yes", None, ("yes", "Was kostet es?")),
            (None, "zu zweit", ("yes", "zu zweit")),
            ("no", None, ("no", None)),
        ]
        for said, comment, kept in steps:
            answer = await declarations.declare(
                session, made.id, parents, said, by=first, door="chat", now=NOW, comment=comment
            )  # fmt: skip
            assert (answer.said, answer.comment) == kept


async def test_a_text_that_associations_were_asked_is_neither_changed_nor_thrown_away(database: Database) -> None:
    async with database.write() as session:
        made, editor = await asked(session), await office(session)
        with pytest.raises(DeclarationAsked):
            await declarations.rewrite(session, made.id, editor, title="Anders")
        with pytest.raises(DeclarationAsked):
            await declarations.discard(session, made.id, editor)


async def test_contacts_see_what_their_own_associations_are_asked(database: Database) -> None:
    async with database.write() as session:
        made, first, second, third = (
            await asked(session),
            await anna(session),
            await bilal(session),
            await emin(session),
        )
        found = [await declarations.asked_of(session, person, NOW) for person in (first, second, third)]
        assert [[(d.id, a.name) for d, a in one] for one in found] == [
            [(made.id, "Elternverein Hilden")], [(made.id, "Sportverein Velbert")], [],
        ]  # fmt: skip
        fellow = await somebody(session, "Çiğdem")
        asks = await associations.add_contact(session, await theirs(session, first), fellow, NOW)
        asks.status = "requested"
        await session.flush()
        assert await declarations.asked_of(session, fellow, NOW) == []
        assert await declarations.asked_of(session, first, NOW + 7 * DAY) == []
