"""What people do on the desk's page reaches the bot, and what the bot does is seen there; over real HTTP."""

import asyncio
import json
import re
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from simulator.botapi.people import Person
from simulator.desk import PAGE, Desk, Seat
from simulator.handset import as_html
from simulator.letter import Attachment
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator

OFFICE, SELMA = "netz@kreis.example.org", "selma@verein.example.org"
WORDS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((PAGE / "words").glob("*.json"))}


@pytest.fixture
def anna(messenger: TelegramSimulator) -> Person:
    """A contact with a phone."""
    return messenger.person("Anna Kaya")


@pytest.fixture
async def desk(messenger: TelegramSimulator, post: MailSimulator, anna: Person) -> AsyncIterator[Desk]:
    post.mailbox(SELMA, name="Selma Öztürk")
    async with Desk(messenger, post, [Seat("seat-contact-phone", "phone", str(anna.id))], title="Netz", write_to=OFFICE,
                    pages={"privacy": "<p>Datenschutz</p>"}) as opened:  # fmt: skip
        yield opened


@pytest.fixture
async def page(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """What the page in the browser does."""
    async with httpx.AsyncClient(base_url=desk.url, headers={"Origin": desk.url}, timeout=30, verify=False) as client:
        yield client


async def chat(page: httpx.AsyncClient, person: Person) -> Any:
    return (await page.get(f"/phones/{person.id}")).json()


def photo(name: str, data: bytes = b"\x89PNG a picture") -> tuple[str, tuple[str, bytes, str]]:
    return "files", (name, data, "image/png")


async def test_what_a_contact_types_reaches_the_bot(page: httpx.AsyncClient, client: Bot, anna: Person) -> None:
    await page.post(f"/phones/{anna.id}/say", data={"text": "Guten **Tag** & <hallo>"})
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.text == "Guten Tag & <hallo>"
    assert update.message.text_html == "Guten <b>Tag</b> &amp; &lt;hallo&gt;"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("**fett** und __schräg__", "<b>fett</b> und <i>schräg</i>"),
        ("**ganz __beides__**", "<b>ganz <i>beides</i></b>"),
        ("2 ** 3 ** 4, snake_case__", "2 ** 3 ** 4, snake_case__"),
        ("~~weg~~ ||geheim|| `K7QF`", "<s>weg</s> <tg-spoiler>geheim</tg-spoiler> <code>K7QF</code>"),
    ],
)
def test_signs_around_words_are_formatting_as_in_the_apps(typed: str, html: str) -> None:
    assert as_html(typed) == html


async def test_signs_that_cross_are_sent_as_they_were_typed(page: httpx.AsyncClient, anna: Person) -> None:
    await page.post(f"/phones/{anna.id}/say", data={"text": "**eins __zwei** drei__"})
    assert anna.chat.messages[-1].text == "**eins __zwei** drei__"


async def test_an_answer_to_a_message_says_which(page: httpx.AsyncClient, client: Bot, anna: Person) -> None:
    await anna.says("/start")
    asked = await client.send_message(anna.id, "Wann?")
    await page.post(f"/phones/{anna.id}/say", data={"text": "Morgen", "reply_to": str(asked.message_id)})
    assert (await chat(page, anna))["messages"][-1]["answers"] == "Wann?"


async def test_the_phone_shows_what_the_bot_wrote_with_buttons_and_formatting(
    page: httpx.AsyncClient, client: Bot, anna: Person
) -> None:
    await anna.says("/start")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="yes")]])
    sent = await client.send_message(anna.id, "<b>Sind</b> Sie das?", parse_mode="HTML", reply_markup=keyboard)
    await client.edit_message_text(
        "<b>Wirklich?</b>", anna.id, sent.message_id, parse_mode="HTML", reply_markup=keyboard
    )
    shown = (await chat(page, anna))["messages"][-1]
    assert (shown["text"], shown["edited"], shown["mine"]) == ("Wirklich?", True, False)
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 9}]
    assert shown["rows"] == [[{"label": "Ja", "data": "yes", "url": None}]]


