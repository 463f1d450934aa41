"""A provider over the network: where its endpoints are, which keys it signs with, and exchanging a code."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import jwt
import orjson

from regions.reading import BadInput
from store.accounts.openid.provider import Provider, address

DISCOVERY = "/.well-known/openid-configuration"
KEPT = timedelta(hours=1)
"""How long endpoints and keys are believed without asking again."""
PAUSE = timedelta(minutes=1)
"""However many tokens name unknown keys, the provider is asked no more often."""
PATIENCE = 5.0
MOST_BYTES = 512 * 1024


class ProviderUnreachable(Exception):
    """The provider didn't answer, or not as the standard has it; says what was wrong."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What a provider's discovery document says."""

    authorization: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True)
class Known:
    """What was learnt at an instant."""

    at: datetime
    endpoints: Endpoints
    keys: tuple[jwt.PyJWK, ...]


class Remote:
    """One provider as it is now; one of these lives as long as the process."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._known: Known | None = None
        self._asked: datetime | None = None
        self._asking = asyncio.Lock()

    async def endpoints(self, now: datetime) -> Endpoints:
        """Where the provider is asked for what. Raises ProviderUnreachable."""
        return (await self._learn(now, KEPT)).endpoints

    async def key(self, key_id: str | None, now: datetime) -> jwt.PyJWK | None:
        """The key with that id; an id that isn't known yet is asked for. Raises ProviderUnreachable.

        Without an id the provider's only key is meant.
        """
        found = _find((await self._learn(now, KEPT)).keys, key_id)
        return found or _find((await self._learn(now, PAUSE)).keys, key_id)

    async def exchange(self, code: str, verifier: str, redirect_uri: str, now: datetime) -> str:
        """The id token for an authorization code with its PKCE verifier (RFC 7636); empty if refused."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
            "client_id": self.provider.client_id,
        }
        if self.provider.client_secret is not None:
            form["client_secret"] = self.provider.client_secret
        token = (await self.endpoints(now)).token
        async with _client() as client:
            answer = await _fetch(client, "POST", token, form)
        return str(answer.get("id_token", ""))

    async def _learn(self, now: datetime, no_older_than: timedelta) -> Known:
        """What is known, asked for anew if it is older and the last question was long enough ago."""
        known = self._known
        if known is not None and now - known.at < no_older_than:
            return known
        async with self._asking:
            known = self._known
            if known is not None and now - known.at < no_older_than:
                return known
            if self._asked is None or now - self._asked >= PAUSE:
                self._asked = now
                try:
                    self._known = known = await self._ask(now)
                except ProviderUnreachable:
                    if known is None:
                        raise
            if known is None:
                raise ProviderUnreachable("was asked a moment ago")
            return known

    async def _ask(self, now: datetime) -> Known:
        issuer = self.provider.issuer
        async with _client() as client:
            told = await _fetch(client, "GET", issuer.rstrip("/") + DISCOVERY)
            if told.get("issuer") != issuer:
                raise ProviderUnreachable("names another issuer")
            endpoints = _endpoints(told)
            found = await _fetch(client, "GET", endpoints.keys)
        try:
            keys = jwt.PyJWKSet.from_dict(dict(found)).keys
        except jwt.PyJWTError as error:
            raise ProviderUnreachable("has no keys that can be used") from error
        return Known(now, endpoints, tuple(key for key in keys if key.public_key_use in (None, "sig")))


def _find(keys: tuple[jwt.PyJWK, ...], key_id: str | None) -> jwt.PyJWK | None:
    if key_id is None:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.key_id == key_id), None)


def _endpoints(told: Mapping[str, Any]) -> Endpoints:
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    try:
        return Endpoints(*(address(told.get(name), name) for name in names))
    except BadInput as error:
        raise ProviderUnreachable(f"{error.path} {error.problem}") from None


def _client() -> httpx.AsyncClient:
    """One that follows nobody elsewhere and takes no proxy from the environment."""
    return httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False)


async def _fetch(
    client: httpx.AsyncClient, method: str, url: str, form: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """The JSON object at an address, nothing for a refused form. Raises ProviderUnreachable."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE), client.stream(method, url, data=form) as answer:
            if form is not None and answer.status_code in (400, 401):
                return {}
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise ProviderUnreachable("sends too much")
        found = orjson.loads(body)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, orjson.JSONDecodeError, UnicodeError) as error:
        raise ProviderUnreachable(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderUnreachable("sends no JSON object")
    return found
