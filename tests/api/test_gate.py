"""The gate in front of everything."""

from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.gate import Buckets, Gate, GateMiddleware, client_of
from api.limits import Limits

pytestmark = pytest.mark.anyio


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


def connect(app: Any, client: str = "198.51.100.7") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(client, 1234))
    return httpx.AsyncClient(transport=transport, base_url="http://shop.test")


async def test_headers_of_the_greatest_size_pass_and_larger_ones_are_refused() -> None:
    async with connect(GateMiddleware(hello, Gate(Limits(header_bytes=1_000), None))) as client:
        assert (await client.get("/", headers={"x-padding": "x" * 700})).status_code == 200
        refused = await client.get("/", headers={"x-padding": "x" * 1_000})
        assert refused.status_code == 431
        assert refused.json()["errors"][0]["extensions"]["code"] == "HEADERS_TOO_LARGE"


async def test_an_address_counts_among_the_headers() -> None:
    async with connect(GateMiddleware(hello, Gate(Limits(header_bytes=1_000), None))) as client:
        assert (await client.get("/?" + "x" * 1_000)).status_code == 431


async def test_many_small_headers_are_refused() -> None:
    async with connect(GateMiddleware(hello, Gate(Limits(), None))) as client:
        assert (await client.get("/", headers={f"x-{n}": "" for n in range(101)})).status_code == 431


async def test_a_client_that_asks_too_often_waits_while_another_does_not() -> None:
    app = GateMiddleware(hello, Gate(Limits(), Buckets(rate=0.1, burst=2)))
    async with connect(app) as eager, connect(app, "203.0.113.9") as other:
        assert [(await eager.get("/")).status_code for _ in range(3)] == [200, 200, 429]
        refused = await eager.get("/")
        assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
        assert 1 <= int(refused.headers["retry-after"]) <= 11
        assert (await other.get("/")).status_code == 200


async def test_a_forwarded_address_is_not_believed() -> None:
    app = GateMiddleware(hello, Gate(Limits(), Buckets(rate=0.1, burst=1)))
    async with connect(app) as client:
        answers = [await client.get("/", headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(2)]
        assert [answer.status_code for answer in answers] == [200, 429]


def test_a_bucket_fills_with_time_up_to_its_burst() -> None:
    buckets = Buckets(rate=2, burst=2)
    assert [buckets.take("a", 0.0) for _ in range(2)] == [0, 0]
    assert buckets.take("a", 0.0) == 0.5
    assert buckets.take("a", 0.5) == 0
    assert [buckets.take("a", 100.0) for _ in range(2)] == [0, 0]
    assert buckets.take("a", 100.0) == 0.5


def test_the_clients_remembered_are_bounded() -> None:
    buckets = Buckets(rate=1, burst=1)
    for number in range(50_100):
        buckets.take(str(number), 0.0)
    assert len(buckets._seen) == 50_000


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.7"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_an_ipv6_network_is_one_client(host: str, client: str) -> None:
    assert client_of({"type": "http", "client": (host, 1)}) == client


def test_a_unix_socket_is_one_client() -> None:
    assert client_of({"type": "http", "client": None}) == ""
