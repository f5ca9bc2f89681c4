"""On one connection: a round trip a letter, and of each letter we know what came of it, whatever the server does."""

import asyncio
import itertools
import logging
import re
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailing.channels.pipelining import SLICE, Handover, Refused, stuffed
from tests.mailing.channels.odd_server import Odd, OddServer, Step, listening
from tests.mailing.channels.pile import OFFICE, Pile, content, letter, recipient, sending

GROUP = re.compile(rb"MAIL FROM:<netz\+bounce-(\d)@kreis\.example\.org>\r\nRCPT TO:<person\1@.*>\r\nDATA\r\n")
SOON = 0.25
"""Seconds after which a server is given up that does not answer."""

both_ways = pytest.mark.parametrize("announces", [True, False], ids=["pipelined", "step-by-step"])


async def what_comes_of_it(
    server: OddServer,
    letters: int = 3,
    *,
    connections: int = 1,
    per_connection: int = 500,
    seconds: float = 5,
    final_dot: float = 5,
) -> dict[int, str]:
    """Send letters 1, 2, … to it."""
    pile = Pile(*(letter(number) for number in range(1, letters + 1)))
    async with (
        listening(server),
        sending(
            pile,
            server.port,
            connections=connections,
            mails_per_connection=per_connection,
            seconds=seconds,
            final_dot=final_dot,
        ),
    ):
        return await pile.settled()


def received(server: OddServer) -> list[str]:
    return [recipient for recipient, _ in server.took]


async def test_each_letter_costs_one_round_trip() -> None:
    server = OddServer()
    assert await what_comes_of_it(server, 4) == dict.fromkeys([1, 2, 3, 4], "sent")
    _, first, *packets, last, leaving = server.packets
    assert GROUP.fullmatch(first)
    assert len(packets) == 3
    for packet in packets:
        first_line, _, group = packet.partition(b"\r\n.\r\nMAIL")
        assert first_line.startswith(b"Message-ID: ")
        assert GROUP.fullmatch(b"MAIL" + group)
    assert last.endswith(b"Ende\r\n.\r\n")
    assert leaving == b"QUIT\r\n"


async def test_a_server_that_does_not_announce_it_is_told_one_thing_at_a_time() -> None:
    server = OddServer(announces=False)
    assert await what_comes_of_it(server, 2) == {1: "sent", 2: "sent"}
    assert [packet.split()[0] for packet in server.packets] == [
        b"EHLO", *[b"MAIL", b"RCPT", b"DATA", b"Message-ID:"] * 2, b"QUIT",
    ]  # fmt: skip


@both_ways
async def test_letters_arrive_in_order_and_as_they_were_written(announces: bool) -> None:
    server = OddServer(announces=announces)
    await what_comes_of_it(server, 9)
    assert server.took == [(recipient(number), content(number)) for number in range(1, 10)]


@both_ways
async def test_a_letter_is_asked_for_when_it_can_be_named_and_not_earlier(announces: bool) -> None:
    server = OddServer(announces=announces)
    server.at("dot", Odd.HANG)
    pile = Pile(*(letter(number) for number in range(1, 10)))
    async with listening(server), sending(pile, server.port):
        await server.until(lambda server: server.hangs)
        assert pile.taken == ([1, 2] if announces else [1])


@both_ways
@pytest.mark.parametrize("strict", [True, False], ids=["refuses DATA", "says 354 to DATA"])
@pytest.mark.parametrize(("step", "stage"), [("MAIL", "door"), ("RCPT", "rcpt"), ("DATA", "data"), ("dot", "data")])
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("code", [450, 550])
async def test_a_refused_letter_costs_the_others_nothing(
    announces: bool, strict: bool, step: Step, stage: str, nth: int, code: int
) -> None:
    server = OddServer(announces=announces, strict=strict)
    server.at(step, f"{code} 5.0.0 No", nth)
    outcomes = await what_comes_of_it(server)
    assert outcomes == {1: "sent", 2: "sent", 3: "sent"} | {nth: f"{stage} {code}"}
    assert received(server) == [recipient(number) for number in (1, 2, 3) if number != nth]
    assert len(server.connections) == 1
    assert server.commands.count("RSET") == (nth < 3 and step != "dot")
    lone_dots = int(announces and not strict and step in ("MAIL", "RCPT"))
    assert server.whole.count(("", b"")) == lone_dots
    assert len(server.whole) == 2 + (step == "dot") + lone_dots


