"""An entry is taken back in each calendar that has it, and nowhere else, whoever cancels and at whatever door."""

from sqlalchemy import select

from storage import associations, changes, identity, people, seating
from storage.outbox import Outgoing
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Training
from tests.handlers.desk import Desk, seen
from tests.handlers.test_addresses import code_in, gives
from tests.handlers.test_signing_up import EVENING, a_course, of, shows, the_announcement
from tests.handlers.test_telling import LATER, anna_has_a_seat, calendar, said, the_office
from tests.house import Guest, House
from tests.storage import network

SAMI = "sami@kulturverein.example.org"


async def sami_with_chat_and_mail(house: House) -> Guest:
    sami = house.guest("Sami")
    await sami.agrees()
    async with house.database.write() as session:
        person = await people.by_address(session, "telegram", sami.chat)
        assert person
        own = await people.add_address(session, person, "mail", SAMI, house.clock.now())
        await people.confirm(session, own, network.BY_REPLY, house.clock.now())
    return sami


async def letter(house: House, words: str) -> Outgoing:
    """The newest letter to Sami, which has these words."""
    await house.settled()
    newest = (await house.letters(SAMI))[-1]
    assert words in seen(newest)
    return newest


async def signs_up_by_mail(house: House) -> Outgoing:
    """Sami, for the one training that there is; the letter with the invitation."""
    await house.gets_letter(SAMI, "Termine", "")
    await house.gets_reply(await letter(house, "Das kommt"), "1")
    await house.gets_reply(await letter(house, "Ja, ich komme"), "Ja, ich komme")
    return await letter(house, "Sie sind angemeldet")


async def signs_up_in_the_chat(sami: Guest, training: Training) -> None:
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.reads("Sie sind angemeldet")


async def by_the_office(house: House) -> None:
    """Doris cancels for whoever is signed up, and the clock tells it."""
    async with house.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        doris = (await session.scalars(select(Person).where(Person.name == "Doris"))).one()
        await seating.cancel(session, found.id, by=doris, door="chat", now=house.clock.now())
    await house.beat()


def calendars(rows: list[Outgoing]) -> list[str]:
    """What calendars are told in these letters, in their order."""
    return [calendar(row) for row in rows if (row.payload or {})["files"]]


def assert_takes_back(cancellation: str, invitation: str) -> None:
    assert said(cancellation, "METHOD") == "CANCEL"
    assert said(cancellation, "UID") == said(invitation, "UID")
    assert said(cancellation, "ATTENDEE") == said(invitation, "ATTENDEE")
    assert int(said(cancellation, "SEQUENCE")) > int(said(invitation, "SEQUENCE"))


async def test_who_cancels_in_the_chat_gets_the_invitation_taken_back_by_mail(house: House) -> None:
    training = await a_course(house)
    sami = await sami_with_chat_and_mail(house)
    invitation = calendar(await signs_up_by_mail(house))
    await shows(sami, training)
    await sami.presses("Ich kann nicht")
    await sami.chooses("Möchten Sie wirklich absagen?", "Platz freigeben")
    answer = await sami.reads("Sie haben abgesagt")
    assert "per E-Mail zurück" in answer.text
    assert "löschen" not in answer.text
    assert_takes_back(calendar(await letter(house, "Abgesagt: Kasse")), invitation)


async def test_who_cancels_by_mail_is_asked_to_delete_what_came_into_the_chat(house: House) -> None:
    training = await a_course(house)
    sami = await sami_with_chat_and_mail(house)
    await signs_up_in_the_chat(sami, training)
    await house.gets_letter(SAMI, "Termine", "")
    await house.gets_reply(await letter(house, "Das kommt"), "1")
    await house.gets_reply(await letter(house, "Ich kann nicht"), "Ich kann nicht")
    await house.gets_reply(await letter(house, "Möchten Sie wirklich absagen?"), "Platz freigeben")
    await letter(house, "Bitte löschen Sie den Termin in Ihrem Kalender")
    assert calendars(await house.letters(SAMI)) == []
    assert await of(house, "Sami") == [("cancelled", 1)]


async def test_what_the_office_cancels_is_taken_back_by_mail_from_who_has_it_by_mail(house: House) -> None:
    await a_course(house)
    sami = await sami_with_chat_and_mail(house)
    invitation = calendar(await signs_up_by_mail(house))
    await by_the_office(house)
    news = await sami.reads("Das Büro hat für Sie abgesagt")
    assert "löschen" not in news.text
    assert_takes_back(calendar(await letter(house, "Das Büro hat für Sie abgesagt")), invitation)


