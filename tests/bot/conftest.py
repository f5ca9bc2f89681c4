"""An operator with an office that named itself, and a fresh database."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.terminal import Terminal

OFFICE = {
    "LIST_ADDRESS": "netz@kreis.example.org",
    "LIST_NAME": "Netzwerk der Vereine",
    "CONTROLLER": "Kreis, Integrationsbüro, Velbert",
    "PRIVACY_URL": "https://kreis.example.org/datenschutz",
    "IMPRINT_URL": "https://kreis.example.org/impressum",
    "CONTACT": "Anna Berger, 02051 123456",
    "QUIET_HOURS": "",
}


@pytest.fixture
def operator(tmp_path: Path) -> Terminal:
    """Somebody who has not set anything up."""
    return Terminal(tmp_path)


@pytest.fixture
def office(operator: Terminal, sqlite_template: Path) -> Terminal:
    """The operator of an office, with an empty database."""
    operator.settings |= OFFICE
    (operator.folder / "data").mkdir()
    shutil.copy(sqlite_template, operator.folder / "data" / "netzbote.sqlite")
    return operator


@pytest.fixture
async def register(office: Terminal) -> AsyncIterator[Database]:
    """The database of the office, open."""
    database = office.database
    yield database
    await database.close()
