"""Groups and channels: who is in them, what the bot hears there, and where it may write."""

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from simulator.telegram import TelegramSimulator


async def updates(client: Bot) -> list[Update]:
    """All updates; they are confirmed."""
    found = list(await client.get_updates())
    if found:
        await client.get_updates(offset=found[-1].update_id + 1)
    return found


async def test_the_bot_hears_in_a_group_what_privacy_mode_lets_it_hear(
    messenger: TelegramSimulator, client: Bot
) -> None:
    berger, lange = messenger.person("Ute Berger"), messenger.person("Nils Lange")
    office = messenger.group("Büro", berger, lange)
    await berger.says("Noch ohne Bot", chat=office)
    await berger.adds_bot(office)
    await lange.says("Guten Morgen", chat=office)
    sent = await client.send_message(office.id, "Eine Frage von Frau Kaya")
    await lange.says("Ich rufe sie an", chat=office, reply_to=await lange.reads("Frau Kaya", chat=office))
    await lange.says("/status", chat=office)

    joined, service, answer, command = await updates(client)
    assert joined.my_chat_member
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert joined.my_chat_member.from_user.id == berger.id
    assert service.message
    assert service.message.new_chat_members[0].id == client.id
    assert answer.message
    assert answer.message.reply_to_message
    assert answer.message.reply_to_message.message_id == sent.message_id
    assert command.message
    assert command.message.text == "/status"


async def test_an_administrator_hears_everything_and_who_comes_and_goes(
    messenger: TelegramSimulator, client: Bot
) -> None:
    berger, lange = messenger.person("Ute Berger"), messenger.person("Nils Lange")
    office = messenger.group("Büro", berger)
    await client.get_updates(allowed_updates=["message", "chat_member"])
    await berger.adds_bot(office, admin=True)
    await lange.joins(office)
    await lange.says("Guten Morgen", chat=office)
    await lange.leaves(office)
    changes = [update.chat_member for update in await updates(client) if update.chat_member]
    assert [change.new_chat_member.status for change in changes] == ["member", "left"]
    assert [member.user.id for member in await client.get_chat_administrators(office.id)] == [client.id]
    with pytest.raises(AssertionError, match="Nils is not in Büro"):
        await lange.says("Hallo?", chat=office)


async def test_an_anonymous_administrator_is_nobody(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    office = messenger.group("Büro", berger)
    await berger.adds_bot(office)
    await updates(client)
    await berger.says("/status", chat=office, anonymous=True)
    message = (await updates(client))[0].message
    assert message
    assert message.sender_chat
    assert message.sender_chat.id == office.id
    assert message.from_user
    assert message.from_user.username == "GroupAnonymousBot"


async def test_a_group_that_threw_the_bot_out_refuses_it(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    office = messenger.group("Büro", berger, supergroup=True)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await client.send_message(office.id, "Guten Tag")
    await berger.adds_bot(office)
    await client.send_message(office.id, "Guten Tag")
    await updates(client)
    await berger.removes_bot(office)
    removed = (await updates(client))[0].my_chat_member
    assert removed
    assert removed.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await client.send_message(office.id, "Guten Tag")


async def test_the_bot_leaves_by_itself(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    office = messenger.group("Büro", berger)
    await berger.adds_bot(office)
    assert await client.leave_chat(office.id)
    assert office.bot_status == "left"
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await client.get_chat(office.id)


async def test_a_group_that_moved_names_its_new_id_and_says_so(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    office = messenger.group("Büro", berger)
    await berger.adds_bot(office)
    await updates(client)
    moved = messenger.upgrade(office)
    with pytest.raises(ChatMigrated) as refusal:
        await client.send_message(office.id, "Guten Tag")
    assert refusal.value.new_chat_id == moved.id
    assert messenger.called("sendMessage")[0].response == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": moved.id},
    }
    messages = [update.message for update in await updates(client)]
    assert [(message.migrate_to_chat_id, message.migrate_from_chat_id) for message in messages if message] == [
        (moved.id, None),
        (None, office.id),
    ]
    await client.send_message(moved.id, "Guten Tag")
    await berger.reads("Guten Tag", chat=moved)


async def test_a_channel_takes_posts_from_administrators_only(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    ours, foreign = messenger.channel("@netz"), messenger.channel("@andere", berger, admin=False)
    post = await client.send_message("@Netz", "Das Fest ist am Samstag.")
    assert post.sender_chat
    assert post.sender_chat.username == "netz"
    assert post.from_user is None
    assert [message.text for message in ours.messages] == ["Das Fest ist am Samstag."]
    assert await client.edit_message_text("Das Fest ist am Sonntag.", "@netz", post.message_id)

    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await client.send_message("@andere", "Guten Tag")
    await berger.adds_bot(foreign)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await client.send_message(foreign.id, "Guten Tag")
    await berger.adds_bot(foreign, admin=True)
    await berger.says("Willkommen", chat=foreign)
    heard = (await updates(client))[-1].channel_post
    assert heard
    assert heard.text == "Willkommen"


async def test_in_a_group_only_administrators_pin_and_take_away(messenger: TelegramSimulator, client: Bot) -> None:
    berger = messenger.person("Ute Berger")
    office = messenger.group("Büro", berger)
    await berger.adds_bot(office)
    said = await berger.says("/status", chat=office)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await client.delete_message(office.id, said.id)
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await client.pin_chat_message(office.id, said.id)
    await berger.adds_bot(office, admin=True)
    assert await client.pin_chat_message(office.id, said.id)
    assert (await client.get_chat(office.id)).pinned_message
    assert await client.delete_message(office.id, said.id)
