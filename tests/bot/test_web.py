"""The pages, over a real socket. Anna has mail, Doris works at the office."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

import handlers  # noqa: F401 - loading it registers what buttons do
from bot import web
from mailing.office import Office
from storage import associations, changes, keys, outbox, people, prompts, seating
from storage.database import Database
from storage.people import Person
from storage.sign_ups import SignUp
from storage.trainings import Times
from tests.clock import TestClock
from tests.khal import Khal
from tests.mailing.network import an_office
from tests.storage import network
from tests.storage.course import course, office, signs_up, somebody


class Pages:
    def __init__(self, database: Database, office: Office, clock: TestClock, browser: httpx.AsyncClient) -> None:
        self.database, self.office, self.clock, self.browser = database, office, clock, browser

    async def anna(self) -> Person:
        async with self.database.read() as session:
            found = await people.by_address(session, "mail", "anna@elternverein.example.org")
            assert found
            return found

    async def way_out(self) -> str:
        """Anna's link in the foot of every letter."""
        person = await self.anna()
        async with self.database.write() as session:
            return f"/u/{person.id}-{await keys.sign(session, 'unsubscribe', person.id)}"

    async def question(self, *, once: bool = True, for_staff: bool = False) -> str:
        """A link under which Anna may say yes or no to being on the list."""
        person, secret = await self.anna(), prompts.new_secret()
        async with self.database.write() as session:
            await prompts.ask(
                session,
                self.clock.now(),
                person_id=person.id,
                channel="mail",
                address="anna@elternverein.example.org",
                choices=[["Ja", "subscription.confirm"], ["Nein", "subscription.decline"]],
                secret=secret,
                once=once,
                for_staff=for_staff,
                life=prompts.GRANT_LIFE,
            )
        return f"/a/{secret}"


@pytest.fixture
async def pages(database: Database) -> AsyncIterator[Pages]:
    async with database.write() as session:
        await network.anna(session)
    clock, office = TestClock(), an_office()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = web.Server(web.Web(database, office, clock, lambda: None), "127.0.0.1", 0)
        serving = asyncio.create_task(server.serve([listening]))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address) as browser:
            yield Pages(database, office, clock, browser)
        server.should_exit = True
        await serving


