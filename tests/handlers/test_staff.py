"""The office's own part by mail: overview, roles, doors, and consents given on paper."""

from datetime import date, timedelta

import pytest

from handlers import call_list, staff
from mailing.turn import GROUP, Turn
from storage import keys, people
from storage.people import Consent, Person
from storage.prompts import PromptUnknown
from tests.handlers.desk import Desk, Writer, seen
from tests.storage import network


async def an_admin(desk: Desk) -> Writer:
    """Adele has all rights, Doris may write; Anna of Hilden confirmed, Emin of Haan has only been imported."""
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"), ("telegram", "9000"))
        adele.role = "admin"
        await network.doris(session)
        await network.anna(session)
        await network.emin(session)
    return desk.writer("Adele", "adele@kreis.example.org")


async def person(desk: Desk, address: str) -> Person:
    async with desk.database.read() as session:
        found = await people.by_address(session, "mail", address)
        assert found
        return found


async def offered(desk: Desk, adele: Writer, address: str, role: str) -> Writer:
    """Adele offers a role by mail."""
    await adele.writes("Rollen")
    await adele.answers("Rolle vergeben", to=await adele.reads("Adele: alle Rechte"))
    await adele.answers(address, to=await adele.reads("Für welche E-Mail-Adresse"))
    await adele.answers(role, to=await adele.reads("Welche Rolle?"))
    await adele.answers("Rolle anbieten", to=await adele.reads("Soll ich die Rolle anbieten?"))
    await adele.reads("Die Rolle gilt, sobald von dort ein Ja kommt")
    return desk.writer("Neu", address)


async def test_the_overview_always_says_how_things_stand(desk: Desk) -> None:
    adele = await an_admin(desk)
    await adele.writes("Überblick")
    text = seen(await adele.reads("Was möchten Sie tun?"))
    assert "0 eingeladen, 0 bestätigt, 0 anrufen." in text
    assert "Erreichbar: 1 von 2 Vereinen (50 %)." in text
    assert "Offene Anfragen: 0." in text


async def test_the_menu_offers_what_the_role_allows(desk: Desk) -> None:
    await an_admin(desk)
    viewer = await person(desk, "doris@kreis.example.org")
    async with desk.database.write() as session:
        (await session.get_one(Person, viewer.id)).role = "viewer"
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Überblick")
    labels = [label for label, _ in ((await doris.reads("Was möchten Sie tun?")).payload or {})["buttons"]]
    assert labels == [
        "Berichte ansehen", "Anrufliste zeigen", "Erklärungen zeigen", "Zahlen zeigen", "Wo erreichen?",
    ]  # fmt: skip


async def test_a_role_begins_with_the_yes_of_its_address(desk: Desk) -> None:
    adele = await an_admin(desk)
    neu = await offered(desk, adele, "neu@awo.example.org", "darf anschreiben")
    assert (await person(desk, neu.address)).role is None
    await neu.answers("Ja", to=await neu.reads("Möchten Sie bei"))
    await neu.reads("Willkommen in der Koordination")
    assert (await person(desk, neu.address)).role == "editor"
    await adele.reads("gehört jetzt zur Koordination")


async def test_an_offer_is_answered_once_within_three_days_and_from_that_address_only(desk: Desk) -> None:
    adele = await an_admin(desk)
    neu = await offered(desk, adele, "neu@awo.example.org", "alle Rechte")
    letter = await neu.reads("Möchten Sie bei")
    await desk.writer("Mallory", "mallory@example.org").answers("Ja", to=letter)
    assert (await person(desk, neu.address)).role is None
    await desk.later(timedelta(hours=73))
    await neu.answers("Ja", to=letter)
    await neu.reads("Diese Frage ist zu alt")
    assert (await person(desk, neu.address)).role is None


async def test_an_offer_ends_with_the_rights_of_whoever_made_it(desk: Desk) -> None:
    adele = await an_admin(desk)
    neu = await offered(desk, adele, "neu@awo.example.org", "alle Rechte")
    other = await person(desk, "doris@kreis.example.org")
    async with desk.database.write() as session:
        await people.give_role(session, await session.get_one(Person, other.id), "admin")
        admin = await people.by_address(session, "mail", adele.address)
        assert admin
        await people.give_role(session, admin, None)
    await neu.answers("Ja", to=await neu.reads("Möchten Sie bei"))
    assert (await person(desk, neu.address)).role is None


