"""The simulated messenger refuses what Telegram refuses, in Telegram's words, and more."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from simulator.botapi.people import Person
from simulator.telegram import TelegramSimulator

Raw = Callable[..., Awaitable[dict[str, Any]]]
TEXT = {"text": "Guten Tag"}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {**TEXT, "reply_markup": {"inline_keyboard": rows}}


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "Ja", **fields}


@pytest.fixture
async def anna(strict: TelegramSimulator) -> Person:
    """A member who has started the bot; her first message has the number 1."""
    person = strict.person("Anna Kaya")
    await person.says("/start")
    return person


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({**TEXT, "disable_web_page_preview": True}, 'the simulator knows no parameter "disable_web_page_preview"'),
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "ä" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": 5}, 'parameter "text" must be of type str, not 5'),
        ({**TEXT, "disable_notification": 1}, 'parameter "disable_notification" must be of type bool, not 1'),
        (
            {**TEXT, "reply_parameters": "[]"},
            'parameter "reply_parameters" must be a JSON object of type ReplyParameters',
        ),
        ({**TEXT, "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({**TEXT, "reply_markup": {"inline": []}}, "can't parse reply markup JSON object"),
        (keyboard([button(callback_data="ä" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keyboard(*[[button(callback_data="x")]] * 101), "reply markup is too long"),
        (keyboard([button(callback_data="x")] * 9), "more than 8 buttons in a row"),
        (keyboard([button(text=" ", callback_data="x")]), "button text must be non-empty"),
        (
            keyboard([button()]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard([button(url="http://localhost:1/")]),
            "inline keyboard button URL 'http://localhost:1/' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard([button(callback_data="x", pay=True)]),
            'the simulator knows no parameter "reply_markup.inline_keyboard[0][0].pay"',
        ),
        ({**TEXT, "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        (
            {**TEXT, "entities": [{"type": "bold", "offset": 0, "length": 99}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    ],
)
async def test_a_message_that_no_phone_could_show_is_refused(
    raw: Raw, anna: Person, params: dict[str, Any], description: str
) -> None:
    answer = await raw("sendMessage", chat_id=anna.id, **params)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}
    assert anna.chat.from_bot == []


@pytest.mark.parametrize(
    "params",
    [
        {"text": "😀" * 2048},
        {"text": f"<b>{'ä' * 4096}</b>", "parse_mode": "HTML"},
        keyboard([button(callback_data="ä" * 32)]),
        keyboard(*[[button(callback_data="x")] * 8] * 12),
        keyboard([button(url="https://t.me/netzbote_bot?start=x")]),
    ],
)
async def test_what_is_just_within_the_limits_is_sent(raw: Raw, anna: Person, params: dict[str, Any]) -> None:
    assert (await raw("sendMessage", chat_id=anna.id, **params))["ok"]


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"chat_id": 1, **TEXT}, "chat not found"),
        ("sendMessage", {"chat_id": "@nobody", **TEXT}, "chat not found"),
        ("sendMessage", TEXT, "chat_id is empty"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://a"}, "attach://a was not uploaded"),
        ("sendPhoto", {"photo": "https://verein.example.org/a.jpg"}, "wrong file identifier/HTTP URL specified"),
        ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}]}, "media group must include 2-10 items"),
        ("editMessageText", {"message_id": 9, **TEXT}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, **TEXT}, "message can't be edited"),
        ("deleteMessage", {"message_id": 9}, "message to delete not found"),
        ("copyMessage", {"from_chat_id": "@nobody", "message_id": 1}, "chat not found"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("getFile", {"file_id": "x"}, "wrong file identifier/HTTP URL specified"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("getChatMember", {"user_id": 5}, "PARTICIPANT_ID_INVALID"),
        ("setMyCommands", {"commands": [{"command": "Hilfe", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short_description is too long"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
    ],
)
async def test_a_request_about_nothing_is_refused(
    raw: Raw, anna: Person, method: str, params: dict[str, Any], description: str
) -> None:
    to_anna = {} if params == TEXT or method.startswith(("setMy", "getFile", "answer")) else {"chat_id": anna.id}
    answer = await raw(method, **{**to_anna, **params})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}


async def test_an_edit_that_changes_nothing_is_refused(raw: Raw, anna: Person) -> None:
    yes = keyboard([button(callback_data="x")])
    sent = (await raw("sendMessage", chat_id=anna.id, **yes))["result"]
    place = {"chat_id": anna.id, "message_id": sent["message_id"]}
    not_modified = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert (await raw("editMessageText", **place, **yes))["description"] == not_modified
    assert (await raw("editMessageReplyMarkup", **place, reply_markup=yes["reply_markup"]))[
        "description"
    ] == not_modified
    bold = {"text": "<b>Guten Tag</b>", "parse_mode": "HTML", "reply_markup": yes["reply_markup"]}
    assert (await raw("editMessageText", **place, **bold))["ok"]
    assert (await raw("editMessageText", **place, **bold))["description"] == not_modified
    assert (await raw("editMessageCaption", **place, caption="x"))["description"] == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_a_message_two_days_old_cannot_be_taken_back() -> None:
    clock = [1_800_000_000.0]
    async with TelegramSimulator(now=lambda: clock[0]) as old, httpx.AsyncClient() as http:
        anna = old.person("Anna Kaya")
        await anna.says("/start")
        place = {"chat_id": anna.id, "message_id": 1}
        clock[0] += 48 * 3600 + 1
        answer = (await http.post(f"{old.url}/bot{old.token}/deleteMessage", json=place)).json()
        assert answer["description"] == "Bad Request: message can't be deleted for everyone"


async def test_uploads_must_be_referred_to_and_not_empty(strict: TelegramSimulator, anna: Person) -> None:
    async with httpx.AsyncClient() as http:

        async def upload(method: str, files: dict[str, tuple[str, bytes]], **data: str) -> str:
            data["chat_id"] = str(anna.id)
            answer = (await http.post(f"{strict.url}/bot{strict.token}/{method}", data=data, files=files)).json()
            return str(answer.get("description"))

        assert await upload("sendDocument", {"document": ("a.txt", b"")}) == "Bad Request: file must be non-empty"
        assert await upload("sendDocument", {"document": ("a.txt", b"x"), "photo": ("b.jpg", b"y")}) == (
            'Bad Request: the uploaded part "photo" is referred to by nothing'
        )
        caption = "x" * 1025
        assert await upload("sendDocument", {"document": ("a.txt", b"x")}, caption=caption) == (
            "Bad Request: message caption is too long"
        )
        media = [{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]
        assert await upload("sendMediaGroup", {"a": ("a", b"x"), "b": ("b", b"y")}, media=json.dumps(media)) == (
            "Bad Request: can't use the media of the specified type in the album"
        )
        photo = ("a.jpg", b"x" * (10 * 1024 * 1024 + 1))
        assert await upload("sendPhoto", {"photo": photo}) == "Request Entity Too Large"
    assert anna.chat.from_bot == []


async def test_methods_are_found_in_any_case_and_unknown_ones_not(strict: TelegramSimulator, raw: Raw) -> None:
    assert (await raw("GETME"))["result"]["username"] == "netzbote_bot"
    unknown = {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert await raw("sendTelegram") == unknown
    assert await raw("sendPoll") == unknown
    async with httpx.AsyncClient(base_url=strict.url) as http:
        assert (await http.get("/bot1:wrong/getMe")).json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
        assert (await http.get(f"/file/bot{strict.token}/documents/none")).status_code == 404
        assert (await http.get("/")).status_code == 404
        query = await http.get(f"/bot{strict.token}/getUpdates?limit=5&allowed_updates=%5B%22message%22%5D")
        assert query.json() == {"ok": True, "result": []}
        no_json = await http.post(
            f"/bot{strict.token}/getMe", content=b"[1]", headers={"content-type": "application/json"}
        )
        assert no_json.json()["description"] == "Bad Request: can't parse the request's JSON object"


async def test_forms_and_json_mean_the_same(strict: TelegramSimulator, anna: Person) -> None:
    markup = {"inline_keyboard": [[button(callback_data="7")]]}
    form = {"chat_id": str(anna.id), "text": "123", "protect_content": "true", "reply_markup": json.dumps(markup)}
    values = {"chat_id": anna.id, "text": "123", "protect_content": True, "reply_markup": markup}
    async with httpx.AsyncClient(base_url=f"{strict.url}/bot{strict.token}") as http:
        for body in ({"data": form}, {"json": values}, {"json": form}):
            assert (await http.post("/sendMessage", **body)).json()["ok"]
    assert [request.params for request in strict.called("sendMessage")] == [values] * 3
