"""What becomes of a declaration: how many said yes, the sheet with time, name and door, the reminder, the end.

At the deadline every member of staff gets the result at their door. Names stand in it only where its reader chose to
read them (handlers/doors.py); a chat that is not for names gets the numbers, and the sheets come by mail. A sheet is
made by the clock, outside of a write: it takes seconds.
"""

from collections import Counter
from datetime import datetime
from functools import partial
from typing import Any, cast

from handlers import declare, declaring, doors, duties, moments
from handlers.commands import command
from handlers.paging import paged
from locales import words
from mailing.office import Office
from mailing.sheets import declarations as paper
from mailing.sheets import making
from mailing.turn import Button, Enclosure, Turn, action, short, turn_for
from storage import declarations, people, sheets
from storage.database import Sessions
from storage.declarations import Declaration, Outcome
from storage.people import Door, Person

SHEET = "declaration"
"""Under this name `storage.sheets` knows what is wanted here."""


@command("declarations")
async def declarations_(turn: Turn, rest: str) -> None:
    """For staff all of them; for others what their associations are asked."""
    if turn.person.may("viewer"):
        await list_(turn, rest)
    else:
        await declare.mine(turn)


@action("declared.list", role="viewer")
async def list_(turn: Turn, argument: str) -> None:
    """A button for each, and one for a new one. `argument` is the page."""
    newest = await declarations.latest(turn.session)
    shown = [Button(short(one.title), f"declared.show:{one.id}", plain=True) for one in newest]
    begin = [Button("declaring-start", "declaring.start")] if turn.person.may("editor") else []
    buttons = [*begin, *paged(shown, int(argument or 0), "declared.list:")]
    await turn.say("declared-list", edit=bool(argument), number=len(newest), buttons=buttons, for_staff=True)


@action("declared.show", role="viewer")
async def show(turn: Turn, argument: str) -> None:
    """How things stand, and what can be done now."""
    declaration = await declarations.get(turn.session, int(argument))
    if declaration.state == "draft":
        await declaring.preview(turn, declaration)
        return
    outcome = await declarations.outcome(turn.session, declaration)
    await turn.say(
        "declared-standing", for_staff=True, buttons=_buttons(turn, declaration), **_facts(turn, outcome, turn.person)
    )


def _buttons(turn: Turn, declaration: Declaration) -> list[Button]:
    number = declaration.id
    buttons = [Button("declared-sheet", f"declared.sheet:{number}")]
    if declaration.state == "open" and turn.person.may("editor"):
        buttons.append(Button("declared-record", f"declared.record:{number}.0"))
        if declaration.reminded_at is None:
            buttons.append(Button("declared-remind", f"declared.remind:{number}"))
        buttons.append(Button("declared-end", f"declared.end:{number}"))
    return buttons


def _facts(turn: Turn, outcome: Outcome, reader: Person | None) -> dict[str, Any]:
    say = words(reader.language if reader else turn.office.language)
    number = Counter(answer.said for answer in outcome.answers)
    return {
        "title": outcome.declaration.title,
        "deadline": moments.deadline(say, outcome.declaration.deadline, turn.office.timezone),
        "over": "yes" if outcome.declaration.deadline <= turn.now else "no",
        "yes": number["yes"],
        "no": number["no"],
        "comment": number["comment"],
        "silent": len(outcome.silent),
    }


@action("declared.record", role="editor")
async def record(turn: Turn, argument: str) -> None:
    """Which silent association said something on the phone? `argument` is "declaration.page"."""
    number, _, page = argument.partition(".")
    declaration = await declarations.get(turn.session, int(number))
    silent = (await declarations.outcome(turn.session, declaration)).silent
    shown = [Button(short(a.name), f"declare.show:{number}.{a.id}", plain=True) for a in silent]
    await turn.say(
        "declared-which",
        edit=page != "0",
        title=declaration.title,
        number=len(silent),
        buttons=paged(shown, int(page), f"declared.record:{number}."),
        for_staff=True,
    )


@action("declared.remind", role="editor")
async def remind(turn: Turn, argument: str) -> None:
    """Now, instead of on its day. Raises `DeclarationOver`, `RemindedAlready`."""
    outcome = await declarations.remind(turn.session, int(argument), turn.now)
    unreached = await declare.ask(turn, outcome.declaration, outcome.silent, "declare-reminder")
    await turn.say(
        "declared-reminded",
        title=outcome.declaration.title,
        count=len(outcome.silent) - len(unreached),
        unreached=len(unreached),
    )


@action("declared.end", role="editor")
async def end(turn: Turn, argument: str) -> None:
    """Ask before it ends."""
    declaration = await declarations.get(turn.session, int(argument))
    buttons = [Button("declared-end-now", f"declared.ended:{declaration.id}")]
    await turn.say("declared-end-sure", title=declaration.title, buttons=buttons, for_staff=True)


