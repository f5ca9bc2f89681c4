"""A letter to many: written once, and for each reader only what is theirs is filled in.

    skeleton = Skeleton(letter_to, token_length=33, enclosed=enclosed(files))
    skeleton.fill(Mailbox("Anna Kaya", "anna@verein.example.org"), now, message_id, greeting, token)

The letter is written with stand-ins where the greeting and the token belong: random words, which no text contains. The
greeting is paragraphs of its own, so that how it is wrapped and encoded concerns no other line. The stand-in of the
token is as long as the token, and `quoted` cuts neither, so that every line breaks where it would around the token.
What comes out is byte for byte the letter that `build` makes for this reader. Files are one object for everybody.
"""

from collections.abc import Callable
from datetime import datetime
from secrets import token_hex

from mailing.addresses import Mailbox
from mailing.channels.wrapping import Text
from mailing.message import Outgoing, own_header, plain_text, shared
from mailing.quoted_printable import quoted


class Skeleton:
    """`letter_to` gives the letter that greets with a greeting and ends with a token; its recipient, date and
    Message-ID do not matter. Tokens are `token_length` characters of [0-9a-z-], enough that none is found by chance.
    Raises UnsafeAddress, UnsafeHeader."""

    def __init__(self, letter_to: Callable[[Text, str], Outgoing], token_length: int, enclosed: bytes) -> None:
        plain, html, token = token_hex(), token_hex(), token_hex(token_length)[:token_length]
        written = shared(letter_to(Text(plain, html), token)).replace(b"%", b"%%")
        for stand_in, gap in ((plain, b"%(plain)b"), (html, b"%(html)b"), (token, b"%(token)b")):
            written = written.replace(stand_in.encode(), gap)
        self._shared, self._enclosed = written, enclosed

    def fill(
        self, recipient: Mailbox, moment: datetime, message_id: str, greeting: Text, token: str
    ) -> tuple[bytes, bytes, bytes]:
        """The letter to one reader, in pieces. Raises UnsafeAddress."""
        gaps = {b"plain": plain_text(greeting.plain), b"html": quoted(greeting.html), b"token": token.encode()}
        return own_header(recipient, moment, message_id), self._shared % gaps, self._enclosed
