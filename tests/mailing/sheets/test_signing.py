"""The list to sign: everybody has a row, on paper that stays readable; and the numbers of those who came."""

import io

import pypdf
import pytest

from mailing.sheets import signing
from mailing.sheets.signing import NotOnTheSheet, Signer, SigningSheet, read_digits
from tests.mailing.sheets.paper import A4, BERLIN, EVENING, LESSON, LONG, MADE, Box, drawn, letter, size, texts, written

SAMI = Signer("Sami Haddad", "Arabischer Elternverein Velbert")
OLENA = Signer("Олена Шевченко", "Українська громада")
AMAL = Signer("أمل الحداد", "جمعية أولياء الأمور")


def printed(sheet: SigningSheet, language: str = "de") -> bytes:
    return signing.pdf(sheet, language, BERLIN, MADE)


def test_everybody_has_a_numbered_row() -> None:
    data = printed(SigningSheet(LESSON, (SAMI, OLENA, AMAL)))
    assert size(data) == A4[::-1]
    [text] = texts(data)
    assert "Kasse und Buchhaltung im Verein Dienstag, 13. April 2027, 18 bis 20 Uhr Bürgerhaus Velbert" in text
    assert "Nr. Name Verein Unterschrift" in text
    assert "1 Sami Haddad Arabischer Elternverein Velbert 2 Олена Шевченко Українська громада 3 أمل الحداد" in text


def test_the_words_are_those_of_the_reader() -> None:
    [text] = texts(printed(SigningSheet(LESSON, (SAMI,)), "en"))
    assert "Tuesday, 13 April 2027" in text
    assert "No. Name Association Signature" in text


def test_answers_stand_under_their_questions() -> None:
    asked = ("Kinderbetreuung?", "Beim Essen?")
    data = printed(SigningSheet(LESSON, (Signer("Sami Haddad", "", ("ja", "vegetarisch")),), asked))
    for question, answer in zip(asked, ("ja", "vegetarisch"), strict=True):
        above, below = letter(data, question), letter(data, answer)
        assert below.left == pytest.approx(above.left, abs=1.5)
        assert below.top < above.bottom


def test_every_page_tells_what_it_belongs_to() -> None:
    pages = texts(printed(SigningSheet(LESSON, (SAMI, OLENA, AMAL) * 20)))
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert text.startswith("Kasse und Buchhaltung im Verein Dienstag, 13. April 2027")
        assert "Nr. Name Verein Unterschrift" in text
        assert f"Seite {number} von {len(pages)}" in text
    rows = [int(word) for text in pages for word in text.partition("Unterschrift")[2].split() if word.isdigit()]
    assert set(range(1, 61)) <= set(rows)


def test_nothing_leaves_its_cell_or_the_page() -> None:
    crowd = (SAMI, AMAL, Signer(LONG, " ".join([LONG] * 5)), Signer("و" * 400, "Вереск " * 90), OLENA)
    sheet = SigningSheet(LESSON, tuple(Signer(s.name, s.association, (LONG,) * 4) for s in crowd * 4), (LONG, "?") * 2)
    data = printed(sheet)
    paper = Box(0, 0, *A4[::-1])
    for pieces, cells in zip(written(data), drawn(data), strict=True):
        top = max(cell.top for cell in cells)
        bottom = min(cell.bottom for cell in cells)
        assert all(paper.holds(cell) for cell in cells)
        for piece in pieces:
            above, below = piece.bottom > top - 1, piece.top < bottom + 1
            assert paper.holds(piece)
            assert above or below or any(cell.holds(piece) for cell in cells)


def test_what_is_too_long_says_that_it_goes_on() -> None:
    [text] = texts(printed(SigningSheet(LESSON, (Signer("Sami " * 60, "Kurz"),))))
    assert "Sami…" in text
    assert "Kurz…" not in text


def test_there_is_room_to_sign() -> None:
    """12 mm: what a pen needs."""
    [cells] = drawn(printed(SigningSheet(LESSON, (SAMI, OLENA))))
    right = max(cell.right for cell in cells)
    signatures = [cell for cell in cells if cell.right > right - 1]
    assert len(signatures) == 3
    assert sorted(round(cell.top - cell.bottom) for cell in signatures)[1:] == [35, 35]


def test_a_list_without_anybody_can_be_printed() -> None:
    [text] = texts(printed(SigningSheet(LESSON, ())))
    assert "Unterschrift" in text


def test_what_the_font_does_not_have_leaves_a_mark() -> None:
    [text] = texts(printed(SigningSheet(LESSON, (Signer("தமிழ்", "Mu\u0308ller\x07\u200b e.V."),))))
    assert "1 □□□□□ Müller e.V." in text


def test_a_meeting_over_night_names_both_days() -> None:
    night = EVENING._replace(end=EVENING.end.replace(day=14))
    [text] = texts(printed(SigningSheet(LESSON.__class__("Zelten", "Hilden", (EVENING, night)), ())))
    assert "Dienstag, 13. April 2027, 18 bis 20 Uhr · Dienstag, 13. April 2027, 18 Uhr bis Mittwoch, 14. April" in text


def test_the_file_tells_its_title_and_nothing_of_anybody() -> None:
    data = printed(SigningSheet(LESSON, (SAMI,)))
    told = pypdf.PdfReader(io.BytesIO(data)).metadata
    assert told is not None
    assert {key: str(value) for key, value in told.items()} == {
        "/Title": "Kasse und Buchhaltung im Verein",
        "/CreationDate": "D:20270413100000Z",
    }


@pytest.mark.parametrize(
    ("said", "came"),
    [
        ("1 3 5-8, 10", {1, 3, 5, 6, 7, 8, 10}),
        ("1,2;3. 4) 5", {1, 2, 3, 4, 5}),
        ("٣، ٥-٧", {3, 5, 6, 7}),
        ("۱ ۱۲", {1, 12}),
        ("3️⃣ 4️⃣", {3, 4}),
        ("\u200f8 – 5\u200f", {5, 6, 7, 8}),
        ("２ 2 02", {2}),
        ("1\n12\n", {1, 12}),
    ],
)
def test_who_came_is_heard_in_the_digits_people_write(said: str, came: set[int]) -> None:
    assert read_digits(said, rows=12) == came


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("1 13", "13"),
        ("0 1", "0"),
        ("1 3 10-13 zwei", "10-13 zwei"),
        ("1-999999999999", "1-999999999999"),
        ("5-", "5-"),
        ("-5", "-5"),
        ("1-2-3", "1-2-3"),
        ("1²", "1²"),
        ("…", "…"),
        (" , ", ","),
        ("", ""),
    ],
)
def test_what_is_not_on_the_sheet_refuses_all(said: str, strange: str) -> None:
    with pytest.raises(NotOnTheSheet) as refused:
        read_digits(said, rows=12)
    assert refused.value.details == {"said": strange, "rows": 12}
