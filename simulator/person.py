"""Somebody with a mailbox and a mail program, for tests and for the desk.

anna = post.person("anna@verein.example.org", name="Anna Kaya", client="outlook")
await anna.writes("netz@example.org", "anmelden")
question = await anna.receives(matching="bestätigen")
await anna.replies(question, "Ja")
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from simulator.letter import Attachment, Letter
from simulator.mailbox import Mailbox
from simulator.programs import Draft, Program, answer_subject, compose
from simulator.transcript import Transcript

Send = Callable[[str, Sequence[str], bytes], Awaitable[None]]
Matching = str | Callable[[Letter], bool] | None


class Person:
    """Writes, answers and waits for mail; `mails` is all that ever came, oldest first."""

    def __init__(
        self, mailbox: Mailbox, client: Program, send: Send, now: Callable[[], datetime], transcript: Transcript
    ) -> None:
        self.mailbox = mailbox
        self.client = client
        self._send = send
        self._now = now
        self._transcript = transcript
        self._read: set[Letter] = set()

    @property
    def address(self) -> str:
        return self.mailbox.address

    @property
    def name(self) -> str:
        return self.mailbox.name

    @property
    def mails(self) -> list[Letter]:
        return self.mailbox.letters

    async def writes(
        self,
        to: str | Sequence[str],
        subject: str,
        text: str = "",
        *,
        html: str | None = None,
        attachments: Sequence[Attachment] = (),
        in_reply_to: Letter | None = None,
        headers: Mapping[str, str] | None = None,
        client: Program | None = None,
    ) -> Letter:
        """Send a mail the way the person's program would; returns the copy that stays in the person's hands.

        `headers` replace those of the program. With `in_reply_to` the mail belongs to that thread and quotes it.
        """
        recipients = [to] if isinstance(to, str) else list(to)
        draft = Draft(
            self.name, self.address, recipients, subject, text, self._now(), html, attachments, in_reply_to,
            dict(headers or {}),
        )  # fmt: skip
        raw = compose(client or self.client, draft)
        await self._send(self.address, recipients, raw)
        return Letter(raw, self._now())

    async def replies(
        self, letter: Letter, text: str, *, client: Program | None = None, headers: Mapping[str, str] | None = None
    ) -> Letter:
        """Answer a mail: to its Reply-To, in its thread, with the original quoted below."""
        client = client or self.client
        subject = answer_subject(client, letter.subject)
        return await self.writes(
            letter.reply_address, subject, text, in_reply_to=letter, headers=headers, client=client
        )

    async def receives(self, matching: Matching = None, *, after: Letter | None = None, timeout: float = 30) -> Letter:  # noqa: ASYNC109
        """The oldest mail that this method has not returned yet, waiting for it up to `timeout` seconds.

        `matching` is a part of subject or text, or a function that says yes; `after` skips what came before that mail.
        Raises AssertionError with what was there instead, and what the post did last.
        """
        letter = await self.mailbox.arrived.until(
            lambda: self._unread(matching, after), timeout, lambda: self._instead(matching)
        )
        self._read.add(letter)
        return letter

    def _instead(self, matching: Matching) -> str:
        there = "\n".join(f"  {letter}" for letter in self.mails) or "  (nothing)"
        told = f"no mail for {self.address} matching {matching!r}; there is\n{there}"
        return f"{told}\nthe post's last requests:\n{self._transcript.tail()}"

    def _unread(self, matching: Matching, after: Letter | None) -> Letter | None:
        start = self.mails.index(after) + 1 if after else 0
        fresh = (letter for letter in self.mails[start:] if letter not in self._read)
        return next((letter for letter in fresh if _matches(letter, matching)), None)


def _matches(letter: Letter, matching: Matching) -> bool:
    if matching is None:
        return True
    if callable(matching):
        return matching(letter)
    return matching in letter.subject or matching in letter.text
