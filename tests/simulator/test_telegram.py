"""People and the real library's bot talk to each other through the simulated messenger."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram import (
    Message as Received,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken

from simulator.botapi.tables import METHODS
from simulator.telegram import TelegramSimulator

SHARED = Path(__file__).parents[3] / "shared"
CHECKER = SHARED / "tools" / "botapi_check.py"
SCHEMA = SHARED / "botapi" / "api-10.0.json"
YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Ja, gerne", callback_data="yes:7")], [InlineKeyboardButton("Nein", callback_data="no:7")]]
)


def recorded(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def faults(path: Path) -> str:
    """What the checker of the published schema finds in a record."""
    if not CHECKER.exists():
        pytest.skip("the published schema is not on this machine")
    checked = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True, check=False)
    return checked.stdout if checked.returncode else ""


async def next_update(client: Bot) -> Update:
    """The oldest update; it is confirmed."""
    update = (await client.get_updates(limit=1, timeout=5))[0]
    await client.get_updates(offset=update.update_id + 1)
    return update


async def next_message(client: Bot) -> Received:
    """The oldest update, which must be about a message."""
    message = (await next_update(client)).effective_message
    assert message
    return message


async def test_a_person_starts_the_bot_and_reads_its_answer(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya", language="tr")
    await anna.says("/start abc")
    start = await next_message(client)
    assert start.from_user
    assert (start.text, start.from_user.full_name, start.from_user.language_code) == ("/start abc", "Anna Kaya", "tr")
    assert [(entity.type, entity.offset, entity.length) for entity in start.entities] == [("bot_command", 0, 6)]

    await client.send_message(anna.id, "<b>Guten Tag</b> 👋 <i>Frau Kaya</i>", parse_mode=ParseMode.HTML)
    answer = await anna.reads("Guten Tag")
    assert answer.text == "Guten Tag 👋 Frau Kaya"
    assert answer.entities == [
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "italic", "offset": 13, "length": 9},
    ]


async def test_a_pressed_button_reaches_the_bot_and_its_toast_the_phone(
    messenger: TelegramSimulator, client: Bot
) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await next_update(client)
    await client.send_message(anna.id, "Kommen Sie?", reply_markup=YES_NO)
    question = await anna.reads("Kommen")
    assert question.labels == ["Ja, gerne", "Nein"]

    press = await anna.presses(question, "Ja, gerne")
    query = (await next_update(client)).callback_query
    assert query
    assert (query.data, query.from_user.id) == ("yes:7", anna.id)
    await query.answer("Notiert")
    assert await press.answered() == {"text": "Notiert"}

    await query.edit_message_text("Sie sind angemeldet.")
    assert question.text == "Sie sind angemeldet."
    assert question.buttons == []
    with pytest.raises(AssertionError, match="no button 'Nein'"):
        await anna.presses(question, "Nein")
    await anna.presses(question, "no:7", late=True)
    late = (await next_update(client)).callback_query
    assert late
    assert late.data == "no:7"


async def test_one_press_has_one_answer(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await next_update(client)
    await client.send_message(anna.id, "Kommen Sie?", reply_markup=YES_NO)
    press = await anna.presses(await anna.reads(), "Nein")
    assert await client.answer_callback_query(press.id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await client.answer_callback_query(press.id)


async def test_whatever_people_send_arrives_with_its_file(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.sends_document("Satzung.pdf", b"%PDF-1.7", caption="Unsere Satzung")
    document = (await next_message(client)).document
    assert document
    assert (document.file_name, document.mime_type) == ("Satzung.pdf", "application/pdf")
    assert bytes(await (await document.get_file()).download_as_bytearray()) == b"%PDF-1.7"

    await anna.sends_photo(b"jpeg", caption="Das Fest")
    photo = await next_message(client)
    assert photo.caption == "Das Fest"
    assert bytes(await (await photo.photo[-1].get_file()).download_as_bytearray()) == b"jpeg"

    await anna.sends_voice(b"OggS", seconds=4)
    voice = (await next_message(client)).voice
    assert voice
    await anna.sends_contact("+4915550001234")
    contact = (await next_message(client)).contact
    assert contact
    assert (contact.phone_number, contact.user_id) == ("+4915550001234", anna.id)
    await anna.sends_location(51.25, 7.0)
    assert (await next_message(client)).location
    await anna.sends_sticker("👍")
    sticker = (await next_message(client)).sticker
    assert sticker
    assert sticker.emoji == "👍"


async def test_an_album_is_several_messages_of_one_group(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.sends_album([b"1", b"2", b"3"], caption="Vom Fest")
    messages = [await next_message(client) for _ in range(3)]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["Vom Fest", None, None]


async def test_a_file_that_is_too_big_cannot_be_fetched(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.sends_document("Film.mp4", b"", size=21 * 1024 * 1024)
    document = (await next_message(client)).document
    assert document
    with pytest.raises(BadRequest, match="File is too big"):
        await document.get_file()


async def test_a_phone_shows_files_albums_copies_and_replies(messenger: TelegramSimulator, client: Bot) -> None:
    anna, sami = messenger.person("Anna Kaya"), messenger.person("Sami Haddad")
    asked = await anna.says("Wann ist das Fest?")
    await sami.says("/start")
    answer = ReplyParameters(asked.id)
    sent = await client.send_document(anna.id, b"BEGIN:VCALENDAR", filename="Fest.ics", reply_parameters=answer)
    file = (await anna.reads()).file
    assert file
    assert (file.name, file.data) == ("Fest.ics", b"BEGIN:VCALENDAR")
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "Wann ist das Fest?"

    await client.send_media_group(anna.id, [InputMediaPhoto(b"1", caption="Eins"), InputMediaPhoto(b"2")])
    first = await anna.reads("Eins")
    assert first.file
    assert first.file.data == b"1"

    await client.copy_message(sami.id, anna.id, sent.message_id, caption="Der Termin", reply_markup=YES_NO)
    copy = await sami.reads("Der Termin")
    assert copy.file == file
    forwarded = await client.forward_message(sami.id, anna.id, asked.id)
    assert forwarded.forward_origin
    assert (await sami.reads("Wann ist")).buttons == []
    assert sent.document
    await client.send_document(sami.id, sent.document.file_id, caption="Noch einmal")
    assert (await sami.reads("Noch einmal")).file == file


async def test_a_formatted_message_and_its_correction_reach_the_bot(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    said = await anna.says("<b>Fest</b> am Samstag, mehr auf www.verein.example.org", parse_mode="HTML")
    message = await next_message(client)
    assert message.text_html == "<b>Fest</b> am Samstag, mehr auf www.verein.example.org"
    assert message.parse_entities(["url"]).popitem()[1] == "www.verein.example.org"
    await anna.edits(said, "Fest am Sonntag")
    correction = (await next_update(client)).edited_message
    assert correction
    assert (correction.message_id, correction.text) == (said.id, "Fest am Sonntag")


async def test_who_never_pressed_start_cannot_be_written_to(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await client.send_message(anna.id, "Guten Tag")
    assert anna.chat.messages == []


async def test_who_blocks_the_bot_is_told_at_once_and_reached_again_after_start(
    messenger: TelegramSimulator, client: Bot
) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await next_update(client)
    await anna.blocks()
    gone = (await next_update(client)).my_chat_member
    assert gone
    assert (gone.old_chat_member.status, gone.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(anna.id, "Guten Tag")

    await anna.says("/start")
    back = (await next_update(client)).my_chat_member
    assert back
    assert (back.old_chat_member.status, back.new_chat_member.status) == ("kicked", "member")
    assert (await next_message(client)).text == "/start"
    await client.send_message(anna.id, "Guten Tag")


async def test_a_deleted_account_is_refused(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await anna.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await client.send_message(anna.id, "Guten Tag")


async def test_a_start_link_carries_its_code_unless_a_desktop_drops_it(
    messenger: TelegramSimulator, client: Bot
) -> None:
    anna = messenger.person("Anna Kaya")
    link = "https://t.me/netzbote_bot?start=Ab-1_x"
    await anna.follows(link)
    assert (await next_message(client)).text == "/start Ab-1_x"
    await anna.follows(link, desktop=True)
    assert (await next_message(client)).text == "/start"


async def test_keys_below_the_text_field_are_said_or_share_the_number(
    messenger: TelegramSimulator, client: Bot
) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await next_update(client)
    keys = ReplyKeyboardMarkup([[KeyboardButton("Menü"), KeyboardButton("Meine Nummer", request_contact=True)]])
    await client.send_message(anna.id, "Bitte wählen Sie", reply_markup=keys)
    await anna.taps("Menü")
    assert (await next_message(client)).text == "Menü"
    await anna.taps("Meine Nummer")
    assert (await next_message(client)).contact
    await client.send_message(anna.id, "Danke", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(AssertionError, match="no key 'Menü'"):
        await anna.taps("Menü")


async def test_a_phone_lists_the_commands_of_its_language(messenger: TelegramSimulator, client: Bot) -> None:
    anna, sami = messenger.person("Anna Kaya", language="tr"), messenger.person("Sami Haddad", language="ar")
    await client.set_my_commands([BotCommand("hilfe", "Fragen")])
    await client.set_my_commands([BotCommand("yardim", "Sorular")], language_code="tr")
    assert messenger.profile.commands_of(anna) == {"yardim": "Sorular"}
    assert messenger.profile.commands_of(sami) == {"hilfe": "Fragen"}
    await client.set_my_commands([BotCommand("start", "Los")], scope=BotCommandScopeAllPrivateChats())
    await client.set_my_commands([BotCommand("staff", "Büro")], scope=BotCommandScopeChat(sami.id))
    assert messenger.profile.commands_of(anna) == {"start": "Los"}
    assert messenger.profile.commands_of(sami) == {"staff": "Büro"}


async def test_reading_waits_for_the_message_and_returns_each_state_once(
    messenger: TelegramSimulator, client: Bot
) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    sent = await client.send_message(anna.id, "0 von 5")
    first = await anna.reads("von 5")
    await client.edit_message_text("5 von 5", anna.id, sent.message_id)
    assert await anna.reads("von 5") is first
    with pytest.raises(AssertionError) as failure:
        await anna.reads("von 5", timeout=0.01)
    assert "On the phone:" in str(failure.value)
    assert "#2 bot: '5 von 5'" in str(failure.value)
    assert 'editMessageText {"text": "5 von 5"' in str(failure.value)


async def test_the_desk_is_told_of_every_change(messenger: TelegramSimulator, client: Bot) -> None:
    anna = messenger.person("Anna Kaya")
    with messenger.changes() as changes:
        said = await anna.says("/start")
        assert await changes.get() == (anna.chat, said)
        sent = await client.send_message(anna.id, "Guten Tag")
        arrived = (await changes.get()).message
        await client.delete_message(anna.id, sent.message_id)
        assert (await changes.get()).message is arrived
        assert arrived
        assert arrived.deleted
    assert anna.chat.messages == [said]


async def test_a_wrong_token_is_refused(messenger: TelegramSimulator) -> None:
    stranger = Bot("7000000001:wrong", base_url=f"{messenger.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    assert messenger.requests == []


async def test_every_request_is_on_record_before_its_answer_leaves(
    messenger: TelegramSimulator, client: Bot, record_path: Path
) -> None:
    anna = messenger.person("Anna Kaya")
    await anna.says("/start")
    await client.send_document(anna.id, b"1", filename="a.txt", caption="<b>A</b>", parse_mode="HTML")
    lines = recorded(record_path)
    assert lines[-1] == {
        "method": "sendDocument",
        "params": {"chat_id": anna.id, "caption": "<b>A</b>", "parse_mode": "HTML"},
        "files": ["document"],
    }
    request = messenger.called("sendDocument", chat=anna)[0]
    assert request.ok
    assert request.response["result"]["caption"] == "A"


def test_the_tables_promise_no_method_and_no_parameter_that_telegram_does_not_have() -> None:
    if not SCHEMA.exists():
        pytest.skip("the published schema is not on this machine")
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))["methods"]
    for method, fields in METHODS.items():
        known = {field["name"]: field["required"] for field in published[method].get("fields", [])}
        for name, field in fields.items():
            # An edit may name an inline message instead of a chat; here there are none.
            assert field.required == known[name] or method.startswith("editMessage"), f"{method}.{name}"
        assert {name for name, required in known.items() if required} <= fields.keys()


async def test_what_the_library_sends_agrees_with_the_published_schema(
    messenger: TelegramSimulator, client: Bot, record_path: Path
) -> None:
    anna = messenger.person("Anna Kaya")
    started = await anna.says("/start")
    await client.get_updates(offset=-1, timeout=1, allowed_updates=["message", "callback_query"])
    sent = await client.send_message(anna.id, "*Hallo*", parse_mode=ParseMode.MARKDOWN_V2, reply_markup=YES_NO)
    await client.edit_message_reply_markup(anna.id, sent.message_id)
    photo = await client.send_photo(anna.id, b"jpeg", caption="Fest")
    await client.edit_message_caption(anna.id, photo.message_id, caption="<u>Fest</u>", parse_mode=ParseMode.HTML)
    await client.send_media_group(anna.id, [InputMediaDocument(b"1", filename="a.pdf"), InputMediaDocument(b"2")])
    await client.send_voice(anna.id, b"OggS", duration=3)
    await client.send_audio(anna.id, b"ID3", title="Lied")
    await client.send_video(anna.id, b"mp4", width=10, height=10)
    await client.send_chat_action(anna.id, "typing")
    await client.pin_chat_message(anna.id, sent.message_id)
    await client.set_my_description("Der Netzbote", language_code="de")
    await client.set_my_short_description("Netzbote")
    await client.set_chat_menu_button()
    await client.get_my_commands()
    await client.delete_webhook(drop_pending_updates=True)
    assert (await client.get_webhook_info()).pending_update_count == 0
    assert (await client.get_chat(anna.id)).first_name == "Anna"
    assert (await client.get_chat_member(anna.id, anna.id)).status == "member"
    await client.delete_message(anna.id, started.id)
    assert faults(record_path) == ""
