"""Stopping on SIGINT and SIGTERM, also where whoever started us had them ignored (nohup, a background job)."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any


@contextmanager
def signalled() -> Iterator[asyncio.Event]:
    """An event that a signal sets, from now on; what is being done is not interrupted."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def until_stopped(ended: asyncio.Future[None], stop: asyncio.Event | None = None) -> None:
    """Wait for a signal, or for `ended`; raises what that ended with. `stop` is the event of an outer `signalled`."""
    with nullcontext(stop) if stop else signalled() as stopped:
        waiting: list[asyncio.Future[Any]] = [asyncio.ensure_future(stopped.wait()), ended]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                ended.result()
        finally:
            for future in waiting:
                future.cancel()
