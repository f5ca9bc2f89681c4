"""Letters go out as every program understands them, whatever people are called and write."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing import formatting
from mailing.addresses import Mailbox, UnsafeAddress, envelope
from mailing.flowed import flow, unflow
from mailing.letters import Attachment, parse
from mailing.message import Outgoing, build
from mailing.outgoing_headers import UnsafeHeader, clean

TEXT = formatting.canonical(
    "<p>Guten Tag, <b>Frau Kaya</b>!</p>"
    f"<p>{'Wir laden Sie herzlich zu unserer Schulung im Rathaus ein. ' * 4}</p>"
    "<ul><li>Stift</li></ul><blockquote>Kommen Sie?</blockquote><p>From Velbert: أهلا وسهلا</p>"
)
LETTER = Outgoing(
    sender=Mailbox("Netzwerk, Kreis", "netz@kreis.example.org"),
    recipient=Mailbox("Ayşe Kaya", "ayse@example.org"),
    subject="Velbert, 13. April: Schulung für Größe",
    message_id="feed@kreis.example.org",
    date=datetime(2027, 4, 5, 8, tzinfo=UTC),
    plain=formatting.to_plain(TEXT),
    html=formatting.to_mail(TEXT),
)
LIST = replace(
    LETTER,
    list_name="Netzwerk im Kreis",
    list_id="netz.kreis.example.org",
    unsubscribe=("https://kreis.example.org/leave/" + "t" * 120, "mailto:netz+u@kreis.example.org?subject=abmelden"),
    help="mailto:netz@kreis.example.org?subject=hilfe",
    precedence="list",
    footer_plain="Abmelden: https://kreis.example.org/leave/x",
    footer_html='<p><a href="https://kreis.example.org/leave/x">Abmelden</a></p>',
)
PHOTO = Attachment("Plan.png", "image/png", b"\x89PNG" * 30, "plan@kreis", inline=True)
INVITATION = Attachment("Termin.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")
FILE = Attachment("Übersicht 2027.pdf", "application/pdf", b"%PDF" * 300)


def read(letter: Outgoing) -> EmailMessage:
    """What a program reads; each letter is checked for what SMTP demands."""
    raw = build(letter)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    assert not any(line.startswith(b".") for line in raw.split(b"\r\n"))
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_both_texts_say_the_same_the_plain_one_first() -> None:
    message = read(LETTER)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert unflow(body(message, "plain")).strip() == formatting.to_plain(TEXT)
    assert formatting.to_plain(formatting.canonical(body(message, "html"))) == formatting.to_plain(TEXT)


def test_what_we_send_we_can_read() -> None:
    letter = parse(build(LIST))
    assert letter.full_text.startswith(formatting.to_plain(TEXT))
    assert letter.automatic == "auto-submitted"
    assert (letter.from_name, letter.subject) == ("Netzwerk, Kreis", LETTER.subject)


def test_the_headers_are_whole() -> None:
    message = read(
        replace(LIST, reply_to="netz+secret@kreis.example.org", in_reply_to="b@x", references=("a@x", "b@x"))
    )
    assert message["From"].addresses[0].display_name == "Netzwerk, Kreis"
    assert message["To"].addresses[0].display_name == "Ayşe Kaya"
    assert message["To"].addresses[0].addr_spec == "ayse@example.org"
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == "<feed@kreis.example.org>"
    assert message["Date"].datetime == LETTER.date
    assert message["Reply-To"].addresses[0].addr_spec == "netz+secret@kreis.example.org"
    assert message["In-Reply-To"] == "<b@x>"
    assert message["References"].split() == ["<a@x>", "<b@x>"]
    assert message["List-Id"] == "Netzwerk im Kreis <netz.kreis.example.org>"
    assert message["List-Unsubscribe"].split(", ") == [f"<{link}>" for link in LIST.unsubscribe]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Help"] == "<mailto:netz@kreis.example.org?subject=hilfe>"
    assert (message["Auto-Submitted"], message["Precedence"]) == ("auto-generated", "list")
    assert message["Content-Language"] == "de"
    assert len(message.keys()) == len(set(message.keys()))


def test_links_and_message_ids_are_never_encoded() -> None:
    long = "x" * 500 + "@kreis.example.org"
    raw = build(replace(LIST, message_id=long, references=(long,) * 30))
    assert raw.count(f"<{long}>".encode()) == 31
    assert f"<{LIST.unsubscribe[0]}>".encode() in raw
    as_written = message_from_bytes(raw).items()
    assert [name for name, value in as_written if "=?" in value] == ["To", "Subject"]


def test_one_click_is_offered_only_where_a_page_takes_it() -> None:
    message = read(replace(LIST, unsubscribe=("mailto:netz+u@kreis.example.org",)))
    assert message["List-Unsubscribe"] == "<mailto:netz+u@kreis.example.org>"
    assert message["List-Unsubscribe-Post"] is None


def test_a_letter_of_a_person_carries_no_mark_of_a_machine() -> None:
    letter = replace(LETTER, auto_submitted="")
    assert parse(build(letter)).automatic is None
    assert not {"List-Id", "Precedence", "Auto-Submitted", "References"} & set(read(letter).keys())


def test_the_footer_stands_below_both_texts() -> None:
    message = read(LIST)
    assert unflow(body(message, "plain")).rstrip().endswith("Abmelden: https://kreis.example.org/leave/x")
    assert '<a href="https://kreis.example.org/leave/x">Abmelden</a>' in body(message, "html")
    assert "<hr" not in body(read(LETTER), "html")


def test_nothing_in_a_letter_is_fetched_from_elsewhere_and_no_colour_is_set() -> None:
    html = body(read(replace(LIST, attachments=(PHOTO,))), "html")
    assert re.findall(r'src="([^"]*)"', html) == ["cid:plan@kreis"]
    assert not re.search(r"url\(|<link|<script|<style|@import|(?<!border-)color:(?! *scheme)|background", html)
    assert 'name="viewport"' in html
    assert 'lang="de"' in html


def test_pictures_travel_with_the_html_and_files_beside_it() -> None:
    message = read(replace(LETTER, attachments=(PHOTO, replace(PHOTO, content_id="b@kreis"), FILE)))
    assert message.get_content_type() == "multipart/mixed"
    assert [file.get_filename() for file in message.iter_attachments()] == ["Übersicht 2027.pdf"]
    related = message.get_body(("related",))
    assert related is not None
    kinds = [part.get_content_type() for part in related.iter_parts()]
    assert kinds == ["text/html", "image/png", "image/png"]
    pictures = parse(build(replace(LETTER, attachments=(PHOTO, FILE)))).attachments
    assert pictures == (PHOTO, FILE)


def test_a_picture_that_nothing_can_refer_to_is_a_file() -> None:
    message = read(replace(LETTER, attachments=(replace(PHOTO, content_id="a b"),)))
    assert [file.get_filename() for file in message.iter_attachments()] == ["Plan.png"]
    assert "<img" not in body(message, "html")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
@pytest.mark.parametrize("others", [(), (FILE,), (PHOTO,), (PHOTO, FILE)])
def test_an_invitation_is_the_last_alternative_and_a_file(method: str, others: tuple[Attachment, ...]) -> None:
    """RFC 6047 2.4: the type names the method, and says UTF-8."""
    invitation = replace(INVITATION, content=INVITATION.content.replace(b"REQUEST", method.encode()))
    message = read(replace(LETTER, attachments=others, invitation=invitation))
    (texts,) = [part for part in message.walk() if part.get_content_type() == "multipart/alternative"]
    plain, html, calendar = texts.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert html.get_content_type() == ("multipart/related" if PHOTO in others else "text/html")
    assert calendar["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert (calendar.get_content_type(), calendar.get_filename()) == ("text/calendar", None)
    assert calendar.get_payload(decode=True) == invitation.content
    files = {part.get_filename(): part.get_content_type() for part in message.iter_attachments()}
    assert files == {"Termin.ics": "application/ics"} | ({FILE.name: FILE.mime} if FILE in others else {})


def test_the_text_of_an_invitation_is_read_without_it() -> None:
    letter = parse(build(replace(LETTER, invitation=INVITATION)))
    assert letter.full_text == formatting.to_plain(TEXT)
    assert [file.content for file in letter.attachments] == [INVITATION.content] * 2


def test_a_name_that_looks_encoded_is_not_decoded() -> None:
    name = "=?utf-8?q?Boss?="
    message = read(replace(LETTER, sender=Mailbox(name, "netz@kreis.example.org"), subject=name))
    assert message["From"].addresses[0].display_name == name
    assert message["Subject"] == name


@pytest.mark.parametrize("mime", ["message/rfc822", "multipart/mixed", "nonsense", "a/b\r\nX: y", ""])
def test_a_file_of_a_strange_kind_is_just_a_file(mime: str) -> None:
    (file,) = read(replace(LETTER, attachments=(replace(FILE, mime=mime),))).iter_attachments()
    assert file.get_content_type() == "application/octet-stream"
    assert file.get_content() == FILE.content


def test_the_same_letter_has_the_same_bytes() -> None:
    letter = replace(LIST, attachments=(PHOTO, FILE))
    assert build(letter) == build(letter)


def test_a_domain_with_umlauts_travels_in_ascii() -> None:
    assert envelope("info@müller.example.org") == "info@xn--mller-kva.example.org"
    assert read(replace(LETTER, recipient=Mailbox("", "info@müller.example.org")))["To"].addresses[0].domain == (
        "xn--mller-kva.example.org"
    )


@pytest.mark.parametrize(
    "address",
    [
        *["a@b.example\r\nBcc: c@d.example", "a b@c.example", "a@b@c.example", "@b.example", "a@", "", "ä@b.example"],
        *["<a@b.example>", "a@b.example,c@d.example", "a\x00@b.example", "a@b\u2028.example", "a@-ü-..example"],
    ],
)
def test_an_address_that_would_break_out_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        build(replace(LETTER, sender=Mailbox("Sami", address)))
    with pytest.raises(UnsafeAddress):
        build(replace(LETTER, recipient=Mailbox("Sami", address)))
    if address:
        with pytest.raises(UnsafeAddress):
            build(replace(LETTER, reply_to=address))


@pytest.mark.parametrize(
    "link", ["https://x\r\nBcc: a@b.example", "javascript:x", "https://a b", "<https://x>", "", "ä:x"]
)
def test_a_link_that_would_break_out_is_refused(link: str) -> None:
    with pytest.raises(UnsafeHeader):
        build(replace(LIST, unsubscribe=(link,)))


@pytest.mark.parametrize("field", ["auto_submitted", "precedence", "language", "list_id"])
def test_no_other_header_takes_a_second_line(field: str) -> None:
    broken: dict[str, Any] = {field: "a\r\nBcc: b@c.example"}
    with pytest.raises(UnsafeHeader):
        build(replace(LETTER, **broken))


def test_message_ids_of_other_peoples_letters_are_left_out_when_they_are_none() -> None:
    message = read(replace(LETTER, in_reply_to="a b", references=("a@x", "b\r\nBcc: c@d", "ä@x", "")))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<a@x>"


NASTY = st.text(
    st.one_of(st.sampled_from('\r\n\0"\\<>@,;:()[]=?_ \t\u2028\u202eäşش😀'), st.characters(codec="utf-8")), max_size=150
)


@settings(deadline=None)
@given(NASTY, NASTY, NASTY, NASTY)
def test_no_name_subject_or_file_breaks_a_letter(name: str, sender: str, subject: str, file: str) -> None:
    letter = replace(
        LETTER,
        sender=Mailbox(sender, "netz@kreis.example.org"),
        recipient=Mailbox(name, "ayse@example.org"),
        subject=subject,
        list_name=name,
        list_id="netz.kreis.example.org",
        attachments=(replace(FILE, name=file), replace(PHOTO, name=name, content_id=subject)),
    )
    assert read(letter).get_body(("plain",)) is not None
    found = parse(build(letter))
    assert found.subject == clean(subject)
    assert found.from_name == clean(sender, 100)
    assert (found.from_address, found.recipients) == ("netz@kreis.example.org", ("ayse@example.org",))
    assert len(found.attachments) == 2
    assert set(found.headers.names()) <= {
        *("from", "to", "subject", "date", "message-id", "list-id", "auto-submitted"),
        *("content-language", "mime-version", "content-type"),
    }


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("ab >-.ä"), max_size=100).map(str.strip), max_size=5).map("\n".join))
def test_text_that_was_wrapped_flows_back(text: str) -> None:
    squeezed = re.sub(" +", " ", text)
    quoted = [line for line in squeezed.split("\n") if line.startswith(">")]
    if not quoted and "--" not in squeezed:
        assert unflow(flow(squeezed)) == squeezed
    assert all(len(line) <= 76 or " " not in line.strip("> ") for line in flow(text).split("\n"))


def test_a_quote_stays_a_quote_when_it_is_wrapped() -> None:
    quote = "> " + "Kommen Sie? " * 20
    assert all(line.startswith("> ") for line in flow(quote.strip()).split("\n"))
    assert unflow(flow(quote.strip())) == quote.strip()
    assert unflow("> > zwei\n>> zwei") == "> > zwei\n> > zwei"
