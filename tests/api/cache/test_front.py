"""The cache in front of the routing, as clients see it."""

import gc
import gzip
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from api.cache import AnswerCache
from api.front import FrontCache
from api.gate import Buckets
from api.graphql.endpoint import Caching

pytestmark = pytest.mark.anyio

VARIABLES = {"name": "x" * 2_000}
QUESTION = {"query": "query ($name: String) { hello(name: $name) region }", "variables": VARIABLES}


@dataclass
class Site:
    client: httpx.AsyncClient
    cache: AnswerCache
    made: list[str]
    front: Any = None
    taken_long_way: int = 0
    turn: datetime | None = None

    async def ask(self, question: dict[str, Any] = QUESTION, **headers: str) -> httpx.Response:
        return await self.client.post("/graphql", json=question, headers=headers)

    async def get(self, **headers: str) -> httpx.Response:
        return await self.client.get("/graphql", params={"query": "{ region }"}, headers=headers)


@pytest.fixture
async def site(make_endpoint: Any, serve: Any) -> AsyncIterator[Site]:
    cache = AnswerCache(1_000_000)
    cache.changes.confirm(time.monotonic())
    plain = make_endpoint().desk.engine
    made: list[str] = []

    @dataclass(frozen=True)
    class PublicEngine(type(plain)):  # type: ignore[misc]
        async def prepare_aside(self, document: str, operation_name: str | None) -> Any:
            return replace(await super().prepare_aside(document, operation_name), max_age=60)

        async def run(self, prepared: Any, variables: Any, context: Any) -> Any:
            made.append(context.region)
            return await super().run(prepared, variables, context)

    async def next_turn(*_: Any) -> datetime | None:
        return found.turn

    endpoint = make_endpoint(engine=PublicEngine(plain.schema), caching=Caching(cache, next_turn))

    async def long_way(*connection: Any) -> None:
        found.taken_long_way += 1
        await endpoint(*connection)

    app = FrontCache(long_way, endpoint, cache, None)
    async with serve(app) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        found = Site(client, cache, made, app)
        yield found


@pytest.mark.parametrize("padding", [0, 2_000])
async def test_the_same_question_is_answered_from_the_cache_byte_for_byte(site: Site, padding: int) -> None:
    question = QUESTION | {"variables": {"name": "x" * padding}}
    first, second = await site.ask(question), await site.ask(question)
    assert first.content == second.content
    assert {**first.headers, "date": ""} == {**second.headers, "date": ""}
    assert (site.made, site.taken_long_way) == (["DE"], 1)


async def test_a_change_closes_the_short_way(site: Site) -> None:
    for _ in range(2):
        await site.ask()
    site.cache.changes.note(["product:1"])
    await site.ask()
    assert (len(site.made), site.taken_long_way) == (2, 2)


async def test_the_short_way_is_closed_while_changes_may_go_unheard(site: Site) -> None:
    await site.ask()
    site.cache.changes.confirm(float("-inf"))
    await site.ask()
    assert (len(site.made), site.taken_long_way) == (2, 2)


async def test_the_same_question_in_another_writing_is_the_same(site: Site) -> None:
    await site.ask()
    again = {"operationName": None, "variables": {"unused": 1} | VARIABLES, "query": QUESTION["query"]}
    assert (await site.ask(again)).status_code == 200
    assert site.made == ["DE"]


@pytest.mark.parametrize(
    "headers",
    [
        {"x-language": "en"},
        {"accept-language": "en"},
        {"x-deliver-to": "AT"},
        {"accept": "application/graphql-response+json"},
    ],
)
async def test_another_context_is_another_answer(site: Site, headers: dict[str, str]) -> None:
    plain, other = await site.ask(), await site.ask(**headers)
    assert len(site.made) == 2
    assert plain.headers["content-type"] + plain.text != other.headers["content-type"] + other.text
    assert (await site.ask(**headers)).text == other.text
    assert len(site.made) == 2


async def test_a_change_makes_a_new_answer(site: Site) -> None:
    await site.ask()
    await site.ask()
    assert len(site.made) == 1
    site.cache.changes.note(["product:1"])
    await site.ask()
    assert len(site.made) == 2


async def test_who_signs_in_gets_an_answer_of_their_own(site: Site) -> None:
    await site.ask()
    for headers in ({"authorization": "Bearer x"}, {"cookie": "a=b"}):
        await site.ask(**headers)
    assert len(site.made) == 2, "a cookie means nothing to the endpoint, a token does"


@pytest.mark.parametrize("query", ["{ hello bug }", 'mutation { rename(name: "hello") }'])
async def test_failures_and_mutations_are_not_kept(site: Site, query: str) -> None:
    for _ in range(2):
        assert (await site.ask({"query": query})).status_code == 200
    assert len(site.made) == 2


async def test_a_get_has_a_tag_and_is_not_sent_again_unchanged(site: Site) -> None:
    first = await site.get()
    assert first.headers["cache-control"] == "public, max-age=5"
    assert "x-region" in first.headers["vary"]
    tag = first.headers["etag"]
    same = await site.get(**{"if-none-match": tag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert same.headers["cache-control"] == "public, max-age=5"
    other = await site.get(**{"if-none-match": 'W/"other"'})
    assert (other.status_code, other.content) == (200, first.content)


async def test_a_post_is_neither_cached_elsewhere_nor_answered_with_304(site: Site) -> None:
    got = await site.get()
    first = await site.ask({"query": "{ region }"})
    assert first.content == got.content
    assert not {"cache-control", "etag", "vary"} & set(first.headers)
    again = await site.ask({"query": "{ region }"}, **{"if-none-match": got.headers["etag"]})
    assert again.status_code == 200


async def test_an_answer_about_to_end_may_not_be_kept_elsewhere(site: Site, make_endpoint: Any) -> None:
    noon = make_endpoint().desk.clock()
    site.turn = noon + timedelta(seconds=4)
    assert (await site.get()).headers["cache-control"] == "no-cache"


async def test_the_compressed_form_is_for_those_who_take_it(site: Site) -> None:
    plain = await site.ask(**{"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    refusing = await site.ask(**{"accept-encoding": "br, gzip;q=0"})
    assert "content-encoding" not in refusing.headers
    headers = {"accept-encoding": "gzip"}
    async with site.client.stream("POST", "/graphql", json=QUESTION, headers=headers) as packed:
        raw = b"".join([chunk async for chunk in packed.aiter_raw()])
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(raw))
    assert gzip.decompress(raw) == plain.content
    assert len(site.made) == 1


async def test_a_client_that_asks_too_often_is_sent_the_long_way_to_the_gate(site: Site) -> None:
    site.front.buckets = Buckets(rate=0.001, burst=1)
    for _ in range(3):
        await site.ask()
    assert site.taken_long_way == 2, "the first to learn, the third because its bucket is empty"


async def test_a_page_of_another_site_goes_the_long_way_to_cors(site: Site) -> None:
    for _ in range(3):
        await site.ask(origin="https://shop.example")
    assert site.taken_long_way == 3
    assert len(site.made) == 1


async def test_refusals_are_the_same_in_front_of_the_cache(site: Site) -> None:
    refused = await site.client.post("/graphql", content=b"x" * 20_000)
    assert refused.status_code == 413
    refused = await site.client.post("/graphql", content=b"{}")
    assert refused.status_code == 415


async def test_a_shortcut_does_not_keep_an_answer_in_memory(site: Site) -> None:
    await site.ask()
    (shortcut,) = site.front._shortcuts.values()
    assert shortcut.kept() is not None
    site.cache.changes.note(None)
    gc.collect()
    assert shortcut.kept() is None
