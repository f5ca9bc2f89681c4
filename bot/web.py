"""The few web pages, only where `public_url` and `listen` are set: leaving, and answering a letter by a link.

GET shows a page with buttons and changes nothing (link scanners click, and run JavaScript); POST acts. The one-click
POST of a mail program (RFC 8058) comes without cookies, as multipart or urlencoded, and gets 200, however often it
comes. There is no script and nothing from elsewhere on these pages.
"""

import logging
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers import entries, subscription
from locales import Words, words
from mailing import formatting
from mailing.clock import Clock
from mailing.office import Office
from mailing.turn import Turn, act
from storage import keys, people, prompts
from storage.database import Database
from storage.people import Person
from storage.prompts import Prompt
from storage.refusals import Refusal

log = logging.getLogger(__name__)

FORM_LIMIT = 1024

_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=select_autoescape())


class Web:
    """The endpoints, as an ASGI application in `self.app`. `answered` is called after a POST that queued something."""

    def __init__(self, database: Database, office: Office, clock: Clock, answered: Callable[[], None]) -> None:
        self._database, self._office, self._clock, self._answered = database, office, clock, answered
        self.app = Starlette(
            routes=[
                Route("/u/{token}", self.leaving, methods=["GET"]),
                Route("/u/{token}", self.leave, methods=["POST"]),
                Route("/a/{secret}", self.asking, methods=["GET"]),
                Route("/a/{secret}", self.answer, methods=["POST"]),
                Route("/c/{token}.ics", self.calendar, methods=["GET"]),
                Route("/health", self.health, methods=["GET"]),
            ]
        )

    async def health(self, request: Request) -> Response:
        return PlainTextResponse("ok")

    async def calendar(self, request: Request) -> Response:
        """What a person signed up for, for their calendar; the link is theirs for good, and gives nothing else away."""
        async with self._database.read() as session:
            signed = await keys.signed(session, "feed", request.path_params["token"])
            person = await people.numbered(session, signed)
            if person is None:
                return self._page(words(self._office.language), "web-unknown", status=404)
            content = await entries.feed(session, self._office, person, self._clock.now())
        headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    async def leaving(self, request: Request) -> Response:
        async with self._database.read() as session:
            person = await self._leaver(session, request)
        if person is None:
            return self._page(words(self._office.language), "web-unknown", status=404)
        say = words(person.language)
        return self._page(say, "web-leave", buttons=[("", say.text("web-leave-button"))])

    async def leave(self, request: Request) -> Response:
        """Also the one-click POST: idempotent, always 200 for a token that was signed here."""
        async with self._database.write() as session:
            person = await self._leaver(session, request)
            if person is None:
                return self._page(words(self._office.language), "web-unknown", status=404)
            say = words(person.language)
            if person.left_at is None:
                address = person.mail or next((a.address for a in person.addresses), "")
                channel = "mail" if person.mail else "telegram"
                turn = Turn(session, self._clock.now(), self._office, person, channel, address)  # type: ignore[arg-type]
                await subscription.leave(turn, "")
        self._answered()
        return self._page(say, "web-left")

    async def asking(self, request: Request) -> Response:
        async with self._database.read() as session:
            prompt, person = await self._asked(session, request)
        if prompt is None or person is None:
            return self._page(words(self._office.language), "web-unknown", status=404)
        say = words(person.language)
        try:
            prompts.check(prompt, self._clock.now())
        except Refusal as refusal:
            return self._page(say, refusal.key, status=410)
        buttons = [(str(number), label) for number, (label, _) in enumerate(prompt.choices, 1)]
        return self._page(say, "web-answer", buttons=buttons)

    async def answer(self, request: Request) -> Response:
        number = await _pressed(request)
        said: list[str] = []
        async with self._database.write() as session:
            prompt, person = await self._asked(session, request)
            if prompt is None or person is None:
                return self._page(words(self._office.language), "web-unknown", status=404)
            say = words(person.language)
            if not re.fullmatch("[1-9][0-9]?", number) or int(number) > len(prompt.choices):
                return self._page(say, "web-unknown", status=400)
            try:
                async with session.begin_nested():
                    said = await self._press(session, prompt, person, int(number))
            except Refusal as refusal:
                return self._page(say, refusal.key, status=409, details=refusal.details)
        self._answered()
        return self._page(say, "web-done", said=said)

    async def _press(self, session: AsyncSession, prompt: Prompt, person: Person, number: int) -> list[str]:
        """Press the button; returns what was said in answer, as HTML."""
        now = self._clock.now()
        prompts.check(prompt, now)
        await prompts.use(session, prompt, now)
        turn = Turn(session, now, self._office, person, prompt.channel, prompt.address, prompt=prompt)  # type: ignore[arg-type]
        await act(turn, prompt.choices[number - 1][1])
        return [row.payload["html"] for row in turn.answers if row.payload]

    async def _leaver(self, session: AsyncSession, request: Request) -> Person | None:
        signed = await keys.signed(session, "unsubscribe", request.path_params["token"])
        return await people.numbered(session, signed)

    async def _asked(self, session: AsyncSession, request: Request) -> tuple[Prompt | None, Person | None]:
        """What was asked, and of whom; staff are never asked here (mailing/turn.py)."""
        prompt = await prompts.find(session, request.path_params["secret"])
        if prompt is None or prompt.person_id is None or prompt.for_staff:
            return None, None
        return prompt, await people.get(session, prompt.person_id)

    def _page(
        self,
        say: Words,
        key: str,
        *,
        status: int = 200,
        buttons: list[tuple[str, str]] | None = None,
        said: list[str] | None = None,
        details: dict[str, Any] | None = None,
    ) -> HTMLResponse:
        text = say.html(key, **{"list": self._office.list_name, "contact": self._office.contact, **(details or {})})
        page = _PAGES.get_template("page.html").render(
            language=say.language,
            title=self._office.list_name,
            text=_paragraphs(text),
            buttons=buttons or [],
            said=[_paragraphs(part) for part in said or []],
            controller=self._office.controller,
            links=[
                (say.text("web-privacy"), self._office.privacy_url),
                (say.text("web-imprint"), self._office.imprint_url),
            ],
        )
        headers = {
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        }
        return HTMLResponse(page, status_code=status, headers=headers)


async def _pressed(request: Request) -> str:
    """The number of the button; "" from whoever sends more than our page would."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_LIMIT:
            return ""
    return parse_qs(body.decode("latin-1")).get("n", [""])[0]


def _paragraphs(html: str) -> Markup:
    """Small HTML with line breaks, cleaned, as paragraphs."""
    parts = [part.replace("\n", "<br>") for part in str(html).split("\n\n")]
    return Markup(formatting.canonical("".join(f"<p>{part}</p>" for part in parts)))


class CannotListen(Refusal):
    """The socket at `place` is taken, or not ours; `reason` in the system's words."""


def listen(host: str, port: int) -> socket.socket:
    """The socket for `serve`. Raises CannotListen, where uvicorn would end the process."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CannotListen(place=f"{host}:{port}", reason=error.strerror or str(error)) from None


class Server(uvicorn.Server):
    """Serves the pages inside our loop, and leaves the signals to us. Its access log would hold tokens: there is none.

    `should_exit` ends `serve`.
    """

    def __init__(self, web: Web, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                web.app, host=host, port=port, log_level="warning", log_config=None, access_log=False, lifespan="off"
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
