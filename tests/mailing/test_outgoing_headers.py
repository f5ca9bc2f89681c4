"""Names and subjects in the header of a letter: whatever they are, programs read them as they were written."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailing.addresses import Mailbox
from mailing.outgoing_headers import clean, date, mailbox, text

WRITTEN = st.text(
    st.one_of(st.sampled_from('äßش😀e\u0301 =?_.,"@\\'), st.characters(exclude_categories=())), max_size=300
)
ENCODED_WORD = re.compile(r"=\?utf-8\?([qb])\?([^? ]*)\?=")


def read(value: str) -> str:
    """What the standard library makes of a header's value."""
    return str(make_header(decode_header(value.replace("\r\n", ""))))


@given(WRITTEN)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    assert read(text(subject, "Subject")) == clean(subject)


@given(st.one_of(WRITTEN, st.integers(0, 200).map(lambda length: "a" * length + "ä😀" + "a" * 100)))
def test_an_encoded_word_is_short_and_whole_characters(subject: str) -> None:
    lines = text("ä" + subject, "Subject").split("\r\n ")
    for number, line in enumerate(lines):
        assert len(line) <= 75
        assert len(("Subject: " if number == 0 else " ") + line) <= 76
        found = ENCODED_WORD.fullmatch(line)
        assert found
        assert read(line)
        assert "\ufffd" not in read(line) or "\ufffd" in subject


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Anna Kaya", "Anna Kaya <a@b.example>"),
        ("Dr. Anna Kaya", '"Dr. Anna Kaya" <a@b.example>'),
        ("Anna-Sofia Müller", "=?utf-8?q?Anna-Sofia_M=C3=BCller?= <a@b.example>"),
        ("سامي حداد", "=?utf-8?b?2LPYp9mF2Yog2K3Yr9in2K8=?= <a@b.example>"),
        ("=?utf-8?q?Boss?=", "=?utf-8?b?PT91dGYtOD9xP0Jvc3M/PQ==?= <a@b.example>"),
        ("\r\n\x00\u202e", "<a@b.example>"),
    ],
)
def test_a_name_is_encoded_where_it_must_be_and_as_short_as_can_be(name: str, written: str) -> None:
    assert mailbox(Mailbox(name, "a@b.example"), "To") == written


def test_a_long_plain_subject_is_folded_between_its_words() -> None:
    subject = "Training for treasurers " * 8
    lines = f"Subject: {text(subject, 'Subject')}".split("\r\n")
    assert len(lines) > 2
    assert max(map(len, lines)) <= 76
    assert "".join(lines) == f"Subject: {subject.strip()}"


def test_a_date_is_written_in_its_own_zone() -> None:
    """Also if another zone's date of the same moment was written before."""
    moment = datetime(2027, 4, 5, 8, 30, 15, 999_999, tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=2)))
    assert [date(moment), date(there)] == ["Mon, 05 Apr 2027 08:30:15 +0000", "Mon, 05 Apr 2027 10:30:15 +0200"]
    assert parsedate_to_datetime(date(there)) == moment.replace(microsecond=0)
