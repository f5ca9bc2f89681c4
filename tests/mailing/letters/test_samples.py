"""Letters as the mail programs of our members write them: what was said is found, what was quoted is not."""

from pathlib import Path

import pytest

from mailing.letters import Letter, parse

LIST = "netzwerk@kreis.example.org"
SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Letter:
    return parse((SAMPLES / f"{name}.eml").read_bytes(), LIST)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("outlook-web-only-html", "ja\n\nDie Telefonnummer ist neu: 02051 123456\n\nFatma"),
        ("outlook-on-a-telephone", "Können wir zu zweit kommen?"),
        ("gmail-answers", "1️⃣\n\nAmina"),
        ("gmail-only-html-below-the-quote", "Ja, sehr gerne!"),
        ("apple-mail-on-a-telephone", "Nein, leider nicht."),
        ("apple-mail-answers", "Ja.\n\nAnbei unser Plan."),
        ("samsung-only-html", "Bitte abmelden"),
        ("web-de-only-html", "Das macht jetzt Frau Weber."),
        ("yahoo-french-only-html", "Oui, je viens."),
    ],
)
def test_only_what_the_person_wrote_counts(name: str, said: str) -> None:
    assert sample(name).own_text == said


def test_an_answer_above_an_unmarked_outlook_quote_is_understood() -> None:
    letter = sample("outlook-answers")
    assert letter.own_text.startswith("Ja, ich komme.\n\nIch bringe meine Kollegin mit, sie heißt Ayça.")
    assert "vertraulich" not in letter.own_text
    assert "cid:" not in letter.own_text
    assert "mailto:" not in letter.own_text
    assert "abmelden" not in letter.own_text
    assert "abmelden" in letter.full_text


def test_answers_between_and_below_the_quotes_are_found_and_flow_again() -> None:
    assert sample("thunderbird-between-the-lines").own_text == (
        "Wir kommen mit ungefähr zwanzig Personen, darunter acht Kinder, die gerne etwas singen möchten.\n\n"
        "Ja, einen kleinen."
    )


def test_sender_recipients_thread_and_date_are_read() -> None:
    letter = sample("outlook-answers")
    assert (letter.from_address, letter.from_name) == ("sami.haddad@example.org", "Haddad, Sami")
    assert letter.tags == ("0123456789abcdef0123456789abcdef",)
    assert letter.recipients[0] == LIST
    assert letter.subject == "AW: Velbert, 13. April: Schulung Kasse und Buchführung"
    assert letter.bare_subject == "Velbert, 13. April: Schulung Kasse und Buchführung"
    assert letter.in_reply_to == "0123456789abcdef0123456789abcdef@kreis.example.org"
    assert letter.references == ("0123456789abcdef0123456789abcdef@kreis.example.org",)
    assert letter.message_id == "DB9PR01MB1234@DB9PR01.example.org"
    assert letter.date is not None
    assert letter.date.isoformat() == "2027-04-06T07:12:41+00:00"
    assert letter.is_answer
    assert letter.automatic is None


def test_a_picture_in_the_text_and_a_file_beside_it_are_told_apart() -> None:
    (picture,) = sample("outlook-answers").attachments
    assert (picture.inline, picture.content_id) == (True, "image001.png@01DAAA11.5B2C")
    (plan,) = sample("apple-mail-answers").attachments
    assert (plan.name, plan.mime, plan.inline) == ("Übersicht 2027.pdf", "application/pdf", False)
    assert plan.content == b"%PDF-1.4\n"


def test_a_report_names_recipient_status_and_the_letter_that_came_back() -> None:
    letter = sample("postfix-reports")
    assert letter.automatic == "report"
    assert letter.tags == ("bounce-17-abcdef",)
    assert letter.report is not None
    assert letter.report.recipient == "verein.alt@example.org"
    assert (letter.report.action, letter.report.status, letter.report.permanent) == ("failed", "5.1.1", True)
    assert letter.report.message_id == "feedface@kreis.example.org"


def test_somebody_who_is_away_is_not_answered() -> None:
    assert sample("away-from-the-office").automatic == "auto-submitted"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.eml")), ids=lambda path: path.stem)
def test_a_letter_says_the_same_with_either_line_end(path: Path) -> None:
    unix = path.read_bytes()
    dos = unix.replace(b"\n", b"\r\n")
    assert parse(unix, LIST).own_text == parse(dos, LIST).own_text
    assert parse(unix, LIST).digest == parse(dos, LIST).digest
