"""The playground's examples for the demo's people."""

import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.playground.examples import Example, Who, read_examples
from api.playground.page import PEOPLE
from api.settings import Mode, Settings
from schema.identity import NodeType, write_id
from store import demo
from store.database import connect

pytestmark = pytest.mark.anyio

EXAMPLES = {example.name: example for example in read_examples() if example.who is not Who.ANYBODY}
SIGN_IN = "mutation($input: SignInInput!) { opened: %s(input: $input) { tokens { accessToken } } }"
PATHS = {Who.STAFF: "/staff/graphql"}
FIELDS = {Who.CUSTOMER: "signIn", Who.STAFF: "staffSignIn"}


@pytest.fixture
async def shop(peopled_demo_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with LifespanManager(create_app(Settings(database_url=peopled_demo_url))) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client


async def signed_in(shop: httpx.AsyncClient) -> dict[Who, dict[str, str]]:
    """The header that says who asks, for each who has to sign in."""
    headers = {}
    for who, field in FIELDS.items():
        body = {"query": SIGN_IN % field, "variables": {"input": PEOPLE[who]}}
        answer = (await shop.post(PATHS.get(who, "/graphql"), json=body)).json()
        headers[who] = {"authorization": f"Bearer {answer['data']['opened']['tokens']['accessToken']}"}
    return headers


async def run(
    shop: httpx.AsyncClient,
    example: Example,
    headers: dict[str, str],
    before: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The data of an example, once those that it goes on from have been run, unless `before` has them."""
    path = PATHS.get(example.who, "/graphql")
    answers = {} if before is None else before
    for each in chain_of(example):
        if each.name not in answers:
            answers[each.name] = await ask(shop, path, each, headers, answers)
    data: dict[str, Any] = answers[example.name]
    return data


def chain_of(example: Example) -> list[Example]:
    """The examples that an example goes on from, the first one first, and the example itself."""
    return [*(chain_of(EXAMPLES[example.after]) if example.after else ()), example]


def fill(told: Any, region: str, answers: dict[str, Any]) -> Any:
    """The variables of an example, as the playground fills them."""
    if told == "$fresh":
        return uuid4().hex
    if not isinstance(told, dict):
        return told
    if "$region" in told:
        return told["$region"][region]
    if "$answer" not in told:
        return {name: fill(each, region, answers) for name, each in told.items()}
    found: Any = answers
    for key in told["$answer"]:
        found = found[key]
    if found is None:
        return told.get("$else")
    return {key: found[key] for key in told["$only"]} if "$only" in told else found


async def ask(
    shop: httpx.AsyncClient, path: str, example: Example, headers: dict[str, str], answers: dict[str, Any]
) -> dict[str, Any]:
    """The data of one document."""
    variables = fill(dict(example.variables), headers.get("x-region", "DE"), answers)
    body = {"query": example.document, "variables": variables}
    answer = (await shop.post(path, json=body, headers=headers)).json()
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


def test_there_are_examples_for_each_of_the_demos_people() -> None:
    assert {example.who for example in EXAMPLES.values()} == set(Who) - {Who.ANYBODY}


def test_what_they_buy_never_runs_out_however_often_they_are_run() -> None:
    documents = [EXAMPLES[name].document for name in ("buy-cart", "own-cart")]
    bought = {sku for document in documents for sku in re.findall(r'sku: "([^"]+)"', document)}
    stock = {each["sku"]: each["stock"] for line in demo.lines() for each in line.get("variants", ())}
    assert {sku: stock[sku] for sku in bought} == {"grimms-maerchen-hc": None, "kraeutertee-20": None}


async def test_the_demo_customer_signs_in_and_sees_the_account(shop: httpx.AsyncClient) -> None:
    told = (await run(shop, EXAMPLES["sign-in"], {}))["signIn"]
    assert (told["customer"]["email"], told["userErrors"]) == ("customer@example.org", [])
    assert told["tokens"]["accessToken"]
    me = (await run(shop, EXAMPLES["account"], (await signed_in(shop))[Who.CUSTOMER]))["me"]
    assert (me["email"], me["addresses"][0]["city"]) == ("customer@example.org", "Berlin")


async def test_the_demo_staff_see_one_products_story(shop: httpx.AsyncClient) -> None:
    staff = (await signed_in(shop))[Who.STAFF]
    told = await run(shop, EXAMPLES["history"], staff)
    assert told["me"]["name"] == "Demo Staff"
    assert [(price["amount"], price["currency"]) for price in told["priceHistory"]] == [("24.00", "EUR")]
    for _ in range(2):
        trace = await run(shop, EXAMPLES["trace"], staff)
        assert [(price["amount"], price["setBy"]) for price in trace["priceHistory"]] == [
            ("9.50", None), ("8.90", "Demo Staff")
        ]  # fmt: skip
        text, price = trace["auditTrail"]["nodes"]
        assert text["before"] == {"texts": {"sv": None}}
        assert text["after"]["texts"]["sv"]["title"] == "Sencha från Uji"
        assert (price["region"], list(price["after"].values())) == ("DE", ["9.50", "8.90"])
    coverage = (await run(shop, EXAMPLES["coverage"], staff))["translationCoverage"]
    assert {each["language"] for each in coverage} >= {"de", "en", "ja", "el"}
    simulated = (await run(shop, EXAMPLES["simulate"], staff))["ruleSimulate"]
    assert (simulated["userErrors"], simulated["quote"]["total"]) == ([], "48.00")


async def test_a_review_is_written_voted_on_reported_and_decided_about_again_and_again(
    shop: httpx.AsyncClient, peopled_demo_url: str
) -> None:
    people = await signed_in(shop)
    async with connect(peopled_demo_url) as database:
        first = await database.fetchval("select min(r.id) from reviews r where r.status = 'PUBLISHED'")
    assert write_id(NodeType.REVIEW, first) in EXAMPLES["vote-and-report"].document
    for _ in range(2):
        written = await run(shop, EXAMPLES["write-review"], people[Who.CUSTOMER])
        assert written["reviewSubmit"]["userErrors"] == []
        review = written["reviewSubmit"]["review"]
        assert (review["language"], review["status"]) == ("de", "PUBLISHED")
        said = await run(shop, EXAMPLES["vote-and-report"], people[Who.CUSTOMER])
        assert [each["userErrors"] for each in said.values()] == [[], []]
        held = (await run(shop, EXAMPLES["held-review"], people[Who.CUSTOMER]))["reviewSubmit"]
        assert (held["review"]["status"], held["userErrors"]) == ("PENDING", [])
        queue = (await run(shop, EXAMPLES["queue"], people[Who.STAFF]))["reviewQueue"]["nodes"]
        assert {(node["status"], node["reason"]) for node in queue} == {
            ("PENDING", "LINK"),
            ("PUBLISHED", None),
        }
        decided = await run(shop, EXAMPLES["moderate"], people[Who.STAFF])
        assert [each["userErrors"] for each in decided.values()] == [[], [], []]


async def test_everybody_is_the_demo_customer_and_nobody_uses_up_their_tries(shop: httpx.AsyncClient) -> None:
    customer = (await signed_in(shop))[Who.CUSTOMER]
    for _ in range(70):
        told = await run(shop, EXAMPLES["held-review"], customer)
        assert told["reviewSubmit"]["userErrors"] == []


@pytest.mark.parametrize("region", ["DE", "FR", "GB", "CH", "US", "JP"])
async def test_a_guest_and_a_customer_buy_in_each_market(shop: httpx.AsyncClient, region: str) -> None:
    people, here = await signed_in(shop), {"x-region": region}
    for name in [name for name in EXAMPLES if name.startswith("buy-")]:
        told = await run(shop, EXAMPLES[name], here)
        if name != "buy-withdraw" and name != "buy-withdrawn":
            assert [each.get("userErrors", []) for each in told.values()] == [[]] * len(told), name
    bought = await run(shop, EXAMPLES["buy-status"], here)
    assert bought["guestOrder"]["paymentStatus"] == "PAID"
    gone = (await run(shop, EXAMPLES["buy-withdrawn"], here))["withdrawalConfirm"]
    has_right = region in {"DE", "FR", "GB"}
    assert (gone["order"] is not None) == has_right
    if has_right:
        assert (gone["order"]["status"], gone["order"]["returnStatus"]) == ("CANCELLED", "ACCEPTED")
    own = (await run(shop, EXAMPLES["own-order"], {**here, **people[Who.CUSTOMER]}))["orderCancel"]
    assert (own["userErrors"], own["order"]["status"]) == ([], "CANCELLED")


async def test_every_one_runs_in_every_region_and_language(shop: httpx.AsyncClient) -> None:
    body = {"query": "{ regions { code languages { tag } } }"}
    regions = (await shop.post("/graphql", json=body)).json()["data"]["regions"]
    places = [(region["code"], each["tag"]) for region in regions for each in region["languages"]]
    assert len(places) >= 20
    people = await signed_in(shop)
    for region, language in places:
        before: dict[str, Any] = {}
        for example in EXAMPLES.values():
            headers = {"x-region": region, "x-language": language, **people.get(example.who, {})}
            told = await run(shop, example, headers, before)
            assert all(told.values()), (region, language, example.name)


async def test_a_playground_in_production_knows_none_of_them(peopled_demo_url: str) -> None:
    settings = Settings(database_url=peopled_demo_url, mode=Mode.PRODUCTION, secret="s" * 40, playground=True)
    async with LifespanManager(create_app(settings)) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            assert (await client.get("/playground/people.json")).json() == {}
            shown = (await client.get("/playground/examples.json")).json()
    assert {each["who"] for each in shown} == {"anybody"}
