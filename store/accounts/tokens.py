"""Access tokens: short-lived, signed, and good without asking the database.

A keyring signs with its first key and believes all of them, so that a new key can be put in front while
tokens of the old one are still around.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

import jwt

LIFETIME = timedelta(minutes=10)
ALGORITHM = "HS256"
ISSUER = "comptoir"
UNREADABLE = (jwt.InvalidTokenError, KeyError, TypeError, ValueError, OverflowError, RecursionError)
"""What reading a text raises that isn't a token of ours; the last one, JSON that is nested too deeply."""


class Audience(StrEnum):
    """Whom a token is for: the shoppers' API or the staff's."""

    CUSTOMER = "customer"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in: whose id it is, in which session, and what they like to be asked in."""

    audience: Audience
    id: int
    session: UUID
    region: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token as it is handed out, and the instant at which it ends."""

    text: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by their ids; the first one signs."""

    keys: Mapping[str, str]

    def issue(self, person: Person, now: datetime) -> AccessToken:
        """A token for a person, good for ten minutes."""
        key_id, key = next(iter(self.keys.items()))
        ends = now + LIFETIME
        claims = {
            "iss": ISSUER,
            "aud": person.audience.value,
            "sub": str(person.id),
            "sid": str(person.session),
            "region": person.region,
            "language": person.language,
            "iat": int(now.timestamp()),
            "exp": int(ends.timestamp()),
        }
        return AccessToken(jwt.encode(claims, key, ALGORITHM, headers={"kid": key_id}), ends)

    def read(self, text: str, audience: Audience, now: datetime) -> Person | None:
        """Who the token says is signed in; None if it isn't ours, was changed, or has ended."""
        try:
            claims = self._claims(text, audience.value, ["exp", "sub", "sid"])
            if datetime.fromtimestamp(claims["exp"], UTC) <= now:
                return None
            number, session = int(claims["sub"]), UUID(claims["sid"])
            return Person(audience, number, session, claims.get("region"), claims.get("language"))
        except UNREADABLE:
            return None

    def seal(self, purpose: str, content: Mapping[str, Any], now: datetime, lifetime: timedelta) -> str:
        """A signed note for a purpose, good for a while; anybody can read it, nobody change it."""
        key_id, key = next(iter(self.keys.items()))
        ends = int((now + lifetime).timestamp())
        claims = {**content, "iss": ISSUER, "aud": purpose, "exp": ends}
        return jwt.encode(claims, key, ALGORITHM, headers={"kid": key_id})

    def unseal(self, purpose: str, text: str, now: datetime) -> Mapping[str, Any] | None:
        """What a note for that purpose says; None if it isn't ours, was changed, or has ended."""
        try:
            claims = self._claims(text, purpose, ["exp"])
            return None if datetime.fromtimestamp(claims["exp"], UTC) <= now else claims
        except UNREADABLE:
            return None

    def _claims(self, text: str, audience: str, required: list[str]) -> dict[str, Any]:
        """What one of our own texts holds, its times unchecked. Raises InvalidTokenError or KeyError."""
        return jwt.decode(
            text,
            self.keys[jwt.get_unverified_header(text).get("kid", "")],
            [ALGORITHM],
            audience=audience,
            issuer=ISSUER,
            options={"require": required, "verify_exp": False, "verify_iat": False},
        )


def keyring(secrets: Sequence[str]) -> Keyring:
    """A keyring of secrets, the signing one first; a key's id tells nothing about it."""
    return Keyring({sha256(f"key:{secret}".encode()).hexdigest()[:12]: secret for secret in secrets})
