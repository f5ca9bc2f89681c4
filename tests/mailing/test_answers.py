"""A typed answer is understood where it is certain, and every other word of it reaches a person."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import LANGUAGES, words
from mailing import wording
from mailing.answers import Answer, Decision, read

LISTS = ("yes", "no", "maybe", "numbers", "groups", "seats", "with", "for", "we-are")


def listed(name: str) -> list[str]:
    return [word for language in LANGUAGES for word in words(language).list(f"answers-{name}")]


@pytest.mark.parametrize(
    ("text", "decision", "number"),
    [
        *[("ja", "yes", None), ("JA", "yes", None), ("ja!!", "yes", None), ("Ja.", "yes", None), ("*Ja*", "yes", None)],
        *[("ja 3", "yes", 3), ("Ja, zu dritt", "yes", 3), ("wir kommen zu viert", "yes", 4), ("ja, drei", "yes", 3)],
        *[("Ja – zwölf Personen", "yes", 12), ("ja\n\n3", "yes", 3), ("Ja (3 Plätze)", "yes", 3), ("3, ja", "yes", 3)],
        *[("ja ٣", "yes", 3), ("ja ۳", "yes", 3), ("ja 👍 3", "yes", 3), ("ja, ja, gerne!", "yes", None)],
        *[("Ja, gerne, wir kommen zu dritt!", "yes", 3), ("wir sind 3", "yes", 3), ("wir kommen zu 4", "yes", 4)],
        *[("wir kommen mit 5 Leuten", "yes", 5), ("Ja, für zwei", "yes", 2), ("ich komme allein", "yes", 1)],
        *[
            ("yes for 2", "yes", 2),
            ("Yes, the two of us", "yes", 2),
            ("we're 4", "yes", 4),
            ("count us in", "yes", None),
        ],
        *[("ja, ein Platz", "yes", 1), ("kein Interesse", "no", None), ("Ja kein Problem, zu zweit", "yes", 2)],
        *[("gerne wir kommen", "yes", None), ("Ja fu\u0308r zwei", "yes", 2), ("viel\u00adleicht", "maybe", None)],
        *[("👍", "yes", None), ("👍🏽", "yes", None), ("✅", "yes", None), ("👎", "no", None), ("نعم", "yes", None)],
        *[("3", None, 3), ("3.", None, 3), ("٣", None, 3), ("۳", None, 3), ("3️⃣", None, 3), ("zu dritt", None, 3)],
        *[("drei", None, 3), ("2 Personen", None, 2), ("null", None, 0), ("0", None, 0)],
        *[("nein", "no", None), ("nein leider", "no", None), ("nicht", "no", None), ("Leider nein.", "no", None)],
        *[("no", "no", None), ("No, we can't!", "no", None), ("ich komme nicht", "no", None), ("❌", "no", None)],
        *[("Wir kommen leider nicht", "no", None), ("I can’t come", "no", None)],
        *[("vielleicht", "maybe", None), ("Weiß noch nicht", "maybe", None), ("jein", "maybe", None)],
        *[("not sure yet", "maybe", None), ("🤷‍♀️", "maybe", None), ("vielleicht, 2", "maybe", 2)],
    ],
)
def test_an_answer_is_understood_whole(text: str, decision: Decision | None, number: int | None) -> None:
    assert read(text) == Answer(decision, number, "")


@pytest.mark.parametrize(
    ("text", "decision", "number", "rest"),
    [
        ("ja gerne, 2 Personen. Gibt es Parkplätze?", "yes", 2, "Gibt es Parkplätze?"),
        ("Ja, drei. Gibt es Parkplätze?", "yes", 3, "Gibt es Parkplätze?"),
        ("Wir kommen zu dritt, ist das in Ordnung?", "yes", 3, "ist das in Ordnung?"),
        ("wir kommen zu viert mit dem Auto", "yes", 4, "mit dem Auto"),
        ("ja 3\n02103 12345", "yes", 3, "02103 12345"),
        ("ja 2 bitte", "yes", 2, "bitte"),
        ("ich komme mit meiner Schwester", "yes", 2, ""),
        ("Ja ich komme gerne mit meinem Mann, gibt es Parkplätze?", "yes", 2, "gibt es Parkplätze?"),
        ("yes, with my husband. Is there parking?", "yes", 2, "Is there parking?"),
        ("Ja, mit meinem Mann und den Kindern", "yes", None, "mit meinem Mann und den Kindern"),
        ("Ja, zu dritt, mit meinem Mann", "yes", 3, "mit meinem Mann"),
        ("Ja, mit 2 Personen", "yes", None, "mit 2 Personen"),
        ("ja, um 2 Uhr", "yes", None, "um 2 Uhr"),
        ("ja, 2 Fragen", "yes", None, "2 Fragen"),
        ("ja, eine Frage: wann?", "yes", None, "eine Frage: wann?"),
        ("ja, 02103 123456", "yes", None, "02103 123456"),
        ("ja, 2. April passt", "yes", None, "2. April passt"),
        ("ja, 3-4 Personen", "yes", None, "3-4 Personen"),
        ("ja, 3, 4 Personen", "yes", None, "3, 4 Personen"),
        ("ja 2,5 Stunden", "yes", None, "2,5 Stunden"),
        ("ja, 100 Personen", "yes", None, "100 Personen"),
        ("ja +1", "yes", None, "+1"),
        ("ja (wie besprochen)", "yes", None, "(wie besprochen)"),
        ("ja klar kommen wir", "yes", None, "klar kommen wir"),
        ("Ja!\nMein Mann weiß es noch nicht.", "yes", None, "Mein Mann weiß es noch nicht."),
        ("Ja. Falls es regnet, mit dem Auto.", "yes", None, "Falls es regnet, mit dem Auto."),
        ("Nein, aber nächstes Mal gern", "no", None, "aber nächstes Mal gern"),
        ("Nein, wir kommen am Dienstag nicht", "no", None, "wir kommen am Dienstag nicht"),
        ("nein 3", "no", None, "3"),
        ("gerne 🎉", "yes", None, "🎉"),
        ("Ja, das ist kein Problem", "yes", None, "das ist kein Problem"),
        ("Ja, Dienstag passt\n\nMein Mann kommt nicht", "yes", None, "Dienstag passt\n\nMein Mann kommt nicht"),
        ("nein, vielleicht nächstes Mal", "no", None, "vielleicht nächstes Mal"),
        ("Hallo ja gerne", "yes", None, "Hallo"),
        ("Danke für die Einladung, wir kommen zu dritt", "yes", 3, "Danke für die Einladung,"),
        ("Hallo Frau Weber,\n\nja, 2.\n\nViele Grüße\nAnna", "yes", 2, "Hallo Frau Weber,\nViele Grüße\nAnna"),
    ],
)
def test_what_is_beside_an_answer_stays(text: str, decision: Decision, number: int | None, rest: str) -> None:
    assert read(text) == Answer(decision, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        *["", "?", "…", "um 2 Uhr", "Januar passt", "jaguar", "02103 123456", "2. April", "3 Termine", "3?", "50 %"],
        *["kein Problem, wir kommen", "Nein, kein Problem, wir kommen", "Nicht schlecht, wir kommen", "nicht wahr?"],
        *[
            "ja?",
            "ja gibt es Parkplätze?",
            "Nein, doch, ja",
            "ja nein",
            "Ja. Nein.",
            "Nein, wir kommen doch",
            "3, nein",
        ],
        *["Ja, aber wir können leider nicht", "Ja, wenn es nicht regnet", "yes, if it does not rain", "ja, vielleicht"],
        *["Ich komme am Dienstag nicht", "Ja, ich kann am\nDienstag leider nicht", "Ja, wir können am 3. nicht"],
        *["ich komme aus Hilden", "Ich komme gern darauf zurück", "Ich kann nicht sagen, ob ich komme", "No problem!"],
        *[
            "2 Personen sind umgezogen",
            "Nein, aber ich komme am Dienstag",
            "Ja, am 3. kann ich aber nicht",
            "Ja, mit meinem Mann komme ich nicht",
            "3 Plätze frei?",
            "Wie viele? 3",
            "ich frage: ja",
            "Gibt es Parkplätze?",
        ],
        *["Ja, danke für die Einladung, ich melde mich noch", "yes, I will let you know"],
        *["3, wenn ich frei habe", "vielleicht, wenn ich frei habe"],
        *["danke", "Hallo", "vielleicht können Sie mich anrufen", "3 - 4 Personen", "ok, danke für die Mitteilung"],
    ],
)
def test_what_is_not_certain_is_read_whole_by_a_person(text: str) -> None:
    assert read(text) == Answer(None, None, text)


@pytest.mark.parametrize("decision", ["yes", "no", "maybe"])
def test_every_listed_answer_is_one_by_itself(decision: Decision) -> None:
    for phrase in listed(decision):
        assert read(phrase.removesuffix("…").strip().capitalize() + "!") == Answer(decision, None, ""), phrase


def test_every_number_has_its_words_after_a_yes_in_each_language() -> None:
    for language, yes in (("de", "ja"), ("en", "yes")):
        said = [entry.partition(" ") for entry in words(language).list("answers-numbers")]
        assert {int(number) for number, _, _ in said} == set(range(13))
        for number, _, word in [*said, *(entry.partition(" ") for entry in words(language).list("answers-groups"))]:
            assert read(f"{yes}, {word}!") == Answer("yes", int(number), ""), word


def test_no_answer_is_listed_as_two() -> None:
    keys = [{wording.normalise(phrase.removesuffix("…")) for phrase in listed(name)} for name in LISTS[:3]]
    assert not (keys[0] & keys[1] | keys[1] & keys[2] | keys[0] & keys[2])


def test_courtesy_around_an_answer_needs_no_reader() -> None:
    rest = read("Hallo Frau Weber,\n\nja, 2 bitte.\n\nViele Grüße\nAnna").rest
    assert rest
    assert wording.worth_reading(rest, "Anna") == ""


KNOWN = {
    word
    for name in LISTS
    for phrase in listed(name)
    for word in re.findall(r"\w+", unicodedata.normalize("NFKC", phrase.casefold()))
}
TAKEN = re.compile(f"(?:{'|'.join(sorted(map(re.escape, KNOWN), key=len, reverse=True))}|\\d|[^\\w\\s])*")


def pressed(text: str) -> str:
    return "".join(text.split())


def is_lost(text: str, rest: str) -> bool:
    """Whether anything but known words, numbers and signs is missing between a beginning and an end of the text."""
    whole, kept = pressed(text), pressed(rest)
    for cut in range(len(kept) + 1):
        if whole.startswith(kept[:cut]) and whole.endswith(kept[cut:]):
            taken = whole[cut : len(whole) - (len(kept) - cut)]
            if TAKEN.fullmatch(unicodedata.normalize("NFKC", taken.casefold())):
                return False
    return True


PIECES = st.sampled_from(
    [
        *(
            "ja",
            "Ja,",
            "nein",
            "vielleicht",
            "gerne",
            "wir kommen",
            "ich komme",
            "zu dritt",
            "zu",
            "2",
            "٣",
            "3.",
            "drei",
        ),
        *(
            "Personen",
            "Plätze",
            "mit",
            "und",
            "aber",
            "nicht",
            "leider",
            "wenn",
            "kein Problem",
            "Hallo",
            "danke",
            "Uhr",
        ),
        *(
            "am",
            "Dienstag",
            "Frau Weber",
            "yes",
            "no",
            "for",
            "👍🏽",
            "3️⃣",
            "?",
            "!",
            ",",
            ".",
            ":",
            "-",
            "(",
            ")",
            "„",
            "\n",
        ),
        *("\n\n", "\u200f", "e\u0301", "02103", "Viele Grüße", "Anna", "x" * 600, "Parkplätze?", "\t", "'", "…", "/"),
    ]
)


@settings(deadline=None, max_examples=500)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    answer = read(text)
    assert not is_lost(text.replace("\u200f", ""), answer.rest.replace("\u200f", "")), answer
    if answer.decision is None and answer.number is None:
        assert answer.rest == text.strip()


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(st.characters(exclude_categories=()))))
def test_no_text_makes_an_error_or_an_answer_of_nothing(text: str) -> None:
    answer = read(text)
    assert (answer.decision, answer.number) != (None, None) or answer.rest == text.strip()


@settings(deadline=None)
@given(st.sampled_from(["ja", "nein", "vielleicht", "3"]), st.integers(0, 99), st.sampled_from("abcäش"))
def test_a_word_inside_another_says_nothing(word: str, number: int, letter: str) -> None:
    for text in (f"{word}{letter}", f"{letter}{word}", f"{word}{letter} {number}"):
        if wording.normalise(text) not in {wording.normalise(known) for known in KNOWN}:
            assert read(text) == Answer(None, None, text)


@pytest.mark.parametrize(
    "piece", ["ja ", "gerne ", "leider nicht ", "zu ", "3 ", "a", "ja, ", "(", "Hallo ", "danke, "]
)
def test_an_endless_text_keeps_nobody_waiting(piece: str) -> None:
    began = time.process_time()
    read(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 1
