"""Sheets are made in a process of their own, which tells nothing of what it was making."""

import asyncio
import logging
import os
import signal
import sys
import time
import warnings
from functools import partial

import pytest

from mailing.sheets import certificate
from mailing.sheets.certificate import Certificate
from mailing.sheets.making import NotMade, made
from tests.mailing.sheets.paper import BERLIN, LESSON, MADE

SAMI = partial(certificate.pdf, Certificate("Sami Haddad", LESSON, 2, "Integrationsbüro"), "de", BERLIN, MADE)


def failing(name: str) -> bytes:
    logging.getLogger("fpdf").warning("cannot write %s", name)
    warnings.warn(f"cannot write {name}", stacklevel=1)
    raise ValueError(name)


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def slow() -> bytes:
    time.sleep(60)
    return b""


def which(module: str) -> bytes:
    return b"loaded" if module in sys.modules else b""


async def test_what_is_made_again_is_the_same() -> None:
    first, second = await made([SAMI, SAMI])
    assert first.startswith(b"%PDF")
    assert first == second == SAMI()


async def test_the_process_loads_nothing_that_is_not_needed() -> None:
    assert await made([partial(which, name) for name in ("fpdf", "matplotlib", "telegram")]) == [b"", b"", b""]


async def test_drawing_leaves_nothing_behind() -> None:
    await made([SAMI])
    assert "matplotlib" not in sys.modules


async def test_what_goes_wrong_names_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotMade, match=r"^ValueError at making\.py:\d+ > .*test_making\.py:\d+$") as failed:
        await made([SAMI, partial(failing, "Sami Haddad")])
    assert "Sami" not in str(failed.value)
    assert capfd.readouterr() == ("", "")


async def test_a_process_that_somebody_ended_is_told() -> None:
    with pytest.raises(NotMade, match="ended with -9"):
        await made([partial(killed)])


async def test_nobody_waits_longer_than_said() -> None:
    with pytest.raises(NotMade, match=r"longer than 0\.5 seconds"):
        await asyncio.wait_for(made([partial(slow)], seconds=0.5), 30)
