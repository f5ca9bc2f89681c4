"""A small HTTP server inside a running event loop: uvicorn's protocol without its process, signals and logs."""

import asyncio
from typing import Any

from starlette.types import ASGIApp, Scope
from uvicorn import Config
from uvicorn.server import ServerState


class Server:
    """Serves one ASGI app on 127.0.0.1; `port` 0 takes a free one and keeps it."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        quiet: dict[str, Any] = {"lifespan": "off", "log_config": None, "access_log": False, "proxy_headers": False}
        # Longer than any client keeps an idle connection: one that is reused is still there.
        self._config = Config(app, http="h11", ws="none", interface="asgi3", timeout_keep_alive=75, **quiet)
        self._port = port
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Listen."""
        if not self._config.loaded:
            self._config.load()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, "127.0.0.1", self._port, backlog=1024)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Cut every connection and wait until nothing runs any more."""
        if not self._server:
            return
        self._server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks)
        await self._server.wait_closed()
        self._server = None

    async def cut(self, scope: Scope) -> None:
        """Break the connection of one request, without an answer."""
        connections: list[Any] = list(self._state.connections)
        for connection in connections:
            if connection.client == scope["client"]:
                connection.transport.abort()
        await asyncio.sleep(0)

    def _protocol(self) -> asyncio.Protocol:
        protocol: Any = self._config.http_protocol_class
        made: asyncio.Protocol = protocol(config=self._config, server_state=self._state, app_state={})
        return made
