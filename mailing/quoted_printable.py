"""Text as quoted-printable (RFC 2045 6.7), so that it stands in a letter as it is.

A line is cut where it is longer than 76 characters, but never in a word of small letters, digits and hyphens: another
word of that length may take its place, and all lines stay as they are. No line begins with a dot, which SMTP would
have to double (RFC 5321 4.5.2).
"""

import re
from binascii import b2a_qp

# 73, then the two characters that a dot at the beginning grows by, and "=": 76.
_UNCUT_ESCAPE = rb".{1,73}(?<!=)(?<!=.)"
_PIECE = re.compile(rb"%b(?!(?<=[0-9a-z-])[0-9a-z-])|%b" % (_UNCUT_ESCAPE, _UNCUT_ESCAPE))
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


def quoted(text: str) -> bytes:
    """Its lines, with CRLF at the end of each but the last."""
    lines = b"\r\n".join(map(_quoted, text.encode().splitlines()))
    return _LEADING_DOT.sub(b"=2E", lines) if b"." in lines else lines


def _quoted(line: bytes) -> bytes:
    uncut = b2a_qp(line, istext=False).replace(b"=\n", b"")
    return uncut if len(uncut) <= 73 else b"=\r\n".join(_PIECE.findall(uncut))
