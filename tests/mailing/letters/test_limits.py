"""No letter, whatever it is made of, stops the program or keeps it busy."""

import asyncio
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing.letters import Letter, Unreadable, limits, parse, read_letter
from mailing.letters.worker import AT_ONCE, ParserLost, within_limits

LIST = "netzwerk@kreis.example.org"
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.eml"))
HEAD = b"From: sami@example.org\nSubject: Hallo\n"


def nested(depth: int) -> bytes:
    """A letter of multiparts in multiparts."""
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return HEAD + opened + b"\nText\n"


def in_parts(count: int) -> bytes:
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nText\n" * count + b"--b--\n"


MESSAGES_IN_DIGEST = (
    HEAD
    + b"Content-Type: multipart/digest; boundary=d\n\n--d\n\nContent-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\n\nText\n" * 1000
)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (in_parts(100_000), "too many parts"),
        (nested(1000), "too deep"),
        (HEAD + b"Content-Type: message/rfc822\n\n" * 1000, "too deep"),
        (MESSAGES_IN_DIGEST, "too many parts"),
        (HEAD + b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 10_000, "too many parts"),
        (b"X-Spam: very\n" * 100_000, "header too long"),
        (HEAD + b"\n" + b"\n" * 2_000_000, "too many lines"),
        (HEAD + b"\n" + b"\r" * 2_000_000, "too many lines"),
        (HEAD + b"\n" + b"x" * limits.LETTER_LIMIT, "too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_too_much_is_refused_before_it_is_parsed(raw: bytes, reason: str) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable) as refused:
        parse(raw, LIST)
    assert refused.value.reason == reason
    assert time.process_time() - begun < 1


def test_what_people_send_is_not_too_much() -> None:
    assert parse(in_parts(150)).own_text.count("Text") == 150
    assert parse(nested(15)).own_text == "Text"
    beside = b"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nText\n--c--\n" * 50
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + beside + b"--b--\n"
    assert parse(raw).own_text.count("Text") == 50


def test_the_parts_are_counted_as_the_email_package_finds_them() -> None:
    """Dashes in the text, epilogues, boundaries that are never closed, and Mac line ends."""
    raw = (
        HEAD + b"Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\nContent-Type: multipart/alternative;\n"
        b' boundary="b"\n\n--b\n\n-- \nText --a\n--b  \nContent-Type: text/html\n\n<p>Text\n--a\n\nmore\n--a--\n'
        b"epilogue\n--b\n"
    )
    for line_end in (b"\n", b"\r\n", b"\r"):
        structure = limits._Structure(raw.replace(b"\n", line_end))
        structure.walk()
        assert structure.parts == 5


@pytest.mark.parametrize("size", [AT_ONCE // 2, AT_ONCE * 3])
async def test_letters_of_every_size_are_read_the_same(size: int) -> None:
    raw = HEAD + b"\nabmelden\n\n> " + b"x" * size
    letter = await read_letter(raw, LIST)
    assert letter == parse(raw, LIST)
    assert letter.own_text == "abmelden"


async def test_a_large_letter_that_nobody_should_read_is_refused_with_its_reason() -> None:
    with pytest.raises(Unreadable) as refused:
        await read_letter(in_parts(100_000), LIST)
    assert refused.value.reason == "too many parts"


def for_ever(raw: bytes, list_address: str) -> Letter:
    while True:
        pass


def crashing(raw: bytes, list_address: str) -> Letter:
    raise MemoryError


async def test_a_letter_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable) as refused:
        await within_limits(for_ever, b"x" * (AT_ONCE + 1), LIST)
    assert refused.value.reason == "took too long"


async def test_a_process_that_others_ended_is_no_fault_of_the_letter() -> None:
    with pytest.raises(ParserLost):
        await within_limits(crashing, b"x" * (AT_ONCE + 1), LIST)


async def test_who_stops_waiting_leaves_no_process_behind() -> None:
    reading = asyncio.create_task(within_limits(for_ever, b"x" * (AT_ONCE + 1), LIST))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


def test_a_letter_can_travel_between_processes() -> None:
    letter = parse(SAMPLES[0].read_bytes(), LIST)
    assert pickle.loads(pickle.dumps(letter)) == letter


def check(raw: bytes) -> None:
    """Parse it: a letter without anything that cannot be stored, or Unreadable."""
    try:
        letter = parse(raw, LIST)
    except Unreadable:
        return
    texts = [letter.subject, letter.from_name, letter.from_address, letter.own_text, letter.full_text, letter.html]
    texts += [letter.message_id, letter.in_reply_to or "", *letter.recipients, *letter.references, *letter.tags]
    texts += [text for file in letter.attachments for text in (file.name, file.mime, file.content_id)]
    texts += [text for report in letter.reports for text in (report.recipient, report.action, report.diagnostic)]
    for text in texts:
        text.encode()
        assert "\x00" not in text
    assert letter.authenticated("mx.kreis.example.org") is False


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_letter_or_unreadable(raw: bytes) -> None:
    check(raw)


NAMES = ["From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Transfer-Encoding"]
NAMES += ["Content-Disposition", "Authentication-Results", "Return-Path", "Reply-To", "Content-ID"]
VALUES = ["multipart/mixed; boundary=b", "text/plain; charset=", "text/html; charset=utf-7", "message/rfc822", "base64"]
VALUES += ["quoted-printable", "x-uuencode", "attachment; filename*=utf-8''%ff%00", "=?utf-8?b?//8=?=", "=?x?q?a?="]
VALUES += [
    "text/plain; charset=punycode",
    "text/plain; charset=zlib; format=flowed",
    "<a@b>",
    "((((",
    '"',
    "a@b.example",
]
VALUES += ["Mon, 99 Foo 99999 99:99:99 +9999", "mx.kreis.example.org; dmarc=pass", "multipart/digest; boundary=b"]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=20))), max_size=8),
    st.lists(
        st.sampled_from(["--b", "--b--", "", "Text", "=FF=", "QUJD", "QUI", "> a", "<p>", "Content-Type: text/html"])
    ),
)
def test_broken_headers_encodings_and_charsets_do_no_harm(headers: list[tuple[str, str]], lines: list[str]) -> None:
    written = "\n".join([*(f"{name}: {value}" for name, value in headers), "", *lines])
    check(written.encode("utf-8", "replace"))
    check(written.encode("latin-1", "replace"))


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_a_letter_damaged_on_its_way_does_no_harm(path: Path, place: int, damage: bytes) -> None:
    raw = path.read_bytes()
    check(raw[:place] + damage + raw[place + len(damage) :])
    check(raw[:place])
