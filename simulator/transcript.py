"""What a simulator was asked, one JSON line per request, flushed before the answer leaves.

A line is `{"method": "SMTP DATA", "params": {...}}`. Whoever reads the file while the simulator runs, or after it was
killed, sees every request that anybody got an answer to.
"""

import json
from pathlib import Path
from typing import Any


class Transcript:
    """The requests of one simulator, in memory (`lines`) and, when there is a path, appended to that file."""

    def __init__(self, path: Path | None = None) -> None:
        self.lines: list[dict[str, Any]] = []
        self._file = path.open("a", encoding="utf-8") if path else None

    def note(self, method: str, **params: object) -> None:
        """Write one request down."""
        line = {"method": method, "params": params}
        self.lines.append(line)
        if self._file:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()

    def of(self, method: str) -> list[dict[str, Any]]:
        """The params of every request with this method, oldest first."""
        return [line["params"] for line in self.lines if line["method"] == method]

    def tail(self, count: int = 20) -> str:
        """The last requests as text, for the message of a test that failed."""
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in self.lines[-count:]) or "(no request)"

    def close(self) -> None:
        """Close the file; what was noted stays in `lines`."""
        if self._file:
            self._file.close()
            self._file = None
