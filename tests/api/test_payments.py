"""Providers tell by themselves what became of payments: over HTTP, signed, twice and in any order."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager
from stripe import WebhookSignature

from api.app import create_app
from api.settings import Settings
from store.database import Database, connect
from store.orders.sweeping import sweep
from store.payments.builtin import SIGNATURE, TEST_SIGNING_SECRET, built_in
from store.payments.events import sign
from tests.api.journey import LINES, Guest
from tests.store.payments.stand_in import Ledger, recorded, standing_in

TEST_EVENTS = "/payments/test/events"
STRIPE_EVENTS = "/payments/stripe/events"
SIGNING = "whsec_of_the_tests"
STATES = "select status, payment_status from orders"
PAYMENT = "select state from payments"

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")  # Stripe's call of httpx


@dataclass
class House:
    """A shop that is open, its books, and what stands in for Stripe."""

    client: httpx.AsyncClient
    database: Database
    ledger: Ledger

    async def sell(self, method: str, token: str, number: int = 0) -> dict[str, Any]:
        """A checkout that is paid in this way; its payload."""
        guest = Guest(self.client, "DE", number)
        await guest.fill(LINES)
        guest.request["payment"] = {"method": method, "token": token}
        return await guest.check_out()

    async def tell(self, state: str, event: str = "evt-1", at: datetime | None = None) -> httpx.Response:
        """What the test provider says of the only payment."""
        row = await self.database.fetchrow(
            "select payments.id, number from payments join orders on orders.id = order_id"
        )
        assert row is not None
        told = {"id": event, "payment": row["id"], "order": row["number"], "state": state}
        body = json.dumps(told).encode()
        header = sign(body, TEST_SIGNING_SECRET, at or datetime.now(UTC))
        return await self.client.post(TEST_EVENTS, content=body, headers={SIGNATURE: header})

    async def states(self) -> tuple[str, ...]:
        """The order's states and its payment's."""
        row = await self.database.fetchrow(STATES)
        assert row is not None
        return (*row, await self.database.fetchval(PAYMENT))


@pytest.fixture
def stand_in() -> Iterator[tuple[str, Ledger]]:
    """Stripe's stand-in."""
    with standing_in() as standing:
        yield standing


@pytest.fixture
async def house(todays_demo_url: str, stand_in: tuple[str, Ledger]) -> AsyncIterator[House]:
    """The demo shops as they are today, with Stripe."""
    address, ledger = stand_in
    settings = Settings(
        database_url=todays_demo_url,
        stripe_secret_key="sk_test_stand_in",
        stripe_signing_secret=SIGNING,
        stripe_address=address,
    )
    async with (
        LifespanManager(create_app(settings)) as managed,
        httpx.AsyncClient(transport=httpx.ASGITransport(managed.app), base_url="http://shop.test") as client,
        connect(todays_demo_url) as database,
    ):
        yield House(client, database, ledger)


async def test_a_payment_that_waits_is_confirmed_by_its_provider(house: House) -> None:
    done = await house.sell("test", "pending")
    assert done["order"]["status"] == "PENDING_PAYMENT"
    told = await house.tell("CAPTURED")
    assert (told.status_code, told.json()) == (200, {"applied": True})
    assert await house.states() == ("CONFIRMED", "PAID", "CAPTURED")


async def test_an_event_that_comes_ten_times_at_once_counts_once(house: House) -> None:
    await house.sell("test", "pending")
    told = await asyncio.gather(*(house.tell("CAPTURED") for _ in range(10)))
    assert {answer.status_code for answer in told} == {200}
    assert sorted(answer.json()["applied"] for answer in told) == [False] * 9 + [True]
    assert await house.database.fetchval("select count(*) from payment_events") == 1
    assert await house.database.fetchval("select count(*) from order_events where kind = 'PAY'") == 1
    letters = "select count(*) from outbox where kind = 'ORDER_CONFIRMED'"
    assert await house.database.fetchval(letters) == 1


async def test_events_in_the_wrong_order_end_in_the_same_state(house: House) -> None:
    await house.sell("test", "pending")
    for number, state in enumerate(("CAPTURED", "AUTHORISED", "FAILED", "PENDING")):
        assert (await house.tell(state, f"evt-{number}")).json() == {"applied": number == 0}
    assert await house.states() == ("CONFIRMED", "PAID", "CAPTURED")


