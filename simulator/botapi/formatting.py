"""Text with formatting: from what a request carries to the text and entities that a phone shows.

Offsets and lengths count UTF-16 code units, like everything about text in the Bot API
(https://core.telegram.org/bots/api#messageentity). White space at both ends is cut off; commands, links, addresses and
mentions become entities of themselves.
"""

import re
from bisect import bisect_right
from itertools import accumulate

from simulator.botapi import markup_html, markup_v2
from simulator.botapi.refusal import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024

_PARSERS = {"html": markup_html.parse, "markdownv2": markup_v2.parse}
_ENTITIES_PARAMETER = {"text": "entities", "caption": "caption_entities"}
_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
_FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>\b(?:https?://|www\.|t\.me/)[^\s<>«»\"]*[^\s<>«»\".,;:!?)'])"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
)


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def content(params: Json, name: str) -> Json:
    """`text` or `caption` of a request as the fields of a message; {} if there is none. Raises `ApiRefusal`."""
    text, entities = parsed(params.get(name, ""), params.get("parse_mode"), params.get(_ENTITIES_PARAMETER[name]))
    if name == "text" and not text:
        raise bad_request("message text is empty")
    if units(text) > (MAX_TEXT if name == "text" else MAX_CAPTION):
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    if not text:
        return {}
    return {name: text, **({_ENTITIES_PARAMETER[name]: entities} if entities else {})}


def parsed(source: str, mode: str | None = None, given: list[Json] | None = None) -> tuple[str, list[Json]]:
    """The text that a phone shows, and its entities in order. Raises `ApiRefusal` for bad markup or entities."""
    if mode and given:
        raise bad_request("parse_mode and entities cannot be used together")
    if not mode:
        text, entities = source, [_checked(entity, units(source)) for entity in given or []]
    elif mode.lower() in _PARSERS:
        text, entities = _PARSERS[mode.lower()](source)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, sorted(entities + _found(text, entities), key=lambda entity: (entity["offset"], -entity["length"]))


def _checked(entity: Json, size: int) -> Json:
    if entity["type"] not in _TYPES:
        raise bad_request(f"can't parse MessageEntity: unsupported type {entity['type']!r}")
    end = entity["offset"] + entity["length"]
    if entity["offset"] < 0 or entity["length"] <= 0 or end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text "
            f"at UTF-16 offset {size}"
        )
    return entity


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    left = units(text) - units(text.lstrip())
    size = units(stripped)
    moved = []
    for entity in entities:
        start = min(max(entity["offset"] - left, 0), size)
        end = min(max(entity["offset"] + entity["length"] - left, 0), size)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return stripped, moved


def _offsets(text: str) -> list[int]:
    """Where each character begins, and the text ends, in UTF-16 units."""
    return list(accumulate((2 if ord(sign) > 0xFFFF else 1 for sign in text), initial=0))


def _found(text: str, entities: list[Json]) -> list[Json]:
    """What Telegram marks by itself, outside of code and links that the sender marked."""
    taken = [entity for entity in entities if entity["type"] in ("code", "pre", "text_link", *_FOUND.groupindex)]
    offsets = _offsets(text)
    found = []
    for match in _FOUND.finditer(text):
        start, end = offsets[match.start()], offsets[match.end()]
        if not any(entity["offset"] < end and start < entity["offset"] + entity["length"] for entity in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return found


def excerpt(text: str, entity: Json) -> str:
    """The part of a text that an entity covers."""
    offsets = _offsets(text)
    start = bisect_right(offsets, entity["offset"]) - 1
    end = bisect_right(offsets, entity["offset"] + entity["length"]) - 1
    return text[start:end]
