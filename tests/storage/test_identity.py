import asyncio

import pytest
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import (
    associations,
    attendance,
    declarations,
    dialogues,
    figures,
    identity,
    inbox,
    outbox,
    pace,
    people,
    prompts,
    requests,
    seating,
    sign_ups,
    trainings,
)
from storage.audiences import Audience
from storage.database import Base, Database
from storage.inbox import Arrival
from storage.outbox import NOTICE, Outgoing
from storage.people import Person
from tests.storage.course import AFTER, NEXT_YEAR, course, office, signs_up
from tests.storage.network import BY_REPLY, NOW, anna, bilal, carla, doris, emin, person


async def test_a_proved_address_joins_the_entry_of_the_list_with_the_chat(database: Database) -> None:
    async with database.write() as session:
        listed = await emin(session)
        chatting = await person(session, "Emin K.", ("telegram", "815"))
        await requests.open_request(session, "call", chatting, channel="telegram", address="815", now=NOW)
        joined = await identity.prove(session, chatting, "mail", "emin@kulturverein.example.org", BY_REPLY, NOW)
    async with database.read() as session:
        found = await people.by_address(session, "telegram", "815")
        assert found
        assert found.id == joined.id == listed.id
        assert [(a.channel, a.is_open) for a in found.addresses] == [("mail", True), ("telegram", True)]
        assert (found.name, found.phone) == ("Emin", "+4921039999")
        assert [c.association.name for c in await associations.of(session, found)] == ["Kulturverein Haan"]
        assert [r.person_id for r in await requests.open_ones(session)] == [found.id]
        assert await people.get(session, chatting.id) is None


async def test_two_entries_for_the_same_association_become_one_contact(database: Database) -> None:
    async with database.write() as session:
        kept, other = await anna(session), await person(session, "Anna", ("telegram", "99"))
        [contact] = await associations.of(session, kept)
        await associations.add_contact(session, contact.association, other, NOW)
        joined = await identity.merge(session, kept, other)
        assert len(await associations.of(session, joined)) == 1


async def test_merging_keeps_the_higher_role(database: Database) -> None:
    async with database.write() as session:
        kept, other = await carla(session), await person(session, "Carla", ("telegram", "99"))
        kept.role, other.role = "viewer", "admin"
        assert (await identity.merge(session, kept, other)).role == "admin"


async def test_an_erased_person_is_gone_and_never_invited_again(database: Database) -> None:
    async with database.write() as session:
        gone = await bilal(session)
        await requests.open_request(session, "question", gone, channel="telegram", address="4711", now=NOW)
        for state in ("queued", "sent"):
            session.add(
                Outgoing(
                    kind="notice",
                    channel="telegram",
                    address="4711",
                    person_id=gone.id,
                    payload={"html": "Hallo Bilal"},
                    state=state,
                    priority=NOTICE,
                    queued_at=NOW,
                )
            )
        await session.flush()
        await identity.forget(session, gone, NOW)
    async with database.read() as session:
        assert await people.by_address(session, "telegram", "4711") is None
        assert await people.is_suppressed(session, "mail", "bilal@sportverein.example.org")
        assert not await people.is_suppressed(session, "mail", "anna@elternverein.example.org")
        assert await requests.open_ones(session) == []
        [row] = await session.scalars(Outgoing.__table__.select().with_only_columns(Outgoing.address))
        assert "4711" not in row


async def test_who_was_erased_may_come_back_by_their_own_word(database: Database) -> None:
    async with database.write() as session:
        gone = await anna(session)
        await identity.forget(session, gone, NOW)
        back = await people.meet(session, "mail", "anna@elternverein.example.org", NOW)
        await people.confirm(session, back.addresses[0], BY_REPLY, NOW)
        assert not await people.is_suppressed(session, "mail", "anna@elternverein.example.org")


async def test_the_dossier_holds_addresses_consents_and_associations(database: Database) -> None:
    async with database.write() as session:
        asker = await bilal(session)
        found = await identity.dossier(session, asker)
    assert [a.address for a in found.addresses] == ["4711", "bilal@sportverein.example.org"]
    assert [(c.door, c.wording) for c in found.consents] == [("reply", "2026-11")] * 2
    assert [c.association.name for c in found.contacts] == ["Sportverein Velbert"]


