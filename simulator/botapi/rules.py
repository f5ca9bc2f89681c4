"""Decoding and checking one request against the tables.

A form carries everything as text, JSON carries values: `decoded` brings both to the same shape. `check` is stricter
than Telegram, which ignores what it does not know: an unknown parameter, a wrong type, an upload that nothing refers to
or a reference to something that was not uploaded is refused.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from simulator.botapi import keyboards
from simulator.botapi.refusal import Json, bad_request
from simulator.botapi.tables import METHODS, OBJECTS, Field, Fields

_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "text": "message text is empty",
    "file_id": "file_id not specified",
    **{kind: f"there is no {kind} in the request" for kind in ("photo", "document", "voice", "audio", "video")},
}


def decoded(method: str, params: Mapping[str, Any]) -> Json:
    """The parameters as values; what cannot be decoded stays as it came and fails the check."""
    fields = METHODS.get(method, {})
    return {name: _decoded(value, fields[name].kind) if name in fields else value for name, value in params.items()}


def _decoded(value: Any, kind: str) -> Any:
    if not isinstance(value, str) or kind in ("str", "file"):
        return value
    if kind in ("int", "chat"):
        return int(value) if re.fullmatch(r"-?\d{1,19}", value) else value
    try:
        return json.loads(value)
    except ValueError:
        return value


def check(method: str, params: Json, uploads: Collection[str]) -> None:
    """Raise `ApiRefusal` unless the method takes exactly these parameters and uploaded parts."""
    _check_fields(params, METHODS[method], "", uploads)
    for name in uploads:
        if name not in METHODS[method] and f"attach://{name}" not in json.dumps(params):
            raise bad_request(f'the uploaded part "{name}" is referred to by nothing')
    if markup := params.get("reply_markup"):
        keyboards.check(markup)


def _check_fields(value: Json, fields: Fields, path: str, uploads: Collection[str]) -> None:
    for name in value:
        if name not in fields:
            raise bad_request(f'the simulator knows no parameter "{path}{name}"')
    for name, field in fields.items():
        if name in value:
            _check_value(value[name], field.kind, path + name, uploads)
        elif field.required and not (field.kind == "file" and name in uploads):
            raise bad_request(_MISSING.get(name, f'parameter "{path}{name}" is required'))


def _check_value(value: Any, kind: str, path: str, uploads: Collection[str]) -> None:
    if kind.startswith("["):
        _check_list(value, kind[1:-1], path, uploads)
    elif "|" in kind:
        _check_value(value, _fitting(value, kind.split("|"), path), path, uploads)
    elif kind in OBJECTS:
        if not isinstance(value, dict):
            raise bad_request(f'parameter "{path}" must be a JSON object of type {kind}')
        _check_fields(value, OBJECTS[kind], f"{path}.", uploads)
    elif not _fits(value, kind):
        raise bad_request(f'parameter "{path}" must be of type {kind}, not {value!r}')
    elif kind == "file" and value.startswith("attach://") and value.removeprefix("attach://") not in uploads:
        raise bad_request(f"{value} was not uploaded")


def _check_list(value: Any, kind: str, path: str, uploads: Collection[str]) -> None:
    if not isinstance(value, list):
        raise bad_request(f'parameter "{path}" must be a JSON array')
    for number, item in enumerate(value):
        _check_value(item, kind, f"{path}[{number}]", uploads)


def _fits(value: Any, kind: str) -> bool:
    if kind.startswith("="):
        return bool(value == kind[1:])
    return _SCALARS[kind](value)


_SCALARS: dict[str, Callable[[Any], bool]] = {
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "true": lambda value: value is True,
    "str": lambda value: isinstance(value, str),
    "file": lambda value: isinstance(value, str),
    "chat": lambda value: isinstance(value, (int, str)) and not isinstance(value, bool),
}


def _fitting(value: Any, kinds: list[str], path: str) -> str:
    """The kind that an object is meant to be: the one whose required fields it has."""
    if isinstance(value, dict):
        for kind in kinds:
            if all(_has(value, name, field) for name, field in OBJECTS[kind].items() if field.required):
                return kind
    raise bad_request(f"can't parse {path.replace('_', ' ')} JSON object")


def _has(value: Json, name: str, field: Field) -> bool:
    return name in value and (not field.kind.startswith("=") or value[name] == field.kind[1:])
