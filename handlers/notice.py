"""What people agree to, and how topics are called."""

from locales import Words
from storage.associations import TOPICS
from storage.people import Person

WORDING = "2026-11"
"""The version of the notice, kept with each consent; it changes when the words of the notice do."""

CONFIRMATIONS = ("addresses.prove", "subscription.confirm")
"""Questions that ask an address for its yes, whoever had them sent: they count together (`prompts.may_ask`)."""


def is_agreed(person: Person) -> bool:
    """Whether the person knows the notice and did not leave since; staff know it."""
    knows = person.notice_accepted_at is not None or person.is_confirmed or person.role is not None
    return knows and person.left_at is None


def topic_name(say: Words, topic: str) -> str:
    """A built-in topic in words; an own topic is its own name."""
    return say.text(f"topic-{topic}") if topic in TOPICS else topic
