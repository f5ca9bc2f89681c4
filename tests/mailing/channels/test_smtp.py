"""Letters are handed over on as few connections as can be, and none pays for what is wrong with a connection."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP

from mailing.channels.smtp import Handover, Lost, Refused, SmtpServer, Unreachable, send
from simulator.mail import MailSimulator
from tests.certificate import self_signed
from tests.daemon import free_port
from tests.faults.proxy import Proxy
from tests.mailing.channels.odd_server import Odd, OddServer, Step, listening
from tests.mailing.channels.pile import HOUSE, OFFICE, Pile, content, letter, recipient, sending
from tests.postfix import Postfix, SmtpSink

ANNA = "anna@verein.example.org"


def to_anna(number: int = 1) -> Handover:
    return Handover(OFFICE, ANNA, (content(number),), number)


def server(post: MailSimulator, **more: str) -> SmtpServer:
    return SmtpServer("127.0.0.1", post.smtp_port, "none", **more)


async def test_a_letter_arrives_as_it_was_written(post: MailSimulator) -> None:
    await send(server(post), HOUSE, letter(1), seconds=5, final_dot=5)
    (arrived,) = await post.letters(recipient(1))
    assert arrived.raw.endswith(content(1))
    assert arrived.raw.startswith(b"Return-Path: <netz+bounce-1@kreis.example.org>")


async def test_a_single_letter_leaves_no_connection_behind() -> None:
    odd = OddServer()
    async with listening(odd):
        await send(SmtpServer("127.0.0.1", odd.port, "none"), HOUSE, letter(1), seconds=5, final_dot=5)
        assert odd.commands == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


async def test_what_became_of_a_single_letter_is_said(post: MailSimulator) -> None:
    post.fail("rcpt", 550)
    with pytest.raises(Refused) as refusal:
        await send(server(post), HOUSE, letter(1), seconds=5, final_dot=5)
    assert (refusal.value.stage, refusal.value.code) == ("rcpt", 550)
    post.fail("data", "hang")
    with pytest.raises(Lost) as loss:
        await send(server(post), HOUSE, letter(1), seconds=5, final_dot=0.2)
    assert loss.value.in_doubt
    await post.down()
    with pytest.raises(Unreachable):
        await send(server(post), HOUSE, letter(1), seconds=5, final_dot=5)


async def test_letters_to_a_post_office_on_several_connections(post: MailSimulator) -> None:
    pile = Pile(*(to_anna(number) for number in range(200)))
    async with sending(pile, post.smtp_port, connections=4, mails_per_connection=20):
        assert await pile.settled() == dict.fromkeys(range(200), "sent")
    arrived = [letter.message_id for letter in await post.letters(ANNA)]
    assert sorted(arrived) == sorted(f"<{number}@kreis.example.org>" for number in range(200))


@pytest.mark.parametrize(
    ("at", "how", "outcome"),
    [
        ("rcpt", 421, "rcpt 421"),
        ("rcpt", "drop", "lost"),
        ("data", 554, "data 554"),
        ("data", "drop-before-dot", "in doubt"),
        ("data", "drop-after-dot", "in doubt"),
        ("data", "hang", "in doubt"),
    ],
)
async def test_what_went_wrong_is_said_and_the_next_letter_leaves(
    post: MailSimulator, at: str, how: str | int, outcome: str
) -> None:
    post.fail(at, how)  # type: ignore[arg-type]
    pile = Pile(letter(1), letter(2))
    async with sending(pile, post.smtp_port, final_dot=0.3):
        assert await pile.settled() == {1: outcome, 2: "sent"}
    assert len(await post.letters(recipient(1))) == (how == "drop-after-dot")
    assert len(await post.letters(recipient(2))) == 1


async def test_refused_addresses_among_many(post: MailSimulator) -> None:
    refused = Handover(OFFICE, "permerror@verein.example.org", (content(2),), 2)
    pile = Pile(letter(1), refused, letter(3), letter(4))
    async with sending(pile, post.smtp_port):
        assert await pile.settled() == {1: "sent", 2: "rcpt 550", 3: "sent", 4: "sent"}


async def test_a_connection_is_opened_for_a_letter_and_not_before() -> None:
    odd, pile = OddServer(), Pile()
    async with listening(odd), sending(pile, odd.port, connections=4) as connections:
        connections.poke()
        for number in (1, 2, 3):
            pile.add(letter(number))
            connections.poke()
            await pile.settled()
        assert len(odd.connections) == 1


async def test_no_more_connections_than_allowed_and_the_first_alone_until_it_stands() -> None:
    odd = OddServer()
    odd.at("EHLO", Odd.HANG)
    odd.always("dot", Odd.HANG)
    pile = Pile(*(letter(number) for number in range(20)))
    async with listening(odd), sending(pile, odd.port, connections=3, final_dot=5) as connections:
        await odd.until(lambda odd: odd.hangs)
        assert (len(pile.taken), len(odd.connections)) == (1, 1)
        odd.connections[0].go_on(b"250-odd.example.org\r\n250 PIPELINING\r\n")
        await odd.until(lambda odd: len(odd.whole) == 3)
        connections.poke()
        await asyncio.sleep(0)
        assert (len(pile.taken), odd.open_connections) == (6, 3)


async def test_a_server_that_is_away_is_asked_once_for_each_letter_and_no_letter_is_kept() -> None:
    pile = Pile(letter(1), letter(2))
    async with sending(pile, free_port(), connections=4):
        assert await pile.settled() == {1: "unreachable", 2: "unreachable"}


async def test_a_name_that_cannot_be_said_keeps_no_letter(post: MailSimulator) -> None:
    with pytest.raises(Unreachable):
        await send(server(post), "kreis-müller.example.org", letter(1), seconds=5, final_dot=5)


async def test_a_server_that_comes_back_gets_what_comes_then(post: MailSimulator) -> None:
    pile = Pile(letter(1))
    async with sending(pile, post.smtp_port) as connections:
        await pile.settled()
        await post.down()
        pile.add(letter(2))
        connections.poke()
        await pile.settled()
        await post.up()
        pile.add(letter(3))
        connections.poke()
        assert await pile.settled() == {1: "sent", 2: "unreachable", 3: "sent"}


@pytest.mark.parametrize("how", ["421 4.7.0 Too many connections", Odd.CUT])
async def test_a_server_that_allows_fewer_connections_costs_no_letter(how: Odd | str) -> None:
    odd = OddServer()
    for nth in range(3, 10):
        odd.at("greeting", how, nth)
    odd.at("dot", Odd.HANG)
    pile = Pile(*(letter(number) for number in range(1, 31)))
    async with listening(odd), sending(pile, odd.port, connections=4):
        await pile.until(lambda pile: len(pile.back) == 28)
        odd.connections[0].go_on(b"250 2.0.0 Ok\r\n")
        assert set((await pile.settled()).values()) == {"sent"}
    assert len(odd.connections) == 4


async def test_after_a_rest_as_many_connections_are_tried_again_as_allowed() -> None:
    odd = OddServer()
    odd.at("greeting", "421 4.7.0 Too many connections", 2)
    pile = Pile(*(letter(number) for number in range(1, 31)))
    async with listening(odd), sending(pile, odd.port, connections=2) as connections:
        await pile.settled()
        assert len(odd.connections) == 2
        await connections.rest()
        pile.add(*(letter(number) for number in range(31, 61)))
        connections.poke()
        assert set((await pile.settled()).values()) == {"sent"}
    assert len(odd.connections) == 4


async def test_when_one_connection_shows_that_pipelining_is_not_kept_the_others_are_left() -> None:
    odd = OddServer()
    odd.at("dot", Odd.HANG)
    odd.at("DATA", "503 5.5.1 Bad sequence of commands", 6)
    pile = Pile(*(letter(number) for number in range(1, 21)))
    async with listening(odd), sending(pile, odd.port, connections=2):
        await pile.until(lambda pile: len(pile.back) == 18)
        pile.add(letter(21))
        odd.connections[0].go_on(b"250 2.0.0 Ok\r\n")
        assert set((await pile.settled()).values()) == {"sent"}
    assert [connection.commands.count("MAIL") for connection in odd.connections] == [2, 5, 15]
    assert {connection.commands[-1] for connection in odd.connections} == {"DATA", "QUIT"}
    assert len(odd.whole) == 21


async def test_an_idle_connection_takes_a_letter_rather_than_one_that_waits() -> None:
    odd = OddServer()
    odd.at("dot", Odd.HANG, 1)
    odd.at("dot", Odd.HANG, 3)
    pile = Pile(letter(1), letter(2), letter(3))
    async with listening(odd), sending(pile, odd.port, connections=2) as connections:
        await pile.until(lambda pile: pile.back)
        assert pile.outcomes == {3: "sent"}
        odd.connections[0].go_on(b"250 2.0.0 Ok\r\n")
        await odd.until(lambda odd: len(odd.whole) == 3)
        pile.add(letter(4))
        connections.poke()
        await pile.until(lambda pile: len(pile.back) == 3)
        assert pile.outcomes == {3: "sent", 1: "sent", 4: "sent"}


async def test_a_greeting_that_refuses_is_said_by_the_door() -> None:
    odd = OddServer()
    odd.at("greeting", "554 5.7.1 You are on a list")
    pile = Pile(letter(1), letter(2))
    async with listening(odd), sending(pile, odd.port):
        assert await pile.settled() == {1: "door 554", 2: "sent"}


async def test_resting_takes_leave_where_nothing_is_on_its_way() -> None:
    odd = OddServer()
    odd.at("dot", Odd.HANG, 2)
    pile = Pile(letter(1))
    async with listening(odd), sending(pile, odd.port, connections=2) as connections:
        await pile.settled()
        await connections.rest()
        assert odd.connections[0].commands[-1] == "QUIT"
        pile.add(letter(2))
        connections.poke()
        await odd.until(lambda odd: odd.hangs)
        await connections.rest()
        assert odd.connections[1].commands[-1] == "DATA"


async def test_a_server_that_does_not_answer_to_quit_is_left_all_the_same() -> None:
    odd = OddServer()
    odd.at("QUIT", Odd.HANG)
    pile = Pile(letter(1))
    async with listening(odd), sending(pile, odd.port, seconds=0.1) as connections:
        await pile.settled()
        async with asyncio.timeout(2):
            await connections.rest()


@pytest.mark.parametrize(
    ("step", "outcomes"),
    [("EHLO", {1: "lost"}), ("MAIL", {1: "lost"}), ("dot", {1: "in doubt", 2: "lost"})],
)
async def test_closing_leaves_no_letter_without_an_outcome(step: Step, outcomes: dict[int, str]) -> None:
    odd, pile = OddServer(), Pile(*(letter(number) for number in range(1, 9)))
    odd.at(step, Odd.HANG)
    async with listening(odd), sending(pile, odd.port) as connections:
        await odd.until(lambda odd: odd.hangs)
        await connections.close()
        assert pile.outcomes == outcomes
        connections.poke()
        await asyncio.sleep(0)
        assert pile.taken == list(outcomes)


async def test_closing_at_any_moment_leaves_no_letter_and_no_connection() -> None:
    pile = Pile()
    for turns in range(80):
        odd, pile = OddServer(), Pile(*(letter(number) for number in range(1, 9)))
        async with listening(odd):
            async with sending(pile, odd.port, connections=3):
                for _ in range(turns):
                    await asyncio.sleep(0)
            assert sorted(pile.outcomes) == sorted(pile.taken)
            await odd.until(lambda odd: not odd.open_connections)
    assert set(pile.outcomes.values()) == {"sent"}


async def test_a_server_that_knows_only_helo_gets_letters_too() -> None:
    odd, pile = OddServer(), Pile(letter(1))
    odd.at("EHLO", "502 5.5.1 Not implemented")
    async with listening(odd), sending(pile, odd.port):
        assert await pile.settled() == {1: "sent"}


async def test_a_password_opens_the_door(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password="p#ss/w?rd@")
    knows_us = server(post, user=OFFICE, password="p#ss/w?rd@")
    await send(knows_us, HOUSE, to_anna(), seconds=5, final_dot=5)
    assert len(await post.letters(ANNA)) == 1


async def test_a_wrong_password_is_our_own_trouble(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password="p#ss/w?rd@")
    with pytest.raises(Refused) as refusal:
        await send(server(post, user=OFFICE, password="wrong"), HOUSE, to_anna(), seconds=5, final_dot=5)
    assert (refusal.value.stage, refusal.value.code) == ("door", 535)


def test_a_password_is_in_no_log() -> None:
    assert "geheim" not in repr(SmtpServer("mail.example.org", 587, "starttls", "netz", "geheim"))


class Letters(Message):
    """aiosmtpd's handler that keeps what it gets, and announces PIPELINING."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    async def handle_EHLO(self, _: object, session: object, __: object, host: str, lines: list[str]) -> list[str]:  # noqa: N802
        session.host_name = host  # type: ignore[attr-defined]
        return [*lines[:-1], "250-PIPELINING", lines[-1]]

    def handle_message(self, message: object) -> None:
        self.subjects.append(message["Message-ID"])  # type: ignore[index]


