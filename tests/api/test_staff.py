"""The door of the staff: its own tokens, its own schema, and nothing kept."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import Settings
from store.accounts.staff import Grant, NewStaff, Role, add_staff
from store.database import Database
from tests.schema.staff.office import NOW, PASSWORD

SIGN_IN = """mutation($email: String!, $password: String!) {
  staffSignIn(input: {email: $email, password: $password}) { tokens { accessToken refreshToken } } }"""
REGISTER = """mutation {
  customerRegister(input: {email: "ada@example.org", password: "correct horse battery"}) {
    tokens { accessToken } } }"""


@pytest.fixture
async def site(database_url: str, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an empty shop in which Eve looks after the catalogue."""
    await add_staff(database, NewStaff("eve@example.org", "Eve", PASSWORD, [Grant(Role.CATALOGUE)]), NOW)
    app = create_app(Settings(database_url=database_url))
    async with LifespanManager(app) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client


async def ask(client: httpx.AsyncClient, path: str, query: str, token: str = "", **variables: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {"query": query, "variables": variables}
    return (await client.post(path, json=body, headers=headers)).json()


async def staff_token(client: httpx.AsyncClient) -> str:
    credentials = {"email": "eve@example.org", "password": PASSWORD}
    answer = await ask(client, "/staff/graphql", SIGN_IN, **credentials)
    return str(answer["data"]["staffSignIn"]["tokens"]["accessToken"])


async def test_staff_ask_with_their_own_token_and_nobody_else_can(site: httpx.AsyncClient) -> None:
    token = await staff_token(site)
    assert (await ask(site, "/staff/graphql", "{ me { name } }", token))["data"] == {"me": {"name": "Eve"}}
    customer = (await ask(site, "/graphql", REGISTER))["data"]["customerRegister"]["tokens"]["accessToken"]
    for stranger in ("", "nonsense", customer):
        refused = await ask(site, "/staff/graphql", "{ me { name } }", stranger)
        assert refused["errors"][0]["extensions"]["code"] == "SIGN_IN_REQUIRED"


async def test_a_staff_token_is_nobody_at_the_shoppers_door(site: httpx.AsyncClient) -> None:
    answer = await ask(site, "/graphql", "{ me { email } }", await staff_token(site))
    assert answer["data"] == {"me": None}


async def test_what_staff_are_told_is_kept_nowhere(site: httpx.AsyncClient) -> None:
    headers = {"Authorization": f"Bearer {await staff_token(site)}"}
    answer = await site.post("/staff/graphql", json={"query": "{ categories { path } }"}, headers=headers)
    assert answer.json()["data"] == {"categories": []}
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


async def test_mutations_of_staff_come_by_post(site: httpx.AsyncClient) -> None:
    answer = await site.get(
        "/staff/graphql", params={"query": "mutation { signOut(input: {}) { __typename } }"}
    )
    assert answer.status_code == 405
