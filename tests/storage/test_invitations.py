from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from storage import identity, invitations, people
from storage.audiences import Audience
from storage.database import Database
from storage.invitations import Standing
from storage.people import Person
from tests.storage.network import BY_REPLY, NOW, anna, association, emin, mail_of, person

TEN_DAYS = timedelta(days=10)


async def test_only_people_whom_nobody_asked_yet_are_invited(database: Database) -> None:
    async with database.write() as session:
        await anna(session)
        await emin(session)
        assert await _invited(session) == ["Emin"]
        assert await _invited(session) == []


async def test_nobody_who_left_or_was_erased_is_invited(database: Database) -> None:
    async with database.write() as session:
        leaver, erased = await anna(session), await emin(session)
        await people.leave(session, leaver, "link", NOW)
        await identity.forget(session, erased, NOW)
    async with database.write() as session:
        again = await people.create(session, NOW, name="Emin")
        await people.add_address(session, again, "mail", "emin@kulturverein.example.org", NOW)
        await association(session, "Kulturverein Haan II", "Haan", set(), again)
        assert await _invited(session) == []


async def test_the_ladder_is_a_letter_a_second_after_ten_days_and_then_a_call(database: Database) -> None:
    async with database.write() as session:
        asked = await emin(session)
        await _invited(session)
        assert await _second_letters(session, 9) == []
        assert await invitations.to_call(session) == []
        assert await _second_letters(session, 10) == ["Emin"]
        assert await _second_letters(session, 11) == []
        assert await _second_letters(session, 20) == []
        [call] = await invitations.to_call(session)
        assert call.person.id == asked.id
        assert [a.name for a in call.associations] == ["Kulturverein Haan"]
        assert await invitations.standing(session) == Standing(invited=1, confirmed=0, call=1)


async def test_who_confirmed_climbs_no_further(database: Database) -> None:
    async with database.write() as session:
        asked = await emin(session)
        await _invited(session)
        await people.confirm(session, mail_of(asked), BY_REPLY, NOW)
        assert await _second_letters(session, 30) == []
        assert await invitations.standing(session) == Standing(invited=1, confirmed=1, call=0)


async def test_who_confirmed_by_chat_is_written_to_no_more(database: Database) -> None:
    async with database.write() as session:
        asked, bilal = await emin(session), await person(session, "Bilal", ("telegram", "4711"))
        await _invited(session)
        for known, chat in ((asked, "4712"), (bilal, "4711")):
            address = await people.add_address(session, known, "telegram", chat, NOW)
            await people.confirm(session, address, BY_REPLY, NOW)
        await people.add_address(session, bilal, "mail", "bilal@sportverein.example.org", NOW)
        await association(session, "Sportverein Velbert", "Velbert", set(), bilal)
        assert await _second_letters(session, 30) == []
        assert await _invited(session) == []


async def test_who_said_no_is_neither_written_to_nor_called(database: Database) -> None:
    async with database.write() as session:
        asked = await emin(session)
        await _invited(session)
        await invitations.decline(session, asked)
        assert await _second_letters(session, 30) == []
        assert await invitations.to_call(session) == []


async def test_who_has_only_a_phone_is_called_at_once(database: Database) -> None:
    async with database.write() as session:
        only_phone: Person = await person(session, "Hava")
        only_phone.phone = "+4921035555"
        await association(session, "Frauengruppe Haan", "Haan", set(), only_phone)
        assert [call.person.name for call in await invitations.to_call(session)] == ["Hava"]


async def _invited(session: AsyncSession) -> list[str]:
    found = await invitations.candidates(session, Audience())
    for address in found:
        await invitations.release(session, address, None, NOW)
    return [address.person.name for address in found]


async def _second_letters(session: AsyncSession, days: int) -> list[str]:
    then = NOW + timedelta(days=days)
    climbed = [await invitations.climb(session, number, then) for number in await invitations.due(session, then)]
    due = [invitation for invitation in climbed if invitation]
    return [invitation.address.person.name for invitation in due]
