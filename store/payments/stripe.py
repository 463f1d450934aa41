"""Stripe by its official SDK: payment intents that are confirmed at once, refunds, and signed events.

The shopper's page turns a card into a token with Stripe's own script, so that no card number comes here.
Every call that moves money has an idempotency key, so repeating it is harmless. Loaded only where a key is
set: the SDK is an extra.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
import stripe
from stripe import PaymentIntent, StripeClient
from stripe.params import PaymentIntentCreateParams, RefundCreateParams

from store.payments.events import TOLERANCE, BadSignature, News, read_number
from store.payments.filing import NotKept, OnFile
from store.payments.provider import Charge, Outcome, Part, PaymentState, ProviderSilent

log = logging.getLogger("comptoir.payments")

SECONDS = 20.0
LONGEST_FAILURE = 64
HUNDREDTHS = frozenset({"ISK", "UGX"})
"""Currencies without minor units that Stripe counts in hundredths all the same; ISO 4217 doesn't."""
ALREADY_DONE = frozenset({"charge_already_refunded"})

STATES: Mapping[str, PaymentState] = {
    "requires_confirmation": PaymentState.PENDING,
    "requires_action": PaymentState.PENDING,
    "processing": PaymentState.PENDING,
    "requires_payment_method": PaymentState.FAILED,
    "requires_capture": PaymentState.AUTHORISED,
    "succeeded": PaymentState.CAPTURED,
    "canceled": PaymentState.FAILED,
}
"""What a payment intent's status means here: https://docs.stripe.com/payments/paymentintents/lifecycle"""

TELLING = frozenset(
    {
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.canceled",
        "payment_intent.amount_capturable_updated",
    }
)


