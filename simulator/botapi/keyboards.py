"""The rules for buttons under a message and for keyboards below the text field.

Limits: callback_data 1-64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton); at most 100 buttons in all
and 8 in a row are what phones show, and are counted for both kinds of keyboard.
"""

from urllib.parse import urlsplit

from simulator.botapi.refusal import Json, bad_request

MAX_BUTTONS = 100
MAX_ROW = 8
_ACTIONS = ("url", "callback_data", "copy_text")


def check(markup: Json) -> None:
    """Raise `ApiRefusal` if no phone could show this reply markup; its shape has been checked before."""
    rows: list[list[Json]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MAX_ROW for row in rows):
        raise bad_request(f"more than {MAX_ROW} buttons in a row")
    for button in (button for row in rows for button in row):
        _check_button(button)
        if "inline_keyboard" in markup:
            _check_action(button)
    if not 1 <= len(markup.get("input_field_placeholder", "…")) <= 64:
        raise bad_request("input_field_placeholder must have 1-64 characters")


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("button text must be non-empty")
    if button.get("style", "primary") not in ("danger", "success", "primary"):
        raise bad_request(f"no button style {button['style']!r}")


def _check_action(button: Json) -> None:
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: only one of {', '.join(actions)} may be used")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def is_link(url: str) -> bool:
    """Whether Telegram makes this a link: http, https or tg, and a host with a dot (it refuses `localhost`)."""
    try:
        parts = urlsplit(url if urlsplit(url).scheme else f"http://{url}")
    except ValueError:
        return False
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))
