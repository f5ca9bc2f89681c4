"""The two commands for lists, as the operator types them: what comes in goes out, and comes back only after a yes."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.cli import run

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
ROOT = Path(__file__).parents[2]

HEADINGS = "Verein;Ansprechpartner/in;Straße;PLZ Ort;Tel.;E-Mail;Schwerpunkte;Mitglieder;Schlüssel"
SYRIAN = (
    "Syrischer Verein e.V.;Aylin Núñez;Am Markt 1;42781 Haan;02129 608378;aylin@syrer.example.org;Bildung, Sport;85;007"
)
ROMA = "Roma-Verein;Zîlan Petrović;;42549 Velbert;0176 5749979;zilan@roma.example.org;Kultur;?;=1+1"

LISTS = ("kreis-liste.csv", "verbaende-liste.xlsx")

Told = dict[str, Any]


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody types commands; its database does not exist yet."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "liste.csv").write_text(f"{HEADINGS}\n{SYRIAN}\n{ROMA}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """What `import --json` answers."""

    def call(*words: str) -> Told:
        capsys.readouterr()
        assert run(["import", "--json", *words]) == 0
        answer: Told = json.loads(capsys.readouterr().out)
        return answer

    return call


def exported(office: Path) -> dict[str, Told]:
    assert run(["export", "alle.json"]) == 0
    found = json.loads((office / "alle.json").read_text(encoding="utf-8"))
    return {association["name"]: association for association in found["associations"]}


def as_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def edit(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """What somebody does to an export in Excel."""
    headings, *rows = as_rows(path)
    lines = [dict(zip(headings, row, strict=True)) for row in rows]
    change(lines)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headings, delimiter=";")
        writer.writeheader()
        writer.writerows(lines)


def counts(answer: Told) -> tuple[Told, Told]:
    return answer["associations"], answer["people"]


def test_a_list_makes_its_database_and_tells_what_it_did(told: Callable[..., Told], office: Path) -> None:
    answer = told("liste.csv")
    assert list(answer) == ["rows", "associations", "people", "doubtful", "skipped"]
    assert answer["rows"] == 2
    assert counts(answer) == ({"created": 2, "merged": 0, "unchanged": 0},) * 2
    assert counts(told("liste.csv")) == ({"created": 0, "merged": 0, "unchanged": 2},) * 2
    assert (office / "data" / "netzbote.sqlite").exists()


def test_a_trial_changes_nothing(told: Callable[..., Told], office: Path) -> None:
    assert told("liste.csv", "--dry-run")["associations"]["created"] == 2
    assert exported(office) == {}


def test_what_could_not_be_used_is_named_with_its_line_and_the_rest_goes_in(
    told: Callable[..., Told], office: Path
) -> None:
    (office / "schief.csv").write_text(
        f"{HEADINGS}\nErster;;;;;info@@schief..example.org;;;\n{ROMA}\n", encoding="utf-8"
    )
    answer = told("schief.csv")
    [skipped] = answer["skipped"]
    assert (skipped["sheet"], skipped["line"]) == ("schief", 2)
    assert "info@@schief..example.org" in skipped["reason"]
    assert list(exported(office)) == ["Roma-Verein"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", "weder eine CSV-Datei noch"),
        (b"", "ist leer"),
        (b"Guten Tag\n", '--map "Wer wir sind=name"'),
    ],
)
def test_a_file_that_is_no_list_is_a_sentence_and_changes_nothing(
    office: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    (office / "brief.txt").write_bytes(content)
    assert run(["import", "brief.txt"]) == 2
    assert words in capsys.readouterr().err
    assert not (office / "data").exists()


def test_a_missing_file_and_a_wrong_line_are_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "nichts.csv"]) == 2
    assert run(["import", "liste.csv", "--same", "neun"]) == 2
    assert run(["import", "liste.csv", "--same", "2", "--new", "liste:2"]) == 2
    assert run(["export", "alle.doc"]) == 2
    said = capsys.readouterr().err
    for words in (
        "Diese Datei gibt es nicht",
        "„neun“ ist keine Zeile",
        "kann nicht beides sein",
        ".csv, .xlsx, .json",
    ):
        assert words in said


def test_json_has_the_agreed_form_and_every_column(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    assert exported(office)["Syrischer Verein e.V."] == {
        "name": "Syrischer Verein e.V.",
        "native_name": None,
        "town": "Haan",
        "topics": ["Bildung", "Sport"],
        "status": "active",
        "contacts": [
            {
                "name": "Aylin Núñez",
                "email": "aylin@syrer.example.org",
                "phone": "+492129608378",
                "chat": None,
                "language": "de",
                "confirmed": False,
            }
        ],
        "fields": {"postcode": "42781", "street": "Am Markt 1", "members": "85", "Schlüssel": "007"},
    }


def test_a_csv_is_safe_for_excel_and_a_workbook_is_text(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    assert run(["export", "alle.csv"]) == 0
    assert (office / "alle.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    headings, *rows = as_rows(office / "alle.csv")
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")] == []
    assert [row[headings.index("Schlüssel")] for row in rows] == ["'=1+1", "'007"]
    assert [row[headings.index("Telefon")] for row in rows] == ["0176 5749979", "02129 608378"]
    assert run(["export", "alle.xlsx"]) == 0
    sheet = openpyxl.load_workbook(office / "alle.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {"=1+1", "007", "42781"} <= {str(cell.value) for cell in cells}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_that_comes_back_as_it_was_changes_nothing(
    told: Callable[..., Told], office: Path, kind: str
) -> None:
    told("liste.csv")
    before = exported(office)
    assert run(["export", f"alle.{kind}"]) == 0
    answer = told(f"alle.{kind}", "--yes")
    assert (answer["changes"], answer["kept"]) == ([], [])
    assert counts(answer) == ({"created": 0, "merged": 0, "unchanged": 2},) * 2
    assert exported(office) == before


def test_an_edited_export_is_a_list_of_changes_made_after_a_yes(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    assert run(["export", "alle.csv"]) == 0

    def change(lines: list[dict[str, str]]) -> None:
        roma, syrian = lines
        syrian |= {"Straße": "Ringstr. 9", "Schwerpunkte": "Kultur", "Ansprechperson": "Leyla Demir", "Schlüssel": ""}
        roma |= {"E-Mail": "neu@roma.example.org", "Telefon": "0211 999999", "Zuständiger Dienst": "AWO"}
        lines.reverse()
        lines.append(dict.fromkeys(roma, "") | {"Verein": "Boxclub", "Ort": "Haan", "E-Mail": "box@club.example.org"})

    edit(office / "alle.csv", change)
    before = exported(office)
    looked = told("alle.csv")
    assert exported(office) == before
    assert [(change["name"], change["field"], change["old"], change["new"]) for change in looked["changes"]] == [
        ("Syrischer Verein e.V.", "street", "Am Markt 1", "Ringstr. 9"),
        ("Syrischer Verein e.V.", "topics", "Bildung, Sport", "Kultur"),
        ("Syrischer Verein e.V.", "contact", "Aylin Núñez", "Leyla Demir"),
        ("Syrischer Verein e.V.", "Schlüssel", "007", ""),
        ("Roma-Verein", "service", "", "AWO"),
        ("Roma-Verein", "email", "zilan@roma.example.org", "neu@roma.example.org"),
        ("Roma-Verein", "phone", "0176 5749979", "0211 999999"),
    ]
    done = told("alle.csv", "--yes")
    assert counts(done) == ({"created": 1, "merged": 2, "unchanged": 0}, {"created": 1, "merged": 2, "unchanged": 0})
    after = exported(office)
    syrian, roma = after["Syrischer Verein e.V."], after["Roma-Verein"]
    assert (syrian["fields"], syrian["topics"]) == (
        {"postcode": "42781", "street": "Ringstr. 9", "members": "85"},
        ["Kultur"],
    )
    assert syrian["contacts"][0]["name"] == "Leyla Demir"
    assert (roma["contacts"][0]["email"], roma["contacts"][0]["phone"]) == ("neu@roma.example.org", "+49211999999")
    assert roma["fields"]["service"] == "AWO"
    assert after["Boxclub"]["contacts"][0]["email"] == "box@club.example.org"
    assert counts(told("alle.csv", "--yes"))[0] == {"created": 0, "merged": 0, "unchanged": 3}
    assert exported(office) == after


def test_what_staff_edited_stands_above_the_next_list(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    assert run(["export", "alle.csv"]) == 0
    edit(office / "alle.csv", lambda lines: lines[1].update({"Straße": "Ringstr. 9"}))
    told("alle.csv", "--yes")
    newer = SYRIAN.replace("Am Markt 1", "Neue Str. 3")
    (office / "liste.csv").write_text(f"{HEADINGS}\n{newer}\n", encoding="utf-8")
    told("liste.csv")
    fields = exported(office)["Syrischer Verein e.V."]["fields"]
    assert (fields["street"], fields["Straße (liste)"]) == ("Ringstr. 9", "Neue Str. 3")


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("E-Mail", "info@@schief..example.org", "keine E-Mail-Adresse"),
        ("E-Mail", "aylin@syrer.example.org", "gehört nur einer Person"),
        ("Telefon", "110", "nicht wählen"),
        ("Sprache", "Hochdeutsch", "keine Sprache"),
        ("Schwerpunkte", "Kultur, Kochen", "nicht kennt"),
        ("Verein", "", "braucht einen Namen"),
        ("Status", "abgelehnt", "nicht ändern"),
        ("Netzbote-Nr.", "A99 P99", "nicht mehr"),
    ],
)
def test_a_change_that_cannot_be_made_is_named_and_the_others_are_made(
    told: Callable[..., Told], office: Path, column: str, cell: str, reason: str
) -> None:
    told("liste.csv")
    assert run(["export", "alle.csv"]) == 0

    def change(lines: list[dict[str, str]]) -> None:
        lines[0][column] = cell
        lines[1]["Mitglieder"] = "90"

    edit(office / "alle.csv", change)
    answer = told("alle.csv", "--yes")
    [kept] = answer["kept"]
    assert reason in kept["reason"]
    assert [(change["field"], change["new"]) for change in answer["changes"]] == [("members", "90")]


def test_an_old_export_does_not_undo_what_came_later(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    for name in ("alt.csv", "neu.csv"):
        assert run(["export", name]) == 0
    edit(office / "neu.csv", lambda lines: lines[1].update({"Straße": "Ringstr. 9"}))
    told("neu.csv", "--yes")
    answer = told("alt.csv", "--yes")
    assert answer["changes"] == []
    assert [(kept["field"], kept["value"]) for kept in answer["kept"]] == [("street", "Am Markt 1")]
    assert exported(office)["Syrischer Verein e.V."]["fields"]["street"] == "Ringstr. 9"


def test_somebody_at_the_keyboard_is_asked_about_doubts(told: Callable[..., Told], office: Path) -> None:
    told("liste.csv")
    (office / "awo.csv").write_text("Verein;Ort;E-Mail\nSyrischer Vrein;Haan;x@y.example.org\n", encoding="utf-8")
    [doubtful] = told("awo.csv")["doubtful"]
    assert {**doubtful, "score": 0} == {
        "sheet": "awo",
        "line": 2,
        "name": "Syrischer Vrein",
        "candidate": "Syrischer Verein e.V.",
        "score": 0,
    }
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", "awo.csv"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.write(master, b"j\n")
    assert process.wait(60) == 0
    assert "Derselbe Verein?" in os.read(master, 100_000).decode()
    os.close(master)
    os.close(terminal)
    assert told("awo.csv")["doubtful"] == []
    assert len(exported(office)) == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the offices' lists are not beside this checkout")
@pytest.mark.parametrize(
    "order", [("kreis-liste.csv", "verbaende-liste.xlsx"), ("verbaende-liste.xlsx", "kreis-liste.csv")]
)
def test_the_lists_of_both_offices_are_sixty_six_associations_in_ten_towns(
    told: Callable[..., Told], office: Path, order: tuple[str, str]
) -> None:
    first, second = (told(str(SHARED / name)) for name in order)
    assert first["doubtful"] == second["doubtful"] == []
    assert first["associations"]["created"] + second["associations"]["created"] == 66
    assert first["associations"]["merged"] + second["associations"]["merged"] == 20
    assert first["people"] == first["associations"]
    assert second["people"] == second["associations"]
    found = exported(office)
    assert (len(found), len({association["town"] for association in found.values()})) == (66, 10)
    assert not [name for name in found if "löschen" in name]
    assert [association["name"] for association in found.values() if len(association["contacts"]) != 1] == []
    petrovic = [contact["name"] for a in found.values() for contact in a["contacts"] if "Petrovi" in contact["name"]]
    assert sorted(petrovic) == ["Behrouz Petrovi?", "Goran Petrović", "Zîlan Petrović"]
    for name in order:
        again = told(str(SHARED / name))
        assert (again["associations"]["created"], again["associations"]["merged"]) == (0, 0)
        assert (again["people"]["created"], again["people"]["merged"]) == (0, 0)
    assert exported(office) == found
