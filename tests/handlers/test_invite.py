"""Inviting: the ladder of letters, the four answers, and nobody who said no is asked again."""

from datetime import timedelta

from handlers import invite
from mailing.turn import Turn
from storage import identity, invitations, people, prompts
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from tests.handlers.desk import Desk, Writer, seen
from tests.storage import network

LETTER = "Dürfen wir Kulturverein Haan Nachrichten schicken?"


async def emin(desk: Desk) -> Writer:
    """Emin of Haan is in the register and was never asked; Anna confirmed; Doris may invite."""
    desk.office.bot_name, desk.office.public_url = "netz_kreis_bot", "https://netz.example.org"
    async with desk.database.write() as session:
        await network.anna(session)
        await network.doris(session)
        await network.emin(session)
    return desk.writer("Emin", "emin@kulturverein.example.org")


async def invited(desk: Desk) -> Writer:
    """Emin, with the first letter in front of him."""
    reader = await emin(desk)
    async with desk.database.write() as session:
        await invite.release_invitations(session, desk.clock.now(), desk.office, Audience(), None)
    await reader.reads(LETTER)
    return reader


async def person(desk: Desk, reader: Writer) -> Person:
    async with desk.database.read() as session:
        found = await people.by_address(session, "mail", reader.address)
        assert found
        return found


async def consents(desk: Desk, reader: Writer) -> list[tuple[str, str]]:
    """Door and wording of what holds."""
    async with desk.database.read() as session:
        given = await people.consents(session, await person(desk, reader))
    return [(consent.door, consent.wording) for consent in given if consent.withdrawn_at is None]


async def standing(desk: Desk) -> tuple[int, int, int]:
    async with desk.database.read() as session:
        found = await invitations.standing(session)
    return found.invited, found.confirmed, found.call


def secret_of(letter: Outgoing) -> str:
    return (letter.message_id or "").partition("@")[0]


async def test_the_letter_names_the_office_a_person_and_a_phone_and_all_ways_to_answer(desk: Desk) -> None:
    reader = await invited(desk)
    assert reader.last
    text = seen(reader.last)
    for named in (
        "Guten Tag Emin,",
        "Haan",
        "Netzwerk Kreis Mettmann",
        "Ayşe Berger, 02104 991234",
        "Kreis Mettmann, Der Landrat",
    ):
        assert named in text
    assert f"https://t.me/netz_kreis_bot?start={secret_of(reader.last)}" in text
    assert [label for label, _ in (reader.last.payload or {})["buttons"]] == [
        "Ja", "Nein", "Lieber Chat", "Rufen Sie mich an",
    ]  # fmt: skip


async def test_only_who_never_confirmed_is_invited_and_only_once(desk: Desk) -> None:
    await invited(desk)
    async with desk.database.write() as session:
        assert await invite.release_invitations(session, desk.clock.now(), desk.office, Audience(), None) == 0
    assert await desk.rows("anna@elternverein.example.org") == []
    assert await standing(desk) == (1, 0, 0)


async def test_a_simple_yes_in_the_reply_is_a_confirmation_on_record(desk: Desk) -> None:
    reader = await invited(desk)
    assert await consents(desk, reader) == []
    await reader.answers("Ja, gerne!\n\nViele Grüße\nEmin")
    await reader.reads("Danke! Sie sind dabei.")
    assert await consents(desk, reader) == [("reply", "2026-11")]
    assert await standing(desk) == (1, 1, 0)


async def test_the_link_confirms_by_link(desk: Desk) -> None:
    reader = await invited(desk)
    assert reader.last
    async with desk.database.write() as session:
        prompt = prompts.check(await prompts.find(session, secret_of(reader.last)), desk.clock.now())
        await prompts.use(session, prompt, desk.clock.now())
        found = await people.by_address(session, "mail", reader.address)
        assert found
        turn = Turn(session, desk.clock.now(), desk.office, found, "mail", reader.address, prompt=prompt)
        await invite.accept(turn, "")
    assert await consents(desk, reader) == [("link", "2026-11")]


async def test_a_no_ends_the_ladder(desk: Desk) -> None:
    reader = await invited(desk)
    await reader.answers("nein danke")
    await reader.reads("schreibt Ihnen nicht")
    await desk.later(timedelta(days=30))
    assert not await reader.has("Noch einmal")
    assert await standing(desk) == (1, 0, 0)


