"""Whom to ring, because no letter helped: names and numbers, as a message and as a file."""

from handlers import doors, fields
from handlers.commands import command
from handlers.report import table
from mailing.turn import Button, Turn, action
from storage import invitations

LINES = 10


@command("calls", role="viewer")
async def calls(turn: Turn, rest: str) -> None:
    """Names: so not in a chat that was not chosen for them."""
    waiting = await invitations.to_call(turn.session)
    if not waiting:
        await turn.say("invite-nobody-to-call")
        return
    rows = [_row(entry) for entry in waiting]
    lines = ["• " + ", ".join(value for value in row if value) for row in rows[:LINES]]
    await doors.confide(
        turn,
        "invite-calls",
        count=len(rows),
        lines="\n".join(lines),
        files=[table(turn.words.text("invite-file-name"), turn.words.list("invite-headings"), rows)],
        buttons=[Button("consent-record", "consent.start")],
    )


@action("invitations.calls", role="viewer")
async def calls_by_button(turn: Turn, argument: str) -> None:
    await calls(turn, "")


def _row(entry: invitations.ToCall) -> list[str]:
    person, first = entry.person, next(iter(entry.associations), None)
    phone = fields.shown_phone(person.phone) if person.phone else ""
    return [", ".join(a.name for a in entry.associations), (first and first.town) or "", person.name, phone]
