"""The words: one language says what the other says, in the right direction, and never what people should not read."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast, visitor
from markupsafe import Markup

from locales import FOLDER, LANGUAGES, BrokenWords, MissingWords, Words, native_name, nearest, words
from tests.locales.catalogue import messages

BERLIN = ZoneInfo("Europe/Berlin")
LESSON = datetime(2027, 4, 13, 16, 0, tzinfo=UTC)

# VOICE.md: what nobody outside the office should have to read.
FORBIDDEN = re.compile(
    r"\b(bots?|tokens?|opt-in|zustellung\w*|verteiler\w*|ungültig\w*|fehler\w*)\b|nicht verstanden", re.IGNORECASE
)
FOR_OPERATORS = {"settings.ftl", "cli.ftl", "run.ftl", "setup.ftl", "doctor.ftl", "status.ftl", "staffing.ftl"}
# People say these to us, we do not say them.
ONLY_HEARD = {"commands.ftl"}


class Parts(visitor.Visitor):
    """The `$names` that a message uses, and its text."""

    def __init__(self, entry: ast.Message | ast.Term) -> None:
        self.variables: set[str] = set()
        self.texts: list[str] = []
        self.visit(entry)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent.syntax names it
        self.variables.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - fluent.syntax names it
        self.texts.append(node.value)


def said(language: str) -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    """Per message or term: its file, its attributes, the arguments that it uses."""
    found = {}
    for path, entry in messages(FOLDER / language):
        attributes = frozenset(attribute.id.name for attribute in entry.attributes)
        found[entry.id.name] = (path.name, attributes, frozenset(Parts(entry).variables))
    return found


def write(folder: Path, text: str) -> Path:
    (folder / "words.ftl").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "de"])
def test_every_language_says_the_same_with_the_same_arguments(language: str) -> None:
    german, other = said("de"), said(language)
    assert other.keys() ^ german.keys() == set()
    assert {key: other[key] for key in german if other[key] != german[key]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_found_as_it_is_written(language: str) -> None:
    """Each is read alone, when it is asked for; a parser that reads whole files finds the same."""
    whole = [
        entry
        for path in sorted((FOLDER / language).glob("*.ftl"))
        for entry in FluentResource(path.read_text(encoding="utf-8")).body
        if not isinstance(entry, ast.BaseComment)
    ]
    alone = [entry for _, entry in messages(FOLDER / language)]
    assert [one.equals(other) for one, other in zip(whole, alone, strict=True)] == [True] * len(whole)


def test_a_message_brings_those_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "more.ftl").write_text("seats = Plätze, { -office }\n-office = Büro\n")
    say = Words("de", write(tmp_path, "free = { $number ->\n    [0] nichts\n   *[other] { seats }\n}\n"))
    assert say.text("free", number=2) == "Plätze, Büro"


def test_people_read_no_office_words() -> None:
    wrong = [
        f"{path.name}: {entry.id.name}: {found[0]}"
        for path, entry in messages(FOLDER / "de")
        if path.name not in FOR_OPERATORS | ONLY_HEARD and (found := FORBIDDEN.search(" ".join(Parts(entry).texts)))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", "de"), ("de-AT", "de"), ("EN_gb", "en"), ("en-Latn-US", "en"), ("pt_BR", "de"), ("", "de"), (None, "de")],
)
def test_a_language_that_is_not_there_is_german(tag: str | None, language: str) -> None:
    assert nearest(tag) == language
    assert words(tag).language == language


def test_languages_call_themselves_by_their_own_name() -> None:
    assert [native_name(language) for language in ("de", "en", "ar")] == ["Deutsch", "English", "العربية"]


def test_days_and_hours_are_those_of_the_place() -> None:
    german, english = words("de"), words("en")
    assert german.when(LESSON, BERLIN) == "Dienstag, 13. April, 18 Uhr"
    assert german.when(LESSON.replace(minute=30), BERLIN) == "Dienstag, 13. April, 18:30 Uhr"
    assert german.date(LESSON.replace(hour=23, minute=5), BERLIN) == "Mittwoch, 14. April 2027"
    assert german.time(LESSON, BERLIN) == "18 Uhr"
    assert english.when(LESSON, BERLIN) == "Tuesday, 13 April, 18:00"
    assert german.weekday(LESSON, BERLIN) == "Dienstag, 13. April"
    until = LESSON.replace(hour=LESSON.hour + 2)
    assert german.hours(LESSON, until, BERLIN) == "18 bis 20 Uhr"
    assert german.hours(LESSON, until.replace(minute=30), BERLIN) == "18 bis 20:30 Uhr"
    assert english.hours(LESSON, until, BERLIN) == "18:00 to 20:00"


def test_numbers_and_lists_are_written_as_the_language_does() -> None:
    german = words("de")
    assert german.number(1200) == "1.200"
    assert german.listing(name for name in ("Hilden", "Velbert", "Ratingen")) == "Hilden, Velbert und Ratingen"


def test_a_message_knows_one_and_many(tmp_path: Path) -> None:
    text = "seats = { $count ->\n    [one] Noch ein Platz\n   *[other] Noch { $count } Plätze\n }\n"
    say = Words("de", write(tmp_path, text))
    assert [say.text("seats", count=n) for n in (1, 5, 1200)] == [
        "Noch ein Platz",
        "Noch 5 Plätze",
        "Noch 1.200 Plätze",
    ]


def test_what_people_wrote_cannot_become_html(tmp_path: Path) -> None:
    say = Words("de", write(tmp_path, "hello = <b>{ $name }</b>, { $link }"))
    assert (
        say.html("hello", name="<i>A&B</i>", link=Markup("<a>b</a>")) == "<b>&lt;i&gt;A&amp;B&lt;/i&gt;</b>, <a>b</a>"
    )
    assert say.text("hello", name="A&B", link="") == "<b>A&B</b>, "


def test_a_whole_letter_fits_into_a_message(tmp_path: Path) -> None:
    letter = "Liebe Vereine, " * 5000
    assert Words("de", write(tmp_path, "letter = { $text }.")).text("letter", text=letter) == letter + "."


def test_an_arabic_name_is_isolated_in_a_german_sentence_and_a_german_one_is_not(tmp_path: Path) -> None:
    say = Words("de", write(tmp_path, "hello = Guten Tag, { $name }!"))
    assert say.text("hello", name="سامي") == "Guten Tag, \u2068سامي\u2069!"
    assert say.text("hello", name="Sami") == "Guten Tag, Sami!"


def test_every_name_is_isolated_in_an_arabic_sentence(tmp_path: Path) -> None:
    say = Words("ar", write(tmp_path, "hello = مرحبا { $name }!"))
    assert say.text("hello", name="Sami") == "مرحبا \u2068Sami\u2069!"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_name_may_be_put_into_a_text_that_was_made_before(tmp_path: Path, language: str) -> None:
    say = Words(language, write(tmp_path, "hello = Guten Tag, { $name }!"))
    text = say.text("hello", name="{}")
    for name in ("سامي", "Sami"):
        assert text.format(say.isolated(name)) == say.text("hello", name=name)


def test_subjects_are_one_line_and_word_lists_are_lists(tmp_path: Path) -> None:
    text = "leave = abmelden,  austragen , stopp\nwelcome = Guten Tag\n    .subject = Hilden:\n        { $what }\n"
    say = Words("de", write(tmp_path, text))
    assert say.list("leave") == ["abmelden", "austragen", "stopp"]
    assert say.subject("welcome", what="Kasse") == "Hilden: Kasse"
    assert say.attr("welcome", "subject", what="Kasse") == "Hilden:\nKasse"
    assert say.has("welcome")
    assert not say.has("goodbye")


def test_words_that_are_missing_are_our_mistake_and_not_shown_to_people(tmp_path: Path) -> None:
    say = Words("de", write(tmp_path, "hello = Guten Tag, { $name }!"))
    with pytest.raises(MissingWords, match="goodbye"):
        say.text("goodbye")
    with pytest.raises(MissingWords, match="subject"):
        say.subject("hello")
    with pytest.raises(MissingWords, match="name"):
        say.text("hello")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenWords, match=r"words\.ftl: hello = \{"):
        Words("de", write(tmp_path, "hello = {")).text("hello")
    with pytest.raises(BrokenWords, match="hello is there twice"):
        Words("de", write(tmp_path, "hello = A\nhello = B\n"))
