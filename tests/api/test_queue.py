"""The queue of reviews as moderators watch it, by one process while others write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest
from asgi_lifespan import LifespanManager
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from api.app import create_app
from api.settings import Settings
from api.websocket import PROTOCOL
from schema.identity import NodeType, write_id
from store.accounts.staff import Grant, NewStaff, Role, add_staff, disable_staff
from store.database import Database
from store.database import connect as open_database
from tests.api.test_reviews import Customer, registered
from tests.api.test_staff import SIGN_IN, ask
from tests.schema.staff.office import PASSWORD
from tests.store.buyers import product_of

FOLLOW = """subscription { reviewQueueChanged {
  waiting came { id status reason body region } leftIds } }"""
DECIDE = "mutation($id: ID!) { reviewDecide(input: {id: $id, decision: PUBLISH}) { review { status } } }"
HELD = "Schöner gibt es das bei www.example.org"
OURS = [Subprotocol(PROTOCOL)]


@pytest.fixture
async def database(todays_demo_url: str) -> AsyncIterator[Database]:
    """The demo shops as they are today."""
    async with open_database(todays_demo_url) as opened:
        yield opened


@pytest.fixture
async def ports(todays_demo_url: str, serve: Any) -> AsyncIterator[list[int]]:
    """Where two servers of the same shops listen."""
    async with AsyncExitStack() as servers:
        found = []
        for _ in range(2):
            app = create_app(Settings(database_url=todays_demo_url))
            manager = await servers.enter_async_context(LifespanManager(app))
            found.append(await servers.enter_async_context(serve(manager.app, ws="websockets-sansio")))
        yield found


async def employ(database: Database, port: int, name: str, *grants: Grant) -> str:
    """The access token of a new staff member."""
    email = f"{name.lower()}@example.org"
    await add_staff(database, NewStaff(email, name, PASSWORD, list(grants)), datetime.now(UTC))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        answer = await ask(client, "/staff/graphql", SIGN_IN, email=email, password=PASSWORD)
    return str(answer["data"]["staffSignIn"]["tokens"]["accessToken"])


@asynccontextmanager
async def following(port: int, token: str, path: str = "/staff/graphql") -> AsyncIterator[ClientConnection]:
    """A socket on which the queue is followed by whoever has the token."""
    async with connect(f"ws://127.0.0.1:{port}{path}", subprotocols=OURS) as socket:
        await send(socket, {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}})
        assert await receive(socket) == {"type": "connection_ack"}
        await send(socket, {"id": "1", "type": "subscribe", "payload": {"query": FOLLOW}})
        yield socket


async def send(socket: ClientConnection, message: object) -> None:
    await socket.send(orjson.dumps(message).decode())


async def receive(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = orjson.loads(await asyncio.wait_for(socket.recv(), 10))
    return message


async def change(socket: ClientConnection) -> dict[str, Any]:
    """The next change that is told."""
    message = await receive(socket)
    assert message["type"] == "next", message
    told: dict[str, Any] = message["payload"]["data"]["reviewQueueChanged"]
    return told


async def refusal(socket: ClientConnection) -> str:
    """The code with which a subscription is refused or ended."""
    message = await receive(socket)
    errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
    return str(errors[0]["extensions"]["code"])


async def write(port: int, product: int, name: str, body: str) -> str:
    """The id of a review that a new customer writes in Germany at one of the servers."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        author: Customer = await registered(client, name)
        written = await author.review(write_id(NodeType.PRODUCT, product), 5, body, "de")
    return str(written["id"])


async def test_a_moderator_sees_at_one_server_what_is_written_and_decided_at_another(
    database: Database, ports: list[int]
) -> None:
    here, there = ports
    faust = await product_of(database, "faust")
    token = await employ(database, here, "Kim", Grant(Role.MODERATION, "DE"))
    async with following(here, token) as socket:
        assert await change(socket) == {"waiting": 0, "came": [], "leftIds": []}
        held = await write(there, faust, "Ada", HELD)
        assert await change(socket) == {
            "waiting": 1,
            "came": [{"id": held, "status": "PENDING", "reason": "LINK", "body": HELD, "region": "DE"}],
            "leftIds": [],
        }
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{there}") as client:
            await ask(client, "/staff/graphql", DECIDE, token, id=held)
        assert await change(socket) == {"waiting": 0, "came": [], "leftIds": [held]}


async def test_who_moderates_elsewhere_is_told_nothing(database: Database, ports: list[int]) -> None:
    faust = await product_of(database, "faust")
    token = await employ(database, ports[0], "Lou", Grant(Role.MODERATION, "FR"))
    async with following(ports[0], token) as socket:
        assert (await change(socket))["waiting"] == 0
        await write(ports[1], faust, "Ada", HELD)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 2.5)


async def test_strangers_and_other_roles_are_refused(database: Database, ports: list[int]) -> None:
    port = ports[0]
    packer = await employ(database, port, "Jo", Grant(Role.STOCK))
    for token, code in (("nonsense", "SIGN_IN_REQUIRED"), (packer, "FORBIDDEN")):
        async with following(port, token) as socket:
            assert await refusal(socket) == code
    async with following(port, packer, path="/graphql") as socket:
        assert await refusal(socket) == "VALIDATION_FAILED"


async def test_whose_work_has_ended_is_told_no_more(database: Database, ports: list[int]) -> None:
    token = await employ(database, ports[0], "Kim", Grant(Role.MODERATION))
    async with following(ports[0], token) as socket:
        assert (await change(socket))["waiting"] == 0
        await disable_staff(database, "kim@example.org", datetime.now(UTC))
        assert await refusal(socket) == "SIGN_IN_REQUIRED"


async def test_who_has_signed_out_is_told_no_more(database: Database, ports: list[int]) -> None:
    token = await employ(database, ports[0], "Kim", Grant(Role.MODERATION))
    async with following(ports[0], token) as socket:
        assert (await change(socket))["waiting"] == 0
        await database.execute("update sessions set revoked_at = now()")
        assert await refusal(socket) == "SIGN_IN_REQUIRED"


async def test_pages_of_other_sites_are_turned_away(ports: list[int]) -> None:
    address = f"ws://127.0.0.1:{ports[0]}/staff/graphql"
    with pytest.raises(InvalidStatus, match="HTTP 403"):
        await connect(address, subprotocols=OURS, origin=Origin("https://evil.example"))
