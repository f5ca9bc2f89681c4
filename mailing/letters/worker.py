"""A short-lived process for what might take too long: a thread could not be ended, a process can.

Letters as people write them are parsed at once, in a thread: 128 KiB cannot keep the parser busy for long. Larger ones,
mostly with files attached, go to a process with two seconds of processor time.
"""

import asyncio
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from typing import TypeVar

from mailing import child
from mailing.letters.limits import Unreadable

Result = TypeVar("Result")


class ParserLost(RuntimeError):
    """The process was ended by somebody else, or by a fault of Python's: trying again may help."""


AT_ONCE = 128 * 1024
PROCESSOR_SECONDS = 2
# For a machine that is busy with something else.
PATIENCE_SECONDS = 30


async def within_limits(parse: Callable[[bytes, str], Result], raw: bytes, list_address: str) -> Result:
    """parse(raw, list_address), or Unreadable when it takes too long."""
    if len(raw) <= AT_ONCE:
        try:
            return await asyncio.wait_for(asyncio.to_thread(parse, raw, list_address), PATIENCE_SECONDS)
        except TimeoutError:
            raise Unreadable("took too long") from None
    outcome: Result | str = pickle.loads(await _answer(pickle.dumps((parse, raw, list_address))))
    if isinstance(outcome, str):
        raise Unreadable(outcome)
    return outcome


async def _answer(work: bytes) -> bytes:
    try:
        return await child.ask(__name__, work, seconds=PATIENCE_SECONDS)
    except TimeoutError:
        raise Unreadable("took too long") from None
    except child.ChildEnded as ended:
        if ended.status == -signal.SIGXCPU:
            raise Unreadable("took too long") from None
        raise ParserLost(str(ended)) from None


def main() -> None:
    """Parse what comes on standard input; the answer is the result, or the reason why there is none."""
    parse, raw, list_address = pickle.load(sys.stdin.buffer)
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + PROCESSOR_SECONDS, used + 2 * PROCESSOR_SECONDS))
    try:
        outcome = parse(raw, list_address)
    except Unreadable as unreadable:
        outcome = unreadable.reason
    sys.stdout.buffer.write(pickle.dumps(outcome))
