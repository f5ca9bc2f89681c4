"""What a test needs from the machine: at home a missing program skips the test and is named at the end; with
`python3 run.py test --system` (NETZBOTE_SYSTEM_TESTS=1), which installs all of them, it counts as a failure."""

import os
import shutil
from typing import NoReturn

import pytest

# Debian keeps servers out of the PATH of ordinary people.
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", "/usr/lib/postfix/sbin"])


def missing(what: str) -> NoReturn:
    """End the test, because the machine has no `what`."""
    if os.environ.get("NETZBOTE_SYSTEM_TESTS") == "1":
        pytest.fail(f"{what} is missing", pytrace=False)
    pytest.skip(f"{what} is missing")


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name, path=PATH):
            return found
    missing(" or ".join(names))
