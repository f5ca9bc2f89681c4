"""Lines that are read from two sides stand on paper as their reader expects."""

import pytest

from mailing.sheets import certificate
from mailing.sheets.certificate import Certificate
from mailing.sheets.direction import parts
from tests.mailing.sheets.paper import BERLIN, LESSON, MADE, Box, each, letter, picture, texts


def named(name: str) -> bytes:
    return certificate.pdf(Certificate(name, LESSON, 2, "Integrationsbüro"), "de", BERLIN, MADE)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Sami Haddad 12", ["Sami Haddad 12"]),
        ("سامي الحداد", ["سامي الحداد"]),
        ("Verein (جمعية 12) e.V.", ["Verein (", "12", "جمعية ", ") e.V."]),
        ("محمد Ali لا 123", ["123", " لا ", "Ali", "محمد "]),
        ("", []),
    ],
)
def test_parts_stand_from_left_to_right(line: str, seen: list[str]) -> None:
    assert [part.text for part in parts(line)] == seen


def test_an_arabic_name_begins_on_the_right() -> None:
    data = named("سمير")
    assert "سمير" in texts(data)[0]
    assert letter(data, "س").left > letter(data, "م").left > letter(data, "ر").left


def test_a_number_in_an_arabic_name_stands_left_of_what_it_follows() -> None:
    data = named("Zoë (جمعية 98) Öz")
    assert letter(data, "ë").right < letter(data, "9").left < letter(data, "8").left < letter(data, "ج").left
    assert letter(data, "ج").right < letter(data, "Ö").left


def test_brackets_in_an_arabic_name_stand_around_what_is_in_them() -> None:
    data = named("محمد (Ali) سعيد")
    left, right = each(data, "()")
    assert letter(data, "س").right < left.left < letter(data, "Ali").left < right.left < letter(data, "محمد").left


def test_arabic_letters_are_joined() -> None:
    """These four are written in one stroke: no column of the picture is white."""
    data = named("محمد")
    first, last = letter(data, "محمد"), letter(data, "د")
    seen = picture(data, Box(last.left, last.bottom - 9, first.right, last.top + 9))
    columns = [min(seen.crop((x, 0, x + 1, seen.height)).tobytes()) for x in range(4, seen.width - 4)]
    assert len(columns) > 200
    assert max(columns) < 200