async def test_a_second_letter_after_ten_days_and_then_the_call_list(desk: Desk) -> None:
    reader, doris = await invited(desk), desk.writer("Doris", "doris@kreis.example.org")
    await desk.later(timedelta(days=9, hours=23))
    assert not await reader.has("Noch einmal")
    await desk.later(timedelta(hours=2))
    await reader.reads("Noch einmal: Dürfen wir")
    await desk.later(timedelta(days=11))
    assert await standing(desk) == (1, 0, 1)
    await doris.writes("Anrufliste")
    listed = await doris.reads("Bitte anrufen: 1")
    assert "Kulturverein Haan, Haan, Emin, 02103 9999" in seen(listed)
    assert [file["name"] for file in (listed.payload or {})["files"]] == ["Anrufliste.xlsx"]


async def test_a_late_yes_brings_a_fresh_letter_and_a_late_no_counts(desk: Desk) -> None:
    reader = await invited(desk)
    first = reader.last
    await desk.later(timedelta(days=4))
    await reader.answers("Ja")
    await reader.reads("Unsere Frage war schon alt")
    assert await consents(desk, reader) == []
    await reader.answers("Ja")
    await reader.reads("Danke! Sie sind dabei.")
    await desk.later(timedelta(days=4))
    await reader.answers("ja", to=first)
    await reader.reads("Sie sind schon dabei")


async def test_a_late_no_is_a_no(desk: Desk) -> None:
    reader = await invited(desk)
    await desk.later(timedelta(days=4))
    await reader.answers("Nein")
    await reader.reads("schreibt Ihnen nicht")
    await desk.later(timedelta(days=30))
    assert not await reader.has("Noch einmal")


async def test_rather_by_chat_brings_a_link_and_a_code_of_its_own(desk: Desk) -> None:
    reader = await invited(desk)
    first = reader.last
    await reader.answers("Lieber Chat")
    letter = await reader.reads("Gerne im Chat")
    assert first
    assert secret_of(letter) != secret_of(first)
    assert f"start={secret_of(letter)}" in seen(letter)
    assert await consents(desk, reader) == []
    await reader.answers("Doch per E-Mail")
    assert await consents(desk, reader) == [("reply", "2026-11")]


async def test_who_would_like_a_call_is_a_request_to_staff(desk: Desk) -> None:
    reader, doris = await invited(desk), desk.writer("Doris", "doris@kreis.example.org")
    await reader.answers("4")
    await reader.answers("1", to=await reader.reads("02103 9999"))
    await doris.reads("Emin bittet um einen Anruf")


async def test_who_left_or_was_erased_is_never_invited_again(desk: Desk) -> None:
    reader = await emin(desk)
    async with desk.database.write() as session:
        found = await people.by_address(session, "mail", reader.address)
        assert found
        await identity.forget(session, found, desk.clock.now())
    async with desk.database.write() as session:
        await network.emin(session)
    async with desk.database.write() as session:
        assert await invite.release_invitations(session, desk.clock.now(), desk.office, Audience(), None) == 0


async def test_an_invitation_waits_for_the_morning(desk: Desk) -> None:
    desk.clock.advance(timedelta(hours=10))
    reader = await invited(desk)
    assert reader.last
    assert desk.office.local(reader.last.not_before).strftime("%d. %H:%M") == "14. 08:00"


async def test_staff_invite_by_mail_after_seeing_the_number_and_the_letter(desk: Desk) -> None:
    reader, doris = await emin(desk), desk.writer("Doris", "doris@kreis.example.org")
    await doris.writes("Einladen: Haan")
    asked = seen(await doris.reads("Ein Brief geht hinaus."))
    assert LETTER in asked
    assert await desk.rows(reader.address) == []
    await doris.answers("Jetzt einladen")
    await doris.reads("1 eingeladen, 0 bestätigt, 0 anrufen")
    await reader.reads(LETTER)
    await doris.writes("Einladen")
    await doris.answers("Weiter", to=await doris.reads("Aus welchen Orten?"))
    await doris.answers("Jetzt einladen", to=await doris.reads("0 Briefe gehen hinaus."))
    await doris.reads("Da ist niemand mehr einzuladen")


async def test_nobody_without_the_role_invites(desk: Desk) -> None:
    await emin(desk)
    anna = desk.writer("Anna", "anna@elternverein.example.org")
    await anna.writes("Einladen")
    await anna.reads("Das darf nur die Koordination")
