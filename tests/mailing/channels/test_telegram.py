"""What arrives in a chat looks as it should, whatever it is made of and whatever Telegram refuses."""

from datetime import datetime, timedelta

import pytest

from mailing.channels.telegram import TelegramChannel
from mailing.turn import Button, Enclosure
from simulator.botapi.chats import buttons
from simulator.botapi.people import Person as Phone
from simulator.telegram import TelegramSimulator
from storage import announcements, dispatch, outbox, trainings
from storage.announcements import Announcement, Attached
from storage.audiences import Audience
from storage.outbox import Outgoing
from storage.people import Person
from storage.trainings import Times, Training
from tests.mailing.network import Network, on_the_way
from tests.storage.course import comes, course

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

IN_MAY = Times(datetime(2027, 5, 4, 18), datetime(2027, 5, 4, 20))  # noqa: DTZ001 - by the clock on the wall
JPEG = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture
async def phone(messenger: TelegramSimulator) -> Phone:
    """Anna's phone; she has started the bot."""
    phone = messenger.person("Anna Kaya")
    await phone.says("/start")
    return phone


@pytest.fixture
async def anna(network: Network, phone: Phone) -> Person:
    """A contact with a chat."""
    return await network.person("Anna Kaya", chat=phone.id)


def a_photo(name: str = "plakat.jpg", size: int = len(JPEG), mime: str = "image/jpeg") -> Attached:
    return Attached("photo", name, mime, size, content=JPEG)


def a_document(name: str = "antrag.pdf") -> Attached:
    return Attached("document", name, "application/pdf", 4, content=b"%PDF")


async def sent(network: Network, chats: TelegramChannel, seconds: float = 30) -> None:
    """Let everything leave."""
    async with on_the_way(network, chats) as way:
        await way.until(network.clock.now() + timedelta(seconds=seconds))


