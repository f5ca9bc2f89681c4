"""A phone as the desk shows it: the chat with the bot as JSON, and what its owner does with it."""

import re
from collections.abc import Awaitable
from contextlib import suppress
from html import escape
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.botapi.chats import Button, Message
from simulator.botapi.files import StoredFile
from simulator.botapi.people import Person
from simulator.botapi.refusal import ApiRefusal
from simulator.telegram import TelegramSimulator

# What the apps make of signs around words (https://telegram.org/faq#q-how-do-i-format-my-messages).
_MARKS = {"**": "b", "__": "i", "~~": "s", "||": "tg-spoiler", "`": "code"}
_MARKED = re.compile(r"(\*\*|__|~~|\|\||`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


class Handset:
    """The routes of all phones of one messenger."""

    def __init__(self, messenger: TelegramSimulator) -> None:
        self._messenger = messenger
        self.routes = [
            Route("/phones", self._new, methods=["POST"]),
            Route("/phones/{who:int}", self._look, methods=["GET"]),
            Route("/phones/{who:int}/say", self._say, methods=["POST"]),
            Route("/phones/{who:int}/press", self._press, methods=["POST"]),
            Route("/phones/{who:int}/tap", self._tap, methods=["POST"]),
            Route("/phones/{who:int}/send", self._send, methods=["POST"]),
            Route("/phones/{who:int}/block", self._block, methods=["POST"]),
            Route("/files/{path:path}", self._file, methods=["GET"]),
        ]

    def overview(self) -> list[dict[str, Any]]:
        """Every phone: `id` (a string, as it has more digits than a number of JavaScript is safe for) and `name`."""
        return [{"id": str(person.id), "name": _name(person)} for person in self._messenger.people]

    async def _look(self, request: Request) -> Response:
        person = self._person(request)
        return JSONResponse(
            {
                "id": str(person.id),
                "name": _name(person),
                "started": person.started,
                "blocked": person.blocked,
                "action": person.chat.action,
                "keyboard": [[key["text"] for key in row] for row in person.chat.keyboard],
                "commands": self._messenger.profile.commands_of(person),
                "messages": [_shown(message) for message in person.chat.messages],
            }
        )

    async def _new(self, request: Request) -> Response:
        async with request.form() as form:
            person = self._messenger.person(_text(form, "name"), language=_text(form, "language"))
        return JSONResponse({"id": str(person.id)})

    async def _say(self, request: Request) -> Response:
        person = self._person(request)
        async with request.form() as form:
            text = _text(form, "text")
            answered = person.chat.get(int(str(form["reply_to"]))) if form.get("reply_to") else None
        for words, mode in ((as_html(text), "HTML"), (text, None)):
            with suppress(ApiRefusal):  # signs that cross, or too long
                await person.says(words, parse_mode=mode, reply_to=answered)
                return JSONResponse({})
        raise HTTPException(409)

    async def _press(self, request: Request) -> Response:
        person = self._person(request)
        async with request.form() as form:
            message, data = person.chat.get(int(_text(form, "message"))), _text(form, "data")
        if message is None:
            raise HTTPException(409)
        return await _done(person.presses(message, data, late=True))

    async def _tap(self, request: Request) -> Response:
        person = self._person(request)
        async with request.form() as form:
            return await _done(person.taps(_text(form, "label")))

    async def _send(self, request: Request) -> Response:
        """Files: `kind` is photo, document or voice; several photos become an album. The first has the caption."""
        person = self._person(request)
        async with request.form() as form:
            uploads = [item for item in form.getlist("files") if isinstance(item, UploadFile)]
            files = [(upload.filename or "", await upload.read(), upload.content_type) for upload in uploads]
            caption, kind, seconds = str(form.get("caption", "")), form.get("kind"), int(str(form.get("seconds", 1)))
        if kind == "photo" and len(files) > 1:
            await person.sends_album([data for _, data, _ in files], caption)
            return JSONResponse({})
        for name, data, mime in files:
            caption, words = "", caption
            if kind == "photo":
                await person.sends_photo(data, words)
            elif kind == "voice":
                await person.sends_voice(data, seconds)
            else:
                await person.sends_document(name, data, words, mime=mime)
        return JSONResponse({})

    async def _block(self, request: Request) -> Response:
        person = self._person(request)
        async with request.form() as form:
            blocked = form.get("blocked") == "yes"
        await (person.blocks() if blocked else person.unblocks())
        return JSONResponse({})

    async def _file(self, request: Request) -> Response:
        file = self._messenger.files.at(request.path_params["path"])
        if file is None:
            raise HTTPException(404)
        return attached(file.data, file.mime, file.name)

    def _person(self, request: Request) -> Person:
        chat = self._messenger.chats.get(request.path_params["who"])
        if chat is None or chat.person is None:
            raise HTTPException(404)
        return chat.person


def as_html(text: str) -> str:
    """What somebody typed, with signs for formatting, as Telegram's HTML: `**wichtig**` is bold."""
    formatted = escape(text, quote=False)
    while formatted != (more := _MARKED.sub(_element, formatted)):
        formatted = more
    return formatted


def attached(data: bytes, mime: str, name: str) -> Response:
    """A file that somebody sent: shown if it is a picture or sound, else offered to be saved; never run."""
    harmless = mime in ("image/png", "image/jpeg", "image/gif", "image/webp") or mime.startswith(("audio/", "video/"))
    kind = "inline" if harmless else "attachment"
    safe = name.encode("ascii", "replace").decode().replace('"', "_").replace("\\", "_")
    headers = {"Content-Disposition": f'{kind}; filename="{safe}"', "Content-Security-Policy": "sandbox"}
    return Response(data, media_type=mime, headers=headers)


async def _done(deed: Awaitable[object]) -> Response:
    """409 for a button or key that is not there."""
    try:
        await deed
    except AssertionError:
        raise HTTPException(409) from None
    return JSONResponse({})


def _element(found: re.Match[str]) -> str:
    name = _MARKS[found[1]]
    return f"<{name}>{found[2]}</{name}>"


def _shown(message: Message) -> dict[str, Any]:
    raw = message.raw
    answered = raw.get("reply_to_message")
    return {
        "id": message.id,
        "mine": not message.by_bot,
        "date": raw["date"],
        "edited": bool(message.former) and message.text != "",
        "text": message.text,
        "entities": message.entities,
        "files": [_shown_file(file) for file in message.files],
        "album": raw.get("media_group_id"),
        "contact": raw.get("contact", {}).get("phone_number"),
        "answers": answered and (answered.get("text") or answered.get("caption") or "…"),
        "rows": [[_shown_button(button) for button in row] for row in message.rows],
    }


def _shown_file(file: StoredFile) -> dict[str, Any]:
    return {"kind": file.kind, "name": file.name, "size": file.size, "url": f"/files/{file.path}"}


def _shown_button(button: Button) -> dict[str, Any]:
    return {"label": button.label, "data": button.data, "url": button.url}


def _name(person: Person) -> str:
    return " ".join(part for part in (person.chat.name, person.chat.facts.get("last_name")) if part)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if not isinstance(value, str) or not value.strip():
        raise HTTPException(400, name)
    return value
