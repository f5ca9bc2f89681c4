"""The door of the messenger: one HTTP request in, one answer out, or none.

A request is read and decoded, recorded, struck by trouble if there is some, checked against the tables, and answered by
one function. A token that is not the bot's gets no further than the door.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from http import HTTPStatus
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulator.botapi import calls, editing, looking, profile, rules, sending
from simulator.botapi.calls import Call
from simulator.botapi.refusal import ApiRefusal, Json, usual
from simulator.botapi.tables import METHODS
from simulator.botapi.trouble import Trouble
from simulator.botapi.world import World
from simulator.record import Record, Request

_ANSWERS: dict[str, Callable[[World, Call], Any]] = {
    **profile.ANSWERS,
    **sending.ANSWERS,
    **editing.ANSWERS,
    **looking.ANSWERS,
}


class _Gone(Exception):
    """The bot hung up, or shall believe that we did."""


class Door:
    """An ASGI app before a world; `cut` breaks the connection of a request."""

    def __init__(self, world: World, record: Record, cut: Callable[[Scope], Awaitable[None]]) -> None:
        self.troubles: list[Trouble] = []
        self._world = world
        self._record = record
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        try:
            response = await self._respond(request)
        except _Gone:
            await self._cut(scope)
            return
        response.headers["Date"] = formatdate(self._world.now(), usegmt=True)
        await response(scope, receive, send)

    async def _respond(self, request: HttpRequest) -> Response:
        first, _, rest = request.url.path.removeprefix("/").partition("/")
        try:
            if first == f"bot{self._world.token}":
                return _json({"ok": True, "result": await self._recorded(request, rest)})
            if first == "file" and rest.startswith(f"bot{self._world.token}/"):
                return self._download(rest.partition("/")[2])
            raise usual(401 if first.startswith("bot") or first == "file" else 404)
        except ApiRefusal as refusal:
            return _refused(refusal)

    def _download(self, path: str) -> Response:
        file = self._world.files.at(path)
        if not file:
            raise usual(404)
        return Response(file.data, media_type="application/octet-stream")

    async def _recorded(self, request: HttpRequest, method: str) -> Any:
        call = await calls.read(request, method)
        entry = Request(call.method, call.params, sorted(call.uploads), time.monotonic())
        self._record.write(entry)
        self._world.requests.append(entry)
        self._world.bell.ring()
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
            self._world.bell.ring()
        return result

    async def _struck(self, call: Call, request: HttpRequest) -> Any:
        trouble = next((trouble for trouble in self.troubles if trouble.strikes(call)), None)
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
        return _ANSWERS[call.method](self._world, call)

    async def _updates(self, call: Call, request: HttpRequest) -> list[Json]:
        gone = asyncio.ensure_future(_hung_up(request))
        try:
            return await self._world.updates.poll(call.params, gone)
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
