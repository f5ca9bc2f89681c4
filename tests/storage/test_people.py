from datetime import timedelta

import pytest

from storage import people
from storage.database import Database
from storage.people import AddressTaken, Confirmation, LastAdmin, NoChannelLeft
from tests.storage.network import BY_REPLY, NOW, anna, bilal, doris, emin, mail_of, person


async def test_an_address_is_closed_until_its_owner_confirmed_it(database: Database) -> None:
    async with database.write() as session:
        nobody_asked = mail_of(await emin(session))
        assert not nobody_asked.is_open
        assert nobody_asked.why_closed == "unconfirmed"
        await people.confirm(session, nobody_asked, BY_REPLY, NOW)
        assert nobody_asked.is_open


async def test_a_confirmation_is_on_record_with_wording_door_and_moment(database: Database) -> None:
    async with database.write() as session:
        editor, newcomer = await doris(session), await emin(session)
        how = Confirmation("paper", "2026-11", recorded_by=editor, note="Anmeldebogen beim Fest")
        await people.confirm(session, mail_of(newcomer), how, NOW)
    async with database.read() as session:
        newcomer = await people.get(session, newcomer.id)  # type: ignore[assignment]
        [consent] = await people.consents(session, newcomer)
    assert (consent.wording, consent.door, consent.given_at) == ("2026-11", "paper", NOW)
    assert (consent.recorded_by_id, consent.note) == (editor.id, "Anmeldebogen beim Fest")
    assert consent.address == "emin@kulturverein.example.org"


async def test_leaving_ends_every_consent_and_closes_every_address(database: Database) -> None:
    async with database.write() as session:
        leaver = await bilal(session)
        await people.leave(session, leaver, "chat", NOW + timedelta(days=1))
    async with database.read() as session:
        leaver = await people.by_address(session, "telegram", "4711")  # type: ignore[assignment]
        assert [address.why_closed for address in leaver.addresses] == ["left", "left"]
        given = await people.consents(session, leaver)
    assert {consent.withdrawn_through for consent in given} == {"chat"}
    assert all(consent.withdrawn_at == NOW + timedelta(days=1) for consent in given)


async def test_whoever_left_comes_back_only_by_a_new_confirmation(database: Database) -> None:
    async with database.write() as session:
        leaver = await anna(session)
        await people.leave(session, leaver, "link", NOW)
        await people.meet(session, "mail", "anna@elternverein.example.org", NOW)
        assert not mail_of(leaver).is_open
        await people.confirm(session, mail_of(leaver), BY_REPLY, NOW)
        assert mail_of(leaver).is_open
        assert leaver.left_at is None


async def test_an_address_belongs_to_one_person(database: Database) -> None:
    async with database.write() as session:
        owner, other = await anna(session), await bilal(session)
        with pytest.raises(AddressTaken):
            await people.add_address(session, other, "mail", mail_of(owner).address, NOW)


async def test_a_blocked_chat_is_paused_and_nobody_is_erased(database: Database) -> None:
    async with database.write() as session:
        blocker = await bilal(session)
        await people.pause(session, "telegram", "4711", "blocked", NOW)
        chat = blocker.address("telegram")
        assert chat
        assert chat.why_closed == "blocked"
        assert mail_of(blocker).is_open
        await people.resume(session, "telegram", "4711")
        assert chat.is_open


async def test_the_last_channel_cannot_be_switched_off(database: Database) -> None:
    async with database.write() as session:
        chooser = await bilal(session)
        await people.choose_channels(session, chooser, {"mail"})
        assert [(a.channel, a.is_open) for a in chooser.addresses] == [("telegram", False), ("mail", True)]
        with pytest.raises(NoChannelLeft):
            await people.choose_channels(session, chooser, set())


async def test_a_person_gets_all_topics_unless_they_choose(database: Database) -> None:
    async with database.write() as session:
        chooser = await anna(session)
        assert await people.topics(session, chooser) == set()
        await people.choose_topics(session, chooser, {"sport", "youth"})
        await people.choose_topics(session, chooser, {"sport"})
        assert await people.topics(session, chooser) == {"sport"}


async def test_the_last_admin_keeps_the_role(database: Database) -> None:
    async with database.write() as session:
        only = await doris(session)
        await people.give_role(session, only, "admin")
        with pytest.raises(LastAdmin):
            await people.give_role(session, only, "editor")
        assert only.role == "admin"


async def test_a_viewer_may_not_what_an_editor_may(database: Database) -> None:
    async with database.write() as session:
        viewer = await doris(session)
        await people.give_role(session, viewer, "viewer")
        assert viewer.may("viewer")
        assert not viewer.may("editor")
        await people.give_role(session, viewer, None)
        assert not viewer.may("viewer")


async def test_only_addresses_that_somebody_proved_have_the_rights_of_their_role(database: Database) -> None:
    async with database.write() as session:
        member = await person(session, "Mina", ("mail", "mina@example.org"), ("telegram", "31"))
        for listed in ("verein@example.org", "accepted@example.org"):
            await people.add_address(session, member, "mail", listed, NOW)
        noted = await people.add_address(session, member, "mail", "paper@example.org", NOW)
        await people.confirm(session, noted, Confirmation("paper", "2026-11"), NOW)
        await people.give_role(session, member, "editor", at="accepted@example.org")
    async with database.read() as session:
        kept = await people.by_address(session, "telegram", "31")
        assert kept
        assert [a.address for a in kept.addresses] == ["mina@example.org", "31", "accepted@example.org"]
