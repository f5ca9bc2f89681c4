"""A name, as somebody types it on a phone, brings up the associations that it may mean."""

import pytest

from storage import associations, prompts
from storage.database import Database
from tests.storage import network

REGISTER = [
    ("Arabischer Elternverein Velbert e.V.", "Velbert"),
    ("Türkischer Kulturverein Hilden", "Hilden"),
    ("Griechische Gemeinde", "Erkrath"),
    ("Sportverein Velbert", "Velbert"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Elternverein", "Arabischer Elternverein Velbert e.V."),
        ("arabischer eltern-verein", "Arabischer Elternverein Velbert e.V."),
        ("Verein arabischer Eltern", "Arabischer Elternverein Velbert e.V."),
        ("Tuerkischer Kulturverein e. V.", "Türkischer Kulturverein Hilden"),
        ("Griechische Gemeinde Erkrath", "Griechische Gemeinde"),
        ("Kurdischer Frauenverein", None),
        ("e.V.", None),
        ("نادي رياضي", None),
    ],
)
async def test_what_is_typed_finds_what_is_meant(database: Database, typed: str, found: str | None) -> None:
    async with database.write() as session:
        for name, town in REGISTER:
            await network.association(session, name, town, set())
        likely = await associations.similar(session, typed)
    assert next((association.name for association in likely), None) == found


async def test_no_more_are_offered_than_one_can_read(database: Database) -> None:
    async with database.write() as session:
        for number in range(8):
            await network.association(session, f"Verein {number}", "Hilden", set())
        assert len(await associations.similar(session, "Verein")) == 4


@pytest.mark.parametrize("typed", ["abcd-2345", "ABCD 2345", " a b c d 2 3 4 5 "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert prompts.read_code(typed) == "ABCD2345"


@pytest.mark.parametrize("typed", ["Mitglied", "02051 123", "22334455", "ABCD2341", "ABCD 23456", ""])
def test_a_word_a_number_and_a_letter_too_many_are_no_codes(typed: str) -> None:
    assert prompts.read_code(typed) is None


def test_every_code_has_a_letter_and_a_digit() -> None:
    assert all(prompts.read_code(prompts.new_code()) for _ in range(500))
