"""What fits on a button."""

import pytest

from mailing.turn import SHORT, short


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Kasse und Buchhaltung", "Kasse und Buchhaltung"),
        ("Kasse und Buchhaltung für kleine Vereine", "Kasse und Buchhaltung für kleine Vereine"),
        ("Kasse und Buchhaltung für kleine Vereine im Kreis", "Kasse und Buchhaltung für kleine…"),
        ("Kasse, Buchhaltung, Satzung, Steuern, Haftung", "Kasse, Buchhaltung, Satzung, Steuern…"),
        ("Bundesarbeitsgemeinschaftsvorstandssitzungen", "Bundesarbeitsgemeinschaftsvorstandssitz…"),
    ],
)
def test_a_long_name_is_cut_between_two_words(name: str, label: str) -> None:
    assert short(name) == label
    assert len(label) <= SHORT
