"""The measurements work; what they measure is no test's business, since seconds drift."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BENCHES = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", BENCHES)
def test_a_short_measurement_comes_to_its_end_and_says_so(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", "--short"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1]


def test_everything_that_people_wait_for_is_measured() -> None:
    assert {"chat", "growth", "mail", "start"} <= set(BENCHES)
