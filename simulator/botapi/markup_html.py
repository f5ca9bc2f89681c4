"""Telegram's HTML: a few tags, properly nested, everything else escaped.

https://core.telegram.org/bots/api#html-style. Only `&lt;`, `&gt;`, `&amp;`, `&quot;` and numeric references are
decoded; any other `&…;` stays as it is written.
"""

import re
from typing import NoReturn

from simulator.botapi.keyboards import is_link
from simulator.botapi.refusal import Json, bad_request

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[^\s>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def parse(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises `ApiRefusal` ("can't parse entities: …") with the byte offset."""
    reader = _Reader(source)
    position = 0
    while position < len(source):
        position = reader.tag(position) if source[position] == "<" else reader.words(position)
    if reader.open:
        _refuse(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(reader.text), reader.entities


def _refuse(words: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {words}")


def _unescaped(text: str) -> str:
    def sign(match: re.Match[str]) -> str:
        code = int(match[2]) if match[2] else int(match[3], 16) if match[3] else 0
        if 0xD800 <= code < 0xE000:
            _refuse("Text contains invalid Unicode characters after decoding HTML entities")
        return _NAMED.get(match[1]) or (chr(code) if 0 < code < 0x110000 else match[0])

    return _REFERENCE.sub(sign, text)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text: list[str] = []
        self.size = 0  # of the text so far, in UTF-16 units
        self.entities: list[Json] = []
        self.open: list[tuple[str, dict[str, str], int, int]] = []  # tag, attributes, offset, pieces of text before

    def words(self, position: int) -> int:
        """Take the text up to the next tag; the position after it."""
        end = self.source.find("<", position)
        end = len(self.source) if end < 0 else end
        piece = _unescaped(self.source[position:end])
        self.text.append(piece)
        self.size += len(piece.encode("utf-16-le", "surrogatepass")) // 2
        return end

    def tag(self, position: int) -> int:
        """Take one tag; the position after it."""
        where = len(self.source[:position].encode())
        match = _TAG.match(self.source, position)
        if not match:
            _refuse(
                f"Unclosed {'end' if self.source.startswith('</', position) else 'start'} tag at byte offset {where}"
            )
        name = match["name"].lower()
        if match["end"]:
            self._end(name, where)
        else:
            self._start(name, match["attributes"], where)
        return match.end()

    def _start(self, name: str, attributes: str, where: int) -> None:
        if name not in _TYPES:
            _refuse(f'Unsupported start tag "{name}" at byte offset {where}')
        values = {key: _unescaped(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(attributes)}
        if name == "span" and values.get("class") != "tg-spoiler":
            _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        if name == "tg-emoji" and not values.get("emoji-id", "").isdigit():
            _refuse("Invalid custom emoji identifier specified")
        self.open.append((name, values, self.size, len(self.text)))

    def _end(self, name: str, where: int) -> None:
        if not self.open:
            _refuse(f"Unexpected end tag at byte offset {where}")
        opened, attributes, offset, pieces = self.open.pop()
        if name != opened:
            _refuse(f'Unmatched end tag at byte offset {where}, expected "</{opened}>", found "</{name}>"')
        entity: Json = {"type": _TYPES[name], "offset": offset, "length": self.size - offset}
        if entity["length"] and self._complete(entity, name, attributes, "".join(self.text[pieces:])):
            self.entities.append(entity)

    def _complete(self, entity: Json, name: str, attributes: dict[str, str], inner: str) -> bool:
        """Fill in what an attribute says; False if nothing remains to be shown as an entity."""
        if name == "a":
            entity["url"] = attributes.get("href") or inner
            return is_link(entity["url"])
        if name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        elif name == "pre":
            self._take_language(entity)
        elif name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif name == "tg-emoji":
            entity["custom_emoji_id"] = attributes["emoji-id"]
        elif name == "tg-time":
            entity |= {"unix_time": int(attributes.get("unix") or 0), "date_time_format": attributes.get("format", "")}
        return True

    def _take_language(self, pre: Json) -> None:
        last = self.entities[-1] if self.entities else {}
        if "language" in last and all(last[key] == pre[key] for key in ("offset", "length")):
            pre["language"] = self.entities.pop()["language"]
