"""The bot's mailbox, read over real sockets from the simulated post and from Dovecot."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from imapclient import IMAPClient

from mailing.imap import Access, Fetched, Mailbox, OutOfReach, Rhythm, Watermark, inspect
from simulator.bell import Bell
from simulator.mail import MailSimulator
from tests.certificate import self_signed
from tests.daemon import free_port
from tests.dovecot import Dovecot
from tests.faults.proxy import Proxy
from tests.mail_server import DOMAIN, Installed, MailServer, Simulated

OFFICE = f"netz@{DOMAIN}"
PASSWORD = 'p#ss/w?rd@:"x\\ ü'
# Nothing but the server's own word brings news within a test, and a server that is gone is tried again at once.
BRISK = Rhythm(look=60, poll=0.05, timeout=30, first_pause=0.02, longest_pause=0.1)


class Staff:
    """Keeps the letters of a test in memory, and waits for what the mailbox does."""

    def __init__(self) -> None:
        self.letters: list[Fetched] = []
        self.marks: list[Watermark] = []
        self.states: list[tuple[bool, str | None]] = []
        self.done: dict[int, str] = {}
        self.broken = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self._bell = Bell()

    async def store(self, letter: Fetched) -> None:
        if self.broken:
            raise ConnectionError("the database is away")
        if self.meanwhile:
            await self.meanwhile()
        self.letters.append(letter)
        self._bell.ring()

    async def settled(self, uidvalidity: int) -> Mapping[int, str]:
        return self.done

    async def remember(self, mark: Watermark) -> None:
        self.marks.append(mark)
        self._bell.ring()

    def heard(self, ok: bool, reason: str | None) -> None:
        self.states.append((ok, reason))
        self._bell.ring()

    @property
    def subjects(self) -> list[str]:
        return [
            (letter.raw or b"").partition(b"Subject: ")[2].partition(b"\r\n")[0].decode() for letter in self.letters
        ]

    async def until(self, condition: Callable[["Staff"], object]) -> None:
        """Wait until this holds; five seconds at most."""
        await self._bell.until(lambda: condition(self) or None, 5, lambda: f"{self.subjects} {self.states}")

    async def gets(self, *subjects: str) -> None:
        """Exactly these letters so far."""
        await self.until(lambda staff: len(staff.letters) >= len(subjects))
        assert self.subjects == list(subjects)

    async def ready(self) -> None:
        """The mailbox has looked and is waiting."""
        seen = len(self.states)
        await self.until(lambda staff: (True, None) in staff.states[seen:])


async def seconds(ending: Awaitable[None]) -> float:
    started = time.monotonic()
    await ending
    return time.monotonic() - started


@pytest.fixture
def staff() -> Staff:
    return Staff()


def access(port: int, *, password: str = PASSWORD, folder: str = "INBOX", tls: str = "none") -> Access:
    return Access("127.0.0.1", port, OFFICE, password, tls, folder)  # type: ignore[arg-type]


def letter(subject: str, size: int = 0) -> bytes:
    return f"From: anna@verein.example.org\r\nSubject: {subject}\r\n\r\n".encode() + b"x" * 60 * (size // 60)


@asynccontextmanager
async def reading(
    port: int, staff: Staff, mark: Watermark | None = None, *, rhythm: Rhythm = BRISK, max_size: int = 10_000
) -> AsyncIterator[Mailbox]:
    """A mailbox that has looked once."""
    async with Mailbox(access(port), mark, staff, rhythm=rhythm, max_size=max_size) as mailbox:
        await staff.ready()
        yield mailbox


@pytest.fixture
def server(imap_server: MailServer) -> MailServer:
    imap_server.mailbox(OFFICE, PASSWORD)
    return imap_server


@pytest.fixture
def simulated(post: MailSimulator) -> MailServer:
    """For what has nothing to do with the kind of server."""
    post.mailbox(OFFICE, password=PASSWORD)
    return Simulated(post)


@pytest.fixture
async def wire(server: MailServer) -> AsyncIterator[Proxy]:
    async with Proxy(server.imap_port) as wire:
        yield wire


def without(server: MailServer, *abilities: bytes) -> Proxy:
    """The same server, of which a client learns less."""
    return Proxy(server.imap_port, hidden=abilities)


def commands(wire: Proxy) -> list[bytes]:
    """What a client said, line by line."""
    return wire.said("up").splitlines()


async def test_what_lay_there_before_is_never_touched(server: MailServer, staff: Staff) -> None:
    await server.deliver(letter("alt"), OFFICE)
    async with reading(server.imap_port, staff):
        await server.deliver(letter("neu"), OFFICE)
        await staff.gets("neu")
        await staff.ready()
    assert [(mail.subject, mail.seen) for mail in await server.letters(OFFICE)] == [("alt", False), ("neu", False)]
    first, last = staff.marks[0], staff.marks[-1]
    assert first.next_uid == staff.letters[0].uid == last.next_uid - 1


async def test_mail_is_fetched_when_the_server_tells_of_it(server: MailServer, staff: Staff) -> None:
    async with reading(server.imap_port, staff):
        for number in range(2):
            await server.deliver(letter(f"Nummer {number}"), OFFICE)
            await staff.gets(*(f"Nummer {known}" for known in range(number + 1)))


async def test_mail_that_comes_between_two_others_is_not_overlooked(simulated: MailServer, staff: Staff) -> None:
    async def deliver_another() -> None:
        staff.meanwhile = None
        await simulated.deliver(letter("dritte"), OFFICE)

    for subject in ("erste", "zweite"):
        await simulated.deliver(letter(subject), OFFICE)
    staff.meanwhile = deliver_another
    async with reading(simulated.imap_port, staff, Watermark(1, 4000)):
        await staff.gets("erste", "zweite", "dritte")


async def test_mail_told_of_in_one_packet_with_the_answer_to_idle_is_not_overlooked(
    server: MailServer, staff: Staff
) -> None:
    async with Proxy(server.imap_port, waits=b"+ idling") as wire, reading(wire.port, staff):
        await server.deliver(letter("eilig"), OFFICE)
        await staff.gets("eilig")


async def test_a_restart_repeats_nothing_and_misses_nothing(server: MailServer, staff: Staff) -> None:
    async with reading(server.imap_port, staff):
        await server.deliver(letter("eins"), OFFICE)
        await staff.ready()
    await server.deliver(letter("zwei"), OFFICE)
    async with reading(server.imap_port, staff, staff.marks[-1]):
        await staff.gets("eins", "zwei")


async def test_another_uidvalidity_offers_everything_again(server: MailServer, staff: Staff) -> None:
    await server.deliver(letter("eins"), OFFICE)
    async with reading(server.imap_port, staff, Watermark(1, 4000)):
        await staff.gets("eins")
    assert staff.marks[0] == Watermark(staff.letters[0].uidvalidity, 1)


async def test_a_mailbox_that_is_restored_while_it_is_read_offers_everything_again(
    simulated: MailServer, staff: Staff
) -> None:
    await simulated.deliver(letter("eins"), OFFICE)
    async with reading(simulated.imap_port, staff):
        await simulated.post.renumber(OFFICE)
        await staff.gets("eins")


async def test_a_letter_that_is_too_large_is_told_of_but_not_fetched(server: MailServer, staff: Staff) -> None:
    async with reading(server.imap_port, staff, max_size=5000):
        await server.deliver(letter("Filme", size=6000), OFFICE)
        await server.deliver(letter("klein"), OFFICE)
        await staff.until(lambda staff: len(staff.letters) == 2)
    large, small = staff.letters
    assert large.raw is None
    assert large.size > 6000
    assert small.raw


async def test_dealt_with_letters_move_to_their_folders_and_a_second_time_is_fine(
    server: MailServer, staff: Staff
) -> None:
    async with reading(server.imap_port, staff) as mailbox:
        for folder in ("done", "post", "failed"):
            await server.deliver(letter(folder), OFFICE)
        await staff.gets("done", "post", "failed")
        mailbox.move(1, staff.letters[0].uid, "failed")
        await staff.ready()
        for _ in range(2):
            for found in staff.letters:
                mailbox.move(found.uidvalidity, found.uid, staff.subjects[staff.letters.index(found)])
            await staff.ready()
    for folder, name in (("done", "Done"), ("post", "Post"), ("failed", "Failed")):
        assert [mail.subject for mail in await server.letters(OFFICE, f"Netzbote/{name}")] == [folder]
    assert await server.letters(OFFICE) == []


async def test_where_there_is_no_move_letters_are_copied_and_removed(server: MailServer, staff: Staff) -> None:
    async with without(server, b"MOVE", b"NAMESPACE") as wire, reading(wire.port, staff) as mailbox:
        for subject in ("eins", "bleibt"):
            await server.deliver(letter(subject), OFFICE)
        await staff.gets("eins", "bleibt")
        for _ in range(2):
            mailbox.move(staff.letters[0].uidvalidity, staff.letters[0].uid, "done")
            await staff.ready()
        assert not [line for line in commands(wire) if b"MOVE" in line]
    assert [mail.subject for mail in await server.letters(OFFICE, "Netzbote/Done")] == ["eins"]
    assert [mail.subject for mail in await server.letters(OFFICE)] == ["bleibt"]


async def test_what_was_dealt_with_before_the_crash_is_moved_on_connecting(server: MailServer, staff: Staff) -> None:
    async with reading(server.imap_port, staff):
        await server.deliver(letter("fertig"), OFFICE)
        await staff.gets("fertig")
    staff.done = {staff.letters[0].uid: "done", 999_999: "post"}
    async with reading(server.imap_port, staff, staff.marks[0]):
        pass
    assert [mail.subject for mail in await server.letters(OFFICE, "Netzbote/Done")] == ["fertig"]
    assert staff.subjects == ["fertig"]


async def test_folders_lie_below_inbox_where_the_server_wants_them_there(
    post: MailSimulator, dovecot: Dovecot, staff: Staff
) -> None:
    server = Installed(post, dovecot)
    server.mailbox(OFFICE, PASSWORD, below_inbox=True)
    async with reading(server.imap_port, staff) as mailbox:
        await server.deliver(letter("fertig"), OFFICE)
        await staff.gets("fertig")
        mailbox.move(staff.letters[0].uidvalidity, staff.letters[0].uid, "done")
        await staff.ready()
    assert [mail.subject for mail in await server.letters(OFFICE, "INBOX.Netzbote.Done")] == ["fertig"]


async def test_a_server_without_idle_is_asked_now_and_then(server: MailServer, staff: Staff) -> None:
    async with without(server, b"IDLE") as wire, reading(wire.port, staff):
        await server.deliver(letter("neu"), OFFICE)
        await staff.gets("neu")
        assert not [line for line in commands(wire) if line.endswith(b"IDLE")]


async def test_it_looks_now_and_then_though_nobody_tells_of_mail(simulated: MailServer, staff: Staff) -> None:
    async with reading(simulated.imap_port, staff, rhythm=replace(BRISK, look=0.05)):
        for _ in range(3):
            await staff.ready()


async def test_a_server_that_goes_away_is_found_again(server: MailServer, staff: Staff, wire: Proxy) -> None:
    async with reading(wire.port, staff):
        wire.refuse()
        wire.hang_up()
        await staff.until(lambda staff: (False, "unreachable") in staff.states)
        await server.deliver(letter("inzwischen"), OFFICE)
        await wire.listen()
        await staff.gets("inzwischen")
        await staff.ready()
    assert staff.states[-1] == (True, None)


async def test_a_closed_connection_costs_a_few_commands_and_no_more(staff: Staff, wire: Proxy) -> None:
    async with reading(wire.port, staff):
        once = len(commands(wire))
        for _ in range(3):
            wire.hang_up()
            await staff.ready()
        assert len(commands(wire)) <= 4 * (once + 3)
    assert [state for state in staff.states if not state[0]] == [(False, "lost")] * 3


async def test_half_a_line_is_as_good_as_a_closed_connection(server: MailServer, staff: Staff, wire: Proxy) -> None:
    async with reading(wire.port, staff, rhythm=replace(BRISK, timeout=0.3)):
        wire.say(b"* 1 EXI")
        await staff.until(lambda staff: (False, "lost") in staff.states)
        wire.say(b"* 2 EX")
        wire.hang_up()
        await server.deliver(letter("danach"), OFFICE)
        await staff.gets("danach")


async def test_a_connection_that_a_firewall_forgot_is_noticed(server: MailServer, staff: Staff, wire: Proxy) -> None:
    async with reading(wire.port, staff, rhythm=replace(BRISK, look=0.1, timeout=0.2)):
        wire.hold()
        await staff.until(lambda staff: (False, "unreachable") in staff.states)
        await server.deliver(letter("danach"), OFFICE)
        wire.release()
        await staff.gets("danach")
    assert (False, "lost") in staff.states


async def test_a_letter_that_could_not_be_stored_comes_again(simulated: MailServer, staff: Staff) -> None:
    async with reading(simulated.imap_port, staff):
        staff.broken = True
        await simulated.deliver(letter("neu"), OFFICE)
        await staff.until(lambda staff: (False, "storage") in staff.states)
        staff.broken = False
        await staff.gets("neu")
        await staff.ready()
    assert staff.subjects == ["neu"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"password": "falsch"}, "login"), ({"folder": "Gibt es nicht"}, "folder"), ({"tls": "starttls"}, "tls")],
)
async def test_the_reason_of_a_failure_is_told(
    server: MailServer, staff: Staff, wrong: dict[str, str], reason: str
) -> None:
    async with Mailbox(access(server.imap_port, **wrong), None, staff, rhythm=BRISK):
        await staff.until(lambda staff: staff.states)
    assert staff.states[0] == (False, reason)
    with pytest.raises(OutOfReach, match=reason):
        await inspect(access(server.imap_port, **wrong))


async def test_a_server_that_breaks_off_while_we_log_in_has_refused_no_password() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK Good day\r\n")
        tag = (await reader.readuntil(b" ")).decode()
        writer.write(f"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag}OK Asked\r\n".encode())
        await reader.readuntil(b"AUTHENTICATE")
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        with pytest.raises(OutOfReach, match="lost"):
            await inspect(access(server.sockets[0].getsockname()[1]))


async def test_letters_travel_encrypted_and_a_strange_certificate_is_refused(
    server: MailServer, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = await self_signed(tmp_path)
    async with Proxy(server.imap_port, tls=context) as wire:
        with pytest.raises(OutOfReach, match="tls"):
            await inspect(access(wire.port, tls="implicit"))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with Mailbox(access(wire.port, tls="implicit"), None, staff, rhythm=BRISK):
            await staff.ready()
            for number in range(2):
                await server.deliver(letter(f"Nummer {number}"), OFFICE)
                await staff.gets(*(f"Nummer {known}" for known in range(number + 1)))


async def test_a_plain_login_serves_where_the_server_knows_no_sasl(server: MailServer, staff: Staff) -> None:
    ascii_only = 'p#ss/w?rd@:"x\\'
    server.mailbox(OFFICE, ascii_only)
    async with without(server, b"AUTH=PLAIN") as wire:
        found = await inspect(access(wire.port, password=ascii_only))
        assert found.unread == 0
        with pytest.raises(OutOfReach, match="login"):
            await inspect(access(wire.port))


async def test_set_up_learns_how_many_letters_are_read(server: MailServer) -> None:
    for number in range(3):
        await server.deliver(letter(f"Nummer {number}"), OFFICE)

    def read_one() -> None:
        with IMAPClient("127.0.0.1", server.imap_port, ssl=False, timeout=30) as client:
            client.plain_login(OFFICE, PASSWORD)
            client.select_folder("INBOX")
            client.fetch(client.search()[:1], ["BODY[]"])

    await asyncio.to_thread(read_one)
    found = await inspect(access(server.imap_port))
    assert (found.read, found.unread) == (1, 2)
    assert "IDLE" in found.capabilities


async def test_it_stops_at_once_while_it_waits_for_mail(server: MailServer, staff: Staff) -> None:
    async with reading(server.imap_port, staff) as mailbox:
        assert await seconds(mailbox.stop()) < 0.5


@pytest.mark.parametrize("greeted", [True, False])
async def test_it_stops_in_time_while_the_server_is_silent(post: MailSimulator, staff: Staff, greeted: bool) -> None:
    post.mailbox(OFFICE, password=PASSWORD)
    async with Proxy(post.imap_port) as wire:
        if not greeted:
            wire.hold()
        mailbox = Mailbox(access(wire.port), None, staff, rhythm=replace(BRISK, timeout=60))
        mailbox.start()
        await (staff.ready() if greeted else wire.until(lambda: wire.connections or None))
        wire.hold()
        assert await seconds(mailbox.stop()) < 2


async def test_it_stops_at_once_while_it_pauses(staff: Staff) -> None:
    rhythm = replace(BRISK, first_pause=60)
    async with Mailbox(access(free_port()), None, staff, rhythm=rhythm) as mailbox:
        await staff.until(lambda staff: staff.states)
        assert await seconds(mailbox.stop()) < 0.5


async def test_it_stops_in_time_while_a_letter_is_stored_for_ever(simulated: MailServer, staff: Staff) -> None:
    stuck = asyncio.Event()

    async def forever() -> None:
        stuck.set()
        await asyncio.Event().wait()

    staff.meanwhile = forever
    async with reading(simulated.imap_port, staff) as mailbox:
        await simulated.deliver(letter("neu"), OFFICE)
        await stuck.wait()
        assert await seconds(mailbox.stop()) < 2
    assert staff.letters == []


async def test_no_name_and_no_password_is_logged(
    simulated: MailServer, staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        async with reading(simulated.imap_port, staff):
            staff.broken = True
            await simulated.deliver(letter("Vertraulich"), OFFICE)
            await staff.until(lambda staff: (False, "storage") in staff.states)
    assert "storage" in caplog.text
    for secret in ("Vertraulich", "p#ss", OFFICE):
        assert secret not in caplog.text
