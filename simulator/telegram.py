"""A Telegram for one desk: the Bot API over HTTP, and the people who use it, in the event loop of whoever starts it.

    async with TelegramSimulator(record=path) as sim:
        bot = Bot(sim.token, base_url=f"{sim.url}/bot", base_file_url=f"{sim.url}/file/bot")
        anna = sim.person("Anna Kaya", language="tr")
        await anna.says("/start")
        answer = await anna.reads("Guten Tag")
        await anna.presses(answer, "Ja, gerne")

It is stricter than Telegram. What Telegram ignores or repairs is refused here: unknown parameters, wrong types, uploads
that nothing refers to, more than 100 buttons or 8 in a row, a second answer to one press. It knows only the methods and
parameters of `botapi/tables.py`; another method is "not found" even where Telegram has it. It fetches nothing from the
web, and paces nobody by itself: `fail` says when there is a 429.

How a request goes: read and decoded (`botapi/calls`), recorded, struck by trouble if there is some (`botapi/trouble`),
checked against the tables (`botapi/rules`), answered by one function of `sending`, `editing`, `looking` or `profile`.
"""

import asyncio
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulator.botapi import calls, editing, looking, profile, rules, sending
from simulator.botapi.calls import Call
from simulator.botapi.chats import Chat
from simulator.botapi.people import Person
from simulator.botapi.refusal import ApiRefusal, Json, usual
from simulator.botapi.tables import METHODS
from simulator.botapi.trouble import Kind, Trouble
from simulator.botapi.world import World
from simulator.record import Record, Request
from simulator.serving import Server

_ANSWERS: dict[str, Callable[[World, Call], Any]] = {
    **profile.ANSWERS,
    **sending.ANSWERS,
    **editing.ANSWERS,
    **looking.ANSWERS,
}


class _Gone(Exception):
    """The bot hung up, or shall believe that we did."""


