"""Signing in with an outside provider, on both sides of the shop."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from store.accounts.openid import Provider, Remote
from store.accounts.tokens import Audience
from store.database import Database
from tests.schema.counter import KEYS, NOW, Counter
from tests.schema.staff.office import Office
from tests.store.accounts.openid.issuer import CLIENT, FakeProvider, listening

START = """mutation($provider: String!) { providerSignInStart(input: {provider: $provider}) {
  start { nonce expiresAt issuer clientId authorizationEndpoint } userErrors { code message field } } }"""
SIGN_IN = """mutation($proof: ProviderSignInInput!) { providerSignIn(input: $proof) {
  customer { email region language } tokens { accessToken } userErrors { code message } } }"""
STAFF_SIGN_IN = """mutation($proof: ProviderSignInInput!) { providerSignIn(input: $proof) {
  staff { name } tokens { accessToken } userErrors { code message } } }"""
LINK = """mutation($proof: ProviderLinkInput!) { providerLink(input: $proof) {
  customer { email } userErrors { code } } }"""
REGISTER = """mutation { customerRegister(
  input: {email: "ada@example.org", password: "correct horse battery"}) { tokens { accessToken } } }"""


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """A provider that listens."""
    with listening() as fake:
        yield fake


def known(provider: FakeProvider, audience: Audience) -> dict[str, Remote]:
    """The provider as it stands in the operator's file."""
    return {"house": Remote(Provider("house", provider.issuer, CLIENT, None, frozenset({audience})))}


async def proof(counter: Counter | Office, provider: FakeProvider, **changed: Any) -> dict[str, Any]:
    """What a client brings back from the provider."""
    told = await counter.ask(START, provider="house")
    nonce = told.get("providerSignInStart", told)["start"]["nonce"]
    return {"provider": "house", "nonce": nonce, "idToken": provider.sign(nonce, **changed)}


async def test_a_customer_signs_in_and_is_found_again(database: Database, provider: FakeProvider) -> None:
    counter = Counter(database, providers=known(provider, Audience.CUSTOMER))
    start = (await counter.ask(START, provider="house"))["providerSignInStart"]["start"]
    assert (start["issuer"], start["clientId"]) == (provider.issuer, CLIENT)
    assert start["authorizationEndpoint"] == f"{provider.issuer}/authorize"
    assert start["expiresAt"] == "2026-11-21T12:10:00+00:00"
    for _ in range(2):
        given = await proof(counter, provider)
        answer = (await counter.ask(SIGN_IN, proof=given))["providerSignIn"]
        assert answer["customer"] == {"email": "ada@example.org", "region": "DE", "language": "de"}
        person = KEYS.read(answer["tokens"]["accessToken"], Audience.CUSTOMER, NOW)
        assert person is not None
    assert await database.fetchval("select count(*) from customers") == 1


async def test_what_proves_nothing_is_refused_without_saying_more(
    database: Database, provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter(database, language="en", providers=known(provider, Audience.CUSTOMER))
    for changed in ({"aud": "another-shop"}, {"exp": 0}, {"nonce": "another"}):
        given = await proof(counter, provider, **changed)
        answer = (await counter.ask(SIGN_IN, proof=given))["providerSignIn"]
        assert (answer["tokens"], [error["code"] for error in answer["userErrors"]]) == (
            None, ["PROVIDER_REFUSED"]
        )  # fmt: skip
    assert "a token was refused: it has another nonce" in caplog.text
    assert "ada" not in caplog.text.lower()


async def test_who_is_new_needs_a_verified_address_and_nobody_takes_over_an_account(
    database: Database, provider: FakeProvider
) -> None:
    counter = Counter(database, providers=known(provider, Audience.CUSTOMER))
    given = await proof(counter, provider, email_verified=False)
    unverified = (await counter.ask(SIGN_IN, proof=given))["providerSignIn"]
    assert [error["code"] for error in unverified["userErrors"]] == ["EMAIL_UNVERIFIED"]
    token = (await counter.ask(REGISTER))["customerRegister"]["tokens"]["accessToken"]
    taken = (await counter.ask(SIGN_IN, proof=await proof(counter, provider)))["providerSignIn"]
    assert [error["code"] for error in taken["userErrors"]] == ["EMAIL_TAKEN"]
    ada = replace(counter, person=KEYS.read(token, Audience.CUSTOMER, NOW))
    linked = (await ada.ask(LINK, proof=await proof(counter, provider)))["providerLink"]
    assert linked == {"customer": {"email": "ada@example.org"}, "userErrors": []}
    opened = (await counter.ask(SIGN_IN, proof=await proof(counter, provider)))["providerSignIn"]
    assert opened["customer"]["email"] == "ada@example.org"
    other = (await ada.ask(LINK, proof=await proof(counter, provider, sub="eve-1")))["providerLink"]
    assert other["userErrors"] == [{"code": "PROVIDER_TAKEN"}]


async def test_linking_is_for_those_who_are_signed_in(database: Database, provider: FakeProvider) -> None:
    counter = Counter(database, providers=known(provider, Audience.CUSTOMER))
    answer = await counter.answer(LINK, proof=await proof(counter, provider))
    assert [(error.extensions or {})["code"] for error in answer.errors] == ["SIGN_IN_REQUIRED"]


async def test_a_provider_is_for_those_whom_the_operator_named(
    database: Database, provider: FakeProvider
) -> None:
    counter = Counter(database, language="en", providers=known(provider, Audience.STAFF))
    for name in ("house", "elsewhere"):
        answer = (await counter.ask(START, provider=name))["providerSignInStart"]
        assert answer == {
            "start": None,
            "userErrors": [
                {
                    "code": "UNKNOWN_PROVIDER",
                    "message": f"Nobody can sign in with “{name}” here.",
                    "field": ["provider"],
                }
            ],
        }


async def test_a_provider_that_is_down_is_told(database: Database, provider: FakeProvider) -> None:
    provider.down = True
    counter = Counter(database, providers=known(provider, Audience.CUSTOMER))
    answer = (await counter.ask(START, provider="house"))["providerSignInStart"]
    assert [error["code"] for error in answer["userErrors"]] == ["PROVIDER_UNREACHABLE"]


async def test_staff_sign_in_under_the_address_that_they_were_invited_with(
    database: Database, provider: FakeProvider
) -> None:
    office = Office(database, providers=known(provider, Audience.STAFF))
    given = await proof(office, provider)
    stranger = await office.ask(STAFF_SIGN_IN, proof=given)
    assert [error["code"] for error in stranger["userErrors"]] == ["WRONG_CREDENTIALS"]
    await office.hire("Ada")
    unverified = await office.ask(STAFF_SIGN_IN, proof=await proof(office, provider, email_verified=False))
    assert unverified["tokens"] is None
    opened = await office.ask(STAFF_SIGN_IN, proof=await proof(office, provider))
    assert opened["staff"] == {"name": "Ada"}
    assert KEYS.read(opened["tokens"]["accessToken"], Audience.STAFF, NOW) is not None