async def test_refused_letters_one_after_another() -> None:
    server = OddServer(strict=False)
    for nth in (1, 2, 4):
        server.at("RCPT", "550 5.1.1 Nobody", nth)
    outcomes = await what_comes_of_it(server, 5)
    assert outcomes == {1: "rcpt 550", 2: "rcpt 550", 3: "sent", 4: "rcpt 550", 5: "sent"}
    lone_dot, third, fifth = ("", b""), (recipient(3), content(3)), (recipient(5), content(5))
    assert server.whole == [lone_dot, lone_dot, third, lone_dot, fifth]


async def test_a_refusal_brings_the_words_of_the_server() -> None:
    server = OddServer()
    server.at("RCPT", "550-5.1.1 Nobody of that name\r\n550 5.1.1 lives hére")
    pile = Pile(letter(1))
    async with listening(server), sending(pile, server.port):
        await pile.settled()
    ((_, refusal),) = pile.back
    assert isinstance(refusal, Refused)
    assert refusal.message == "5.1.1 Nobody of that name\n5.1.1 lives h\ufffdre"


@both_ways
@pytest.mark.parametrize(("step", "stage"), [("MAIL", "door"), ("RCPT", "rcpt"), ("DATA", "data"), ("dot", "data")])
async def test_421_refuses_the_letter_for_now_and_ends_the_connection(announces: bool, step: Step, stage: str) -> None:
    server = OddServer(announces=announces)
    server.at(step, "421 4.3.2 Closing")
    assert await what_comes_of_it(server) == {1: f"{stage} 421", 2: "sent", 3: "sent"}
    assert received(server) == [recipient(2), recipient(3)]
    assert len(server.connections) == 2


@both_ways
@pytest.mark.parametrize("oddity", ["421 4.7.0 Enough for now", Odd.CUT, Odd.HANG])
async def test_a_connection_that_ends_between_two_letters_costs_none(announces: bool, oddity: Odd | str) -> None:
    server = OddServer(announces=announces)
    server.at("MAIL", oddity, 2)
    assert await what_comes_of_it(server, seconds=SOON) == {1: "sent", 2: "sent", 3: "sent"}
    assert received(server) == [recipient(1), recipient(2), recipient(3)]
    assert len(server.connections) == 2


@both_ways
@pytest.mark.parametrize("oddity", ["421 4.3.2 Closing", Odd.CUT, Odd.HANG])
async def test_a_connection_that_ends_after_a_refusal_costs_no_other_letter(announces: bool, oddity: Odd | str) -> None:
    server = OddServer(announces=announces)
    server.at("RCPT", "550 5.1.1 Nobody")
    server.at("RSET", oddity)
    assert await what_comes_of_it(server, seconds=SOON) == {1: "rcpt 550", 2: "sent", 3: "sent"}
    assert len(server.connections) == 2
    assert (b"RCPT" in server.packets[-3]) == announces


@both_ways
async def test_a_server_that_knows_no_rset_is_left_after_a_refusal(announces: bool) -> None:
    server = OddServer(announces=announces)
    server.at("RCPT", "550 5.1.1 Nobody")
    server.always("RSET", "502 5.5.1 Not implemented")
    assert await what_comes_of_it(server) == {1: "rcpt 550", 2: "sent", 3: "sent"}
    assert len(server.connections) == 2


async def test_step_by_step_every_refusal_is_one() -> None:
    server = OddServer(announces=False)
    server.at("RCPT", "503 5.5.1 Bad sequence of commands")
    assert await what_comes_of_it(server, 2) == {1: "rcpt 503", 2: "sent"}


