"""What an announcement of a training says besides its text: how people answer, and in a post how many seats are free.

In a private chat there are buttons, which carry no digits: a digit belongs to the newest list that asked something. A
letter is answered with "ja 3". A post is read by anybody, so that it links to a private chat (t.me/BOT?start=t12).
"""

from html import escape

from locales import Words
from mailing.channels.parts import Choices
from mailing.channels.wrapping import Text
from mailing.office import Office
from storage.trainings import Training
from storage.turnout import Counts

ANSWERS = ("yes", "several", "maybe", "no")


def choices(say: Words, training: Training) -> Choices:
    """The buttons of handlers/signing_up.py."""
    return [[say.text(f"signing-{answer}"), f"signing.{answer}:{training.id}"] for answer in ANSWERS]


def by_letter(say: Words) -> Text:
    return Text.lines(say.text("signing-how-to-answer"))


def in_a_post(say: Words, office: Office, training: Training, counts: Counts) -> str:
    """A paragraph below the text, as HTML: the seats as they are now, and the link."""
    if training.state != "open":
        return f"<p><b>{escape(say.text('signing-post-over'))}</b></p>"
    free = None if counts.seats is None else counts.seats - counts.taken
    seats = (
        say.text("trainings-seats-for-all")
        if free is None
        else say.text("trainings-seats", free=free, seats=counts.seats, waiting=counts.waiting)
    )
    link = f"https://t.me/{office.bot_name}?start=t{training.id}" if office.bot_name else None
    return f"<p>{escape(seats)} {say.html('signing-link', link=link) if link else ''}</p>"
