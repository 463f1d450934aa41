"""`graphql-transport-ws`: operations over a WebSocket, one task to each.

The messages and close codes are those of https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
Queries and mutations are answered, too. Pages of other sites are turned away by their Origin. Browsers can't
send headers with a WebSocket, so the payload of `connection_init` may hold those that choose a context.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson
from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.errors import DoorCode, Refusal, mask
from api.graphql.desk import Desk, Errand, Unanswerable
from api.graphql.request import read_post
from api.visitor import ContextHeaders

PROTOCOL = "graphql-transport-ws"
MOST_OPERATIONS = 100
INIT_SECONDS = 10.0


class Closed(Exception):
    """The connection is to be closed, with a code and reason of the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WebSocketEndpoint:
    """Takes connections. `admit` raises Refusal where a client asks too often."""

    desk: Desk
    origins: tuple[str, ...]
    admit: Callable[[Scope], None]
    init_seconds: float = INIT_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection until it ends."""
        socket = WebSocket(scope, receive, send)
        if not is_welcome(socket, self.origins):
            await socket.close(1008, "This origin isn't welcome.")  # HTTP 403 before the handshake
        elif PROTOCOL not in scope.get("subprotocols", ()):
            await socket.accept()
            await socket.close(4406, "Subprotocol not acceptable")
        else:
            await socket.accept(PROTOCOL)
            await Session(self, socket, ContextHeaders.read(scope["headers"])).serve()


def is_welcome(socket: WebSocket, origins: tuple[str, ...]) -> bool:
    """Whether a connection comes from no page, from a page of ours, or from one that is allowed."""
    origin = socket.headers.get("origin")
    if origin is None or "*" in origins or origin in origins:
        return True
    return urlsplit(origin).netloc == socket.headers.get("host")


@dataclass(slots=True)
class Session:
    """One connection: its operations by the ids that the client gave them."""

    endpoint: WebSocketEndpoint
    socket: WebSocket
    headers: ContextHeaders
    acknowledged: bool = False
    operations: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def serve(self) -> None:
        """Take messages until the connection ends, and end all its operations then."""
        try:
            await self._take_messages()
        except Closed as closed:
            with suppress(RuntimeError):
                await self.socket.close(closed.code, closed.reason)
        except WebSocketDisconnect:
            pass
        finally:
            for task in list(self.operations.values()):
                task.cancel()
            await asyncio.gather(*self.operations.values(), return_exceptions=True)

    async def _take_messages(self) -> None:
        try:
            async with asyncio.timeout(self.endpoint.init_seconds):
                await self._take(await self._receive())
                while not self.acknowledged:
                    await self._take(await self._receive())
        except TimeoutError:
            raise Closed(4408, "Connection initialisation timeout") from None
        while True:
            await self._take(await self._receive())

    async def _receive(self) -> dict[str, Any]:
        message = await self.socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1005)
        try:
            received = orjson.loads(message.get("text") or "")
        except orjson.JSONDecodeError:
            raise Closed(4400, "Messages are JSON text") from None
        if not isinstance(received, dict):
            raise Closed(4400, "A message must be a JSON object")
        return received

    async def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "connection_init", **rest}:
                if self.acknowledged:
                    raise Closed(4429, "Too many initialisation requests")
                match rest.get("payload"):
                    case dict(told):
                        self.headers = self.headers.overruled(told)
                self.acknowledged = True
                await self._send({"type": "connection_ack"})
            case {"type": "ping"}:
                await self._send({"type": "pong"})
            case {"type": "pong"}:
                pass
            case {"type": "subscribe", "id": str(name), "payload": dict(payload)} if name:
                await self._begin(name, payload)
            case {"type": "complete", "id": str(name)}:
                if task := self.operations.pop(name, None):
                    task.cancel()
            case _:
                raise Closed(4400, "Invalid message")

    async def _begin(self, name: str, payload: dict[str, Any]) -> None:
        if not self.acknowledged:
            raise Closed(4401, "Unauthorized")
        if name in self.operations:
            raise Closed(4409, f"Subscriber for {name[:100]} already exists")
        if len(self.operations) >= MOST_OPERATIONS:
            raise Closed(4429, "Too many operations")
        self.operations[name] = asyncio.create_task(self._operate(name, payload))

    async def _operate(self, name: str, payload: dict[str, Any]) -> None:
        """Run one operation and send what comes of it; the client has ended it if the task is cancelled."""
        try:
            final = await self._answer(name, payload)
        except Refusal as refusal:
            final = {"type": "error", "payload": [refusal.formatted()]}
        except Unanswerable as unanswerable:
            final = {"type": "error", "payload": unanswerable.errors}
        except GraphQLError as ended:  # a stream that goes on no longer, and says why
            errors = self.endpoint.desk.format([ended], DoorCode.BAD_USER_INPUT)
            final = {"type": "error", "payload": errors}
        except WebSocketDisconnect:
            return
        except Exception as bug:  # whatever it is, its text must not reach the client
            _, masked = mask(bug)
            final = {"type": "error", "payload": [masked]}
        self.operations.pop(name, None)
        with suppress(WebSocketDisconnect):
            await self._send({"id": name, **final})

    async def _answer(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        self.endpoint.admit(self.socket.scope)
        desk = self.endpoint.desk
        errand = await desk.take(read_post(orjson.dumps(payload)), self.headers)
        async with aclosing(results_of(desk, errand)) as results:
            async for result in results:
                body = desk.tell(result, errand.shop)
                if "data" not in body:
                    return {"type": "error", "payload": body["errors"]}
                await self._send({"id": name, "type": "next", "payload": body})
        return {"type": "complete"}

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self.socket.send_text(orjson.dumps(message).decode())
        except RuntimeError:  # what Starlette raises for sending to a connection that is closed
            raise WebSocketDisconnect(1006) from None


async def results_of(desk: Desk, errand: Errand) -> AsyncGenerator[ExecutionResult, None]:
    """The results of an errand: one of a query or mutation, those of a subscription as they come."""
    if errand.operation.operation is not OperationType.SUBSCRIPTION:
        yield await desk.run(errand)
        return
    async for result in desk.subscribe(errand):
        yield result
