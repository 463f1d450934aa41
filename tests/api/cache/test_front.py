"""The cache in front of the routing, as clients see it."""

import gzip
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse

from api.cache import AnswerCache
from api.front import FrontCache
from api.graphql.endpoint import Caching

pytestmark = pytest.mark.anyio

VARIABLES = {"name": "x" * 2_000}
QUESTION = {"query": "query ($name: String) { hello(name: $name) region }", "variables": VARIABLES}


@dataclass
class Site:
    client: httpx.AsyncClient
    cache: AnswerCache
    made: list[str]
    turn: datetime | None = None

    async def ask(self, question: dict[str, Any] = QUESTION, **headers: str) -> httpx.Response:
        return await self.client.post("/graphql", json=question, headers=headers)

    async def get(self, **headers: str) -> httpx.Response:
        return await self.client.get("/graphql", params={"query": "{ region }"}, headers=headers)


@pytest.fixture
async def site(make_endpoint: Any) -> AsyncIterator[Site]:
    cache = AnswerCache(1_000_000)
    cache.changes.confirm(time.monotonic())
    plain = make_endpoint().desk.engine
    made: list[str] = []

    @dataclass(frozen=True)
    class PublicEngine(type(plain)):  # type: ignore[misc]
        def prepare(self, document: str, operation_name: str | None) -> Any:
            return replace(super().prepare(document, operation_name), max_age=60)

        async def run(self, prepared: Any, variables: Any, context: Any) -> Any:
            made.append(context.region)
            return await super().run(prepared, variables, context)

    async def next_turn(_: datetime) -> datetime | None:
        return found.turn

    endpoint = make_endpoint(engine=PublicEngine(plain.schema), caching=Caching(cache, next_turn))
    app = FrontCache(PlainTextResponse("elsewhere"), "/graphql", endpoint, cache)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test") as client:
        found = Site(client, cache, made)
        yield found


async def test_the_same_question_is_answered_from_the_cache_byte_for_byte(site: Site) -> None:
    first, second = await site.ask(), await site.ask()
    assert first.content == second.content
    assert first.headers == second.headers
    assert site.made == ["DE"]


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
    first = await site.ask()
    assert "cache-control" not in first.headers
    assert (await site.ask(**{"if-none-match": first.headers["etag"]})).status_code == 200


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


async def test_other_paths_are_passed_on(site: Site) -> None:
    assert (await site.client.get("/elsewhere")).text == "elsewhere"


async def test_refusals_are_the_same_in_front_of_the_cache(site: Site) -> None:
    refused = await site.client.post("/graphql", content=b"x" * 20_000)
    assert refused.status_code == 413
    refused = await site.client.post("/graphql", content=b"{}")
    assert refused.status_code == 415
