"""Signing up for a training, in the chat and by mail: always a clear answer, and never an answer that gets lost."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from storage import announcements, associations, dispatch, people, seating, sign_ups, trainings
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Times, Training
from tests.handlers.desk import Desk, Writer, seen
from tests.house import Guest, House
from tests.storage import network
from tests.storage.course import comes, course

EVENING = Times(datetime(2027, 5, 4, 18), datetime(2027, 5, 4, 20))  # noqa: DTZ001 - by the clock on the wall
DEADLINE = datetime(2027, 4, 30, 22, tzinfo=UTC)


async def a_course(place: House | Desk, **fields: Any) -> Training:
    about: dict[str, Any] = {"times": [EVENING], "deadline": DEADLINE} | fields
    async with place.database.write() as session:
        return await course(session, opened=place.clock.now(), **about)


async def shows(guest: Guest, training: Training) -> None:
    """The guest looks at the training."""
    await guest.says("/trainings")
    await guest.chooses("Das kommt", training.title[:10])
    await guest.reads("Bitte antworten Sie bis")


async def of(place: House | Desk, name: str) -> list[tuple[str, int]]:
    """What the person of that name said to trainings: state and seats."""
    async with place.database.read() as session:
        person = (await session.scalars(select(Person).where(Person.name == name))).one()
        return [(found.state, found.seats) for found in await sign_ups.of(session, person)]


async def announced(desk: Desk, training: Training, *, public: bool = False) -> None:
    """Everybody gets the announcement of the training, and it has left; `public`, also into the channel."""
    await released(desk, training, public=public)
    await desk.post_leaves()


async def released(place: Desk | House, training: Training, *, public: bool = False) -> None:
    async with place.database.write() as session:
        editor = (await session.scalars(select(Person).where(Person.name == "Doris"))).one()
        draft = await announcements.draft(
            session, editor, subject="Schulung", html="<p>Kommen Sie!</p>", audience=Audience(everyone=True),
            door="chat", now=place.clock.now(), public=public,
        )  # fmt: skip
        await trainings.announce_with(session, await trainings.get(session, training.id), draft)
        await dispatch.release(
            session, draft, editor, release_at=place.clock.now(), now=place.clock.now(),
            mail_host=place.office.mail_host, channel=place.office.channel,
        )  # fmt: skip


async def the_announcement(desk: Desk, writer: Writer) -> Outgoing:
    return next(row for row in await desk.rows(writer.address) if row.announcement_id)


async def anna_writes(desk: Desk) -> Writer:
    async with desk.database.write() as session:
        await network.anna(session)
    return desk.writer("Anna", "anna@elternverein.example.org")


async def test_a_tap_signs_up_and_says_the_seat_the_day_and_the_place(house: House) -> None:
    training = await a_course(house, venue="Haus der Vereine")
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    said = await sami.reads("Sie sind angemeldet: 1 Person.")
    assert "Dienstag, 4. Mai, 18 bis 20 Uhr" in said.text
    assert "Haus der Vereine, Velbert" in said.text
    async with house.database.read() as session:
        [found] = await sign_ups.of(session, await house.person(sami))
    assert (found.state, found.seats, found.door) == ("seat", 1, "chat")


async def test_the_link_of_a_meeting_online_is_for_those_who_have_a_seat(house: House) -> None:
    training = await a_course(house, online_url="https://treffen.example.org/raum")
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    assert sami.last
    assert "Den Link bekommen Sie mit Ihrer Anmeldung" in sami.last.text
    assert "treffen.example.org" not in str(sami.last.raw)
    await sami.presses("Ja, ich komme")
    assert "https://treffen.example.org/raum" in str((await sami.reads("Sie sind angemeldet")).raw)


async def test_several_are_chosen_by_a_digit_that_is_their_number(house: House) -> None:
    training = await a_course(house, seats=12)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("wir sind mehrere")
    await sami.answers("Zu wievielt kommen Sie?", "3")
    await sami.reads("3 Personen, Sie eingeschlossen")
    await sami.presses("Andere Anzahl")
    await sami.chooses("Zu wievielt kommen Sie?", "Wir sind mehr")
    await sami.answers("Schreiben Sie nur die Zahl", "8")
    await sami.reads("8 Personen, Sie eingeschlossen")
    assert await of(house, "Sami") == [("seat", 8)]


async def test_who_comes_with_somebody_names_them_by_a_reply(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk)
    await announced(desk, training)
    await anna.answers("ja, zu zweit", to=await the_announcement(desk, anna))
    await anna.reads("Sie sind angemeldet")
    await anna.answers("Namen nennen")
    await anna.answers("Leyla, Mina und Ali, Can", to=await anna.reads("Wer kommt mit?"))
    await anna.reads("2 Plätze")
    await anna.answers(
        "Leyla Şahin\n\nViele Grüße\nAnna",
        to=next(row for row in await desk.rows(anna.address) if "Wer kommt" in seen(row)),
    )
    await anna.reads("Es kommen: Anna und Leyla Şahin.")
    async with desk.database.read() as session:
        [found] = await sign_ups.of(session, (await session.scalars(select(Person).where(Person.name == "Anna"))).one())
        assert [one.name for one in found.participants] == ["Anna", "Leyla Şahin"]


async def test_in_the_chat_the_names_of_companions_are_simply_typed(house: House) -> None:
    training = await a_course(house)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("wir sind mehrere")
    await sami.chooses("Zu wievielt kommen Sie?", "Zu zweit")
    await sami.chooses("Sie sind angemeldet", "Namen nennen")
    await sami.answers("Schreiben Sie den Namen der Person", "Leyla Şahin")
    await sami.reads("Es kommen: Sami und Leyla Şahin.")


async def test_dates_and_an_answer_with_a_number_are_understood_by_their_words(house: House) -> None:
    await a_course(house, seats=9)
    sami = house.guest("Sami")
    await sami.agrees()
    await sami.says("Termine")
    await sami.reads("Das kommt")
    await sami.says("ja 3")
    await sami.chooses("Wozu möchten Sie antworten?", "Kasse")
    await sami.reads("3 Personen, Sie eingeschlossen")


async def test_names_and_answers_that_are_too_long_are_asked_for_again(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk)
    async with desk.database.write() as session:
        await trainings.ask(session, await trainings.get(session, training.id), "text", "Was essen Sie?")
    await announced(desk, training)
    await anna.answers("ja, zu zweit", to=await the_announcement(desk, anna))
    signed = await anna.reads("Sie sind angemeldet")
    await anna.answers("Brot " * 400, to=await anna.reads("Was essen Sie?"))
    await anna.reads("zu lang")
    await anna.answers("Namen nennen", to=signed)
    await anna.answers("Leyla " * 30, to=await anna.reads("Schreiben Sie den Namen der Person"))
    await anna.answers("Leyla", to=await anna.reads("zu lang"))
    await anna.reads("Es kommen: Anna und Leyla.")
    await anna.reads("Was essen Sie?")
    async with desk.database.read() as session:
        (found,) = (await session.scalars(select(SignUp))).all()
        assert (found.participants[1].name, found.answers) == ("Leyla", [])


async def test_who_finds_no_seat_learns_the_place_in_the_list_and_what_that_means(house: House) -> None:
    training = await a_course(house, seats=1)
    async with house.database.write() as session:
        for name in ("Mina", "Nuri", "Olga"):
            await comes(session, training, name)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    said = await sami.reads("Warteliste: Platz 3")
    assert "fragen wir der Reihe nach" in said.text


async def test_a_seat_is_given_up_only_after_a_second_look(house: House) -> None:
    training = await a_course(house)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.reads("Sie sind angemeldet")
    await sami.presses("Ich kann nicht")
    await sami.reads("Möchten Sie wirklich absagen?")
    assert await of(house, "Sami") == [("seat", 1)]
    await sami.presses("Platz freigeben")
    goodbye = await sami.reads("Bitte löschen Sie den Termin in Ihrem Kalender")
    assert not any(label.endswith("Nein") for label in goodbye.labels)
    assert await of(house, "Sami") == [("cancelled", 1)]


async def test_a_maybe_is_an_answer_and_holds_no_seat(house: House) -> None:
    training = await a_course(house)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Vielleicht")
    await sami.reads("Wir halten noch keinen Platz")
    assert await of(house, "Sami") == [("maybe", 1)]


async def test_who_cannot_yet_what_is_needed_is_offered_help_and_comes_all_the_same(house: House) -> None:
    training = await a_course(
        house, entry_question="Können Sie eine E-Mail schreiben?", entry_help="Wir üben das vorher."
    )
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.chooses("Können Sie eine E-Mail schreiben?", "Nein")
    await sami.reads("Wir üben das vorher.")
    assert await of(house, "Sami") == []
    await sami.presses("Trotzdem kommen")
    await sami.reads("Sie sind angemeldet")
    async with house.database.read() as session:
        assert (await session.scalars(select(SignUp.self_check))).all() == ["no"]


async def test_own_questions_are_asked_one_after_the_other(house: House) -> None:
    training = await a_course(house)
    async with house.database.write() as session:
        known = await trainings.get(session, training.id)
        await trainings.ask(session, known, "choice", "Was möchten Sie essen?", choices=["Mit Fleisch", "Ohne Fleisch"])
        await trainings.ask(session, known, "number", "Wie viele Kinder?", optional=True)
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.reads("Sie sind angemeldet")
    await sami.chooses("Was möchten Sie essen?", "Ohne Fleisch")
    await sami.answers("Wie viele Kinder?", "viele")
    await sami.reads("nur eine Zahl")
    await sami.says("2")
    await sami.reads("Danke, das hilft uns")
    async with house.database.read() as session:
        (found,) = (await session.scalars(select(SignUp))).all()
        assert sorted(answer.value for answer in found.answers) == ["2", "Ohne Fleisch"]


async def test_the_other_contact_of_the_association_sees_and_changes_it(house: House) -> None:
    training = await a_course(house, seats=12)
    sami, fatma = house.guest("Sami"), house.guest("Fatma")
    number = await house.speaks_for(sami, "Kulturverein", "Velbert")
    await fatma.agrees()
    async with house.database.write() as session:
        association = await associations.get(session, number)
        person = await people.by_address(session, "telegram", fatma.chat)
        assert association
        assert person
        await associations.add_contact(session, association, person, house.clock.now())
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.reads("Sie sind angemeldet")
    await fatma.says("/trainings")
    await fatma.chooses("Das kommt", "Kasse")
    await fatma.reads("Sami ist angemeldet: 1 Person.")
    await fatma.says("/trainings")
    await fatma.chooses("Das kommt", "Meine Anmeldungen")
    await fatma.chooses("Sami ist angemeldet: 1 Person.", "Kasse")
    await fatma.reads("Sami ist angemeldet")
    await fatma.presses("Andere Anzahl")
    await fatma.chooses("Zählen Sie Sami mit.", "2 Personen")
    await fatma.reads("Sami ist angemeldet: 2 Personen.")
    assert await of(house, "Sami") == [("seat", 2)]


async def test_a_stranger_cannot_cancel_for_somebody_else(house: House) -> None:
    training = await a_course(house)
    async with house.database.write() as session:
        other = await comes(session, training, "Mina")
    sami = house.guest("Sami")
    await sami.agrees()
    await shows(sami, training)
    await sami.forges(f"signing.cancelled:{other.id}")
    await sami.reads("gehört einer anderen Person")
    assert await of(house, "Mina") == [("seat", 1)]


async def test_a_reply_to_the_announcement_counts_and_its_rest_reaches_a_person(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=12)
    await announced(desk, training)
    await anna.answers("Ja gerne, zu dritt. Gibt es Parkplätze?", to=await the_announcement(desk, anna))
    assert "liest auch, was Sie dazu geschrieben haben" in seen(await anna.reads("3 Personen, Sie eingeschlossen"))
    assert not await anna.has("liest Ihre Nachricht")
    assert await of(desk, "Anna") == [("seat", 3)]
    doris = desk.writer("Doris", "doris@kreis.example.org")
    assert "Gibt es Parkplätze?" in seen(await doris.reads("Nachricht von Anna"))


async def test_a_reply_in_the_chat_to_the_announcement_counts_as_well(house: House) -> None:
    sami = house.guest("Sami")
    await sami.agrees()
    await released(house, await a_course(house, seats=12))
    house.wake()
    told = await sami.reads("Kommen Sie!")
    await sami.phone.says("ja 3", reply_to=told)
    await sami.reads("3 Personen, Sie eingeschlossen")
    assert await of(house, "Sami") == [("seat", 3)]


async def test_a_bare_yes_in_the_chat_asks_which_one_as_by_mail(house: House) -> None:
    sami = house.guest("Sami")
    await sami.agrees()
    await a_course(house, seats=12)
    await sami.says("ja 3")
    await sami.reads("Wozu möchten Sie antworten?")
    assert await of(house, "Sami") == []
    await sami.presses("Kasse und Buchhaltung")
    await sami.reads("3 Personen, Sie eingeschlossen")
    assert await of(house, "Sami") == [("seat", 3)]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [("Ja, zu dritt. Mein Sohn sitzt im Rollstuhl.", "Frist"), ("Ja zu null. Mein Sohn sitzt im Rollstuhl.", "Zahl")],
)
async def test_what_stands_beside_a_refused_answer_reaches_a_person_all_the_same(
    desk: Desk, answer: str, refusal: str
) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=12)
    await announced(desk, training)
    desk.clock.advance(DEADLINE - desk.clock.now())
    await anna.answers(answer, to=await the_announcement(desk, anna))
    await anna.reads(refusal)
    assert await of(desk, "Anna") == []
    doris = desk.writer("Doris", "doris@kreis.example.org")
    assert "Mein Sohn sitzt im Rollstuhl." in seen(await doris.reads("Nachricht von Anna"))


async def test_what_stands_below_the_words_of_a_button_that_is_refused_reaches_a_person(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await a_course(desk, seats=12)
    await anna.writes("Termine")
    await anna.reads("Das kommt")
    await anna.answers("1")
    letter = await anna.reads("Bitte antworten Sie bis")
    desk.clock.advance(DEADLINE - desk.clock.now())
    await anna.answers("Ja, ich komme\n\nMein Sohn sitzt im Rollstuhl.", to=letter)
    await anna.reads("Die Frist")
    assert await of(desk, "Anna") == []
    doris = desk.writer("Doris", "doris@kreis.example.org")
    assert "Mein Sohn sitzt im Rollstuhl." in seen(await doris.reads("Nachricht von Anna"))


async def test_an_answer_from_another_address_changes_nothing_before_the_reader_said_so(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=12)
    await announced(desk, training)
    berta = desk.writer("Berta", "berta@verein.example.org")
    await berta.answers("Ja, zu dritt. Ich bringe Kuchen mit.", to=await the_announcement(desk, anna))
    assert await of(desk, "Anna") == []
    assert "Anna" not in seen(await berta.reads("ging an eine andere Adresse"))
    doris = desk.writer("Doris", "doris@kreis.example.org")
    assert "Ich bringe Kuchen mit." in seen(await doris.reads("Nachricht von"))
    asked = await anna.reads("von einer anderen Adresse: „ja“, 3 Personen")
    assert "berta" not in seen(asked)
    assert not await anna.has("Kuchen")
    await anna.answers("1")
    await anna.reads("3 Personen, Sie eingeschlossen")
    assert await of(desk, "Anna") == [("seat", 3)]


async def test_who_answers_below_a_forwarded_letter_answers_for_nobody_else(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await a_course(desk, seats=12)
    await anna.writes("Termine")
    await anna.reads("Das kommt")
    await anna.answers("1")
    letter = await anna.reads("Bitte antworten Sie bis")
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = "berta@verein.example.org", desk.office.list_address, "Re: WG: Kasse"
    reply["Message-ID"], reply["In-Reply-To"] = "<reply@verein.example.org>", "<forwarded@elternverein.example.org>"
    reply["References"] = f"<{letter.message_id}> <forwarded@elternverein.example.org>"
    reply.set_content("Ja")
    await desk.arrives(reply.as_bytes(), "berta@verein.example.org")
    assert await of(desk, "Anna") == []
    await desk.writer("Berta", "berta@verein.example.org").reads("liest Ihre Nachricht und antwortet Ihnen")


async def test_a_no_by_mail_is_counted_at_once_and_a_question_changes_nothing(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk)
    await announced(desk, training)
    letter = await the_announcement(desk, anna)
    await anna.answers("Ist das kostenlos?", to=letter)
    assert await of(desk, "Anna") == []
    assert "Angemeldet sind Sie noch nicht: Kasse" in seen(await anna.reads("liest Ihre Nachricht"))
    await anna.answers("Nein, leider nicht", to=letter)
    await anna.reads("Sie kommen nicht")
    assert await of(desk, "Anna") == [("no", 1)]


async def test_who_has_a_seat_and_asks_something_is_not_told_that_they_have_none(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await announced(desk, await a_course(desk))
    letter = await the_announcement(desk, anna)
    await anna.answers("Ja", to=letter)
    await anna.answers("Ist das kostenlos?", to=letter)
    await anna.reads("liest Ihre Nachricht")
    assert not any("Angemeldet sind Sie noch nicht" in seen(row) for row in await desk.rows(anna.address))


async def test_nobody_signs_up_no_one(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await announced(desk, await a_course(desk))
    await anna.answers("Ja, 0 Personen", to=await the_announcement(desk, anna))
    await anna.reads("1 bis 99")
    assert await of(desk, "Anna") == []


async def test_a_bare_yes_of_somebody_who_never_agreed_is_read_by_a_person(desk: Desk) -> None:
    await a_course(desk)
    berta = desk.writer("Berta", "berta@verein.example.org")
    await berta.writes("Schulung", "Ja")
    assert "Wozu" not in seen(await berta.reads("liest Ihre Nachricht"))


async def test_a_bare_yes_asks_which_one_and_does_nothing_before(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await a_course(desk, seats=9)
    await a_course(desk, seats=9, title="Nähen")
    await anna.writes("Schulung am Dienstag", "ja, zu zweit")
    await anna.reads("Wozu möchten Sie antworten?")
    assert await of(desk, "Anna") == []
    await anna.answers("2")
    await anna.reads("2 Personen, Sie eingeschlossen")
    assert await of(desk, "Anna") == [("seat", 2)]


async def test_by_mail_the_dates_are_listed_with_those_of_the_own_town_first(desk: Desk) -> None:
    anna = await anna_writes(desk)
    await a_course(desk, town="Haan", title="Kochen")
    await a_course(desk, town="Hilden", title="Nähen")
    await anna.writes("Termine")
    listed = seen(await anna.reads("Das kommt"))
    assert listed.index("Nähen, Hilden") < listed.index("Kochen, Haan")
    await anna.answers("1")
    await anna.answers("ja 2", to=await anna.reads("Bitte antworten Sie bis"))
    await anna.reads("2 Personen")


async def test_a_program_that_answers_each_of_our_letters_comes_to_an_end(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk)
    await announced(desk, training)
    await anna.answers("ja", to=await the_announcement(desk, anna))
    first = await anna.reads("Sie sind angemeldet")
    for number in range(30):
        newest = (await desk.rows(anna.address))[-1]
        reply = EmailMessage()
        reply["From"], reply["To"], reply["Subject"] = anna.address, desk.office.list_address, "Ich bin nicht im Büro"
        reply["Message-ID"], reply["In-Reply-To"] = f"<{number}@elternverein.example.org>", f"<{newest.message_id}>"
        reply["References"] = f"<{first.message_id}> <{newest.message_id}>"
        reply.set_content(f"Sie sind Nummer {number} in der Reihe.")
        await desk.arrives(reply.as_bytes(), anna.address)
    assert len(await desk.rows(anna.address)) <= 12


async def test_of_many_dates_each_can_be_reached(desk: Desk) -> None:
    anna = await anna_writes(desk)
    for number in range(1, 26):
        await a_course(desk, title=f"Kurs {number}")
    await anna.writes("Termine")
    for first in (1, 6, 11, 16, 21):
        listed = seen(await anna.reads(f"1 4. Mai: Kurs {first}\n"))
        assert f": Kurs {first}, Velbert" in listed
        assert listed.count("Velbert") <= 20
        await anna.answers("6")
    await anna.reads("1 4. Mai: Kurs 1\n")


async def test_a_freed_seat_is_offered_and_accepted_by_a_reply(desk: Desk) -> None:
    anna = await anna_writes(desk)
    training = await a_course(desk, seats=1)
    async with desk.database.write() as session:
        first = await comes(session, training, "Mina")
    await announced(desk, training)
    await anna.answers("Ja", to=await the_announcement(desk, anna))
    await anna.reads("Warteliste, Platz 1")
    async with desk.database.write() as session:
        mina = await session.get_one(Person, first.person_id)
        await seating.cancel(session, first.id, by=mina, door="chat", now=desk.clock.now())
    await desk.beat()
    await desk.beat()
    offer = await anna.reads("Ein Platz ist frei")
    assert "Wir halten den Platz bis" in seen(offer)
    await anna.answers("Ja, ich komme")
    await anna.reads("Sie sind angemeldet")
    assert not await anna.has("später als geplant")
    await desk.later(timedelta(days=1))
    assert [seen(row) for row in await desk.rows(anna.address)].count(seen(offer)) == 1


async def test_an_offer_in_the_chat_is_declined_with_a_tap(house: House) -> None:
    training = await a_course(house, seats=1)
    sami = house.guest("Sami")
    await sami.agrees()
    async with house.database.write() as session:
        first = await comes(session, training, "Mina")
    await shows(sami, training)
    await sami.presses("Ja, ich komme")
    await sami.reads("Warteliste")
    async with house.database.write() as session:
        mina = await session.get_one(Person, first.person_id)
        await seating.cancel(session, first.id, by=mina, door="chat", now=house.clock.now())
    await house.beat()
    await sami.chooses("Ein Platz ist frei", "Nein, danke")
    await sami.reads("Sie kommen nicht")
    assert await of(house, "Sami") == [("no", 1)]


async def test_a_link_below_a_post_leads_to_the_training(house: House) -> None:
    training = await a_course(house)
    sami = house.guest("Sami")
    await sami.agrees()
    await sami.says(f"/start t{training.id}")
    await sami.chooses("Bitte antworten Sie bis", "Ja, ich komme")
    await sami.reads("Sie sind angemeldet")


async def test_a_stranger_behind_the_link_below_a_post_goes_on_to_the_training_after_their_yes(house: House) -> None:
    training = await a_course(house)
    maya = house.guest("Maya", language="en")
    await maya.says(f"/start t{training.id}")
    await maya.chooses("Is that all right", "Deutsch")
    await maya.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
    await maya.chooses("Willkommen", "Weiter zum Termin")
    await maya.chooses("Bitte antworten Sie bis", "Ja, ich komme")
    await maya.reads("Sie sind angemeldet")


async def test_what_somebody_tapped_before_their_yes_is_one_tap_away_after_it(house: House) -> None:
    training = await a_course(house, seats=9)
    sami = house.guest("Sami")
    await sami.says("/start")
    await sami.reads("Ist das für Sie in Ordnung?")
    await sami.forges(f"signing.yes:{training.id}.3")
    await sami.chooses("Ist das für Sie in Ordnung?", "Ja, gerne")
    await sami.chooses("Willkommen", "Weiter zum Termin")
    await sami.reads("3 Personen, Sie eingeschlossen")
    assert await of(house, "Sami") == [("seat", 3)]


async def test_nobody_signs_up_in_the_chat_before_they_know_the_notice(house: House) -> None:
    training = await a_course(house)
    sami = house.guest("Sami")
    await sami.says(f"/start t{training.id}")
    await sami.reads("Ist das für Sie in Ordnung?")
    await sami.forges(f"signing.yes:{training.id}")
    await sami.reads("Ist das für Sie in Ordnung?")
    assert await of(house, "Sami") == []
