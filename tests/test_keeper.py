"""A server that several processes use is started once, and is gone when the last of them is, however it went."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon import Daemon, free_port, greets
from tests.keeper import ROOT, Keepers, NotStarted

SERVER = """
import socket, sys
there = []
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    while True:
        there.append(server.accept()[0])
        there[-1].sendall(b"Good day")
"""
USER = """
import json, pathlib, sys
from tests.keeper import Keepers
keepers = Keepers(pathlib.Path(sys.argv[1]))
print(json.dumps(keepers.server("tests.test_keeper")), flush=True)
sys.stdin.read()
"""


def start(problem: str = "") -> Daemon:
    """The server of these tests; its keeper finds it here."""
    if problem:
        raise RuntimeError(problem)
    daemon, port = Daemon(), free_port()
    daemon.facts["port"] = port
    daemon.start([sys.executable, "-c", SERVER, str(port)], lambda: greets(port))
    return daemon


class User:
    """A process that uses the server."""

    def __init__(self, folder: Path) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", USER, str(folder)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout
        self.facts = json.loads(self.process.stdout.readline())

    def leave(self) -> None:
        self.process.communicate()

    def die(self) -> None:
        self.process.kill()
        self.process.communicate()


class Ear:
    """A connection to the server, which says when it ends."""

    def __init__(self, user: User) -> None:
        self.connection = socket.create_connection(("127.0.0.1", user.facts["port"]), 20)
        assert self.connection.recv(100) == b"Good day"

    def hears_the_end(self) -> None:
        assert self.connection.recv(100) == b""
        self.connection.close()


@pytest.fixture
def users(tmp_path: Path) -> Iterator[list[User]]:
    both = [User(tmp_path), User(tmp_path)]
    yield both
    for user in both:
        user.die()


def test_all_use_one_server_and_the_last_ends_it(users: list[User], tmp_path: Path) -> None:
    one, other = users
    assert one.facts == other.facts
    ear = Ear(one)
    one.leave()
    Ear(other).connection.close()
    other.leave()
    ear.hears_the_end()
    later = User(tmp_path)
    assert later.facts != one.facts
    later.leave()
    assert not Path(later.facts["folder"]).exists()


def test_a_server_outlives_one_of_its_users_but_not_all_of_them_even_if_they_are_killed(users: list[User]) -> None:
    one, other = users
    ear = Ear(other)
    one.die()
    Ear(other).connection.close()
    other.die()
    ear.hears_the_end()


def test_a_server_that_does_not_start_says_why_each_time(tmp_path: Path) -> None:
    keepers = Keepers(tmp_path)
    for _ in range(2):
        with pytest.raises(NotStarted, match="RuntimeError: no such machine"):
            keepers.server("tests.test_keeper", "no such machine")
    keepers.leave()
