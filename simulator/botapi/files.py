"""The files that went through the messenger, under the ids and paths by which the Bot API names them.

Sizes in bytes; a bot may send 50 MB (a photo 10) and fetch 20 (https://core.telegram.org/bots/api#sending-files).
"""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from simulator.botapi.refusal import Json, bad_request

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024

_FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "video": "videos", "sticker": "stickers"}
_USUAL_MIME = {"photo": "image/jpeg", "voice": "audio/ogg", "sticker": "image/webp"}
_THUMBNAIL_SIDE = 90
_PHOTO_SIDE = 800
_STICKER_SIDE = 512


@dataclass(frozen=True)
class StoredFile:
    """One file; `size` may claim more than `data` has, so that nobody has to send 25 MB to see them refused."""

    id: str
    kind: str
    name: str
    mime: str
    data: bytes
    size: int
    path: str

    def as_json(self) -> Json:
        """The part of every media object that names the file."""
        return {"file_id": self.id, "file_unique_id": f"unique-{self.id}", "file_size": self.size}


class FileStore:
    """All files of one simulator."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, data: bytes, *, mime: str | None = None, size: int | None = None) -> StoredFile:
        """Keep a file; its kind is the field of a message that will carry it."""
        number = len(self._by_path) + 1
        mime = mime or _USUAL_MIME.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        path = f"{_FOLDERS.get(kind, 'documents')}/file_{number}{PurePosixPath(name).suffix}"
        file = StoredFile(f"file-{number}-{kind}", kind, name, mime, data, size or len(data), path)
        self._by_id[file.id] = self._by_path[path] = file
        return file

    def get(self, file_id: str) -> StoredFile:
        """The file with this id; `ApiRefusal` if there is none: web addresses are not fetched."""
        try:
            return self._by_id[file_id.removesuffix("-small")]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None

    def at(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path."""
        return self._by_path.get(path)


def media(file: StoredFile, facts: Json) -> Json:
    """The fields of a message that carry this file; `facts` are what its sender said of it (duration, title, …)."""
    common = file.as_json()
    if file.kind == "photo":
        small = {"file_id": f"{file.id}-small", "file_unique_id": f"unique-{file.id}-small"}
        shapes = [{"width": side, "height": side} for side in (_THUMBNAIL_SIDE, _PHOTO_SIDE)]
        return {"photo": [{**common, **shapes[0], **small}, {**common, **shapes[1]}]}
    if file.kind == "sticker":
        shape = {"type": "regular", "width": _STICKER_SIDE, "height": _STICKER_SIDE}
        return {"sticker": {**common, **shape, "is_animated": False, "is_video": False, **facts}}
    common["mime_type"] = file.mime
    if file.kind in ("voice", "audio", "video"):
        common["duration"] = 0
    if file.kind == "video":
        common |= {"width": 0, "height": 0}
    if file.kind != "voice":
        common["file_name"] = file.name
    return {file.kind: common | facts}