@both_ways
@pytest.mark.parametrize("oddity", [Odd.CUT, Odd.HANG])
@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("greeting", "unreachable"),
        ("EHLO", "unreachable"),
        ("MAIL", "lost"),
        ("RCPT", "lost"),
        ("DATA", "lost"),
        ("dot", "in doubt"),
    ],
)
async def test_a_connection_that_ends_says_whether_the_letter_is_in_doubt(
    announces: bool, oddity: Odd, step: Step, outcome: str
) -> None:
    server = OddServer(announces=announces)
    server.at(step, oddity)
    outcomes = await what_comes_of_it(server, seconds=SOON, final_dot=SOON)
    hung_in_a_group = announces and oddity == Odd.HANG and step in ("RCPT", "DATA")
    assert outcomes == {1: "sent" if hung_in_a_group else outcome, 2: "sent", 3: "sent"}
    assert received(server) == [recipient(number) for number, came_of_it in outcomes.items() if came_of_it == "sent"]


@both_ways
@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_a_letter_about_which_the_server_had_begun_to_speak_is_lost(announces: bool, step: Step) -> None:
    server = OddServer(announces=announces)
    server.at(step, Odd.CUT, 2)
    assert await what_comes_of_it(server) == {1: "sent", 2: "lost", 3: "sent"}


async def test_a_server_may_be_given_up_sooner_after_a_letter_than_after_a_command() -> None:
    server = OddServer()
    server.at("dot", Odd.HANG)
    async with asyncio.timeout(4):
        assert await what_comes_of_it(server, 1, final_dot=0.1) == {1: "in doubt"}


@both_ways
async def test_a_server_may_think_longer_about_a_letter_than_about_a_command(announces: bool) -> None:
    server = OddServer(announces=announces)
    server.at("dot", Odd.HANG)
    pile = Pile(letter(1))
    async with listening(server), sending(pile, server.port, seconds=0.05, final_dot=5):
        await server.until(lambda server: server.hangs)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pile.settled()
        server.connections[0].say(b"250 2.0.0 Ok\r\n")
        assert await pile.settled() == {1: "sent"}


async def test_the_time_for_an_answer_begins_with_the_answer_before() -> None:
    server = OddServer(strict=False)
    server.at("RCPT", "550 5.1.1 Nobody")
    server.at("RSET", Odd.HANG)
    pile = Pile(letter(1), letter(2))
    async with listening(server), sending(pile, server.port, final_dot=0.1):
        await server.until(lambda server: server.hangs)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await pile.settled()
        server.connections[0].go_on(b"250 2.0.0 Ok\r\n")
        assert await pile.settled() == {1: "rcpt 550", 2: "sent"}
    assert len(server.connections) == 1


async def test_a_letter_that_was_not_written_to_its_end_is_in_no_doubt() -> None:
    server = OddServer()
    server.at("content", Odd.HANG)
    large = letter(1, b"x" * 70 + b"\r\n", (b"y" * 70 + b"\r\n") * 300_000)
    pile = Pile(large, letter(2))
    async with listening(server), sending(pile, server.port, seconds=SOON, final_dot=SOON):
        await pile.until(lambda pile: pile.back)
        assert pile.outcomes == {1: "lost"}
    assert server.whole == []


async def test_a_server_that_says_no_more_does_not_hold_a_letter() -> None:
    server = OddServer()
    server.at("content", Odd.HANG)
    pile = Pile(letter(1, b"x" * 70 + b"\r\n", (b"y" * 70 + b"\r\n") * 300_000))
    async with listening(server), sending(pile, server.port, seconds=60):
        await server.until(lambda server: server.hangs)
        server.connections[0].end()
        assert await pile.settled() == {1: "lost"}


async def test_a_connection_that_breaks_while_a_letter_is_written_leaves_no_doubt() -> None:
    server = OddServer()

    class Pieces(tuple[bytes, ...]):
        def __iter__(self) -> Iterator[bytes]:
            yield from [self[0], self[0]]
            server.connections[0].break_off()
            yield from [self[0], self[0]]

    pile = Pile(Handover(OFFICE, recipient(1), Pieces([b"x" * SLICE]), 1), letter(2))
    async with listening(server), sending(pile, server.port):
        assert await pile.settled() == {1: "lost", 2: "sent"}


