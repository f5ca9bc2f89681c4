"""Lists as offices write them: whatever program, order and spelling, nothing is lost and nothing is guessed."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.list_cells import phones, place
from bot.list_headings import meaning, parse_map
from bot.list_tables import UnreadableList
from bot.lists import ReadList, read_list
from locales import words
from storage.list_rows import ListRow

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

TOWNS = {"Velbert", "Monheim am Rhein", "Mettmann", "Langenfeld", "Wülfrath", "Erkrath", "Ratingen", "Hilden", "Haan"}

VELBERT = "Spanischer Elternverein Velbert e.V.;Olena Núñez;42549 Velbert;0049 20519845080;eltern@velbert.example.org"
HAAN = "Türkische Frauengruppe Haan;Zîlan Öztürk;42781 Haan;02129 / 6083780;frauen@haan.example.org"
SMALL = f"Verein;Ansprechpartner/in;PLZ Ort;Tel.;E-Mail\r\n{VELBERT}\r\n{HAAN}\r\n"


@pytest.fixture
def shelf(tmp_path: Path) -> "Shelf":
    return Shelf(tmp_path)


class Shelf:
    """Where the offices put their lists."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: str | bytes, name: str = "liste.csv") -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def read(self, data: str | bytes, said: str = "") -> ReadList:
        return read_list(self.put(data), parse_map(said))

    def row(self, headings: str, cells: str) -> ListRow:
        [row] = self.read(f"{headings}\n{cells}\n").rows
        return row

    def workbook(self, *rows: list[object], sheet: str = "Vereine") -> Path:
        book = openpyxl.Workbook()
        table = book.create_sheet(sheet)
        for row in rows:
            table.append(row)
        del book["Sheet"]
        book.save(self.folder / "liste.xlsx")
        return self.folder / "liste.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_list_is_read_in_every_usual_encoding(shelf: Shelf, encoding: str) -> None:
    readable = SMALL.replace("Zîlan", "Zilan")
    spanish, turkish = shelf.read(readable.encode(encoding)).rows
    assert (spanish.contact_name, turkish.contact_name) == ("Olena Núñez", "Zilan Öztürk")
    assert (turkish.name, turkish.town) == ("Türkische Frauengruppe Haan", "Haan")


def test_a_list_pasted_together_from_two_encodings_keeps_its_umlauts(shelf: Shelf) -> None:
    mixed = "Verein;Ort\nTürkischer Verein;Haan\n".encode() + "Kölner Verein;Wülfrath\n".encode("cp1252")
    assert [(row.name, row.town) for row in shelf.read(mixed).rows] == [
        ("Türkischer Verein", "Haan"),
        ("Kölner Verein", "Wülfrath"),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_even_when_cells_are_full_of_others(shelf: Shelf, separator: str) -> None:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=separator)
    writer.writerow(["Verein", "Schwerpunkte", "Bemerkung"])
    writer.writerow(["Bosnischer Verein", "Jugend, Sprache, Sport", "Mo, Di; Mi | Do"])
    [row] = shelf.read(lines.getvalue()).rows
    assert (row.topics, row.remarks) == (["youth", "language", "sport"], "Mo, Di; Mi | Do")


def test_a_line_that_names_the_separator_for_excel_is_no_row(shelf: Shelf) -> None:
    result = shelf.read("sep=,\nVerein,Ort\nSyrischer Verein,Hilden\n")
    assert [(row.name, row.line) for row in result.rows] == [("Syrischer Verein", 2)]


def test_titles_above_sums_below_and_repeated_headings_are_no_rows(shelf: Shelf) -> None:
    headings = "Nr.;Verein;Ort"
    above, below = "Vereine im Kreis (Stand: lfd.);;\n;;", ";Summe: 1;\n;Stand: 1.4.;"
    result = shelf.read(f"{above}\n{headings}\n1;Syrischer Verein;Haan\n2;;\n{headings}\n{below}\n")
    assert [(row.name, row.line, row.fields) for row in result.rows] == [("Syrischer Verein", 4, {})]
    assert result.total == 1


def test_a_cell_with_a_line_break_counts_as_one_line(shelf: Shelf) -> None:
    result = shelf.read('Verein;Bemerkung\nErster;"ruft\nzurück"\n\nZweiter;\n')
    assert [(row.line, row.remarks) for row in result.rows] == [(2, "ruft\nzurück"), (4, "")]


