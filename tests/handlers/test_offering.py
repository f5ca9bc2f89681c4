"""Offering trainings: by letter and in a chat, from the first line to the announcement, and what changes later."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import notices, seating, trainings
from storage.announcements import Announcement
from storage.notices import Notice
from storage.outbox import Outgoing
from storage.people import Person
from storage.trainings import Training
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_announcing import a_network, on_their_way
from tests.house import Guest, House
from tests.storage import course

SUBJECT = "Schulung: Kasse und Buchhaltung"
WHERE = "Wo: Haus der Vereine, Hauptstraße 1, Velbert"
LETTER = f"Wann: 4.5. 18 bis 20 Uhr\n{WHERE}\nPlätze: 12\n\nWir üben mit echten Belegen."
VIEW = "Was möchten Sie tun?"


async def all_of_them(door: Desk | House) -> list[Training]:
    async with door.database.read() as session:
        return list(await session.scalars(select(Training).order_by(Training.id)))


async def told(door: Desk | House) -> list[str]:
    async with door.database.read() as session:
        return list(await session.scalars(select(Notice.kind).order_by(Notice.id)))


async def a_training(desk: Desk) -> Writer:
    """Doris has written one."""
    doris = await a_network(desk)
    await doris.writes(SUBJECT, LETTER)
    await doris.reads(VIEW)
    return doris


async def announced(doris: Writer) -> None:
    await doris.answers("Ankündigen")
    await doris.reads("So bekommen es alle.")


async def comes(door: Desk | House, name: str, seats: int = 1) -> None:
    """Somebody new signs up for the first training."""
    async with door.database.write() as session:
        person = await course.somebody(session, name)
        await seating.sign_up(session, 1, person, seats=seats, by=person, door="chat", now=door.clock.now())


async def test_a_letter_that_says_everything_makes_a_training_at_once(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes(SUBJECT, LETTER)
    view = seen(await doris.reads(VIEW))
    for words in (
        "Schulung: Kasse und Buchhaltung",
        "Dienstag, 4. Mai 2027, 18 bis 20 Uhr",
        "Haus der Vereine, Hauptstraße 1, Velbert",
        "Entwurf. Noch kann sich niemand anmelden.",
        "0 von 12 Plätzen vergeben",
        "Wir üben mit echten Belegen.",
    ):
        assert words in view
    (made,) = await all_of_them(desk)
    assert (made.kind, made.town, made.venue, made.seats) == ("training", "Velbert", "Haus der Vereine", 12)
    assert made.starts_at == datetime(2027, 5, 4, 16, tzinfo=UTC)
    assert made.contact
    assert made.contact.name == "Doris"


async def test_what_a_letter_leaves_open_is_asked_and_nothing_else(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes("Treffen: Runder Tisch", f"Wann: bald\n{WHERE}")
    await doris.answers("bald", to=await doris.reads("Wann ist es?"))
    await doris.reads("Diesen Termin kenne ich so nicht")
    await doris.answers("am 4.5. von 18 bis 20 Uhr", to=await again(doris, "Wann ist es?"))
    await doris.answers("Ohne Grenze", to=await doris.reads("Wie viele Plätze gibt es?"))
    view = seen(await doris.reads(VIEW))
    assert "Treffen: Runder Tisch" in view
    assert "0 Plätze vergeben, ohne Grenze." in view
    (made,) = await all_of_them(desk)
    assert (made.kind, made.seats, made.street) == ("meeting", None, "Hauptstraße 1")


async def again(writer: Writer, words: str) -> Outgoing:
    """The letter with these words, though it was read."""
    return next(row for row in await writer.desk.rows(writer.address) if words in seen(row))


async def test_a_digit_in_a_letter_is_the_number_that_was_asked_for_and_no_button(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes(SUBJECT, f"Wann: 4.5. 18 bis 20 Uhr\n{WHERE}")
    await doris.answers("2\n\nViele Grüße\nDoris", to=await doris.reads("Wie viele Plätze gibt es?"))
    assert "0 von 2 Plätzen vergeben" in seen(await doris.reads(VIEW))


async def test_two_dates_may_have_a_line_each(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes(SUBJECT, f"Wann: 4.5. 18 bis 20 Uhr\nWann: 11.5. 18 bis 20 Uhr\n{WHERE}\nPlätze: 12")
    view = seen(await doris.reads(VIEW))
    assert "Dienstag, 4. Mai 2027, 18 bis 20 Uhr\nDienstag, 11. Mai 2027, 18 bis 20 Uhr" in view


async def test_the_same_letter_from_anybody_else_is_read_by_a_person(desk: Desk) -> None:
    await a_network(desk)
    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.writes(SUBJECT, LETTER)
    assert await all_of_them(desk) == []
    assert await desk.writer("Doris", "doris@kreis.example.org").has("Wir üben mit echten Belegen.")


async def test_its_announcement_names_date_place_seats_and_deadline_and_is_released_as_ever(desk: Desk) -> None:
    doris = await a_training(desk)
    view = doris.last
    await changes(doris, view, "Anmelden bis", "Bis wann", "30.4.")
    assert "Anmelden bis: Freitag, 30. April" in seen(await doris.reads(VIEW))
    await changes(doris, view, "Für wen", "Für wen ist", "Hilden")
    await doris.answers("Ankündigen", to=view)
    preview = seen(await doris.reads("So bekommen es alle."))
    for words in (
        "Ab jetzt kann man sich anmelden.",
        "Velbert, Dienstag, 4. Mai: Kasse und Buchhaltung",
        "Dienstag, 4. Mai, 18 bis 20 Uhr",
        "Haus der Vereine, Hauptstraße 1, Velbert",
        "Es gibt 12 Plätze.",
        "Bitte antworten Sie bis Freitag, 30. April.",
        "Wir üben mit echten Belegen.",
        "Fragen? Ayşe Berger, 02104 991234.",
    ):
        assert words in preview
    assert await on_their_way(desk) == {}
    await doris.answers("senden")
    await doris.reads("geht hinaus")
    assert await on_their_way(desk) == {"anna@elternverein.example.org": "queued"}
    (made,) = await all_of_them(desk)
    assert made.state == "open"
    async with desk.database.read() as session:
        announcement = await session.get_one(Announcement, made.announcement_id)
    assert announcement.worth_until == made.deadline


async def test_an_announcement_that_was_not_released_is_written_anew_and_not_twice(desk: Desk) -> None:
    doris = await a_training(desk)
    view = doris.last
    await announced(doris)
    await changes(doris, view, "Titel", "Wie soll", "Kasse für Anfänger")
    await doris.answers("Ankündigen", to=view)
    async with desk.database.read() as session:
        subjects = list(await session.scalars(select(Announcement.subject)))
    assert subjects == ["Velbert, Dienstag, 4. Mai: Kasse für Anfänger"]


async def changes(doris: Writer, view: Outgoing | None, label: str, question: str, answer: str) -> None:
    """By the list of what can be changed, page after page."""
    await doris.answers("Etwas ändern", to=view)
    while label not in labels(await doris.reads("Was möchten Sie an")):
        await doris.answers("Mehr zeigen")
    await doris.answers(label)
    await doris.answers(answer, to=await doris.reads(question))


def labels(row: Outgoing) -> list[str]:
    return [label for label, _ in (row.payload or {})["buttons"]]


@pytest.mark.parametrize(
    ("label", "question", "answer", "line"),
    [
        ("Für wen", "Für wen ist", "Hilden, Bildung", "Für wen: Hilden; Bildung"),
        ("Plätze je Verein", "Wie viele Plätze kann ein Verein", "2", "Plätze je Verein: 2"),
        ("Passt es?", "Was sollte man", "Haben Sie ein Konto?", "Passt es?: Haben Sie ein Konto?"),
        ("Wir sagen zu", "selbst zusagen", "Ja", "Wir sagen zu: Ja"),
        ("Ansprechperson", "Wer beantwortet Fragen", "Doris", "Ansprechperson: Doris"),
        ("Text", "Wie ist der Text", "Alles ist neu.", "Alles ist neu."),
    ],
)
async def test_everything_else_is_added_by_letters_too(
    desk: Desk, label: str, question: str, answer: str, line: str
) -> None:
    doris = await a_training(desk)
    await changes(doris, doris.last, label, question, answer)
    if label == "Text":
        await doris.answers("Weiter", to=await doris.reads("Noch etwas?"))
    assert line in seen(await doris.reads(VIEW))


@pytest.mark.parametrize(("choice", "hours"), [("Tag und 2 Stunden", [24, 2]), ("Gar nicht", [])])
async def test_reminders_and_the_time_to_answer_an_offer_are_chosen_for_each_training(
    desk: Desk, choice: str, hours: list[int]
) -> None:
    doris = await a_training(desk)
    view = doris.last
    await changes(doris, view, "Erinnern", "Wie lange vor", choice)
    await changes(doris, view, "Bedenkzeit", "Wie viele Stunden hat", "12")
    (made,) = await all_of_them(desk)
    assert (made.reminders, made.offer_hours) == (hours, 12)


@pytest.mark.parametrize("typed", ["-5", "9" * 5000, "10 bis 12"])
async def test_what_is_no_number_of_seats_is_asked_again(desk: Desk, typed: str) -> None:
    doris = await a_training(desk)
    await changes(doris, doris.last, "Plätze", "Wie viele Plätze gibt es", typed)
    await doris.reads("Bitte schreiben Sie hier nur eine Zahl.")
    assert (await all_of_them(desk))[0].seats == 12


@pytest.mark.parametrize(
    ("label", "question"),
    [("Plätze je Verein", "Wie viele Plätze kann ein Verein"), ("Mindestens", "mindestens sein")],
)
async def test_more_than_there_are_seats_is_refused(desk: Desk, label: str, question: str) -> None:
    """A training of 12 seats that needs 13 would never take place."""
    doris = await a_training(desk)
    await changes(doris, doris.last, label, question, "13")
    await doris.reads("Es gibt nur 12 Plätze.")
    (made,) = await all_of_them(desk)
    assert (made.minimum, made.seats_per_association) == (None, None)


async def test_a_deadline_after_the_beginning_is_refused(desk: Desk) -> None:
    doris = await a_training(desk)
    await changes(doris, doris.last, "Anmelden bis", "Bis wann", "5.5.")
    await doris.reads("Das ist nach dem Beginn.")
    assert (await all_of_them(desk))[0].deadline is None


async def test_own_questions_come_and_go(desk: Desk) -> None:
    doris = await a_training(desk)
    await changes(doris, doris.last, "Eigene Fragen", "Eigene Fragen zu", "Neue Frage")
    await doris.answers("Brauchen Sie Kinderbetreuung?", to=await doris.reads("Was möchten Sie bei"))
    await doris.answers("Eine Auswahl", to=await doris.reads("Was ist die Antwort?"))
    await doris.answers("ja", to=await doris.reads("Welche Antworten gibt es?"))
    await doris.reads("Bitte nennen Sie mindestens zwei Antworten")
    await doris.answers("ja; nein", to=await again(doris, "Welche Antworten gibt es?"))
    await doris.answers("nein", to=await doris.reads("Muss man darauf antworten?"))
    await doris.reads("• Brauchen Sie Kinderbetreuung?")
    (made,) = await all_of_them(desk)
    (question,) = made.questions
    assert (question.kind, question.choices, question.optional) == ("choice", ["ja", "nein"], True)
    await doris.answers("Weg: Brauchen Sie Kinderbetreuung?")
    assert (await all_of_them(desk))[0].questions == []


async def at_the_phone(house: House) -> Guest:
    """Doris has offered a training in her chat, and opened it."""
    doris = house.guest("Doris")
    await house.works_here(doris)
    await doris.says("/offer")
    await doris.chooses("Was ist es?", "Schulung")
    await doris.answers("Wie heißt es?", "Kasse und Buchhaltung")
    await doris.answers("Wann ist es?", "4.5. 18 bis 20 Uhr; 11.5. 18 bis 20 Uhr")
    await doris.answers("Wo ist es?", "Haus der Vereine, Hauptstraße 1, Velbert")
    await doris.answers("Wie viele Plätze gibt es?", "3")
    await doris.reads(VIEW)
    return doris


async def opened(house: House) -> None:
    async with house.database.write() as session:
        training = await trainings.get(session, 1)
        author = await session.get_one(Person, training.author_id)
        await trainings.open_up(session, training, author, house.clock.now())


async def test_another_place_is_shown_first_and_then_told_to_those_who_signed_up(house: House) -> None:
    doris = await at_the_phone(house)
    await opened(house)
    await comes(house, "Anna")
    await doris.presses("Etwas ändern")
    await doris.chooses("Was möchten Sie an", "Ort")
    await doris.answers("Wo ist", "Rathaus, Marktplatz 2, Velbert")
    await doris.answers("Wie kommt man", "mit Aufzug")
    await doris.chooses("einen Link zu einer Karte?", "Überspringen")
    await doris.reads("Rathaus, Marktplatz 2, Velbert\nWeg und Aufzug: mit Aufzug")
    assert await told(house) == []
    await doris.presses("Ja, so ändern")
    await doris.reads("Eine Person bekommt gleich Bescheid.")
    await doris.reads("Rathaus, Marktplatz 2, Velbert\nmit Aufzug")
    assert await told(house) == ["changed"]


async def test_fewer_seats_than_are_taken_are_refused(house: House) -> None:
    doris = await at_the_phone(house)
    await opened(house)
    await comes(house, "Anna", seats=2)
    await doris.presses("Etwas ändern")
    await doris.chooses("Was möchten Sie an", "Plätze")
    await doris.answers("Wie viele Plätze gibt es bei", "1")
    await doris.reads("2 Plätze sind schon vergeben.")
    assert (await all_of_them(house))[0].seats == 3


async def test_calling_off_asks_once_and_offers_the_next_date_to_whoever_signed_up(house: House) -> None:
    doris = await at_the_phone(house)
    await doris.presses("Noch einmal anbieten")
    await doris.answers("Wann beginnt es?", "8.6.")
    copied = await doris.reads("Dienstag, 8. Juni 2027, 18 bis 20 Uhr\nDienstag, 15. Juni 2027, 18 bis 20 Uhr")
    await doris.presses("Ankündigen", under=copied)
    await doris.reads("Ab jetzt kann man sich anmelden")
    await opened(house)
    await comes(house, "Anna")
    await house.settled()
    async with house.database.read() as session:
        assert [each.state for each in await trainings.not_over(session, house.clock.now())] == ["open", "open"]
    await doris.says("/standing")
    await doris.chooses("Überblick", "Schulungen")
    await doris.chooses("Welche möchten Sie sehen?", "1 4.5. Kasse")
    await doris.chooses("1 von 3 Plätzen vergeben", "Absagen")
    await doris.reads("Eine Person bekommt sofort Bescheid. Ihnen wird der nächste Termin angeboten: Dienstag, 8. Juni")
    assert await told(house) == []
    await doris.presses("Ja, jetzt absagen")
    await doris.reads("ist abgesagt. Eine Person bekommt jetzt Bescheid.")
    async with house.database.write() as session:
        (notice,) = await notices.take(session, house.clock.now())
    assert (notice.kind, notice.details) == ("called-off", {"instead": 2})


@pytest.mark.parametrize("planned", [False, True])
async def test_the_announcement_of_what_was_called_off_is_thrown_away(desk: Desk, planned: bool) -> None:
    doris = await a_training(desk)
    view = doris.last
    await announced(doris)
    if planned:
        await doris.answers("senden morgen 9 Uhr")
        await doris.answers("ja", to=await doris.reads("Ist das richtig?"))
        await doris.reads("ist geplant")
    await doris.answers("Absagen", to=view)
    await doris.answers("Ja, jetzt absagen", to=await doris.reads("absagen?"))
    await doris.reads("ist abgesagt. Angemeldet war niemand.")
    async with desk.database.read() as session:
        assert list(await session.scalars(select(Announcement))) == []
    await desk.later(timedelta(days=1))
    assert await on_their_way(desk) == {}


async def test_when_the_first_evening_is_over_the_others_can_still_be_moved(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes(SUBJECT, LETTER.replace("20 Uhr", "20 Uhr; 11.5. 18 bis 20 Uhr", 1))
    view = await doris.reads(VIEW)
    first = (await all_of_them(desk))[0].sessions[0]
    desk.clock.advance(first.ends_at - desk.clock.now())
    await changes(doris, view, "Termin", "alle Termine, die noch kommen", "18.5. 18 bis 20 Uhr")
    await doris.answers("Ja, so ändern", to=await doris.reads("So soll es sein"))
    assert [(one.id, one.starts_at.day) for one in (await all_of_them(desk))[0].sessions] == [
        (first.id, 4), (first.id + 1, 18),
    ]  # fmt: skip


async def test_what_was_called_off_while_its_announcement_goes_out_can_be_paused_there(desk: Desk) -> None:
    doris = await a_training(desk)
    view = doris.last
    await announced(doris)
    await doris.answers("senden")
    await doris.answers("Absagen", to=view)
    await doris.answers("Ja, jetzt absagen", to=await doris.reads("absagen?"))
    assert "Pause" in labels(await doris.reads("Die Ankündigung ist noch unterwegs."))


async def test_the_link_of_a_meeting_online_is_not_for_everybody(desk: Desk) -> None:
    doris = await a_network(desk)
    await doris.writes(
        "Treffen: Runder Tisch", "Wann: 4.5. 18 bis 20 Uhr\nWo: https://meet.example.org/tisch\nPlätze: 9"
    )
    assert "https://meet.example.org/tisch" in seen(await doris.reads(VIEW))
    await doris.answers("Ankündigen")
    preview = seen(await doris.reads("So bekommen es alle."))
    assert "Den Link bekommen Sie mit Ihrer Anmeldung." in preview
    assert "meet.example.org" not in preview


async def test_a_similar_offer_in_the_same_town_and_week_is_pointed_out(desk: Desk) -> None:
    doris = await a_training(desk)
    await doris.writes("Schulung: Rechnungen", f"Wann: 6.5. 18 bis 20 Uhr\n{WHERE}\nPlätze: 5")
    assert "in derselben Woche gibt es in Velbert schon: " in seen(await doris.reads("Schulung: Rechnungen"))
    await doris.writes("Schulung: Steuern", f"Wann: 20.5. 18 bis 20 Uhr\n{WHERE}\nPlätze: 5")
    assert "in derselben Woche" not in seen(await doris.reads("Schulung: Steuern"))


async def test_what_has_begun_is_not_announced_and_what_is_over_can_be_offered_again(desk: Desk) -> None:
    doris = await a_training(desk)
    view = doris.last
    await announced(doris)
    desk.clock.advance(timedelta(days=21, hours=9))
    await doris.answers("Ankündigen", to=view)
    await doris.reads("hat schon begonnen")
    desk.clock.advance(timedelta(hours=2))
    await doris.writes("Überblick")
    await doris.answers("Schulungen", to=await doris.reads("Überblick"))
    await doris.answers("Frühere zeigen", to=await doris.reads("Gerade ist nichts geplant."))
    await doris.answers("1", to=await doris.reads("Das war schon"))
    await doris.answers("Noch einmal anbieten", to=await doris.reads("Das ist vorbei."))
    await doris.answers("in 2 Wochen", to=await doris.reads("Wann beginnt es?"))
    assert "18 bis 20 Uhr" in seen(await doris.reads("Entwurf"))
