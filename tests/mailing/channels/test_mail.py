"""Letters say who they are from, how they are answered and how they end; and none is lost or sent without need."""

import base64
import re
from collections import Counter
from datetime import timedelta

import pytest

from mailing.channels import FileGone
from mailing.channels.mail import MailChannel
from mailing.channels.smtp import SmtpServer
from mailing.turn import Button, Enclosure
from simulator.letter import Letter
from simulator.mail import MailSimulator
from storage import announcements, keys, people
from storage.announcements import Announcement, Attached
from storage.audiences import Audience
from storage.database import Database
from storage.pace import Limit
from storage.people import Person
from tests.clock import TestClock
from tests.mailing.network import Network, an_office, mail_channel, on_the_way

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OFFICE = "netz@kreis.example.org"
ANNA = "anna@verein.example.org"
SECRET = "0123456789abcdef0123456789abcdef"
YES, NO = Button("Ja, gerne", "people.accept"), Button("Nein", "people.decline")


@pytest.fixture
async def anna(network: Network) -> Person:
    """A contact who only has mail."""
    return await network.person("Anna Kaya", mail=ANNA)


async def sent(network: Network, mails: MailChannel) -> None:
    """Let everything leave that may leave now."""
    async with on_the_way(network, mails) as way:
        await way.settled()


async def the_letter(post: MailSimulator, address: str = ANNA) -> Letter:
    (letter,) = await post.letters(address)
    return letter


async def token_of(network: Network, person: Person) -> str:
    async with network.database.read() as session:
        return f"{person.id}-{await keys.sign(session, 'unsubscribe', person.id)}"


