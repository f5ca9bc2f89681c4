"""The record of every request: one JSON line {"method", "params", "files"}, on disk before the answer leaves.

The same requests stay in memory with their time and answer, for tests and for the desk.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO


@dataclass
class Request:
    """One request as it was understood: `at` in seconds of the monotonic clock, `files` the names of uploaded parts."""

    method: str
    params: dict[str, Any]
    files: list[str]
    at: float
    ok: bool | None = None
    response: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        outcome = (
            "no answer yet" if self.ok is None else "ok" if self.ok else self.response.get("description", "no answer")
        )
        return f"{self.method} {json.dumps(self.params, ensure_ascii=False)} {' '.join(self.files)}-> {outcome}"


class Record:
    """Appends to a file, or to nothing if there is no path."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None

    def open(self) -> None:
        """Go on at the end of the file."""
        self._file = self._path.open("a", encoding="utf-8") if self._path else None

    def write(self, request: Request) -> None:
        """Add one line, and hand it to the operating system at once."""
        if self._file:
            line = {"method": request.method, "params": request.params, "files": request.files}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
            self._file = None