async def test_a_pressed_button_reaches_the_bot_even_when_an_edit_was_faster(
    page: httpx.AsyncClient, client: Bot, anna: Person
) -> None:
    await anna.says("/start")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="yes")]])
    sent = await client.send_message(anna.id, "Sind Sie das?", reply_markup=keyboard)
    await sent.edit_text("Zu spät.")
    answer = await page.post(f"/phones/{anna.id}/press", data={"message": sent.message_id, "data": "yes"})
    assert answer.status_code == 200
    *_, update = await client.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "yes"


async def test_a_button_that_never_was_there_cannot_be_pressed(
    page: httpx.AsyncClient, client: Bot, anna: Person
) -> None:
    await anna.says("/start")
    sent = await client.send_message(anna.id, "Guten Tag")
    answer = await page.post(f"/phones/{anna.id}/press", data={"message": sent.message_id, "data": "admin"})
    assert answer.status_code == 409


async def test_several_photos_are_one_album_that_can_be_seen(page: httpx.AsyncClient, anna: Person) -> None:
    pictures = [photo("eins.png"), photo("zwei.png")]
    await page.post(f"/phones/{anna.id}/send", data={"kind": "photo", "caption": "Unser Fest"}, files=pictures)
    first, second = (await chat(page, anna))["messages"]
    assert (first["text"], second["text"]) == ("Unser Fest", "")
    assert first["album"] == second["album"] is not None
    assert (await page.get(first["files"][0]["url"])).content == b"\x89PNG a picture"


async def test_a_voice_message_and_a_file_arrive_as_such(page: httpx.AsyncClient, client: Bot, anna: Person) -> None:
    said = ("files", ("voice.ogg", b"OggS...", "audio/ogg"))
    letter = ("files", ("Satzung.pdf", b"%PDF", "application/pdf"))
    table = ("files", ("Mitglieder.csv", b"Anna", "text/csv"))
    await page.post(f"/phones/{anna.id}/send", data={"kind": "voice", "seconds": 7}, files=[said])
    await page.post(f"/phones/{anna.id}/send", data={"kind": "document", "caption": "Bitte"}, files=[letter, table])
    voice, document, second = [update.message for update in await client.get_updates()]
    assert voice
    assert voice.effective_attachment.duration == timedelta(seconds=7)  # type: ignore[union-attr]
    assert document
    assert document.document
    assert (document.document.file_name, document.caption) == ("Satzung.pdf", "Bitte")
    assert second
    assert second.caption is None


async def test_a_file_that_somebody_sent_is_saved_and_never_run(page: httpx.AsyncClient, anna: Person) -> None:
    trap = ("files", ("seite.html", b"<script>alert(1)</script>", "text/html"))
    await page.post(f"/phones/{anna.id}/send", data={"kind": "document"}, files=[trap])
    got = await page.get((await chat(page, anna))["messages"][-1]["files"][0]["url"])
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["content-security-policy"] == "sandbox"


async def test_a_blocked_bot_may_not_write_before_it_is_allowed_again(page: httpx.AsyncClient, anna: Person) -> None:
    await anna.says("/start")
    await page.post(f"/phones/{anna.id}/block", data={"blocked": "yes"})
    assert anna.blocked
    assert (await chat(page, anna))["blocked"]
    await page.post(f"/phones/{anna.id}/block", data={"blocked": "no"})
    assert not anna.blocked


async def test_somebody_new_gets_a_phone_of_their_own(
    page: httpx.AsyncClient, messenger: TelegramSimulator, anna: Person
) -> None:
    made = (await page.post("/phones", data={"name": "Omar Saleh", "language": "ar"})).json()
    assert (messenger.people[-1].language, str(messenger.people[-1].id)) == ("ar", made["id"])
    phones = (await page.get("/desk")).json()["phones"]
    assert phones == [{"id": str(anna.id), "name": "Anna Kaya"}, {"id": made["id"], "name": "Omar Saleh"}]


