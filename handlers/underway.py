"""What its sender can do with an announcement that was released: halt it, let it rest, go on, end it.

Until the first has left, a halt makes it a draft again. After that the same word, which may have come late by mail,
lets it rest, so that nothing is lost by it. Ending it asks once, and is reported.
"""

from handlers import progress
from mailing.turn import Button, Turn, action
from storage import amendments, announcements, dispatch, reports
from storage.announcements import Announcement
from storage.dispatch import NothingToHalt


@action("announce.halt", role="editor")
async def halt(turn: Turn, argument: str) -> None:
    """Stop what has not left yet; if nothing has, it is a draft again."""
    announcement = await _known(turn, argument)
    if announcement.state == "due" or not await dispatch.has_begun(turn.session, announcement):
        await dispatch.halt(turn.session, announcement, turn.now)
        await _say_halted(turn, announcement)
    else:
        await pause(turn, argument)


async def _say_halted(turn: Turn, announcement: Announcement) -> None:
    buttons = [
        Button("announce-go-on", f"announce.preview:{announcement.id}"),
        Button("announce-discard", f"announce.discard:{announcement.id}"),
    ]
    key = "announce-halted"
    if announcement.change is not None:
        key, first = "correcting-halted", await amendments.original(turn.session, announcement)
        if first.state == "paused":
            buttons.append(Button("correcting-resume-first", f"announce.resume:{first.id}"))
    await turn.say(key, subject=announcement.subject, buttons=buttons, for_staff=True)


@action("announce.pause", role="editor")
async def pause(turn: Turn, argument: str) -> None:
    """Hold back what has not left."""
    announcement = await _known(turn, argument)
    if announcement.state != "paused":
        await dispatch.pause(turn.session, announcement)
    await progress.show(turn, announcement)


@action("announce.resume", role="editor")
async def resume(turn: Turn, argument: str) -> None:
    """Let it go on."""
    announcement = await _known(turn, argument)
    await dispatch.resume(turn.session, announcement)
    await progress.show(turn, announcement)


@action("announce.cancel", role="editor")
async def cancel(turn: Turn, argument: str) -> None:
    """Ask once before the rest stays here for good."""
    announcement = await _known(turn, argument)
    if announcement.state not in dispatch.UNDER_WAY:
        raise NothingToHalt
    found = await dispatch.progress(turn.session, announcement)
    await turn.say(
        "announce-cancel-sure",
        subject=announcement.subject,
        sent=found.number("sent"),
        waiting=found.waiting,
        for_staff=True,
        buttons=[
            Button("announce-cancel-now", f"announce.cancelled:{announcement.id}"),
            Button("announce-cancel-not", f"announce.standing:{announcement.id}"),
        ],
    )


@action("announce.cancelled", role="editor")
async def cancelled(turn: Turn, argument: str) -> None:
    """Nothing more of it leaves; if nothing had, it is a draft again."""
    announcement = await _known(turn, argument)
    if not await dispatch.halt(turn.session, announcement, turn.now):
        await _say_halted(turn, announcement)
        return
    await reports.want(turn.session, announcement.id, turn.now)
    await progress.show(turn, announcement)


@action("announce.standing", role="viewer")
async def standing(turn: Turn, argument: str) -> None:
    """How far it is."""
    await progress.show(turn, await _known(turn, argument))


async def _known(turn: Turn, argument: str) -> Announcement:
    found = await announcements.get(turn.session, int(argument))
    if found is None:
        raise NothingToHalt
    return found
