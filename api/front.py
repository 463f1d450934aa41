"""The cache in front of the routing: a request seen before gets its kept answer byte for byte.

The first time, a request takes the whole way, and the endpoint says which kept answer it led to. The same
bytes with the same headers then lead there directly, for as long as that answer is in the cache. A server
that hands over a whole request as it arrived, as `api.protocol` does, finds its answer by these bytes alone,
unparsed. Every microsecond here is paid by each of thousands of requests a second, so this file is written
for speed.
"""

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any
from weakref import ref

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache import AnswerCache, Kept
from api.cache.presenting import LEARN, MAX_AGE, Form, present
from api.gate import Buckets, client_of, network_of
from api.graphql import GraphQLEndpoint
from api.metrics import HITS

WHOLE = "comptoir.whole"
"""Where an ASGI scope has the bytes of its request, if they arrived at once and nothing else with them."""

_SLOW = frozenset({b"authorization", b"cookie", b"content-encoding", b"origin", b"upgrade", b"expect"})
_LONGEST_HEADERS = 2_000
_LONGEST_KEY = 1_000
_LONGEST_WHOLE = 4_000
_MOST_SHORTCUTS = 8_192


@dataclass(frozen=True, slots=True)
class Shortcut:
    """From a request to its kept answer, which it doesn't keep alive; not taken from `until` on."""

    kept: ref[Kept]
    start: Message
    head: bytes  # the start as HTTP/1.1 writes it, but for the status line and what the server adds
    packed: bool
    until: datetime | None

    def body_of(self, kept: Kept) -> bytes:
        """What follows the start."""
        if self.start["status"] == 304:
            return b""
        return kept.packed().body if self.packed else kept.whole.body


class FrontCache:
    """Answers what it has seen before on one path, and passes on everything else."""

    def __init__(
        self, app: ASGIApp, endpoint: GraphQLEndpoint, cache: AnswerCache, buckets: Buckets | None
    ) -> None:
        self.app = app
        self.cache = cache
        self.buckets = buckets
        self.clock = endpoint.desk.clock
        self._shortcuts: OrderedDict[Hashable, Shortcut] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache, or pass on and learn."""
        if not is_plain(scope):
            return await self.app(scope, receive, send)
        body = b""
        if scope["method"] == "POST":
            message = await receive()
            receive = _again(message, receive)
            if message["type"] != "http.request" or message.get("more_body"):
                return await self.app(scope, receive, send)
            body = message.get("body", b"")
            if len(body) > _LONGEST_KEY:
                body = blake2b(body, digest_size=24).digest()
        request = (body, scope["query_string"], scope["method"], *scope["headers"])
        shortcut = self._shortcuts.get(request)
        kept = self._follow(shortcut)
        if shortcut is not None and kept is not None and self._admits(client_of(scope)):
            HITS.add()
            self._keep(scope.get(WHOLE), shortcut)
            await send(shortcut.start)
            return await send({"type": "http.response.body", "body": shortcut.body_of(kept)})
        form = Form.read(scope["method"], scope["headers"])
        scope[LEARN] = partial(self._learn, (request, scope.get(WHOLE)), form)
        return await self.app(scope, receive, send)

    def find(self, whole: bytes, host: str) -> tuple[int, bytes, bytes] | None:
        """Status, head and body of the kept answer to a request as it came from a host, if there is one."""
        shortcut = self._shortcuts.get(whole)
        kept = self._follow(shortcut)
        if shortcut is None or kept is None or not self._admits(network_of(host)):
            return None
        HITS.add()
        return shortcut.start["status"], shortcut.head, shortcut.body_of(kept)

    def _follow(self, shortcut: Shortcut | None) -> Kept | None:
        """The kept answer, if the shortcut still leads to one."""
        if shortcut is None or (shortcut.until is not None and self.clock() >= shortcut.until):
            return None
        kept = shortcut.kept()
        return kept if kept is not None and self.cache.holds(kept) else None

    def _admits(self, client: str) -> bool:
        """Whether the client may have its answer here; if not, the gate on the long way refuses."""
        return self.buckets is None or not self.buckets.take(client, time.monotonic())

    def _learn(self, requests: Iterable[Hashable], form: Form, kept: Kept) -> None:
        until = kept.life.until
        if until is not None and form.method == "GET":
            until -= MAX_AGE
        start, _ = present(kept, form, self.clock()).messages()
        head = b"".join([name + b": " + value + b"\r\n" for name, value in start["headers"]]) + b"\r\n"
        for request in requests:
            self._keep(request, Shortcut(ref(kept), start, head, form.packed, until))

    def _keep(self, request: Hashable | None, shortcut: Shortcut) -> None:
        if request is None or (isinstance(request, bytes) and len(request) > _LONGEST_WHOLE):
            return
        self._shortcuts[request] = shortcut
        if len(self._shortcuts) > _MOST_SHORTCUTS:
            self._shortcuts.popitem(last=False)


def is_plain(scope: Scope) -> bool:
    """Whether a request is anonymous, from no page of another site, small, and one that can be kept."""
    length = len(scope["query_string"])
    for name, value in scope["headers"]:
        if name in _SLOW:
            return False
        length += len(value)
    return length <= _LONGEST_HEADERS and scope["method"] in {"GET", "POST"}


def _again(message: Message, receive: Receive) -> Receive:
    """A receive that first gives back a message that was taken."""
    waiting: list[Any] = [message]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give
