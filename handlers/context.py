"""How python-telegram-bot's handlers find the turn they run in.

The worker sets the turn in a context variable before it lets the library process one update; our Context reads it.
"""

from contextvars import ContextVar
from typing import Any

from telegram import Bot
from telegram.ext import CallbackContext

from mailing.turn import Turn

TURN: ContextVar[Turn] = ContextVar("turn")


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    @property
    def turn(self) -> Turn:
        return TURN.get()
