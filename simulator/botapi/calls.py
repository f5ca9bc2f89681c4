"""One call of a method, read from HTTP: from a query, a form, a form in several parts, or JSON.

https://core.telegram.org/bots/api#making-requests
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from simulator.botapi import files, rules
from simulator.botapi.refusal import Json, bad_request, usual
from simulator.botapi.tables import canonical


@dataclass(frozen=True)
class Upload:
    """One uploaded part."""

    filename: str
    mime: str | None
    data: bytes


@dataclass(frozen=True)
class Call:
    """A method with its decoded parameters and uploaded parts, unchecked."""

    method: str
    params: Json
    uploads: dict[str, Upload]


async def read(request: Request, method: str) -> Call:
    """Read a request to its end; raises `ApiRefusal` if it is no request at all."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    params: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    if kind == "multipart/form-data":
        await _read_parts(request, params, uploads)
    elif kind == "application/json":
        params |= _object(await request.body())
    else:
        params |= parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    name = canonical(method) or method
    return Call(name, _utf8(rules.decoded(name, params)), uploads)


async def _read_parts(request: Request, params: dict[str, Any], uploads: dict[str, Upload]) -> None:
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or name, value.content_type, await value.read())
            else:
                params[name] = value
    if any(len(upload.data) > files.MAX_UPLOAD for upload in uploads.values()):
        raise usual(413)


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse the request's JSON object")
    return value


def _utf8(params: Json) -> Json:
    """JSON can carry half of a surrogate pair, which is no text."""
    try:
        json.dumps(params, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return params
