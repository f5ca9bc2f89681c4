"""`netzbote doctor`: is everything well, and what to do where it is not; exit 1 when something is wrong."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import say

if TYPE_CHECKING:
    from bot.doctor import Finding
    from bot.settings import Settings

STYLES = {"ok": "green", "warning": "yellow", "wrong": "bold red"}


def register(app: typer.Typer) -> None:
    text = say().text

    def doctor(
        send: Annotated[bool, typer.Option("--send", help=text("doctor-help-send"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=text("status-help-json"))] = False,
    ) -> int:
        import asyncio

        from bot.asking import working
        from bot.settings import load

        settings = load()
        if not as_json:
            return _exit_code(asyncio.run(_examine(settings, send=send, show=True)))
        with working("doctor-working"):
            findings = asyncio.run(_examine(settings, send=send, show=False))
        told = [{"state": f.state, "subject": f.subject, "finding": f.name, "text": in_words(f)} for f in findings]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return _exit_code(findings)

    app.command("doctor", help=text("doctor-help"))(doctor)


def _exit_code(findings: "list[Finding]") -> int:
    return 1 if any(finding.state == "wrong" for finding in findings) else 0


async def _examine(settings: "Settings", *, send: bool, show: bool) -> "list[Finding]":
    """Each finding is shown as soon as it is there: some take their time."""
    from rich.console import Console
    from rich.text import Text

    from bot.doctor import examine

    console, findings = Console(highlight=False), []
    async for finding in examine(settings, send=send):
        findings.append(finding)
        if show:
            mark = say().text(f"doctor-{finding.state}").ljust(8)
            console.print(Text.assemble((mark, STYLES[finding.state]), in_words(finding)), soft_wrap=True)
    return findings


def in_words(finding: "Finding") -> str:
    return say().text(finding.key, **finding.details)
