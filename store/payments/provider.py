"""What the shop asks of whoever brings in the money."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PaymentState(StrEnum):
    """How far a payment has come."""

    PENDING = "PENDING"
    AUTHORISED = "AUTHORISED"
    CAPTURED = "CAPTURED"
    FAILED = "FAILED"
    REFUNDED = "REFUNDED"


RANKS = {
    PaymentState.PENDING: 0,
    PaymentState.FAILED: 1,
    PaymentState.AUTHORISED: 2,
    PaymentState.CAPTURED: 3,
    PaymentState.REFUNDED: 4,
}
"""News that come late or twice never turn a payment back to a lower rank."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be paid. ``id`` is the key by which a provider knows a repeated call; minor units."""

    id: int
    order_number: str
    amount: int
    currency: str
    method: str
    reference: str | None = None
    payer: str | None = None
    """What the provider calls the customer, where they pay by what is kept on file."""

    @property
    def told(self) -> str:
        """What the method says beyond the provider's name."""
        return self.method.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a captured charge that goes back, in minor units. ``id`` is its own idempotency key."""

    id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a provider says of a charge; ``failure`` is a code of its own.

    With ``secret`` the shopper's page goes on with a payment that waits for them; it is never stored.
    """

    state: PaymentState
    reference: str | None = None
    failure: str | None = None
    secret: str | None = None


class ProviderSilent(Exception):
    """The provider gave no answer: nobody knows yet whether it was paid."""


class Provider(Protocol):
    """Brings in money. Every call may be repeated and has the same effect as one.

    Any call may raise ProviderSilent.
    """

    @property
    def name(self) -> str:
        """What its payments and events are kept under."""

    @property
    def patience_hours(self) -> int:
        """For how long goods are held for a payment that isn't there yet."""

    async def pay(self, charge: Charge) -> Outcome:
        """Ask for the money."""

    async def ask(self, charge: Charge) -> Outcome:
        """Tell how far a charge has come, without asking for money."""

    async def refund(self, charge: Charge, part: Part | None = None, /) -> Outcome:
        """Give back what was captured, or let go what was authorised: all that is left, or one part.

        A part of what was only authorised lowers what will be captured. REFUNDED: it is done.
        """


Till = Mapping[str, Provider]
"""Providers by the method that a shopper chooses."""


def provider_of(till: Till, method: str) -> Provider | None:
    """The provider of a method; what follows a colon is the provider's own business."""
    return till.get(method.partition(":")[0])
