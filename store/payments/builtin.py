"""Providers that need nobody else: invoice, prepayment, and one for tests that fails as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import orjson

from store.payments.events import News, read_number, verify
from store.payments.filing import NotKept, OnFile
from store.payments.provider import Charge, Outcome, Part, PaymentState, ProviderSilent, Till

SIGNATURE = "comptoir-signature"
TEST_SIGNING_SECRET = "known to everybody: this provider moves no money"  # noqa: S105 - as it says


@dataclass(frozen=True, slots=True)
class Invoice:
    """The buyer pays after delivery; the shop trusts them."""

    name: Final = "invoice"
    patience_hours: Final = 1

    async def pay(self, charge: Charge) -> Outcome:
        """Trust at once."""
        return Outcome(PaymentState.AUTHORISED, charge.order_number)

    async def ask(self, charge: Charge) -> Outcome:
        """As it was."""
        return Outcome(PaymentState.AUTHORISED, charge.order_number)

    async def refund(self, charge: Charge, _: Part | None = None, /) -> Outcome:
        """Nothing is owed any more, or less."""
        return Outcome(PaymentState.REFUNDED, charge.order_number)


@dataclass(frozen=True, slots=True)
class Prepayment:
    """The buyer transfers the money; staff say when it has come."""

    name: Final = "prepayment"
    patience_hours: Final = 7 * 24

    async def pay(self, charge: Charge) -> Outcome:
        """Wait for the transfer."""
        return Outcome(PaymentState.PENDING, charge.order_number)

    async def ask(self, charge: Charge) -> Outcome:
        """Nobody but staff knows more."""
        return Outcome(PaymentState.PENDING, charge.order_number)

    async def refund(self, charge: Charge, _: Part | None = None, /) -> Outcome:
        """Staff transfer it back."""
        return Outcome(PaymentState.REFUNDED, charge.order_number)


@dataclass(slots=True)
class TestProvider:
    """Does what the method says after the colon, else captures: ``test:decline``.

    ``decline`` fails; ``pending`` waits until asked; ``silent`` captures but its answer is lost; ``dead``
    never answers; ``authorise`` only authorises; ``stuck`` never answers about refunds. It forgets everything
    when the process ends, and answers questions from the method alone.
    """

    name: Final = "test"
    patience_hours: Final = 1
    paid: dict[int, int] = field(default_factory=dict)
    """How often money was asked for, by charge."""
    refunded: dict[tuple[int, int | None], int] = field(default_factory=dict)
    """What was given back, by charge and part; the same part only once."""

    async def pay(self, charge: Charge) -> Outcome:
        """Pay, or fail in the way that is told."""
        self.paid[charge.id] = self.paid.get(charge.id, 0) + 1
        if charge.told in {"silent", "dead"}:
            raise ProviderSilent("the test provider was told not to answer")
        if charge.told == "pending":
            return Outcome(PaymentState.PENDING, _reference(charge))
        return _final(charge)

    async def ask(self, charge: Charge) -> Outcome:
        """What pay would have come to in the end."""
        if charge.told == "dead":
            raise ProviderSilent("the test provider was told not to answer")
        return _final(charge)

    async def refund(self, charge: Charge, part: Part | None = None, /) -> Outcome:
        """Give it back; ``test:stuck`` doesn't say whether it did."""
        if charge.told == "stuck":
            raise ProviderSilent("the test provider was told not to answer")
        key = (charge.id, None if part is None else part.id)
        self.refunded[key] = charge.amount if part is None else part.amount
        return Outcome(PaymentState.REFUNDED, _reference(charge))

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> News | None:
        """What a message says: ``{"id", "payment", "order", "state", "failure"}``. Raises BadSignature."""
        verify(body, headers.get(SIGNATURE, ""), TEST_SIGNING_SECRET, now)
        try:
            told = orjson.loads(body)
            payment, state = read_number(str(told["payment"])), PaymentState(told["state"])
            outcome = Outcome(state, f"test-{payment}", told.get("failure"))
            return None if payment is None else News(told["id"], payment, told["order"], outcome)
        except (ValueError, KeyError, TypeError):
            return None

    async def keep(self, customer: int, known_as: str | None, token: str) -> OnFile:
        """Keep any token; it later fails in the way that it says. ``refuse`` isn't kept."""
        if token == "refuse":  # noqa: S105 - what the provider is told
            raise NotKept
        return OnFile(token, known_as or f"test-customer-{customer}", f"test {token}")

    async def forget(self, _: str, /) -> None:
        """There is nothing to forget."""


def _final(charge: Charge) -> Outcome:
    if charge.told == "decline":
        return Outcome(PaymentState.FAILED, _reference(charge), "DECLINED")
    state = PaymentState.AUTHORISED if charge.told == "authorise" else PaymentState.CAPTURED
    return Outcome(state, _reference(charge))


def _reference(charge: Charge) -> str:
    return f"test-{charge.id}"


def built_in(*, testing: bool) -> Till:
    """The providers of a shop that has no other; with the one for tests where nobody really pays."""
    till: Till = {"invoice": Invoice(), "prepayment": Prepayment()}
    return {**till, "test": TestProvider()} if testing else till
