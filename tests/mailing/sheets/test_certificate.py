"""The certificate: one page for one person, whatever they are called and however long the title is."""

import io
from datetime import timedelta

import pypdf
import pytest

from mailing.sheets import certificate
from mailing.sheets.certificate import Certificate
from mailing.sheets.occasion import Meeting, Occasion
from tests.mailing.sheets.paper import A4, BERLIN, EVENING, LESSON, LONG, MADE, drawn, letter, size, texts, written

OFFICE = "Integrationsbüro Kreis Mettmann"
TITLE = "Grundlagen der ordnungsgemäßen Kassenführung und Spendenbescheinigung für ehrenamtliche Vorstände im Kreis"
SAMI = Certificate(
    "Sami Haddad", LESSON, 2, OFFICE, "Arabischer Elternverein Velbert", "Kassenbuch führen\nBelege ordnen"
)


def printed(what: Certificate, language: str = "de") -> bytes:
    return certificate.pdf(what, language, BERLIN, MADE)


def weeks(number: int) -> tuple[Meeting, ...]:
    return tuple(Meeting(*(moment + timedelta(weeks=week) for moment in EVENING)) for week in range(number))


def test_it_says_who_took_part_in_what_when_where_and_how_long() -> None:
    data = printed(SAMI)
    assert size(data) == A4
    [text] = texts(data)
    assert text == (
        "Integrationsbüro Kreis Mettmann Teilnahmebescheinigung Sami Haddad Arabischer Elternverein Velbert "
        "hat teilgenommen an: Kasse und Buchhaltung im Verein Dienstag, 13. April 2027, 18 bis 20 Uhr "
        "Bürgerhaus Velbert Umfang: 2 Stunden Inhalte Kassenbuch führen Belege ordnen "
        "Dienstag, 13. April 2027 Datum Integrationsbüro Kreis Mettmann"
    )


@pytest.mark.parametrize(("hours", "told"), [(1, "one hour"), (1.5, "1.5 hours"), (12, "12 hours")])
def test_hours_are_told_in_the_language_of_the_person(hours: float, told: str) -> None:
    [text] = texts(printed(Certificate("Sami Haddad", LESSON, hours, OFFICE), "en"))
    assert f"Duration: {told} Tuesday" in text
    assert "Topics" not in text


def test_the_name_is_the_largest() -> None:
    data = printed(SAMI)
    heights = {words: letter(data, words).top - letter(data, words).bottom for words in ("Sami", "Teil", "Kasse", "In")}
    assert max(heights, key=lambda words: heights[words]) == "Sami"


@pytest.mark.parametrize("name", ["سامي عبد الرحمن الحداد", "Олена Шевченко", "Nguyễn Thị Ánh", "Şükrü Ağaoğlu"])
def test_every_name_can_be_read(name: str) -> None:
    assert name in texts(printed(Certificate(name, LESSON, 2, OFFICE)))[0]


def test_a_long_title_is_there_to_its_end() -> None:
    [text] = texts(printed(Certificate("Sami Haddad", Occasion(TITLE, "Velbert", weeks(6)), 12, OFFICE)))
    assert TITLE in text
    assert text.count("18 bis 20 Uhr") == 6


@pytest.mark.parametrize("number", [1, 6, 20])
def test_there_is_room_to_sign_below_the_most_of_everything(number: int) -> None:
    """On one page, inside the frame; 15 mm above the line on the right."""
    much = Certificate(LONG, Occasion(LONG, LONG, weeks(number)), 2, LONG, LONG, f"{LONG}\n{TITLE * 50}")
    data = printed(much)
    [pieces], [lines] = written(data), drawn(data)
    frame = max(lines, key=lambda box: box.right - box.left)
    signature = max((box for box in lines if box.top < 200 and box.left > frame.left + 20), key=lambda box: box.left)
    assert all(frame.holds(piece) for piece in pieces)
    assert not any(piece.meets(signature._replace(top=signature.top + 42)) for piece in pieces)


def test_the_file_tells_nothing_of_the_person() -> None:
    told = pypdf.PdfReader(io.BytesIO(printed(SAMI))).metadata
    assert told is not None
    assert told.keys() == {"/Title", "/CreationDate"}
    assert told.title == "Teilnahmebescheinigung: Kasse und Buchhaltung im Verein"
