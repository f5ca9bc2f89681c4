from storage import associations, identity, people, requests
from storage.database import Database
from storage.outbox import NOTICE, Outgoing
from tests.storage.network import BY_REPLY, NOW, anna, bilal, carla, emin, person


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
