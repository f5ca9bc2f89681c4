"""The way a rule says no."""

import re
from typing import Any


class Refusal(Exception):
    """A verb's "no", with the details its words need.

    The class name is the key of the text in locales/: `CodeExpired` speaks as `refusal-code-expired`.
    """

    def __init__(self, **details: Any) -> None:
        super().__init__(type(self).__name__)
        self.details = details

    @property
    def key(self) -> str:
        return "refusal-" + re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()


class NotAllowed(Refusal):
    """The person's role does not reach that far."""
