"""The ways in which the Bot API says no: a status, a description and sometimes parameters.

Descriptions are those that Telegram's own server sends, so that a bot may match on them (github tdlib/telegram-bot-api,
`Client::fail_query_with_error` and `check_chat_access`; github tdlib/td for markup). Where Telegram would have accepted
the request, the words are the simulator's own.
"""

from typing import Any

Json = dict[str, Any]


class ApiRefusal(Exception):
    """An answer with `ok: false`; `parameters` as in https://core.telegram.org/bots/api#responseparameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The body of the answer."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def bad_request(words: str, **parameters: int) -> ApiRefusal:
    """400: the request is wrong, or its chat or message is not there."""
    return ApiRefusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> ApiRefusal:
    """403: the bot may not write to this chat."""
    return ApiRefusal(403, f"Forbidden: {words}")


_USUAL = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def usual(status: int, description: str | None = None, retry_after: int = 3) -> ApiRefusal:
    """The refusal that a status most often stands for; `retry_after` in seconds, for 429 only."""
    if status == 429:
        return ApiRefusal(429, description or f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
    return ApiRefusal(status, description or _USUAL[status])
