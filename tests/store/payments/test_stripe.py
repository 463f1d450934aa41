"""Stripe by its SDK, against the bodies that Stripe publishes."""

import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from stripe import WebhookSignature

from store.payments.events import BadSignature, News, Telling
from store.payments.filing import Keeping, OnFile
from store.payments.provider import Charge, Outcome, Part, PaymentState, ProviderSilent
from store.payments.stripe import Stripe, open_stripe, to_stripe
from tests.store.payments.stand_in import Ledger, recorded, standing_in

CHARGE = Charge(7, "DE-ABCD-EFGH", 1099, "EUR", "stripe:pm_good")
NOW = datetime.now(UTC)
SIGNING = "whsec_of_the_tests"

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")  # the SDK's call of httpx


@pytest.fixture
def stand_in() -> Iterator[tuple[str, Ledger]]:
    """The stand-in's address and its ledger."""
    with standing_in() as standing:
        yield standing


@pytest.fixture
def ledger(stand_in: tuple[str, Ledger]) -> Ledger:
    """What the stand-in knows."""
    return stand_in[1]


@pytest.fixture
async def shop(stand_in: tuple[str, Ledger]) -> AsyncIterator[Stripe]:
    """The provider, speaking to the stand-in."""
    opened = open_stripe("sk_test_stand_in", SIGNING, stand_in[0])
    yield opened
    await opened.aclose()


def paid_by(token: str, **changes: object) -> Charge:
    """A charge of 10.99 euros."""
    return replace(CHARGE, method=f"stripe:{token}", **changes)  # type: ignore[arg-type]


async def test_a_payment_is_captured_once_however_often_it_is_asked_for(shop: Stripe, ledger: Ledger) -> None:
    first = await shop.pay(CHARGE)
    assert await shop.pay(CHARGE) == first == Outcome(PaymentState.CAPTURED, "pi_1")
    [intent] = ledger.intents.values()
    assert (intent["amount"], intent["currency"]) == (1099, "eur")
    assert intent["metadata"] == {"payment": "7", "order": "DE-ABCD-EFGH"}
    assert list(ledger.answers) == ["DE-ABCD-EFGH-7-pay"]


@pytest.mark.parametrize(
    ("token", "outcome"),
    [
        ("pm_poor", Outcome(PaymentState.FAILED, "pi_1", "insufficient_funds")),
        ("pm_missing", Outcome(PaymentState.FAILED, None, "resource_missing")),
        ("pm_hold", Outcome(PaymentState.AUTHORISED, "pi_1")),
        ("pm_slow", Outcome(PaymentState.PENDING, "pi_1")),
        ("pm_action", Outcome(PaymentState.PENDING, "pi_1", None, "pi_1_secret_x")),
    ],
)
async def test_every_state_of_an_intent_is_a_state_of_the_payment(
    shop: Stripe, token: str, outcome: Outcome
) -> None:
    assert await shop.pay(paid_by(token)) == outcome


async def test_an_answer_that_was_lost_is_found_by_asking(shop: Stripe, ledger: Ledger) -> None:
    ledger.loses_answers = True
    with pytest.raises(ProviderSilent):
        await shop.pay(CHARGE)
    ledger.loses_answers = False
    assert await shop.ask(CHARGE) == Outcome(PaymentState.CAPTURED, "pi_1")
    assert await shop.ask(replace(CHARGE, id=8)) == Outcome(PaymentState.PENDING)
    assert len(ledger.intents) == 1


async def test_a_provider_that_is_down_is_silent(shop: Stripe, ledger: Ledger) -> None:
    ledger.is_down = True
    for asked in (shop.pay, shop.ask, shop.refund):
        with pytest.raises(ProviderSilent):
            await asked(CHARGE)


async def test_the_same_key_with_another_amount_moves_nothing(shop: Stripe, ledger: Ledger) -> None:
    await shop.pay(CHARGE)
    with pytest.raises(ProviderSilent):
        await shop.pay(replace(CHARGE, amount=1))
    assert [intent["amount"] for intent in ledger.intents.values()] == [1099]


async def test_parts_go_back_once_each_and_then_the_rest(shop: Stripe, ledger: Ledger) -> None:
    charge = replace(CHARGE, reference=(await shop.pay(CHARGE)).reference)
    for part in (Part(1, 100), Part(1, 100), Part(2, 200), None, None):
        assert (await shop.refund(charge, part)).state is PaymentState.REFUNDED
    assert [refund["amount"] for refund in ledger.refunds] == [100, 200, 799]