class TelegramSimulator(World):
    """The server and the world behind it.

    `record`: a file that gets a JSON line per request. `port`: 0 for a free one, kept over stop and start. `privacy`:
    the bot's privacy mode in groups. `now`: seconds since 1970, for dates and for what grows too old.
    """

    def __init__(
        self,
        record: Path | None = None,
        port: int = 0,
        *,
        username: str = "netzbote_bot",
        token: str = "7000000001:AAsimulated-messenger-no-secret",
        privacy: bool = True,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(username, token, privacy, now)
        self._server = Server(self._answer_http, port)
        self._record = Record(record)
        self._troubles: list[Trouble] = []

    async def start(self) -> Self:
        """Listen; again on the same port after `stop`."""
        await self._server.start()
        return self

    async def stop(self) -> None:
        """Close every connection; what waits for an answer gets none."""
        await self._server.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *error: object) -> None:
        await self.stop()
        self._record.close()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`; the bot's base URL is this and `/bot`, for files this and `/file/bot`."""
        return self._server.url

    def fail(
        self,
        method: str | None = None,
        chat: Chat | Person | None = None,
        times: int | None = 1,
        status: int = 429,
        retry_after: int = 3,
        description: str | None = None,
    ) -> Trouble:
        """Refuse the next requests with this status, doing nothing; `retry_after` in seconds goes with 429."""
        return self._trouble("refuse", method, chat, times, refusal=usual(status, description, retry_after))

    def hang(
        self,
        method: str | None = None,
        chat: Chat | Person | None = None,
        times: int | None = 1,
        *,
        after_work: bool = False,
    ) -> Trouble:
        """Accept the next requests and do not answer before `.end()`; `after_work`: but do what they ask for."""
        return self._trouble("hang", method, chat, times, after_work=after_work)

    def drop(
        self,
        method: str | None = None,
        chat: Chat | Person | None = None,
        times: int | None = 1,
        *,
        after_work: bool = True,
    ) -> Trouble:
        """Do what the next requests ask for (unless not `after_work`) and cut the connection instead of answering."""
        return self._trouble("drop", method, chat, times, after_work=after_work)

    def calm(self) -> None:
        """End every trouble."""
        for trouble in self._troubles:
            trouble.end()
        self._troubles.clear()

    def called(self, *methods: str, chat: Chat | Person | None = None) -> list[Request]:
        """The requests so far for these methods (none: all), to this chat (None: to any)."""
        return [
            request
            for request in self.requests
            if (not methods or request.method in methods) and (not chat or request.params.get("chat_id") == chat.id)
        ]

    async def asked(self, method: str, count: int = 1, timeout: float = 5) -> Request:  # noqa: ASYNC109
        """The request with this number for this method, as soon as it has come in."""
        return await self._request(method, count, timeout, lambda request: True)

    async def answered(self, method: str, count: int = 1, timeout: float = 5) -> Request:  # noqa: ASYNC109
        """The same, as soon as it is over."""
        return await self._request(method, count, timeout, lambda request: request.ok is not None)

    async def _request(self, method: str, count: int, seconds: float, ready: Callable[[Request], bool]) -> Request:
        def look() -> Request | None:
            found = [request for request in self.called(method) if ready(request)]
            return found[count - 1] if len(found) >= count else None

        return await self.bell.until(look, seconds)

    def _trouble(
        self, kind: Kind, method: str | None, chat: Chat | Person | None, times: int | None, **more: Any
    ) -> Trouble:
        there = self.chats[chat.id] if chat else None
        names: set[int | str] = {there.id} if there else set()
        if there and "username" in there.facts:
            names.add(f"@{there.facts['username']}")
        trouble = Trouble(kind, method, names, times, **more)
        self._troubles.append(trouble)
        return trouble

    async def _answer_http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        try:
            response = await self._respond(request)
        except _Gone:
            await self._server.cut(scope)
            return
        await response(scope, receive, send)

    async def _respond(self, request: HttpRequest) -> Response:
        first, _, rest = request.url.path.removeprefix("/").partition("/")
        try:
            if first == f"bot{self.token}":
                return _json({"ok": True, "result": await self._recorded(request, rest)})
            if first == "file" and rest.startswith(f"bot{self.token}/"):
                return self._download(rest.partition("/")[2])
            raise usual(401 if first.startswith("bot") or first == "file" else 404)
        except ApiRefusal as refusal:
            return _refused(refusal)

    def _download(self, path: str) -> Response:
        file = self.files.at(path)
        if not file:
            raise usual(404)
        return Response(file.data, media_type="application/octet-stream")

    async def _recorded(self, request: HttpRequest, method: str) -> Any:
        call = await calls.read(request, method)
        entry = Request(call.method, call.params, sorted(call.uploads), time.monotonic())
        self._record.write(entry)
        self.requests.append(entry)
        self.bell.ring()
        try:
            result = await self._struck(call, request)
            entry.ok, entry.response = True, {"ok": True, "result": result}
        except ApiRefusal as refusal:
            entry.ok, entry.response = False, refusal.as_json()
            raise
        except _Gone:
            entry.ok = False
            raise
        finally:
            self.bell.ring()
        return result

    async def _struck(self, call: Call, request: HttpRequest) -> Any:
        trouble = next((trouble for trouble in self._troubles if trouble.strikes(call)), None)
        if not trouble:
            return await self._work(call, request)
        if trouble.refusal:
            raise trouble.refusal
        if trouble.after_work:
            result = await self._work(call, request)
            await _befall(trouble, request)
            return result
        await _befall(trouble, request)
        return await self._work(call, request)

    async def _work(self, call: Call, request: HttpRequest) -> Any:
        if call.method not in METHODS:
            raise ApiRefusal(404, "Not Found: method not found")
        rules.check(call.method, call.params, call.uploads)
        if call.method == "getUpdates":
            return await self._updates(call, request)
        return _ANSWERS[call.method](self, call)

    async def _updates(self, call: Call, request: HttpRequest) -> list[Json]:
        gone = asyncio.ensure_future(_hung_up(request))
        try:
            return await self.updates.poll(call.params, gone)
        finally:
            gone.cancel()


async def _hung_up(request: HttpRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _befall(trouble: Trouble, request: HttpRequest) -> None:
    """Hang until released, or cut the connection."""
    if trouble.kind == "drop":
        raise _Gone
    gone = asyncio.ensure_future(_hung_up(request))
    released = asyncio.ensure_future(trouble.released.wait())
    await asyncio.wait({gone, released}, return_when=asyncio.FIRST_COMPLETED)
    released.cancel()
    if gone.done():
        raise _Gone
    gone.cancel()


def _json(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body, ensure_ascii=False).encode(), status, media_type="application/json")


def _refused(refusal: ApiRefusal) -> Response:
    """Telegram answers in JSON; what stands in front of it (502 to 504) answers with a page."""
    if refusal.status in (502, 503, 504):
        return Response(f"<h1>{HTTPStatus(refusal.status).phrase}</h1>", refusal.status, media_type="text/html")
    return _json(refusal.as_json(), refusal.status)
