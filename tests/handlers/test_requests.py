"""What people ask reaches staff at the door each of them chose, and the answer goes back where it was asked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from handlers import requests as office
from mailing.turn import GROUP, Turn
from storage import associations, keys, people, requests
from storage.people import Person
from storage.requests import Request, RequestKind
from tests.handlers.desk import Desk, Writer, seen
from tests.storage import network


async def staff(desk: Desk, name: str, *, door: str = "mail", chat: str | None = None, role: str = "editor") -> Writer:
    """A member of staff with a mail address and perhaps a chat."""
    address = f"{name.lower()}@kreis.example.org"
    async with desk.database.write() as session:
        ways: list[tuple[people.Channel, str]] = [("mail", address)]
        if chat:
            ways.append(("telegram", chat))
        made = await network.person(session, name, *ways)
        made.role, made.staff_door = role, door
    return desk.writer(name, address)


async def anna_of_hilden(desk: Desk) -> Writer:
    async with desk.database.write() as session:
        await network.anna(session)
    return desk.writer("Anna", "anna@elternverein.example.org")


async def a_new_association(desk: Desk) -> int:
    """Emre registered an association in his chat; it waits for the staff's yes. Returns the request."""
    async with desk.database.write() as session:
        emre = await network.person(session, "Emre", ("telegram", "8100"))
        made = await associations.create(
            session, desk.clock.now(), source="chat", status="requested", name="Bildungsbrücke", town="Haan"
        )
        contact = await associations.add_contact(
            session, made, emre, desk.clock.now(), role="Vorsitz", status="requested"
        )
        return await _ask(session, desk, "association", emre, association=made, contact=contact)


async def _ask(session: AsyncSession, desk: Desk, kind: RequestKind, person: Person, **about: Any) -> int:
    chat = person.addresses[0]
    request = await requests.open_request(
        session, kind, person, channel=chat.channel, address=chat.address, now=desk.clock.now(), **about
    )
    turn = Turn(session, desk.clock.now(), desk.office, person, chat.channel, chat.address)  # type: ignore[arg-type]
    await office.ask(turn, request)
    return request.id


async def request(desk: Desk, number: int) -> Request:
    async with desk.database.read() as session:
        found = await requests.get(session, number)
        assert found
        return found


async def test_a_letter_to_the_office_is_answered_in_its_thread_and_the_conversation_goes_on(desk: Desk) -> None:
    doris, anna = await staff(desk, "Doris"), await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    asked = seen(await doris.reads("Nachricht von Anna"))
    assert "Elternverein Hilden, Hilden" in asked
    assert "Bis wann geht der Antrag?" in asked
    await anna.reads("Ayşe Berger liest Ihre Nachricht")
    await doris.answers("Bis zum 1. Mai.\n\nGruß, Doris")
    answer = await anna.reads("Bis zum 1. Mai.")
    payload = answer.payload or {}
    assert payload["subject"] == "Re: Zuschuss"
    assert payload["thread"]["message_id"]
    await anna.answers("Danke! Und wo?")
    await doris.reads("Danke! Und wo?")
    await doris.answers("Im Rathaus.")
    await anna.reads("Im Rathaus.")


async def test_the_first_to_answer_answers_and_the_others_are_told(desk: Desk) -> None:
    doris, emil, anna = await staff(desk, "Doris"), await staff(desk, "Emil"), await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    his = await emil.reads("Nachricht von Anna")
    asked = await doris.reads("Nachricht von Anna")
    await doris.answers("Bis zum 1. Mai.")
    await emil.reads("Doris: geantwortet")
    await emil.answers("Ich glaube, bis Juni.", to=his)
    await emil.reads("Das ist schon erledigt. Doris: beantwortet")
    await doris.answers("Es gibt auch ein Formular.", to=asked)
    await anna.reads("Es gibt auch ein Formular.")
    assert not await anna.has("bis Juni")


async def test_staff_accept_an_association_by_mail_and_a_second_decision_hears_who_was_faster(desk: Desk) -> None:
    doris, emil = await staff(desk, "Doris"), await staff(desk, "Emil")
    number = await a_new_association(desk)
    await doris.reads("Neuer Verein: Bildungsbrücke")
    await emil.reads("Neuer Verein: Bildungsbrücke")
    asked = emil.last
    await doris.answers("ja")
    await doris.reads("Doris: Ja")
    await emil.answers("nein", to=asked)
    await emil.reads("Das ist schon erledigt. Doris: Ja")
    decided = await request(desk, number)
    assert (decided.state, decided.association and decided.association.status) == ("yes", "active")
    assert decided.contact
    assert decided.contact.status == "active"
    emre = desk.writer("Emre", "8100")
    await emre.reads("Bildungsbrücke gehört jetzt zum Netzwerk")


async def test_staff_decline_kindly_with_a_number_to_call(desk: Desk) -> None:
    doris = await staff(desk, "Doris")
    number = await a_new_association(desk)
    await doris.reads("Neuer Verein")
    await doris.answers("2")
    emre = desk.writer("Emre", "8100")
    assert "02104 991234" in seen(await emre.reads("nicht eingetragen"))
    decided = await request(desk, number)
    assert decided.association
    assert decided.association.status == "declined"


