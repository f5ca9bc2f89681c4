"""The history checker finds what is planted, and nothing in a history that is as it should be."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import aiosmtplib
import httpx
import pytest

from simulator.mail import MailSimulator
from simulator.telegram import TelegramSimulator
from tests.faults.history import (
    History,
    Input,
    Ledger,
    confirmed,
    handovers,
    letters,
    messages,
    sent,
    taken,
)
from tests.faults.proxy import Piece, Proxy

ANNA, GORAN, GONE = "anna@verein.example.org", "goran@verein.example.org", "permerror@verein.example.org"
OFFICE = "netz@kreis.example.org"
TEXT = "Am Samstag feiern wir."


def letter(to: str, number: int = 1) -> bytes:
    return f"From: {OFFICE}\r\nTo: {to}\r\nSubject: Fest\r\nMessage-ID: <{number}.{to}>\r\n\r\n{TEXT}\r\n".encode()


class Town:
    """A post behind a proxy and a messenger, and a program that writes to both."""

    def __init__(self, post: MailSimulator, wire: Proxy, messenger: TelegramSimulator) -> None:
        self.post, self.wire, self.messenger = post, wire, messenger
        self.inês = messenger.person("Inês Lopes")

    async def writes(self, *recipients: str, number: int = 1) -> None:
        """A letter to each, on one connection; a refusal, or a cut, is taken as it comes."""
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.wire.port, start_tls=False) as smtp:
            for to in recipients:
                try:
                    await smtp.sendmail(OFFICE, [to], letter(to, number))
                except aiosmtplib.SMTPRecipientsRefused:
                    await smtp.rset()

    async def asks(self, method: str, **params: object) -> None:
        async with httpx.AsyncClient() as client:
            await client.post(f"{self.messenger.url}/bot{self.messenger.token}/{method}", json=params)

    async def says(self, text: str = TEXT) -> None:
        await self.asks("sendMessage", chat_id=self.inês.id, text=text)

    def history(self, *inputs: Input, kills: tuple[float, ...] = ()) -> History:
        """What can be read in the town."""
        return History(
            there=letters(self.post) + messages(self.messenger),
            announces=lambda copy: TEXT in copy.text,
            audience={ANNA, GORAN, GONE, str(self.inês.id)},
            ledger=Ledger({GONE: "no such mailbox"}),
            acknowledged=taken(handovers(self.wire.passed)) | sent(self.messenger),
            inputs=inputs,
            kills=kills,
        )


@pytest.fixture
async def town(post: MailSimulator, messenger: TelegramSimulator) -> AsyncIterator[Town]:
    """Everybody has got the announcement, but for one whose address is no more."""
    async with Proxy(post.smtp_port) as wire:
        town = Town(post, wire, messenger)
        await town.inês.says("/start")
        await town.says("Willkommen")
        await town.writes(ANNA, GONE, GORAN)
        await town.says()
        yield town


async def test_a_history_as_it_should_be_has_no_violation(town: Town) -> None:
    history = town.history()
    assert history.violations(bound=0) == []
    assert (len(history.copies), len(history.there), len(history.acknowledged)) == (3, 4, 4)
    assert history.repeated() == []


async def test_a_letter_that_was_acknowledged_and_is_not_there_is_lost(town: Town) -> None:
    town.post.mailboxes[ANNA].letters.clear()
    assert town.history().violations(bound=0) == [
        f"<1.{ANNA}> at {ANNA} was acknowledged and is not there",
        f"{ANNA} has nothing, and nobody says why",
    ]


async def test_a_message_that_was_acknowledged_and_is_not_there_is_lost(town: Town) -> None:
    welcome = town.inês.chat.from_bot[0]
    town.inês.chat.delete(welcome)
    assert town.history().lost() == [f"{welcome.id} at {town.inês.id} was acknowledged and is not there"]


async def test_a_letter_that_came_twice_under_its_message_id_is_counted_and_excused_by_a_kill(town: Town) -> None:
    killed = time.monotonic()
    await town.writes(ANNA)
    history = town.history(kills=(killed,))
    assert [copy.mark for copy in history.repeated()] == [(ANNA, f"<1.{ANNA}>")]
    assert replace(history, inputs=[Input("Abo", ANNA, TEXT)]).repeated() == history.repeated()
    assert history.violations(bound=1) == []
    assert history.violations(bound=0) == ["1 came twice after kill 1, where 0 may have been in doubt"]
    assert town.history().violations(bound=1) == ["1 came twice before anything was killed"]
    assert town.history(kills=(time.monotonic(),)).violations(bound=1) != []


async def test_every_kill_is_measured_by_itself(town: Town) -> None:
    first = time.monotonic()
    await town.writes(ANNA)
    second = time.monotonic()
    await town.writes(ANNA, GORAN)
    assert town.history(kills=(first, second)).violations(bound=2) == []
    assert town.history(kills=(first, second)).violations(bound=1) == [
        "2 came twice after kill 2, where 1 may have been in doubt"
    ]
    assert town.history(kills=(first,)).violations(bound=2) == [
        "3 came twice after kill 1, where 2 may have been in doubt"
    ]


async def test_no_kill_excuses_a_second_letter_under_another_message_id(town: Town) -> None:
    killed = time.monotonic()
    await town.writes(ANNA, number=2)
    assert town.history(kills=(killed,)).violations(bound=100) == [f"{ANNA} has it 2 times: <1.{ANNA}>, <2.{ANNA}>"]


async def test_no_kill_excuses_an_announcement_twice_in_a_chat(town: Town) -> None:
    killed = time.monotonic()
    await town.says()
    assert town.history(kills=(killed,)).violations(bound=100) == [f"{town.inês.id} has it 2 times: 3, 4"]


async def test_whom_it_was_not_meant_for_is_named(town: Town) -> None:
    await town.writes("eve@verein.example.org")
    assert town.history().violations(bound=0) == [
        "<1.eve@verein.example.org> at eve@verein.example.org was meant for others"
    ]


@pytest.mark.parametrize("ledger", [Ledger(), Ledger({GONE: ""}), Ledger({GORAN: "no such mailbox"})])
async def test_who_has_nothing_is_lost_unless_the_ledger_gives_a_reason(town: Town, ledger: Ledger) -> None:
    assert replace(town.history(), ledger=ledger).violations(bound=0) == [f"{GONE} has nothing, and nobody says why"]


async def test_an_acknowledged_input_has_its_effect_and_an_answer_twice_is_counted(town: Town) -> None:
    start = Input("/start", str(town.inês.id), "Willkommen")
    assert town.history(start).violations(bound=0) == []
    lost = Input("/menu", str(town.inês.id), "Was möchten Sie tun?")
    assert town.history(start, lost).violations(bound=0) == [
        f"/menu was acknowledged, and {town.inês.id} reads no 'Was möchten Sie tun?'"
    ]
    overlooked = replace(lost, acknowledged=False)
    assert town.history(start, overlooked).violations(bound=0) == []
    assert len(town.history(lost, overlooked).lost()) == 1
    assert town.history(start, start).lost() != []
    killed = time.monotonic()
    await town.says("Willkommen")
    assert town.history(start, start).repeated() == []
    assert [copy.text for copy in town.history(start).repeated()] == ["Willkommen"]
    assert town.history(start, kills=(killed,)).violations(bound=1) == []


async def test_updates_count_as_acknowledged_when_an_offset_confirms_them(town: Town) -> None:
    await town.inês.says("/menu")
    await town.asks("getUpdates")
    assert confirmed(town.messenger) == []
    first = town.messenger.called("getUpdates")[0].response["result"][0]
    await town.asks("getUpdates", offset=first["update_id"] + 1)
    assert [update["message"]["text"] for update in confirmed(town.messenger)] == ["/start"]


async def test_a_pipelined_conversation_is_understood(post: MailSimulator) -> None:
    envelope = f"MAIL FROM:<{OFFICE}>\r\nRCPT TO:<{{}}>\r\nRCPT TO:<{GONE}>\r\nDATA\r\n"
    async with Proxy(post.smtp_port) as wire:
        _, server = await asyncio.open_connection("127.0.0.1", wire.port)
        server.write(b"EHLO kreis.example.org\r\n" + envelope.format(ANNA).encode())
        await wire.until(lambda: b"354" in wire.said("down") or None)
        server.write(letter(ANNA) + b".\r\n" + envelope.format(GORAN).encode())
        await wire.until(lambda: wire.said("down").count(b"354") == 2 or None)
        wire.cut_after("down", 0)
        server.write(letter(GORAN) + b".\r\n")
        await wire.until(lambda: wire.lost or None)
        server.close()
    seen = handovers(wire.passed)
    assert [(one.mark, one.code) for one in seen] == [((ANNA, f"<1.{ANNA}>"), 250), ((GORAN, f"<1.{GORAN}>"), None)]
    assert taken(seen) == {(ANNA, f"<1.{ANNA}>")}
    assert len(await post.letters(GORAN)) == 1


TO_THE_DOT = [
    b"220 Good day\r\n",
    b"EHLO kreis.example.org\r\nAUTH LOGIN\r\n",
    b"250-post.example.org\r\n250 AUTH LOGIN\r\n334 VXNlcm5hbWU6\r\n",
    b"bmV0eg==\r\n",
    b"334 UGFzc3dvcmQ6\r\n",
    b"Z2VoZWlt\r\n",
    b"235 Welcome\r\n",
    b"MAIL FROM:<netz@kreis.example.org>\r\nRCPT TO:<anna@verein.example.org>\r\nDATA\r\n",
    b"250 OK\r\n250 OK\r\n354 Go on\r\n",
    b"Message-ID: <1>\r\n\r\n..\r\n",
]


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ([], []),
        ([b"", b".\r"], []),
        ([b"", b".\r\n"], [None]),
        ([b"", b".\r\n", b"250 O"], [None]),
        ([b"", b".\r\n", b"250-Thank you\r\n"], [None]),
        ([b"", b".\r\n", b"250-Thank you\r\n250 OK\r\n"], [250]),
        ([b"", b".\r\n", b"451 Later\r\n"], [451]),
    ],
)
def test_a_letter_is_in_doubt_from_its_dot_to_the_whole_reply(end: list[bytes], codes: list[int | None]) -> None:
    """The server speaks first, then both in turns, a second each."""
    turns = enumerate([*TO_THE_DOT, *end])
    seen = handovers([Piece(0, "up" if second % 2 else "down", second, words) for second, words in turns])
    assert [(one.mark, one.code) for one in seen] == [((ANNA, "<1>"), code) for code in codes]
    assert all(one.at == (12 if one.code else 8) for one in seen)
