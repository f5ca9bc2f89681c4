"""What people agree to, and how topics are called."""

from locales import Words
from storage.associations import TOPICS

WORDING = "2026-11"
"""The version of the notice, kept with each consent; it changes when the words of the notice do."""


def topic_name(say: Words, topic: str) -> str:
    """A built-in topic in words; an own topic is its own name."""
    return say.text(f"topic-{topic}") if topic in TOPICS else topic
