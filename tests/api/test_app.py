"""The whole house behind the door, with the demo shops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest
from asgi_lifespan import LifespanManager
from prometheus_client import REGISTRY

from api.app import create_app
from api.playground.examples import Example, Who, read_examples
from api.settings import Settings
from store import demo
from store.changes import publish
from store.database import Database
from store.loading import load

pytestmark = pytest.mark.anyio

EXAMPLES = [example for example in read_examples() if example.who is Who.ANYBODY]
REFUSED = {"error": "UNKNOWN_REGION"}
REVIEWS = "reviews"
BROWSER = {"accept": "text/html,*/*;q=0.8"}


@asynccontextmanager
async def open_shop(url: str, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app over a database."""
    async with LifespanManager(create_app(Settings(database_url=url, **settings))) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client


@pytest.fixture
async def shop(demo_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with open_shop(demo_url) as client:
        yield client


async def ask(shop: httpx.AsyncClient, query: str, **headers: str) -> dict[str, Any]:
    response = await shop.post("/graphql", json={"query": query}, headers=headers)
    answer: dict[str, Any] = response.json()
    return answer


async def get(shop: httpx.AsyncClient, query: str, etag: str = "") -> httpx.Response:
    """The answer by GET, for who knows the one with this ETag."""
    headers = {"if-none-match": etag} if etag else {}
    return await shop.get("/graphql", params={"query": query}, headers=headers)


async def etag_of(shop: httpx.AsyncClient, query: str) -> str:
    """The ETag of an answer, once the cache is listening and keeps it."""
    for _ in range(100):
        answer = await get(shop, query)
        if "etag" in answer.headers:
            return answer.headers["etag"]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was kept")


def misses() -> float:
    """How many answers were made because none was kept."""
    return REGISTRY.get_sample_value("comptoir_cache_lookups_total", {"outcome": "miss"}) or 0


async def until_heard(shop: httpx.AsyncClient, query: str, etag: str) -> None:
    """Ask until the answer is another one than that with this ETag."""
    for _ in range(100):
        if (await get(shop, query, etag)).status_code == 200:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody heard of the change")


def empty_places(value: Any, path: str = "data") -> list[str]:
    """Where an answer holds nothing at all: lists and texts that are empty."""
    if isinstance(value, dict):
        return [place for name, inner in value.items() for place in empty_places(inner, f"{path}.{name}")]
    if isinstance(value, list) and value:
        return [place for inner in value for place in empty_places(inner, f"{path}[]")]
    return [path] if value in ([], "") else []


def assert_full(answer: dict[str, Any]) -> None:
    """An answer without errors that has something at every place but, perhaps, rules."""
    assert "errors" not in answer
    bare = {place for place in empty_places(answer["data"]) if not place.endswith("appliedRules")}
    assert not bare


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if example.name != REVIEWS], ids=lambda example: example.name
)
async def test_an_example_runs_as_it_is(shop: httpx.AsyncClient, example: Example) -> None:
    answer = await ask(shop, example.document)
    if example.name in REFUSED:
        assert [error["extensions"]["code"] for error in answer["errors"]] == [REFUSED[example.name]]
    else:
        assert_full(answer)


async def test_the_example_of_reviews_runs_where_customers_have_said_something(
    own_demo_database: Database, own_demo_url: str
) -> None:
    await demo.add_reviews(own_demo_database, datetime.now(UTC))
    [example] = [example for example in EXAMPLES if example.name == REVIEWS]
    async with open_shop(own_demo_url) as shop:
        assert_full(await ask(shop, example.document))


async def test_every_example_runs_in_every_region_and_language(shop: httpx.AsyncClient) -> None:
    found = await ask(shop, "{ regions { code languages { tag } } }")
    contexts = [
        (region["code"], language["tag"])
        for region in found["data"]["regions"]
        for language in region["languages"]
    ]
    assert len(contexts) >= 7
    for region, language in contexts:
        for example in EXAMPLES:
            headers = {"x-region": region, "x-language": language}
            answer = await ask(shop, example.document, **headers)
            codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
            assert codes == ([REFUSED[example.name]] if example.name in REFUSED else []), (
                headers,
                example.name,
            )


