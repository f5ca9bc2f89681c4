"""People of the simulated post write, answer and wait as people with mail programs do."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from simulator.letter import Attachment, Letter
from simulator.mail import MailSimulator
from simulator.person import Person
from simulator.programs import Program

EASTER_MONDAY = datetime(2021, 4, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
async def post() -> AsyncIterator[MailSimulator]:
    async with MailSimulator(now=lambda: EASTER_MONDAY) as simulator:
        yield simulator


@pytest.fixture
def anna(post: MailSimulator) -> Person:
    return post.person("anna@verein.example.org", name="Anna Kaya")


@pytest.fixture
def office(post: MailSimulator) -> Person:
    return post.person("netz@kreis.example.org", name="Integrationsbüro")


async def test_who_waits_gets_a_mail_that_comes_later(anna: Person, office: Person) -> None:
    waiting = asyncio.create_task(anna.receives(matching="Schulung"))
    await asyncio.sleep(0)
    await office.writes(anna.address, "Etwas anderes")
    await office.writes(anna.address, "Schulung am Dienstag")
    assert (await waiting).subject == "Schulung am Dienstag"


async def test_each_mail_is_received_once_and_can_be_asked_for_after_another(anna: Person, office: Person) -> None:
    for number in range(3):
        await office.writes(anna.address, f"Nummer {number}")
    assert [(await anna.receives()).subject for _ in range(2)] == ["Nummer 0", "Nummer 1"]
    fourth = await office.writes(anna.address, "Nummer 3")
    assert (await anna.receives(after=anna.mails[2])).message_id == fourth.message_id


async def test_who_waits_in_vain_learns_what_was_there_instead(anna: Person, office: Person) -> None:
    await office.writes(anna.address, "Nur dieses")
    with pytest.raises(AssertionError, match="Nur dieses"):
        await anna.receives(matching="Einladung", timeout=0.01)


@pytest.mark.parametrize(
    ("client", "subject", "above"),
    [
        (
            "outlook",
            "AW: Schulung",
            "\nVon: Integrationsbüro <netz@kreis.example.org>\nGesendet: Montag, 5. April 2021",
        ),
        ("gmail", "Re: Schulung", "\nAm Mo., 5. Apr. 2021 um 10:00 Uhr schrieb Integrationsbüro"),
        ("apple", "Re: Schulung", "\nVon meinem iPhone gesendet\n\nAm 05.04.2021 um 10:00 schrieb Integrationsbüro"),
        ("plain", "Re: Schulung", "\nAm 05.04.2021 um 10:00 schrieb Integrationsbüro"),
    ],
)
async def test_an_answer_looks_like_the_program_it_comes_from(
    anna: Person, office: Person, client: Program, subject: str, above: str
) -> None:
    asked = await office.writes(anna.address, "Schulung", "Kommen Sie?\nMit Grüßen")
    await anna.replies(await anna.receives(), "Ja, gerne", client=client)
    answer = await office.receives()
    assert answer.subject == subject
    assert answer.text.startswith(f"Ja, gerne\n{above}")
    assert ("> Kommen Sie?" in answer.text) == (client != "outlook")
    assert "Kommen Sie?" in answer.text
    assert bool(answer.html) == (client in ("outlook", "gmail"))
    assert answer.headers["In-Reply-To"] == answer.headers["References"] == asked.message_id


async def test_an_answer_to_an_answer_keeps_one_prefix_and_the_whole_thread(anna: Person, office: Person) -> None:
    first = await office.writes(anna.address, "Schulung", "Kommen Sie?", client="outlook")
    second = await anna.replies(await anna.receives(), "Ja", client="outlook")
    answer = await office.receives()
    assert answer.html.count("<body") == 1
    await office.replies(answer, "Schön")
    last = await anna.receives()
    assert last.subject == "AW: Schulung"
    assert str(last.headers["References"]).split() == [first.message_id, second.message_id]


async def test_an_answer_goes_to_reply_to_when_there_is_one(post: MailSimulator, anna: Person, office: Person) -> None:
    await office.writes(anna.address, "Bestätigen?", headers={"Reply-To": "netz+k4x@kreis.example.org"})
    await anna.replies(await anna.receives(), "ja")
    assert (await office.receives()).recipient == "netz+k4x@kreis.example.org"


@pytest.mark.parametrize("client", ["outlook", "gmail", "apple", "plain"])
async def test_files_and_pictures_arrive_whole(anna: Person, office: Person, client: Program) -> None:
    files = [
        Attachment("plakat.png", "image/png", b"\x89PNG", "bild1"),
        Attachment("liste.csv", "text/csv", b"a;b\r\n"),
    ]
    html = '<p>Bitte kommen! <img src="cid:bild1"> <a href="https://kreis.example.org/x?a=1&amp;b=2">Mehr</a></p>'
    await office.writes(anna.address, "Plakat", "Bitte kommen!", html=html, attachments=files, client=client)
    mail = await anna.receives()
    assert mail.attachments == files
    assert mail.links == ["https://kreis.example.org/x?a=1&b=2"]


async def test_a_mail_of_unknown_charset_can_still_be_read(post: MailSimulator, anna: Person) -> None:
    raw = b"From: x@example.org\r\nContent-Type: text/plain; charset=klingonisch\r\n\r\nnuqneH"
    await post.accept("x@example.org", [anna.address], raw)
    letter: Letter = await anna.receives()
    assert letter.text.strip() == "nuqneH"