async def test_nobody_gives_themselves_a_role_with_a_button_that_was_never_offered(desk: Desk) -> None:
    await an_admin(desk)
    async with desk.database.write() as session:
        anna = await people.by_address(session, "mail", "anna@elternverein.example.org")
        assert anna
        turn = Turn(session, desk.clock.now(), desk.office, anna, "telegram", "4000")
        with pytest.raises(PromptUnknown):
            await staff.accept(turn, "admin.0")
        assert anna.role is None


async def test_a_role_that_is_taken_ends_at_once_with_what_was_asked(desk: Desk) -> None:
    adele = await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Einladen: Haan")
    pending = await doris.reads("Ein Brief geht hinaus.")
    await adele.writes("Rollen")
    await adele.answers("Doris beenden", to=await adele.reads("Doris: darf anschreiben"))
    await adele.answers("Ja, jetzt beenden", to=await adele.reads("Doris soll nicht mehr"))
    await doris.reads("Ihre Aufgabe in der Koordination")
    assert (await person(desk, doris.address)).role is None
    await doris.answers("Jetzt einladen", to=pending)
    assert await desk.rows("emin@kulturverein.example.org") == []


async def test_the_last_admin_stays(desk: Desk) -> None:
    adele = await an_admin(desk)
    await adele.writes("Rollen")
    await adele.answers("Adele beenden", to=await adele.reads("Adele: alle Rechte"))
    await adele.answers("Ja, jetzt beenden", to=await adele.reads("Adele soll nicht mehr"))
    await adele.reads("Sie sind die letzte Person mit allen Rechten")
    assert (await person(desk, adele.address)).role == "admin"


async def test_only_an_admin_sees_and_gives_roles(desk: Desk) -> None:
    await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Rollen")
    await doris.reads("Das darf nur die Koordination")


async def test_everybody_on_staff_chooses_their_own_door(desk: Desk) -> None:
    adele = await an_admin(desk)
    async with desk.database.write() as session:
        await keys.remember(session, GROUP, "-500")
    await adele.writes("Weg")
    await adele.answers("In meinem Chat", to=await adele.reads("Im Moment: Per E-Mail."))
    await adele.reads("kommen ab jetzt hier an: In meinem Chat")
    assert (await person(desk, adele.address)).staff_door == "telegram"
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Weg")
    offered_doors = await doris.reads("Im Moment: Per E-Mail.")
    assert [label for label, _ in (offered_doors.payload or {})["buttons"]] == ["Per E-Mail", "In der Gruppe"]


async def test_the_group_is_explained_and_ended_by_mail(desk: Desk) -> None:
    adele = await an_admin(desk)
    async with desk.database.write() as session:
        await keys.remember(session, GROUP, "-500")
    await adele.writes("Gruppe der Koordination")
    await adele.answers("Ohne Gruppe weiter", to=await adele.reads("/staffgroup"))
    await adele.reads("Es gibt keine Gruppe mehr")
    async with desk.database.read() as session:
        assert await keys.recall(session, GROUP) is None


async def consent_of(desk: Desk, address: str) -> list[Consent]:
    async with desk.database.read() as session:
        found = await people.by_address(session, "mail", address)
        assert found
        return [c for c in await people.consents(session, found) if c.withdrawn_at is None]


async def recorded(desk: Desk, doris: Writer) -> Writer:
    """Doris records that Emin agreed on paper on 5 April."""
    await doris.writes("Zusage eintragen")
    await doris.answers("kulturverein", to=await doris.reads("Wer hat zugesagt?"))
    await doris.answers("1", to=await doris.reads("Wen meinen Sie?"))
    await doris.answers("1", to=await doris.reads("An welche E-Mail-Adresse"))
    await doris.answers("auf Papier", to=await doris.reads("Wie hat die Person zugesagt?"))
    await doris.answers("5.4.2027", to=await doris.reads("Wann war das?"))
    await doris.answers("1", to=await doris.reads("Wozu genau"))
    summary = seen(await doris.reads("Stimmt das so?"))
    assert "Person: Emin, Kulturverein Haan" in summary
    assert "Tag: 05.04.2027" in summary
    await doris.answers("Ja, eintragen")
    return desk.writer("Emin", "emin@kulturverein.example.org")


