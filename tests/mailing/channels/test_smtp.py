"""A letter is handed over once, on as few connections as can be, and every failure says what it was."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from mailing.channels.smtp import Connections, Lost, Refused, SmtpServer, Unreachable
from simulator.mail import MailSimulator

OFFICE = "netz@kreis.example.org"
ANNA = "anna@verein.example.org"
LETTER = b"From: netz@kreis.example.org\r\nMessage-ID: <1@kreis.example.org>\r\n\r\n.Guten Tag\r\n.\r\nEnde\r\n"


@pytest.fixture
async def connections(post: MailSimulator) -> AsyncIterator[Connections]:
    opened = Connections(server(post), "kreis.example.org", seconds=5, final_dot=0.3)
    yield opened
    await opened.close()


def server(post: MailSimulator, **more: str) -> SmtpServer:
    return SmtpServer("127.0.0.1", post.smtp_port, "none", **more)


def clients(post: MailSimulator) -> set[object]:
    """Who is connected."""
    return set(post._smtp._clients)


async def test_a_letter_arrives_as_it_was_written(post: MailSimulator, connections: Connections) -> None:
    await connections.send("netz+bounce-1@kreis.example.org", ANNA, LETTER)
    (letter,) = await post.letters(ANNA)
    assert letter.raw.endswith(LETTER)
    assert letter.raw.startswith(b"Return-Path: <netz+bounce-1@kreis.example.org>")


async def test_one_connection_serves_many_letters(post: MailSimulator, connections: Connections) -> None:
    await connections.send(OFFICE, ANNA, LETTER)
    first = clients(post)
    for _ in range(4):
        await connections.send(OFFICE, ANNA, LETTER)
    assert clients(post) == first
    assert len(await post.letters(ANNA)) == 5


async def test_letters_side_by_side_have_connections_of_their_own(
    post: MailSimulator, connections: Connections
) -> None:
    await asyncio.gather(*(connections.send(OFFICE, ANNA, LETTER) for _ in range(3)))
    assert len(clients(post)) == 3
    await connections.close()
    assert len(await post.letters(ANNA)) == 3


async def test_a_connection_that_the_server_closed_is_replaced(post: MailSimulator, connections: Connections) -> None:
    await connections.send(OFFICE, ANNA, LETTER)
    await post.down()
    await post.up()
    await connections.send(OFFICE, ANNA, LETTER)
    assert len(await post.letters(ANNA)) == 2


async def test_a_refused_recipient_does_not_end_the_connection(post: MailSimulator, connections: Connections) -> None:
    with pytest.raises(Refused) as refusal:
        await connections.send(OFFICE, "permerror@verein.example.org", LETTER)
    assert (refusal.value.stage, refusal.value.code) == ("rcpt", 550)
    first = clients(post)
    await connections.send(OFFICE, ANNA, LETTER)
    assert clients(post) == first
    assert len(await post.letters(ANNA)) == 1


async def test_a_refused_letter_says_so(post: MailSimulator, connections: Connections) -> None:
    post.fail("data", 554)
    with pytest.raises(Refused) as refusal:
        await connections.send(OFFICE, ANNA, LETTER)
    assert (refusal.value.stage, refusal.value.code) == ("data", 554)


async def test_a_server_that_closes_is_left_alone(post: MailSimulator, connections: Connections) -> None:
    post.fail("rcpt", 421)
    with pytest.raises(Refused):
        await connections.send(OFFICE, ANNA, LETTER)
    await connections.send(OFFICE, ANNA, LETTER)
    assert len(await post.letters(ANNA)) == 1


async def test_a_connection_lost_before_the_letter_leaves_no_doubt(
    post: MailSimulator, connections: Connections
) -> None:
    post.fail("rcpt", "drop")
    with pytest.raises(Lost) as loss:
        await connections.send(OFFICE, ANNA, LETTER)
    assert not loss.value.in_doubt


@pytest.mark.parametrize(("how", "arrived"), [("drop-before-dot", 0), ("drop-after-dot", 1), ("hang", 0)])
async def test_a_connection_lost_with_the_letter_leaves_everybody_in_doubt(
    post: MailSimulator, connections: Connections, how: str, arrived: int
) -> None:
    post.fail("data", how)  # type: ignore[arg-type]
    with pytest.raises(Lost) as loss:
        await connections.send(OFFICE, ANNA, LETTER)
    assert loss.value.in_doubt
    assert len(await post.letters(ANNA)) == arrived


async def test_nobody_at_home(post: MailSimulator, connections: Connections) -> None:
    await post.down()
    with pytest.raises(Unreachable):
        await connections.send(OFFICE, ANNA, LETTER)
    await post.up()
    await connections.send(OFFICE, ANNA, LETTER)


async def test_a_password_opens_the_door(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password="p#ss/w?rd@")
    connections = Connections(server(post, user=OFFICE, password="p#ss/w?rd@"), "kreis.example.org")
    await connections.send(OFFICE, ANNA, LETTER)
    await connections.close()
    assert len(await post.letters(ANNA)) == 1


async def test_a_wrong_password_is_our_own_trouble(post: MailSimulator) -> None:
    post.mailbox(OFFICE, password="p#ss/w?rd@")
    connections = Connections(server(post, user=OFFICE, password="wrong"), "kreis.example.org")
    with pytest.raises(Refused) as refusal:
        await connections.send(OFFICE, ANNA, LETTER)
    assert (refusal.value.stage, refusal.value.code) == ("door", 535)


def test_a_password_is_in_no_log() -> None:
    assert "geheim" not in repr(SmtpServer("mail.example.org", 587, "starttls", "netz", "geheim"))
