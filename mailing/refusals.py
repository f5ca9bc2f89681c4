"""The ways in which servers say no, and what each means: data, first match counts.

For good or for now is the one distinction that errors of the world know; beside it stand the few answers that are no
failure at all. `reason` is what the report and the status show, `pause` that the address does not work any more.

Sources: Telegram's descriptions are those of its own server (github.com/tdlib/telegram-bot-api, Client.cpp:
`fail_query_with_error`, `check_chat_access`; github.com/tdlib/td for texts and files); retry_after and
migrate_to_chat_id are core.telegram.org/bots/api#responseparameters. SMTP: RFC 5321 4.2.1 and 4.2.3, enhanced codes
RFC 3463; 552 at RCPT is for now because old servers say it for "too many recipients" (RFC 5321 4.5.3.1.10).
"""

import re
from dataclasses import dataclass
from typing import Literal

from locales import Words

Verdict = Literal["good", "now", "doubt", "done", "anew", "plain", "stop"]
"""Failed for good, or for now; nobody can know; done already; send as a new message; send without markup; stop."""


@dataclass(frozen=True)
class Rule:
    """An answer of Telegram: its status (5 stands for all from 500) and a part of its description, in small letters."""

    code: int
    part: str
    verdict: Verdict
    reason: str
    pause: bool = False


TELEGRAM = (
    # https://core.telegram.org/bots/api#editmessagetext
    Rule(400, "message is not modified", "done", "same"),
    Rule(400, "message to edit not found", "anew", "edited-gone"),
    Rule(400, "message can't be edited", "anew", "edited-gone"),
    Rule(400, "there is no text in the message to edit", "anew", "edited-gone"),
    Rule(400, "there is no caption in the message to edit", "anew", "edited-gone"),
    Rule(400, "message_id_invalid", "anew", "edited-gone"),
    # https://core.telegram.org/bots/api#html-style
    Rule(400, "can't parse entities", "plain", "markup"),
    # Who is not there any more; `my_chat_member` or /start bring them back.
    Rule(400, "chat not found", "good", "gone", pause=True),
    Rule(400, "user not found", "good", "gone", pause=True),
    Rule(400, "peer_id_invalid", "good", "gone", pause=True),
    Rule(400, "group chat was deactivated", "good", "gone", pause=True),
    Rule(403, "user is deactivated", "good", "deactivated", pause=True),
    Rule(403, "bot was kicked", "good", "kicked", pause=True),
    Rule(403, "bot is not a member", "good", "kicked", pause=True),
    Rule(403, "", "good", "blocked", pause=True),
    # Rights that a group or channel did not give; they may come.
    Rule(400, "not enough rights", "good", "no-rights"),
    Rule(400, "have no rights", "good", "no-rights"),
    Rule(400, "need administrator rights", "good", "no-rights"),
    Rule(400, "chat_write_forbidden", "good", "no-rights"),
    # https://core.telegram.org/bots/api#sending-files
    Rule(400, "file is temporarily unavailable", "now", "file"),
    Rule(400, "file id", "good", "file"),
    Rule(400, "too long", "good", "too-long"),
    Rule(400, "too big", "good", "too-long"),
    Rule(413, "", "good", "too-long"),
    Rule(400, "", "good", "refused"),
    # https://core.telegram.org/bots/api#making-requests
    Rule(401, "", "stop", "account"),
    Rule(404, "", "stop", "account"),
    # The gateway gave up waiting; whether the server behind it did the work is not said.
    Rule(504, "", "doubt", "in-doubt"),
    Rule(5, "", "now", "unreachable"),
    # The request had left, and no answer came.
    Rule(0, "", "doubt", "in-doubt"),
)


def in_words(say: Words, reason: str) -> str:
    """Why something did not arrive; what only the machine understands is "another reason"."""
    key = f"report-because-{reason}"
    return say.text(key if say.has(key) else "report-because-unknown")


def telegram(code: int, description: str) -> Rule:
    """What an answer of the Bot API means."""
    said = description.lower()
    return next(
        (r for r in TELEGRAM if r.code in (code, code // 100) and r.part in said), Rule(code, "", "now", "refused")
    )


Stage = Literal["door", "rcpt", "data"]
"""Where an SMTP server said no: to us (greeting, AUTH, MAIL), to the recipient, to the letter."""

_ENHANCED = re.compile(r"\b[45]\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463 3.2 (no such mailbox), 3.3 (mailbox full or closed), 3.8 (policy); the second number says what it is about.
_SUBJECTS = {"1": "gone", "2": "full", "7": "refused"}


@dataclass(frozen=True)
class SmtpRule:
    """`codes` of an answer at this stage."""

    stage: Stage
    codes: range | tuple[int, ...]
    verdict: Verdict
    reason: str


SMTP = (
    # What is said to us is no fault of the recipient: a wrong password must not fail a whole list.
    SmtpRule("door", range(400, 600), "now", "account"),
    SmtpRule("rcpt", (452, 552), "now", "full"),
    SmtpRule("rcpt", range(400, 500), "now", "deferred"),
    SmtpRule("rcpt", (550, 551, 553), "good", "gone"),
    SmtpRule("rcpt", range(500, 600), "good", "refused"),
    SmtpRule("data", range(400, 500), "now", "deferred"),
    SmtpRule("data", (552,), "good", "too-long"),
    SmtpRule("data", range(500, 600), "good", "refused"),
)


def smtp(stage: Stage, code: int, message: str) -> SmtpRule:
    """What a refusal of a mail server means. What is no SMTP code is for now."""
    rule = next((rule for rule in SMTP if rule.stage == stage and code in rule.codes), None)
    if rule is None:
        return SmtpRule(stage, (code,), "now", "unreachable")
    subject = _ENHANCED.search(message)
    if rule.verdict == "good" and rule.stage == "rcpt" and subject:
        return SmtpRule(stage, rule.codes, rule.verdict, _SUBJECTS.get(subject[1], "refused"))
    return rule
