"""What proves who somebody is, and all that doesn't, each beside a proof that does."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import jwt
import orjson
import pytest

from store.accounts.openid import Identity, IdTokenRefused, Proof, ProviderUnreachable, Remote, begin, prove
from store.accounts.tokens import Audience, Keyring
from store.database import Database
from tests.store.accounts.openid.issuer import CLIENT, NOW, FakeProvider

CUSTOMER = Audience.CUSTOMER
NESTED = urlsafe_b64encode(b"[" * 9000).decode() + ".x.y"
"""A token whose header nests lists too deeply to be read."""
PAST, FUTURE = int((NOW - timedelta(minutes=2)).timestamp()), int((NOW + timedelta(minutes=2)).timestamp())


async def proved(database: Database, keys: Keyring, remote: Remote, proof: Proof) -> Identity:
    """Who a proof is about."""
    return await prove(database, keys, remote, CUSTOMER, proof, NOW)


def in_base64(part: bytes) -> str:
    """A part of a token."""
    return urlsafe_b64encode(part).rstrip(b"=").decode()


@pytest.fixture
def nonce(keys: Keyring) -> str:
    """A nonce that was just given to a customer."""
    return begin(keys, "house", CUSTOMER, NOW)


async def test_a_good_token_says_who_it_is(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    found = await proved(database, keys, remote, Proof(nonce, provider.sign(nonce)))
    assert found == Identity(provider.issuer, "ada-17", "ada@example.org")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, "InvalidIssuerError"),
        ({"aud": "another-shop"}, "InvalidAudienceError"),
        ({"aud": None}, "MissingRequiredClaimError"),
        ({"aud": [CLIENT, "another-shop"]}, "was asked for by somebody else"),
        ({"azp": "another-shop"}, "was asked for by somebody else"),
        ({"exp": PAST}, "has ended"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"exp": 10**30}, "has no usable times"),
        ({"iat": FUTURE}, "isn't good yet"),
        ({"nbf": FUTURE}, "isn't good yet"),
        ({"nonce": "another"}, "has another nonce"),
        ({"nonce": None}, "MissingRequiredClaimError"),
        ({"sub": ""}, "has no usable subject"),
        ({"sub": "x" * 256}, "has no usable subject"),
    ],
)
async def test_a_token_with_one_thing_wrong_is_refused(
    database: Database,
    keys: Keyring,
    remote: Remote,
    provider: FakeProvider,
    nonce: str,
    changed: dict[str, Any],
    reason: str,
) -> None:
    with pytest.raises(IdTokenRefused, match=reason):
        await proved(database, keys, remote, Proof(nonce, provider.sign(nonce, **changed)))
    good = {"aud": [CLIENT, "another-shop"], "azp": CLIENT}
    assert (
        await proved(database, keys, remote, Proof(nonce, provider.sign(nonce, **good)))
    ).subject == "ada-17"


async def test_no_algorithm_but_those_of_public_keys_is_believed(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    good = provider.sign(nonce)
    claims = jwt.decode(good, options={"verify_signature": False})
    unsigned = jwt.encode(claims, None, "none")
    # The confusion of algorithms: the public key, which everybody has, taken as a shared secret.
    header = {"alg": "HS256", "typ": "JWT", "kid": "first"}
    signed = ".".join(map(in_base64, (orjson.dumps(header), orjson.dumps(claims))))
    secret = orjson.dumps(provider.published()[0])
    shared = f"{signed}.{in_base64(hmac.digest(secret, signed.encode(), 'sha256'))}"
    for bad in (unsigned, shared):
        with pytest.raises(IdTokenRefused, match="algorithm that isn't allowed"):
            await proved(database, keys, remote, Proof(nonce, bad))
    assert (await proved(database, keys, remote, Proof(nonce, good))).subject == "ada-17"


async def test_the_algorithm_is_that_of_the_key_whatever_the_token_says(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    claims = jwt.decode(provider.sign(nonce), options={"verify_signature": False})
    other = FakeProvider("https://elsewhere.example")
    other.rotate("first")
    with pytest.raises(IdTokenRefused, match="InvalidAlgorithmError"):
        token = jwt.encode(claims, other.keys["first"], "ES256", headers={"kid": "first"})
        await proved(database, keys, remote, Proof(nonce, token))


async def test_a_token_that_somebody_else_signed_or_changed_is_refused(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    stranger = FakeProvider(provider.issuer)
    head, body, _ = provider.sign(nonce).split(".")
    foreign = provider.sign(nonce, sub="eve-1").rsplit(".", 1)[1]
    bad = [
        stranger.sign(nonce),
        f"{head}.{body}.{foreign}",
        f"{head}.{body}.",
        "x",
        "",
        "a.b.c",
        "x" * 20_000,
        NESTED,
        "\ud800",
    ]
    for token in bad:
        with pytest.raises(IdTokenRefused):
            await proved(database, keys, remote, Proof(nonce, token))


@pytest.mark.parametrize(
    ("told", "email"),
    [
        ({}, "ada@example.org"),
        ({"email_verified": "true"}, "ada@example.org"),
        ({"email_verified": False}, None),
        ({"email_verified": "false"}, None),
        ({"email_verified": None}, None),
        ({"email": None}, None),
        ({"email": 7}, None),
        ({"email": "no address"}, None),
    ],
)
async def test_an_address_counts_only_if_the_provider_has_verified_it(
    database: Database,
    keys: Keyring,
    remote: Remote,
    provider: FakeProvider,
    nonce: str,
    told: dict[str, Any],
    email: str | None,
) -> None:
    assert (await proved(database, keys, remote, Proof(nonce, provider.sign(nonce, **told)))).email == email


async def test_a_nonce_is_ours_and_good_for_one_sign_in_of_its_kind(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    for foreign in (
        "made-up",
        begin(keys, "elsewhere", CUSTOMER, NOW),
        begin(keys, "house", Audience.STAFF, NOW),
        begin(keys, "house", CUSTOMER, NOW - timedelta(minutes=11)),
    ):
        with pytest.raises(IdTokenRefused, match="nonce that isn't ours"):
            await proved(database, keys, remote, Proof(foreign, provider.sign(foreign)))
    proof = Proof(nonce, provider.sign(nonce))
    assert (await proved(database, keys, remote, proof)).subject == "ada-17"
    with pytest.raises(IdTokenRefused, match="was used before"):
        await proved(database, keys, remote, proof)


async def test_a_nonce_opens_no_session(keys: Keyring, nonce: str) -> None:
    assert keys.read(nonce, CUSTOMER, NOW) is None
    assert keys.unseal("another purpose", nonce, NOW) is None
    assert keys.unseal("openid-nonce", nonce, NOW) is not None


async def test_a_code_is_exchanged_with_its_verifier(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    provider.codes["c0de"] = {
        "id_token": provider.sign(nonce),
        "code_verifier": "v" * 43,
        "redirect_uri": "https://shop.example/back",
        "client_id": CLIENT,
    }
    wrong = Proof(nonce, code="c0de", verifier="w" * 43, redirect_uri="https://shop.example/back")
    with pytest.raises(IdTokenRefused):
        await proved(database, keys, remote, wrong)
    right = Proof(nonce, code="c0de", verifier="v" * 43, redirect_uri="https://shop.example/back")
    assert (await proved(database, keys, remote, right)).subject == "ada-17"


async def test_a_provider_that_cannot_be_asked_is_told_apart_from_a_bad_token(
    database: Database, keys: Keyring, remote: Remote, provider: FakeProvider, nonce: str
) -> None:
    provider.down = True
    with pytest.raises(ProviderUnreachable):
        await proved(database, keys, remote, Proof(nonce, provider.sign(nonce)))