async def test_the_context_comes_from_directive_then_headers_then_accept_language(
    shop: httpx.AsyncClient,
) -> None:
    plain, directed = "{ __typename }", 'query @inContext(region: "FR", language: "en") { __typename }'
    cases = [
        (plain, {}, ("DE", "de")),
        (plain, {"accept-language": "en-GB,en;q=0.9"}, ("DE", "en")),
        (plain, {"x-region": "CH", "x-language": "fr", "accept-language": "it"}, ("CH", "fr")),
        (directed, {"x-region": "CH", "x-language": "fr"}, ("FR", "en")),
        (plain, {"x-region": "DE", "x-language": "ja"}, ("DE", "de")),
    ]
    for query, headers, expected in cases:
        context = (await ask(shop, query, **headers))["extensions"]["context"]
        assert (context["region"], context["language"]) == expected


async def test_arguments_of_the_directive_may_be_variables(shop: httpx.AsyncClient) -> None:
    query = """query ($region: RegionCode, $to: DestinationInput)
        @inContext(region: $region, deliverTo: $to) { __typename }"""
    variables = {"region": "US", "to": {"country": "US", "subdivision": "TX", "postcode": "75001"}}
    response = await shop.post("/graphql", json={"query": query, "variables": variables})
    assert response.json()["extensions"]["context"] == {
        "region": "US",
        "language": "en",
        "currency": "USD",
        "deliverTo": {"country": "US", "subdivision": "TX", "postcode": "75001"},
    }
    assert response.headers["content-language"] == "en"


async def test_the_destination_header_reads_place_and_postcode(shop: httpx.AsyncClient) -> None:
    headers = {"x-region": "US", "x-deliver-to": "US-TX;75001"}
    place = (await ask(shop, "{ __typename }", **headers))["extensions"]["context"]["deliverTo"]
    assert place["country"] == "US"
    assert place["postcode"] == "75001"
    refused = await ask(shop, "{ __typename }", **{"x-deliver-to": "Deutschland"})
    assert refused["errors"][0]["extensions"]["code"] == "BAD_DESTINATION"


async def test_an_unknown_region_is_refused_with_those_that_are_open(shop: httpx.AsyncClient) -> None:
    refused = await ask(shop, "{ __typename }", **{"x-region": "XX"})
    (error,) = refused["errors"]
    assert error["extensions"]["code"] == "UNKNOWN_REGION"
    assert {"DE", "AT", "FR", "GB", "CH", "US", "JP"} <= set(error["extensions"]["regions"])


async def test_operators_are_told_of_life_readiness_and_figures(shop: httpx.AsyncClient) -> None:
    assert (await shop.get("/healthz")).text == "alive\n"
    assert (await shop.get("/readyz")).text == "ready\n"
    await ask(shop, "{ __typename }")
    figures = (await shop.get("/metrics")).text
    assert 'comptoir_http_requests_total{status="200"}' in figures


async def test_a_change_reaches_the_next_visitor(own_demo_url: str, own_demo_database: Database) -> None:
    query = '{ product(sku: "faust") { titleText { value } } }'
    async with open_shop(own_demo_url) as shop:
        before = await ask(shop, query)
        async with own_demo_database.transaction() as writing:
            await writing.execute(
                "update product_texts set title = 'Faust I' where language = 'de' and title = 'Faust'"
            )
            await publish(writing, ["product:1"])
        after = before
        for _ in range(100):
            after = await ask(shop, query)
            if after != before:
                break
        assert after["data"]["product"]["titleText"]["value"] == "Faust I"


