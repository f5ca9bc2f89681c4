"""Staff who mistype by mail read what there is, and the others are not bothered with it."""

from sqlalchemy import select

from storage.requests import Request
from tests.handlers.desk import Desk, Writer, seen
from tests.storage.course import office

DORIS = "doris@kreis.example.org"


async def doris_at(desk: Desk) -> Writer:
    async with desk.database.write() as session:
        await office(session)
    return desk.writer("Doris", DORIS)


async def questions(desk: Desk) -> int:
    async with desk.database.read() as session:
        return len((await session.scalars(select(Request))).all())


async def test_a_mistyped_word_of_staff_is_named(desk: Desk) -> None:
    doris = await doris_at(desk)
    await doris.writes("Schullung: Kasse im Verein", "Wann: 4.5. 18 bis 20 Uhr")
    await doris.reads("Meinen Sie „Schulung“?")
    await doris.writes("Anmeldugen")
    assert "„Anmeldungen“: Wer kommt" in seen(await doris.reads("Meinen Sie „Anmeldungen“?"))
    assert await questions(desk) == 0


async def test_a_letter_of_staff_that_is_like_no_word_is_a_request_and_names_the_words(desk: Desk) -> None:
    doris = await doris_at(desk)
    await doris.writes("Beamer", "Wer hat den Beamer?")
    assert "„Schulung: Titel“" in seen(await doris.reads("liegt jetzt bei den Anfragen"))
    assert await questions(desk) == 1
    assert not [row for row in await desk.rows(DORIS) if "Nachricht von Doris" in seen(row)]


async def test_a_choice_that_there_was_not_is_asked_once_more(desk: Desk) -> None:
    doris = await doris_at(desk)
    await doris.writes("Überblick")
    await doris.answers("Anrufen", to=await doris.reads("Erreichbar"))
    await doris.answers("Vereine einladen", to=await doris.reads("Bitte antworten Sie mit einer Zahl"))
    await doris.reads("Aus welchen Orten?")
    assert await questions(desk) == 0


async def test_the_list_of_dates_leads_staff_to_their_own(desk: Desk) -> None:
    doris = await doris_at(desk)
    await doris.writes("Schulungen")
    await doris.answers("Schulungen verwalten", to=await doris.reads("Im Moment steht kein Termin fest"))
    await doris.reads("Möchten Sie etwas anbieten?")


async def test_what_stands_in_the_subject_alone_reaches_the_office(desk: Desk) -> None:
    doris = await doris_at(desk)
    await desk.writer("Anna", "anna@elternverein.example.org").writes("Parkplätze am Rathaus?", "Gibt es welche?")
    assert "Betreff: Parkplätze am Rathaus?" in seen(await doris.reads("Gibt es welche?"))


async def test_help_by_mail_names_the_words_of_staff_to_staff_alone(desk: Desk) -> None:
    doris, anna = await doris_at(desk), desk.writer("Anna", "anna@elternverein.example.org")
    await doris.writes("Hilfe")
    assert "„Schulung: Titel“" in seen(await doris.reads("So geht es per E-Mail"))
    await anna.writes("Hilfe")
    told = seen(await anna.reads("So geht es per E-Mail"))
    assert "„Termine“: Welche Schulungen" in told
    assert "Für das Büro" not in told
