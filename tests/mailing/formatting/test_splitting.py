"""A text too long for one message arrives whole, in parts that end where a reader pauses."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mailing import formatting
from tests.mailing.formatting.telegram_html import characters, shown


def test_a_text_that_fits_is_one_message() -> None:
    assert formatting.split_for_chat("<p>Guten <b>Tag</b></p><p>a</p>") == ["Guten <b>Tag</b>\n\na"]


def test_no_text_is_no_message() -> None:
    assert formatting.split_for_chat("<p> </p>") == []


def test_a_long_text_is_cut_between_paragraphs() -> None:
    paragraphs = [f"{number}. Absatz. " + "Noch ein Satz. " * 5 for number in range(6)]
    parts = formatting.split_for_chat("".join(f"<p>{text}</p>" for text in paragraphs), limit=250)
    assert len(parts) > 1
    assert all(part.split("\n\n")[0][0].isdecimal() for part in parts)


def test_a_long_paragraph_is_cut_between_sentences_but_not_in_a_date() -> None:
    text = "Wir treffen uns am 13. April in Velbert. Bitte kommen Sie z. B. mit dem Bus. " * 4
    parts = formatting.split_for_chat(f"<p>{text}</p>", limit=60)
    assert {part[-1] for part in parts} == {"."}
    assert not any(part.endswith(("13.", "z.", "B.")) for part in parts)


def test_a_long_sentence_is_cut_between_words() -> None:
    parts = formatting.split_for_chat(f"<p>{'Wort ' * 50}</p>", limit=33)
    assert all(re.fullmatch(r"Wort( Wort)*", part) for part in parts)


def test_marks_are_closed_and_opened_again() -> None:
    html = f'<p><b>{"Wort " * 4}<a href="https://example.org">{"Link " * 4}</a></b></p>'
    first, second = formatting.split_for_chat(html, limit=30)
    assert first == '<b>Wort Wort Wort Wort </b><a href="https://example.org"><b>Link Link</b></a>'
    assert second == '<a href="https://example.org"><b>Link Link</b></a>'


def test_a_caption_is_shorter_than_the_messages_after_it() -> None:
    html = f"<p>{'Ein Satz steht hier. ' * 300}</p>"
    first, *others = formatting.split_for_chat(html, first=formatting.CAPTION_LIMIT)
    assert 900 < len(first) <= 1024
    assert [len(other) > 1024 for other in others] == [True, True]


def test_an_emoji_stays_whole_and_counts_as_telegram_counts_it() -> None:
    family = "👩‍👩‍👧‍👦"
    parts = formatting.split_for_chat(f"<p>{family * 5}</p>", limit=25)
    assert parts == [family * 2, family * 2, family]
    assert formatting.utf16_length(family) == 11


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "b", "i", "blockquote", "pre", "li", "code"]),
            st.text(st.sampled_from("ab. \n&<é🎉ش"), max_size=50),
        ),
        max_size=8,
    ),
    st.integers(16, 80),
    st.integers(16, 80),
)
def test_every_part_is_valid_fits_and_nothing_is_lost(pieces: list[tuple[str, str]], limit: int, first: int) -> None:
    html = "".join(f"<{tag}>{text.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>" for tag, text in pieces)
    parts = formatting.split_for_chat(html, limit, first)
    lengths = [formatting.utf16_length(shown(part)) for part in parts]
    assert all(0 < length <= room for length, room in zip(lengths, [first, *[limit] * len(lengths)], strict=False))
    whole = [look for look in characters(formatting.to_chat(html)) if not look[0].isspace()]
    assert [look for part in parts for look in characters(part) if not look[0].isspace()] == whole
