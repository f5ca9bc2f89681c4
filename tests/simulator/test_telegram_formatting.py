"""Markup becomes what a phone shows, or is refused with the place of the mistake."""

from typing import Any

import pytest

from simulator.botapi.formatting import excerpt, parsed
from simulator.botapi.refusal import ApiRefusal


def shown(source: str, mode: str | None) -> tuple[str, list[tuple[str, str]]]:
    """The text, and each entity with the part that it covers."""
    text, entities = parsed(source, mode)
    return text, [(entity["type"], excerpt(text, entity)) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>A</b> &amp; <i>B<u>C</u></i>", "A & BC", [("bold", "A"), ("italic", "BC"), ("underline", "C")]),
        ("😀<strong>Ä</strong>😀<em>b</em>", "😀Ä😀b", [("bold", "Ä"), ("italic", "b")]),
        ("<b> A </b> ", "A", [("bold", "A")]),
        ("<b></b>A &nbsp; &#228;&#xE4; &lt;b&gt;", "A &nbsp; ää <b>", []),
        ("<a href='https://a.example.org/?b=1&amp;c'>A</a>", "A", [("text_link", "A")]),
        ('<a href="mailto:a@example.org">schreiben</a>', "schreiben", []),
        ("😀 /start", "😀 /start", [("bot_command", "/start")]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", "x")]),
        ("<blockquote expandable>A</blockquote>", "A", [("expandable_blockquote", "A")]),
        ('<span class="tg-spoiler">A</span><s>B</s>', "AB", [("spoiler", "A"), ("strikethrough", "B")]),
        ("<code>/start</code> /help@netz_bot", "/start /help@netz_bot",
         [("code", "/start"), ("bot_command", "/help@netz_bot")]),
        ("a@example.org, www.example.org. @netz", "a@example.org, www.example.org. @netz",
         [("email", "a@example.org"), ("url", "www.example.org"), ("mention", "@netz")]),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Any]) -> None:
    assert shown(source, "HTML") == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*A* _B_ __C__ ~D~ ||E||", "A B C D E",
         [("bold", "A"), ("italic", "B"), ("underline", "C"), ("strikethrough", "D"), ("spoiler", "E")]),
        ("*A _B_*\\.", "A B.", [("bold", "A B"), ("italic", "B")]),
        ("[Seite](https://example.org/a\\)b)", "Seite", [("text_link", "Seite")]),
        ("```py\na*b\n``` `c_d`", "a*b\n c_d", [("pre", "a*b\n"), ("code", "c_d")]),
        (">A\n>B\nC", "A\nB\nC", [("blockquote", "A\nB")]),
    ],
)  # fmt: skip
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: list[Any]) -> None:
    assert shown(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("mode", "source", "mistake"),
    [
        ("HTML", "ä<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("HTML", "1 < 2", "Unclosed start tag at byte offset 2"),
        ("HTML", "<b>A", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "A</b>", "Unexpected end tag at byte offset 1"),
        ("HTML", "<b>A</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("HTML", "<span>A</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("HTML", "<b>A</b", "Unclosed end tag at byte offset 4"),
        ("HTML", "&#xD83D;", "Text contains invalid Unicode characters after decoding HTML entities"),
        ("MarkdownV2", "Am 13. April", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("MarkdownV2", "ä *A", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "[A", "Can't find end of TextUrl entity at byte offset 0"),
        ("MarkdownV2", ">*A\nB*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_bad_markup_is_refused_with_its_place(mode: str, source: str, mistake: str) -> None:
    with pytest.raises(ApiRefusal) as refusal:
        parsed(source, mode)
    assert refusal.value.description == f"Bad Request: can't parse entities: {mistake}"
