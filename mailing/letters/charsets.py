"""Bytes into text, whatever the letter claims about them: never an error, never a control character."""

import binascii
import codecs
import re

# Mail that says Latin-1 or ASCII is Windows-1252 in truth (https://encoding.spec.whatwg.org/#names-and-labels).
_REALLY_WINDOWS = {"iso8859-1", "ascii"}
# Codecs that are no charsets of mail; punycode takes time quadratic in the length.
_NEVER = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=", re.IGNORECASE)


def decode(content: bytes, charset: str | None) -> str:
    """The text, by the charset if there is such a one; else UTF-8 if it is that, else Windows-1252."""
    return visible(_decoded(content, charset))


def _decoded(content: bytes, charset: str | None) -> str:
    name = _known(charset)
    if name is None or name in _REALLY_WINDOWS:
        try:
            return content.decode()
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")
    return content.decode(name, "replace")


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "").split("*")[0].strip("\"' ")).name
        "".encode(name)  # base64 and zip are codecs as well, but not of text
    except (LookupError, ValueError):
        return None
    return None if name in _NEVER else name


def visible(text: str) -> str:
    """The text with simple line ends, without what neither shows nor may be stored (PostgreSQL refuses NUL)."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decode_header(value: str) -> str:
    """A header's text (RFC 2047), on one line. Pieces of one charset are decoded together: some split a letter."""
    pieces: list[tuple[str | None, bytes]] = []
    position = 0
    for found in _ENCODED.finditer(value):
        between = value[position : found.start()]
        if between.strip() or not pieces:
            pieces.append((None, between.encode("utf-8", "surrogateescape")))
        charset, content = found[1].lower(), _unpacked(found[2], found[3])
        if pieces[-1][0] == charset:
            content = pieces.pop()[1] + content
        pieces.append((charset, content))
        position = found.end()
    pieces.append((None, value[position:].encode("utf-8", "surrogateescape")))
    return " ".join("".join(decode(content, charset) for charset, content in pieces).split())


def _unpacked(encoding: str, text: str) -> bytes:
    content = text.encode("ascii", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(content, header=True)
    try:
        return binascii.a2b_base64(content + b"==")
    except binascii.Error:
        return content