def test_a_quotation_mark_that_swallows_rows_stops_the_reading(shelf: Shelf) -> None:
    with pytest.raises(UnreadableList) as caught:
        shelf.read('Verein;Ort;Tel.\nErster;Haan;\n"Zweiter;Haan;\nDritter;Haan;\nVierter;Haan;\n')
    assert (caught.value.reason, caught.value.details) == ("open-quote", {"line": "3", "path": "liste.csv"})


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Name des Vereins", "name"),
        ("Migrantenorganisation", "name"),
        ("Ansprechpartner*in", "contact"),
        ("1. Vorsitzende(r)", "contact"),
        ("Mobil/Telefon", "phone"),
        ("TELEFON ANSPRECHPERSON", "phone"),
        ("Name Ansprechperson", "contact"),
        ("E-Mail-Adresse(n)", "email"),
        ("Emial-Adresse", "email"),
        ("PLZ, Ort", "address"),
        ("Straße/Nr.", "street"),
        ("Strasse und Hausnummer", "street"),
        ("Funktion der Ansprechperson", "role"),
        ("Telephone number", "phone"),
        ("Focus topics", "topics"),
        ("Telefax", None),
        ("Datum E-Mail verschickt", None),
        ("Mitgliedsnummer", None),
    ],
)
def test_a_heading_is_understood_in_other_words_or_left_alone(heading: str, field: str | None) -> None:
    assert (meaning(heading) or (None,))[0] == field


def test_headings_that_nobody_could_know_are_said_with_map(shelf: Shelf) -> None:
    text = "Wer wir sind;Wo;Draht\nRoma-Verein;Haan;02129 608378\n"
    [row] = shelf.read(text, "Wer wir sind=name, Wo=town,Draht=Telefon").rows
    assert (row.name, row.town, row.phones) == ("Roma-Verein", "Haan", ["+492129608378"])


@pytest.mark.parametrize(("said", "reason"), [("Wo=nirgends", "map-field"), ("Wohin=town,Wer=name", "map-heading")])
def test_a_map_that_fits_nothing_is_refused_by_name(shelf: Shelf, said: str, reason: str) -> None:
    with pytest.raises(UnreadableList) as caught:
        shelf.read("Wer;Wo\nRoma-Verein;Haan\n", said)
    assert caught.value.reason == reason


def test_unknown_columns_are_kept_under_their_headings(shelf: Shelf) -> None:
    row = shelf.row("Verein;Fax;Gegründet;Fax;", "Roma-Verein;02129 1;1987;02129 2;Schlüssel 7;ganz außen")
    assert row.fields == {
        "Fax": "02129 1",
        "Gegründet": "1987",
        "Fax (2)": "02129 2",
        "E": "Schlüssel 7",
        "F": "ganz außen",
    }


def test_a_column_without_heading_that_numbers_the_rows_is_not_kept(shelf: Shelf) -> None:
    rows = shelf.read(";Verein\n1.;Erster\n2.;Zweiter\n").rows
    assert [row.fields for row in rows] == [{}, {}]


@pytest.mark.parametrize("nothing", ["k.A.", "K. A.", "-", "–", "?", "keine", "n/a", "unbekannt", " ", "\u00a0", "..."])
def test_signs_for_nothing_are_nothing(shelf: Shelf, nothing: str) -> None:
    row = shelf.row("Verein;Tel.;E-Mail;Mitglieder;Fax;Ansprechpartner", ";".join(["Roma-Verein", *[nothing] * 5]))
    assert (row.phones, row.emails, row.members, row.fields, row.contact_name, row.problems) == ([], [], "", {}, "", [])


def test_first_and_last_name_become_one_whatever_their_order(shelf: Shelf) -> None:
    assert shelf.row("Verein;Vorname;Nachname", "Roma-Verein;Sami;Haddad").contact_name == "Sami Haddad"
    assert shelf.row("Verein;Name;Vorname", "Roma-Verein;Haddad;Sami").contact_name == "Sami Haddad"
    assert shelf.row("Verein;Name, Vorname", "Roma-Verein;Haddad, Sami").contact_name == "Sami Haddad"


def test_several_addresses_in_a_cell_are_found_and_folded(shelf: Shelf) -> None:
    cell = '"Info@Haan.example.org; info@haan.example.org / vorstand(at)haan.example.org,mailto:<ich@haan.example.org>"'
    row = shelf.row("Verein;E-Mail", f"Roma-Verein;{cell}")
    assert row.emails == ["info@haan.example.org", "vorstand@haan.example.org", "ich@haan.example.org"]
    assert (row.problems, row.fields) == ([], {})


def test_a_row_whose_only_address_is_broken_is_named_and_the_rest_goes_in(shelf: Shelf) -> None:
    result = shelf.read(
        "Verein;E-Mail\nErster;info@@verein..example.org\nZweiter;info@zwei.example.org\n;x@y.example.org\n"
    )
    assert [row.name for row in result.rows] == ["Zweiter"]
    assert [(skipped.line, skipped.reason, skipped.value) for skipped in result.skipped] == [
        (2, "broken-email", "info@@verein..example.org"),
        (4, "no-name", "x@y.example.org"),
    ]


