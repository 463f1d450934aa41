"""The whole way of a guest and of a customer over HTTP, in six markets."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import Settings
from store.accounts.staff import Grant, NewStaff, Role, add_staff
from store.database import connect
from store.orders.refunding import pay_out
from store.payments.builtin import built_in
from tests.api.journey import LINES, ORDER, Guest


@dataclass(frozen=True)
class Market:
    """What is expected of one market: taxes, the law's answer to a withdrawal, and the words on paper."""

    taxes: list[tuple[str, str]]
    has_withdrawal: bool
    invoice: str
    credit_note: str


MARKETS = {
    "DE": Market([("VAT", "0.07"), ("VAT", "0.19")], True, "Rechnung", "Rechnungskorrektur"),
    "FR": Market([("VAT", "0.055"), ("VAT", "0.2")], True, "Facture", "Avoir"),
    "GB": Market([("VAT", "0"), ("VAT", "0.2")], True, "Invoice", "Credit note"),
    "CH": Market([("VAT", "0.026"), ("VAT", "0.081")], False, "Rechnung", "Rechnungskorrektur"),
    "US": Market([("SALES_TAX", "0.0825")], False, "Invoice", "Credit note"),
    "JP": Market([("CONSUMPTION_TAX", "0.1")], False, "請求書", "返還請求書"),
}
PASSWORD = "correct horse battery"
REGISTER = """mutation ($input: CustomerRegisterInput!) { customerRegister(input: $input) {
    tokens { accessToken } cart { id lines { sku } } cartMerge { lines { sku } } userErrors { code } } }"""
SIGN_IN = """mutation ($input: SignInInput!) { signIn(input: $input) { tokens { accessToken }
    cart { id lines { sku quantity } } cartMerge { lines { sku added region } } userErrors { code } } }"""
STAFF = "mutation ($input: SignInInput!) { staffSignIn(input: $input) { tokens { accessToken } } }"
STEP = """mutation ($input: OrderStepInput!) { orderNote(input: $input) {
    order { fulfilmentStatus } userErrors { code message } } }"""
ACCEPT = "mutation ($id: Int!) { returnAccept(input: {id: $id}) { userErrors { code } } }"
QUEUE = "{ returns(state: ANNOUNCED) { nodes { id orderNumber } } }"
SELECT = """mutation ($input: CartDeliveryMethodSelectInput!) { cartDeliveryMethodSelect(input: $input) {
    cart { deliveryOptions { id fee { amount } promise { latest } isChosen }
        quote { totals { total { amount currency } } } } userErrors { code } } }"""
RETURN = """mutation ($input: ReturnRequestInput!) { returnRequest(input: $input) {
    orderReturn { status lines { sku ground } } userErrors { code } } }"""
START = """mutation ($input: WithdrawalStartInput!) { withdrawalStart(input: $input) {
    rights { until } confirmation userErrors { code } } }"""
CONFIRM = """mutation ($input: WithdrawalConfirmInput!) { withdrawalConfirm(input: $input) {
    order { returnStatus } userErrors { code } } }"""
LOOK = """{ number status paymentStatus fulfilmentStatus returnStatus total { amount } promisedBy
    returns { status credit { amount } refunds { isDone } creditNoteNumber }
    papers { kind number html } timeline { kind } }"""
BY_TOKEN = f"query ($token: String!) {{ guestOrder(token: $token) {LOOK} }}"
BY_ID = f"query ($id: ID!) {{ order(id: $id) {LOOK} }}"