async def test_what_was_refunded_elsewhere_is_refunded(shop: Stripe, ledger: Ledger) -> None:
    charge = replace(CHARGE, reference=(await shop.pay(CHARGE)).reference)
    ledger.refunds.append({"amount": 1099, "payment_intent": "pi_1"})
    assert await shop.refund(charge) == Outcome(PaymentState.REFUNDED, "pi_1")


async def test_what_was_only_authorised_is_let_go(shop: Stripe, ledger: Ledger) -> None:
    charge = paid_by("pm_hold", reference="pi_1")
    await shop.pay(charge)
    assert await shop.refund(charge) == Outcome(PaymentState.REFUNDED, "pi_1")
    assert ledger.intents["pi_1"]["status"] == "canceled"
    assert ledger.refunds == []


async def test_a_card_is_kept_for_a_customer_pays_and_is_forgotten(shop: Stripe, ledger: Ledger) -> None:
    kept = await shop.keep(5, None, "pm_good")
    assert kept == OnFile("pm_good", recorded("customer")["id"], "visa 4242")
    assert (await shop.keep(5, kept.payer, "pm_other")).payer == kept.payer
    await shop.pay(replace(CHARGE, payer=kept.payer))
    assert ledger.intents["pi_1"]["customer"] == kept.payer
    await shop.forget("pm_good")
    assert ledger.kept == {"pm_other": kept.payer}


def test_currencies_that_stripe_counts_in_hundredths() -> None:
    assert [to_stripe(1000, currency) for currency in ("EUR", "JPY", "ISK", "KWD")] == [
        1000, 1000, 100_000, 1000,
    ]  # fmt: skip


def told(kind: str, about: str, **changes: object) -> bytes:
    """An event of Stripe's about a payment of ours."""
    metadata = {"payment": "7", "order": "DE-ABCD-EFGH"}
    body = recorded("event", type=kind)
    body["data"] = {"object": recorded(about, **{"metadata": metadata, **changes})}
    return json.dumps(body).encode()


def signed(body: bytes, secret: str = SIGNING, at: float | None = None) -> dict[str, str]:
    """The headers with which Stripe sends it."""
    moment = int(time.time() if at is None else at)
    return {"stripe-signature": WebhookSignature.generate_signature_header(body.decode(), secret, moment)}


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (
            told("payment_intent.succeeded", "payment_intent"),
            Outcome(PaymentState.CAPTURED, "pi_1PgafyB7WZ01zgkWSjxsAJo3"),
        ),
        (
            told("payment_intent.payment_failed", "payment_intent", status="requires_payment_method"),
            Outcome(PaymentState.FAILED, "pi_1PgafyB7WZ01zgkWSjxsAJo3", "requires_payment_method"),
        ),
        (
            told("charge.refunded", "charge"),
            Outcome(PaymentState.REFUNDED, "pi_1PgafyB7WZ01zgkWSjxsAJo3"),
        ),
    ],
)
def test_events_say_what_became_of_a_payment(shop: Stripe, body: bytes, outcome: Outcome) -> None:
    news = shop.read_event(body, signed(body), NOW)
    assert news == News("evt_1Pgc76B7WZ01zgkWwyRHS12y", 7, "DE-ABCD-EFGH", outcome)


@pytest.mark.parametrize(
    "body",
    [
        told("plan.created", "payment_intent"),
        told("charge.refunded", "charge", refunded=False),
        told("payment_intent.succeeded", "payment_intent", metadata={}),
        told("payment_intent.succeeded", "payment_intent", metadata={"payment": "1x", "order": "?"}),
    ],
)
def test_events_that_are_not_about_payments_of_ours_are_nothing(shop: Stripe, body: bytes) -> None:
    assert shop.read_event(body, signed(body), NOW) is None


def test_what_stripe_did_not_sign_lately_is_refused(shop: Stripe) -> None:
    body = told("payment_intent.succeeded", "payment_intent")
    assert shop.read_event(body, signed(body), NOW) is not None
    forged = [
        {}, {"stripe-signature": "nonsense"}, signed(body, "whsec_of_another"), signed(body + b" "),
        signed(body, at=time.time() - 400),
    ]  # fmt: skip
    for headers in forged:
        with pytest.raises(BadSignature):
            shop.read_event(body, headers, NOW)


def test_stripe_tells_by_itself_and_keeps_cards(shop: Stripe) -> None:
    assert isinstance(shop, Telling)
    assert isinstance(shop, Keeping)