async def test_words_keep_their_lines_and_their_markup(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.say(anna, "Guten Tag!\n\n<b>Stimmt das noch?</b>\nTelefon: 02104 &lt;99&gt;")
    await sent(network, chats, 0)
    message = phone.chat.from_bot[0]
    assert message.text == "Guten Tag!\n\nStimmt das noch?\nTelefon: 02104 <99>"
    assert [entity["type"] for entity in message.entities] == ["bold"]


async def test_buttons_stand_one_below_the_other_and_are_numbered(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    yes, no = Button("Ja, gerne", "people.accept"), Button("Lieber E-Mail", "people.mail:7")
    await network.say(anna, "Ist das in Ordnung?", buttons=[yes, no])
    await sent(network, chats, 0)
    rows = phone.chat.from_bot[0].rows
    assert [[(button.label, button.data) for button in row] for row in rows] == [
        [("1 Ja, gerne", "people.accept")],
        [("2 Lieber E-Mail", "people.mail:7")],
    ]


async def test_the_message_is_known_by_its_number(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    row = await network.say(anna, "Guten Tag")
    await sent(network, chats, 0)
    known = await network.row(row)
    assert (known.telegram_message_id, known.payload) == (phone.chat.from_bot[0].id, None)


async def test_links_show_no_preview(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, anna: Person
) -> None:
    await network.say(anna, 'Mehr <a href="https://kreis.example.org/">hier</a>')
    await sent(network, chats, 0)
    assert messenger.called("sendMessage")[0].params["link_preview_options"] == {"is_disabled": True}


async def test_an_edit_changes_the_message_and_its_buttons(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    first = await network.say(anna, "Wählen Sie.", buttons=[Button("Hilden", "town:1")])
    await sent(network, chats, 0)
    change = await network.say(anna, "Gewählt: Hilden", edit_of=first)
    await sent(network, chats, 0)
    (message,) = phone.chat.from_bot
    assert (message.text, message.labels) == ("Gewählt: Hilden", [])
    async with network.database.read() as session:
        known = await outbox.by_chat_message(session, str(phone.id), message.id)
    assert known
    assert known.id == change.id


async def test_of_several_edits_only_the_newest_is_sent(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    first = await network.say(anna, "0 von 10")
    await sent(network, chats, 0)
    for number in (3, 7, 10):
        await network.say(anna, f"{number} von 10", edit_of=first)
    await sent(network, chats, 0)
    assert [message.text for message in phone.chat.from_bot] == ["10 von 10"]
    assert len(messenger.called("editMessageText")) == 1
    assert [(row.state, row.reason) for row in await network.rows()][1:3] == [("skipped", "superseded")] * 2


async def test_an_edit_that_changes_nothing_is_fine(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    first = await network.say(anna, "Guten Tag")
    await sent(network, chats, 0)
    await network.say(anna, "Guten Tag", edit_of=first)
    await sent(network, chats, 0)
    assert await network.states() == ["sent", "sent"]
    assert len(phone.chat.from_bot) == 1


async def test_an_edit_of_a_message_that_is_gone_is_a_new_message(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    first = await network.say(anna, "Wählen Sie.")
    await sent(network, chats, 0)
    phone.chat.delete(phone.chat.from_bot[0])
    await network.say(anna, "Gewählt: Hilden", edit_of=first)
    await sent(network, chats, 0)
    assert [message.text for message in phone.chat.from_bot] == ["Gewählt: Hilden"]


async def test_what_telegram_cannot_parse_goes_as_plain_text(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    messenger.fail("sendMessage", status=400, description="Bad Request: can't parse entities: unsupported start tag")
    await network.say(anna, "<b>Termin</b> &amp; Ort", buttons=[Button("Ja", "yes")])
    await sent(network, chats, 0)
    (message,) = phone.chat.from_bot
    assert (message.text, message.entities, message.labels) == ("Termin & Ort", [], ["1 Ja"])


async def test_a_long_answer_is_split_and_its_buttons_stand_at_the_end(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.say(anna, "Ein Satz, der zählt.\n" * 300, buttons=[Button("Ja", "yes")])
    await sent(network, chats, 0)
    assert [message.labels for message in phone.chat.from_bot] == [[], ["1 Ja"]]
    assert sum(message.text.count("zählt") for message in phone.chat.from_bot) == 300


async def test_an_answer_that_stopped_half_way_goes_on_behind_what_arrived(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    files = [
        {"kind": "voice", "name": "voice.ogg", "mime": "audio/ogg", "size": 4, "content": "T2dnUw==", "file_id": None}
    ]
    messenger.fail("sendMessage", status=502)
    row = await network.say(anna, "Eine Frage von Sami", files=files)
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert (await network.row(row)).parts_sent == 1
        await way.later(2)
    voice, text = phone.chat.from_bot
    assert (voice.file and voice.file.kind, text.text) == ("voice", "Eine Frage von Sami")


async def test_an_announcement_shows_its_subject_its_text_and_the_way_out(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.release("Hilden: Kaffee & Recht", "<p>Wir laden ein:</p><ul><li>Montag</li><li>Dienstag</li></ul>")
    await sent(network, chats)
    (message,) = phone.chat.from_bot
    assert message.text == "Hilden: Kaffee & Recht\n\nWir laden ein:\n• Montag\n• Dienstag\n\n/stop beendet alles."
    assert message.entities[0] == {"type": "bold", "offset": 0, "length": 22}


async def test_a_short_text_stands_below_a_single_photo(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.release("Elterncafé", "<p>Am Dienstag.</p>", files=[a_photo()])
    await sent(network, chats)
    (message,) = phone.chat.from_bot
    assert (message.file and message.file.kind) == "photo"
    assert message.text.startswith("Elterncafé\n\nAm Dienstag.")


async def test_a_long_text_follows_its_photo(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.release("Elterncafé", f"<p>{'Wort ' * 300}</p>", files=[a_photo()])
    await sent(network, chats)
    photo, text = phone.chat.from_bot
    assert photo.file
    assert photo.text == ""
    assert text.text.startswith("Elterncafé")
    (row,) = await network.rows()
    assert (row.state, row.parts_sent, row.telegram_message_id) == ("sent", 2, text.id)


async def test_photos_come_as_albums_before_the_text_and_documents_after_it(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    photos = [a_photo(f"{number}.jpg") for number in range(12)]
    await network.release("Rückblick", files=[a_document("a.pdf"), *photos, a_document("b.pdf")])
    await sent(network, chats)
    kinds = [message.file.kind if message.file else "text" for message in phone.chat.from_bot]
    assert kinds == ["photo"] * 12 + ["text"] + ["document"] * 2
    albums = [message.raw.get("media_group_id") for message in phone.chat.from_bot]
    assert len(set(albums[:10])) == len(set(albums[10:12])) == len(set(albums[13:])) == 1


async def test_files_go_up_once_for_everybody(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    phones = [phone]
    for number in range(8):
        other = messenger.person(f"Kontakt {number}")
        await other.says("/start")
        await network.person(f"Kontakt {number}", chat=other.id)
        phones.append(other)
    announcement = await network.release("Elterncafé", files=[a_photo(), a_document()])
    await sent(network, chats)
    assert [len(p.chat.from_bot) for p in phones] == [2] * 9
    assert sum(bool(request.files) for request in messenger.requests) == 2
    async with network.database.read() as session:
        known = await announcements.get(session, announcement.id)
        assert known
        assert all(file.telegram_file_id for file in known.files)


async def test_a_photo_that_telegram_would_refuse_goes_as_a_document(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    await network.release("Plakat", files=[a_photo(size=11 * 1024 * 1024), a_photo("plan.svg", mime="image/svg+xml")])
    await sent(network, chats)
    assert [message.file and message.file.kind for message in phone.chat.from_bot] == [None, "document", "document"]


async def test_a_calendar_comes_as_a_file(network: Network, chats: TelegramChannel, phone: Phone, anna: Person) -> None:
    calendar = Enclosure.calendar("Termin.ics", b"BEGIN:VCALENDAR")
    await network.say(anna, "Sie sind dabei.", files=[calendar.as_json()])
    await sent(network, chats)
    (message,) = phone.chat.from_bot
    file = message.file
    assert file is not None
    assert (file.kind, file.name, file.data) == ("document", "Termin.ics", b"BEGIN:VCALENDAR")
    assert message.text == "Sie sind dabei."


async def test_an_answer_below_a_file_is_edited_there(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    file = Enclosure("document", "antrag.pdf", "application/pdf", 4, content=b"%PDF").as_json()
    first = await network.say(anna, "Nachricht von Sami", files=[file], buttons=[Button("Erledigt", "requests.done:1")])
    await sent(network, chats)
    await network.say(anna, "Erledigt: Nachricht von Sami", edit_of=first)
    await sent(network, chats)
    (message,) = phone.chat.from_bot
    assert (message.text, message.labels) == ("Erledigt: Nachricht von Sami", [])
    long = "Wort " * 300
    await network.say(anna, long, edit_of=first)
    await sent(network, chats)
    assert [message.text for message in phone.chat.from_bot] == ["Erledigt: Nachricht von Sami", long.strip()]


async def test_an_announcement_goes_on_behind_what_arrived(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    messenger.fail("sendMessage", status=500, times=2)
    await network.release("Elterncafé", files=[a_photo(), a_photo("b.jpg")])
    await sent(network, chats)
    assert [message.file is not None for message in phone.chat.from_bot] == [True, True, False]
    assert await network.states() == ["sent"]


async def test_a_public_announcement_is_posted_in_the_channel_without_the_way_out(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    channel = messenger.channel("@netz_mettmann", phone)
    await network.release("Elterncafé", "<p>Am Dienstag.</p>", channel="@netz_mettmann")
    await sent(network, chats)
    assert [message.text for message in channel.from_bot] == ["Elterncafé\n\nAm Dienstag."]
    assert len(phone.chat.from_bot) == 1


async def test_a_post_without_rights_fails_for_good(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    messenger.channel("@netz_mettmann", phone, admin=False)
    await network.release("Elterncafé", channel="@netz_mettmann")
    await sent(network, chats)
    assert [(row.kind, row.state) for row in await network.rows()] == [("announcement", "sent"), ("post", "failed")]


@pytest.mark.parametrize(
    ("trouble", "reason", "paused"),
    [
        ((403, "Forbidden: bot was blocked by the user"), "blocked", "blocked"),
        ((403, "Forbidden: user is deactivated"), "deactivated", "deactivated"),
        ((400, "Bad Request: chat not found"), "gone", "gone"),
        ((400, "Bad Request: not enough rights to send text messages to the chat"), "no-rights", None),
        ((400, "Bad Request: something new"), "refused", None),
        ((413, "Request Entity Too Large"), "too-long", None),
    ],
)
async def test_a_refusal_for_good_says_why(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, anna: Person,
    trouble: tuple[int, str], reason: str, paused: str | None,
) -> None:  # fmt: skip
    messenger.fail("sendMessage", status=trouble[0], description=trouble[1])
    row = await network.say(anna, "Guten Tag")
    await sent(network, chats, 0)
    known: Outgoing = await network.row(row)
    assert (known.state, known.reason) == ("failed", reason)
    async with network.database.read() as session:
        assert [a.paused_because for a in (await session.get_one(Person, anna.id)).addresses] == [paused]


async def test_after_a_day_of_refusals_for_now_it_goes_by_mail(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone
) -> None:
    await network.person("Anna Kaya", chat=phone.id, mail="anna@verein.example.org")
    messenger.fail("sendMessage", status=500, times=None)
    await network.release()
    async with on_the_way(network, chats) as way:
        await way.settled()
        await way.later(timedelta(days=1))
    assert [(row.channel, row.state) for row in await network.rows()] == [("telegram", "failed"), ("mail", "queued")]


async def test_a_draft_with_another_photo_shows_that_photo(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    for content in (b"\xff\xd8\xff one", b"\xff\xd8\xff two"):
        photo = Attached("photo", "plakat.jpg", "image/jpeg", 7, content=content)
        async with network.database.write() as session:
            draft = await announcements.draft(
                session, None, subject="Elterncafé", html="<p>…</p>", audience=Audience(), door="chat",
                now=network.clock.now(), files=[photo],
            )  # fmt: skip
        await network.say(anna, "", preview_of=draft.id)
        await sent(network, chats, 0)
        async with network.database.write() as session:
            await announcements.discard(session, await session.get_one(Announcement, draft.id))
    assert [message.file and message.file.data[-3:] for message in phone.chat.from_bot] == [b"one", b"two"]


async def a_training(network: Network, announcement: Announcement, seats: int = 3) -> Training:
    """A training that the announcement tells of."""
    async with network.database.write() as session:
        made = await course(session, seats=seats, times=[IN_MAY], deadline=None, opened=network.clock.now())
        await trainings.announce_with(session, made, announcement)
    return made


async def test_below_the_announcement_of_a_training_are_buttons_that_no_digit_presses(
    network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    training = await a_training(network, await network.release("Kasse", files=[a_photo()]))
    await sent(network, chats)
    (message,) = phone.chat.from_bot
    assert message.labels == ["Ja, ich komme", "Ja, wir sind mehrere", "Vielleicht", "Nein"]
    assert next(button.data for row in buttons(message.raw) for button in row) == f"signing.yes:{training.id}"


async def test_a_post_counts_the_seats_and_is_edited_where_it_stands(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    network.office.bot_name = "netzbote"
    channel = messenger.channel("@netz_mettmann", phone)
    announcement = await network.release("Kasse", channel="@netz_mettmann")
    training = await a_training(network, announcement)
    await sent(network, chats)
    (post,) = channel.from_bot
    assert "Noch 3 von 3 Plätzen sind frei." in post.text
    assert f"https://t.me/netzbote?start=t{training.id}" in str(post.entities)
    async with network.database.write() as session:
        await comes(session, training, "Mina")
        await dispatch.renew_post(session, announcement.id, network.clock.now())
    await sent(network, chats)
    (post,) = channel.from_bot
    assert "Noch 2 von 3 Plätzen sind frei." in post.text


async def test_a_post_that_somebody_deleted_is_not_posted_again_for_its_counts(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, phone: Phone, anna: Person
) -> None:
    channel = messenger.channel("@netz_mettmann", phone)
    announcement = await network.release("Kasse", channel="@netz_mettmann")
    await a_training(network, announcement)
    await sent(network, chats)
    messenger.fail("editMessageText", status=400, description="Bad Request: message to edit not found")
    async with network.database.write() as session:
        await dispatch.renew_post(session, announcement.id, network.clock.now())
    await sent(network, chats)
    assert len(channel.from_bot) == 1
