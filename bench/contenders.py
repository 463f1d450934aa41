"""The ways of answering that are compared, and how each is asked."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.load import Ask, answer, get, post
from bench.rig import Server, comptoir, uvicorn
from bench.shelf import ELSEWHERE, QUERY

BARE = "bare ASGI, the same bytes"
PLAIN = "plain Strawberry and Tortoise"


@dataclass(frozen=True, slots=True)
class Contender:
    """One way: its server and the requests that are sent to it."""

    name: str
    server: Server
    ask: Ask


@contextmanager
def contenders(database_url: str, scratch: Path) -> Iterator[list[Contender]]:
    """All of them, running. Raises ValueError unless they all answer with the same products and prices."""
    environment = {"COMPTOIR_DATABASE_URL": database_url}
    body = scratch / "answer.json"
    with ExitStack() as running:
        kept = running.enter_context(comptoir(environment))
        missing = running.enter_context(comptoir({**environment, "COMPTOIR_CACHE_BYTES": "0"}))
        _, told = asyncio.run(answer(kept.url, post(kept.url, QUERY)))
        body.write_bytes(told)
        bare = running.enter_context(uvicorn("bench.bare:app", {"BENCH_BODY": str(body)}))
        others = {
            name: running.enter_context(uvicorn(f"bench.{module}:app", environment))
            for name, module in (
                ("by hand, one statement", "byhand"),
                ("our schema, graphql-core", "core"),
                (PLAIN, "plain"),
            )
        }
        etag = _etag(kept.url)
        address = f"query={quote(QUERY)}"
        ways = [
            Contender(BARE, bare, _same(post(bare.url, QUERY))),
            Contender("kept answer, POST", kept, _same(post(kept.url, QUERY))),
            Contender("kept answer, GET", kept, _same(get(kept.url, address))),
            Contender("kept answer, 304", kept, _same(get(kept.url, address, if_none_match=etag))),
            Contender("computed by the plan", missing, _same(post(missing.url, QUERY))),
            *(Contender(name, server, _same(post(server.url, QUERY))) for name, server in others.items()),
            *(Contender(name, missing, _same(post(missing.url, asked))) for name, asked in ELSEWHERE.items()),
        ]
        _require_the_same(told, [missing, *others.values()])
        yield ways


def _same(request: bytes) -> Ask:
    return lambda _: request


def _etag(url: str) -> str:
    head, _ = asyncio.run(answer(url, get(url, f"query={quote(QUERY)}")))
    return head.partition(b"etag:")[2].partition(b"\r\n")[0].decode().strip()


def _require_the_same(told: bytes, servers: list[Server]) -> None:
    expected = _told(told)
    for server in servers:
        _, other = asyncio.run(answer(server.url, post(server.url, QUERY)))
        if _told(other) != expected:
            raise ValueError(f"{server.url} answers something else: {other[:500].decode()}")


def _told(body: bytes) -> list[object]:
    """What all ways must tell alike."""
    products = json.loads(body)["data"]["products"]
    nodes = [
        (
            node["sku"],
            node["title"],
            node["price"]["current"]["formatted"],
            node["reviewSummary"],
            node["reviews"],
        )
        for node in products["nodes"]
    ]
    return [products["totalCount"], *nodes]