async def test_a_consent_on_paper_is_recorded_with_who_when_and_which_words(desk: Desk) -> None:
    await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    emin = await recorded(desk, doris)
    await doris.reads("Eingetragen. Emin")
    (consent,) = await consent_of(desk, emin.address)
    assert (consent.door, consent.wording) == ("paper", "2026-11")
    assert desk.office.local(consent.given_at).date() == date(2027, 4, 5)
    assert consent.recorded_by_id == (await person(desk, doris.address)).id


async def test_the_person_hears_of_it_once_and_ends_it_with_a_word(desk: Desk) -> None:
    await an_admin(desk)
    emin = await recorded(desk, desk.writer("Doris", "doris@kreis.example.org"))
    await emin.reads("Sie haben „Netzwerk Kreis Mettmann“ zugesagt: auf Papier, am 05.04.2027.")
    assert len(await desk.rows(emin.address)) == 1
    await emin.answers("Stopp")
    assert await consent_of(desk, emin.address) == []


async def test_a_day_to_come_and_an_unknown_name_are_asked_again(desk: Desk) -> None:
    await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Zusage eintragen")
    asked = await doris.reads("Wer hat zugesagt?")
    await doris.answers("Niemand Nirgends", to=asked)
    await doris.reads("Dazu finde ich niemanden")
    await doris.answers("Emin", to=asked)
    await doris.answers("1", to=await doris.reads("Wen meinen Sie?"))
    await doris.answers("1", to=await doris.reads("An welche E-Mail-Adresse"))
    await doris.answers("am Telefon", to=await doris.reads("Wie hat die Person zugesagt?"))
    when = await doris.reads("Wann war das?")
    await doris.answers("14.4.2027", to=when)
    await doris.reads("Das ist kein Tag, der schon war")
    await doris.answers("Heute, 13.04.2027", to=when)
    await doris.reads("Wozu genau")


async def test_lists_of_people_stay_out_of_a_chat_that_was_not_chosen_for_them(desk: Desk) -> None:
    adele = await an_admin(desk)
    async with desk.database.write() as session:
        emin = await people.by_address(session, "mail", "emin@kulturverein.example.org")
        assert emin
        emin.addresses.clear()
        found = await people.by_address(session, "mail", adele.address)
        assert found
        await call_list.calls(Turn(session, desk.clock.now(), desk.office, found, "telegram", "9000"), "")
    chat = desk.writer("Adele", "9000")
    assert not await chat.has("Emin")
    await chat.reads("Das steht jetzt in Ihrer E-Mail")
    assert "Emin" in seen(await adele.reads("Bitte anrufen"))


async def test_what_staff_are_asked_in_several_steps_counts_from_their_own_address_only(desk: Desk) -> None:
    adele = await an_admin(desk)
    await adele.writes("Rollen")
    await adele.answers("Rolle vergeben", to=await adele.reads("Adele: alle Rechte"))
    question = await adele.reads("Für welche E-Mail-Adresse")
    await adele.answers("thief@example.com", to=question, as_if_from="anna@elternverein.example.org")
    assert not await adele.has("Welche Rolle?")
    await adele.answers("emin@kulturverein.example.org", to=question)
    assert await adele.has("Welche Rolle?")


async def test_who_is_not_staff_any_more_searches_the_register_no_longer(desk: Desk) -> None:
    await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Einwilligung")
    question = await doris.reads("Wer hat zugesagt?")
    async with desk.database.write() as session:
        known = await people.by_address(session, "mail", doris.address)
        assert known
        known.role = None
    await doris.answers("Kulturverein", to=question)
    assert not await doris.has("Emin")


async def test_nobody_puts_an_address_on_record_for_somebody_on_staff(desk: Desk) -> None:
    await an_admin(desk)
    doris = desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Zusage eintragen")
    await doris.answers("Adele", to=await doris.reads("Wer hat zugesagt?"))
    await doris.answers("1", to=await doris.reads("Wen meinen Sie?"))
    await doris.reads("bestätigt sie selbst")
    assert not await doris.has("An welche E-Mail-Adresse")