async def test_of_an_erased_person_no_word_is_left_anywhere(database: Database) -> None:
    async with database.write() as session:
        gone, editor, fellow = await bilal(session), await doris(session), await person(session, "Çiğdem", ("mail", C))
        gone.name, gone.phone = "Bilal Öztürk", "+492051123456"
        [contact] = await associations.of(session, gone)
        await associations.add_contact(session, contact.association, fellow, NOW)
        for heading, value in LISTED.items():
            await associations.change(session, contact.association, heading, value, "Liste.xlsx", NOW)
        await associations.note_source(session, "person", gone.id, "phone", "Liste.xlsx", NOW)
        await dialogues.start(session, "telegram", "4711", "call", "phone", {"phone": gone.phone}, NOW)
        await dialogues.start(session, "mail", B, "own-name", "name", {"name": gone.name}, NOW)
        await requests.open_request(session, "question", gone, channel="mail", address=B, now=NOW, said={"html": B})
        await _asks_staff(session, editor, f"{gone.name}, Sportverein")
        await _asks_staff(session, editor, "Anna, Elternverein")
        await pace.halt(session, "telegram:4711", NOW)
        for channel, address in (("telegram", "4711"), ("mail", B), ("mail", "bilal@frueher.example.org")):
            for state in ("queued", "retry", "sent", "failed"):
                await outbox.put(session, _told(gone, channel, address, state))
        rows = [_arrival("telegram", "1", "chat:4711"), _arrival("mail", "7:1", f"mail:{B}")]
        await inbox.store(session, rows, NOW)
        await session.execute(update(Arrival).values(state="aside"))
        await session.flush()
        await identity.forget(session, gone, NOW)
    async with database.read() as session:
        told = await _everything(session)
        for word in ("Bilal", "Özt", "ztürk", "4711", "123456", "777 888", B, "frueher"):
            assert word not in told, f"{word} is still there"
        for word in ("Çiğdem", "Anna, Elternverein", "VR 4321", "0212 11 22 33", "7:1"):
            assert word in told


B, C = "bilal@sportverein.example.org", "cigdem@sportverein.example.org"
LISTED = {
    "Telefon 2": "02051 / 777 888",
    "Ansprechpartner (liste)": "Bilal Öztürk",
    "Mail (liste)": f"{B}; info@sportverein.example.org",
    "Register": "VR 4321",
    "Telefon Çiğdem": "Çiğdem: 0212 11 22 33",
}


async def _asks_staff(session: AsyncSession, editor: Person, label: str) -> None:
    await prompts.ask(
        session, NOW, person_id=editor.id, channel="mail", address="doris@kreis.example.org",
        choices=[[label, "dialogue.choose:consent.person.0"]], for_staff=True,
    )  # fmt: skip


def _told(reader: Person, channel: str, address: str, state: str) -> Outgoing:
    payload = {"html": f"Guten Tag {reader.name}"}
    return Outgoing(
        kind="notice", channel=channel, address=address, person_id=reader.id, payload=payload, state=state,
        priority=NOTICE, queued_at=NOW, message_id=f"{state}{channel}@kreis.example.org",
    )  # fmt: skip


def _arrival(source: str, number: str, key: str) -> dict[str, object]:
    return {"source": source, "external_id": number, "key": key, "payload": b"Bilal"}


async def _everything(session: AsyncSession) -> str:
    """Every cell of every table."""
    tables = [(await session.execute(table.select())).all() for table in Base.metadata.sorted_tables]
    return "\n".join(str(row) for rows in tables for row in rows)


async def test_old_links_of_both_entries_lead_to_the_one_and_no_number_is_used_twice(database: Database) -> None:
    async with database.write() as session:
        kept, first, second = await anna(session), await carla(session), await person(session, "A.", ("telegram", "9"))
        once = await identity.merge(session, first, second)
        await identity.merge(session, kept, once)
        for number in (kept.id, first.id, second.id):
            found = await people.numbered(session, str(number))
            assert found
            assert found.id == kept.id
        assert (await people.create(session, NOW)).id > second.id
        for nobody in ("4711", "None", "", "²", None):
            assert await people.numbered(session, nobody) is None


async def test_what_one_entry_chose_holds_for_both(database: Database) -> None:
    async with database.write() as session:
        kept, other = await anna(session), await person(session, "Anna", ("telegram", "99"))
        await people.choose_topics(session, other, {"sport"})
        joined = await identity.merge(session, kept, other)
        assert await people.topics(session, joined) == {"sport"}


