"""Messages of which nobody knows: named, and decided one by one or all at once."""

from datetime import timedelta

from sqlalchemy import select

from storage import people
from storage.outbox import Outgoing
from storage.people import Person
from tests.handlers.desk import Desk, Writer, seen
from tests.handlers.test_report import an_author, released
from tests.storage import network


async def in_doubt(desk: Desk, number: int = 3, mail: str | None = "frida@kreis.example.org") -> Writer:
    """So many chats of the network are in doubt; Frida sent it."""
    frida = await an_author(desk, "mail", mail=mail)
    async with desk.database.write() as session:
        for n in range(number):
            someone = await network.person(
                session, f"Kontakt {n}", ("telegram", str(100 + n)), ("mail", f"k{n}@example.org")
            )  # fmt: skip
            someone.phone = f"+492103{9000 + n}"
            await network.association(session, f"Verein {n}", "Haan", set(), someone)
            await people.choose_channels(session, someone, {"telegram"})
    await released(desk, frida)
    async with desk.database.write() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id.is_not(None))):
            row.state = "uncertain" if row.channel == "telegram" and row.address != "7000" else "sent"
    await desk.beat()
    return desk.writer("Frida", "frida@kreis.example.org")


async def states(desk: Desk) -> dict[str, str]:
    return {row.address: row.state for row in await desk.rows() if row.announcement_id and row.address != "7000"}


async def test_the_report_names_them_with_association_and_telephone(desk: Desk) -> None:
    frida = await in_doubt(desk)
    report = seen(await frida.reads("Bericht: Fest"))
    assert "Unklar, ob es ankam:\n• Kontakt 0, Verein 0, 02103 9000" in report
    assert "3 im Chat noch mal\n2 3 per E-Mail\n3 3 so lassen\n4 Einzeln entscheiden\n5 Berichtigen" in report


async def test_a_chat_that_is_not_for_names_gets_only_the_numbers(desk: Desk) -> None:
    await in_doubt(desk, mail=None)
    (told,) = [row for row in await desk.rows("7000") if "Bericht: Fest" in seen(row)]
    assert "Kontakt" not in seen(told)
    assert "Einzeln entscheiden" in seen(told)


async def test_of_more_than_ten_the_rest_is_counted(desk: Desk) -> None:
    frida = await in_doubt(desk, 12)
    async with desk.database.read() as session:
        assert await session.scalar(select(Person.id).where(Person.name == "Kontakt 11"))
    report = seen(await frida.reads("Bericht: Fest"))
    assert "Kontakt 9, Verein 9" in report
    assert "Kontakt 10, Verein 10" not in report
    assert "und 2 weitere" in report


async def test_each_is_decided_alone_and_the_next_one_follows(desk: Desk) -> None:
    frida = await in_doubt(desk, 4)
    await frida.answers("Einzeln entscheiden", to=await frida.reads("Bericht: Fest"))
    for who, answer in (
        ("Kontakt 0, Verein 0, 02103 9000", "Im Chat noch mal"),
        ("Kontakt 1", "Später entscheiden"),
        ("Kontakt 2", "Per E-Mail"),
        ("Kontakt 3", "So lassen"),
    ):
        await frida.answers(answer, to=await frida.reads(who))
    await frida.answers("Von vorn zeigen", to=await frida.reads("Noch unklar bei „Fest“: 1."))
    await frida.answers("So lassen", to=await frida.reads("Kontakt 1, Verein 1"))
    await frida.reads("Alles entschieden.")
    found = await states(desk)
    assert found["100"] == "queued"
    assert found["k2@example.org"] == "queued"
    assert [found[chat] for chat in ("101", "102", "103")] == ["skipped"] * 3
    assert "k0@example.org" not in found
    await desk.later(timedelta(seconds=2))
    await desk.post_leaves()
    await desk.beat()
    reports = [row for row in await desk.rows(frida.address) if seen(row).startswith("Bericht: Fest")]
    assert len(reports) == 2, "what was sent again is reported again"


async def test_an_old_letter_decides_nothing_twice(desk: Desk) -> None:
    frida = await in_doubt(desk, 1)
    await frida.answers("Einzeln entscheiden", to=await frida.reads("Bericht: Fest"))
    asked = await frida.reads("Kontakt 0, Verein 0, 02103 9000\nNoch unklar")
    await frida.answers("So lassen", to=asked)
    await frida.reads("Alles entschieden.")
    await frida.answers("Im Chat noch mal", to=asked)
    assert (await states(desk))["100"] == "skipped"
