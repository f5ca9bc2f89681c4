"""`netzbote staff` and `netzbote person`: roles, and what is stored about whom."""

import pytest
from sqlalchemy import select

from storage import people
from storage.database import Database
from storage.outbox import Outgoing
from storage.prompts import Prompt
from tests.bot.terminal import Terminal
from tests.storage import network

ANNA = "anna@elternverein.example.org"
DORIS = "doris@kreis.example.org"


@pytest.fixture
async def staffed(office: Terminal, register: Database) -> Terminal:
    """Doris is the only admin; Anna and Bilal are contacts."""
    office.settings["SMTP_URL"] = "smtp://mail.example.org"
    async with register.write() as session:
        await network.anna(session)
        await network.bilal(session)
        (await network.doris(session)).role = "admin"
    return office


async def role(register: Database, address: str) -> str | None:
    async with register.read() as session:
        found = await people.by_address(session, "mail", address) or await people.by_address(
            session, "telegram", address
        )
        return found.role if found else None


async def letters(register: Database) -> list[Outgoing]:
    async with register.read() as session:
        return list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))


async def test_a_role_is_offered_by_letter_and_begins_with_a_yes(staffed: Terminal, register: Database) -> None:
    said = await staffed.types("staff", "add", "Neu@Kreis.Example.org", "--role", "editor")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Ich habe an neu@kreis.example.org geschrieben (darf anschreiben).")
    [letter] = await letters(register)
    assert (letter.channel, letter.address, letter.state) == ("mail", "neu@kreis.example.org", "queued")
    assert await role(register, "neu@kreis.example.org") is None


async def test_a_chat_that_is_known_has_its_role_at_once(staffed: Terminal, register: Database) -> None:
    said = await staffed.types("staff", "add", "--chat", "4711", "--role", "viewer")
    assert (said.code, said.out) == (0, "Bilal hat jetzt die Rolle: darf ansehen.\n")
    assert await role(register, "4711") == "viewer"
    assert [(row.channel, row.address) for row in await letters(register)] == [("telegram", "4711")]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["neu@kreis.example.org", "--role", "boss"], 2, "Es gibt: admin, editor, viewer"),
        (["--role", "admin"], 2, "Bitte eine Mail-Adresse angeben"),
        (["a@kreis.example.org", "--chat", "4711", "--role", "admin"], 2, "Nicht beides."),
        (["kreis.example.org", "--role", "admin"], 1, "noch keine E-Mail-Adresse"),
        (["--chat", "815", "--role", "admin"], 1, "Unter 815 ist niemand im Verzeichnis."),
        (["neu@kreis.example.org"], 2, "--role fehlt."),
    ],
)
async def test_a_role_that_cannot_be_given_is_a_sentence(
    staffed: Terminal, register: Database, words: list[str], code: int, sentence: str
) -> None:
    said = await staffed.types("staff", "add", *words)
    assert (said.code, sentence in said.err) == (code, True), said.err
    assert await letters(register) == []


async def test_a_role_is_not_offered_where_no_letter_can_leave(staffed: Terminal, register: Database) -> None:
    del staffed.settings["SMTP_URL"]
    said = await staffed.types("staff", "add", "neu@kreis.example.org", "--role", "editor")
    assert (said.code, "E-Mail ist nicht eingerichtet" in said.err) == (1, True)


async def test_the_staff_is_listed_for_people_and_programs(staffed: Terminal) -> None:
    assert (await staffed.types("staff", "list")).out == f"Doris, {DORIS}, alle Rechte\n"
    member = {"name": "Doris", "role": "admin", "mail": [DORIS], "chats": [], "door": "mail"}
    assert (await staffed.types("staff", "list", "--json")).json == [member]


async def test_a_role_ends_at_once_and_with_it_every_offer(staffed: Terminal, register: Database) -> None:
    await staffed.types("staff", "add", ANNA, "--role", "admin")
    async with register.write() as session:
        anna = await people.by_address(session, "mail", ANNA)
        assert anna
        anna.role = "editor"
    said = await staffed.types("staff", "remove", ANNA)
    assert (said.code, await role(register, ANNA)) == (0, None)
    async with register.read() as session:
        [offered] = await session.scalars(select(Prompt).where(Prompt.person_id == anna.id, Prompt.once))
        assert offered.expires_at == offered.created_at
    assert [row.address for row in await letters(register)] == [ANNA, ANNA]


async def test_the_last_admin_stays(staffed: Terminal, register: Database) -> None:
    for words in (["staff", "remove", DORIS], ["person", "forget", DORIS, "--yes"]):
        said = await staffed.types(*words)
        assert said.code == 1
        assert said.err.startswith(f"{DORIS} ist die letzte Person mit allen Rechten.")
    assert await role(register, DORIS) == "admin"


async def test_all_that_is_stored_is_told(staffed: Terminal) -> None:
    said = await staffed.types("person", "show", ANNA.upper())
    assert "Name: Anna" in said.out
    assert "Elternverein Hilden" in said.out
    told = (await staffed.types("person", "show", "4711", "--json")).json
    assert told["name"] == "Bilal"
    assert [a["address"] for a in told["addresses"]] == ["4711", "bilal@sportverein.example.org"]
    assert told["associations"] == [{"name": "Sportverein Velbert", "role": None, "status": "active"}]
    assert [c["door"] for c in told["consents"]] == ["reply", "reply"]


async def test_a_person_is_erased_after_a_yes(staffed: Terminal, register: Database) -> None:
    said = await staffed.types("person", "forget", ANNA, answers="nein\n")
    assert said.code == 1
    assert "Anna (Vereine: Elternverein Hilden) wirklich löschen?" in said.err
    assert (await staffed.types("person", "show", ANNA)).code == 0
    assert (await staffed.types("person", "forget", ANNA, answers="ja\n")).code == 0
    said = await staffed.types("person", "show", ANNA)
    assert (said.code, said.err) == (1, f"Unter {ANNA} ist niemand im Verzeichnis.\n")
    async with register.write() as session:
        assert await people.is_suppressed(session, "mail", ANNA)
