"""Telegram's MarkdownV2: every sign that could mean something must be escaped.

https://core.telegram.org/bots/api#markdownv2-style.
"""

import re
from typing import NoReturn

from simulator.botapi.keyboards import is_link
from simulator.botapi.refusal import Json, bad_request

_TOKEN = re.compile(
    r"\\[\x01-\x7e]|```(?:\w+\n|\n)?|`|\|\||__|\]\((?:\\.|[^)\\])*\)|[_*\[\]()~>#+\-=|{}.!\n]", re.DOTALL
)
_IN_CODE = re.compile(r"\\[\x01-\x7e]|```|`", re.DOTALL)
_PAIRS = {
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "__": ("underline", "Underline"),
    "~": ("strikethrough", "Strikethrough"),
    "||": ("spoiler", "Spoiler"),
    "`": ("code", "Code"),
    "```": ("pre", "Pre"),
    "[": ("text_link", "TextUrl"),
    ">": ("blockquote", "BlockQuote"),
}


def parse(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises `ApiRefusal` ("can't parse entities: …")."""
    reader = _Reader(source)
    position = 0
    while match := reader.tokens().search(source, position):
        reader.words(source[position : match.start()])
        reader.token(match[0], match.start())
        position = match.end()
    reader.words(source[position:])
    return reader.finish()


def _refuse(words: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {words}")


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[tuple[str, int, int, str]] = []  # sign, offset in the text, where in the source, language

    def tokens(self) -> re.Pattern[str]:
        """What means something here; inside of code that is little."""
        return _IN_CODE if self.open and self.open[-1][0] in ("`", "```") else _TOKEN

    def words(self, text: str) -> None:
        self.text += text

    def token(self, token: str, where: int) -> None:
        sign = "```" if token.startswith("```") else token[:1] if token.startswith(("](", "\n")) else token
        if token.startswith("\\"):
            self.text += token[1]
        elif token == "\n":
            self._end_of_line(where)
        elif self.open and sign == ("]" if self.open[-1][0] == "[" else self.open[-1][0]) and sign != ">":
            self._close(token)
        elif sign == ">" and self.text[-1:] in ("", "\n"):
            if not self._quoting():
                self._open(sign, where)
        elif sign in _PAIRS and sign != ">":
            self._open(sign, where, token[3:].strip())
        else:
            _refuse(f"Character '{token[0]}' is reserved and must be escaped with the preceding '\\'")

    def finish(self) -> tuple[str, list[Json]]:
        """The result; what is still open must be a quotation."""
        if self._quoting():
            self._close_quotation()
        if self.open:
            self._refuse_open()
        return self.text, self.entities

    def _quoting(self) -> bool:
        return any(sign == ">" for sign, *_ in self.open)

    def _end_of_line(self, where: int) -> None:
        if self._quoting() and self.source[where + 1 : where + 2] != ">":
            self._close_quotation()
        self.text += "\n"

    def _close_quotation(self) -> None:
        if self.open[-1][0] != ">":
            self._refuse_open()
        self._close(">")

    def _refuse_open(self) -> NoReturn:
        sign, _, where, _ = self.open[-1]
        offset = len(self.source[:where].encode())
        _refuse(f"Can't find end of {_PAIRS[sign][1]} entity at byte offset {offset}")

    def _open(self, sign: str, where: int, language: str = "") -> None:
        self.open.append((sign, self._size(), where, language))

    def _size(self) -> int:
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2

    def _close(self, token: str) -> None:
        sign, offset, _, language = self.open.pop()
        entity: Json = {"type": _PAIRS[sign][0], "offset": offset, "length": self._size() - offset}
        if language:
            entity["language"] = language
        if sign == "[":
            inner = self.text.encode("utf-16-le")[2 * offset :].decode("utf-16-le")
            entity["url"] = re.sub(r"\\(.)", r"\1", token[2:-1]) or inner
        if entity["length"] and (sign != "[" or is_link(entity["url"])):
            self.entities.append(entity)
