"""After a week without the program: what was due is done once, nobody is woken, and one bad row holds nothing up."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from handlers import invite
from handlers import requests as office
from mailing.turn import Turn
from storage import associations, invitations, people, requests
from storage.audiences import Audience
from tests.handlers.desk import Desk, seen
from tests.storage import network

NIGHT = datetime(2027, 5, 1, 1, 0, tzinfo=UTC)  # 3 o'clock, long after everything was due
MORNING = datetime(2027, 5, 1, 6, 0, tzinfo=UTC)


async def invited(desk: Desk, number: int) -> None:
    """So many people of the register have had their first letter."""
    async with desk.database.write() as session:
        for n in range(number):
            someone = await people.create(session, desk.clock.now(), name=f"Kontakt {n}")
            await people.add_address(session, someone, "mail", f"k{n}@example.org", desk.clock.now())
            await network.association(session, f"Verein {n}", "Haan", set(), someone)
        await invite.release_invitations(session, desk.clock.now(), desk.office, Audience(), None)


async def letters(desk: Desk) -> Counter[str]:
    return Counter(row.address for row in await desk.rows() if row.kind == "invitation")


async def test_second_letters_go_once_and_wait_for_the_morning(desk: Desk) -> None:
    await invited(desk, 3)
    await desk.post_leaves()
    await desk.later(NIGHT - desk.clock.now())
    for _ in range(3):
        await desk.later(timedelta(minutes=1))
    assert set((await letters(desk)).values()) == {2}
    assert {row.not_before for row in await desk.rows() if row.state == "queued"} == {MORNING}
    await desk.later(timedelta(days=9))
    assert set((await letters(desk)).values()) == {2}
    await desk.later(timedelta(days=2))
    async with desk.database.read() as session:
        assert len(await invitations.to_call(session)) == 3
    assert set((await letters(desk)).values()) == {2}


async def test_open_requests_return_once_and_wait_for_the_morning(desk: Desk) -> None:
    async with desk.database.write() as session:
        await network.doris(session)
        newcomer = await network.anna(session)
        asker = await network.person(session, "Emre", ("mail", "emre@example.org"))
        about = await network.association(session, "Nachbarn", "Haan", set(), newcomer)
        contact = await associations.add_contact(session, about, asker, desk.clock.now(), status="requested")
        for kind in ("question", "newcomer"):
            asked = await requests.open_request(
                session,
                kind,
                asker,
                channel="telegram",
                address="1",
                now=desk.clock.now(),
                said={"html": "?", "files": []},
                association=about,
                contact=contact,
                with_staff=kind == "question",
            )
            await office.ask(Turn(session, desk.clock.now(), desk.office, asker, "telegram", "1"), asked)
    before = len(await desk.rows("doris@kreis.example.org"))
    await desk.later(NIGHT - desk.clock.now())
    for _ in range(3):
        await desk.later(timedelta(minutes=1))
    returned = (await desk.rows("doris@kreis.example.org"))[before:]
    heads = sorted(seen(row).splitlines()[0] for row in returned)
    assert heads == ["Nachricht von Emre", "Neue Person für Nachbarn: Emre"]
    assert {row.not_before for row in returned} == {MORNING}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_bad_invitation_holds_up_no_other_and_is_reported_once(desk: Desk) -> None:
    await invited(desk, 3)
    async with desk.database.write() as session:
        adele = await network.person(session, "Adele", ("mail", "adele@kreis.example.org"))
        adele.role = "admin"
        refuse = "WHEN new.address = 'k1@example.org' BEGIN SELECT RAISE(ABORT, 'no'); END"
        await session.execute(text(f"CREATE TRIGGER t BEFORE INSERT ON outbox {refuse}"))
    await desk.later(timedelta(days=11))
    for _ in range(4):
        await desk.later(timedelta(minutes=1))
    assert await letters(desk) == {"k0@example.org": 2, "k1@example.org": 1, "k2@example.org": 2}
    reports = [seen(row) for row in await desk.rows("adele@kreis.example.org")]
    assert [report.splitlines()[0] for report in reports] == ["Ein zweiter Brief wartet auf die Technik"]
    assert "IntegrityError" in reports[0]
    async with desk.database.write() as session:
        await session.execute(text("DROP TRIGGER t"))
    for _ in range(2):
        await desk.later(timedelta(hours=7))
    assert (await letters(desk))["k1@example.org"] == 2