async def test_money_that_comes_for_a_cancelled_order_goes_back(house: House) -> None:
    await house.sell("test", "pending")
    later = datetime.now(UTC) + timedelta(hours=2)
    await sweep(house.database, {}, later)
    assert await house.states() == ("CANCELLED", "PENDING", "PENDING")
    assert (await house.tell("CAPTURED")).json() == {"applied": True}
    assert await house.states() == ("CANCELLED", "PENDING", "CAPTURED")
    await sweep(house.database, built_in(testing=True), later)
    assert await house.states() == ("CANCELLED", "REFUNDED", "REFUNDED")


async def test_what_the_provider_did_not_sign_lately_changes_nothing(house: House) -> None:
    await house.sell("test", "pending")
    body = b'{"id": "evt-1", "payment": 1, "order": "DE", "state": "CAPTURED"}'
    right = sign(body, TEST_SIGNING_SECRET, datetime.now(UTC))
    for header in (
        "",
        "t=1,v1=00",
        "t=9999999999999,v1=",
        right[:-1],
        sign(body, "guessed", datetime.now(UTC)),
    ):
        refused = await house.client.post(TEST_EVENTS, content=body, headers={SIGNATURE: header})
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["extensions"] == {"code": "BAD_SIGNATURE"}
    for moment in (timedelta(minutes=-6), timedelta(minutes=6)):
        assert (await house.tell("CAPTURED", at=datetime.now(UTC) + moment)).status_code == 400
    assert await house.states() == ("PENDING_PAYMENT", "PENDING", "PENDING")
    assert (await house.tell("CAPTURED")).json() == {"applied": True}


@pytest.mark.parametrize(
    "told",
    [
        {"id": "evt-1", "payment": 10**30, "order": "DE", "state": "CAPTURED"},
        {"id": "evt-1", "payment": 1, "order": "another shop's", "state": "CAPTURED"},
        {"id": "evt-1", "payment": 1, "order": "DE", "state": "LOST"},
        {"about": "something else"},
        ["?"],
    ],
)
async def test_signed_events_that_we_do_not_know_are_acknowledged(house: House, told: Any) -> None:
    await house.sell("test", "pending")
    body = json.dumps(told).encode()
    header = sign(body, TEST_SIGNING_SECRET, datetime.now(UTC))
    answer = await house.client.post(TEST_EVENTS, content=body, headers={SIGNATURE: header})
    assert (answer.status_code, answer.json()) == (200, {"applied": False})
    assert await house.states() == ("PENDING_PAYMENT", "PENDING", "PENDING")


async def test_the_door_is_as_narrow_here_as_elsewhere(house: House) -> None:
    assert (await house.client.post(TEST_EVENTS, content=b" " * 200_000)).status_code == 413
    assert (await house.client.get(TEST_EVENTS)).status_code == 405
    for stranger in ("invoice", "nobody"):
        assert (await house.client.post(f"/payments/{stranger}/events")).status_code == 404


async def test_a_card_pays_by_stripe(house: House) -> None:
    done = await house.sell("stripe", "pm_good")
    assert done["userErrors"] == []
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == ("CONFIRMED", "PAID")
    [intent] = house.ledger.intents.values()
    assert intent["metadata"]["order"] == done["order"]["number"]
    assert str(intent["amount"]) == done["order"]["total"]["amount"].replace(".", "")


async def test_a_card_that_stripe_declines_leaves_the_goods_held(house: House) -> None:
    done = await house.sell("stripe", "pm_poor")
    assert [error["code"] for error in done["userErrors"]] == ["PAYMENT_FAILED"]
    assert await house.states() == ("PENDING_PAYMENT", "FAILED", "FAILED")
    assert await house.database.fetchval("select failure from payments") == "insufficient_funds"


async def test_stripe_confirms_later_what_the_shopper_had_to_approve(house: House) -> None:
    await house.sell("stripe", "pm_action")
    [intent] = house.ledger.intents.values()
    assert await house.states() == ("PENDING_PAYMENT", "PENDING", "PENDING")
    event = recorded("event", type="payment_intent.succeeded")
    event["data"] = {"object": {**intent, "status": "succeeded"}}
    body = json.dumps(event)
    for applied in (True, False):
        header = WebhookSignature.generate_signature_header(body, SIGNING)
        told = await house.client.post(STRIPE_EVENTS, content=body, headers={"Stripe-Signature": header})
        assert told.json() == {"applied": applied}
    assert await house.states() == ("CONFIRMED", "PAID", "CAPTURED")