@pytest.mark.parametrize(("listed", "chatting"), [(True, False), (False, True), (False, False)])
async def test_who_left_with_both_entries_is_still_gone_and_nobody_else(
    database: Database, listed: bool, chatting: bool
) -> None:
    async with database.write() as session:
        kept, other = await anna(session), await person(session, "Anna", ("telegram", "99"))
        for entry, stays in ((kept, listed), (other, chatting)):
            if not stays:
                await people.leave(session, entry, "reply", NOW)
        joined = await identity.merge(session, kept, other)
        assert (joined.left_at is None) == (listed or chatting)
        assert {a.channel for a in joined.addresses if a.is_open} == (
            {"mail"} if listed else {"telegram"} if chatting else set()
        )


async def test_of_two_sign_ups_of_one_person_the_one_that_got_further_stays(database: Database) -> None:
    async with database.write() as session:
        kept, other = await anna(session), await person(session, "Anna", ("telegram", "99"))
        both, only, answered = await course(session, seats=3), await course(session), await course(session, seats=2)
        await seating.answer(session, both.id, kept, "maybe", by=kept, door="chat", now=NOW)
        further = await signs_up(session, both, other, 2)
        moved = await signs_up(session, only, other)
        same = await signs_up(session, answered, kept)
        await signs_up(session, answered, other)
        joined = await identity.merge(session, kept, other)
    async with database.read() as session:
        found = await sign_ups.of(session, joined)
        assert {each.id for each in found} == {further.sign_up.id, moved.sign_up.id, same.sign_up.id}
        taken = [(await trainings.get(session, each.id)).taken for each in (both, only, answered)]
        assert taken == [2, 1, 1]


@pytest.mark.parametrize("erased", [True, False])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_no_seat_is_left_behind_by_an_entry_that_ends_meanwhile(database: Database, erased: bool) -> None:
    async with database.write() as session:
        training, kept, other = await course(session), await anna(session), await bilal(session)

    async def end() -> None:
        async with database.write() as session:
            ends = await session.get_one(Person, other.id)
            if erased:
                await identity.forget(session, ends, NOW)
            else:
                await identity.merge(session, await session.get_one(Person, kept.id), ends)

    async with database.write() as session:
        await signs_up(session, training, await session.get_one(Person, other.id))
        ending = asyncio.create_task(end())
        async with asyncio.timeout(20), database.read() as watching:
            while not await watching.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                pass
    await ending
    async with database.read() as session:
        rows = [(found.person_id, found.state) for found in await sign_ups.to(session, training)]
        assert rows == ([] if erased else [(kept.id, "seat")])
        assert (await trainings.get(session, training.id)).taken == len(rows)


async def test_erasing_frees_the_seat_and_keeps_only_that_somebody_came(database: Database) -> None:
    async with database.write() as session:
        gone, fellow = await bilal(session), await person(session, "Çiğdem", ("mail", C))
        gone.name = "Bilal Öztürk"
        past, coming = await course(session), await course(session, times=[NEXT_YEAR], deadline=None)
        asked = await trainings.ask(session, past, "text", "Wünsche?")
        for training in (past, coming):
            mine = (await signs_up(session, training, gone, 2, names=["Bilal Öztürk", "Leyla"])).sign_up
            await sign_ups.reply(session, mine.id, asked, "Bilals Wunsch", by=gone)
            await signs_up(session, training, fellow, 2, names=["BİLAL ÖZTÜRK", "Oeztuerk, Bilal"])
        await attendance.feedback(session, 1, 3, "Öztürk dankt", by=gone, now=AFTER)
        declared = await declarations.create(
            session, await office(session), title="Netzwerk", html="", deadline=AFTER, audience=Audience(), now=NOW
        )
        await declarations.open_up(session, declared.id, await office(session), NOW)
        [contact] = await associations.of(session, gone)
        await declarations.declare(
            session, declared.id, contact.association, "yes", by=gone, door="chat", now=NOW, comment="Gruß, Bilal"
        )
        before = await identity.dossier(session, gone)
        assert (len(before.sign_ups), [each.said for each in before.declared]) == (2, ["yes"])
        await identity.forget(session, gone, AFTER)
    async with database.read() as session:
        told = await _everything(session)
        for word in ("Bilal", "BİLAL", "Öztürk", "ÖZTÜRK", "Leyla"):
            assert word not in told, f"{word} is still there"
        assert (await trainings.get(session, coming.id)).taken == 0
        [answer] = (await declarations.outcome(session, declared)).answers
        assert (answer.said, answer.person) == ("yes", None)
        found = await figures.figures(session, AFTER, training_id=past.id)
        assert (found.participants, found.people) == (2, 1)
