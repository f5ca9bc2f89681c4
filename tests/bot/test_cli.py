"""The command line starts lightly, and what goes wrong is one sentence and an exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import explain, run
from bot.lock import AlreadyRunning, holder, locked
from locales import words

HEAVY = {
    "telegram",
    "sqlalchemy",
    "openpyxl",
    "pydantic",
    "pydantic_settings",
    "alembic",
    "httpx",
    "aiosmtplib",
    "imapclient",
}


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def heard(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_help_is_there_before_anything_heavy(office: Path) -> None:
    script = "import json, sys; from bot.cli import run; run(['--help']); print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    shown, _, loaded = done.stdout.strip().rpartition("\n")
    assert "netzbote" in shown
    assert HEAVY & {name.split(".")[0] for name in json.loads(loaded)} == set()


def test_no_words_show_the_help_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    said = capsys.readouterr()
    assert "netzbote" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["beckup"], "Den Befehl beckup gibt es nicht."),
        (["db", "restor"], "Vielleicht gemeint: netzbote db restore"),
        (["db", "backup"], "FILE fehlt.\nHilfe gibt es mit: netzbote db backup --help"),
        (["db", "backup", "--fast", "x"], "Die Angabe --fast gibt es hier nicht."),
    ],
)
def test_wrong_usage_is_a_sentence_in_the_operators_language(
    line: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line) == 2
    assert sentence in heard(capsys)


def test_the_operator_chooses_the_language(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETZBOTE_LANGUAGE", "en")
    assert run(["beckup"]) == 2
    assert heard(capsys) == "There is no command beckup. Perhaps you mean: netzbote --help\n"


def test_the_configuration_may_name_the_language_too(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "netzbote.toml").write_text('language = "en"')
    assert run(["beckup"]) == 2
    assert heard(capsys).startswith("There is no command beckup.")
    (office / "netzbote.toml").write_text("language = en")
    assert run(["beckup"]) == 2
    assert heard(capsys).startswith("Den Befehl beckup gibt es nicht.")


def test_wrong_settings_are_named_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETZBOTE_TIMEZONE", "Mars")
    monkeypatch.setenv("NETZBOTE_SMPT_URL", "smtp://mail.example.org")
    assert run(["db", "upgrade"]) == 1
    said = heard(capsys)
    assert "NETZBOTE_TIMEZONE: Eine Zeitzone" in said
    assert "NETZBOTE_SMTP_URL gemeint?" in said


def test_a_database_that_does_not_answer_is_a_sentence_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETZBOTE_DATABASE_URL", "postgresql://netz:geheim@127.0.0.1:1/netz")
    assert run(["db", "upgrade"]) == 1
    said = heard(capsys)
    assert said.startswith("Die Datenbank antwortet nicht wie erwartet: ")
    assert "geheim" not in said
    assert "psycopg." not in said


def test_a_file_that_is_no_database_is_a_sentence(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "data").mkdir()
    (office / "data" / "netzbote.sqlite").write_text("Verein;Ort\n" * 1000)
    assert run(["db", "upgrade"]) == 1
    assert "file is not a database" in heard(capsys)


def test_a_folder_that_cannot_be_made_is_a_sentence(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "list.csv").touch()
    monkeypatch.setenv("NETZBOTE_DATA_DIR", str(office / "list.csv" / "data"))
    assert run(["db", "upgrade"]) == 1
    assert heard(capsys).startswith(f"Das klappt nicht mit {office}")


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert explain(KeyError("x"), words("de")) is None


def test_one_run_at_a_time(office: Path) -> None:
    (office / "run.lock").write_text("123456789 of a run that is long gone")
    with locked(office):
        assert holder(office) == os.getpid()
        with pytest.raises(AlreadyRunning) as caught, locked(office):
            pass
        assert caught.value.details == {"process": str(os.getpid())}
    assert holder(office) is None


def test_a_killed_run_leaves_no_lock(office: Path) -> None:
    script = "import pathlib; from bot.lock import locked\nwith locked(pathlib.Path()): print(1, flush=True); input()"
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline() == "1\n"
        assert holder(office) == running.pid
        running.kill()
    assert holder(office) is None