@action("declared.ended", role="editor")
async def ended(turn: Turn, argument: str) -> None:
    """The clock tells the result to all staff."""
    declaration = await declarations.end(turn.session, int(argument), turn.person, turn.now)
    await turn.say("declared-ended", title=declaration.title, edit=True)


@action("declared.sheet", role="viewer")
async def sheet(turn: Turn, argument: str) -> None:
    """The clock makes it, and sends it here."""
    declaration = await declarations.get(turn.session, int(argument))
    await sheets.want(
        turn.session, SHEET, str(declaration.id), turn.person, turn.channel, turn.address, turn.now
    )  # fmt: skip


async def remind_silent(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: who has said nothing on the fifth day is written to once more."""
    async with database.read() as session:
        due = await declarations.to_remind(session, now)
    await duties.each(database, now, office, "declaration-reminder", due, partial(_remind, database, now, office))


async def _remind(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.write() as session:
        outcome = await declarations.remind(session, number, now)
        turn = turn_for(session, now, office)
        await declare.ask(turn, outcome.declaration, outcome.silent, "declare-reminder")


async def end_finished(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: at the deadline staff get the result."""
    async with database.read() as session:
        due = await declarations.to_end(session, now)
    await duties.each(database, now, office, "declaration-end", due, partial(_end, database, now, office))


async def _end(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.read() as session:
        outcome = await declarations.outcome(session, await declarations.get(session, number))
        languages = {words(member.language).language for member in await people.staff(session, "editor")}
    files = {
        tag: await _made(outcome, tag, now, office) for tag in sorted({*languages, words(office.language).language})
    }
    async with database.write() as session:
        if await declarations.finish(session, number, now):
            await _tell(turn_for(session, now, office), outcome, files)


async def _tell(turn: Turn, outcome: Outcome, files: dict[str, list[Enclosure]]) -> None:
    """At every door of staff; who may not read names there gets the sheets by mail as well."""
    for door in await doors.of_staff(turn):
        await _write(turn, outcome, door.member, door.channel, door.address, files if door.trusted else None)
        for reader in () if door.trusted else door.listeners:
            if reader.mail:
                await _write(turn, outcome, reader, "mail", reader.mail, files)


async def _write(
    turn: Turn, outcome: Outcome, reader: Person | None, channel: Any, address: str,
    files: dict[str, list[Enclosure]] | None,
) -> None:  # fmt: skip
    language = words(reader.language if reader else turn.office.language).language
    await turn.write_to(
        reader,
        channel,
        address,
        "declared-result",
        quiet=True,
        for_staff=True,
        files=files[language] if files else (),
        **_facts(turn, outcome, reader),
    )


async def send_wanted(database: Sessions, now: datetime, office: Office) -> None:
    """For the clock: the sheets that somebody asked for."""
    async with database.read() as session:
        wanted = await sheets.wanted(session, SHEET)
    await duties.each(database, now, office, "declaration-sheet", wanted, partial(_send, database, now, office))


async def _send(database: Sessions, now: datetime, office: Office, number: int) -> None:
    async with database.read() as session:
        wanted = await sheets.get(session, number)
        reader = await people.get(session, wanted.person_id) if wanted else None
        if wanted is None or reader is None:
            return
        outcome = await declarations.outcome(session, await declarations.get(session, int(wanted.about)))
    files = await _made(outcome, words(reader.language).language, now, office)
    async with database.write() as session:
        reader = await people.get(session, wanted.person_id)
        if reader and await sheets.answered(session, number):
            turn = Turn(session, now, office, reader, wanted.door, wanted.address)
            await doors.confide(turn, "declared-result", files=files, **_facts(turn, outcome, reader))


async def _made(outcome: Outcome, language: str, now: datetime, office: Office) -> list[Enclosure]:
    """To print, and to reckon with."""
    results = _sheet(outcome)
    pdf, csv = await making.made(
        [
            partial(paper.pdf, results, language, office.timezone, now),
            partial(paper.csv, results, language, office.timezone),
        ]
    )
    name = words(language).text("declared-file")
    return [
        Enclosure("document", f"{name}.pdf", "application/pdf", len(pdf), content=pdf),
        Enclosure("document", f"{name}.csv", "text/csv", len(csv), content=csv),
    ]


def _sheet(outcome: Outcome) -> paper.DeclarationSheet:
    answered = [
        paper.Declaration(
            answer.association.name,
            cast(paper.Answer, answer.said),
            answer.comment or "",
            answer.person.name if answer.person else "",
            cast(Door, answer.door),
            answer.at,
        )
        for answer in outcome.answers
    ]
    silent = [paper.Declaration(association.name, "silent") for association in outcome.silent]
    return paper.DeclarationSheet(outcome.declaration.title, (*answered, *silent))