@pytest.mark.parametrize("cut", range(4, 130))
async def test_answers_may_be_cut_anywhere(cut: int) -> None:
    server = OddServer(strict=False)
    server.at("MAIL", "250-2.1.0 Well\r\n250 2.1.0 Ok", 2)
    server.at("RCPT", "550-5.1.1 Nobody\r\n550 5.1.1 Really", 2)
    server.lengths = itertools.chain([1000, 1000, 1000], itertools.repeat(cut))
    assert await what_comes_of_it(server) == {1: "sent", 2: "rcpt 550", 3: "sent"}


@both_ways
async def test_answers_may_come_byte_by_byte(announces: bool) -> None:
    server = OddServer(announces=announces)
    server.lengths = itertools.repeat(1)
    server.at("RCPT", "550-5.1.1 Nobody\r\n550 5.1.1 Really", 2)
    assert await what_comes_of_it(server) == {1: "sent", 2: "rcpt 550", 3: "sent"}


@both_ways
@pytest.mark.parametrize(
    "junk",
    ["Hello", "", "25 Ok", "250 " + "x" * 5000, "250 " + "x" * 100_000, "\r\n".join(["250-more"] * 200), "999 Ok"],
)
@pytest.mark.parametrize(("step", "outcome"), [("RCPT", "lost"), ("dot", "in doubt")])
async def test_an_answer_that_is_none_ends_the_connection(announces: bool, junk: str, step: Step, outcome: str) -> None:
    server = OddServer(announces=announces)
    server.at(step, junk)
    outcomes = await what_comes_of_it(server, 2)
    said_a_number = announces and junk.startswith("999") and step == "RCPT"
    assert outcomes == {1: "sent" if said_a_number else outcome, 2: "sent"}


async def test_a_connection_that_waits_for_the_rest_of_an_answer_is_not_idle() -> None:
    server = OddServer()
    server.at("RCPT", "550 5.1.1 Nobody")
    server.at("DATA", Odd.HANG)
    pile = Pile(letter(1), letter(2))
    async with listening(server), sending(pile, server.port, seconds=SOON):
        await server.until(lambda server: server.hangs)
        server.connections[0].say(b"354 Go ahead\r\n25")
        assert await pile.settled() == {1: "rcpt 550", 2: "sent"}


async def test_an_answer_without_an_end_is_not_waited_for() -> None:
    server = OddServer()
    server.at("RCPT", Odd.HANG)
    pile = Pile(letter(1))
    async with listening(server), sending(pile, server.port, seconds=60):
        await server.until(lambda server: server.hangs)
        server.connections[0].say(b"250 " + b"x" * 5000)
        assert await pile.settled() == {1: "lost"}


@pytest.mark.parametrize(
    ("step", "oddity"),
    [
        ("MAIL", Odd.DEAF),
        ("RCPT", Odd.DEAF),
        ("dot", Odd.DEAF),
        ("MAIL", Odd.SILENT),
        ("RCPT", Odd.SILENT),
        ("DATA", "503 5.5.1 Bad sequence of commands"),
        ("RCPT", "503 5.5.1 Need MAIL"),
        ("RCPT", "500 5.5.2 What?"),
        ("MAIL", "354 Go ahead\r\n250 2.1.0 Ok"),
        ("RCPT", "354 Go ahead"),
        ("DATA", "250 2.0.0 Ok"),
        ("DATA", "250 2.0.0 Ok\r\n354 Go ahead"),
    ],
)
@pytest.mark.parametrize("nth", [1, 2])
async def test_a_server_that_does_not_keep_pipelining_is_spoken_to_step_by_step(
    caplog: pytest.LogCaptureFixture, step: Step, oddity: Odd | str, nth: int
) -> None:
    server = OddServer()
    server.at(step, oddity, nth)
    pile = Pile(*(letter(number) for number in range(1, 5)))
    with caplog.at_level(logging.WARNING):
        async with listening(server), sending(pile, server.port, seconds=SOON):
            assert await pile.settled() == {1: "sent", 2: "sent", 3: "sent", 4: "sent"}
    assert received(server) == [recipient(number) for number in range(1, 5)]
    assert [record.getMessage() for record in caplog.records if "PIPELINING" in record.getMessage()] == [
        "the mail server announces PIPELINING and does not keep it; from now on letters go step by step"
    ]
    assert server.packets[-2].startswith(b"Message-ID: <4@")
    assert server.packets[-3] == b"DATA\r\n"


