"""Operations over a WebSocket, with the close codes of graphql-transport-ws."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from api.errors import DoorCode, Refusal
from api.websocket import PROTOCOL, WebSocketEndpoint

pytestmark = pytest.mark.anyio

INIT = {"type": "connection_init"}
OURS = [Subprotocol(PROTOCOL)]


def admit(_: object) -> None:
    """Everybody may ask."""


def subscribe(query: str, name: str = "1", **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "subscribe", "payload": {"query": query, **more}}


@pytest.fixture
async def address(make_endpoint: Any, serve: Any) -> AsyncIterator[str]:
    app = WebSocketEndpoint(make_endpoint().desk, ("https://shop.example",), admit)
    async with serve(app, ws="websockets-sansio", ws_max_size=20_000) as port:
        yield f"ws://127.0.0.1:{port}/graphql"


@pytest.fixture
async def socket(address: str) -> AsyncIterator[ClientConnection]:
    async with connect(address, subprotocols=OURS) as connected:
        yield connected


async def send(socket: ClientConnection, *messages: object) -> None:
    for message in messages:
        await socket.send(orjson.dumps(message).decode())


async def receive(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = orjson.loads(await asyncio.wait_for(socket.recv(), 5))
    return message


async def closing_code(socket: ClientConnection) -> int | None:
    await asyncio.wait_for(socket.wait_closed(), 5)
    return socket.close_code


async def test_a_connection_is_acknowledged_and_a_ping_answered(socket: ClientConnection) -> None:
    await send(socket, INIT, {"type": "ping"})
    assert [(await receive(socket))["type"] for _ in range(2)] == ["connection_ack", "pong"]


async def test_a_query_is_answered_and_completed(socket: ClientConnection) -> None:
    await send(
        socket, INIT, subscribe("query ($name: String) { hello(name: $name) }", variables={"name": "Ada"})
    )
    await receive(socket)
    answer = await receive(socket)
    assert (answer["id"], answer["type"]) == ("1", "next")
    assert answer["payload"]["data"] == {"hello": "hello Ada"}
    assert answer["payload"]["extensions"]["context"]["region"] == "DE"
    assert await receive(socket) == {"id": "1", "type": "complete"}


async def test_a_subscription_is_sent_as_it_comes(socket: ClientConnection) -> None:
    await send(socket, INIT, subscribe("subscription { ticks }"))
    await receive(socket)
    answers = [await receive(socket) for _ in range(4)]
    assert [answer["payload"]["data"] for answer in answers[:3]] == [{"ticks": n} for n in (1, 2, 3)]
    assert answers[3] == {"id": "1", "type": "complete"}


async def test_an_invalid_document_is_an_error_and_the_connection_stays(socket: ClientConnection) -> None:
    await send(socket, INIT, subscribe("{ nothing }"), subscribe("{ hello }", "2"))
    await receive(socket)
    answers = {
        message["id"] + message["type"]: message for message in [await receive(socket) for _ in range(3)]
    }
    assert answers["1error"]["payload"][0]["extensions"]["code"] == "VALIDATION_FAILED"
    assert answers["2next"]["payload"]["data"] == {"hello": "hello world"}


async def test_a_bug_is_masked(socket: ClientConnection) -> None:
    await send(socket, INIT, subscribe("{ bug }"))
    await receive(socket)
    (error,) = (await receive(socket))["payload"]["errors"]
    assert error["extensions"]["code"] == "INTERNAL"


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([subscribe("{ hello }")], 4401),
        ([INIT, INIT], 4429),
        ([INIT, subscribe("{ slow }"), subscribe("{ slow }")], 4409),
        ([INIT, *(subscribe("{ slow }", str(number)) for number in range(101))], 4429),
        ([INIT, {"type": "nonsense"}], 4400),
        ([INIT, {"type": "subscribe", "id": 1, "payload": {}}], 4400),
        ([INIT, []], 4400),
    ],
)
async def test_what_breaks_the_protocol_closes_the_connection(
    socket: ClientConnection, messages: list[object], code: int
) -> None:
    await send(socket, *messages)
    assert await closing_code(socket) == code


@pytest.mark.parametrize("sent", ["{not json", ""])
async def test_what_is_not_json_closes_the_connection(socket: ClientConnection, sent: str) -> None:
    await socket.send(sent)
    assert await closing_code(socket) == 4400


async def test_bytes_close_the_connection(socket: ClientConnection) -> None:
    await socket.send(b"{}")
    assert await closing_code(socket) == 4400


async def test_an_operation_that_the_client_ends_sends_nothing_more(socket: ClientConnection) -> None:
    await send(socket, INIT, subscribe("{ slow }"), {"id": "1", "type": "complete"}, subscribe("{ hello }"))
    assert [(await receive(socket))["type"] for _ in range(3)] == ["connection_ack", "next", "complete"]


async def test_who_says_nothing_is_disconnected(make_endpoint: Any, serve: Any) -> None:
    impatient = WebSocketEndpoint(make_endpoint().desk, (), admit, init_seconds=0.1)
    async with (
        serve(impatient, ws="websockets-sansio") as port,
        connect(f"ws://127.0.0.1:{port}/", subprotocols=OURS) as socket,
    ):
        assert await closing_code(socket) == 4408


async def test_a_message_that_is_too_large_closes_the_connection(socket: ClientConnection) -> None:
    await send(socket, INIT, subscribe("{ hello }", variables={"x": "x" * 20_000}))
    assert await closing_code(socket) == 1009


@pytest.mark.parametrize("protocols", [None, ["graphql-ws"], ["bogus"]])
async def test_another_subprotocol_is_refused(address: str, protocols: Any) -> None:
    async with connect(address, subprotocols=protocols) as socket:
        assert await closing_code(socket) == 4406


async def test_a_page_of_another_site_is_turned_away(address: str) -> None:
    own = address.replace("ws:", "http:").removesuffix("/graphql")
    for origin in ("https://shop.example", own):
        async with connect(address, subprotocols=OURS, origin=Origin(origin)) as socket:
            await send(socket, INIT)
            assert await receive(socket) == {"type": "connection_ack"}
    for origin in ("https://evil.example", "null", f"{own}.evil.example"):
        with pytest.raises(InvalidStatus, match="HTTP 403"):
            await connect(address, subprotocols=OURS, origin=Origin(origin))


async def test_who_asks_too_often_is_told_so(make_endpoint: Any, serve: Any) -> None:
    def refuse(_: object) -> None:
        raise Refusal(429, DoorCode.RATE_LIMITED, "Too many requests; try again later.")

    strict = WebSocketEndpoint(make_endpoint().desk, (), refuse)
    async with (
        serve(strict, ws="websockets-sansio") as port,
        connect(f"ws://127.0.0.1:{port}/", subprotocols=OURS) as socket,
    ):
        await send(socket, INIT, subscribe("{ hello }"))
        await receive(socket)
        refused = await receive(socket)
        assert (refused["type"], refused["payload"][0]["extensions"]["code"]) == ("error", "RATE_LIMITED")


async def test_headers_that_a_browser_cannot_send_are_told_with_the_first_message(
    socket: ClientConnection,
) -> None:
    await send(socket, {**INIT, "payload": {"X-Region": "FR", "accept-language": 7}}, subscribe("{ region }"))
    await receive(socket)
    assert (await receive(socket))["payload"]["data"] == {"region": "FR"}
