"""Children that are killed: the program, forked after its imports, which take longer than all else that it does.

    async with Zygote() as zygote:
        for _ in range(kills):
            child = await zygote.fork("tests.faults.engine:run_outbox", url=url, smtp_port=wire.port)
            await child.killed_after(chance.uniform(0, 0.2))

A zygote is a process that imports the module of an entry, once, with all that this imports, and does nothing else: one
thread, no event loop, no open database, so that what is forked from it may have all of these. The child calls the
function with the arguments, as JSON knows them. It ends with 0 when that does, with 1 and a traceback on stderr by an
exception, with the negative number of a signal. The children end with the zygote, and the zygote with the process that
started it.
"""

import asyncio
import gc
import importlib
import json
import os
import select
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any, NoReturn, Self

from sqlalchemy.orm import configure_mappers

from tests.daemon import end_with_parent
from tests.keeper import ROOT


class ZygoteDied(Exception):
    """It should not have; stderr may say why."""


class Zygote:
    """The process to fork from, as the tests see it."""

    def __init__(self) -> None:
        self._unborn: deque[asyncio.Future[Child]] = deque()
        self._children: dict[int, Child] = {}

    async def __aenter__(self) -> Self:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, cwd=ROOT, stdin=pipe, stdout=pipe, preexec_fn=end_with_parent
        )
        self._listening = asyncio.ensure_future(self._listen())
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        await self._listening
        await self._process.wait()

    async def fork(self, entry: str, **arguments: Any) -> "Child":
        """A child that calls `module:function` with these arguments. RuntimeError when there is no such function."""
        born = asyncio.get_running_loop().create_future()
        self._unborn.append(born)
        self.tell({"entry": entry, "arguments": arguments})
        await asyncio.wait({born, self._listening}, return_when=asyncio.FIRST_COMPLETED)
        if not born.done():
            raise ZygoteDied
        child: Child = born.result()
        return child

    def tell(self, request: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request).encode() + b"\n")

    async def _listen(self) -> None:
        assert self._process.stdout
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if "born" in told:
                child = self._children[told["born"]] = Child(told["born"], self)
                self._unborn.popleft().set_result(child)
            elif "problem" in told:
                self._unborn.popleft().set_exception(RuntimeError(told["problem"]))
            else:
                self._children.pop(told["ended"]).end.set_result(told["code"])
        for child in self._children.values():
            child.end.set_exception(ZygoteDied())


class Child:
    """A forked process."""

    def __init__(self, pid: int, zygote: Zygote) -> None:
        self.pid = pid
        self.end: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._zygote = zygote

    async def ended(self) -> int:
        """Wait for its end; the exit code."""
        return await asyncio.shield(self.end)

    async def killed_after(self, seconds: float) -> int:
        """Let it live for so long, then kill it as a power cut would; its exit code, another if it was faster."""
        await asyncio.wait({self.end}, timeout=seconds)
        return await self.killed()

    async def killed(self) -> int:
        # By the zygote: until that has seen the end, no other process can have got the number.
        self._zygote.tell({"kill": self.pid})
        return await self.ended()


def zygote() -> None:
    """Fork and kill as told on stdin, and tell on stdout who was born and how each ended."""
    told = open(0, "rb", buffering=0)  # noqa: SIM115 - read line by line, so that `select` sees what is left
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: set[int] = set()
    while True:
        ready, _, _ = select.select([told.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _bury(children)
        if told.fileno() in ready:
            if not (line := told.readline()):
                break
            request = json.loads(line)
            if "kill" in request:
                if request["kill"] in children:
                    os.kill(request["kill"], signal.SIGKILL)
            else:
                _fork(children, **request)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    _bury(children, 0)


def _bury(children: set[int], options: int = os.WNOHANG) -> None:
    """Tell of those that have ended; with no option, wait for the end of all."""
    while children:
        pid, status = os.waitpid(-1, options)
        if not pid:
            return
        children.discard(pid)
        _say(ended=pid, code=os.waitstatus_to_exitcode(status))


def _fork(children: set[int], entry: str, arguments: dict[str, Any]) -> None:
    module, _, name = entry.partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
        configure_mappers()  # else every child does it at its first statement, for 35 ms
        if threading.active_count() > 1:
            raise RuntimeError(f"{threading.enumerate()} would not be in the child, but what they hold would")
    except Exception as problem:
        _say(problem=f"{type(problem).__name__}: {problem}")
        return
    gc.freeze()  # what is collected is written to, and what is written to is copied
    if pid := os.fork():
        children.add(pid)
        _say(born=pid)
    else:
        _live(function, arguments)


def _live(function: Callable[..., object], arguments: dict[str, Any]) -> NoReturn:
    """What a child does instead of the zygote's work."""
    end_with_parent()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    code = 1
    try:
        function(**arguments)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _say(**news: object) -> None:
    os.write(1, json.dumps(news).encode() + b"\n")


if __name__ == "__main__":
    zygote()
