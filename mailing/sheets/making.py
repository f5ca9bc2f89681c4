"""Sheets are made in a short-lived process.

What they need weighs on whoever imports it: fpdf2 takes a second and 35 MB, matplotlib 1.3 seconds and 73 MB, and a
list of 300 people keeps a processor busy for 3.5 seconds (measured). The program that people are waiting for never
loads them, and what is made in one go shares the start: a certificate takes 1.8 seconds, twelve take 2.5.
"""

import logging
import pickle
import sys
import traceback
import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mailing import child

PATIENCE_SECONDS = 120
"""For a hundred certificates on a machine that is busy with something else."""


class NotMade(RuntimeError):
    """There is no sheet; the message says why, and holds nothing of what should have stood on it."""


async def made(sheets: Sequence[partial[bytes]], *, seconds: float = PATIENCE_SECONDS) -> list[bytes]:
    """The bytes of each, in this order: `partial(certificate.pdf, ...)`. Raises NotMade if one of them fails."""
    try:
        answer = await child.ask(__name__, pickle.dumps(sheets), seconds=seconds)
    except TimeoutError:
        raise NotMade(f"took longer than {seconds:g} seconds") from None
    except child.ChildEnded as ended:
        raise NotMade(str(ended)) from None
    data: list[bytes] | str = pickle.loads(answer)
    if isinstance(data, str):
        raise NotMade(data)
    return data


def main() -> None:
    """Make what comes on standard input; the answer is the bytes, or the reason why there are none.

    Libraries that warn, and errors that quote, would write names into the log.
    """
    logging.disable()
    warnings.simplefilter("ignore")
    sheets: Sequence[partial[bytes]] = pickle.load(sys.stdin.buffer)
    outcome: list[bytes] | str
    try:
        outcome = [sheet() for sheet in sheets]
    except Exception as error:
        way = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
        outcome = f"{type(error).__name__} at {' > '.join(way)}"
    sys.stdout.buffer.write(pickle.dumps(outcome))
