"""Rows become letters: an announcement is rendered once, whoever reads it and however late they come."""

import asyncio
import base64
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from mailing.channels.composing import EDITIONS_KEPT, Composer, Erased
from storage import announcements, dispatch
from storage.announcements import Announcement, Attached
from storage.database import Database
from storage.outbox import Leaving
from tests.clock import TestClock
from tests.mailing.network import Network, an_office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ANNA = "anna@verein.example.org"
PLAN = Attached("document", "plan.pdf", "application/pdf", 9, None, b"%PDF" * 30_000)


@pytest.fixture
def composer(network: Network) -> Composer:
    return composer_of(network)


def composer_of(network: Network) -> Composer:
    return Composer(network.database, network.office, network.clock, None)


async def rows(network: Network) -> list[Leaving]:
    """The mails of the outbox, as they are handed over; everybody is called Anna Kaya."""
    return [
        Leaving(
            id=row.id,
            kind=row.kind,
            channel=row.channel,
            address=row.address,
            priority=row.priority,
            attempts=1,
            queued_at=row.queued_at,
            person_id=row.person_id,
            announcement_id=row.announcement_id,
            payload=row.payload,
            message_id=row.message_id,
            name="Anna Kaya",
        )
        for row in await network.rows("mail")
    ]


async def released(network: Network, subject: str = "Hilden: Elterncafé", **more: object) -> Leaving:
    """The delivery to Anna of an announcement that is released now."""
    await network.release(subject, **more)  # type: ignore[arg-type]
    return (await rows(network))[-1]


async def letter(composer: Composer, row: Leaving) -> EmailMessage:
    _, pieces = (await composer.prepare(row))()
    message = message_from_bytes(b"".join(pieces), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


async def is_ready(composer: Composer, row: Leaving) -> bool:
    """Whether a letter could be written without waiting for anything."""
    preparing = asyncio.ensure_future(composer.prepare(row))
    await asyncio.sleep(0)
    ready = preparing.done()
    await preparing
    return ready


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_files_are_packed_once_for_every_reader_and_language(composer: Composer, network: Network) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network, files=[PLAN])
    readers = [row, replace(row, name="Sami", language="en"), replace(row, person_id=4711), replace(row, name="")]
    letters = [(await composer.prepare(reader))()[1] for reader in readers]
    assert base64.b64decode(letters[0][-1].split(b"\r\n\r\n")[2].split(b"\r\n--")[0]) == PLAN.content
    assert all(pieces[-1] is letters[0][-1] for pieces in letters)
    assert all(sum(map(len, pieces[:-1])) < 10_000 for pieces in letters)


async def test_greeting_and_way_out_are_in_the_language_of_the_reader(composer: Composer, network: Network) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network)
    for language, why, stop in (("de", "Sie bekommen diese", "abmelden"), ("en", "You get this", "unsubscribe")):
        said = text(await letter(composer, replace(row, language=language)))
        assert why in said
        assert stop in said.replace("unsubscribe-", "")
        assert "Am Dienstag um 18 Uhr." in said


async def test_a_letter_that_stands_in_for_another_channel_brings_the_same_files(
    composer: Composer, network: Network
) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network, files=[PLAN])
    later = replace(row, id=row.id + 1, queued_at=row.queued_at + timedelta(minutes=3))
    letters = [(await composer.prepare(reader))()[1] for reader in (row, later)]
    assert letters[0][-1] is letters[1][-1]


async def test_nothing_is_waited_for_once_an_edition_is_there(composer: Composer, network: Network) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network)
    assert not await is_ready(composer, row)
    assert await is_ready(composer, row)
    assert await is_ready(composer, replace(row, name="Sami", language="en", person_id=4711))


async def test_the_edition_that_was_not_used_longest_makes_room(composer: Composer, network: Network) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    first, second, *others = [
        await released(network, f"Hilden: Elterncafé {number}") for number in range(EDITIONS_KEPT + 1)
    ]
    for row in (first, second, *others[:-1], first, others[-1]):
        await composer.prepare(row)
    assert [await is_ready(composer, row) for row in (first, *others)] == [True] * EDITIONS_KEPT
    assert not await is_ready(composer, second)


async def test_what_was_halted_and_rewritten_leaves_as_it_is_now(
    composer: Composer, network: Network, clock: TestClock
) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network, html="<p>Am Montag.</p>")
    assert "Am Montag." in text(await letter(composer, row))
    clock.advance(60)
    now = clock.now()
    async with network.database.write() as session:
        announcement = await session.get_one(Announcement, row.announcement_id)
        await dispatch.halt(session, announcement, now)
        await announcements.rewrite(session, announcement, subject="Elterncafé", html="<p>Am Dienstag.</p>", files=[])
        await dispatch.release(session, announcement, None, release_at=now, now=now, mail_host=network.office.mail_host)
    (row,) = await rows(network)
    assert "Am Dienstag." in text(await letter(composer, row))


async def test_a_letter_is_dated_when_it_leaves(composer: Composer, network: Network, clock: TestClock) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    row = await released(network)
    compose = await composer.prepare(row)
    dates = []
    for _ in range(2):
        clock.advance(3600)
        dates.append(message_from_bytes(compose()[1][0], policy=policy.default)["Date"].datetime)
    assert dates == [clock.now() - timedelta(hours=1), clock.now()]


@pytest.mark.parametrize(("person", "tagged"), [(9, True), (10, False)])
async def test_a_token_for_which_the_address_has_no_room_rides_in_the_subject(
    database: Database, clock: TestClock, person: int, tagged: bool
) -> None:
    """The local part takes 64 octets (RFC 5321 4.5.3.1.1): readers of one announcement may differ in that."""
    user = "n" * (64 - len("+unsubscribe-9-") - 26)
    office = an_office(list_address=f"{user}@kreis.example.org")
    network = Network(database, office, clock)
    await network.person("Anna Kaya", mail=ANNA)
    row, composer = await released(network), composer_of(network)
    await letter(composer, replace(row, person_id=19 - person))
    message = await letter(composer, replace(row, person_id=person))
    link = str(message["List-Unsubscribe"])
    assert link.startswith(f"<mailto:{user}+unsubscribe-9-" if tagged else f"<mailto:{user}@kreis.example.org?subject=")
    assert ("?subject=unsubscribe-10-" in link) is not tagged
    html = message.get_body(("html",))
    assert html is not None
    assert f'href="{link[1:-1]}"' in html.get_content()


async def test_nobody_is_called_a_link(composer: Composer, network: Network) -> None:
    await network.person("Anna Kaya", mail=ANNA)
    message = await letter(composer, replace(await released(network), name="Anna https://verein.example.org"))
    html = message.get_body(("html",))
    assert html is not None
    assert "<p>Guten Tag Anna https://verein.example.org,</p>" in html.get_content()


async def test_a_row_whose_text_is_gone_is_no_letter(composer: Composer, network: Network) -> None:
    anna = await network.person("Anna Kaya", mail=ANNA)
    await network.say(anna, "Gerne.", to="mail")
    (row,) = await rows(network)
    assert "Gerne." in text(await letter(composer, row))
    for gone in (
        replace(row, payload=None),
        replace(row, announcement_id=4711),
        replace(row, payload={"preview_of": 1}),
    ):
        with pytest.raises(Erased):
            await composer.prepare(gone)