async def newcomer(desk: Desk) -> int:
    """Gül wants to speak for Anna's association, too."""
    async with desk.database.write() as session:
        anna = await people.by_address(session, "mail", "anna@elternverein.example.org")
        assert anna
        (spoken,) = await associations.of(session, anna)
        guel = await network.person(session, "Gül", ("telegram", "8200"))
        contact = await associations.add_contact(
            session, spoken.association, guel, desk.clock.now(), role="Kasse", status="requested"
        )
        return await _ask(
            session, desk, "newcomer", guel, association=spoken.association, contact=contact, with_staff=False
        )


async def test_a_newcomer_needs_the_yes_of_a_confirmed_contact(desk: Desk) -> None:
    doris, anna = await staff(desk, "Doris"), await anna_of_hilden(desk)
    number = await newcomer(desk)
    await anna.reads("Gül möchte auch für Ihren Verein sprechen")
    assert not await doris.has("Gül")
    await anna.answers("Ja")
    decided = await request(desk, number)
    assert decided.contact
    assert decided.contact.status == "active"
    await desk.writer("Gül", "8200").reads("Sie sprechen jetzt für Elternverein Hilden")


async def test_after_two_days_the_newcomer_is_the_staffs_business(desk: Desk) -> None:
    doris, _ = await staff(desk, "Doris"), await anna_of_hilden(desk)
    number = await newcomer(desk)
    await desk.later(timedelta(hours=47))
    assert not await doris.has("Gül")
    await desk.later(timedelta(hours=2))
    assert "Noch offen seit Dienstag, 13. April 2027." in seen(await doris.reads("Neue Person für Elternverein Hilden"))
    await doris.answers("ja")
    assert (await request(desk, number)).state == "yes"


async def test_what_nobody_answered_returns_after_three_days(desk: Desk) -> None:
    doris, anna = await staff(desk, "Doris"), await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    await doris.reads("Nachricht von Anna")
    await desk.later(timedelta(days=3, minutes=1))
    await doris.reads("Noch offen seit")
    await doris.answers("Bis zum 1. Mai.")
    await desk.later(timedelta(days=4))
    with pytest.raises(AssertionError):
        await doris.reads("Noch offen seit")


async def test_nobody_decides_on_a_newcomer_of_somebody_elses_association(desk: Desk) -> None:
    _, anna = await staff(desk, "Doris"), await anna_of_hilden(desk)
    number = await newcomer(desk)
    asked = await anna.reads("Gül möchte auch für Ihren Verein sprechen")
    async with desk.database.write() as session:
        found = await people.by_address(session, "mail", anna.address)
        assert found
        (spoken,) = await associations.of(session, found)
        await associations.stop_speaking(session, found, spoken.association_id)
    await anna.answers("Ja", to=asked)
    await anna.reads("Das darf nur die Koordination")
    assert (await request(desk, number)).state == "open"


async def test_what_came_by_mail_is_shown_in_a_chat_only_to_whom_chose_that(desk: Desk) -> None:
    chosen = await staff(desk, "Emil", door="telegram", chat="9001")
    async with desk.database.write() as session:
        only_chat = await network.person(session, "Fatma", ("telegram", "9002"))
        only_chat.role = "editor"
    anna = await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    in_chat = desk.writer("Emil", "9001")
    assert "Bis wann geht der Antrag?" in seen(await in_chat.reads("Nachricht von Anna"))
    assert not await chosen.has("Anna")
    hint = seen(await desk.writer("Fatma", "9002").reads("Jemand hat per E-Mail geschrieben"))
    assert "Hier lesen" in hint
    assert "Antrag" not in hint
    assert "Anna" not in hint


async def test_the_group_hears_once_that_there_is_a_letter_and_its_members_get_it_by_mail(desk: Desk) -> None:
    doris, emil = await staff(desk, "Doris", door="group"), await staff(desk, "Emil", door="group")
    async with desk.database.write() as session:
        await keys.remember(session, GROUP, "-500")
    anna = await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    group = await desk.rows("-500")
    assert [("Antrag" in seen(row), "per E-Mail" in seen(row)) for row in group] == [(False, True)]
    await emil.reads("Bis wann geht der Antrag?")
    await doris.reads("Bis wann geht der Antrag?")


async def test_the_list_of_open_requests_shows_each_again(desk: Desk) -> None:
    doris, anna = await staff(desk, "Doris"), await anna_of_hilden(desk)
    await anna.writes("Zuschuss", "Bis wann geht der Antrag?")
    await doris.reads("Nachricht von Anna")
    await doris.writes("Anfragen")
    await doris.reads("Eine Anfrage ist offen.")
    await doris.answers("1")
    await doris.reads("Nachricht von Anna")
    await doris.answers("Schon erledigt")
    await doris.writes("Anfragen")
    await doris.reads("Alle Anfragen sind beantwortet")


async def test_a_viewer_decides_nothing(desk: Desk) -> None:
    viewer, doris = await staff(desk, "Viktor", role="viewer"), await staff(desk, "Doris")
    await a_new_association(desk)
    await doris.reads("Neuer Verein")
    assert not await viewer.has("Bildungsbrücke")
    await viewer.writes("Anfragen")
    await viewer.reads("Das darf nur die Koordination")
