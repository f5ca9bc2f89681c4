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

The way of a request is `botapi/door.py`.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from starlette.types import Receive, Scope, Send

from simulator.botapi.chats import Chat
from simulator.botapi.door import Door
from simulator.botapi.people import Person
from simulator.botapi.refusal import usual
from simulator.botapi.trouble import Kind, Trouble
from simulator.botapi.world import World
from simulator.record import Record, Request
from simulator.serving import Server


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
        self._record = Record(record)
        self._server = Server(self._enter, port)
        self._door = Door(self, self._record, self._server.cut)

    async def start(self) -> Self:
        """Listen; again on the same port after `stop`."""
        self._record.open()
        await self._server.start()
        return self

    async def stop(self) -> None:
        """Close every connection; what waits for an answer gets none."""
        await self._server.stop()
        self._record.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

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
        *,
        every: int = 1,
    ) -> Trouble:
        """Refuse the next requests, or one of so many, with this status, doing nothing; `retry_after` in seconds goes
        with 429."""
        refusal = usual(status, description, retry_after)
        return self._trouble("refuse", method, chat, times, refusal=refusal, every=every)

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
        every: int = 1,
    ) -> Trouble:
        """Do what the next requests, or one of so many, ask for (unless not `after_work`) and cut the connection
        instead of answering."""
        return self._trouble("drop", method, chat, times, after_work=after_work, every=every)

    def calm(self) -> None:
        """End every trouble."""
        for trouble in self._door.troubles:
            trouble.end()
        self._door.troubles.clear()

    def called(self, *methods: str, chat: Chat | Person | None = None) -> list[Request]:
        """The requests so far for these methods (none: all), to this chat (None: to any)."""
        return [
            request
            for request in self.requests
            if (not methods or request.method in methods) and (not chat or request.params.get("chat_id") == chat.id)
        ]

    async def asked(self, method: str, count: int = 1, timeout: float = 30) -> Request:  # noqa: ASYNC109
        """The request with this number for this method, as soon as it has come in."""
        return await self._request(method, count, timeout, lambda request: True)

    async def answered(self, method: str, count: int = 1, timeout: float = 30) -> Request:  # noqa: ASYNC109
        """The same, as soon as it is over."""
        return await self._request(method, count, timeout, lambda request: request.ok is not None)

    async def _request(self, method: str, count: int, seconds: float, ready: Callable[[Request], bool]) -> Request:
        def look() -> Request | None:
            found = [request for request in self.called(method) if ready(request)]
            return found[count - 1] if len(found) >= count else None

        return await self.bell.until(look, seconds, lambda: f"no {method} number {count}; there was\n{self.told()}")

    def told(self) -> str:
        """The last requests as text, for the message of a test that failed."""
        return "\n".join(map(str, self.requests[-20:])) or "(no request)"

    def _trouble(
        self, kind: Kind, method: str | None, chat: Chat | Person | None, times: int | None, **more: Any
    ) -> Trouble:
        there = self.chats[chat.id] if chat else None
        names: set[int | str] = {there.id} if there else set()
        if there and "username" in there.facts:
            names.add(f"@{there.facts['username']}")
        trouble = Trouble(kind, method, names, times, **more)
        self._door.troubles.append(trouble)
        return trouble

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._door(scope, receive, send)
