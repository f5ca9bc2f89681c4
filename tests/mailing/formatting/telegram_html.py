"""Telegram's own reading of message HTML, as strict as its documentation: what it would refuse raises Refused.

https://core.telegram.org/bots/api#html-style and #formatting-options
"""

from html.parser import HTMLParser

CONTINUOUS = {"b", "i", "u", "s"}
TAGS = CONTINUOUS | {"a", "code", "pre", "blockquote"}


class Refused(Exception):
    """Telegram would answer 400: can't parse entities."""


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.links: list[str] = []
        self.characters: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(f"unsupported tag {tag}")
        if set(self.open) & {"code", "pre"} or tag in self.open or (tag in ("blockquote", "pre") and self.open):
            raise Refused(f"{tag} inside {self.open}")
        if [name for name, _ in attrs] != (["href"] if tag == "a" else []):
            raise Refused(f"attributes {attrs} of {tag}")
        self.links += [value or "" for _, value in attrs]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused(f"unexpected end of {tag}")
        if tag == "a":
            self.links.pop()

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise Refused("a bare sign")
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        if name not in ("lt", "gt", "amp", "quot"):
            raise Refused(f"unknown entity {name}")
        self._add({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name])

    def handle_charref(self, name: str) -> None:
        self._add(chr(int(name[1:], 16) if name.startswith("x") else int(name)))

    def _add(self, data: str) -> None:
        look = frozenset([*(tag for tag in self.open if tag != "a"), *(f"a {link}" for link in self.links)])
        self.characters += [(character, look) for character in data]


def characters(html: str) -> list[tuple[str, frozenset[str]]]:
    """Every character that the reader would see, with its marks ("b", "a https://…"); raises Refused."""
    strict = _Strict()
    strict.feed(html)
    strict.close()
    if strict.open:
        raise Refused(f"{strict.open} never ends")
    return strict.characters


def shown(html: str) -> str:
    """The text that the reader would see; raises Refused."""
    return "".join(character for character, _ in characters(html))