async def test_a_recipient_that_is_taken_for_a_refused_sender_gets_nothing() -> None:
    server = OddServer(strict=False)
    server.at("MAIL", "550 5.7.1 Not you")
    server.at("RCPT", "250 2.1.5 Ok")
    assert await what_comes_of_it(server, 2) == {1: "sent", 2: "sent"}
    assert server.whole == [(recipient(1), content(1)), (recipient(2), content(2))]


@pytest.mark.parametrize("cut", [2, 1000])
async def test_a_yes_that_comes_with_the_invitation_is_no_yes_to_the_letter(cut: int) -> None:
    server = OddServer()
    server.at("DATA", "354 Go ahead\r\n250 2.0.0 Ok")
    before = "250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 Go ahead\r\n"
    server.lengths = iter([1000, 1000, len(before) + cut])
    assert await what_comes_of_it(server, 2) == {1: "lost", 2: "sent"}
    assert server.whole == server.took == [(recipient(2), content(2))]


async def test_a_server_may_refuse_a_letter_before_it_has_read_it() -> None:
    server = OddServer()
    server.at("content", Odd.HANG)
    pile = Pile(letter(1, b"x" * 70 + b"\r\n", (b"y" * 70 + b"\r\n") * 300_000), letter(2))
    async with listening(server), sending(pile, server.port):
        await server.until(lambda server: server.hangs)
        server.connections[0].say(b"552 5.3.4 ")
        await asyncio.sleep(0)
        server.connections[0].say(b"Too large\r\n")
        assert await pile.settled() == {1: "data 552", 2: "sent"}


async def test_an_idle_connection_that_the_server_closed_is_replaced() -> None:
    server = OddServer()
    pile = Pile(letter(1))
    async with listening(server), sending(pile, server.port) as connections:
        await pile.settled()
        server.connections[0].say(b"421 4.4.2 Idle for too long\r\n")
        server.connections[0].end()
        pile.add(letter(2))
        connections.poke()
        assert await pile.settled() == {1: "sent", 2: "sent"}
    assert received(server) == [recipient(1), recipient(2)]


@both_ways
async def test_after_so_many_letters_a_connection_is_given_back(announces: bool) -> None:
    server = OddServer(announces=announces)
    await what_comes_of_it(server, 7, per_connection=3)
    assert [connection.commands.count("MAIL") for connection in server.connections] == [3, 3, 1]
    assert [connection.commands[-1] for connection in server.connections] == ["QUIT"] * 3
    assert received(server) == [recipient(number) for number in range(1, 8)]


@both_ways
async def test_large_letters_wait_for_the_server_and_not_in_memory(announces: bool) -> None:
    server = OddServer(announces=announces)
    server.always("content", Odd.HANG)
    attachment = (b"y" * 70 + b"\r\n") * 290_000
    pile = Pile(*(letter(number, b"Subject: x\r\n\r\n", attachment) for number in range(1, 9)))
    tracemalloc.start()
    async with listening(server), sending(pile, server.port, connections=4, seconds=SOON):
        await pile.until(lambda pile: len(pile.back) == 4)
        peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000 < len(attachment)
    assert len(pile.taken) <= 8