@asynccontextmanager
async def starttls_server(letters: Letters, context: ssl.SSLContext) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    listener = await loop.create_server(
        lambda: SMTP(letters, hostname="post.example.org", tls_context=context, require_starttls=True, loop=loop),
        "127.0.0.1",
        0,
    )
    async with listener:
        yield listener.sockets[0].getsockname()[1]


async def test_letters_are_pipelined_over_starttls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = await self_signed(tmp_path)
    letters, pile = Letters(), Pile(*(letter(number) for number in range(20)))
    async with starttls_server(letters, context) as port:
        with pytest.raises(Unreachable):
            await send(SmtpServer("127.0.0.1", port, "starttls"), HOUSE, letter(1), seconds=5, final_dot=5)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with sending(pile, port, tls="starttls"):
            assert set((await pile.settled()).values()) == {"sent"}
    assert letters.subjects == [f"<{number}@kreis.example.org>" for number in range(20)]


async def test_letters_are_pipelined_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = await self_signed(tmp_path)
    odd, large = OddServer(), letter(2, *([b"x" * 70 + b"\r\n"] * 50_000))
    odd.at("RCPT", "550 5.1.1 Nobody", 3)
    odd.at("dot", Odd.HANG, 3)
    pile = Pile(letter(1), large, letter(3), letter(4), letter(5))
    async with listening(odd, context):
        with pytest.raises(Unreachable):
            await send(SmtpServer("127.0.0.1", odd.port, "implicit"), HOUSE, letter(1), seconds=5, final_dot=5)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with sending(pile, odd.port, tls="implicit", final_dot=0.3):
            outcomes = await pile.settled()
    assert outcomes == {1: "sent", 2: "sent", 3: "rcpt 550", 4: "in doubt", 5: "sent"}
    assert odd.took[1] == (recipient(2), b"".join(large.content))
    assert b"DATA\r\n" in odd.packets[1][-6:]


