"""Chat messages of which nobody knows whether they arrived, one person after the other: again, by mail, or so be it.

The report has the same choice for all of them at once. Here each is shown with name, association and telephone, so that
somebody may ring first; four buttons, and the next person takes the place of the one before.
"""

from handlers import doors, report
from mailing.turn import Button, Turn, action
from storage import dispatch, reports
from storage.announcements import Announcement
from storage.dispatch import Way

WAYS: tuple[Way, ...] = ("again", "mail", "leave")


@action("deciding.next", role="editor")
async def next_(turn: Turn, argument: str) -> None:
    """`argument` is "announcement.row": the first that comes after that row."""
    number, _, after = argument.partition(".")
    await _show(turn, await report.announcement_of(turn, number), int(after))


@action("deciding.one", role="editor")
async def one(turn: Turn, argument: str) -> None:
    """`argument` is "announcement.row.way". What was decided meanwhile stays decided."""
    number, row, chosen = argument.split(".")
    announcement = await report.announcement_of(turn, number)
    way = next(way for way in WAYS if way == chosen)
    await dispatch.settle_uncertain(
        turn.session, announcement, way, now=turn.now, mail_host=turn.office.mail_host, only=int(row)
    )
    await _show(turn, announcement, int(row))


async def _show(turn: Turn, announcement: Announcement, after: int) -> None:
    number = announcement.id
    found = await reports.doubts(turn.session, announcement, after=after, limit=1)
    left = (await dispatch.progress(turn.session, announcement)).number("uncertain")
    if not found:
        again = [Button("deciding-from-start", f"deciding.next:{number}.0")] if left else []
        key = "deciding-some-left" if left else "deciding-over"
        await turn.say(key, edit=True, subject=announcement.subject, left=left, buttons=again, for_staff=True)
        return
    (doubt,) = found
    await doors.confide(
        turn,
        "deciding-one",
        edit=True,
        subject=announcement.subject,
        who=report.doubt_in_words(doubt),
        left=left,
        buttons=[
            *(Button(f"deciding-{way}", f"deciding.one:{number}.{doubt.row_id}.{way}") for way in WAYS),
            Button("deciding-later", f"deciding.next:{number}.{doubt.row_id}"),
        ],
    )