@both_ways
async def test_a_large_letter_arrives_whole(announces: bool) -> None:
    pieces = [b"Subject: x\r\n\r\n", *(b"%d\r\n..%d\r\n" % (number, number) for number in range(100_000))]
    large = b"".join(pieces) * 3
    server = OddServer(announces=announces)
    server.at("content", Odd.HANG)
    pile = Pile(letter(1, large[:1_000_001], large[1_000_001:]), letter(2))
    async with listening(server), sending(pile, server.port):
        await server.until(lambda server: server.hangs)
        assert pile.taken == [1]
        server.connections[0].go_on()
        assert await pile.settled() == {1: "sent", 2: "sent"}
    assert server.took == [(recipient(1), large), (recipient(2), content(2))]


lines = st.lists(st.sampled_from([b"", b".", b"..", b".x", b"Guten Tag.", b"x" * 90]), max_size=12)


@given(lines, st.lists(st.integers(0, 200)), st.booleans())
def test_dots_are_stuffed_wherever_the_pieces_are_cut(lines: list[bytes], cuts: list[int], ended: bool) -> None:
    text = b"\r\n".join(lines) + b"\r\n" * ended
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    pieces = [text[start:end] for start, end in itertools.pairwise(places)]
    whole = text if not text or text.endswith(b"\r\n") else text + b"\r\n"
    assert b"".join(stuffed(pieces)) == re.sub(rb"(?m)^\.", b"..", whole)


@given(st.binary(max_size=50), st.integers(0, 4))
def test_no_content_ends_a_letter_early(text: bytes, length: int) -> None:
    pieces = [text[start : start + length] for start in range(0, len(text), length)] if length else [text]
    transferred = b"\r\n" + b"".join(stuffed(pieces)) + b".\r\n"
    assert transferred.endswith(b"\r\n.\r\n")
    assert not re.search(rb"\n\.\r?\n", transferred[:-1])


ODDITIES = st.sampled_from(
    [
        *Odd, "250 2.0.0 Ok", "250-2.0.0 Well\r\n250 2.0.0 Ok", "354 Go ahead", "421 4.3.2 Closing", "450 4.0.0 Later",
        "550 5.0.0 No", "503 5.5.1 Bad sequence", "Hello", "x" * 5000,
        "250 2.0.0 Ok\r\n250 2.0.0 Twice", "354 Go ahead\r\n250 2.0.0 Ok",
    ]
)  # fmt: skip
STEPS: Iterable[Step] = ("greeting", "EHLO", "RSET", "MAIL", "RCPT", "DATA", "content", "dot")


@settings(max_examples=80, deadline=None)
@given(
    oddities=st.dictionaries(st.tuples(st.sampled_from(list(STEPS)), st.integers(1, 5)), ODDITIES, max_size=5),
    lengths=st.lists(st.integers(1, 60), max_size=8),
    announces=st.booleans(),
    strict=st.booleans(),
    connections=st.integers(1, 3),
    per_connection=st.integers(1, 6),
)
def test_whatever_the_server_does_each_letter_has_one_outcome_and_a_true_one(
    oddities: dict[tuple[Step, int], Odd | str],
    lengths: list[int],
    announces: bool,
    strict: bool,
    connections: int,
    per_connection: int,
) -> None:
    server = OddServer(announces=announces, strict=strict)
    server.lengths = iter(lengths)
    for (step, nth), oddity in oddities.items():
        server.at(step, oddity, nth)
    patience = SOON if {Odd.HANG, Odd.SILENT, Odd.DEAF} & set(oddities.values()) else 5
    trying = what_comes_of_it(
        server, 6, connections=connections, per_connection=per_connection, seconds=patience, final_dot=patience
    )
    outcomes = asyncio.run(trying)
    assert sorted(outcomes) == [1, 2, 3, 4, 5, 6]
    arrived = Counter(letter for letter in server.whole if letter[0])
    assert set(arrived) <= {(recipient(number), content(number)) for number in outcomes}
    assert set(arrived.values()) <= {1}
    for number, came_of_it in outcomes.items():
        if (recipient(number), content(number)) in server.took:
            assert came_of_it == "sent"
