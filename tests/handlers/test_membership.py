"""Chats that the bot gets into and out of: a block is a pause, and a group that is not the staff's is told so once."""

from mailing.turn import GROUP
from storage import keys, people
from tests.house import House


async def test_a_block_pauses_the_chat_and_a_return_resumes_it(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.agrees()
    await sami.phone.blocks()
    await house.settled()
    paused = (await house.person(sami)).addresses[0]
    assert (paused.is_open, paused.why_closed, paused.consent_id is not None) == (False, "blocked", True)
    await sami.phone.unblocks()
    await house.settled()
    assert (await house.person(sami)).addresses[0].is_open


async def test_a_foreign_group_is_told_once_whom_to_write_to(house: House) -> None:
    sami = house.guest("Sami Haddad")
    group = house.messenger.group("Elternabend", sami.phone)
    await sami.phone.adds_bot(group)
    await sami.phone.reads("Schreiben Sie mir bitte direkt", chat=group)
    for text in ("/start", "/menu@netzbote_bot", "/stop"):
        await sami.phone.says(text, chat=group)
    await house.settled()
    assert len(group.from_bot) == 1
    async with house.database.read() as session:
        assert await people.by_address(session, "telegram", sami.chat) is None


async def test_back_in_the_group_it_introduces_itself_again(house: House) -> None:
    sami = house.guest("Sami Haddad")
    group = house.messenger.group("Elternabend", sami.phone)
    for _ in range(2):
        await sami.phone.adds_bot(group)
        await sami.phone.reads("Schreiben Sie mir bitte direkt", chat=group)
        await sami.phone.removes_bot(group)
        await house.settled()


async def test_the_staff_group_hears_replies_and_nothing_else(house: House) -> None:
    doris, sami = house.guest("Doris"), house.guest("Sami Haddad")
    group = house.messenger.group("Koordination", doris.phone, sami.phone)
    await house.works_here(doris)
    async with house.database.write() as session:
        await keys.remember(session, GROUP, str(group.id))
        (await session.merge(await house.person(doris))).staff_door = "group"
    await doris.phone.adds_bot(group)
    await sami.agrees()
    await sami.says("Wann ist die nächste Schulung?")
    await sami.chooses("Soll ich sie an", "Ja, schicken")
    question = await doris.phone.reads("Wann ist die nächste Schulung?", chat=group)
    await doris.phone.says("Weiß das jemand?", chat=group)
    await house.settled()
    await doris.phone.says("Am 4. Mai.", chat=group, reply_to=question)
    await sami.reads("Am 4. Mai.")
    assert "Weiß das jemand" not in str(sami.phone.chat.messages)


async def test_an_anonymous_administrator_is_nobody(house: House) -> None:
    doris = house.guest("Doris")
    group = house.messenger.group("Koordination", doris.phone)
    await house.works_here(doris)
    async with house.database.write() as session:
        await keys.remember(session, GROUP, str(group.id))
    await doris.phone.adds_bot(group)
    await doris.phone.says("/staffgroup", chat=group, anonymous=True)
    await house.settled()
    assert group.from_bot == []


async def test_thrown_out_of_the_staff_group_it_is_the_staff_group_no_more(house: House) -> None:
    doris = house.guest("Doris")
    group = house.messenger.group("Koordination", doris.phone)
    await doris.phone.adds_bot(group)
    async with house.database.write() as session:
        await keys.remember(session, GROUP, str(group.id))
    await doris.phone.removes_bot(group)
    await house.settled()
    async with house.database.read() as session:
        assert await keys.recall(session, GROUP) is None
