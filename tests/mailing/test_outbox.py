"""The way out keeps its promises: each once, answers first, nothing at night, nothing to whoever left."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text as sql
from telegram import Bot
from telegram.request import HTTPXRequest

from mailing.channels import AccountRefused
from mailing.channels.mail import MailChannel
from mailing.channels.telegram import TelegramChannel
from mailing.turn import GROUP
from simulator.botapi.people import Person as Phone
from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from storage import announcements, departures, dispatch, keys, outbox, people
from storage.people import Person
from tests.clock import TestClock
from tests.mailing.network import Network, an_office, on_the_way


async def a_phone(messenger: TelegramSimulator, name: str) -> Phone:
    """Somebody who has started the bot."""
    phone = messenger.person(name)
    await phone.says("/start")
    return phone


async def a_contact(
    messenger: TelegramSimulator, network: Network, name: str, mail: str | None = None
) -> tuple[Phone, Person]:
    """Somebody with a phone who is on the list, with this name."""
    phone = await a_phone(messenger, name)
    return phone, await network.person(name, chat=phone.id, mail=mail)


def texts(phone: Phone) -> list[str]:
    return [message.text for message in phone.chat.from_bot]


async def test_everybody_gets_it_once(messenger: TelegramSimulator, network: Network, chats: TelegramChannel) -> None:
    contacts = [await a_contact(messenger, network, f"Kontakt {number}") for number in range(40)]
    await network.release("Hilden: Elterncafé", "<p>Am Dienstag.</p>")
    async with on_the_way(network, chats) as way:
        await way.until(network.clock.now() + timedelta(seconds=20))
    assert [texts(phone) for phone, _ in contacts] == [
        ["Hilden: Elterncafé\n\nAm Dienstag.\n\n/stop beendet alles."]
    ] * 40
    assert await network.states() == ["sent"] * 40


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_more_than_25_leave_within_a_second(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    for number in range(60):
        await a_contact(messenger, network, f"Kontakt {number}")
    await network.release()
    begin = network.clock.now()
    async with on_the_way(network, chats) as way:
        for passed in (1, 2):
            await way.until(begin + timedelta(seconds=passed - 0.01))
            left = len(messenger.called("sendMessage"))
            assert 20 * passed <= left <= 25 * passed
        await way.until(begin + timedelta(seconds=3))
    assert len(messenger.called("sendMessage")) == 60


async def test_answers_overtake_announcements(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    contacts = [await a_contact(messenger, network, f"Kontakt {number}") for number in range(20)]
    await network.release()
    phone, last = contacts[-1]
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert len(messenger.called("sendMessage")) < 20
        await network.say(last, "Ihre Frage ist angekommen.")
        await way.settled()
        assert texts(phone) == ["Ihre Frage ist angekommen."]
        await way.later(20)


async def test_messages_to_one_chat_keep_their_order(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    for number in range(5):
        await network.say(anna, f"Satz {number}")
    messenger.fail("sendMessage", status=500)
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert texts(phone) == []
        await way.until(network.clock.now() + timedelta(seconds=6))
    assert texts(phone) == [f"Satz {number}" for number in range(5)]


async def test_the_next_message_to_a_chat_waits_for_the_one_before(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    _, anna = await a_contact(messenger, network, "Anna Kaya")
    trouble = messenger.hang("sendMessage")
    await network.say(anna, "eins")
    async with on_the_way(network, chats) as way:
        await trouble.met()
        await network.say(anna, "zwei")
        way.outbox.wake()
        await network.clock.falls_asleep()
        assert await network.states() == ["claimed", "queued"]
        trouble.end()
        await way.settled()
    assert await network.states() == ["sent", "sent"]


async def test_three_answers_to_one_chat_may_leave_at_once_and_the_next_waits(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    for number in range(5):
        await network.say(anna, f"Satz {number}")
    begin = network.clock.now()
    async with on_the_way(network, chats) as way:
        await way.until(begin + timedelta(seconds=2.9))
        assert len(texts(phone)) == 3
        await way.until(begin + timedelta(seconds=4))
    assert texts(phone) == [f"Satz {number}" for number in range(5)]


async def test_of_two_announcements_the_second_comes_to_a_chat_a_second_later(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, _ = await a_contact(messenger, network, "Anna Kaya")
    await network.release("Hilden: Elterncafé")
    await network.release("Haan: Flohmarkt")
    begin = network.clock.now()
    async with on_the_way(network, chats) as way:
        await way.until(begin + timedelta(seconds=0.9))
        assert len(texts(phone)) == 1
        await way.until(begin + timedelta(seconds=2))
    assert len(texts(phone)) == 2


async def test_no_more_than_eight_requests_are_on_their_way(messenger: TelegramSimulator, network: Network) -> None:
    for number in range(12):
        _, person = await a_contact(messenger, network, f"Kontakt {number}")
        await network.say(person, "Guten Tag")
    await network.release()
    trouble = messenger.hang("sendMessage", times=None)
    roomy, base = HTTPXRequest(connection_pool_size=30, pool_timeout=10), f"{messenger.url}/bot"
    async with Bot(messenger.token, base, request=roomy) as bot:
        chats = TelegramChannel(bot, network.database, network.office, network.clock, timeout=10)
        async with on_the_way(network, chats) as way:
            await trouble.met(8)
            with pytest.raises(AssertionError):
                await trouble.met(9, timeout=0.3)
            trouble.end()
            await way.until(network.clock.now() + timedelta(seconds=10))
    assert await network.states() == ["sent"] * 24


async def test_a_slow_chat_holds_up_nobody_else(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    slow, anna = await a_contact(messenger, network, "Anna Kaya")
    phone, sami = await a_contact(messenger, network, "Sami Haddad")
    trouble = messenger.hang("sendMessage", chat=slow)
    await network.say(anna, "Guten Tag")
    await network.say(sami, "Guten Tag")
    async with on_the_way(network, chats) as way:
        await phone.reads("Guten Tag")
        trouble.end()
        await way.settled()
    assert texts(slow) == ["Guten Tag"]


async def test_nothing_leaves_before_its_time(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, _ = await a_contact(messenger, network, "Anna Kaya")
    await network.release(in_=timedelta(minutes=2))
    async with on_the_way(network, chats) as way:
        await way.later(119)
        assert texts(phone) == []
        await way.later(1)
    assert len(texts(phone)) == 1


async def test_at_night_only_answers_leave(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    late = datetime(2027, 4, 13, 19, 30, tzinfo=UTC)  # 21:30 in Berlin
    network.clock.advance(late - network.clock.now())
    await network.release()
    await network.say(anna, "Ihre Frage ist angekommen.")
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert texts(phone) == ["Ihre Frage ist angekommen."]
        await way.later(timedelta(hours=10, minutes=29))
        assert len(texts(phone)) == 1
        await way.later(timedelta(minutes=1))
    assert len(texts(phone)) == 2


async def test_whoever_leaves_in_the_middle_gets_nothing_more(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    contacts = [await a_contact(messenger, network, f"Kontakt {number}") for number in range(8)]
    phone, last = contacts[-1]
    await network.release()
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert (await network.states()).count("sent") == 5
        async with network.database.write() as session:
            await people.leave(session, await session.get_one(Person, last.id), "chat", network.clock.now())
        await way.later(5)
    assert texts(phone) == []
    assert [(row.state, row.reason) for row in await network.rows()] == [("sent", None)] * 7 + [("skipped", "left")]


async def test_who_blocked_the_bot_is_paused_and_hears_by_mail(
    messenger: TelegramSimulator, post: MailSimulator, network: Network, chats: TelegramChannel, mails: MailChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya", mail="anna@verein.example.org")
    async with network.database.write() as session:
        await people.choose_channels(session, await session.get_one(Person, anna.id), {"telegram"})
    await network.release("Hilden: Elterncafé")
    await phone.blocks()
    async with on_the_way(network, chats) as by_chat, on_the_way(network, mails) as by_mail:
        await by_chat.settled()
        await by_mail.settled()
    assert [(row.channel, row.state, row.reason) for row in await network.rows()] == [
        ("telegram", "failed", "blocked"),
        ("mail", "sent", None),
    ]
    assert [letter.subject for letter in await post.letters("anna@verein.example.org")] == ["Hilden: Elterncafé"]
    async with network.database.read() as session:
        addresses = (await session.get_one(Person, anna.id)).addresses
        assert [(a.channel, a.paused_because) for a in addresses] == [("telegram", "blocked"), ("mail", None)]


async def test_who_blocked_the_bot_after_the_release_hears_by_mail(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya", mail="anna@verein.example.org")
    async with network.database.write() as session:
        await people.choose_channels(session, await session.get_one(Person, anna.id), {"telegram"})
    await network.release(in_=timedelta(minutes=2))
    async with network.database.write() as session:
        await people.pause(session, "telegram", str(phone.id), "blocked", network.clock.now())
    async with on_the_way(network, chats) as way:
        await way.later(timedelta(minutes=3))
    by_chat, by_mail = await network.rows()
    assert (by_chat.state, by_chat.reason) == ("skipped", "blocked")
    assert by_mail.channel == "mail"


async def test_a_halt_lasts_to_the_second_and_across_a_restart(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    contacts = [await a_contact(messenger, network, f"Kontakt {number}") for number in range(3)]
    messenger.fail("sendMessage", status=429, retry_after=3600)
    await network.say(contacts[0][1], "Guten Tag")
    async with on_the_way(network, chats) as way:
        await way.settled()
        await network.say(contacts[1][1], "Guten Tag")
        await way.settled()
    assert len(messenger.called("sendMessage")) == 1
    async with on_the_way(network, chats) as way:
        await way.later(3599)
        assert len(messenger.called("sendMessage")) == 1
        await way.later(1)
    assert [texts(phone) for phone, _ in contacts] == [["Guten Tag"], ["Guten Tag"], []]


async def test_a_crowded_chat_halts_only_itself(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    other, sami = await a_contact(messenger, network, "Sami Haddad")
    async with on_the_way(network, chats) as way:
        await network.say(anna, "eins")
        await way.settled()
        messenger.fail("sendMessage", chat=phone, status=429, retry_after=60)
        await network.say(anna, "zwei")
        await way.settled()
        await network.say(sami, "Guten Tag")
        await way.settled()
        assert (texts(phone), texts(other)) == (["eins"], ["Guten Tag"])
        await way.later(60)
    assert texts(phone) == ["eins", "zwei"]


async def test_what_was_on_its_way_in_a_crash_is_settled(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    await a_contact(messenger, network, "Anna Kaya")
    await network.release()
    phone, sami = await a_contact(messenger, network, "Sami Haddad")
    await network.say(sami, "Guten Tag")
    async with network.database.write() as session:
        for bulk in (False, True):
            rows = (await departures.due(session, "telegram", network.clock.now(), 10, bulk=bulk)).rows
            await outbox.claim(session, [row.id for row in rows], "dead", network.clock.now())
    async with on_the_way(network, chats) as way:
        await way.settled()
    announced, said = await network.rows()
    assert (announced.state, announced.reason) == ("uncertain", "crashed")
    assert (said.state, said.maybe_repeated) == ("sent", True)
    assert texts(phone) == ["Guten Tag"]


async def test_a_letter_that_was_on_its_way_in_a_crash_goes_again_under_its_message_id(
    post: MailSimulator, network: Network, mails: MailChannel
) -> None:
    await network.person("Anna Kaya", mail="anna@verein.example.org")
    await network.release()
    async with network.database.write() as session:
        rows = (await departures.due(session, "mail", network.clock.now(), 10, bulk=True)).rows
        await outbox.claim(session, [row.id for row in rows], "dead", network.clock.now())
    async with on_the_way(network, mails) as way:
        await way.settled()
    (row,) = await network.rows()
    assert (row.state, row.maybe_repeated) == ("sent", True)
    assert [letter.message_id for letter in await post.letters("anna@verein.example.org")] == [f"<{row.message_id}>"]


async def test_nobody_knows_whether_an_announcement_without_an_answer_arrived(
    messenger: TelegramSimulator, network: Network, bot: object
) -> None:
    phone, _ = await a_contact(messenger, network, "Anna Kaya", mail="anna@verein.example.org")
    hasty = TelegramChannel(bot, network.database, network.office, network.clock, timeout=0.5)  # type: ignore[arg-type]
    messenger.hang("sendMessage", after_work=True)
    await network.release()
    async with on_the_way(network, hasty) as way:
        await way.settled()
        await way.later(timedelta(days=1))
    assert [row.state for row in await network.rows("telegram")] == ["uncertain"]
    assert len(texts(phone)) == 1
    assert len(await network.rows("mail")) == 1


async def test_an_answer_without_an_answer_is_sent_again(
    messenger: TelegramSimulator, network: Network, bot: object
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    hasty = TelegramChannel(bot, network.database, network.office, network.clock, timeout=0.5)  # type: ignore[arg-type]
    messenger.hang("sendMessage")
    await network.say(anna, "Guten Tag")
    async with on_the_way(network, hasty) as way:
        await way.settled()
        await way.later(2)
    assert texts(phone) == ["Guten Tag"]
    assert [(row.state, row.maybe_repeated) for row in await network.rows()] == [("sent", True)]


async def test_while_the_messenger_is_gone_everything_waits(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    await network.release()
    await network.say(anna, "Guten Tag")
    await messenger.stop()
    async with on_the_way(network, chats) as way:
        await way.settled()
        assert set(await network.states()) <= {"queued", "retry"}
        await messenger.start()
        await way.until(network.clock.now() + timedelta(seconds=70))
    assert texts(phone)[0] == "Guten Tag"
    assert await network.states() == ["sent", "sent"]


async def test_a_group_that_moved_is_known_under_its_new_id(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone = await a_phone(messenger, "Mitarbeiterin Vogt")
    group = messenger.group("Team", phone)
    await phone.adds_bot(group)
    staff = await network.person("Team", chat=group.id)
    async with network.database.write() as session:
        await keys.remember(session, GROUP, str(group.id))
    moved = messenger.upgrade(group)
    await network.say(staff, "Neue Frage", kind="notice")
    async with on_the_way(network, chats) as way:
        await way.settled()
    assert [message.text for message in moved.from_bot] == ["Neue Frage"]
    async with network.database.read() as session:
        assert await keys.recall(session, GROUP) == str(moved.id)
        assert await people.by_address(session, "telegram", str(moved.id))


@pytest.mark.parametrize("name", [None, "@netz_mettmann"], ids=["group", "channel"])
async def test_a_group_and_a_channel_get_18_messages_a_minute(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel, name: str | None
) -> None:
    phone = await a_phone(messenger, "Mitarbeiterin Vogt")
    group = messenger.channel(name, phone) if name else messenger.group("Verein", phone)
    if not name:
        await phone.adds_bot(group)
    team = await network.person("Verein", chat=name or group.id)
    for _ in range(20):
        await network.say(team, "Einladung", kind="post")
    begin = network.clock.now()
    async with on_the_way(network, chats) as way:
        await way.until(begin + timedelta(seconds=59))
        assert len(group.from_bot) == 18
    async with on_the_way(network, TelegramChannel(chats._bot, network.database, network.office, network.clock)) as way:
        await way.settled()
        assert len(group.from_bot) == 18
        await way.until(begin + timedelta(seconds=65))
    assert len(group.from_bot) == 20


async def test_a_refused_token_stops_the_way_loudly(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    _, anna = await a_contact(messenger, network, "Anna Kaya")
    await network.say(anna, "Guten Tag")
    messenger.fail("sendMessage", status=401)
    with pytest.raises(AccountRefused):
        async with on_the_way(network, chats) as way:
            await asyncio.wait({way.task})
    assert await network.states() == ["retry"]


async def test_outcomes_outlive_a_database_that_fails(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, anna = await a_contact(messenger, network, "Anna Kaya")
    await network.say(anna, "Guten Tag")
    trouble = messenger.hang("sendMessage")
    async with on_the_way(network, chats) as way:
        await trouble.met()
        async with network.database.write() as session:
            await session.execute(sql("ALTER TABLE outbox RENAME TO away"))
        trouble.end()
        await network.clock.falls_asleep()
        async with network.database.write() as session:
            await session.execute(sql("ALTER TABLE away RENAME TO outbox"))
        await way.later(30)
    assert texts(phone) == ["Guten Tag"]
    assert await network.states() == ["sent"]


async def test_what_many_had_before_its_turn_is_halted_by_the_sender(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    phone, _ = await a_contact(messenger, network, "Anna Kaya")
    announcement = await network.release(in_=timedelta(minutes=2))
    async with on_the_way(network, chats) as way:
        await way.later(60)
        async with network.database.write() as session:
            known = await announcements.get(session, announcement.id)
            assert known
            assert await dispatch.halt(session, known, network.clock.now()) == 0
        await way.later(600)
    assert texts(phone) == []
    assert await network.rows() == []


async def test_the_last_good_answer_is_remembered(
    messenger: TelegramSimulator, network: Network, chats: TelegramChannel
) -> None:
    _, anna = await a_contact(messenger, network, "Anna Kaya")
    await network.say(anna, "Guten Tag")
    async with on_the_way(network, chats) as way:
        await way.settled()
    async with network.database.read() as session:
        assert await keys.recall(session, "last_good:telegram-send") == network.clock.now().isoformat()


async def test_quiet_hours_may_be_none(
    messenger: TelegramSimulator, database: object, clock: TestClock, bot: object
) -> None:
    network = Network(database, an_office(quiet_hours=None), clock)  # type: ignore[arg-type]
    phone, _ = await a_contact(messenger, network, "Anna Kaya")
    clock.advance(timedelta(hours=12))
    await network.release()
    channel = TelegramChannel(bot, network.database, network.office, clock)  # type: ignore[arg-type]
    async with on_the_way(network, channel) as way:
        await way.settled()
    assert len(texts(phone)) == 1