async def test_looking_at_the_way_out_changes_nothing(pages: Pages) -> None:
    page = await pages.browser.get(await pages.way_out())
    assert page.status_code == 200
    assert "Ja, abmelden" in page.text
    assert (await pages.anna()).is_confirmed


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
async def test_one_click_leaves_at_once_in_either_form_and_however_often(pages: Pages, form: str) -> None:
    link = await pages.way_out()
    for _ in range(2):
        if form == "multipart":
            answer = await pages.browser.post(link, files={"List-Unsubscribe": (None, "One-Click")})
        else:
            answer = await pages.browser.post(link, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "abgemeldet" in answer.text
    left = await pages.anna()
    assert left.left_at
    assert [a.is_open for a in left.addresses] == [False]
    async with pages.database.read() as session:
        assert await outbox.standing(session) == {("mail", "queued"): 1}, "one goodbye, not two"


async def test_a_forged_way_out_leads_nowhere(pages: Pages) -> None:
    person = await pages.anna()
    for link in (f"/u/{person.id}-aaaaaaaaaaaaaaaaaaaaaaaaaa", f"/u/{person.id}", "/u/%00"):
        answer = await pages.browser.post(link)
        assert answer.status_code == 404
    assert (await pages.anna()).is_confirmed


async def test_a_question_is_answered_by_its_button_only_once(pages: Pages) -> None:
    async with pages.database.write() as session:
        leaver = await people.by_address(session, "mail", "anna@elternverein.example.org")
        assert leaver
        await people.leave(session, leaver, "link", pages.clock.now())
    link = await pages.question()
    assert "Ja" in (await pages.browser.get(link)).text
    assert not (await pages.anna()).is_confirmed
    done = await pages.browser.post(link, data={"n": "1"})
    assert done.status_code == 200
    assert "Willkommen" in done.text
    assert (await pages.anna()).is_confirmed
    again = await pages.browser.post(link, data={"n": "1"})
    assert again.status_code == 409
    async with pages.database.read() as session:
        given = await people.consents(session, await pages.anna())
    assert [consent.door for consent in given] == ["reply", "link"]


async def test_an_expired_question_says_so(pages: Pages) -> None:
    link = await pages.question()
    pages.clock.advance(prompts.GRANT_LIFE + timedelta(seconds=1))
    assert (await pages.browser.get(link)).status_code == 410
    assert (await pages.browser.post(link, data={"n": "2"})).status_code == 409


async def test_a_button_that_is_not_on_the_page_does_nothing(pages: Pages) -> None:
    link = await pages.question(once=False)
    for number in ("0", "3", "x", ""):
        assert (await pages.browser.post(link, data={"n": number})).status_code == 400
    assert (await pages.browser.post("/a/0123456789abcdef0123456789abcdef", data={"n": "1"})).status_code == 404


async def test_pages_carry_no_script_and_tell_nobody_where_somebody_was(pages: Pages) -> None:
    page = await pages.browser.get(await pages.way_out())
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text


async def test_what_is_asked_of_staff_is_not_answered_by_a_link(pages: Pages) -> None:
    link = await pages.question(for_staff=True)
    assert (await pages.browser.get(link)).status_code == 404
    assert (await pages.browser.post(link, data={"n": "1"})).status_code == 404


async def test_a_form_without_an_end_is_not_read(pages: Pages) -> None:
    link = await pages.question()
    assert (await pages.browser.post(link, data={"n": "1" * 2000})).status_code == 400
    assert (await pages.browser.post(link, data={"n": "\u0661"})).status_code == 400
    assert (await pages.browser.post(link, data={"n": "1"})).status_code == 200


async def test_no_other_page_frames_ours(pages: Pages) -> None:
    headers = (await pages.browser.get(await pages.way_out())).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


EVENING = Times(datetime(2027, 5, 4, 18), datetime(2027, 5, 4, 20))  # noqa: DTZ001 - by the clock on the wall
ANOTHER = Times(datetime(2027, 5, 5, 19), datetime(2027, 5, 5, 21))  # noqa: DTZ001


async def feed_of_anna(pages: Pages) -> str:
    person = await pages.anna()
    async with pages.database.write() as session:
        return f"/c/{person.id}-{await keys.sign(session, 'feed', person.id)}.ics"


async def a_seat(pages: Pages, title: str = "Kasse und Buchhaltung") -> SignUp:
    """Anna has one, on that evening."""
    async with pages.database.write() as session:
        training = await course(session, title=title, times=[EVENING], deadline=None, opened=pages.clock.now())
        return (await signs_up(session, training, await pages.anna(), now=pages.clock.now())).sign_up


async def test_a_calendar_subscribes_to_the_seats_of_a_person(pages: Pages) -> None:
    await a_seat(pages)
    link = await feed_of_anna(pages)
    calendar = await pages.browser.get(link)
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Kasse und Buchhaltung" in calendar.text
    assert calendar.text.count("BEGIN:VEVENT") == 1
    pages.clock.advance(timedelta(hours=1))
    assert (await pages.browser.get(link)).content == calendar.content


async def test_a_feed_has_neither_what_a_fellow_has_nor_what_is_waited_for(pages: Pages) -> None:
    await a_seat(pages)
    now = pages.clock.now()
    async with pages.database.write() as session:
        fellow, anna = await somebody(session, "Fatma"), await pages.anna()
        theirs = await network.association(session, "Elternverein Hilden", "Hilden", {"education"}, fellow)
        await associations.add_contact(session, theirs, anna, now)
        full = await course(session, title="Vereinsrecht", seats=1, times=[EVENING], deadline=None, opened=now)
        await signs_up(session, full, fellow, association=theirs, now=now)
        await signs_up(session, full, anna, association=theirs, now=now)
    feed = (await pages.browser.get(await feed_of_anna(pages))).text
    assert (feed.count("BEGIN:VEVENT"), "Vereinsrecht" in feed) == (1, False)


async def test_a_forged_calendar_link_shows_nothing(pages: Pages) -> None:
    await a_seat(pages)
    link = await feed_of_anna(pages)
    for forged in (
        link.replace("-", "-a"),
        link.replace("/c/1-", "/c/2-"),
        (await pages.way_out()).replace("/u/", "/c/"),
    ):
        answer = await pages.browser.get(forged)
        assert answer.status_code == 404
        assert "Kasse" not in answer.text


async def test_a_calendar_program_that_subscribes_sees_each_change(pages: Pages, tmp_path: Path) -> None:
    """What it fetches is merged with what it knew: entries must keep their uids, and change when they are changed."""
    kept, given_up = await a_seat(pages), await a_seat(pages, "Vereinsrecht")
    khal = Khal(tmp_path)
    await khal.subscribes(f"{pages.browser.base_url}{await feed_of_anna(pages)}")
    await khal.syncs()
    assert await khal.shows() == [
        "04.05.2027 18:00 - 20:00 Kasse und Buchhaltung (Velbert) CONFIRMED",
        "04.05.2027 18:00 - 20:00 Vereinsrecht (Velbert) CONFIRMED",
    ]
    async with pages.database.write() as session:
        doris, now = await office(session), pages.clock.now()
        await changes.reschedule(session, kept.training_id, [ANOTHER], by=doris, now=now)
        await seating.cancel(session, given_up.id, by=doris, door="chat", now=now)
    await khal.syncs()
    assert await khal.shows() == ["05.05.2027 19:00 - 21:00 Kasse und Buchhaltung (Velbert) CONFIRMED"]
