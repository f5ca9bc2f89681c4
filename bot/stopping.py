"""Stopping on SIGINT and SIGTERM, also where whoever started us had them ignored (nohup, a background job)."""

import asyncio
import signal


async def until_stopped(ended: asyncio.Future[None]) -> None:
    """Wait for a signal, or for `ended`; raises what that ended with."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    signalled = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({signalled, ended}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            ended.result()
    finally:
        signalled.cancel()
        ended.cancel()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
