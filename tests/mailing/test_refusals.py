"""Every no means something: for good or for now, and whose fault it is."""

import pytest

from mailing import refusals


@pytest.mark.parametrize(
    ("stage", "code", "said", "verdict", "reason"),
    [
        ("door", 535, "5.7.8 Authentication failed", "now", "account"),
        ("door", 550, "5.7.1 Sender not allowed", "now", "account"),
        ("rcpt", 450, "4.2.1 Busy", "now", "deferred"),
        ("rcpt", 452, "4.5.3 Too many recipients", "now", "full"),
        ("rcpt", 552, "5.2.2 Mailbox full", "now", "full"),
        ("rcpt", 550, "No such user", "good", "gone"),
        ("rcpt", 550, "5.1.1 <anna@verein.example.org>: no such user", "good", "gone"),
        ("rcpt", 550, "5.7.1 Blocked by policy", "good", "refused"),
        ("rcpt", 554, "5.2.1 Mailbox disabled", "good", "full"),
        ("rcpt", 554, "Refused", "good", "refused"),
        ("data", 451, "4.3.0 Later", "now", "deferred"),
        ("data", 552, "5.3.4 Message too big", "good", "too-long"),
        ("data", 554, "5.7.1 Looks like spam", "good", "refused"),
        ("data", -1, "Malformed answer", "now", "unreachable"),
    ],
)
def test_a_mail_server_says_no_for_good_or_for_now(
    stage: refusals.Stage, code: int, said: str, verdict: str, reason: str
) -> None:
    rule = refusals.smtp(stage, code, said)
    assert (rule.verdict, rule.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("code", "said", "verdict"),
    [
        (400, "Message is not modified: specified new message content and reply markup are exactly the same", "done"),
        (400, "Message to edit not found", "anew"),
        (400, "There is no text in the message to edit", "anew"),
        (400, "Can't parse entities: unsupported start tag", "plain"),
        (400, "Wrong file identifier/http url specified", "good"),
        (400, "Wrong remote file id specified: wrong character in the string", "good"),
        (400, "File is temporarily unavailable", "now"),
        (401, "Unauthorized", "stop"),
        (404, "Not Found", "stop"),
        (403, "Forbidden: bot was blocked by the user", "good"),
        (500, "Internal Server Error", "now"),
        (502, "Bad Gateway", "now"),
        (504, "Gateway Timeout", "doubt"),
        (0, "Timed out", "doubt"),
        (418, "I'm a teapot", "now"),
    ],
)
def test_telegram_says_no_for_good_or_for_now(code: int, said: str, verdict: str) -> None:
    assert refusals.telegram(code, said).verdict == verdict


def test_only_whoever_is_not_there_any_more_is_paused() -> None:
    paused = {rule.reason for rule in refusals.TELEGRAM if rule.pause}
    assert paused == {"gone", "deactivated", "kicked", "blocked"}
