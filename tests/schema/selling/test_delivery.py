"""Ways of delivery: chosen in a cart, kept by the order, and held up by strikes."""

from datetime import date
from typing import Any

from regions.lawbook import lawbook
from regions.promise import Disruption, Stage
from store.disruptions import DeliveryNotice, tell_notice, withdraw_notice
from store.setting import set_policy
from tests.schema.counter import NOW, Counter
from tests.schema.selling.journey import Shopper

OPTIONS = """query ($id: ID!) { cart(id: $id) { deliveryMethod deliveryPromise { latest }
    deliveryOptions { id name fee { amount } isChosen promise { earliest latest orderBy } } } }"""
PROMISE = """{ product(sku: "faust") { deliveryPromise { earliest latest notices { text since until } }
    variants { sku deliveryPromise { latest } } } }"""
PARIS = {
    "country": "FR", "name": "Jeanne Dupont", "street": "1 rue de Rivoli", "city": "Paris",
    "postcode": "75001",
}  # fmt: skip
STRIKE = Disruption(
    id=0, stage=Stage.DELIVERY, since=date(2026, 11, 25), until=date(2026, 11, 27), country="DE"
)
TEXTS = {"de": "Die Paketboten streiken.", "en": "Parcel carriers are on strike."}


async def test_a_cart_offers_each_way_with_its_fee_and_its_days(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    cart = (await own_counter.ask(OPTIONS, id=shopper.cart["id"]))["cart"]
    assert [
        (each["id"], each["fee"]["amount"], each["isChosen"], each["promise"]["earliest"],
         each["promise"]["latest"], each["promise"]["orderBy"])
        for each in cart["deliveryOptions"]
    ] == [
        ("standard", "2.99", True, "2026-11-25", "2026-11-26", "2026-11-23T14:00:00+01:00"),
        ("express", "6.99", False, "2026-11-24", "2026-11-24", "2026-11-23T16:00:00+01:00"),
        ("locker", "1.99", False, "2026-11-25", "2026-11-26", "2026-11-23T14:00:00+01:00"),
    ]  # fmt: skip
    assert cart["deliveryPromise"] == {"latest": "2026-11-26"}
    assert await own_counter.statements(OPTIONS, id=shopper.cart["id"]) == 6


async def test_a_way_that_is_chosen_is_paid_and_kept_by_the_order(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    assert shopper.total["amount"] == "26.99"
    chosen = await shopper.change("cartDeliveryMethodSelect", method="express")
    assert chosen["userErrors"] == []
    assert shopper.total["amount"] == "30.99"
    done = await shopper.check_out()
    document = """query ($token: String!) { guestOrder(token: $token) {
        shippingFee { amount } promisedBy deliveryMethod deliveryMethodName } }"""
    order = (await own_counter.ask(document, token=done["guestToken"]))["guestOrder"]
    assert order == {
        "shippingFee": {"amount": "6.99"},
        "promisedBy": "2026-11-24",
        "deliveryMethod": "express",
        "deliveryMethodName": "Expresslieferung",
    }


async def test_the_floor_of_a_law_holds_for_every_way(own_counter: Counter) -> None:
    shopper = await Shopper(own_counter.at("FR")).fill({"candide-hc": 1}, PARIS)
    cart = (await own_counter.at("FR").ask(OPTIONS, id=shopper.cart["id"]))["cart"]
    fees = {each["id"]: each["fee"]["amount"] for each in cart["deliveryOptions"]}
    assert fees == {"standard": "3.00", "express": "7.90", "locker": "3.00"}
    await shopper.change("cartDeliveryMethodSelect", method="locker")
    document = (
        "query ($id: ID!) { cart(id: $id) { quote { shipping { offered { amount } fee { amount } } } } }"
    )
    quoted = (await own_counter.at("FR").ask(document, id=shopper.cart["id"]))["cart"]["quote"]
    assert quoted["shipping"] == {"offered": {"amount": "2.50"}, "fee": {"amount": "3.00"}}


async def test_a_way_that_does_not_lead_to_the_address_blocks_until_another_is_chosen(
    own_counter: Counter,
) -> None:
    shopper = await Shopper(own_counter).fill({"goldberg-cd": 1})
    assert (await shopper.change("cartDeliveryMethodSelect", method="locker"))["userErrors"] == []
    await shopper.change("cartDeliveryAddressUpdate", address=PARIS)
    assert [block["code"] for block in shopper.cart["readiness"]["blocks"]] == ["DELIVERY_METHOD_UNAVAILABLE"]
    refused = await shopper.check_out()
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_READY"]
    again = await shopper.change("cartDeliveryMethodSelect", method="locker")
    assert [error["code"] for error in again["userErrors"]] == ["UNKNOWN_DELIVERY_METHOD"]
    await shopper.change("cartDeliveryMethodSelect", method="standard")
    assert shopper.cart["readiness"]["isReady"]


async def test_the_merchant_sets_ways_and_takes_them_back(own_counter: Counter) -> None:
    bike = {"code": "bike", "names": {"de": "Fahrradbote"}, "tariff": {"fee": "4.90"}, "handling": 0,
            "home": [0, 1]}  # fmt: skip
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})

    async def offered() -> list[dict[str, Any]]:
        cart = (await own_counter.ask(OPTIONS, id=shopper.cart["id"]))["cart"]
        return [(each["id"], each["name"]) for each in cart["deliveryOptions"]]

    await set_policy(own_counter.database, lawbook(), "DE", "delivery", [bike], author="ada", now=NOW)
    assert await offered() == [("standard", "Standardversand"), ("bike", "Fahrradbote")]
    await shopper.change("cartDeliveryMethodSelect", method="bike")
    await set_policy(own_counter.database, lawbook(), "DE", "delivery", [], author="ada", now=NOW)
    assert await offered() == [("standard", "Standardversand")]
    refused = await shopper.check_out()
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_READY"]


