"""Static files from memory, compressed once and off the loop, sent under a strict policy."""

import asyncio
import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

COMPRESSIBLE = frozenset({"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"})

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "vary": "accept, accept-encoding, accept-language",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file's bytes, as they are and compressed; `gzipped` is None where that wouldn't help."""

    media: str
    body: bytes
    gzipped: bytes | None
    etag: str


class Assets:
    """The files below a folder and those added by name, each read when it is first asked for."""

    def __init__(self, folder: Path, added: dict[str, bytes]) -> None:
        self._files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
        self._added = added
        self._read: dict[str, Asset] = {}

    async def find(self, name: str) -> Asset | None:
        """The file of that name, None if there is none."""
        if name not in self._read:
            if name not in self._added and (name not in self._files or not self._files[name].is_file()):
                return None
            self._read[name] = await asyncio.to_thread(self._load, name)
        return self._read[name]

    def _load(self, name: str) -> Asset:
        body = self._added[name] if name in self._added else self._files[name].read_bytes()
        return make_asset(mimetypes.guess_type(name)[0] or "application/octet-stream", body)


def make_asset(media: str, body: bytes) -> Asset:
    """An asset of these bytes, compressed if that helps."""
    gzipped = gzip.compress(body, 6, mtime=0) if media in COMPRESSIBLE else None
    return Asset(media, body, gzipped, f'"{sha256(body).hexdigest()[:32]}"')


def respond(asset: Asset, request: Request, policy: str) -> Response:
    """The asset under a content security policy; nothing but a 304 to those who have it already."""
    headers = HEADERS | {
        "content-security-policy": policy,
        "etag": asset.etag,
        "cache-control": "no-cache",
    }
    if asset.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = asset.body
    if asset.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body = asset.gzipped
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type=asset.media)
