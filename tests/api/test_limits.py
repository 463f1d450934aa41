"""The bounds of one request's body in time; those in bytes are tested with the endpoint."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio


def connect(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test")


async def test_a_body_that_stalls_is_refused(make_endpoint: Any) -> None:
    async def stalling() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(1)
        yield b'"{ hello }"}'

    async with connect(make_endpoint()) as client:
        headers = {"content-type": "application/json"}
        refused = await client.post("/graphql", content=stalling(), headers=headers)
        assert refused.status_code == 408
        assert refused.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_SLOW"


async def test_a_slow_body_that_arrives_in_time_is_taken(make_endpoint: Any) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(0.05)
        yield b'"{ hello }"}'

    async with connect(make_endpoint()) as client:
        headers = {"content-type": "application/json"}
        answer = await client.post("/graphql", content=slow(), headers=headers)
        assert answer.json()["data"] == {"hello": "hello world"}