async def test_a_load_of_one_product_drops_its_answers_and_the_lists_that_show_it_and_no_others(
    own_demo_url: str, own_demo_database: Database
) -> None:
    faust = next(line for line in demo.lines() if line.get("sku") == "faust")
    faust["texts"]["de"]["title"] = "Faust I"
    asked = {
        "faust": '{ product(sku: "faust") { title } }',
        "the list": '{ search(query: "faust") { nodes { title } } }',
        "tea": '{ product(sku: "darjeeling") { title } }',
        "departments": "{ categories { name } }",
    }
    async with open_shop(own_demo_url) as shop:
        etags = {name: await etag_of(shop, query) for name, query in asked.items()}
        report = await load(own_demo_database, [orjson.dumps(faust)], now=datetime.now(UTC))
        assert report.changed == 1
        await until_heard(shop, asked["faust"], etags["faust"])
        made = misses()
        told = {name: await get(shop, query, etags[name]) for name, query in asked.items()}
        assert {name: answer.status_code for name, answer in told.items()} == {
            "faust": 200, "the list": 200, "tea": 304, "departments": 304
        }  # fmt: skip
        assert told["faust"].json()["data"] == {"product": {"title": "Faust I"}}
        assert misses() - made == 1  # the list; Faust was asked for until it was new


@pytest.mark.parametrize("cache_bytes", [0, 1_000_000])
async def test_answers_are_the_same_with_and_without_a_cache(demo_url: str, cache_bytes: int) -> None:
    async with open_shop(demo_url, cache_bytes=cache_bytes) as shop:
        answers = [await ask(shop, '{ product(sku: "faust") { title } }') for _ in range(3)]
    assert [answer["data"] for answer in answers] == [{"product": {"title": "Faust"}}] * 3


async def test_whoever_opens_the_address_alone_is_led_to_the_playground(demo_url: str) -> None:
    async with open_shop(demo_url) as shop:
        led = await shop.get("/", headers=BROWSER, follow_redirects=True)
        assert (str(led.url), led.status_code) == ("http://shop.test/graphql", 200)
        assert "<title>Comptoir playground</title>" in led.text
    async with open_shop(demo_url, playground=False) as shop:
        assert (await shop.get("/", headers=BROWSER)).status_code == 404


async def test_strangers_in_production_see_neither_playground_nor_schema(demo_url: str) -> None:
    async with open_shop(demo_url, playground=False, introspection=False) as shop:
        page = await shop.get("/graphql", headers=BROWSER)
        assert page.headers["content-type"] == "application/json; charset=utf-8"
        assert (await shop.get("/playground/playground.js")).status_code == 404
        asked = await ask(shop, "{ __schema { queryType { name } } }")
        assert asked["errors"][0]["extensions"]["code"] == "INTROSPECTION_FORBIDDEN"
        misspelt = await ask(shop, "{ produkt { sku } }")
        assert "Did you mean" not in misspelt["errors"][0]["message"]


async def test_explorers_see_both(shop: httpx.AsyncClient) -> None:
    assert "<main" in (await shop.get("/graphql", headers=BROWSER)).text
    asked = await ask(shop, "{ __schema { queryType { name } } }")
    assert asked["data"] == {"__schema": {"queryType": {"name": "Query"}}}


async def test_only_named_origins_may_ask_from_a_browser(demo_url: str) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    async with open_shop(demo_url, cors_origins=("https://shop.example",)) as shop:
        for origin, allowed in (
            ("https://shop.example", "https://shop.example"),
            ("https://evil.example", None),
        ):
            told = await shop.options("/graphql", headers=asked | {"origin": origin})
            assert told.headers.get("access-control-allow-origin") == allowed
    async with open_shop(demo_url) as shop:
        told = await shop.options("/graphql", headers=asked | {"origin": "https://shop.example"})
        assert "access-control-allow-origin" not in told.headers


async def test_a_client_that_asks_too_often_is_refused(demo_url: str) -> None:
    async with open_shop(demo_url, rate=0.001, burst=2) as shop:
        codes = [(await shop.get("/healthz")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
