"""A mailbox as the desk shows it: a mail program with a list, a letter, and a sheet to write on."""

import re
from collections import defaultdict
from email.utils import parseaddr
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from simulator.faults import split
from simulator.handset import attached
from simulator.letter import Attachment, Letter
from simulator.mail import MailSimulator
from simulator.mailbox import Mailbox
from simulator.programs import Program, answer_subject

# No script, nothing from elsewhere; links open beside the page, which looks at them first.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_CID = re.compile(r"""(?<=["'(])cid:([^"')]+)""")
_PROGRAMS: tuple[Program, ...] = ("plain", "outlook", "gmail", "apple")
_BREAK = re.compile(r"[\r\n]+")


class Letterbox:
    """The routes of all mailboxes of one post. What people send stays in `sent`, as a mail program keeps it."""

    def __init__(self, post: MailSimulator) -> None:
        self._post = post
        self.sent: defaultdict[str, list[Letter]] = defaultdict(list)
        self.routes = [
            Route("/mailboxes", self._new, methods=["POST"]),
            Route("/mailboxes/{address}", self._look, methods=["GET"]),
            Route("/mailboxes/{address}/write", self._write, methods=["POST"]),
            Route("/mailboxes/{address}/{number}", self._read, methods=["GET"]),
            Route("/mailboxes/{address}/{number}/html", self._html, methods=["GET"]),
            Route("/mailboxes/{address}/{number}/files/{file:int}", self._file, methods=["GET"]),
        ]

    def overview(self) -> list[dict[str, Any]]:
        """Every mailbox: `address`, `name`."""
        return [{"address": mailbox.address, "name": _name(mailbox)} for mailbox in self._post.mailboxes.values()]

    async def _look(self, request: Request) -> Response:
        mailbox = self._mailbox(request)
        letters = [_listed(number, letter) for number, letter in self._letters(mailbox).items()]
        letters.sort(key=lambda letter: str(letter["date"]), reverse=True)
        return JSONResponse({"address": mailbox.address, "name": _name(mailbox), "letters": letters})

    async def _new(self, request: Request) -> Response:
        async with request.form() as form:
            address, name = _line(form, "address"), _line(form, "name")
        if not all(split(address)):
            raise HTTPException(400, "address")
        mailbox = self._post.mailbox(address, name=name)
        return JSONResponse({"address": mailbox.address})

    async def _read(self, request: Request) -> Response:
        letter = self._letter(request)
        files = letter.attachments
        return JSONResponse(
            {
                **_listed(request.path_params["number"], letter),
                "to": str(letter.headers["To"] or ""),
                "text": letter.text,
                "html": bool(letter.html),
                "answer_to": letter.reply_address,
                "answer_subject": answer_subject("plain", letter.subject),
                "files": [{"number": number, "name": file.name, "size": len(file.data)}
                          for number, file in enumerate(files) if not file.cid],
            }
        )  # fmt: skip

    async def _html(self, request: Request) -> Response:
        letter = self._letter(request)
        numbers = {file.cid: number for number, file in enumerate(letter.attachments) if file.cid}
        shown = _CID.sub(lambda found: f"files/{numbers.get(found[1], 'none')}", letter.html)
        return HTMLResponse(shown, headers={"Content-Security-Policy": _POLICY})

    async def _file(self, request: Request) -> Response:
        files = self._letter(request).attachments
        number = request.path_params["file"]
        if number >= len(files):
            raise HTTPException(404)
        return attached(files[number].data, files[number].type, files[number].name)

    async def _write(self, request: Request) -> Response:
        """A new mail, or with `answers` (the number of a letter) a reply in its thread."""
        mailbox = self._mailbox(request)
        async with request.form() as form:
            copy = await self._post.person(mailbox.address).writes(
                [address.strip() for address in _line(form, "to").split(",")],
                _BREAK.sub(" ", str(form.get("subject", ""))),
                str(form.get("text", "")).replace("\r\n", "\n"),
                in_reply_to=self._letters(mailbox).get(str(form.get("answers", ""))),
                attachments=await _files(form),
                client=_program(form),
            )
        self.sent[mailbox.address].append(copy)
        mailbox.folders.changed()
        return JSONResponse({})

    def _letters(self, mailbox: Mailbox) -> dict[str, Letter]:
        """By number: `r0` is the first that came, `s0` the first that was sent."""
        came = {f"r{number}": letter for number, letter in enumerate(mailbox.letters)}
        return came | {f"s{number}": letter for number, letter in enumerate(self.sent[mailbox.address])}

    def _mailbox(self, request: Request) -> Mailbox:
        found = self._post.mailboxes.get(request.path_params["address"].lower())
        if found is None:
            raise HTTPException(404)
        return found

    def _letter(self, request: Request) -> Letter:
        found = self._letters(self._mailbox(request)).get(request.path_params["number"])
        if found is None:
            raise HTTPException(404)
        return found


def _name(mailbox: Mailbox) -> str:
    """Its owner's name, if need be as the first who wrote to it knew it."""
    return mailbox.name or next((parseaddr(str(letter.headers["To"]))[0] for letter in mailbox.letters), "")


def _listed(number: str, letter: Letter) -> dict[str, Any]:
    return {
        "number": number,
        "sent": number.startswith("s"),
        "from": str(letter.headers["From"] or ""),
        "to": str(letter.headers["To"] or ""),
        "subject": letter.subject,
        "date": letter.arrived.isoformat(),
        "begins": " ".join(letter.text.split())[:120],
    }


async def _files(form: FormData) -> list[Attachment]:
    uploads = [item for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
    return [
        Attachment(upload.filename or "", upload.content_type or "application/octet-stream", await upload.read())
        for upload in uploads
    ]


def _program(form: FormData) -> Program:
    return next((program for program in _PROGRAMS if program == form.get("program")), "plain")


def _line(form: FormData, name: str) -> str:
    value = str(form.get(name, "")).strip()
    if not value or _BREAK.search(value):
        raise HTTPException(400, name)
    return value
