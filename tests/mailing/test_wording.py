"""What somebody said is recognised by the same rules in chat and mail."""

import time

import pytest

from locales import LANGUAGES, words
from mailing import wording
from mailing.letters import Letter
from mailing.wording import Heard, choice, command, digit, is_one_of, normalise

COMMANDS = ("subscribe", "unsubscribe", "confirm", "status", "dossier")
LISTED = {name: [word for tag in LANGUAGES for word in words(tag).list(f"command-{name}")] for name in COMMANDS}
COMING = ["Ja, ich komme", "Ja, wir sind mehrere", "Nein", "Ich habe eine Frage"]


def letter(subject: str = "", text: str = "", bare: str | None = None) -> Letter:
    """A letter of Sami Haddad's; `bare` is what the subject answers."""
    bare = subject if bare is None else bare
    return Letter("", "", "sami@example.org", "Sami Haddad", subject=subject, bare_subject=bare, own_text=text)


def named(subject: str = "", text: str = "") -> str | None:
    heard = command(letter(subject, text), LISTED)
    return heard.name if heard else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("1", 1), ("1.", 1), ("1)", 1), ("(2)", 2), (" 3 ", 3), ("12", 12), ("0", 0), ("1:", 1)],
        *[("٣", 3), ("۳", 3), ("３", 3), ("3️⃣", 3), ("①", 1), ("🔟", 10), ("\u200e4\u200f", 4), ("٣ )", 3)],
    ],
)
def test_a_digit_is_one_in_every_script(text: str, number: int) -> None:
    assert digit(text) == number


