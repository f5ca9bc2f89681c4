"""Texts of the messenger keep their words and their looks, whatever is done to them."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing import formatting
from tests.mailing.formatting import telegram_html
from tests.mailing.formatting.telegram_html import characters, shown

MARKS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code"}


def entity(text: str, part: str, kind: str, **more: Any) -> dict[str, Any]:
    """An entity over a part of the text, counted as Telegram counts."""
    offset = formatting.utf16_length(text[: text.index(part)])
    return {"type": kind, "offset": offset, "length": formatting.utf16_length(part), **more}


def test_marks_links_and_paragraphs_of_a_message_become_clean_html() -> None:
    text = "Schulung 🎓 Kasse\n\nAm Dienstag in Velbert, mehr hier"
    entities = [
        entity(text, "Schulung 🎓 Kasse", "bold"),
        entity(text, "Velbert", "italic"),
        entity(text, "hier", "text_link", url="https://example.org/a?b=1&c=2"),
    ]
    assert formatting.from_chat(text, entities) == (
        "<p><b>Schulung 🎓 Kasse</b></p><p>Am Dienstag in <i>Velbert</i>, mehr "
        '<a href="https://example.org/a?b=1&amp;c=2">hier</a></p>'
    )


def test_offsets_behind_an_emoji_are_counted_as_telegram_counts_them() -> None:
    assert formatting.from_chat("👩‍👧 neu", [{"type": "bold", "offset": 6, "length": 3}]) == "<p>👩‍👧 <b>neu</b></p>"


def test_entities_that_overlap_are_nested_properly() -> None:
    text = "eins zwei drei"
    html = formatting.from_chat(text, [entity(text, "eins zwei", "bold"), entity(text, "zwei drei", "italic")])
    assert html == "<p><b>eins <i>zwei</i></b><i> drei</i></p>"


def test_a_quote_and_a_code_block_are_blocks_of_their_own() -> None:
    text = "Sie fragten:\nWann?\nUm 18 Uhr.\nx  = 1"
    entities = [entity(text, "Wann?", "expandable_blockquote"), entity(text, "x  = 1", "pre", language="python")]
    html = formatting.from_chat(text, entities)
    assert html == "<p>Sie fragten:</p><blockquote><p>Wann?</p></blockquote><p>Um 18 Uhr.</p><pre>x  = 1</pre>"
    assert formatting.to_chat(html).endswith("<blockquote>Wann?</blockquote>\n\nUm 18 Uhr.\n\n<pre>x  = 1</pre>")


def test_a_custom_emoji_leaves_its_emoji_and_a_spoiler_its_text() -> None:
    text = "👍 Überraschung"
    entities = [entity(text, "👍", "custom_emoji", custom_emoji_id="1"), entity(text, "Überraschung", "spoiler")]
    assert formatting.from_chat(text, entities) == "<p>👍 Überraschung</p>"


def test_addresses_that_telegram_finds_are_links_in_a_mail_and_plain_in_the_chat() -> None:
    text = "example.org, buero@example.org, +49 2051 123, @netzwerk_amt"
    entities = [
        entity(text, "example.org", "url"),
        entity(text, "buero@example.org", "email"),
        entity(text, "+49 2051 123", "phone_number"),
        entity(text, "@netzwerk_amt", "mention"),
    ]
    html = formatting.from_chat(text, entities)
    assert '<a href="http://example.org">example.org</a>' in html
    assert '<a href="mailto:buero@example.org">' in html
    assert '<a href="tel:+492051123">' in html
    assert '<a href="https://t.me/netzwerk_amt">' in html
    assert formatting.to_chat(html) == text


def test_links_that_the_chat_cannot_open_say_where_they_lead() -> None:
    html = '<p><a href="mailto:buero@example.org">Schreiben Sie uns</a></p>'
    assert formatting.to_chat(html) == "Schreiben Sie uns (buero@example.org)"


def test_a_link_that_would_run_something_is_only_text() -> None:
    assert formatting.from_chat("hier", [{"type": "text_link", "offset": 0, "length": 4, "url": "javascript:x()"}]) == (
        "<p>hier</p>"
    )


@pytest.mark.parametrize("offset", [-1, 0, 3, 1000])
@pytest.mark.parametrize("length", [-5, 0, 1000])
def test_entities_outside_the_text_do_no_harm(offset: int, length: int) -> None:
    html = formatting.from_chat("Guten Tag", [{"type": "bold", "offset": offset, "length": length}])
    assert formatting.to_plain(html) == "Guten Tag"


def test_lists_are_bullets_in_the_chat_and_lists_in_a_mail() -> None:
    html = formatting.from_chat("Bitte mitbringen:\n- Stift\n- Papier\n\n1. Ankommen\n2. Beginnen\n   pünktlich")
    assert html == (
        "<p>Bitte mitbringen:</p><ul><li>Stift</li><li>Papier</li></ul>"
        "<ol><li>Ankommen</li><li>Beginnen<br>pünktlich</li></ol>"
    )
    assert formatting.to_chat(html) == "Bitte mitbringen:\n• Stift\n• Papier\n\n1. Ankommen\n2. Beginnen\n  pünktlich"


@pytest.mark.parametrize("line", ["1. April ist unser Fest.", "- Ihr Integrationsbüro", "2. Termin\n1. Termin"])
def test_a_date_or_a_lone_dash_is_no_list(line: str) -> None:
    assert "<li>" not in formatting.from_chat(line)


def test_quotes_in_quotes_and_code_in_quotes_stay_within_what_telegram_allows() -> None:
    html = "<blockquote><p>a <code>b</code></p><blockquote><pre>c</pre></blockquote><ul><li>d</li></ul></blockquote>"
    assert shown(formatting.to_chat(html)) == "a b\n\nc\n\n• d"


# Letters that mean nothing to the reading of lines, so that only words and looks are at stake.
WORDS = st.text(st.sampled_from("aB ß\n🎉é<>&\"'ش;/"), max_size=60)
ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                [*MARKS, "text_link", "blockquote", "pre", "spoiler", "custom_emoji", "unheard_of"]
            ),
            "offset": st.integers(-2, 70),
            "length": st.integers(-2, 70),
            "url": st.sampled_from(["https://example.org/?a=1&b='\"<", "https://example.org"]),
        }
    ),
    max_size=6,
)


def looks(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, frozenset[str]]]:
    """What should be seen of a message: each visible character with its marks, by the rules of the canonical form."""
    spans = [(units(text, e["offset"]), units(text, e["offset"] + e["length"]), e) for e in entities]
    spans = [(start, end, e) for start, end, e in spans if start is not None and end is not None and start < end]
    seen = [(character, look(index, spans)) for index, character in enumerate(text)]
    return [(character, marks) for character, marks in seen if not character.isspace()]


def units(text: str, offset: int) -> int | None:
    places = [formatting.utf16_length(text[:index]) for index in range(len(text) + 1)]
    if offset >= places[-1]:
        return len(text)
    return places.index(offset) if offset in places else None


def look(index: int, spans: list[Any]) -> frozenset[str]:
    here = [e for start, end, e in spans if start <= index < end]
    marks = {MARKS[e["type"]] for e in here if e["type"] in MARKS}
    links = [e["url"] for e in here if e["type"] == "text_link"]
    if "code" in marks:
        return frozenset({"code"})
    if links:
        return frozenset(marks - {"u"} | {f"a {links[-1]}"})
    return frozenset(marks)


@settings(deadline=None)
@given(WORDS, ENTITIES)
def test_from_the_chat_and_back_keeps_every_letter_and_its_look(text: str, entities: list[dict[str, Any]]) -> None:
    inline = [e for e in entities if e["type"] not in ("blockquote", "pre")]
    back = characters(formatting.to_chat(formatting.from_chat(text, inline)))
    assert [(c, marks) for c, marks in back if not c.isspace()] == looks(text, inline)


@settings(deadline=None)
@given(WORDS, ENTITIES)
def test_from_the_chat_and_back_keeps_every_word_in_quotes_and_code_too(
    text: str, entities: list[dict[str, Any]]
) -> None:
    back = shown(formatting.to_chat(formatting.from_chat(text, entities)))
    assert "".join(back.split()) == "".join(text.split())


@settings(deadline=None)
@given(WORDS, ENTITIES)
def test_what_is_canonical_stays_as_it_is(text: str, entities: list[dict[str, Any]]) -> None:
    html = formatting.from_chat(text, entities)
    assert formatting.canonical(html) == html


TAGS = ["p", "br", "b", "i", "u", "s", "code", "pre", "blockquote", "ul", "ol", "li", "div", "span", "a", "table", "tr"]
TAGS += ["td", "h1", "img", "script", "style", "svg", "strong", "x", "o:p"]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["<", ">", "&", "&amp;", "&#0;", "&lt;b>", "<!--", "-->", "<a href='", "\x00", "\ud800", " "]),
    st.sampled_from(
        [
            "<a href='https://example.org/\"><i>'>",
            "<a href='javascript:x'>",
            "<span style='font-weight:bold;mso-list:Ignore'>",
            "<p style='mso-list:l0'>",
            "<img src=x onerror=y>",
            "<div style='display:none'>",
        ]
    ),
    st.text(max_size=8),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_html_however_broken_makes_a_message_that_telegram_refuses(html: str) -> None:
    seen = shown(formatting.to_chat(html))
    assert "\x00" not in seen
    assert not any(unicodedata.category(character) == "Cs" for character in seen)
    assert formatting.canonical(formatting.canonical(html)) == formatting.canonical(html)
    assert "<script" not in formatting.to_mail(html)
    formatting.to_plain(html, width=30)


def test_the_strict_reader_of_these_tests_refuses_what_telegram_refuses() -> None:
    for wrong in (
        "<p>a</p>",
        "<b>a",
        "a</b>",
        "<b><i>a</b></i>",
        "a & b",
        "<code><b>a</b></code>",
        "&nbsp;",
        "<b x=1>a</b>",
    ):
        with pytest.raises(telegram_html.Refused):
            characters(wrong)
