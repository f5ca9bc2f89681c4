"""A correction reaches exactly those who had the old text, once each, whatever is on its way at that moment."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers import correcting, progress
from mailing.channels.mail import MailChannel
from mailing.channels.telegram import TelegramChannel
from simulator.botapi.chats import Chat, Message
from simulator.botapi.people import Person as Phone
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import amendments, departures, dispatch, outbox, people
from storage.amendments import FormerText, NotCorrectable
from storage.announcements import Announcement, Attached
from storage.outbox import Outgoing
from storage.people import Person
from tests.mailing.network import Network, Way, on_the_way

OLD, NEW = "Im Rathaus.", "Im Haus der Vereine."
LINE = "Berichtigt: Ein anderer Ort."
JPEG = b"\xff\xd8\xff\xe0 a photo"
SOON = timedelta(minutes=2)


async def a_phone(messenger: TelegramSimulator, network: Network, name: str) -> Phone:
    phone = messenger.person(name)
    await phone.says("/start")
    await network.person(name, chat=phone.id)
    return phone


async def an_editor(network: Network) -> Person:
    async with network.database.write() as session:
        editor = await people.create(session, network.clock.now(), name="Doris")
        editor.role = "editor"
    return editor


async def corrected(
    network: Network,
    wrong: Announcement,
    *,
    change: str = "Ein anderer Ort.",
    text: str | None = NEW,
    files: list[Attached] | None = None,
) -> Announcement:
    """Write a correction and release it; it takes effect in two minutes."""
    editor = await an_editor(network)
    async with network.database.write() as session:
        first = await amendments.begin(session, await session.get_one(Announcement, wrong.id))
        line = f"<p><b>Berichtigt: {change}</b></p>"
        whole = f"<p>{text}</p>" if text else first.html
        made = await amendments.draft(
            session,
            editor,
            first,
            change=change,
            subject=f"Berichtigt: {first.subject}",
            html=line + (whole if text else ""),
            instead={
                "subject": first.subject,
                "html": whole if text else f"<p><b>{change}</b></p>{whole}",
                "post": line + whole,
            },
            door="chat",
            now=network.clock.now(),
            files=files or [],
        )
        await amendments.release(session, made, editor, release_at=network.clock.now() + SOON)
    return made


async def beat(network: Network) -> None:
    now = network.clock.now()
    await correcting.take_effect(network.database, now, network.office)
    await progress.update(network.database, now, network.office)


async def later(network: Network, way: Way, by: timedelta = SOON) -> None:
    """Time passes, the clock beats, and everything that may leaves."""
    await way.later(by)
    for _ in range(4):
        await beat(network)
        await way.later(3)


async def announcement(network: Network, one: Announcement) -> Announcement:
    async with network.database.read() as session:
        return await session.get_one(Announcement, one.id)


async def rows_of(network: Network, one: Announcement) -> dict[str, str]:
    """State by address."""
    query = select(Outgoing).where(Outgoing.announcement_id == one.id)
    async with network.database.read() as session:
        return {row.address: row.state for row in await session.scalars(query)}


def texts(phone: Phone | Chat) -> list[str]:
    chat = phone if isinstance(phone, Chat) else phone.chat
    return [_last_line(message) for message in chat.from_bot]


def _last_line(message: Message) -> str:
    """What it says below its subject, without the way out."""
    return " ".join(part for part in message.text.split("\n\n")[1:] if not part.startswith("/stop"))


async def test_who_had_it_gets_the_correction_and_who_waits_gets_the_new_text_first(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(8)]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        had = [phone for phone in phones if texts(phone)]
        assert 0 < len(had) < len(phones)
        correction = await corrected(network, first)
        await way.later(60)
        assert [phone for phone in phones if texts(phone)] == had, "the rest waits while a correction is written"
        await later(network, way)
    for phone in phones:
        assert texts(phone) == ([OLD, f"{LINE} {NEW}"] if phone in had else [NEW])
    assert set(await rows_of(network, correction)) == {str(phone.id) for phone in had}
    assert {(await announcement(network, one)).state for one in (first, correction)} == {"done"}


async def test_the_old_text_is_kept_for_the_record_and_the_new_one_is_shown(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        await corrected(network, first)
        assert (await announcement(network, first)).html == f"<p>{OLD}</p>"
        await later(network, way)
    now = await announcement(network, first)
    assert now.html == f"<p>{NEW}</p>"
    async with network.database.read() as session:
        (former,) = await session.scalars(select(FormerText))
    assert (former.subject, former.html) == ("Kasse", f"<p>{OLD}</p>")


async def test_a_delivery_that_hangs_while_the_audience_is_frozen_is_not_missed_and_not_corrected_twice(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    anna, *others = [await a_phone(messenger, network, name) for name in ("Anna", *"ABCDEFGHIJ")]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    trouble = messenger.hang("sendMessage", chat=anna)
    async with on_the_way(network, chats) as way:
        await trouble.met()
        way.outbox.wake()
        await network.clock.falls_asleep()
        had = {phone for phone in others if texts(phone)}
        correction = await corrected(network, first)
        network.clock.advance(SOON)
        for _ in range(6):
            await beat(network)
            way.outbox.wake()
            network.clock.advance(3)
            await network.clock.falls_asleep()
        assert (await rows_of(network, first))[str(anna.id)] == "claimed"
        assert not (await announcement(network, correction)).settled
        # Some more may have got it before the correction took effect; nobody waits for the one that hangs.
        had = {phone for phone in others if OLD in texts(phone)} | had
        for phone in others:
            assert texts(phone) == ([OLD, f"{LINE} {NEW}"] if phone in had else [NEW])
        trouble.end()
        await way.settled()
        await later(network, way, timedelta(minutes=1))
    assert 0 < len(had) < len(others)
    for phone in (anna, *others):
        assert texts(phone) == ([OLD, f"{LINE} {NEW}"] if phone in (anna, *had) else [NEW])
    assert {(await announcement(network, one)).state for one in (first, correction)} == {"done"}


@pytest.mark.parametrize("outcome", ["retry", "queued", "failed", "uncertain"])
async def test_what_hangs_and_does_not_arrive_goes_with_the_new_text_or_not_at_all(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, outcome: str
) -> None:
    anna = await a_phone(messenger, network, "Anna")
    bilal = await a_phone(messenger, network, "Bilal")
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    now = network.clock.now()
    async with network.database.write() as session:
        theirs = (await departures.due(session, "telegram", now, 2, bulk=True)).rows
        await outbox.claim(session, [row.id for row in theirs], "another process", now)
        rows = {row.address: replace(row, owner="another process") for row in theirs}
        await outbox.returned(session, rows[str(bilal.id)], "sent", now)
    correction = await corrected(network, first)
    network.clock.advance(SOON)
    await beat(network)
    async with network.database.write() as session:
        wait = {"not_before": network.clock.now() + timedelta(minutes=5)} if outcome == "retry" else {}
        assert await outbox.returned(session, rows[str(anna.id)], outcome, network.clock.now(), **wait)
    async with on_the_way(network, chats) as way:
        await later(network, way, timedelta(minutes=6))
    assert texts(anna) == ([NEW] if outcome in ("retry", "queued") else [])
    assert texts(bilal) == [f"{LINE} {NEW}"]  # the first one left by the other process
    assert set(await rows_of(network, correction)) == {str(bilal.id)}
    assert {(await announcement(network, one)).state for one in (first, correction)} == {"done"}


async def test_a_letter_that_hangs_while_the_audience_is_frozen_is_corrected_when_it_has_arrived(
    network: Network, mails: MailChannel, post: MailSimulator
) -> None:
    for name in ("anna", "bilal"):
        await network.person(name, mail=f"{name}@example.org")
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with network.database.write() as session:
        rows = (await departures.due(session, "mail", network.clock.now(), 1, bulk=True)).rows
        await outbox.claim(session, [row.id for row in rows], "another process", network.clock.now())
    correction = await corrected(network, first)
    network.clock.advance(SOON)
    await beat(network)
    assert await rows_of(network, correction) == {}
    async with network.database.write() as session:
        assert await outbox.arrived(session, [row.id for row in rows], "another process", network.clock.now())
    async with on_the_way(network, mails) as way:
        await later(network, way)
    # The first letter to Anna left by the other process.
    assert [letter.subject for letter in await post.letters("anna@example.org")] == ["Berichtigt: Kasse"]
    (letter,) = await post.letters("bilal@example.org")
    assert letter.subject == "Kasse"
    assert NEW in letter.text
    assert OLD not in letter.text


async def test_uncertain_failed_and_skipped_ones_get_no_correction(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, name) for name in ("Anna", "Bilal", "Carla", "Dita", "Emre")]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with network.database.write() as session:
        outcomes = ("sent", "uncertain", "failed", "skipped", "sent")
        states = dict(zip([str(phone.id) for phone in phones], outcomes, strict=True))
        for row in await session.scalars(select(Outgoing).where(Outgoing.announcement_id == first.id)):
            row.state = states[row.address]
        left = await people.by_address(session, "telegram", str(phones[4].id))
        assert left
        await people.leave(session, left, "chat", network.clock.now())
    correction = await corrected(network, first)
    network.clock.advance(SOON)
    await beat(network)
    assert set(await rows_of(network, correction)) == {str(phones[0].id)}


async def test_only_the_line_goes_where_the_text_stays_and_others_read_it_above_the_text(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(8)]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        had = [phone for phone in phones if texts(phone)]
        await corrected(network, first, text=None)
        await later(network, way)
    for phone in phones:
        assert texts(phone) == ([OLD, LINE] if phone in had else [f"Ein anderer Ort. {OLD}"])


async def test_a_correction_of_a_correction_reaches_everybody_who_read_anything_old(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(12)]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        second = await corrected(network, first)
        await way.later(SOON)
        await beat(network)
        await way.settled()  # some have the first correction, some the new text, some nothing
        third = await corrected(network, second, change="Auch der Tag.", text="Am Mittwoch.")
        await later(network, way)
        await later(network, way)
    last = "Berichtigt: Auch der Tag. Am Mittwoch."
    seen = Counter(tuple(texts(phone)) for phone in phones)
    assert set(seen) <= {
        (OLD, last), (OLD, f"{LINE} {NEW}", last), (NEW, last), ("Am Mittwoch.",),
    }  # fmt: skip
    assert seen["Am Mittwoch.",] > 0
    assert sum(number for read, number in seen.items() if read[0] == OLD) == len(await rows_of(network, second))
    assert (await announcement(network, second)).state == "cancelled"
    assert (await announcement(network, third)).corrects_id == first.id
    assert (await announcement(network, third)).state == (await announcement(network, first)).state == "done"


async def test_nothing_can_be_corrected_that_nobody_got_or_that_is_about_to_be(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>", in_=SOON)
    async with network.database.write() as session:
        with pytest.raises(NotCorrectable):
            await amendments.begin(session, await session.get_one(Announcement, first.id))
    async with on_the_way(network, chats) as way:
        await way.later(SOON)
        await corrected(network, first)
        async with network.database.write() as session:
            with pytest.raises(NotCorrectable):
                await amendments.begin(session, await session.get_one(Announcement, first.id))


async def test_of_two_that_correct_the_same_the_second_is_asked_to_look_again(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        editor = await an_editor(network)
        async with network.database.write() as session:
            wrong = await session.get_one(Announcement, first.id)
            instead = {"subject": "Kasse", "html": "<p>Anders.</p>", "post": "<p>Anders.</p>"}
            slow = await amendments.draft(
                session, editor, wrong, change="Anders", subject="Berichtigt: Kasse", html="<p>Anders.</p>",
                instead=instead, door="chat", now=network.clock.now(),
            )  # fmt: skip
        await corrected(network, first)
        await later(network, way)
        async with network.database.write() as session:
            with pytest.raises(NotCorrectable):
                await amendments.release(
                    session, await session.get_one(Announcement, slow.id), editor, release_at=network.clock.now()
                )


async def test_a_correction_that_is_halted_is_a_draft_and_what_it_corrects_still_waits(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(8)]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        had = [phone for phone in phones if texts(phone)]
        correction = await corrected(network, first)
        async with network.database.write() as session:
            await dispatch.halt(session, await session.get_one(Announcement, correction.id), network.clock.now())
        await later(network, way)
    assert [phone for phone in phones if texts(phone)] == had
    assert [(await announcement(network, one)).state for one in (first, correction)] == ["paused", "draft"]
    assert (await announcement(network, first)).html == f"<p>{OLD}</p>"


async def test_what_failures_paused_stays_paused_but_those_who_had_it_are_told(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(8)]
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        had = [phone for phone in phones if texts(phone)]
        async with network.database.write() as session:
            await dispatch.pause(session, await session.get_one(Announcement, first.id), "blocked")
        await corrected(network, first)
        await later(network, way)
    assert [texts(phone) for phone in phones] == [[OLD, f"{LINE} {NEW}"] if phone in had else [] for phone in phones]
    assert (await announcement(network, first)).state == "paused"


async def test_a_post_in_the_public_channel_is_changed_where_it_stands(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    channel = messenger.channel("@netz_kreis")
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>", channel="@netz_kreis")
    async with on_the_way(network, chats) as way:
        await way.later(5)
        assert texts(channel) == [OLD]
        for change, text in (("Ein anderer Ort.", NEW), ("Auch der Tag.", "Am Mittwoch.")):
            first = await corrected(network, first, change=change, text=text)
            await later(network, way)
            assert texts(channel) == [f"Berichtigt: {change} {text}"]
    assert len(messenger.called("editMessageText")) == 2


async def test_the_text_below_a_photo_is_changed_and_the_photo_stays(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    channel = messenger.channel("@netz_kreis")
    photo = Attached("photo", "plakat.jpg", "image/jpeg", len(JPEG), content=JPEG)
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>", channel="@netz_kreis", files=[photo])
    async with on_the_way(network, chats) as way:
        await way.later(5)
        await corrected(network, first, text=None)
        await later(network, way)
    (post,) = channel.from_bot
    assert (_last_line(post), len(post.files)) == (f"{LINE} {OLD}", 1)


async def test_a_post_of_two_messages_is_followed_by_a_new_one_since_only_the_second_could_be_changed(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    channel = messenger.channel("@netz_kreis")
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", "<p>Sehr lang.</p>" * 500, channel="@netz_kreis")
    async with on_the_way(network, chats) as way:
        await way.later(5)
        await way.later(5)
        before = [message.text for message in channel.from_bot]
        assert len(before) == 2
        await corrected(network, first)
        await later(network, way)
    assert [message.text for message in channel.from_bot[:2]] == before
    assert texts(channel)[2:] == [f"{LINE} {NEW}"]


@pytest.mark.parametrize("why", ["deleted", "longer than a caption", "another photo"])
async def test_a_post_that_cannot_be_changed_is_followed_by_a_new_one(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, why: str
) -> None:
    channel = messenger.channel("@netz_kreis")
    photo = Attached("photo", "plakat.jpg", "image/jpeg", len(JPEG), content=JPEG)
    await a_phone(messenger, network, "Anna")
    first = await network.release("Kasse", f"<p>{OLD}</p>", channel="@netz_kreis", files=[photo])
    text = "Sehr lang. " * 120 if why == "longer than a caption" else NEW
    async with on_the_way(network, chats) as way:
        await way.later(5)
        if why == "deleted":
            channel.delete(channel.from_bot[0])
        other = Attached("photo", "neu.jpg", "image/jpeg", len(JPEG), content=JPEG)
        await corrected(network, first, text=text, files=[other] if why == "another photo" else None)
        await later(network, way)
    posts = channel.from_bot if why == "deleted" else channel.from_bot[1:]
    assert text.strip() in " ".join(message.text for message in posts)
    assert sum(bool(message.files) for message in posts) == 1


async def test_a_chat_that_was_blocked_since_hears_of_the_correction_by_mail(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone = messenger.person("Anna")
    await phone.says("/start")
    anna = await network.person("Anna", chat=phone.id, mail="anna@example.org")
    async with network.database.write() as session:
        await people.choose_channels(session, await session.get_one(Person, anna.id), {"telegram"})
    first = await network.release("Kasse", f"<p>{OLD}</p>")
    async with on_the_way(network, chats) as way:
        await way.settled()
        await phone.blocks()
        correction = await corrected(network, first)
        await later(network, way)
    assert await rows_of(network, correction) == {str(phone.id): "failed", "anna@example.org": "queued"}


async def test_files_of_the_correction_take_the_place_of_the_old_ones_for_newcomers(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phones = [await a_phone(messenger, network, f"Kontakt {number}") for number in range(8)]
    old = Attached("document", "alt.pdf", "application/pdf", 4, content=b"%PDF")
    new = Attached("document", "neu.pdf", "application/pdf", 4, content=b"%NEW")
    first = await network.release("Kasse", f"<p>{OLD}</p>", files=[old])
    async with on_the_way(network, chats) as way:
        await way.settled()
        had = [phone for phone in phones if texts(phone)]
        await corrected(network, first, files=[new])
        await later(network, way, timedelta(minutes=3))
    for phone in set(phones) - set(had):
        files = [file.name for message in phone.chat.from_bot for file in message.files]
        assert files == ["neu.pdf"]