@pytest.mark.parametrize("text", ["", "ja", "1 2", "100", "1. April", "1,5", "-1", "²x", "02051 123456", "½"])
def test_other_numbers_are_no_digit(text: str) -> None:
    assert digit(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bestätigen", "bestaetigen"),
        ("BESTÄTIGEN!", "bestatigen"),
        ("Straße", "STRASSE"),
        ("  Ja ,  ich\u00a0komme. ", "ja ich komme"),
        ("\u202bنعم\u202c", "نَعَم"),
        ("İstanbul", "istanbul"),
        ("Kızılay", "kizilay"),
        ("Ｊａ", "ja"),
        ("Men\u00adü", "menue"),
        ("👍🏽", "👍"),
        ("✅ Ja", "ja"),
    ],
)
def test_texts_are_the_same_whatever_the_keyboard(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1", 0),
        ("3️⃣", 2),
        ("ja, ich komme!", 0),
        ("JA WIR SIND MEHRERE", 1),
        ("nein", 2),
        ("3 Nein", 2),
        ("4. Ich habe eine Frage", 3),
        ("1 bitte", 0),
        ("Guten Tag, 3, vielen Dank!", 2),
        ("Nein, danke", 2),
        ("bitte", None),
        ("am 3. April", None),
        ("5", None),
        ("0", None),
        ("ja", None),
        ("2 Nein", None),
        ("Nein, nie", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_button_is_pressed_by_digit_or_words(typed: str, chosen: int | None) -> None:
    assert choice(typed, COMING) == chosen


def test_the_beginning_of_a_label_is_enough_where_only_one_has_it() -> None:
    assert choice("ja", ["Ja, gerne", "Lieber E-Mail"]) == 0
    assert choice("Ja bitte!", ["Ja", "Nein"]) == 0
    assert choice("lieber", ["Ja, gerne", "Lieber E-Mail"]) is None


@pytest.mark.parametrize(
    "line",
    [
        *["Abmelden bitte", "bitte abmelden!", "ABMELDEN", "abmelden.", "»Abmelden«", "Hallo, bitte abmelden, danke"],
        *["Guten Tag! Bitte melden Sie mich ab.", "unsubscribe", "please unsubscribe", "Stopp", "- abmelden"],
        *["Ich möchte mich abmelden", "ich moechte mich abmelden, vielen Dank", "\u200eabmelden\u200f"],
    ],
)
def test_a_command_is_a_line_with_nothing_but_courtesy_around(line: str) -> None:
    assert named(line) == "unsubscribe"
    assert named("Frage", f"Guten Tag\n\n{line}\n\nViele Grüße\nSami Haddad") == "unsubscribe"


@pytest.mark.parametrize(
    "line",
    [
        *["Können wir uns zum Fest anmelden?", "anmelden?", "Wir möchten drei Kinder anmelden", "nicht anmelden"],
        *["Wie kann ich mich anmelden", "Anmeldung: Kasse und Buchhaltung", "Abmeldung von der Schulung am 5. April"],
        "Bitte",
    ],
)
def test_a_sentence_with_a_command_in_it_is_read_by_a_person(line: str) -> None:
    assert named(line) is None
    assert named("Frage", f"Guten Tag\n\n{line}") is None


def test_a_word_at_the_end_of_a_wrapped_sentence_is_no_command() -> None:
    text = "Guten Tag, wir möchten gerne wissen, ob wir uns zum Fest\nanmelden\nkönnen, oder ob es zu spät ist."
    assert named("Fest", text) is None


def test_only_the_first_lines_are_read_for_commands() -> None:
    lines = [f"Zeile {number}" for number in range(20)]
    assert named("Frage", "\n".join([*lines[:9], "abmelden", *lines[9:]])) == "unsubscribe"
    assert named("Frage", "\n".join([*lines[:10], "abmelden", *lines[10:]])) is None


def test_what_stands_beside_a_command_is_kept_for_a_person() -> None:
    heard = command(letter("Neue Adresse", "Abmelden bitte\n\nWir sind umgezogen.\nViele Grüße\nSami Haddad"), LISTED)
    assert heard == Heard("unsubscribe", "Neue Adresse\nWir sind umgezogen.\nViele Grüße\nSami Haddad")
    heard = command(letter("Anmeldung", "Wir wollen mit vier Personen zum Fest kommen."), LISTED)
    assert heard == Heard("subscribe", "Wir wollen mit vier Personen zum Fest kommen.")


@pytest.mark.parametrize(
    "text",
    [
        "abmelden\n\nMit freundlichen Grüßen\nPetra Lange\nStadt Hilden, Amt 50\nTel. 02103 1\nwww.example.org",
        "Guten Tag,\n\nabmelden\n\nDanke!",
        "Sehr geehrte Frau Berger,\n\nbitte abmelden.\n\nSami Haddad",
        "abmelden\nLG",
    ],
)
def test_courtesy_alone_needs_no_reader(text: str) -> None:
    assert command(letter("Hallo", text), LISTED) == Heard("unsubscribe")


@pytest.mark.parametrize(
    "below", ["PS: Frau Weber macht weiter.", "Können Sie mich anrufen?", "\n".join(["Wir brauchen Stühle."] * 20)]
)
def test_what_is_written_below_the_name_is_kept_too(below: str) -> None:
    heard = command(letter("Hallo", f"abmelden\nViele Grüße\nSami\n{below}"), LISTED)
    assert heard is not None
    assert below in heard.rest


def test_the_subject_of_an_answer_is_not_what_its_sender_says() -> None:
    assert command(letter("Re: Abmeldung", "Nein, ich will bleiben.", "Abmeldung"), LISTED) is None
    assert command(letter("Re: Abmeldung", "anmelden", "Abmeldung"), LISTED) == Heard("subscribe")
    assert command(letter("Re: Abmeldung", "", "Abmeldung"), LISTED) == Heard("unsubscribe")
    assert command(letter("Re: Abmeldung", "Viele Grüße\nSami", "Abmeldung"), LISTED) == Heard("unsubscribe")


def test_a_word_listed_with_a_colon_takes_what_follows() -> None:
    listed = {"forget": ["vergessen:", "forget:"]}
    assert command(letter("Vergessen: sami@example.org"), listed) == Heard("forget", argument="sami@example.org")
    assert command(letter("vergessen"), listed) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_word_is_recognised_as_what_it_is(language: str) -> None:
    for name in COMMANDS:
        for word in words(language).list(f"command-{name}"):
            assert named(word) == name, word
    for name in ("yes", "no", "send", "discard", "stop"):
        listed = words(language).list(f"answer-{name}")
        assert all(is_one_of(word, listed) for word in listed)


def test_yes_in_one_language_is_never_no_in_another() -> None:
    yes, no = (
        {normalise(word) for tag in LANGUAGES for word in words(tag).list(f"answer-{name}")} for name in ("yes", "no")
    )
    assert yes & no == set()


def test_the_words_of_two_commands_are_not_the_same() -> None:
    keys = [normalise(word) for listed in LISTED.values() for word in set(map(normalise, listed))]
    assert len(keys) == len(set(keys))


def test_nothing_said_is_nothing_heard() -> None:
    assert command(letter(), LISTED) is None
    assert wording.worth_reading("\n \n") == ""


@pytest.mark.parametrize("sign", ["a", "ä", "?", "?a", "👍", " x"])
def test_a_line_without_an_end_is_no_command_and_keeps_nobody_waiting(sign: str) -> None:
    endless = sign * (1_000_000 // len(sign)) + "x"
    began = time.process_time()

    assert command(letter("", f"Guten Tag\n{endless}\n{endless}"), LISTED) is None
    assert choice(endless, COMING) is None
    assert not is_one_of(endless, ["Ja"])

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leyla Şahin, Mina Kaya", ["Leyla Şahin", "Mina Kaya"]),
        ("Guten Tag Frau Berger,\n\nLeyla\nMina\n\nViele Grüße\nAnna", ["Leyla", "Mina"]),
        ("Hallo,\nLeyla; Mina\nVielen Dank!\nLG Anna", ["Leyla", "Mina"]),
        ("Leyla\n\nKind regards\nAnna Berg\nElternverein Hilden\nTel. 02103 1234", ["Leyla"]),
        ("Leyla\nAnna Berg", ["Leyla"]),
        ("Selam Tesfay, Mina\nIhrig Otto", ["Selam Tesfay", "Mina", "Ihrig Otto"]),
        ("Vielen Dank!\nAnna Berg", []),
    ],
)
def test_a_list_in_a_letter_has_neither_greeting_nor_signature(text: str, names: list[str]) -> None:
    assert wording.listed(text, "Anna Berg") == names