async def test_an_announcement_greets_everybody_by_name(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.person("Sami Haddad", mail="sami@verein.example.org", language="en")
    await network.person("", mail="info@verein.example.org")
    await network.release("Hilden, 13. April: Elterncafé", "<p>Wir laden <b>herzlich</b> ein.</p>")
    await sent(network, mails)
    beginnings = [
        (await the_letter(post, f"{who}@verein.example.org")).text.split("\n\n")[:2] for who in ("anna", "sami", "info")
    ]
    assert beginnings == [
        ["Guten Tag Anna Kaya,", "Wir laden herzlich ein."],
        ["Dear Sami Haddad,", "Wir laden herzlich ein."],
        ["Guten Tag,", "Wir laden herzlich ein."],
    ]
    letter = await the_letter(post)
    assert letter.subject == "Hilden, 13. April: Elterncafé"
    assert '<p dir="auto">Wir laden <b>herzlich</b> ein.</p>' in letter.html


async def test_an_announcement_has_the_headers_of_a_list(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.release()
    await sent(network, mails)
    letter = await the_letter(post)
    headers = {name: str(letter.headers[name]) for name in letter.headers}
    (row,) = await network.rows()
    assert headers["From"] == f"Netzwerk Kreis Mettmann <{OFFICE}>"
    assert headers["To"] == f"Anna Kaya <{ANNA}>"
    assert headers["Message-ID"] == f"<{row.message_id}>"
    assert headers["List-Id"] == "Netzwerk Kreis Mettmann <netz.kreis.example.org>"
    assert headers["List-Unsubscribe"] == f"<mailto:netz+unsubscribe-{await token_of(network, anna)}@kreis.example.org>"
    assert "List-Unsubscribe-Post" not in headers
    assert headers["List-Help"] == f"<mailto:{OFFICE}?subject=hilfe>"
    assert (headers["Precedence"], headers["Auto-Submitted"]) == ("list", "auto-generated")
    assert headers["Reply-To"] == OFFICE


async def test_a_web_address_offers_to_leave_with_one_click(
    post: MailSimulator, database: Database, clock: TestClock
) -> None:
    network = Network(database, an_office(public_url="https://netz.example.org"), clock)
    anna = await network.person("Anna Kaya", mail=ANNA)
    await network.release()
    await sent(network, mail_channel(post, network))
    letter = await the_letter(post)
    page = f"https://netz.example.org/u/{await token_of(network, anna)}"
    assert str(letter.headers["List-Unsubscribe"]).startswith(f"<{page}>, <mailto:")
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Keine E-Mails mehr bekommen: {page}" in unwrapped(letter.text)
    assert f'href="{page}"' in letter.html


async def test_the_small_print_says_why_how_to_end_it_and_who_answers_for_it(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.release()
    await sent(network, mails)
    letter = await the_letter(post)
    small_print = unwrapped(letter.text.rpartition("-" * 24)[2])
    address = f"netz+unsubscribe-{await token_of(network, anna)}@kreis.example.org"
    assert small_print.split("\n") == [
        "Sie bekommen diese E-Mail, weil Sie unsere Nachrichten haben möchten.",
        f"Keine E-Mails mehr? Schreiben Sie „abmelden“ an {address}",
        "",
        "Fragen? Ayşe Berger, 02104 991234",
        "Verantwortlich: Kreis Mettmann, Der Landrat",
        "Datenschutz: https://kreis.example.org/datenschutz",
        "Impressum: https://kreis.example.org/impressum",
    ]
    assert "https://kreis.example.org/impressum" in letter.links


async def test_a_report_about_a_letter_finds_its_row(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.release()
    await sent(network, mails)
    found = re.fullmatch(r"netz\+bounce-(\S+)@kreis\.example\.org", (await the_letter(post)).sender)
    assert found
    (row,) = await network.rows()
    async with network.database.read() as session:
        assert await keys.signed(session, "bounce", found[1]) == str(row.id)


async def test_without_plus_addresses_everything_is_in_the_subject(
    post: MailSimulator, database: Database, clock: TestClock
) -> None:
    network = Network(database, an_office(plus_addresses=False), clock)
    anna = await network.person("Anna Kaya", mail=ANNA)
    await network.say(anna, "Ist das in Ordnung?", to="mail", buttons=[YES, NO], subject="Frage", reply_secret=SECRET)
    await network.release()
    await sent(network, mail_channel(post, network))
    question, announcement = await post.letters(ANNA)
    assert (question.subject, question.reply_address, question.sender) == (f"Frage [#{SECRET}]", OFFICE, OFFICE)
    leaving = f"mailto:{OFFICE}?subject=unsubscribe-{await token_of(network, anna)}"
    assert announcement.headers["List-Unsubscribe"] == f"<{leaving}>"


async def test_buttons_are_numbered_lines_that_open_a_reply(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.say(
        anna, "Guten Tag!\n\nKommen Sie?", to="mail", buttons=[YES, NO], subject="Schulung", reply_secret=SECRET
    )
    await sent(network, mails)
    letter = await the_letter(post)
    assert letter.text.split("\n" + "-" * 24)[0].strip().split("\n") == [
        "Guten Tag!",
        "",
        "Kommen Sie?",
        "",
        "1 Ja, gerne",
        "2 Nein",
        "",
        "Antworten Sie auf diese E-Mail mit der Zahl oder dem Wort.",
    ]
    reply = f"mailto:netz+a-{SECRET}@kreis.example.org?subject=Re%3A%20Schulung&amp;body=2%20Nein"
    assert f'<a href="{reply}">2 Nein</a>' in letter.html
    assert letter.reply_address == f"netz+a-{SECRET}@kreis.example.org"


async def test_buttons_are_links_where_there_is_a_web_address(
    post: MailSimulator, database: Database, clock: TestClock
) -> None:
    network = Network(database, an_office(public_url="https://netz.example.org"), clock)
    anna = await network.person("Anna Kaya", mail=ANNA)
    await network.say(anna, "Kommen Sie?", to="mail", buttons=[YES, NO], reply_secret=SECRET)
    await sent(network, mail_channel(post, network))
    letter = await the_letter(post)
    assert f"1 Ja, gerne: https://netz.example.org/a/{SECRET}?n=1\n" in unwrapped(letter.text)
    assert f"https://netz.example.org/a/{SECRET}?n=2" in letter.links


async def test_an_answer_stays_in_its_thread(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    thread = {"subject": "Frage", "message_id": "2@verein.example.org", "references": ["1@verein.example.org"]}
    await network.say(anna, "Gerne.", to="mail", subject="Re: Frage", thread=thread)
    await network.say(anna, "Liebe Frau Kaya", to="mail", kind="notice", subject="Re: Frage", thread=thread)
    await sent(network, mails)
    by_us, by_a_person = await post.letters(ANNA)
    for letter in (by_us, by_a_person):
        assert letter.headers["In-Reply-To"] == "<2@verein.example.org>"
        assert str(letter.headers["References"]).split() == ["<1@verein.example.org>", "<2@verein.example.org>"]
    assert by_us.headers["Auto-Submitted"] == "auto-replied"
    assert by_a_person.headers["Auto-Submitted"] is None


async def test_files_of_a_message_are_attached(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    packed = base64.b64encode(b"a;b").decode()
    file = {
        "kind": "document",
        "name": "Übersicht.csv",
        "mime": "text/csv",
        "size": 3,
        "file_id": None,
        "content": packed,
    }
    await network.say(anna, "Anbei die Liste.", to="mail", files=[file])
    await sent(network, mails)
    (attachment,) = (await the_letter(post)).attachments
    assert (attachment.name, attachment.type, attachment.data) == ("Übersicht.csv", "text/csv", b"a;b")


async def test_a_calendar_is_the_invitation_that_the_letter_is(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    plan = Enclosure("document", "plan.pdf", "application/pdf", 4, None, b"%PDF")
    files = [file.as_json() for file in (plan, Enclosure.calendar("Termin.ics", calendar))]
    await network.say(anna, "Der Abend fällt aus.", to="mail", files=files)
    await sent(network, mails)
    message = (await the_letter(post)).headers
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert (part.get_param("method"), part.get_payload(decode=True)) == ("CANCEL", calendar)
    assert [file.get_filename() for file in message.iter_attachments()] == ["plan.pdf", "Termin.ics"]


async def test_files_from_the_messenger_are_fetched_once(post: MailSimulator, network: Network, anna: Person) -> None:
    await network.person("Sami Haddad", mail="sami@verein.example.org")
    asked = []

    async def fetch(file_id: str) -> bytes:
        asked.append(file_id)
        return b"\xff\xd8\xff"

    announcement = await network.release(files=[Attached("photo", "plakat.jpg", "image/jpeg", 3, "AgAC")])
    await sent(network, mail_channel(post, network, fetch=fetch))
    for address in (ANNA, "sami@verein.example.org"):
        assert [a.data for a in (await the_letter(post, address)).attachments] == [b"\xff\xd8\xff"]
    assert asked == ["AgAC"]
    async with network.database.read() as session:
        known = await announcements.get(session, announcement.id)
        assert known
        assert await announcements.content_of(session, known.files[0].id) == b"\xff\xd8\xff"


async def test_a_preview_looks_like_the_announcement_as_it_is_now(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    async with network.database.write() as session:
        draft = await announcements.draft(
            session, None, subject="Elterncafé", html="<p>Am Montag.</p>", audience=Audience(), door="mail",
            now=network.clock.now(),
        )  # fmt: skip
    await network.say(anna, "", to="mail", preview_of=draft.id)
    await sent(network, mails)
    async with network.database.write() as session:
        draft = await session.get_one(Announcement, draft.id)
        await announcements.rewrite(session, draft, subject="Elterncafé", html="<p>Am Dienstag.</p>", files=[])
    await network.say(anna, "", to="mail", preview_of=draft.id)
    await sent(network, mails)
    texts = [letter.text for letter in await post.letters(ANNA)]
    assert [text.split("\n\n")[1] for text in texts] == ["Am Montag.", "Am Dienstag."]


async def test_a_file_that_is_gone_is_named(post: MailSimulator, network: Network, anna: Person) -> None:
    async def fetch(file_id: str) -> bytes:
        raise FileGone

    await network.release(files=[Attached("photo", "plakat.jpg", "image/jpeg", 3, "AgAC")])
    await sent(network, mail_channel(post, network, fetch=fetch))
    assert "Eine Datei konnten wir nicht anhängen: plakat.jpg" in (await the_letter(post)).text


async def test_while_a_file_cannot_be_had_the_letter_waits(post: MailSimulator, network: Network, anna: Person) -> None:
    answers: list[bytes] = []

    async def fetch(file_id: str) -> bytes:
        if not answers:
            raise OSError
        return answers[0]

    await network.release(files=[Attached("photo", "plakat.jpg", "image/jpeg", 3, "AgAC")])
    async with on_the_way(network, mail_channel(post, network, fetch=fetch)) as way:
        await way.settled()
        assert await network.states() == ["retry"]
        answers.append(b"\xff\xd8\xff")
        await way.later(timedelta(minutes=5))
    assert len((await the_letter(post)).attachments) == 1


async def test_nothing_that_people_write_becomes_a_header(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    evil = "Anna\r\nBcc: all@kreis.example.org\x00"
    anna = await network.person(evil, mail=ANNA)
    thread = {"subject": "", "message_id": "x>\r\nBcc: all@kreis.example.org", "references": ["<\nBcc: a@b.de>"]}
    await network.say(anna, "Gerne.", to="mail", subject=f"Re: {evil}", thread=thread)
    await network.release(subject=evil)
    await sent(network, mails)
    assert len(await post.letters(ANNA)) == 2
    for letter in await post.letters(ANNA):
        assert letter.headers["Bcc"] is None
        assert letter.headers["To"].addresses[0].addr_spec == ANNA
    assert await post.letters("all@kreis.example.org") == []


async def test_an_address_that_is_none_fails_for_good(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    await network.person("Böse", mail="x@verein.example.org\r\nRCPT TO:<all@kreis.example.org>")
    await network.release()
    await sent(network, mails)
    assert [(row.state, row.reason) for row in await network.rows()] == [("sent", None), ("failed", "gone")]


async def test_a_refusal_for_now_is_tried_again_under_the_same_message_id(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    await network.person("Anna Kaya", mail="greylist@verein.example.org")
    await network.release()
    (row,) = await network.rows()
    async with on_the_way(network, mails) as way:
        await way.settled()
        assert [(r.state, r.reason) for r in await network.rows()] == [("retry", "deferred")]
        await way.later(timedelta(minutes=4, seconds=59))
        assert await post.letters("greylist@verein.example.org") == []
        await way.later(1)
    letter = await the_letter(post, "greylist@verein.example.org")
    assert letter.message_id == f"<{row.message_id}>"


async def test_after_four_days_of_refusals_for_now_it_has_failed(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    await network.person("Anna Kaya", mail="temperror@verein.example.org")
    await network.release()
    begin = network.clock.now()
    async with on_the_way(network, mails) as way:
        await way.settled()
        await way.later(timedelta(days=3, hours=23, minutes=25))
        assert await network.states() == ["retry"]
        await way.later(timedelta(minutes=31))
    assert network.clock.now() < begin + timedelta(days=4)
    assert [(row.state, row.reason) for row in await network.rows()] == [("failed", "deferred")]


@pytest.mark.parametrize(
    ("who", "state", "reason"),
    [("permerror", "failed", "gone"), ("mailbox-full", "retry", "full"), ("temperror", "retry", "deferred")],
)
async def test_what_a_server_refuses_is_for_good_or_for_now(
    post: MailSimulator, network: Network, mails: MailChannel, who: str, state: str, reason: str
) -> None:
    await network.person("Anna Kaya", mail=f"{who}@verein.example.org")
    await network.release()
    await sent(network, mails)
    assert [(row.state, row.reason) for row in await network.rows()] == [(state, reason)]


async def test_a_mailbox_that_is_gone_leaves_the_chat(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    person = await network.person("Anna Kaya", mail="permerror@verein.example.org", chat=4711)
    async with network.database.write() as session:
        await people.choose_channels(session, await session.get_one(Person, person.id), {"mail"})
    await network.release()
    await sent(network, mails)
    assert [(row.channel, row.state) for row in await network.rows()] == [("mail", "failed"), ("telegram", "queued")]


@pytest.mark.parametrize(("how", "doubt", "copies"), [("drop-before-dot", True, 1), ("drop-after-dot", True, 2)])
async def test_a_letter_in_doubt_is_sent_again_and_says_so(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person, how: str, doubt: bool, copies: int
) -> None:
    post.fail("data", how)  # type: ignore[arg-type]
    await network.release()
    async with on_the_way(network, mails) as way:
        await way.settled()
        await way.later(timedelta(minutes=5))
    letters = await post.letters(ANNA)
    assert len({letter.message_id for letter in letters}) == 1
    assert len(letters) == copies
    assert [(row.state, row.maybe_repeated) for row in await network.rows()] == [("sent", doubt)]


async def test_a_connection_lost_before_the_letter_is_no_doubt(
    post: MailSimulator, network: Network, mails: MailChannel, anna: Person
) -> None:
    post.fail("rcpt", "drop")
    await network.release()
    async with on_the_way(network, mails) as way:
        await way.settled()
        await way.later(timedelta(minutes=5))
    assert [(row.state, row.maybe_repeated) for row in await network.rows()] == [("sent", False)]


async def test_a_server_that_is_away_costs_nobody_anything(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    for number in range(40):
        await network.person(f"Kontakt {number}", mail=f"kontakt{number}@verein.example.org")
    await network.release()
    await post.down()
    async with on_the_way(network, mails) as way:
        await way.settled()
        assert Counter(await network.states()) == {"retry": 1, "queued": 39}
        await post.up()
        await way.later(10)
    assert await network.states() == ["sent"] * 40


async def test_a_refused_account_fails_nobody(post: MailSimulator, network: Network, anna: Person) -> None:
    post.mailbox(OFFICE, password="geheim")
    server = SmtpServer("127.0.0.1", post.smtp_port, "none", OFFICE, "falsch")
    await network.release()
    await sent(network, MailChannel(server, network.database, network.office, network.clock))
    assert [(row.state, row.reason) for row in await network.rows()] == [("retry", "account")]


async def test_no_more_mails_an_hour_than_the_provider_allows(post: MailSimulator, network: Network) -> None:
    for number in range(25):
        await network.person(f"Kontakt {number}", mail=f"kontakt{number}@verein.example.org")
    await network.release()
    async with on_the_way(network, mail_channel(post, network, limits=[Limit(10, timedelta(hours=1))])) as way:
        await way.settled()
        await way.later(timedelta(minutes=59))
        assert (await network.states()).count("sent") == 10
        await way.later(timedelta(minutes=2))
        assert (await network.states()).count("sent") == 20
    async with on_the_way(network, mail_channel(post, network, limits=[Limit(10, timedelta(hours=1))])) as way:
        await way.later(timedelta(minutes=50))
        assert (await network.states()).count("sent") == 20
        await way.later(timedelta(minutes=10))
    assert await network.states() == ["sent"] * 25


def unwrapped(text: str) -> str:
    """What was one line before it was wrapped (format=flowed, RFC 3676)."""
    return text.replace(" \n", " ").strip()
