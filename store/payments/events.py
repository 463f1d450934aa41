"""What providers tell by themselves, signed: at least once, and in any order."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol, runtime_checkable

from store.payments.provider import Outcome

TOLERANCE = timedelta(minutes=5)
"""How old a signed message may be: one that was overheard can't be sent again later."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that became of a payment: whose, what, and under which id it is told again."""

    event: str
    payment: int
    order_number: str
    outcome: Outcome


class BadSignature(Exception):
    """It wasn't the provider who said this, or not lately."""


@runtime_checkable
class Telling(Protocol):
    """A provider that tells by itself what becomes of payments."""

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> News | None:
        """What a message says; None if it is nothing that we need. Raises BadSignature."""


def sign(body: bytes, secret: str, at: datetime) -> str:
    """The header of a message of ours: when it was signed, and HMAC-SHA-256 over that and the body."""
    moment = int(at.timestamp())
    return f"t={moment},v1={_digest(body, secret, moment)}"


def verify(body: bytes, header: str, secret: str, now: datetime) -> None:
    """Raise BadSignature unless `sign` made this header of this body, lately."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    told = parts.get("t", "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        raise BadSignature
    moment = int(told)
    late = abs(now.timestamp() - moment) > TOLERANCE.total_seconds()
    if late or not hmac.compare_digest(_digest(body, secret, moment), parts.get("v1", "")):
        raise BadSignature


def read_number(told: object) -> int | None:
    """The number of a payment in what a provider was given to remember; None if it is none of ours."""
    text = told if isinstance(told, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _digest(body: bytes, secret: str, moment: int) -> str:
    return hmac.new(secret.encode(), b"%d.%s" % (moment, body), sha256).hexdigest()
