"""What placing an order may come to."""

from dataclasses import dataclass

from regions.money import Money
from regions.quoted import Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """The cart is an order. ``payment_id``: what is still to be paid; ``replayed``: it was one before."""

    order_id: int
    payment_id: int | None
    replayed: bool


@dataclass(frozen=True, slots=True)
class OutOfStock:
    """Fewer are there than the cart wants."""

    sku: str
    available: int


@dataclass(frozen=True, slots=True)
class PriceChanged:
    """The total isn't the one that the shopper agreed to."""

    agreed: Money
    due: Money


@dataclass(frozen=True, slots=True)
class Blocked:
    """Something else stands between the cart and an order."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class UnknownCart:
    """There is no such cart."""


@dataclass(frozen=True, slots=True)
class AlreadyOrdered:
    """The cart has become this order, under another key."""

    number: str


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The idempotency key was sent before, with another request."""


@dataclass(frozen=True, slots=True)
class UnknownMethod:
    """Nobody can be paid in this way."""


Reason = OutOfStock | PriceChanged | Blocked | UnknownCart | AlreadyOrdered | KeyReused | UnknownMethod


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was stored, and why."""

    reasons: tuple[Reason, ...]
