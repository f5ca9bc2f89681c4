"""What an element of a mail's HTML means for the text: its marks, and its kind, that is what it does to the flow.

Kinds: "line" (its text stands on lines of its own), "apart" (with a gap around), "frame" kinds named as their tag
(quote, lists, table rows and cells), "word-item" and "marker" (a list item that Word writes as a paragraph, and its
bullet), "quoted-from-here" (a mail program says: the older message begins), "" (nothing).
"""

import re

Attributes = dict[str, str]
Style = dict[str, str]

_MARKS = {
    **dict.fromkeys(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "i"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
}
_KINDS = {
    **dict.fromkeys(("div", "address", "article", "center", "section", "header", "footer", "main"), "line"),
    **dict.fromkeys(("dd", "dt", "caption"), "line"),
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "table", "figure"), "apart"),
    **{tag: tag for tag in ("pre", "blockquote", "ul", "ol", "li", "tr", "td", "th")},
}

# Ids, classes and names by which mail programs mark what they quote, without the "x_" that Outlook puts before them.
_QUOTED = {"mail-editor-reference-message-container", "ms-outlook-mobile-reference-message", "yahoo_quoted", "quote"}
_QUOTED |= {"protonmail_quote", "tutanota_quote", "moz-forward-container", "zmail_extra"}
_QUOTED_FROM_HERE = {"divrplyfwdmsg", "appendonsend"}
# Outlook for Windows draws this line above the message that it quotes.
_OUTLOOK_LINE = re.compile(r"^solid #(e1e1e1|b5c4df)")
_NO_MARGIN = re.compile(r"0(cm|in|pt|px)?( |$)")
_NUMBER = re.compile(r"\s*(\d{1,4})[.)]")


def kind_of(tag: str, attributes: Attributes, style: Style) -> str:
    if style.get("mso-list") == "ignore":
        return "marker"
    if tag == "p" and "mso-list" in style:
        return "word-item"
    if tag == "p" and _follows_without_gap(attributes, style):
        return "line"
    return _KINDS.get(tag, "")


def kind_of_quote(attributes: Attributes, style: Style) -> str:
    """How a mail program marks the older message: a "blockquote" around it, or "quoted-from-here" above it."""
    names = " ".join(attributes.get(name, "") for name in ("id", "class", "name")).lower().split()
    known = {name.removeprefix("x_") for name in names}
    if known & _QUOTED:
        return "blockquote"
    if known & _QUOTED_FROM_HERE or _OUTLOOK_LINE.match(style.get("border-top", "")):
        return "quoted-from-here"
    return ""


def marks_of(tag: str, style: Style) -> tuple[set[str], set[str]]:
    """The marks an element adds and those it takes away: Google Docs wraps everything in a <b> of normal weight."""
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    drawn = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    added = {_MARKS[tag]} if tag in _MARKS else set()
    added |= {"b"} if weight in ("bold", "bolder", "600", "700", "800", "900") else set()
    added |= {"i"} if slant in ("italic", "oblique") else set()
    added |= {mark for mark, name in (("u", "underline"), ("s", "line-through")) if name in drawn}
    removed = {"b"} if weight in ("normal", "400") else set()
    removed |= {"i"} if slant == "normal" else set()
    return added, removed


def style_of(attributes: Attributes) -> Style:
    pairs = (part.split(":", 1) for part in attributes.get("style", "").lower().split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def number_of(marker: str) -> int | None:
    """The number before an item, or none for a bullet."""
    found = _NUMBER.match(marker)
    return (int(found[1]) or None) if found else None


def _follows_without_gap(attributes: Attributes, style: Style) -> bool:
    margins = (style.get(name, "") for name in ("margin", "margin-top", "margin-bottom"))
    return "mso" in attributes.get("class", "").lower() or any(map(_NO_MARGIN.match, margins))
