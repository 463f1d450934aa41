"""Nothing secret or personal reaches the log, even when something goes wrong on our side."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import DEMO_SECRET, Settings
from store.accounts.staffing import Key, invite
from store.accounts.tokens import keyring
from store.database import Database
from tests.store.accounts.openid.issuer import CLIENT, listening

MARKER = "planted-marker"
PERSON = {"email": f"{MARKER}@example.org", "password": f"{MARKER} password", "name": f"{MARKER} Ada"}
REGISTER = """mutation($email: String!, $password: String!, $name: String) {
  customerRegister(input: {email: $email, password: $password, publicName: $name}) {
    tokens { accessToken refreshToken } userErrors { code } } }"""
SIGN_IN = """mutation($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { userErrors { code } } }"""
STAFF_SIGN_IN = SIGN_IN.replace("signIn", "staffSignIn")
REFRESH = """mutation($token: String!) {
  tokenRefresh(input: {refreshToken: $token}) { tokens { accessToken } userErrors { code } } }"""
START = 'mutation { providerSignInStart(input: {provider: "house"}) { start { nonce } } }'
PROVE = """mutation($proof: ProviderSignInInput!) { providerSignIn(input: $proof) {
  customer { email } userErrors { code } } }"""
CHOOSE = """mutation($key: String!, $password: String!) {
  staffPasswordSet(input: {token: $key, password: $password}) { done } }"""
# A constraint that quotes the row it refuses, as a bug of ours might meet it.
BROKEN = """
alter table customers add constraint nobody check (email not like 'planted%') not valid;
alter table staff_members rename to members
"""


@asynccontextmanager
async def open_site(database_url: str, **given: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an empty shop that logs every request."""
    app = create_app(Settings(database_url=database_url, access_log_every=1, **given))
    async with LifespanManager(app) as manager:
        transport = httpx.ASGITransport(manager.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client


async def ask(client: httpx.AsyncClient, path: str, query: str, token: str = "", **variables: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}", "User-Agent": MARKER}
    body = {"query": query, "variables": variables}
    return (await client.post(path, json=body, headers=headers)).json()


async def test_what_is_personal_or_secret_is_never_logged(
    database_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async with open_site(database_url) as site:
        told = await ask(site, "/graphql", REGISTER, MARKER, **PERSON)
        tokens = told["data"]["customerRegister"]["tokens"]
        secrets = [MARKER, *tokens.values()]
        await ask(site, "/graphql", "{ me { email } }", tokens["accessToken"])
        await ask(site, "/graphql", SIGN_IN, email=PERSON["email"], password=f"{MARKER} wrong")
        await ask(site, "/staff/graphql", STAFF_SIGN_IN, email=PERSON["email"], password=MARKER)
        await ask(site, "/graphql", REFRESH, token=tokens["refreshToken"])
        await ask(site, "/graphql", f'{{ product(slug: "{MARKER}") {{ {MARKER[:7]} }} }}')
        await site.get(
            "/graphql", params={"query": "query($s: String) { product(slug: $s) { sku } }", "s": MARKER}
        )
    written = capfd.readouterr().err
    assert '"path":"/graphql"' in written
    assert '"path":"/staff/graphql"' in written
    assert [secret for secret in secrets if secret in written] == []


async def test_nor_is_it_when_the_database_quotes_it(
    database_url: str, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    await database.execute(BROKEN)
    async with open_site(database_url) as site:
        for path, query in (("/graphql", REGISTER), ("/staff/graphql", STAFF_SIGN_IN)):
            variables = (
                PERSON if path == "/graphql" else {name: PERSON[name] for name in ("email", "password")}
            )
            told = await ask(site, path, query, MARKER, **variables)
            assert told["errors"][0]["extensions"]["code"] == "INTERNAL"
    written = capfd.readouterr().err
    assert "CheckViolationError" in written
    assert "UndefinedTableError" in written
    assert "customers.py" in written
    assert MARKER not in written


async def test_nor_is_what_providers_and_invitations_bring(
    database: Database, database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    keys = keyring([DEMO_SECRET])
    invited = await invite(database, keys, PERSON["email"], PERSON["name"], [], actor=None, now=now)
    assert isinstance(invited, Key)
    times = {"iat": int(now.timestamp()), "exp": int(now.timestamp()) + 300}
    secrets = [MARKER, invited.text]
    with listening() as provider:
        file = tmp_path / "providers.json"
        known = {"name": "house", "issuer": provider.issuer, "client_id": CLIENT, "for": ["customers"]}
        file.write_bytes(orjson.dumps([{**known, "client_secret": MARKER}]))
        async with open_site(database_url, openid_providers=file) as site:
            for changed in ({}, {"aud": MARKER}):
                told = await ask(site, "/graphql", START)
                nonce = told["data"]["providerSignInStart"]["start"]["nonce"]
                claims = {"sub": MARKER, "email": f"{MARKER}@house.example", **times, **changed}
                proof = {"provider": "house", "nonce": nonce, "idToken": provider.sign(nonce, **claims)}
                told = await ask(site, "/graphql", PROVE, proof=proof)
                assert (told["data"]["providerSignIn"]["customer"] is None) == bool(changed)
                secrets += [nonce, proof["idToken"]]
            told = await ask(site, "/staff/graphql", CHOOSE, key=invited.text, password=f"{MARKER} password")
            assert told["data"]["staffPasswordSet"]["done"]
    written = capfd.readouterr().err
    assert "a token was refused: it InvalidAudienceError" in written
    assert [secret for secret in secrets if secret in written] == []
