"""What people agree to: a consent on record names the wording that they saw."""

import hashlib

from fluent.syntax import serialize
from fluent.syntax.ast import Resource

from handlers.notice import WORDING
from locales import FOLDER, LANGUAGES
from tests.locales.catalogue import messages

NOTICES = {
    "start-welcome", "start-goodbye", "subscription-confirm", "invite-letter", "addresses-letter", "fellows-letter",
}  # fmt: skip
SEEN = {"2026-11": "1ea4b136395873fe"}


def shown() -> str:
    """The texts above which people say yes, in every language."""
    entries = [entry for tag in LANGUAGES for _, entry in messages(FOLDER / tag) if entry.id.name in NOTICES]
    assert len(entries) == len(NOTICES) * len(LANGUAGES)
    return serialize(Resource(list(entries)))


def test_another_wording_has_another_version() -> None:
    """Whoever changes one of these texts gives it a new version, and notes its digest here below the old ones."""
    assert SEEN[WORDING] == hashlib.sha256(shown().encode()).hexdigest()[:16]
