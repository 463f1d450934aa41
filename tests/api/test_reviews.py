"""A review's life over HTTP: written in Germany, read in France, voted on, reported, decided, forgotten."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import Settings
from schema.identity import NodeType, write_id
from store.accounts.customers import erase_customer
from store.accounts.staff import Grant, NewStaff, Role, add_staff
from store.database import Database, connect
from tests.api.test_staff import SIGN_IN, ask
from tests.schema.staff.office import PASSWORD
from tests.store.buyers import deliver, product_of

REGISTER = """mutation($email: String!, $name: String!) {
  customerRegister(input: {email: $email, password: "correct horse battery", publicName: $name}) {
    tokens { accessToken } } }"""
SUBMIT = """mutation($id: ID!, $rating: Int!, $body: String!, $language: LanguageTag!)
  @inContext(region: "DE") {
  reviewSubmit(input: {productId: $id, rating: $rating, body: $body, language: $language}) {
    review { id status verification } userErrors { code } } }"""
VOTE = "mutation($id: ID!) { reviewVote(input: {id: $id, helpful: true}) { userErrors { code } } }"
REPORT = "mutation($id: ID!) { reviewReport(input: {id: $id, reason: OFFENSIVE}) { userErrors { code } } }"
QUEUE = "{ reviewQueue { nodes { id } } }"
REMOVE = """mutation($id: ID!) { reviewDecide(input: {id: $id, decision: REMOVE, reason: OFFENSIVE}) {
  review { status } } }"""
READ = """query @inContext(region: "FR") { product(sku: "faust") {
  reviewSummary { average count } verified: reviewSummary(scope: VERIFIED) { count }
  reviews { nodes { language author body helpfulCount verification } } } }"""


@pytest.fixture
async def database(todays_demo_url: str) -> AsyncIterator[Database]:
    """The demo shops as they are today."""
    async with connect(todays_demo_url) as opened:
        yield opened


@pytest.fixture
async def site(todays_demo_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the same shops."""
    app = create_app(Settings(database_url=todays_demo_url))
    async with LifespanManager(app) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client


class Customer:
    """Somebody with an account."""

    def __init__(self, site: httpx.AsyncClient, name: str, token: str) -> None:
        self.site, self.name, self.token = site, name, token

    async def ask(self, document: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = await ask(self.site, "/graphql", document, self.token, **variables)
        assert "errors" not in answer, answer
        return next(iter(answer["data"].values()))

    async def review(self, product: str, rating: int, body: str, language: str) -> dict[str, Any]:
        """Write a review."""
        payload = await self.ask(SUBMIT, id=product, rating=rating, body=body, language=language)
        assert payload["userErrors"] == []
        review: dict[str, Any] = payload["review"]
        return review


async def registered(site: httpx.AsyncClient, name: str) -> Customer:
    """A new customer."""
    told = await ask(site, "/graphql", REGISTER, email=f"{name}@example.org", name=name)
    return Customer(site, name, told["data"]["customerRegister"]["tokens"]["accessToken"])


async def number_of(database: Database, customer: Customer) -> int:
    """The customer's number."""
    sql = "select id from customers where public_name = $1"
    number: int = await database.fetchval(sql, customer.name)
    return number


async def test_a_review_from_its_first_word_to_its_end(site: httpx.AsyncClient, database: Database) -> None:
    now = datetime.now(UTC)
    faust = write_id(NodeType.PRODUCT, await product_of(database, "faust"))
    ada, bob, eve = [await registered(site, name) for name in ("Ada", "Bob", "Eve")]
    await deliver(database, await number_of(database, ada), "faust-hc", now)
    written = await ada.review(faust, 5, "Großartig, von der ersten bis zur letzten Zeile.", "de")
    assert (written["status"], written["verification"]) == ("PUBLISHED", "VERIFIED_PURCHASE")
    rude = await bob.review(faust, 1, "Il faut être bête pour aimer ça.", "fr")
    assert (await eve.ask(VOTE, id=written["id"]))["userErrors"] == []
    assert (await eve.ask(REPORT, id=rude["id"]))["userErrors"] == []

    found = (await ask(site, "/graphql", READ))["data"]["product"]
    assert (found["reviewSummary"], found["verified"]) == ({"average": "3.00", "count": 2}, {"count": 1})
    assert [node["author"] for node in found["reviews"]["nodes"]] == ["Bob", "Ada"]
    assert [node["helpfulCount"] for node in found["reviews"]["nodes"]] == [0, 1]

    await add_staff(database, NewStaff("kim@example.org", "Kim", PASSWORD, [Grant(Role.MODERATION)]), now)
    signed_in = await ask(site, "/staff/graphql", SIGN_IN, email="kim@example.org", password=PASSWORD)
    token = signed_in["data"]["staffSignIn"]["tokens"]["accessToken"]
    queue = await ask(site, "/staff/graphql", QUEUE, token)
    assert queue["data"]["reviewQueue"]["nodes"] == [{"id": rude["id"]}]
    removed = await ask(site, "/staff/graphql", REMOVE, token, id=rude["id"])
    assert removed["data"]["reviewDecide"]["review"] == {"status": "REMOVED"}

    await erase_customer(database, await number_of(database, ada), now)
    left = (await ask(site, "/graphql", READ))["data"]["product"]
    assert left["reviewSummary"] == {"average": "5.00", "count": 1}
    assert left["reviews"]["nodes"] == [
        {"language": "de", "author": "Un client", "body": "", "helpfulCount": 1,
         "verification": "VERIFIED_PURCHASE"}
    ]  # fmt: skip