def test_a_broken_address_beside_a_good_one_is_named_and_kept(shelf: Shelf) -> None:
    row = shelf.row("Verein;E-Mail", "Roma-Verein;info@haan.example.org, info@haan")
    assert row.emails == ["info@haan.example.org"]
    assert [tuple(problem) for problem in row.problems] == [("E-Mail", "broken-email", "info@haan")]
    assert row.fields == {"E-Mail": "info@haan.example.org, info@haan"}


def test_words_where_an_address_should_be_are_kept_and_named(shelf: Shelf) -> None:
    row = shelf.row("Verein;E-Mail", "Roma-Verein;siehe Homepage")
    assert (row.emails, row.fields) == ([], {"E-Mail": "siehe Homepage"})
    assert [problem.reason for problem in row.problems] == ["no-email"]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0176 / 5749979", ["+491765749979"]),
        ("(0176) 292224", ["+49176292224"]),
        ("02111-61341", ["+49211161341"]),
        ("0049 2115131286", ["+492115131286"]),
        ("+49 (0)211 123456", ["+49211123456"]),
        ("4915112345678", ["+4915112345678"]),
        ("1511234567", ["+491511234567"]),
        ("+90 532 1234567", ["+905321234567"]),
        ("02173 123456 / 0176 5749979", ["+492173123456", "+491765749979"]),
        ("0211 123456 0176 123456", ["+49211123456", "+49176123456"]),
        ("Tel.: 0211 123456, mobil 0176 123456", ["+49211123456", "+49176123456"]),
        ("0211 123456\n0211 / 12 34 56", ["+49211123456"]),
        ("8211930", []),
        ("110", []),
        ("0211 123456 789012345", []),
    ],
)
def test_a_telephone_number_becomes_the_one_that_can_be_dialled(cell: str, numbers: list[str]) -> None:
    assert phones(cell, "DE").good == numbers


def test_a_number_that_cannot_be_dialled_is_kept_and_named(shelf: Shelf) -> None:
    row = shelf.row("Verein;Tel.", "Roma-Verein;8211930")
    assert (row.phones, row.fields) == ([], {"Tel.": "8211930"})
    assert [tuple(problem) for problem in row.problems] == [("Tel.", "broken-phone", "8211930")]


def test_what_is_said_beside_a_number_is_kept(shelf: Shelf) -> None:
    row = shelf.row("Verein;Tel.", "Roma-Verein;0211 123456 (nur abends)")
    assert (row.phones, row.fields, row.problems) == (["+49211123456"], {"Tel.": "0211 123456 (nur abends)"}, [])


def test_a_cell_with_name_number_and_address_is_taken_apart(shelf: Shelf) -> None:
    row = shelf.row("Verein;Telefon / E-Mail", "Roma-Verein;Sami Haddad, Tel.: 0211 123456, sami@haan.example.org")
    assert (row.contact_name, row.phones, row.emails) == ("Sami Haddad", ["+49211123456"], ["sami@haan.example.org"])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("42549 Velbert", ("", "42549", "Velbert")),
        ("D-40789 Monheim am Rhein", ("", "40789", "Monheim am Rhein")),
        ("Hauptstr. 5, 42781 Haan", ("Hauptstr. 5", "42781", "Haan")),
        ("Am Markt 12a\n42781 Haan", ("Am Markt 12a", "42781", "Haan")),
        ("Haan (42781)", ("", "42781", "Haan")),
        ("Hauptstr. 5", None),
    ],
)
def test_postcode_town_and_street_are_told_apart(cell: str, found: tuple[str, str, str] | None) -> None:
    assert place(cell) == found


@pytest.mark.parametrize(
    ("cell", "ours", "others"),
    [
        ("Arbeit und Ausbildung / Sport", ["work", "sport"], []),
        ('"Jugend\nSprache\nWohnen und Stadtteil"', ["youth", "language", "neighbourhood"], []),
        ("Familie und Jugend", ["family", "youth"], []),
        ("Familie und Kochen", ["family"], ["Kochen"]),
        ("Rat und Tat", [], ["Rat und Tat"]),
        ("bildung, GESUNDHEIT, Kutlur", ["education", "health"], ["Kutlur"]),
        ("Gesundheitt, Ausbildung", ["health", "work"], []),
        ("Youth, Sport", ["youth", "sport"], []),
    ],
)
def test_topics_are_told_apart_and_strange_ones_kept(
    shelf: Shelf, cell: str, ours: list[str], others: list[str]
) -> None:
    row = shelf.row("Verein;Schwerpunkte", f"Roma-Verein;{cell}")
    assert (row.topics, row.unknown_topics) == (ours, others)
    assert row.fields == ({"Schwerpunkte": ", ".join(others)} if others else {})


