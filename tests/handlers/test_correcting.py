"""A correction by its two questions, in a chat and by letters."""

from datetime import timedelta

from sqlalchemy import select

from storage.announcements import Announcement
from storage.outbox import Outgoing
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announce import an_editor, beat, on_their_way, writes
from tests.handlers.test_announcing import POSTING, PREVIEW, a_network
from tests.house import House

CHANGE = "Der Ort ist anders: Haus der Vereine, nicht Rathaus."


async def sent_halfway(desk: Desk) -> Writer:
    """Doris sent it: Anna and Carla have it, the others wait."""
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nIm Rathaus.", to=POSTING)
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    await doris.reads("geht hinaus")
    desk.clock.advance(timedelta(minutes=3))
    async with desk.database.write() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None))):
            row.state = "sent" if row.address.startswith(("anna", "carla")) else row.state
    return doris


async def announcements_of(desk: Desk | House) -> list[Announcement]:
    async with desk.database.read() as session:
        return list(await session.scalars(select(Announcement).order_by(Announcement.id)))


async def receivers(desk: Desk, number: int) -> set[str]:
    return {row.address for row in await desk.rows() if row.announcement_id == number}


async def test_by_letters_from_the_first_question_to_the_report(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    asked = seen(await doris.reads("Was ist anders?"))
    assert "3 Nachrichten warten noch. Sie bleiben hier, bis Sie fertig sind." in asked
    await desk.post_leaves()
    assert {row.state for row in await desk.rows() if row.announcement_id} == {"sent", "paused"}
    await doris.answers(CHANGE)
    assert "Im Rathaus." in seen(await doris.reads("Wie heißt der Text jetzt?"))
    await doris.answers("Im Haus der Vereine.")
    await doris.answers("Weiter", to=await doris.reads("Noch etwas?"))
    preview = seen(await doris.reads("So bekommen es alle, die"))
    assert f"Berichtigt: {CHANGE}" in preview
    assert "Im Haus der Vereine." in preview
    assert "die das erste schon haben: 2 Nachrichten" in preview
    assert "Noch nichts bekommen haben: 3." in preview
    await doris.answers("senden")
    released = seen(await doris.reads("an alle, die das erste schon haben"))
    assert "2 Nachrichten" in released
    assert "3 bekommen dann gleich den neuen Text." in released

    await desk.later(timedelta(minutes=2))
    await desk.post_leaves()
    first, correction = await announcements_of(desk)
    assert await receivers(desk, correction.id) == {"anna@elternverein.example.org", "carla@zeitung.example.org"}
    assert (correction.subject, correction.html) == (
        "Berichtigt: Fest",
        f"<p><b>Berichtigt: {CHANGE}</b></p><p>Im Haus der Vereine.</p>",
    )
    assert (first.subject, first.html) == ("Fest", "<p>Im Haus der Vereine.</p>")
    await desk.beat()
    assert "1 von 1 Vereinen haben es bekommen" in seen(await doris.reads("Bericht: Berichtigt: Fest"))
    assert "2 von 2 Vereinen haben es bekommen" in seen(await doris.reads("Bericht: Fest"))


async def test_unchanged_sends_only_the_line(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    await doris.answers(CHANGE, to=await doris.reads("Was ist anders?"))
    await doris.answers("unverändert", to=await doris.reads("Wie heißt der Text jetzt?"))
    await doris.reads("So bekommen es alle, die")
    await doris.answers("senden")
    await desk.later(timedelta(minutes=3))
    first, correction = await announcements_of(desk)
    assert correction.html == f"<p><b>Berichtigt: {CHANGE}</b></p>"
    assert first.html == f"<p><b>{CHANGE}</b></p><p>Im Rathaus.</p>"


async def test_what_is_wrong_may_be_the_subject(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    await doris.answers("Der Tag ist anders.", to=await doris.reads("Was ist anders?"))
    await doris.answers("Unverändert", to=await doris.reads("Wie heißt der Text jetzt?"))
    await doris.answers("Etwas ändern", to=await doris.reads("So bekommen es alle, die"))
    await doris.answers("Betreff ändern", to=await doris.reads("Was möchten Sie ändern?"))
    await doris.answers("Fest am Mittwoch", to=await doris.reads("Wie heißt der Betreff jetzt?"))
    await doris.answers("senden", to=await doris.reads("„Berichtigt: Fest am Mittwoch“ betrifft"))
    await desk.later(timedelta(minutes=3))
    first, correction = await announcements_of(desk)
    assert (first.subject, correction.subject) == ("Fest am Mittwoch", "Berichtigt: Fest am Mittwoch")


async def test_who_breaks_it_off_hears_that_the_rest_still_waits(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    await doris.answers("Abbrechen", to=await doris.reads("Was ist anders?"))
    await doris.answers("Weiter senden", to=await doris.reads("macht Pause"))
    await desk.post_leaves()
    assert {row.state for row in await desk.rows() if row.announcement_id} == {"sent"}


async def test_a_correction_that_is_thrown_away_leaves_the_way_open_to_go_on(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    await doris.answers(CHANGE, to=await doris.reads("Was ist anders?"))
    await doris.answers("Unverändert", to=await doris.reads("Wie heißt der Text jetzt?"))
    await doris.answers("nein", to=await doris.reads("So bekommen es alle, die"))
    await doris.reads("gelöscht")
    await doris.answers("Weiter senden", to=await doris.reads("macht Pause"))
    assert [one.state for one in await announcements_of(desk)] == ["released"]


async def test_halted_in_time_nobody_gets_it_and_the_first_goes_on_when_its_sender_says_so(desk: Desk) -> None:
    doris = await sent_halfway(desk)
    await doris.answers("Berichtigen")
    await doris.answers(CHANGE, to=await doris.reads("Was ist anders?"))
    await doris.answers("Unverändert", to=await doris.reads("Wie heißt der Text jetzt?"))
    await doris.answers("senden", to=await doris.reads("So bekommen es alle, die"))
    await doris.answers("Anhalten", to=await doris.reads("an alle, die das erste schon haben"))
    await doris.reads("Was Sie berichtigen, wartet auch noch.")
    await desk.later(timedelta(hours=1))
    assert [one.state for one in await announcements_of(desk)] == ["paused", "draft"]
    await doris.answers("Ohne Berichtigung")
    await doris.reads("ist unterwegs")


async def test_before_anybody_has_it_there_is_nothing_to_correct(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nIm Rathaus.", to=POSTING)
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    await doris.answers("Berichtigen", to=await doris.reads("geht hinaus"))
    await doris.reads("Solange es niemand hat, können Sie es anhalten")


async def test_in_the_chat_from_the_progress_message_to_the_readers(house: House) -> None:
    doris = await an_editor(house)
    bilal = next(person for person in house.messenger.people if person.chat.name == "Bilal")
    await writes(doris, "Kasse", "Im Rathaus.")
    await doris.presses("Weiter zur Vorschau")
    await doris.chooses("Soll es so hinaus?", "Senden")
    await doris.reads("geht hinaus")
    house.clock.advance(timedelta(minutes=2))
    await beat(house)
    await bilal.reads("Im Rathaus.")
    await beat(house)
    await doris.chooses("ist unterwegs", "Berichtigen")
    await doris.answers("Was ist anders?", CHANGE)
    await doris.answers("Wie heißt der Text jetzt?", "Im Haus der Vereine.")
    await doris.chooses("Noch etwas?", "Weiter")
    shown = await doris.reads("Berichtigt: Kasse")
    assert f"Berichtigt: {CHANGE}" in shown.text
    await doris.chooses("Soll es so hinaus?", "Senden")
    await doris.reads("beginnt es")
    house.clock.advance(timedelta(minutes=2))
    for _ in range(2):
        await beat(house)
    got = await bilal.reads("Berichtigt: Kasse")
    assert got.text.startswith(f"Berichtigt: Kasse\n\nBerichtigt: {CHANGE}\n\nIm Haus der Vereine.")
    first, correction = await announcements_of(house)
    of_correction = {row.address for row in await on_their_way(house) if row.announcement_id == correction.id}
    assert str(bilal.id) in of_correction
    assert first.html == "<p>Im Haus der Vereine.</p>"
