"""The waiting list: a freed seat is offered in order, held while the person thinks, and goes on to the next.

The pulse looks (`offer`, after `run_out`): whatever freed a seat, be it a cancellation, more seats, an erased person or
an offer that ran out, the next look finds it free. Nobody overtakes meanwhile: who signs up gets no seat that would fit
somebody who waits (storage/sign_ups.py). Who needs more seats than are free keeps their place, and the next whom they
fit is offered them.

An offer lasts `offer_hours` from when the person may be written to, at most half of the time until the start, and does
not end in the quiet hours. Who declines is off the list ("no"). Who lets it run out goes to the end of it, with notice,
and is asked once more when the turn comes; after `MOST_MISSED` offers in silence no further one is made until they say
something, or one silent person would hold a seat for ever.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.people import Person
from storage.refusals import Refusal
from storage.sign_ups import Result, SignUp

MOST_MISSED = 2

NextLoud = Callable[[datetime], datetime]
"""The moment itself, or the end of the quiet hours it lies in (`Office.next_loud`)."""


class OfferOver(Refusal):
    """It ran out, or was answered; `title`, `place` in the list now or None."""


async def offer(session: AsyncSession, now: datetime, next_loud: NextLoud) -> list[SignUp]:
    """Offer whatever is free to whoever is next, in all trainings. Returns those who got an offer; their notices are
    written."""
    raise NotImplementedError


async def run_out(session: AsyncSession, now: datetime, next_loud: NextLoud) -> list[SignUp]:
    """End the offers whose time is over: to the end of the list, with notice. One that nobody was told of yet begins
    anew. Returns those whose offer ended."""
    raise NotImplementedError


async def accept(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """A seat. Raises `OfferOver`, `NotYourSignUp`, `TrainingStarted`, `TrainingCancelled`."""
    raise NotImplementedError


async def decline(session: AsyncSession, sign_up_id: int, *, by: Person, now: datetime) -> Result:
    """No, thank you: the next is asked. Raises `OfferOver`, `NotYourSignUp`."""
    raise NotImplementedError
