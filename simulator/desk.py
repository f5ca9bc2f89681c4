"""The desk: a page on 127.0.0.1 on which one person plays everybody, phones and mailboxes side by side.

    desk = Desk(messenger, post, [Seat("seat-contact", "phone", str(anna.id)), ...], title="Netz", write_to=…)
    await desk.start()
    print(desk.url)

The page (`page/`) is plain: it asks for JSON, hears from `/events` what looks different now, and posts what a person
does. GET changes nothing, and a POST from a page of somebody else is refused. What a phone shows and does is in
`handset.py`, what a mail program shows and does in `letterbox.py`.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.handset import Handset
from simulator.letterbox import Letterbox
from simulator.mail import MailSimulator
from simulator.serving import Server
from simulator.telegram import TelegramSimulator

PAGE = Path(__file__).parent / "page"
_HERE = {"127.0.0.1", "localhost"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Seat:
    """A place on the desk: its title (a key of `page/words`), and whose phone or mailbox lies there at first.

    `who` is a chat id in decimal, or an address.
    """

    title: str
    kind: Literal["phone", "mailbox"]
    who: str


class Desk:
    """The page and what it asks for, on `port` of this machine (0: a free one).

    `seats` may be filled later. `title` is the name of the chat, `write_to` the address that a new mail is meant for.
    `pages` are further pages (name to HTML) that a text may link to, served below `/pages/`. With `tour` the page
    lists what to try; it holds the names in that list.
    """

    def __init__(
        self,
        messenger: TelegramSimulator,
        post: MailSimulator,
        seats: Iterable[Seat] = (),
        *,
        title: str,
        write_to: str,
        port: int = 0,
        pages: Mapping[str, str] | None = None,
        tour: Mapping[str, str] | None = None,
    ) -> None:
        self._messenger, self._post = messenger, post
        self._handset = Handset(messenger)
        self._letterbox = Letterbox(post)
        self.seats = list(seats)
        self._facts = {
            "bot": messenger.bot["username"],
            "list_name": title,
            "write_to": write_to,
            "tour": tour and dict(tour),
        }
        self.pages = dict(pages or {})
        routes = [
            Route("/", self._page),
            Route("/desk", self._overview),
            Route("/events", self._events),
            Route("/pages/{name}", self._linked),
            *self._handset.routes,
            *self._letterbox.routes,
            Mount("/", StaticFiles(directory=PAGE)),
        ]
        self._server = Server(Starlette(routes=routes, middleware=[Middleware(_OnlyFromHere)]), port)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash."""
        return self._server.url

    async def start(self) -> Self:
        """Listen."""
        await self._server.start()
        return self

    async def stop(self) -> None:
        """Cut every connection; open pages say that it is over."""
        await self._server.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def _page(self, request: Request) -> Response:
        return FileResponse(PAGE / "desk.html", headers={"Content-Security-Policy": _POLICY})

    async def _overview(self, request: Request) -> Response:
        lists = {"phones": self._handset.overview(), "mailboxes": self._letterbox.overview()}
        return JSONResponse({**self._facts, "seats": [asdict(seat) for seat in self.seats], **lists})

    async def _linked(self, request: Request) -> Response:
        found = self.pages.get(request.path_params["name"])
        return HTMLResponse(found) if found else PlainTextResponse("404", 404)

    async def _events(self, request: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        """Server-sent events: each names a phone or mailbox that looks different now."""
        with self._messenger.changes() as chats:
            news: asyncio.Queue[Any] = chats
            unsubscribe = self._post.subscribe(news.put_nowait)
            try:
                yield _event("here", "")
                while True:
                    for kind, who in _together(await news.get(), news):
                        yield _event(kind, who)
            finally:
                unsubscribe()


def _together(first: Any, news: asyncio.Queue[Any]) -> dict[tuple[str, str], None]:
    """Everything that changed by now, each once: a release to many is one look at each."""
    changes = [first]
    while not news.empty():
        changes.append(news.get_nowait())
    return dict.fromkeys(
        ("mailbox", change) if isinstance(change, str) else ("phone", str(change.chat.id)) for change in changes
    )


def _event(kind: str, who: str) -> str:
    return f"event: {kind}\ndata: {json.dumps(who)}\n\n"


class _OnlyFromHere:
    """Refuses what a page of somebody else sends to this one: by its Origin, or by a name that leads here (DNS
    rebinding)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != host
        if urlsplit(f"//{host}").hostname not in _HERE or foreign:
            await PlainTextResponse("403", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, self._without_memory(send))

    def _without_memory(self, send: Send) -> Send:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [
                    (b"cache-control", b"no-store"),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                ]
            await send(message)

        return sending
