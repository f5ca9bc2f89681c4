"""When and where, as staff write it in a line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers import places, timetable

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 4, 13, 8, tzinfo=UTC)
FOURTH = ("2027-05-04 18:00", "2027-05-04 20:00")
ELEVENTH = ("2027-05-11 18:30", "2027-05-11 20:15")


@pytest.mark.parametrize(
    ("line", "sessions"),
    [
        ("4.5. 18 bis 20 Uhr", [FOURTH]),
        ("4.5. 18-20 Uhr", [FOURTH]),
        ("am Dienstag, 4. Mai 2027, von 18.00 bis 20.00 Uhr", [FOURTH]),
        ("Dienstag, 4. Mai 2027, 18:00–20:00 Uhr", [FOURTH]),
        ("Dienstag, 4. Mai 2027, 18 bis 20 Uhr", [FOURTH]),
        ("2027-05-04 18:00-20:00", [FOURTH]),
        ("4 May, 6 pm to 8 pm", [FOURTH]),
        ("٤.٥. ١٨ bis ٢٠ Uhr", [FOURTH]),
        ("4.5. 18 bis 20 Uhr; 11.5. 18:30 bis 20:15", [FOURTH, ELEVENTH]),
        ("4.5. 18 bis 20 Uhr und am 11.5. 18:30 bis 20:15 Uhr", [FOURTH, ELEVENTH]),
        ("4.5. 10 bis 5.5. 16 Uhr", [("2027-05-04 10:00", "2027-05-05 16:00")]),
        ("4.5. 20 bis 18 Uhr", [("2027-05-04 20:00", "2027-05-04 18:00")]),
    ],
)
def test_a_line_names_each_session_with_its_beginning_and_end(line: str, sessions: list[tuple[str, str]]) -> None:
    found = timetable.understand(line, NOW, BERLIN)
    assert found
    assert [(f"{each.start:%Y-%m-%d %H:%M}", f"{each.end:%Y-%m-%d %H:%M}") for each in found] == sessions


@pytest.mark.parametrize(
    "line",
    ["4.5.", "4.5. 18 Uhr", "4.5. bis 5.5.", "jeden Montag 18 bis 20 Uhr", "4.5. 18 bis 20 Uhr; irgendwann", "", ";"],
)
def test_a_line_that_leaves_something_open_is_not_guessed(line: str) -> None:
    assert timetable.understand(line, NOW, BERLIN) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Haus der Vereine, Hauptstraße 1, 42551 Velbert", ("Velbert", "Haus der Vereine", "Hauptstraße 1", None)),
        ("velbert, Haus der Vereine, Hauptstraße 1", ("Velbert", "Haus der Vereine", "Hauptstraße 1", None)),
        ("Rathaus, Heiligenhaus", ("Heiligenhaus", "Rathaus", None, None)),
        ("Velbert", ("Velbert", None, None, None)),
        ("online: https://meet.example.org/a", (None, None, None, "https://meet.example.org/a")),
        ("online: meet.example.org/a?pwd=1", (None, None, None, "https://meet.example.org/a?pwd=1")),
        ("Rathaus, Velbert, www.meet.example.org", ("Velbert", "Rathaus", None, "https://www.meet.example.org")),
        ("Haus St. Georg/Hof, Velbert", ("Velbert", "Haus St. Georg/Hof", None, None)),
    ],
)
def test_a_line_names_town_house_street_or_link(line: str, place: tuple[str | None, ...]) -> None:
    assert tuple(places.read(line, ["Hilden", "Velbert"]).values()) == place
