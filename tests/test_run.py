"""`run.py`, run as people run it, in a folder where Python and uv only write down how they were called."""

import ast
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
RUN = HERE / "run.py"
TELLS = """#!/bin/sh
case "$*" in *sys.version*) echo 3.11; exit;; esac
echo "$(basename "$0") $*" >> "$CALLS"
"""


class Clone:
    """A fresh clone whose .venv is made of shell scripts."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        self.calls = folder / "calls"
        (self.root / ".venv" / "bin").mkdir(parents=True)
        (self.root / "bench").mkdir()
        (self.root / "bench" / "mail.py").touch()
        for name in ("run.py", "pyproject.toml", "uv.lock"):
            shutil.copy(HERE / name, self.root)
        for name in ("python", "uv"):
            self.script(name, TELLS)

    def script(self, name: str, text: str) -> None:
        path = self.root / ".venv" / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def start(self, *words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "CALLS": str(self.calls)}
        command = [sys.executable, str(self.root / "run.py"), *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment, cwd=self.root.parent)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def called(self) -> list[str]:
        """What Python and uv were asked to do since the last look."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return lines


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def synced(calls: list[str]) -> list[str]:
    return [call for call in calls if call.startswith("uv sync")]


def test_without_words_it_says_what_there_is(clone: Clone) -> None:
    answer = clone.run()
    assert answer.returncode == 0
    for word in ("demo", "test", "bench", "mail"):
        assert word in answer.stdout
    assert clone.called() == []


def test_every_other_word_is_for_the_program(clone: Clone) -> None:
    assert clone.run("import", "list one.csv", "--dry-run").returncode == 0
    sync, program = clone.called()
    assert " --frozen --inexact " in sync
    assert "--extra" not in sync
    assert program == "python -P -m bot import list one.csv --dry-run"


def test_a_second_start_goes_straight_to_the_program(clone: Clone) -> None:
    clone.run("demo")
    assert [call.endswith(" --extra=demo") for call in synced(clone.called())] == [True]
    assert "Preparing" not in clone.run("demo", "--no-open").stderr
    assert clone.called() == ["python -P -m bot demo --no-open"]
    clone.run("status")
    assert synced(clone.called()) == []


def test_a_word_that_needs_more_gets_more_and_keeps_what_was_there(clone: Clone) -> None:
    clone.run("demo")
    clone.called()
    clone.run("test", "-k", "mail")
    sync, tests = clone.called()
    assert sync.endswith(" --extra=demo --group=dev")
    assert tests == "python -m pytest -rfEs -k mail"
    (clone.root / "uv.lock").write_text("moved")
    clone.run("status")
    assert [call.endswith(" --extra=demo --group=dev") for call in synced(clone.called())] == [True]


def test_all_tests_run_side_by_side_and_name_what_they_skip(clone: Clone) -> None:
    clone.run("test")
    assert clone.called()[-1].startswith("python -m pytest -rfEs -n ")


def test_a_failed_sync_is_a_sentence_and_is_tried_again(clone: Clone) -> None:
    clone.script("uv", "#!/bin/sh\nexit 2\n")
    answer = clone.run("demo")
    assert (answer.returncode, "could not be installed" in answer.stderr) == (1, True)
    assert clone.called() == []
    clone.script("uv", TELLS)
    assert clone.run("demo").returncode == 0
    assert len(synced(clone.called())) == 1


def test_a_stamp_cut_short_counts_as_none(clone: Clone) -> None:
    clone.run("demo")
    (clone.root / ".venv" / "netzbote-stamp.json").write_text('{"key": "')
    clone.called()
    assert clone.run("demo").returncode == 0
    assert len(synced(clone.called())) == 1


def test_uv_comes_by_pip_into_the_venv(clone: Clone) -> None:
    (clone.root / ".venv" / "bin" / "uv").unlink()
    script = f'{TELLS}\ncase "$*" in *"pip install"*) cp "$0" "$(dirname "$0")/uv";; esac\n'
    clone.script("python", script)
    assert clone.run("status").returncode == 0
    assert [call.split()[:4] for call in clone.called()[:2]] == [
        ["python", "-m", "ensurepip"],
        ["python", "-m", "pip", "install"],
    ]


def test_two_starts_at_once_prepare_once(clone: Clone) -> None:
    with open(clone.root / ".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        starts = [clone.start("demo"), clone.start("demo")]
        with pytest.raises(subprocess.TimeoutExpired):
            starts[0].wait(timeout=0.5)
        assert clone.called() == []
    for start in starts:
        start.communicate(timeout=30)
    calls = clone.called()
    assert (len(synced(calls)), len(calls)) == (1, 3)


def test_a_bench_that_is_not_there_is_named_with_those_that_are(clone: Clone) -> None:
    answer = clone.run("bench", "male")
    assert (answer.returncode, "mail" in answer.stderr) == (1, True)
    assert clone.run("bench", "mail", "--quick").returncode == 0
    assert clone.called()[-1] == "python -m bench.mail --quick"


def test_an_older_python_can_read_why_it_is_too_old() -> None:
    tree = ast.parse(RUN.read_text(), feature_version=(3, 7))
    kinds = [type(node).__name__ for node in tree.body[:4]]
    assert kinds == ["Expr", "Import", "If", "Import"]


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(RUN.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_stamp_holds_no_path_of_the_machine(clone: Clone) -> None:
    clone.run("demo")
    stamp = json.loads((clone.root / ".venv" / "netzbote-stamp.json").read_text())
    assert stamp.keys() == {"key", "wants"}
