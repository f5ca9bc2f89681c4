"""What people call a moment is understood whole, in both languages and with any digits, or not at all."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers import moments
from locales import LANGUAGES, words
from storage.schedules import Rhythm, When

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2027, 4, 13, 10, 0, tzinfo=UTC)  # Tuesday, 12:00 in Berlin
WEEKLY, FORTNIGHTLY = Rhythm("weekly"), Rhythm("weekly", 2)


def understood(line: str) -> When | None:
    return moments.understand(line, NOON, BERLIN)


@pytest.mark.parametrize(
    ("line", "day", "at"),
    [
        ("morgen 9 Uhr", (2027, 4, 14), (9, 0)),
        ("Morgen um 9.", (2027, 4, 14), (9, 0)),
        ("heute 18 Uhr", (2027, 4, 13), (18, 0)),
        ("heute Mittag", (2027, 4, 13), (12, 0)),
        ("übermorgen um 7:30", (2027, 4, 15), (7, 30)),
        ("am 13.4. um 18 Uhr", (2027, 4, 13), (18, 0)),
        ("13.04.2028, 18 Uhr", (2028, 4, 13), (18, 0)),
        ("13.4.27 18 Uhr", (2027, 4, 13), (18, 0)),
        ("am 12.4. um 18 Uhr", (2028, 4, 12), (18, 0)),
        ("29.2. 9 Uhr", (2028, 2, 29), (9, 0)),
        ("Dienstag, 20. April, 18 Uhr", (2027, 4, 20), (18, 0)),
        ("1. Mai 9 Uhr bitte", (2027, 5, 1), (9, 0)),
        ("am 15. um 9 Uhr", (2027, 4, 15), (9, 0)),
        ("am 31.", (2027, 5, 31), (9, 0)),
        ("nächsten Montag 9 Uhr", (2027, 4, 19), (9, 0)),
        ("Dienstag 18 Uhr", (2027, 4, 13), (18, 0)),
        ("Dienstag 9 Uhr", (2027, 4, 20), (9, 0)),
        ("nächsten Dienstag 18 Uhr", (2027, 4, 20), (18, 0)),
        ("Mo 9 Uhr", (2027, 4, 19), (9, 0)),
        ("in 2 Stunden", (2027, 4, 13), (14, 0)),
        ("in einer Stunde", (2027, 4, 13), (13, 0)),
        ("in 3 Tagen um 10 Uhr", (2027, 4, 16), (10, 0)),
        ("18 Uhr", (2027, 4, 13), (18, 0)),
        ("9.30 Uhr", (2027, 4, 14), (9, 30)),
        ("morgen ۹ Uhr", (2027, 4, 14), (9, 0)),
        ("morgen ٩:٣٠", (2027, 4, 14), (9, 30)),
        ("tomorrow 9:00", (2027, 4, 14), (9, 0)),
        ("tomorrow at 9 am", (2027, 4, 14), (9, 0)),
        ("today at 6 p.m.", (2027, 4, 13), (18, 0)),
        ("next Monday at nine o'clock", None, None),
        ("next Monday at 9 o'clock", (2027, 4, 19), (9, 0)),
        ("on April 20 at 5 pm", (2027, 4, 20), (17, 0)),
        ("20 April, 17:00", (2027, 4, 20), (17, 0)),
        ("in three days", (2027, 4, 16), (9, 0)),
        ("2027-05-01 08:00", (2027, 5, 1), (8, 0)),
    ],
)
def test_one_moment(line: str, day: tuple[int, int, int] | None, at: tuple[int, int] | None) -> None:
    assert understood(line) == (When(date(*day), time(*at)) if day and at else None)


@pytest.mark.parametrize(
    ("line", "first", "at", "rhythm"),
    [
        ("jeden Montag 9 Uhr", (2027, 4, 19), (9, 0), WEEKLY),
        ("montags um 9", (2027, 4, 19), (9, 0), WEEKLY),
        ("every Monday 9:00", (2027, 4, 19), (9, 0), WEEKLY),
        ("every week on Friday at 10", (2027, 4, 16), (10, 0), WEEKLY),
        ("jede Woche montags um 9 Uhr", (2027, 4, 19), (9, 0), WEEKLY),
        ("wöchentlich am Freitag um 10 Uhr", (2027, 4, 16), (10, 0), WEEKLY),
        ("alle zwei Wochen Montag 9 Uhr", (2027, 4, 19), (9, 0), FORTNIGHTLY),
        ("alle 2 Wochen ab 26.4. 9 Uhr", (2027, 4, 26), (9, 0), FORTNIGHTLY),
        ("jeden zweiten Freitag 9 Uhr", (2027, 4, 16), (9, 0), FORTNIGHTLY),
        ("every other Friday at 18:30", (2027, 4, 16), (18, 30), FORTNIGHTLY),
        ("jeden 1. um 9 Uhr", (2027, 5, 1), (9, 0), Rhythm("monthly", 1, 1)),
        ("jeden 31. im Monat 9 Uhr", (2027, 4, 30), (9, 0), Rhythm("monthly", 1, 31)),
        ("jeden Monat am 15. um 9 Uhr", (2027, 4, 15), (9, 0), Rhythm("monthly", 1, 15)),
        ("monatlich am 15., 9 Uhr", (2027, 4, 15), (9, 0), Rhythm("monthly", 1, 15)),
        ("every 1st at 9 am", (2027, 5, 1), (9, 0), Rhythm("monthly", 1, 1)),
        ("every 2nd of the month at 9", (2027, 5, 2), (9, 0), Rhythm("monthly", 1, 2)),
    ],
)
def test_a_rhythm(line: str, first: tuple[int, int, int], at: tuple[int, int], rhythm: Rhythm) -> None:
    assert understood(line) == When(date(*first), time(*at), rhythm)


@pytest.mark.parametrize(
    "line",
    [
        "", "   ", "bald", "morgen vielleicht 9 Uhr", "Montag, 20. April, 18 Uhr", "31.2.", "32.1. 9 Uhr", "25 Uhr",
        "9 Uhr 18 Uhr", "jeden 1. Montag 9 Uhr", "jeden letzten Freitag", "gestern 9 Uhr", "morgen Montag 9 Uhr",
        "in 2 Stunden um 9 Uhr", "12.13. 9 Uhr", "0. 9 Uhr", "jeden", "Uhr", "9", "in 0.5 Stunden", "13.4.2027.5 9 Uhr",
        "morgen 9 Uhr " * 20, "2027", "13.4.0000 9 Uhr", "in 999 Wochen um 99", "\u202e", "٩",
    ],
)  # fmt: skip
def test_what_says_something_else_is_not_guessed(line: str) -> None:
    assert understood(line) is None


def test_a_button_says_how_it_repeats_and_the_line_only_when() -> None:
    weekly = moments.understand("Montag 9 Uhr", NOON, BERLIN, kind="weekly")
    assert weekly == When(date(2027, 4, 19), time(9), WEEKLY)
    monthly = moments.understand("am 31. um 9 Uhr", NOON, BERLIN, kind="monthly")
    assert monthly == When(date(2027, 4, 30), time(9), Rhythm("monthly", 1, 31))
    assert moments.understand("jeden Montag 9 Uhr", NOON, BERLIN, kind="monthly") is None


def test_a_day_without_an_hour_may_mean_another_one() -> None:
    assert moments.understand("13.4.", NOON, BERLIN, hour=time(23, 59)) == When(date(2027, 4, 13), time(23, 59))


def test_two_hours_later_are_two_hours_also_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)  # 1:30, an hour before 2 becomes 3
    later = moments.understand("in 2 Stunden", before, BERLIN)
    assert later == When(date(2027, 3, 28), time(4, 30))


@given(
    st.dates(date(2027, 4, 14), date(2027, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(LANGUAGES),
)
def test_what_is_said_back_means_the_same_when_it_is_typed(day: date, at: time, language: str) -> None:
    said = words(language).when(datetime.combine(day, at, BERLIN), BERLIN)
    assert understood(said) == When(day, at), said


@example("0/0")
@example("0.0.")
@given(st.text(max_size=150))
def test_no_line_is_too_much(line: str) -> None:
    when = understood(line)
    assert when is None or when.moment(BERLIN) > NOON - timedelta(days=400 * 366)