@pytest.fixture
async def client(todays_demo_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the demo shops as they are today."""
    app = create_app(Settings(database_url=todays_demo_url))
    async with (
        LifespanManager(app) as managed,
        httpx.AsyncClient(transport=httpx.ASGITransport(managed.app), base_url="http://shop.test") as client,
    ):
        yield client


@dataclass
class Desk:
    """The shop's staff, over HTTP, and the worker's round."""

    client: httpx.AsyncClient
    url: str
    token: str = ""

    async def open(self) -> "Desk":
        """Hire somebody, who signs in."""
        grants = [Grant(role, None) for role in Role]
        async with connect(self.url) as database:
            new = NewStaff("ada@example.org", "Ada", PASSWORD, grants)
            await add_staff(database, new, datetime.now(UTC))
        given = {"email": "ada@example.org", "password": PASSWORD}
        self.token = (await self.ask(STAFF, input=given))["staffSignIn"]["tokens"]["accessToken"]
        return self

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        body = {"query": document, "variables": variables}
        answer = (await self.client.post("/staff/graphql", json=body, headers=headers)).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def deliver(self, number: str) -> None:
        """Ship an order and have it arrive."""
        for step in ("SHIP", "DELIVER"):
            noted = (await self.ask(STEP, input={"number": number, "step": step}))["orderNote"]
            assert noted["userErrors"] == []

    async def take_back(self, number: str) -> None:
        """Accept the return of an order, and pay the money out."""
        [waiting] = [
            each for each in (await self.ask(QUEUE))["returns"]["nodes"] if each["orderNumber"] == number
        ]
        assert (await self.ask(ACCEPT, id=waiting["id"]))["returnAccept"]["userErrors"] == []
        async with connect(self.url) as database:
            await pay_out(database, built_in(testing=True), datetime.now(UTC))


async def buy(shopper: Guest) -> dict[str, Any]:
    """Fill a cart, choose the express delivery and pay; the checkout's payload."""
    cart = await shopper.fill(LINES)
    assert cart["readiness"] == {"isReady": True, "blocks": []}
    given = {"cartId": shopper.request["cartId"], "method": "express"}
    told = (await shopper.ask(SELECT, input=given))["cartDeliveryMethodSelect"]
    assert told["userErrors"] == []
    [chosen] = [each for each in told["cart"]["deliveryOptions"] if each["isChosen"]]
    assert chosen["id"] == "express"
    shopper.request |= {
        "agreedTotal": told["cart"]["quote"]["totals"]["total"],
        "payment": {"method": "test"},
    }
    done = await shopper.check_out()
    assert done["userErrors"] == []
    assert (done["order"]["status"], done["order"]["paymentStatus"]) == ("CONFIRMED", "PAID")
    return done


async def give_back(shopper: Guest, order: dict[str, Any], market: Market) -> None:
    """Withdraw in two steps where the law knows it, else ask for what the shop promised."""
    begun = (await shopper.ask(START, input=order))["withdrawalStart"]
    if market.has_withdrawal:
        assert begun["rights"]["until"] is not None
        given = {**order, "confirmation": begun["confirmation"]}
        done = (await shopper.ask(CONFIRM, input=given))["withdrawalConfirm"]
        assert (done["userErrors"], done["order"]) == ([], {"returnStatus": "ANNOUNCED"})
        return
    assert [error["code"] for error in begun["userErrors"]] == ["NOT_POSSIBLE_NOW"]
    asked = {**order, "lines": [{"sku": line["sku"]} for line in LINES]}
    told = (await shopper.ask(RETURN, input=asked))["returnRequest"]
    assert told["userErrors"] == []
    assert {line["ground"] for line in told["orderReturn"]["lines"]} == {"GOODWILL"}


def check_papers(order: dict[str, Any], market: Market) -> None:
    """An invoice and a credit note, numbered, in the order's language."""
    invoice, note = order["papers"]
    assert (invoice["kind"], note["kind"]) == ("INVOICE", "CREDIT_NOTE")
    assert f"<h1>{market.invoice} {invoice['number']}</h1>" in invoice["html"]
    assert f"<h1>{market.credit_note} {note['number']}</h1>" in note["html"]
    assert invoice["number"] in note["html"]
    assert order["returns"][0]["creditNoteNumber"] == note["number"]


STORY = ["PLACED", "PAY", "SHIP", "DELIVER"]


@pytest.mark.parametrize("region", MARKETS)
async def test_a_guest_walks_the_whole_way(
    client: httpx.AsyncClient, todays_demo_url: str, region: str
) -> None:
    market, guest = MARKETS[region], Guest(client, region)
    desk = await Desk(client, todays_demo_url).open()
    done = await buy(guest)
    agreed = guest.request["agreedTotal"]
    assert {name: done["order"]["total"][name] for name in ("amount", "currency")} == agreed
    assert [(tax["name"], tax["rate"]) for tax in done["order"]["taxes"]] == market.taxes
    again = await guest.check_out()
    assert (again["replayed"], again["order"]["number"]) == (True, done["order"]["number"])
    number, token = done["order"]["number"], done["guestToken"]
    assert (await guest.ask(ORDER, token=token))["guestOrder"] == {"number": number, "total": agreed}
    await desk.deliver(number)
    await give_back(guest, {"orderId": done["order"]["id"], "token": token}, market)
    await desk.take_back(number)
    order = (await guest.ask(BY_TOKEN, token=token))["guestOrder"]
    assert (order["status"], order["fulfilmentStatus"], order["returnStatus"]) == (
        "COMPLETED", "DELIVERED", "ACCEPTED",
    )  # fmt: skip
    assert order["returns"][0]["refunds"][0]["isDone"] is True
    assert order["paymentStatus"] in {"REFUNDED", "PARTLY_REFUNDED"}
    assert [event["kind"] for event in order["timeline"]][:4] == STORY
    check_papers(order, market)


@pytest.mark.parametrize("region", MARKETS)
async def test_a_customer_walks_the_whole_way(
    client: httpx.AsyncClient, todays_demo_url: str, region: str
) -> None:
    market, guest = MARKETS[region], Guest(client, region)
    desk = await Desk(client, todays_demo_url).open()
    account = {"email": "erika@example.org", "password": PASSWORD}
    registered = (await guest.ask(REGISTER, input=account))["customerRegister"]
    assert (registered["userErrors"], registered["cart"]) == ([], None)
    yesterday = Guest(client, region, token=registered["tokens"]["accessToken"])
    await yesterday.fill([{"sku": "kaffee-250", "quantity": 1}])
    await guest.fill(LINES)
    entered = (await guest.ask(SIGN_IN, input={**account, "cartId": guest.request["cartId"]}))["signIn"]
    assert [line["sku"] for line in entered["cart"]["lines"]] == ["faust-hc", "goldberg-cd", "kaffee-250"]
    assert entered["cartMerge"]["lines"] == [{"sku": "kaffee-250", "added": 1, "region": region}]

    customer = Guest(client, region, token=entered["tokens"]["accessToken"], number=1)
    done = await buy(customer)
    assert done["guestToken"] is None
    number, id_ = done["order"]["number"], done["order"]["id"]
    await desk.deliver(number)
    await give_back(customer, {"orderId": id_}, market)
    await desk.take_back(number)
    order = (await customer.ask(BY_ID, id=id_))["order"]
    assert (order["number"], order["returnStatus"]) == (number, "ACCEPTED")
    assert [event["kind"] for event in order["timeline"]][:4] == STORY
    check_papers(order, market)
    assert (await guest.ask(BY_ID, id=id_))["order"] is None
