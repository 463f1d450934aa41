"""What an id token says, believed once everything about it was checked (OpenID Connect Core, 3.1.3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

import jwt

from store.accounts.openid.remote import Remote

LEEWAY = timedelta(seconds=60)
"""How far the clocks of provider and shop may differ."""
LONGEST_TOKEN = 16 * 1024
LONGEST_SUBJECT = 255
LONGEST_EMAIL = 254


class IdTokenRefused(Exception):
    """A token that proves nothing here; the message says why, for operators, and nothing of what it holds."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody, as a provider knows them."""

    issuer: str
    subject: str
    email: str | None
    """None unless the provider says that it has verified it."""

    @property
    def name(self) -> str:
        """Issuer and subject together: what an account is linked to."""
        return f"{self.issuer} {self.subject}"


async def read_id_token(remote: Remote, token: str, nonce: str, now: datetime) -> Identity:
    """Who the token says has signed in. Raises IdTokenRefused, or ProviderUnreachable."""
    claims = await _verified(remote, token, now)
    _check_party(claims, remote.provider.client_id)
    _check_times(claims, now)
    if not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise IdTokenRefused("has another nonce")
    subject = claims["sub"]
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()):
        raise IdTokenRefused("has no usable subject")
    return Identity(remote.provider.issuer, subject, _verified_email(claims))


async def _verified(remote: Remote, token: str, now: datetime) -> Mapping[str, Any]:
    """The claims of a token that the provider signed, for us, with an algorithm that is allowed."""
    if len(token) > LONGEST_TOKEN:
        raise IdTokenRefused("is too long")
    provider = remote.provider
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in provider.algorithms:
            raise IdTokenRefused("is signed with an algorithm that isn't allowed")
        key = await remote.key(header.get("kid"), now)
        if key is None:
            raise IdTokenRefused("is signed with a key that the provider doesn't have")
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key,
            list(provider.algorithms),
            audience=provider.client_id,
            issuer=provider.issuer,
            options={
                "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                "verify_exp": False,  # by the instant of the request, in _check_times
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, UnicodeError, RecursionError) as error:
        raise IdTokenRefused(type(error).__name__) from None
    return claims


def _check_party(claims: Mapping[str, Any], client_id: str) -> None:
    """A token for several audiences has to say that it was asked for by us."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise IdTokenRefused("was asked for by somebody else")


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    try:
        ends, issued, begins = (
            datetime.fromtimestamp(claims.get(name, claims["iat"]), UTC) for name in ("exp", "iat", "nbf")
        )
    except (TypeError, ValueError, OverflowError, OSError):
        raise IdTokenRefused("has no usable times") from None
    if ends + LEEWAY <= now:
        raise IdTokenRefused("has ended")
    if max(issued, begins) > now + LEEWAY:
        raise IdTokenRefused("isn't good yet")


def _verified_email(claims: Mapping[str, Any]) -> str | None:
    """The address, if the provider says that it is theirs; some say so with a word for the truth value."""
    email = claims.get("email")
    if claims.get("email_verified") not in (True, "true") or not isinstance(email, str):
        return None
    tidy = email.strip().lower()
    usable = "@" in tidy and len(tidy) <= LONGEST_EMAIL and tidy.isprintable()
    return tidy if usable else None
