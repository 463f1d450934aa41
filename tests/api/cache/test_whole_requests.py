"""Requests that are answered by their bytes alone, over real sockets."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from api.cache import AnswerCache
from api.front import FrontCache
from api.gate import Buckets
from api.graphql.endpoint import Caching
from api.protocol import PatientProtocol

pytestmark = pytest.mark.anyio

BODY = b'{"query": "{ hello region }"}'
POST = (
    b"POST /graphql HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
)
ASKED = POST % len(BODY) + b"\r\n" + BODY
GOT = b"GET /graphql?query=%7Bregion%7D HTTP/1.1\r\nHost: shop.test\r\n"


@dataclass
class Door:
    """An app with a front, as the protocol knows it, and a connection to it."""

    front: FrontCache
    cache: AnswerCache
    reader: Any = None
    writer: Any = None
    parsed: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.parsed += 1
        await self.front(scope, receive, send)

    async def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await asyncio.sleep(0.02)

    async def answer(self) -> bytes:
        """The next answer as it comes, but for its date."""
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 2)
        length = re.search(rb"content-length: (\d+)", head)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        return re.sub(rb"date: [^\r]*", b"", head) + bytes(body)

    async def ask(self, *pieces: bytes) -> bytes:
        await self.send(*pieces)
        return await self.answer()


@pytest.fixture
async def door(make_endpoint: Any, serve: Any) -> AsyncIterator[Door]:
    cache = AnswerCache(1_000_000)
    cache.changes.confirm(time.monotonic())
    plain = make_endpoint().desk.engine

    @dataclass(frozen=True)
    class PublicEngine(type(plain)):  # type: ignore[misc]
        async def prepare_aside(self, document: str, operation_name: str | None) -> Any:
            return replace(await super().prepare_aside(document, operation_name), max_age=60)

    async def next_turn(*_: Any) -> None:
        return None

    endpoint = make_endpoint(engine=PublicEngine(plain.schema), caching=Caching(cache, next_turn))
    found = Door(FrontCache(endpoint, endpoint, cache, None), cache)
    async with serve(found, http=PatientProtocol, proxy_headers=False) as port:
        found.reader, found.writer = await asyncio.open_connection("127.0.0.1", port)
        yield found
        found.writer.close()


@pytest.mark.parametrize("request_bytes", [ASKED, GOT + b"\r\n"], ids=["POST", "GET"])
async def test_the_same_bytes_get_the_same_answer_unparsed(door: Door, request_bytes: bytes) -> None:
    answers = [await door.ask(request_bytes) for _ in range(3)]
    assert answers[0].startswith(b"HTTP/1.1 200 OK\r\n")
    assert answers[1:] == answers[:1] * 2
    assert door.parsed == 1


async def test_who_has_the_answer_is_told_so_unparsed(door: Door) -> None:
    etag = re.search(rb"etag: ([^\r]*)", await door.ask(GOT + b"\r\n"))
    assert etag is not None
    known = GOT + b"If-None-Match: " + etag[1] + b"\r\n\r\n"
    first, second = await door.ask(known), await door.ask(known)
    assert first == second
    assert first.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert door.parsed == 2


async def test_what_was_dropped_is_made_anew(door: Door) -> None:
    await door.ask(ASKED)
    door.cache.changes.note(None)
    await door.ask(ASKED)
    assert door.parsed == 2


async def test_requests_in_pieces_or_together_are_parsed(door: Door) -> None:
    expected = await door.ask(ASKED)
    assert await door.ask(ASKED[:40], ASKED[40:]) == expected
    await door.send(ASKED + ASKED)
    assert [await door.answer(), await door.answer()] == [expected, expected]
    await door.send(ASKED[:40])
    await door.send(ASKED[40:] + ASKED)
    assert [await door.answer(), await door.answer()] == [expected, expected]
    assert door.parsed == 6
    assert await door.ask(ASKED) == expected
    assert door.parsed == 6


async def test_who_wants_to_close_is_parsed_each_time_and_closed(door: Door) -> None:
    await door.ask(ASKED)
    closing = POST + b"Connection: close\r\n\r\n" + BODY
    await door.ask(closing)
    assert await door.reader.read() == b""
    assert door.front.find(closing, "127.0.0.1") is None


async def test_who_asks_too_often_is_left_to_the_gate(door: Door) -> None:
    await door.ask(ASKED)
    door.front.buckets = Buckets(rate=0.001, burst=1)
    assert door.front.find(ASKED, "192.0.2.1") is not None
    assert door.front.find(ASKED, "192.0.2.1") is None
    assert door.front.find(ASKED, "192.0.2.2") is not None