async def test_a_strike_is_told_and_counted_before_anybody_asks(own_counter: Counter) -> None:
    database = own_counter.database
    usual = (await own_counter.ask(PROMISE))["product"]["deliveryPromise"]
    assert usual == {"earliest": "2026-11-25", "latest": "2026-11-26", "notices": []}
    number = await tell_notice(database, DeliveryNotice(STRIKE, TEXTS, region="DE"), None, NOW)
    held_up = (await own_counter.ask(PROMISE))["product"]
    assert held_up["deliveryPromise"] == {
        "earliest": "2026-11-30",
        "latest": "2026-12-01",
        "notices": [{"text": TEXTS["de"], "since": "2026-11-25", "until": "2026-11-27"}],
    }
    assert {each["deliveryPromise"]["latest"] for each in held_up["variants"] if each["deliveryPromise"]} == {
        "2026-12-01"
    }
    english = (await own_counter.at("DE", "en").ask(PROMISE))["product"]["deliveryPromise"]
    assert [notice["text"] for notice in english["notices"]] == [TEXTS["en"]]
    elsewhere = (await own_counter.at("AT").ask(PROMISE))["product"]["deliveryPromise"]
    assert elsewhere["notices"] == []
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    await shopper.check_out()
    promised = await database.fetchval("select document->'delivery'->'promise'->>'latest' from orders")
    assert promised == "2026-12-01"
    assert await withdraw_notice(database, number, None, NOW)
    assert not await withdraw_notice(database, number, None, NOW)
    assert (await own_counter.ask(PROMISE))["product"]["deliveryPromise"] == usual
    trail = await database.fetch("select action, subject, region from audit_entries order by id")
    assert [tuple(row) for row in trail] == [("delivery.notice", f"delivery-notice:{number}", "DE")] * 2


async def test_a_notice_about_one_way_leaves_the_others_alone(own_counter: Counter) -> None:
    notice = DeliveryNotice(STRIKE, TEXTS, region="DE", method="express")
    shopper = await Shopper(own_counter).fill({"faust-hc": 1})
    await tell_notice(own_counter.database, notice, None, NOW.replace(month=10))
    cart = (await own_counter.ask(OPTIONS, id=shopper.cart["id"]))["cart"]
    latest = {each["id"]: each["promise"]["latest"] for each in cart["deliveryOptions"]}
    assert latest == {"standard": "2026-11-26", "express": "2026-11-24", "locker": "2026-11-26"}
    early = Disruption(id=0, stage=Stage.DELIVERY, since=date(2026, 11, 24), until=date(2026, 11, 24))
    await tell_notice(own_counter.database, DeliveryNotice(early, TEXTS, method="express"), None, NOW)
    cart = (await own_counter.ask(OPTIONS, id=shopper.cart["id"]))["cart"]
    latest = {each["id"]: each["promise"]["latest"] for each in cart["deliveryOptions"]}
    assert latest == {"standard": "2026-11-26", "express": "2026-11-30", "locker": "2026-11-26"}
