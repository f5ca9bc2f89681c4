"""What became of a list, in words and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.corrections import Comparison
from bot.lists import ReadList
from bot.register_table import heading, topic_name
from locales import Words
from storage.corrections import Kept
from storage.list_rows import Skipped
from storage.register import Report


def as_json(report: Report, say: Words, comparison: Comparison | None = None) -> dict[str, Any]:
    """The result for programs; of an export that came back also its changes."""
    told: dict[str, Any] = {
        "rows": report.rows,
        "associations": vars(report.associations),
        "people": vars(report.people),
        "doubtful": [doubt._asdict() for doubt in report.doubtful],
        "skipped": [{"sheet": s.sheet, "line": s.line, "reason": reason(s, say)} for s in report.skipped],
    }
    if comparison:
        shown = ("sheet", "line", "name", "field", "old", "new")
        told["changes"] = [{name: getattr(change, name) for name in shown} for change in comparison.changes]
        told["kept"] = [{**kept._asdict(), "reason": _why_kept(kept, say)} for kept in comparison.kept]
    return told


def reason(skipped: Skipped, say: Words) -> str:
    return say.text(f"register-reason-{skipped.reason}", value=skipped.value)


def in_words(reading: ReadList, report: Report, say: Words) -> Iterator[str]:
    """The result for people, line by line."""
    yield say.text("register-read", rows=report.rows, file=reading.source)
    for subject in ("associations", "people"):
        yield say.text(f"register-{subject}", **vars(getattr(report, subject)))
    if reading.ignored:
        yield say.text("register-ignored", sheets=say.listing(reading.ignored))
    yield from _section("skipped", [_at(s.sheet, s.line, reason(s, say), say) for s in report.skipped], say)
    yield from _section("problems", _problems(reading, say), say)
    yield from _section("differences", _differences(report, say), say)
    yield from _section("doubtful", _doubts(report, say), say)


def changes_in_words(comparison: Comparison, say: Words) -> Iterator[str]:
    """What would change in the register, and what cannot."""
    changes = [
        say.text("register-change", name=c.name, field=heading(c.field, say), old=c.old, new=c.new)
        for c in comparison.changes
    ]
    yield from _section("changes", changes, say)
    yield from _section("kept", [_kept(kept, say) for kept in comparison.kept], say)


def _kept(kept: Kept, say: Words) -> str:
    details = {"name": kept.name, "field": heading(kept.field, say), "reason": _why_kept(kept, say)}
    return _at(kept.sheet, kept.line, say.text("register-keep", **details), say)


def _why_kept(kept: Kept, say: Words) -> str:
    return say.text(f"register-kept-{kept.reason}", value=kept.value)


def _section(name: str, lines: Iterable[str], say: Words) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n{say.text(f'register-{name}')}"
        yield from (f"  {line}" for line in found)


def _at(sheet: str, line: int, what: str, say: Words) -> str:
    return say.text("register-where", sheet=sheet, line=str(line), what=what)


def _problems(reading: ReadList, say: Words) -> Iterator[str]:
    for row in reading.rows:
        for problem in row.problems:
            what = say.text(f"register-problem-{problem.reason}", field=problem.field, value=problem.value)
            yield _at(row.sheet, row.line, what, say)
        if row.unknown_topics:
            what = say.text("register-unknown-topics", topics=", ".join(row.unknown_topics))
            yield _at(row.sheet, row.line, what, say)


def _differences(report: Report, say: Words) -> Iterator[str]:
    for told in report.differences:
        now, other = (_topics_in_words(text, say) if told.kind == "topics" else text for text in (told.now, told.other))
        details = {"name": told.name, "field": told.field, "now": now, "other": other}
        yield _at(told.sheet, told.line, say.text(f"register-difference-{told.kind}", **details), say)


def _topics_in_words(keys: str, say: Words) -> str:
    return ", ".join(topic_name(topic, say) for topic in keys.split(", "))


def _doubts(report: Report, say: Words) -> Iterator[str]:
    for doubt in report.doubtful:
        what = say.text("register-doubt", name=doubt.name, candidate=doubt.candidate, score=doubt.score)
        yield _at(doubt.sheet, doubt.line, what, say)
    lines: Sequence[str] = sorted({str(doubt.line) for doubt in report.doubtful})
    if lines:
        yield from say.text("register-doubt-how", line=lines[0]).splitlines()
