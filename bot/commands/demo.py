"""`netzbote demo`: try everything on one's own desk, without an account, a server or a configuration."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import say
from storage.refusals import Refusal


class DemoNotInstalled(Refusal):
    """The servers that the demonstration embeds are an extra of the distribution."""


class PortTaken(Refusal):
    """Somebody else listens on this `port`."""


def register(app: typer.Typer) -> None:
    app.command("demo", help=say().text("demo-help"))(demo)


def demo(
    no_open: Annotated[bool, typer.Option("--no-open", help=say().text("demo-help-no-open"))] = False,
    keep: Annotated[bool, typer.Option("--keep", help=say().text("demo-help-keep"))] = False,
    port: Annotated[int, typer.Option("--port", metavar="N", help=say().text("demo-help-port"))] = 0,
) -> None:
    import asyncio
    import importlib.util
    import logging
    import tempfile

    if not all(importlib.util.find_spec(name) for name in ("pymap", "aiosmtpd")):
        raise DemoNotInstalled
    _check_free(port)
    from bot import demo
    from bot.logs import to_stderr

    to_stderr()
    logging.disable(logging.WARNING)
    with ExitStack() as stack:
        if keep:
            folder = Path(tempfile.mkdtemp(prefix="netzbote-demo-"))
            typer.echo(say().text("demo-kept", path=str(folder)))
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="netzbote-demo-")))
        asyncio.run(demo.play(folder, port, say(), lambda stage: demo.show(stage, say(), not no_open, typer.echo)))
    typer.echo(say().text("demo-over"))


def _check_free(port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(port=str(port)) from None
