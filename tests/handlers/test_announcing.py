"""Announcing by mail: a letter becomes a draft, its preview comes back, and only a reply to that lets it go."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from simulator.letter import Attachment
from simulator.programs import Program
from storage import announcements, people
from storage.announcements import Announcement
from tests.handlers.desk import Desk, Writer, seen
from tests.storage import network

POSTING = "netz+post@kreis.example.org"
PREVIEW = "So bekommen es alle."
PICTURE = Attachment("plakat.png", "image/png", b"\x89PNG\r\n\x1a\n", "plakat@kreis")
FLYER = Attachment("flyer.pdf", "application/pdf", b"%PDF-1.7 Einladung")


async def a_network(desk: Desk) -> Writer:
    """Anna in Hilden (education), Bilal in Velbert (sport), Carla of the newspaper; and Doris, who may announce."""
    async with desk.database.write() as session:
        await network.anna(session)
        await network.bilal(session)
        await network.carla(session)
        await network.doris(session)
    return desk.writer("Doris", "doris@kreis.example.org")


async def drafts(desk: Desk) -> list[Announcement]:
    async with desk.database.read() as session:
        return list(await session.scalars(select(Announcement).order_by(Announcement.id)))


async def on_their_way(desk: Desk) -> dict[str, str]:
    """State by address of what was released."""
    return {row.address: row.state for row in await desk.rows() if row.announcement_id}


@pytest.mark.parametrize("program", ["outlook", "gmail", "apple", "plain"])
async def test_a_letter_from_any_program_reaches_the_audience_it_names(desk: Desk, program: Program) -> None:
    await a_network(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org", program)
    await doris.writes("Hilden, 13. April: Kasse im Verein", "An: Hilden\n\nKommen Sie alle!", to=POSTING)
    preview = seen(await doris.reads(PREVIEW))
    assert "1 Verein, 1 Person: 0 Chat, 1 Mail" in preview
    assert "Kommen Sie alle!" in preview
    assert "An: Hilden\n\nKommen" not in preview
    assert await on_their_way(desk) == {}
    await doris.answers("senden")
    await doris.reads("geht hinaus")
    assert await on_their_way(desk) == {"anna@elternverein.example.org": "queued"}


async def test_the_word_in_the_subject_does_as_well_as_the_address(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Rundschreiben: Sommerfest", "An: alle\n\nWir feiern.")
    preview = await doris.reads(PREVIEW)
    assert "2 Vereine, 4 Personen: 1 Chat, 4 Mail" in seen(preview)


async def test_bold_words_pictures_and_files_come_along(desk: Desk) -> None:
    doris = await a_network(desk)
    html = '<p>An: alle</p><p>Am <b>Dienstag</b> um 18 Uhr.</p><p><img src="cid:plakat@kreis"></p>'
    await doris.writes("Hilden: Fest", "", html=html, attachments=[PICTURE, FLYER], to=POSTING)
    await doris.reads(PREVIEW)
    (draft,) = await drafts(desk)
    assert "<b>Dienstag</b>" in draft.html
    assert [(file.kind, file.name, file.size) for file in draft.files] == [
        ("photo", "plakat.png", len(PICTURE.data)),
        ("document", "flyer.pdf", len(FLYER.data)),
    ]


async def test_a_text_too_long_for_one_chat_message_says_so_in_the_preview(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\n" + "Ein langer Satz. " * 300, to=POSTING)
    assert "Im Chat kommen 2 Nachrichten nacheinander" in seen(await doris.reads(PREVIEW))


async def test_what_is_public_goes_into_the_channel_as_well(desk: Desk) -> None:
    desk.office.channel = "@netz_kreis"
    doris = await a_network(desk)
    await doris.writes("Fest", "An: Hilden\n\nKommen Sie alle!", to=POSTING)
    old = await doris.reads(PREVIEW)
    await doris.answers("Etwas ändern")
    await doris.answers("Auch in den Kanal", to=await doris.reads("Was möchten Sie ändern?"))
    new = await doris.reads("Öffentlicher Kanal: @netz_kreis")
    await doris.answers("senden", to=old)
    await doris.reads("inzwischen anders")
    await doris.answers("senden", to=new)
    assert set(await on_their_way(desk)) == {"anna@elternverein.example.org", "@netz_kreis"}


async def test_a_letter_without_a_line_for_whom_is_kept_and_asked_about(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "Kommen Sie alle!", to=POSTING)
    question = seen(await doris.reads("Wer soll es bekommen?"))
    assert "Hilden und Velbert" in question
    assert "Bildung" in question
    await doris.answers("Velbert")
    assert "1 Verein, 1 Person: 1 Chat, 1 Mail" in seen(await doris.reads(PREVIEW))


async def test_a_name_that_nobody_knows_is_asked_about_and_the_text_is_kept(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: Hilden, Atlantis\n\nKommen Sie alle!", to=POSTING)
    assert "Atlantis" in seen(await doris.reads("Das kenne ich nicht"))
    await doris.answers("1")
    assert "Kommen Sie alle!" in seen(await doris.reads(PREVIEW))
    assert len(await drafts(desk)) == 1


@pytest.mark.parametrize(
    ("line", "audience"),
    [
        ("An: Hilden und Velbert", {"towns": ["Hilden", "Velbert"]}),
        ("An: bildung, Arbeit und Ausbildung", {"topics": ["education", "work"]}),
        ("To: Education; Velbert", {"topics": ["education"], "towns": ["Velbert"]}),
        ("An: Deutsch", {"languages": ["de"]}),
        ("An: nur Vereine, Hilden", {"towns": ["Hilden"], "everyone": False}),
        ("An: alle", {}),
    ],
)
async def test_the_first_line_names_towns_topics_and_languages(
    desk: Desk, line: str, audience: dict[str, object]
) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", f"{line}\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    (draft,) = await drafts(desk)
    assert draft.audience_json == {"towns": [], "topics": [], "languages": [], "everyone": True, **audience}


async def test_another_line_in_the_reply_changes_the_audience_and_the_old_preview_releases_nothing(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: Hilden\n\nKommen Sie alle!", to=POSTING)
    old = await doris.reads(PREVIEW)
    await doris.answers("An: alle")
    new = await doris.reads(PREVIEW)
    assert "4 Personen" in seen(new)
    await doris.answers("senden", to=old)
    await doris.reads("inzwischen anders")
    assert await on_their_way(desk) == {}
    await doris.answers("senden", to=new)
    assert len(await on_their_way(desk)) == 5


async def test_no_throws_it_away(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    preview = await doris.reads(PREVIEW)
    await doris.answers("nein")
    await doris.reads("gelöscht")
    assert await drafts(desk) == []
    await doris.answers("senden", to=preview)
    await doris.reads("Dieser Text ist gelöscht")
    assert await on_their_way(desk) == {}


async def test_to_me_sends_the_real_letter_to_the_sender_only(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    await doris.answers("an mich")
    (draft,) = await drafts(desk)
    assert [row.address for row in await desk.rows() if row.shows == draft.id] == ["doris@kreis.example.org"]
    await doris.answers("senden", to=await doris.reads(PREVIEW))
    assert len(await on_their_way(desk)) == 5


async def test_a_forged_sender_releases_nothing(desk: Desk) -> None:
    doris = await a_network(desk)
    mallory = desk.writer("Mallory", "mallory@example.org")
    await mallory.writes("Fest", "An: alle\n\nGeben Sie mir Geld!", to=POSTING, as_if_from="doris@kreis.example.org")
    preview = await doris.reads(PREVIEW)
    await mallory.writes("Re: Vorschau: Fest", "senden", to=POSTING, as_if_from="doris@kreis.example.org")
    assert await on_their_way(desk) == {}
    await mallory.answers("senden", to=preview)
    assert await on_their_way(desk) == {}


async def test_who_is_no_staff_writes_to_the_office_not_to_everybody(desk: Desk) -> None:
    doris = await a_network(desk)
    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.writes("Rundschreiben: Unser Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    assert await drafts(desk) == []
    assert "Kommen Sie alle!" in seen(await doris.reads("Nachricht von Anna"))


async def test_a_role_that_is_taken_away_ends_the_preview(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    async with desk.database.write() as session:
        found = await people.by_address(session, "mail", "doris@kreis.example.org")
        assert found
        await people.give_role(session, found, None)
    await doris.answers("senden")
    assert await on_their_way(desk) == {}


async def test_what_lacks_a_subject_or_a_text_or_is_too_large_is_said_in_words(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads("fehlt der Betreff")
    await doris.writes("Fest", "An: alle", to=POSTING)
    await doris.reads("fehlt noch der Text")
    film = Attachment("film.mp4", "video/mp4", bytes(21 * 1024 * 1024))
    await doris.writes("Film", "An: alle\n\nSehen Sie!", attachments=[film], to=POSTING)
    await doris.reads("größer als 20 MB")
    assert await drafts(desk) == []


async def test_the_two_minutes_can_be_used_to_halt_it_by_mail(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    await doris.answers("senden")
    await doris.reads("geht hinaus")
    await desk.post_leaves()
    assert set((await on_their_way(desk)).values()) == {"queued"}
    await doris.answers("anhalten")
    await doris.reads("Niemand hat")
    assert await on_their_way(desk) == {}
    await doris.answers("1")
    await doris.reads(PREVIEW)


async def test_the_same_text_to_the_same_people_is_asked_about(desk: Desk) -> None:
    doris = await a_network(desk)
    for _ in range(2):
        await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
        await doris.reads(PREVIEW)
        await doris.answers("senden")
    await doris.reads("Das haben Sie schon einmal verschickt")
    assert len(await on_their_way(desk)) == 5
    await doris.answers("Trotzdem senden")
    released = [row for row in await desk.rows() if row.announcement_id]
    assert len(released) == 10


async def test_a_second_yes_hears_that_it_is_on_its_way(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    preview = await doris.reads(PREVIEW)
    await doris.answers("senden")
    await doris.answers("senden", to=preview)
    await doris.reads("schon unterwegs")
    assert len(await on_their_way(desk)) == 5


async def test_the_report_says_whom_to_call_and_adds_up(desk: Desk) -> None:
    doris = await a_network(desk)
    async with desk.database.write() as session:
        await network.emin(session)
    await doris.writes("Fest", "An: alle\n\nKommen Sie alle!", to=POSTING)
    await doris.reads(PREVIEW)
    await doris.answers("senden")
    desk.clock.advance(timedelta(minutes=3))
    await desk.post_leaves(gone={"anna@elternverein.example.org"})
    await desk.beat()
    report = await doris.reads("Bericht: Fest")
    text = seen(report)
    assert "1 von 3 Vereinen haben es bekommen. Das sind 3 Personen." in text
    assert "Elternverein Hilden, Hilden: diese Adresse gibt es nicht mehr" in text
    assert "Kulturverein Haan, Haan: hat noch nicht zugesagt. Emin" in text
    assert [file["name"] for file in (report.payload or {})["files"]] == ["Bericht.xlsx"]


async def test_asking_for_it_by_mail_explains_how_and_names_the_audiences(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Überblick")
    await doris.reads("Was möchten Sie tun?")
    await doris.answers("Vereine anschreiben")
    explained = seen(await doris.reads("So schreiben Sie alle Vereine an"))
    assert POSTING in explained
    assert "Hilden und Velbert" in explained


async def test_what_was_changed_since_it_was_asked_about_is_shown_again(desk: Desk) -> None:
    doris = await a_network(desk)
    for _ in range(2):
        await doris.writes("Fest", "An: alle\n\nWir feiern.", to=POSTING)
        await doris.answers("senden", to=await doris.reads(PREVIEW))
    question, before = await doris.reads("schon"), await on_their_way(desk)
    async with desk.database.write() as session:
        kept = await session.get_one(Announcement, (await drafts(desk))[-1].id)
        await announcements.redirect(session, kept, kept.audience, public=True)

    await doris.answers("1", to=question)
    await doris.reads("inzwischen anders")
    await doris.reads(PREVIEW)
    assert await on_their_way(desk) == before


async def test_a_letter_as_long_as_a_book_is_no_announcement(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Fest", "An: alle\n\n" + "Wir feiern sehr.\n" * 20_000, to=POSTING)
    await doris.reads("Das ist zu lang.")
    assert await drafts(desk) == []
