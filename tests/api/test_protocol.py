"""Patience with slow connections, over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api import protocol
from api.protocol import PatientProtocol

pytestmark = pytest.mark.anyio

REQUEST = b"GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n"


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    if (await receive())["type"] == "http.disconnect":
        return
    await PlainTextResponse("hello")(scope, receive, send)


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch, serve: Any) -> AsyncIterator[int]:
    monkeypatch.setattr(protocol, "ARRIVAL_SECONDS", 0.2)
    async with serve(hello, http=PatientProtocol) as port:
        yield port


async def test_a_request_that_arrives_in_pieces_is_answered(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in (REQUEST[:10], REQUEST[10:]):
        writer.write(piece)
        await asyncio.sleep(0.05)
    assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
    writer.close()


BODILESS = REQUEST[:-2] + b"Content-Length: 10\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", REQUEST[:10], REQUEST[:-2], BODILESS])
async def test_a_connection_that_sends_no_request_is_closed(port: int, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    assert await asyncio.wait_for(reader.read(), 2) == b""
    writer.close()


async def test_a_connection_kept_alive_is_not_cut_while_it_waits_for_its_next_request(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(REQUEST)
        assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
        assert (await reader.readuntil(b"hello")).endswith(b"hello")
        await asyncio.sleep(0.4)
    writer.close()