async def test_a_connection_that_ends_with_the_answer_to_ehlo_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = await self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    odd, pile = OddServer(), Pile(letter(1), letter(2))
    odd.at("EHLO", Odd.LAST)
    async with listening(odd, context), sending(pile, odd.port, tls="implicit"):
        assert await pile.settled() == {1: "unreachable", 2: "sent"}


async def test_nothing_leaves_unencrypted_where_encryption_was_asked_for(post: MailSimulator) -> None:
    with pytest.raises(Unreachable):
        await send(SmtpServer("127.0.0.1", post.smtp_port, "starttls"), HOUSE, to_anna(), seconds=5, final_dot=5)
    assert await post.letters(ANNA) == []


async def test_ten_thousand_letters_to_the_sink(smtp_sink: SmtpSink) -> None:
    pile = Pile(*(letter(number) for number in range(10_000)))
    async with sending(pile, smtp_sink.port, connections=4):
        outcomes = await pile.settled()
    assert len(outcomes) == 10_000
    assert set(outcomes.values()) == {"sent"}


@pytest.mark.parametrize("hidden", [(), (b"PIPELINING",)], ids=["pipelined", "step-by-step"])
async def test_an_installed_server_takes_letters_and_refuses_addresses(
    postfix: Postfix, post: MailSimulator, dovecot: object, hidden: tuple[bytes, ...]
) -> None:
    no_recipient = Handover(OFFICE, "not a recipient", (content(2),), 2)
    no_sender = Handover("not a sender", ANNA, (content(4),), 4)
    pile = Pile(letter(1), no_recipient, letter(3), no_sender, letter(5))
    async with Proxy(postfix.port, hidden=hidden) as wire, sending(pile, wire.port):
        assert await pile.settled() == {1: "sent", 2: "rcpt 501", 3: "sent", 4: "door 501", 5: "sent"}