async def test_a_letter_is_shown_with_its_pictures_and_no_script(page: httpx.AsyncClient, post: MailSimulator) -> None:
    picture = Attachment("logo.png", "image/png", b"\x89PNG", cid="logo")
    html = '<p>Guten Tag <img src="cid:logo"><script>alert(1)</script></p>'
    office = post.person(OFFICE, "Netz", client="outlook")
    await office.writes(SELMA, "Einladung", "Guten Tag", html=html, attachments=[picture])
    shown = await page.get(f"/mailboxes/{SELMA}/r0/html")
    assert 'src="files/0"' in shown.text
    assert "script-src" not in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert (await page.get(f"/mailboxes/{SELMA}/r0/files/0")).content == b"\x89PNG"
    letter = (await page.get(f"/mailboxes/{SELMA}/r0")).json()
    assert (letter["subject"], letter["files"], letter["html"]) == ("Einladung", [], True)
    assert letter["text"].startswith("Guten Tag")


async def test_an_answer_belongs_to_its_thread_and_stays_with_its_writer(
    page: httpx.AsyncClient, post: MailSimulator
) -> None:
    office = post.person(OFFICE, "Netz")
    await office.writes(SELMA, "Einladung", "Kommen Sie?")
    shown = (await page.get(f"/mailboxes/{SELMA}/r0")).json()
    answer = {"to": shown["answer_to"], "subject": shown["answer_subject"], "text": "Ja", "answers": "r0"}
    await page.post(f"/mailboxes/{SELMA}/write", data=answer)
    got = await office.receives("Einladung")
    assert got.subject == "Re: Einladung"
    assert got.text.startswith("Ja\n")
    assert "> Kommen Sie?" in got.text
    assert got.headers["In-Reply-To"] == post.mailbox(SELMA).letters[0].message_id
    newest, oldest = (await page.get(f"/mailboxes/{SELMA}")).json()["letters"]
    assert (newest["sent"], newest["to"], oldest["sent"]) == (True, OFFICE, False)


async def test_a_new_mail_is_written_with_the_chosen_program_and_its_files(
    page: httpx.AsyncClient, post: MailSimulator
) -> None:
    office = post.person(OFFICE, "Netz")
    mail = {"to": OFFICE, "subject": "Fest\r\nBcc: alle@example.org", "text": "Hallo", "program": "outlook"}
    flyer = ("files", ("Flyer.pdf", b"%PDF", "application/pdf"))
    await page.post(f"/mailboxes/{SELMA}/write", data=mail, files=[flyer])
    got = await office.receives()
    assert (got.subject, got.attachments[0].name) == ("Fest Bcc: alle@example.org", "Flyer.pdf")
    assert "MsoNormal" in got.html
    assert got.headers["From"] == "Selma Öztürk <selma@verein.example.org>"


async def test_every_mailbox_that_got_mail_can_be_opened(page: httpx.AsyncClient, post: MailSimulator) -> None:
    await post.person(OFFICE, "Netz").writes("omar+neu@verein.example.org", "Guten Tag")
    made = await page.post("/mailboxes", data={"name": "Vera Orlow", "address": "vera@verein.example.org"})
    assert made.json() == {"address": "vera@verein.example.org"}
    addresses = {mailbox["address"] for mailbox in (await page.get("/desk")).json()["mailboxes"]}
    assert addresses >= {SELMA, "omar@verein.example.org", "vera@verein.example.org"}


@pytest.mark.parametrize("address", ["", "niemand", "@verein.example.org", "a@b\r\nX: y"])
async def test_what_is_no_address_gets_no_mailbox(page: httpx.AsyncClient, post: MailSimulator, address: str) -> None:
    answer = await page.post("/mailboxes", data={"name": "Vera", "address": address})
    assert answer.status_code == 400
    assert list(post.mailboxes) == [SELMA]


async def test_the_page_hears_of_everything_that_looks_different(
    page: httpx.AsyncClient, post: MailSimulator, anna: Person
) -> None:
    heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    async def listen() -> None:
        async with page.stream("GET", "/events") as events:
            kind = ""
            async for line in events.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    heard.put_nowait((kind, json.loads(value)))

    listening = asyncio.create_task(listen())
    async with asyncio.timeout(5):
        assert await heard.get() == ("here", "")
        await anna.says("/start")
        assert await heard.get() == ("phone", str(anna.id))
        await post.person(OFFICE, "Netz").writes(SELMA, "Guten Tag")
        assert await heard.get() == ("mailbox", SELMA)
    listening.cancel()


