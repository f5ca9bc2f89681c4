"""What a person sees: the messages of the bot as they come, and its answer to a pressed button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.bell import Bell
from simulator.botapi.chats import Chat, Message
from simulator.botapi.refusal import Json

if TYPE_CHECKING:
    from simulator.botapi.world import World

Matching = str | Callable[[Message], bool] | None


class Press:
    """A button that was pressed, and what the bot answered."""

    def __init__(self, press_id: str, date: float) -> None:
        self.id = press_id
        self.date = date
        self.answer: Json | None = None
        self.bell = Bell()

    async def answered(self, timeout: float = 30) -> Json:  # noqa: ASYNC109
        """The parameters of answerCallbackQuery: {} for the silent answer, or `text`, `show_alert`."""
        return await self.bell.until(lambda: self.answer, timeout, lambda: f"press {self.id} was never answered")


class Phone:
    """A phone with the private chat, and perhaps others, open on it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self._read: set[tuple[int, int, int]] = set()  # chat, message and how often it had been edited

    async def reads(
        self,
        matching: Matching = None,
        *,
        after: Message | None = None,
        chat: Chat | None = None,
        timeout: float = 30,  # noqa: ASYNC109
    ) -> Message:
        """The oldest message of the bot that contains the words or fulfils the condition, and was not returned before.

        A message that was edited counts again. `after`: only messages that came after this one. Waits up to `timeout`
        seconds, then fails and says what there was instead.
        """
        there = chat or self.chat
        message = await there.bell.until(
            lambda: self._unread(there, matching, after), timeout, lambda: self._instead(there, matching)
        )
        self._read.add((there.id, message.id, len(message.former)))
        return message

    def _unread(self, chat: Chat, matching: Matching, after: Message | None) -> Message | None:
        for message in chat.from_bot:
            seen = (chat.id, message.id, len(message.former)) in self._read
            if not seen and (after is None or message.id > after.id) and _matches(message, matching):
                return message
        return None

    def _instead(self, chat: Chat, matching: Matching) -> str:
        requests = [request for request in self.world.requests if request.params.get("chat_id") == chat.id]
        return "\n".join(
            [
                f"{chat.name} waited in vain for {matching!r}.",
                "On the phone:",
                *(f"  {message!r}" for message in chat.messages),
                "Requests to this chat:",
                *(f"  {request}" for request in requests),
            ]
        )


def _matches(message: Message, matching: Matching) -> bool:
    return matching(message) if callable(matching) else (matching or "") in message.text