async def test_what_the_office_cancels_is_deleted_by_who_has_it_from_the_chat(house: House) -> None:
    training = await a_course(house)
    sami = await sami_with_chat_and_mail(house)
    await signs_up_in_the_chat(sami, training)
    await by_the_office(house)
    news = await sami.reads("Das Büro hat für Sie abgesagt")
    assert "Bitte löschen Sie den Termin in Ihrem Kalender" in news.text
    assert calendars(await house.letters(SAMI)) == []


async def test_whom_the_office_takes_off_the_waiting_list_has_no_entry_to_take_back(desk: Desk) -> None:
    await anna_has_a_seat(desk, seats=1)
    async with desk.database.write() as session:
        carla = await network.carla(session)
        training = (await session.scalars(select(Training))).one()
        waits = await seating.sign_up(session, training.id, carla, by=carla, door="chat", now=desk.clock.now())
        await seating.cancel(session, waits.sign_up.id, by=await the_office(desk), door="chat", now=desk.clock.now())
    await desk.beat()
    news = await desk.writer("Carla", "carla@zeitung.example.org").reads("Das Büro hat für Sie abgesagt")
    assert calendars([news]) == []


async def test_an_evening_that_is_dropped_is_taken_out_of_the_calendar(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk, times=[EVENING, LATER])
    invitations = [calendar(anna.last), calendar(await anna.reads("Noch ein Tag"))]
    async with desk.database.write() as session:
        await changes.reschedule(session, training.id, [EVENING], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    stays = calendar(await anna.reads("Geändert: Kasse"))
    assert (said(stays, "METHOD"), said(stays, "UID")) == ("REQUEST", said(invitations[0], "UID"))
    gone = await anna.reads("Abgesagt: Kasse")
    assert "Mittwoch, 5. Mai, 19 Uhr" in seen(gone)
    assert_takes_back(calendar(gone), invitations[1])


async def test_who_is_moved_gets_the_new_entry_and_the_old_one_is_taken_back(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    old = calendar(anna.last)
    other = await a_course(desk, title="Vereinsrecht", times=[LATER])
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.move(session, found.id, other.id, by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    new = calendar(await anna.reads("Ein anderer Termin für Sie: Vereinsrecht"))
    assert said(new, "METHOD") == "REQUEST"
    assert said(new, "UID") != said(old, "UID")
    assert_takes_back(calendar(await anna.reads("Abgesagt: Kasse")), old)


async def test_late_news_of_a_cancellation_do_not_take_back_what_was_given_since(desk: Desk) -> None:
    """The office cancels; before the clock tells it, Anna signs up again."""
    anna, _ = await anna_has_a_seat(desk)
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        await seating.cancel(session, found.id, by=await the_office(desk), door="chat", now=desk.clock.now())
    await anna.answers("Ja, ich komme", to=await the_announcement(desk, anna))
    assert said(calendar(await anna.reads("Sie sind angemeldet")), "METHOD") == "REQUEST"
    await desk.beat()
    assert calendars([await anna.reads("Das Büro hat für Sie abgesagt")]) == []
    assert await of(desk, "Anna") == [("seat", 1)]


async def test_each_mail_address_that_was_invited_is_told(desk: Desk) -> None:
    """News go to all of them, so that each may have the entry."""
    anna, training = await anna_has_a_seat(desk)
    async with desk.database.write() as session:
        person = (await session.scalars(select(Person).where(Person.name == "Anna"))).one()
        work = await people.add_address(session, person, "mail", "anna@arbeit.example.org", desk.clock.now())
        await people.confirm(session, work, network.BY_REPLY, desk.clock.now())
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    at_work = desk.writer("Anna", "anna@arbeit.example.org")
    invitation = calendar(await at_work.reads("Geändert: Kasse"))
    await anna.reads("Geändert: Kasse")
    await anna.answers("Nein, ich kann nicht")
    assert said(calendar(await anna.reads("Sie kommen nicht")), "METHOD") == "CANCEL"
    assert_takes_back(calendar(await at_work.reads("Abgesagt: Kasse")), invitation)


async def test_who_changed_the_mail_address_gets_the_entry_taken_back_there(house: House) -> None:
    await a_course(house)
    sami = await sami_with_chat_and_mail(house)
    invitation = calendar(await signs_up_by_mail(house))
    await gives(sami, "sami@neu.example.org")
    await sami.says(code_in((await house.letters("sami@neu.example.org"))[0]))
    await sami.reads("bestätigt")
    await by_the_office(house)
    cancellation = calendar((await house.letters("sami@neu.example.org"))[-1])
    assert said(cancellation, "METHOD") == "CANCEL"
    assert said(cancellation, "UID") == said(invitation, "UID")
    assert "sami@neu.example.org" in said(cancellation, "ATTENDEE")


async def test_an_address_that_bounces_gets_neither_news_nor_a_letter_for_its_calendar(desk: Desk) -> None:
    anna, training = await anna_has_a_seat(desk)
    async with desk.database.write() as session:
        person = (await session.scalars(select(Person).where(Person.name == "Anna"))).one()
        work = await people.add_address(session, person, "mail", "anna@arbeit.example.org", desk.clock.now())
        await people.confirm(session, work, network.BY_REPLY, desk.clock.now())
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    before = len(await desk.rows("anna@arbeit.example.org"))
    async with desk.database.write() as session:
        (await session.merge(work)).paused_at = desk.clock.now()
        await changes.relocate(
            session, training.id, by=await the_office(desk), now=desk.clock.now(), venue="Rathaus"
        )  # fmt: skip
    await desk.beat()
    for _ in range(2):
        await anna.reads("Geändert: Kasse")
    await anna.answers("Nein, ich kann nicht")
    await anna.reads("Sie kommen nicht")
    assert len(await desk.rows("anna@arbeit.example.org")) == before > 0


async def test_a_fellow_who_cancels_gets_no_entry_of_somebody_else(desk: Desk) -> None:
    anna, _ = await anna_has_a_seat(desk)
    invitation = calendar(anna.last)
    async with desk.database.write() as session:
        found = (await session.scalars(select(SignUp))).one()
        fellow = await network.person(session, "Fatma", ("mail", "fatma@elternverein.example.org"))
        assert found.association
        await associations.add_contact(session, found.association, fellow, desk.clock.now())
    fatma = desk.writer("Fatma", "fatma@elternverein.example.org")
    await fatma.writes("meine Anmeldungen")
    await fatma.reads("Das kommt")
    await fatma.answers("Meine Anmeldungen")
    await fatma.reads("Anna ist angemeldet")
    await fatma.answers("1")
    await fatma.reads("Andere Anzahl")
    await fatma.answers("Absagen")
    await fatma.reads("Möchten Sie für Anna absagen?")
    await fatma.answers("Platz freigeben")
    await fatma.reads("Anna hat abgesagt.")
    assert calendars(await desk.rows(fatma.address)) == []
    await desk.beat()
    assert_takes_back(calendar(await anna.reads("Fatma hat für Sie abgesagt")), invitation)


async def test_who_signed_up_twice_under_two_entries_keeps_one_and_the_other_is_taken_back(desk: Desk) -> None:
    """She proved both addresses; the second sign-up ends where the two entries become one."""
    anna, training = await anna_has_a_seat(desk, seats=9)
    async with desk.database.write() as session:
        await network.person(session, "A. Kaya", ("mail", "anna@arbeit.example.org"))
    at_work = desk.writer("A. Kaya", "anna@arbeit.example.org")
    await at_work.writes("Termine")
    await at_work.answers("1", to=await at_work.reads("Das kommt"))
    await at_work.answers("Ja, ich komme", to=await at_work.reads("Ja, ich komme"))
    invitation = calendar(await at_work.reads("Sie sind angemeldet"))
    async with desk.database.write() as session:
        both = [await people.by_address(session, "mail", one.address) for one in (anna, at_work)]
        await identity.merge(session, *filter(None, both))
        await changes.reschedule(session, training.id, [LATER], by=await the_office(desk), now=desk.clock.now())
    await desk.beat()
    moved = calendar(await at_work.reads("Geändert: Kasse"))
    assert said(moved, "UID") == said(calendar(await anna.reads("Geändert: Kasse")), "UID") != said(invitation, "UID")
    assert_takes_back(calendar(await at_work.reads("Abgesagt: Kasse")), invitation)
