"""Quoted-printable text says what was written, in lines that every server lets through as they are."""

import quopri

from hypothesis import given
from hypothesis import strategies as st

from mailing.quoted_printable import quoted

LONG = st.text(st.one_of(st.sampled_from("ab-7.=? \t\n\r"), st.characters(codec="utf-8")), max_size=400)
TOKENS = st.text(st.sampled_from("abcxyz2-7"), min_size=33, max_size=33)


@given(LONG)
def test_it_decodes_to_the_same_lines(text: str) -> None:
    lines = quopri.decodestring(quoted(text)).split(b"\r\n")
    assert lines == (text.encode().splitlines() or [b""])


@given(LONG)
def test_no_line_is_long_or_begins_with_a_dot_or_ends_with_a_space(text: str) -> None:
    written = quoted(text)
    assert b"\r" not in written.replace(b"\r\n", b"")
    for line in written.split(b"\r\n"):
        assert len(line) <= 76
        assert not line.startswith(b".")
        assert not line.endswith((b" ", b"\t"))
        assert line.isascii()


def test_a_line_that_is_cut_before_a_dot_begins_with_none() -> None:
    for length in range(60, 90):
        lines = quoted("a" * length + "." * 200).split(b"\r\n")
        assert len(lines) > 2
        assert not any(line.startswith(b".") for line in lines)


@given(LONG, TOKENS, TOKENS, LONG)
def test_a_token_takes_the_place_of_another_and_no_line_moves(before: str, one: str, other: str, behind: str) -> None:
    with_one, with_other = (quoted(f"{before}/{token}@{behind}") for token in (one, other))
    assert with_one.count(one.encode()) >= 1
    assert with_one.replace(one.encode(), other.encode()) == with_other.replace(one.encode(), other.encode())