@dataclass(frozen=True, slots=True)
class Stripe:
    """Takes money through Stripe; `method` is ``stripe:`` and a payment method's id."""

    client: StripeClient = field(repr=False)
    http: stripe.HTTPClient = field(repr=False)
    signing_secret: str = field(repr=False)
    name: Final = "stripe"
    patience_hours: Final = 1

    async def pay(self, charge: Charge) -> Outcome:
        """Create and confirm an intent, once however often it is asked."""
        asked: PaymentIntentCreateParams = {
            "amount": to_stripe(charge.amount, charge.currency),
            "currency": charge.currency.lower(),
            "payment_method": charge.told,
            "confirm": True,
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "description": charge.order_number,
            "metadata": {"payment": str(charge.id), "order": charge.order_number},
        }
        if charge.payer is not None:
            asked["customer"] = charge.payer
        try:
            intent = await self.client.v1.payment_intents.create_async(
                asked, {"idempotency_key": _key(charge, "pay")}
            )
        except stripe.CardError as declined:
            return _declined(declined)
        except stripe.InvalidRequestError as refused:
            log.warning("Stripe refused a payment: %s", refused.code)
            return Outcome(PaymentState.FAILED, None, (refused.code or "refused")[:LONGEST_FAILURE])
        except stripe.StripeError as error:
            raise _silent(error) from None
        return outcome_of(intent.to_dict())

    async def ask(self, charge: Charge) -> Outcome:
        """How far the intent has come; it is looked for by its payment if its id was never heard."""
        try:
            intent = await self._find(charge)
        except stripe.StripeError as error:
            raise _silent(error) from None
        return Outcome(PaymentState.PENDING) if intent is None else outcome_of(intent.to_dict())

    async def refund(self, charge: Charge, part: Part | None = None, /) -> Outcome:
        """Give all that is left back, or a part; what isn't captured yet is cancelled as a whole."""
        try:
            intent = await self._find(charge)
            if intent is None:
                raise ProviderSilent("Stripe knows nothing of this payment")
            if intent.status == "succeeded":
                return await self._give_back(charge, intent, part)
            if part is not None:
                raise ProviderSilent("a part can go back once it is captured")
            if intent.status != "canceled":
                await self.client.v1.payment_intents.cancel_async(intent.id)
            return Outcome(PaymentState.REFUNDED, intent.id)
        except stripe.StripeError as error:
            raise _silent(error) from None

    async def keep(self, customer: int, known_as: str | None, token: str) -> OnFile:
        """Attach a payment method to a customer at Stripe, whom this makes where there is none yet."""
        try:
            if known_as is None:
                once = f"comptoir-customer-{customer}"
                made = await self.client.v1.customers.create_async({}, {"idempotency_key": once})
                known_as = made.id
            kept = await self.client.v1.payment_methods.attach_async(token, {"customer": known_as})
        except (stripe.CardError, stripe.InvalidRequestError) as refused:
            raise NotKept from refused
        except stripe.StripeError as error:
            raise _silent(error) from None
        card = kept.card
        label = f"{card.brand} {card.last4}" if card else kept.type
        return OnFile(kept.id, known_as, label)

    async def forget(self, reference: str, /) -> None:
        """Detach a payment method; one that is gone is fine."""
        try:
            await self.client.v1.payment_methods.detach_async(reference)
        except stripe.InvalidRequestError:
            return
        except stripe.StripeError as error:
            raise _silent(error) from None

    def read_event(self, body: bytes, headers: Mapping[str, str], now: datetime) -> News | None:
        """What a signed event says, by the SDK's own check of its signature. Raises BadSignature."""
        del now  # the SDK asks the clock itself
        header = headers.get("stripe-signature", "")
        try:
            stripe.WebhookSignature.verify_header(
                body, header, self.signing_secret, int(TOLERANCE.total_seconds())
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignature from error
        try:
            return _news(orjson.loads(body))
        except (ValueError, KeyError, TypeError):
            log.warning("Stripe told something in a form that we don't know")
            return None

    async def aclose(self) -> None:
        """Close the connections to Stripe."""
        await self.http.close_async()  # type: ignore[no-untyped-call]  # so in the SDK

    async def _find(self, charge: Charge) -> PaymentIntent | None:
        intents = self.client.v1.payment_intents
        if charge.reference is not None:
            return await intents.retrieve_async(charge.reference)
        found = await intents.search_async({"query": f"metadata['order']:'{charge.order_number}'"})
        return next((one for one in found.data if one.metadata["payment"] == str(charge.id)), None)

    async def _give_back(self, charge: Charge, intent: PaymentIntent, part: Part | None) -> Outcome:
        asked: RefundCreateParams = {"payment_intent": intent.id}
        if part is not None:
            asked["amount"] = to_stripe(part.amount, charge.currency)
        key = _key(charge, "refund" if part is None else f"refund-{part.id}")
        try:
            refund = await self.client.v1.refunds.create_async(asked, {"idempotency_key": key})
        except stripe.InvalidRequestError as refused:
            if refused.code not in ALREADY_DONE:
                raise
            return Outcome(PaymentState.REFUNDED, intent.id)
        if refund.status in {"failed", "canceled"}:
            raise ProviderSilent(f"Stripe's refund has {refund.status}")
        return Outcome(PaymentState.REFUNDED, intent.id)


def open_stripe(secret_key: str, signing_secret: str, address: str) -> Stripe:
    """The provider for an account; `address` is Stripe's own or that of a stand-in."""
    http = stripe.HTTPXClient(timeout=SECONDS)
    client = StripeClient(
        secret_key, http_client=http, base_addresses={"api": address}, max_network_retries=1
    )
    return Stripe(client, http, signing_secret)


def to_stripe(amount: int, currency: str) -> int:
    """Our minor units as Stripe counts: https://docs.stripe.com/currencies#special-cases"""
    return amount * 100 if currency in HUNDREDTHS else amount


def outcome_of(told: Mapping[str, Any]) -> Outcome:
    """What an intent says of its payment. An unknown status waits: somebody will know more later."""
    state = STATES.get(told["status"], PaymentState.PENDING)
    failure = None
    if state is PaymentState.FAILED:
        error = told.get("last_payment_error") or {}
        failure = error.get("decline_code") or error.get("code") or told["status"]
    secret = told.get("client_secret") if told["status"] == "requires_action" else None
    return Outcome(state, told["id"], failure, secret)


def _news(event: Mapping[str, Any]) -> News | None:
    """What an event says of one payment of ours."""
    kind, about = event["type"], event["data"]["object"]
    if kind in TELLING:
        outcome = outcome_of(about)
    elif kind == "charge.refunded" and about["refunded"]:
        outcome = Outcome(PaymentState.REFUNDED, about["payment_intent"])
    else:
        return None
    metadata = about["metadata"] or {}
    payment = read_number(metadata.get("payment"))
    if payment is None:
        return None  # of another shop on the same account
    return News(event["id"], payment, metadata.get("order", ""), outcome)


def _declined(error: stripe.CardError) -> Outcome:
    told = error.error
    intent = None if told is None else told.payment_intent
    failure = (None if told is None else told.decline_code) or error.code or "declined"
    return Outcome(PaymentState.FAILED, None if intent is None else intent.id, failure[:LONGEST_FAILURE])


def _silent(error: stripe.StripeError) -> ProviderSilent:
    """Nobody knows what became of it; what went wrong is for the operator, without what it says."""
    log.warning("Stripe gave no answer: %s %s", type(error).__name__, error.http_status)
    return ProviderSilent(type(error).__name__)


def _key(charge: Charge, act: str) -> str:
    return f"{charge.order_number}-{charge.id}-{act}"