async def test_looking_changes_nothing(page: httpx.AsyncClient, post: MailSimulator, anna: Person) -> None:
    deeds = ["say?text=a", "press?message=1&data=a", "tap?label=a", "send", "block?blocked=yes"]
    paths = [*(f"/phones/{anna.id}/{deed}" for deed in deeds), "/phones?name=a", f"/mailboxes/{SELMA}/write?to=a@b.de"]
    assert {(await page.get(path)).status_code for path in paths} <= {404, 405}
    assert (anna.chat.messages, anna.blocked, list(post.mailboxes)) == ([], False, [SELMA])


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
        {"Origin": "http://boese.example", "Host": "boese.example"},
    ],
)
async def test_a_page_of_somebody_else_can_do_nothing(
    page: httpx.AsyncClient, anna: Person, headers: dict[str, str]
) -> None:
    answer = await page.post(f"/phones/{anna.id}/say", data={"text": "/stop"}, headers=headers)
    assert answer.status_code == 403
    assert anna.chat.messages == []


async def test_what_is_not_there_is_not_found(page: httpx.AsyncClient, anna: Person) -> None:
    paths = ["/phones/1", "/mailboxes/nobody@example.org", f"/mailboxes/{SELMA}/r0", f"/mailboxes/{SELMA}/r0/html",
             "/files/photos/9.png", "/pages/none", "/../desk.py"]  # fmt: skip
    assert {(await page.get(path)).status_code for path in paths} == {404}


async def test_pages_that_texts_link_to_are_there(page: httpx.AsyncClient) -> None:
    assert (await page.get("/pages/privacy")).text == "<p>Datenschutz</p>"


async def test_the_page_itself_comes_whole_and_from_here_only(page: httpx.AsyncClient) -> None:
    top = await page.get("/")
    parts = re.findall(r'(?:src|href)="([^"#]+)"', top.text)
    assert set(parts) == {"icon.svg", "desk.css", "desk.js"}
    assert {(await page.get(f"/{part}")).status_code for part in parts} == {200}
    for source in PAGE.glob("desk.*"):
        remote = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", source.read_text(encoding="utf-8"))
        assert set(remote) <= {"http://www.w3.org"}


def test_the_page_says_the_same_in_every_language() -> None:
    def gaps(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    assert set(WORDS) == {"de", "en"}
    assert WORDS["de"].keys() == WORDS["en"].keys()
    assert [key for key, text in WORDS["de"].items() if gaps(text) != gaps(WORDS["en"][key])] == []


def test_every_word_that_the_page_asks_for_exists() -> None:
    sources = [PAGE / "desk.html", PAGE / "desk.js", PAGE.parent / "__main__.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r'"((?:desk|seat|phone|mail|new|link|tour|main)-[a-z-]+[a-z])"', text))
    ids = {"new-phone", "new-mailbox"}
    assert asked - ids - WORDS["de"].keys() == set()
    spoken = {key for key in WORDS["de"] if not key.startswith(("tour-step-", "main-", "seat-"))}
    assert spoken - asked == set()


async def test_the_simulator_runs_without_the_bot_and_says_how_to_reach_it(tmp_path: Path) -> None:
    record = tmp_path / "requests.jsonl"
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--record", str(record), stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout
    async with asyncio.timeout(20):
        lines = [(await program.stdout.readline()).decode() for _ in range(11)]
    told = dict(re.findall(r"export NETZBOTE_(\w+)='(.*)'", "".join(lines)))
    async with httpx.AsyncClient(timeout=30, verify=False) as client:
        answer = await client.post(f"{told['TELEGRAM_API']}/bot{told['TELEGRAM_TOKEN']}/getMe")
        assert answer.json()["ok"]
    program.send_signal(signal.SIGINT)
    assert await program.wait() == 0
    assert json.loads(record.read_text(encoding="utf-8"))["method"] == "getMe"
    assert told["LIST_ADDRESS"] == OFFICE
