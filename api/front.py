"""The cache in front of the routing: a request seen before gets its kept answer byte for byte.

The first time, a request takes the whole way, and the endpoint says which kept answer it led to. The same
bytes with the same headers then lead there directly, for as long as that answer is in the cache.
"""

import re
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import Answer, Headers, send_refusal
from api.cache import AnswerCache, Kept
from api.errors import Refusal
from api.graphql import GraphQLEndpoint
from api.limits import read_body
from api.metrics import CACHE

MAX_AGE = timedelta(seconds=5)
"""How long a browser or CDN may keep an answer, which no notification reaches."""

_FRESH: Headers = ((b"cache-control", f"public, max-age={MAX_AGE.seconds}".encode()),)
_ENDING: Headers = ((b"cache-control", b"no-cache"),)
_DECIDING = frozenset(
    {b"accept", b"accept-language", b"content-type", b"x-region", b"x-language", b"x-deliver-to"}
)
_PRIVATE = frozenset({b"authorization", b"cookie", b"content-encoding"})
_TAKES_GZIP = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_LONGEST = 1_000
_MOST_SHORTCUTS = 8_192


@dataclass(frozen=True, slots=True)
class Traits:
    """What decides about a request's answer, and in which form it is sent."""

    deciding: tuple[bytes, ...]
    packed: bool
    known: bytes  # If-None-Match


class FrontCache:
    """Answers the requests to one path, from the cache or by the endpoint; passes others on."""

    def __init__(self, app: ASGIApp, path: str, endpoint: GraphQLEndpoint, cache: AnswerCache) -> None:
        self.app = app
        self.path = path
        self.endpoint = endpoint
        self.cache = cache
        self._shortcuts: OrderedDict[Hashable, Hashable] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http" or scope["path"] != self.path:
            return await self.app(scope, receive, send)
        traits = read_traits(scope)
        if traits is None:
            return await self.endpoint(scope, receive, send)
        try:
            body = await read_body(scope, receive, self.endpoint.limits) if scope["method"] == "POST" else b""
        except Refusal as refusal:
            return await send_refusal(refusal, scope, send)
        except ClientDisconnect:
            return None
        outcome = await self._outcome(scope, traits, body)
        if isinstance(outcome, Kept):
            outcome = present(outcome, traits, scope["method"], self.endpoint.desk.clock())
        return await outcome.send(send)

    async def _outcome(self, scope: Scope, traits: Traits, body: bytes) -> Answer | Kept:
        digest = blake2b(body, digest_size=16).digest()
        request = (scope["method"], scope["query_string"], traits.deciding, digest)
        key = self._shortcuts.get(request)
        if key is not None:
            kept = self.cache.find(key, self.endpoint.desk.clock())
            if kept is not None:
                CACHE.labels("shortcut").inc()
                return kept
        outcome = await self.endpoint.respond(scope, body)
        if isinstance(outcome, Kept):
            self._shortcuts[request] = outcome.key
            if len(self._shortcuts) > _MOST_SHORTCUTS:
                self._shortcuts.popitem(last=False)
        return outcome


def present(kept: Kept, traits: Traits, method: str, now: datetime) -> Answer:
    """A kept answer in the form that a request asks for, never cached beyond the instant at which it ends."""
    answer = kept.packed if traits.packed and kept.packed else kept.answer
    if method != "GET":
        return answer
    until = kept.life.until
    added = _ENDING if until is not None and until - now < MAX_AGE else _FRESH
    if kept.etag in traits.known:
        return Answer(304, kept.unchanged + added, b"")
    return Answer(answer.status, answer.headers + added, answer.body)


def read_traits(scope: Scope) -> Traits | None:
    """What decides about a request's answer; None for one that is personal, odd, or asks for a page."""
    deciding: list[bytes] = []
    packed = False
    known = b""
    length = len(scope["query_string"])
    for name, value in scope["headers"]:
        if name in _DECIDING:
            deciding += (name, value)
            length += len(value)
        elif name == b"accept-encoding":
            packed = _TAKES_GZIP.search(value) is not None
        elif name == b"if-none-match":
            known = value
        elif name in _PRIVATE:
            return None
    asks_for_page = scope["method"] == "GET" and any(b"text/html" in value for value in deciding)
    if asks_for_page or length > _LONGEST or scope["method"] not in {"GET", "POST"}:
        return None
    return Traits(tuple(deciding), packed, known)
