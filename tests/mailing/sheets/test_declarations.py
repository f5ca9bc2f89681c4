"""What associations declared, on paper and for Excel: the same rows, and totals that add up."""

import csv
import io

from mailing.sheets import declarations
from mailing.sheets.declarations import Declaration, DeclarationSheet
from tests.mailing.sheets.paper import BERLIN, MADE, size, texts

SHEET = DeclarationSheet(
    "Gemeinsame Seiten: Wer macht mit?",
    (
        Declaration("Arabischer Elternverein", "yes", "Zu dritt; gern.", "Sami Haddad", "chat", MADE),
        Declaration("Українська громада", "no", "", "Олена Шевченко", "reply", MADE),
        Declaration("=1+1 e.V.", "comment", "+ wann?", "Amal", "phone", MADE),
        Declaration("Aurora", "silent"),
        Declaration("Roma-Verein", "silent"),
    ),
)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_association_stands_there_with_what_it_said() -> None:
    data = declarations.pdf(SHEET, "de", BERLIN, MADE)
    assert size(data) == (842, 595)
    [text] = texts(data)
    assert "Wer macht mit? Ja: 1 · Nein: 1 · Anmerkung: 1 · Keine Antwort: 2 · Alle: 5" in text
    assert "Arabischer Elternverein Ja Zu dritt; gern. Sami Haddad im Chat 13.04.2027, 12:00" in text
    assert "Українська громада Nein Олена Шевченко" in text
    assert "Aurora Keine Antwort Roma-Verein Keine Antwort" in text


def test_a_long_comment_is_read_to_its_end_or_says_that_it_goes_on() -> None:
    said = DeclarationSheet("Wer?", (Declaration("Aurora", "comment", "Wir kommen gern. " * 9 + "Gruß"),))
    assert "Gruß" in texts(declarations.pdf(said, "de", BERLIN, MADE))[0]
    said = DeclarationSheet("Wer?", (Declaration("Aurora", "comment", "Wir kommen gern. " * 90 + "Gruß"),))
    [text] = texts(declarations.pdf(said, "de", BERLIN, MADE))
    assert "Gruß" not in text
    assert "…" in text


def test_excel_opens_the_same_rows_and_the_totals() -> None:
    data = declarations.csv(SHEET, "de", BERLIN)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read(data)
    assert rows[0] == ["Verein", "Antwort", "Anmerkung", "Wer", "Auf welchem Weg", "Wann"]
    assert rows[1] == [
        "Arabischer Elternverein", "Ja", "Zu dritt; gern.", "Sami Haddad", "im Chat", "13.04.2027, 12:00",
    ]  # fmt: skip
    assert rows[3][:3] == ["'=1+1 e.V.", "Anmerkung", "'+ wann?"]
    assert rows[5] == ["Roma-Verein", "Keine Antwort", "", "", "", ""]
    assert rows[6:] == [[], ["Ja", "1"], ["Nein", "1"], ["Anmerkung", "1"], ["Keine Antwort", "2"], ["Alle", "5"]]


def test_the_words_are_those_of_the_reader() -> None:
    assert read(declarations.csv(SHEET, "en", BERLIN))[1][1:2] == ["Yes"]
    assert "Yes: 1 · No: 1" in texts(declarations.pdf(SHEET, "en", BERLIN, MADE))[0]
