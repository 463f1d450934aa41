"""A kept answer in the form that one request asks for: compressed or not, whole or unchanged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from api.answers import Answer, Headers
from api.cache.kept import Kept

MAX_AGE = timedelta(seconds=5)
"""How long a browser or CDN may keep an answer, which no notification reaches."""

LEARN = "comptoir.learn"
"""Where an ASGI scope says who wants to know the kept answer that its request led to."""

_FRESH: Headers = ((b"cache-control", f"public, max-age={MAX_AGE.seconds}".encode()),)
_ENDING: Headers = ((b"cache-control", b"no-cache"),)
_TAKES_GZIP = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_FOR_CACHES = frozenset({b"etag", b"vary"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a request says about the form of its answer."""

    method: str
    packed: bool
    known: bytes  # If-None-Match

    @classmethod
    def read(cls, method: str, headers: Iterable[tuple[bytes, bytes]]) -> "Form":
        """The form asked for by a method and raw ASGI headers."""
        packed, known = False, b""
        for name, value in headers:
            if name == b"accept-encoding":
                packed = _TAKES_GZIP.search(value) is not None
            elif name == b"if-none-match":
                known = value
        return cls(method, packed, known)


def present(kept: Kept, form: Form, now: datetime) -> Answer:
    """The answer to send. No cache elsewhere may keep it beyond the instant at which it ends; what is asked
    by POST is kept nowhere else, so it needs nothing that is said to caches."""
    answer = kept.packed() if form.packed else kept.whole
    if form.method != "GET":
        return replace(answer, headers=_without(answer.headers, _FOR_CACHES))
    if kept.etag in form.known:
        answer = kept.unchanged()
    return replace(answer, headers=answer.headers + (_ENDING if is_ending(kept, now) else _FRESH))


def is_ending(kept: Kept, now: datetime) -> bool:
    """Whether an answer ends before a cache elsewhere would let go of it."""
    return kept.life.until is not None and kept.life.until - now < MAX_AGE


def _without(headers: Headers, names: frozenset[bytes]) -> Headers:
    return tuple(pair for pair in headers if pair[0] not in names)