def test_a_language_is_understood_as_code_or_name_and_else_kept(shelf: Shelf) -> None:
    assert shelf.row("Verein;Sprache", "Roma-Verein;fa").language == "fa"
    assert shelf.row("Verein;Sprache", "Roma-Verein;Türkisch").language == "tr"
    several = shelf.row("Verein;Sprache", "Roma-Verein;Türkisch und Deutsch")
    assert (several.language, several.fields) == ("", {"Sprache": "Türkisch und Deutsch"})


def test_a_workbook_loses_no_digit_and_no_day(shelf: Shelf) -> None:
    path = shelf.workbook(
        ["Verein", "PLZ", "Ort", "Telefon", "Gegründet", "Mitglieder", "Beitrag", "Förderung"],
        ["Roma-Verein", 42549.0, "Velbert", 1511234567, date(1987, 4, 13), 120, 12.5, True],
    )
    [row] = read_list(path).rows
    assert (row.postcode, row.phones, row.members) == ("42549", ["+491511234567"], "120")
    assert row.fields == {"Gegründet": "13.04.1987", "Beitrag": "12.5", "Förderung": "ja"}


def test_merged_cells_hold_for_all_their_rows_and_titles_do_no_harm(shelf: Shelf) -> None:
    path = shelf.workbook(["Unsere Vereine"], ["Ort", "Verein"], ["Haan", "Erster"], [None, "Zweiter"])
    book = openpyxl.load_workbook(path)
    book["Vereine"].merge_cells("A1:B1")
    book["Vereine"].merge_cells("A3:A4")
    book.save(path)
    first, second = read_list(path).rows
    assert [(row.name, row.town, row.line) for row in (first, second)] == [
        ("Erster", "Haan", 3),
        ("Zweiter", "Haan", 4),
    ]


def test_every_sheet_that_is_a_list_is_read_and_the_others_are_named(shelf: Shelf) -> None:
    path = shelf.workbook(["Verein", "Ort"], ["Erster", "Haan"])
    book = openpyxl.load_workbook(path)
    notes, staff = [["intern"]], [["Name", "Telefon"], ["Frau Demir", "0211 123456"]]
    for title, rows in {"Neu": [["Ort", "Verein"], ["Hilden", "Zweiter"]], "Notizen": notes, "Amt": staff}.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    book.create_sheet("Leer")
    book.save(path)
    result = read_list(path)
    assert [(row.sheet, row.line, row.name) for row in result.rows] == [("Vereine", 2, "Erster"), ("Neu", 2, "Zweiter")]
    assert result.ignored == ["Notizen", "Amt", "Leer"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"PK\x03\x04 a torn archive", "broken-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "old-workbook"),
        (b"%PDF-1.7\n\x00\x01\x02 \xff\xd8", "no-text"),
        (b"Guten Tag,\nanbei die Liste.\n", "no-list"),
        (b"Telefon;E-Mail\n0211 123456;a@haan.example.org\n", "no-list"),
    ],
)
def test_a_file_that_is_no_list_says_why(shelf: Shelf, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableList) as caught:
        shelf.read(data)
    assert caught.value.reason == reason
    assert "liste.csv" in caught.value.in_words(words("de"))


def test_a_file_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "nichts.csv", "missing"), (tmp_path, "closed")):
        with pytest.raises(UnreadableList) as caught:
            read_list(path)
        assert caught.value.reason == reason


@pytest.mark.skipif(not SHARED.is_dir(), reason="the offices' lists are not beside this checkout")
class TestTheListsOfTheTwoOffices:
    def test_the_district_list_is_read_to_its_last_row(self) -> None:
        result = read_list(SHARED / "kreis-liste.csv")
        assert result.total == 60
        assert [(row.sheet, row.line, row.reason) for row in result.skipped] == [("kreis-liste", 63, "broken-email")]
        assert not [row for row in result.rows if row.problems or row.fields or row.unknown_topics]
        assert {row.line: row for row in result.rows}[28].remarks == "Treffen jeden 1. Sa im Monat; Räume gesucht"
        assert {row.town for row in result.rows} == TOWNS

    def test_the_list_of_the_welfare_bodies_is_read_and_its_notes_are_not(self) -> None:
        result = read_list(SHARED / "verbaende-liste.xlsx")
        assert (result.total, result.skipped, result.ignored) == (27, [], ["Notizen"])
        assert not [row for row in result.rows if row.problems or row.fields or row.unknown_topics]
        first = result.rows[0]
        assert (first.native_name, first.language, first.contact_name) == ("انجمن", "fa", "Dmytro García-López")
