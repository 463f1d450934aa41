"""Carts: what can be done to them, and what they tell."""

from dataclasses import replace
from typing import Any

import pytest

from schema.selling.ids import read_cart_id, write_cart_id
from store.balances import issue_gift_card
from tests.schema.counter import NOW, Counter

CART = """{ id version lines { sku quantity available total { amount } }
        quote { totals { total { amount } } discounts { code status } tenders { type accepted { amount } }
            payable { amount } }
        discountCodes giftCards { type lastCharacters balance { amount } }
        notices { __typename ... on PriceMoved { sku before { amount } now { amount } }
            ... on QuantityReduced { sku wanted available } ... on LineUnavailable { sku }
            ... on DiscountNotApplied { discountCode reason }
            ... on RegionMismatch { cartRegion askedRegion } }
        readiness { isReady blocks { code sku } } }"""
FIELDS = f"cart {CART} userErrors {{ __typename code message field }}"


def mutation(name: str) -> str:
    """The document of a mutation of carts."""
    kind = name[0].upper() + name[1:]
    return f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ {FIELDS} }} }}"


async def change(counter: Counter, name: str, **given: Any) -> dict[str, Any]:
    """The payload of a mutation."""
    payload: dict[str, Any] = (await counter.ask(mutation(name), input=given))[name]
    return payload


def line(sku: str, quantity: int = 1) -> dict[str, Any]:
    """A line as it is asked for."""
    return {"sku": sku, "quantity": quantity}


async def test_a_cart_is_made_filled_changed_and_emptied(own_counter: Counter) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("faust-ebook", 2)])
    cart = made["cart"]
    assert [(each["sku"], each["quantity"]) for each in cart["lines"]] == [("faust-ebook", 2)]
    more = await change(
        own_counter, "cartLinesAdd", cartId=cart["id"], lines=[line("faust-ebook"), line("kaffee-250")]
    )
    assert [(each["sku"], each["quantity"]) for each in more["cart"]["lines"]] == [
        ("faust-ebook", 3),
        ("kaffee-250", 1),
    ]
    fewer = await change(own_counter, "cartLinesUpdate", cartId=cart["id"], lines=[line("faust-ebook", 0)])
    assert [each["sku"] for each in fewer["cart"]["lines"]] == ["kaffee-250"]
    none = await change(own_counter, "cartLinesRemove", cartId=cart["id"], skus=["kaffee-250", "kaffee-250"])
    assert none["cart"]["lines"] == []
    assert none["cart"]["version"] == 4


async def test_a_promotion_shows_in_the_quote_and_one_that_gives_nothing_in_the_notices(
    own_counter: Counter,
) -> None:
    await own_counter.database.execute(
        "insert into promotions (code, percent, free_shipping, used) values ('MINE', 10, false, 0)"
    )
    made = await change(
        own_counter, "cartCreate", lines=[line("goldberg-cd")], discountCodes=["mine", "NONE"]
    )
    assert made["cart"]["quote"]["discounts"] == [{"code": "MINE", "status": "APPLIED"}]
    assert made["cart"]["notices"] == [
        {
            "__typename": "DiscountNotApplied",
            "discountCode": "NONE",
            "reason": "UNKNOWN_DISCOUNT_CODE",
        }
    ]
    novel = await change(own_counter, "cartCreate", lines=[line("faust-hc")], discountCodes=["MINE"])
    assert [notice["reason"] for notice in novel["cart"]["notices"]] == ["DISCOUNT_NOT_APPLICABLE"]


async def test_a_gift_card_pays_and_an_unknown_one_is_refused(own_counter: Counter) -> None:
    async with own_counter.database.transaction() as writing:
        code = await issue_gift_card(writing, 500, "EUR", NOW, paid_for=True)
        foreign = await issue_gift_card(writing, 500, "CHF", NOW, paid_for=True)
    made = await change(own_counter, "cartCreate", lines=[line("faust-ebook")])
    typed = code.lower()[:8] + "-" + code[8:]
    paid = await change(own_counter, "cartGiftCardsUpdate", cartId=made["cart"]["id"], codes=[typed])
    assert paid["cart"]["quote"]["tenders"] == [{"type": "GIFT_CARD", "accepted": {"amount": "5.00"}}]
    assert paid["cart"]["giftCards"] == [
        {"type": "GIFT_CARD", "lastCharacters": code[-4:], "balance": {"amount": "5.00"}}
    ]
    wrong = await change(own_counter, "cartGiftCardsUpdate", cartId=made["cart"]["id"], codes=[foreign])
    assert [(error["code"], error["field"]) for error in wrong["userErrors"]] == [
        ("GIFT_CARD_UNKNOWN", ["codes", "0"])
    ]


async def test_a_price_that_moves_is_told_until_the_line_is_chosen_anew(own_counter: Counter) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("goldberg-cd")])
    cart_id = made["cart"]["id"]
    await own_counter.database.execute(
        "update cart_lines set seen_price = seen_price - 100 where cart_id = (select max(id) from carts)"
    )
    read = f"query ($id: ID!) {{ cart(id: $id) {CART} }}"
    moved = (await own_counter.ask(read, id=cart_id))["cart"]
    assert [notice["__typename"] for notice in moved["notices"]] == ["PriceMoved"]
    chosen = await change(own_counter, "cartLinesUpdate", cartId=cart_id, lines=[line("goldberg-cd")])
    assert chosen["cart"]["notices"] == []


async def test_what_is_not_there_is_told_and_blocks(own_counter: Counter) -> None:
    await own_counter.database.execute(
        "update stock set quantity = 2 from variants v where v.id = variant_id and v.sku = 'faust-hc'"
    )
    made = await change(own_counter, "cartCreate", lines=[line("faust-hc", 5)])
    assert made["cart"]["lines"][0]["quantity"] == 5
    assert made["cart"]["lines"][0]["available"] == 2
    assert made["cart"]["lines"][0]["total"] == {"amount": "48.00"}
    assert made["cart"]["notices"] == [
        {"__typename": "QuantityReduced", "sku": "faust-hc", "wanted": 5, "available": 2}
    ]
    assert {"code": "NOT_ENOUGH", "sku": "faust-hc"} in made["cart"]["readiness"]["blocks"]


async def test_what_is_sold_out_or_no_longer_sold_is_told_and_left_out_of_the_quote(
    own_counter: Counter,
) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("faust-hc"), line("goldberg-cd")])
    await own_counter.database.execute(
        "update stock set quantity = 0 from variants v where v.id = variant_id and v.sku = 'faust-hc'"
    )
    await own_counter.database.execute(
        "delete from prices where variant_id in (select id from variants where sku = 'goldberg-cd')"
    )
    read = f"query ($id: ID!) {{ cart(id: $id) {CART} }}"
    cart = (await own_counter.ask(read, id=made["cart"]["id"]))["cart"]
    assert cart["notices"] == [
        {"__typename": "LineUnavailable", "sku": "faust-hc"},
        {"__typename": "LineUnavailable", "sku": "goldberg-cd"},
    ]
    assert [(each["available"], each["total"]) for each in cart["lines"]] == [(0, None), (0, None)]
    assert cart["quote"]["totals"] == {"total": {"amount": "0.00"}}
    assert [block["code"] for block in cart["readiness"]["blocks"]].count("NOT_ENOUGH") == 2


async def test_a_cart_keeps_its_region_until_it_is_taken_to_another(own_counter: Counter) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("kaffee-250")])
    cart_id = made["cart"]["id"]
    swiss = own_counter.at("CH")
    seen = await change(swiss, "cartLinesAdd", cartId=cart_id, lines=[line("faust-ebook")])
    assert [notice["__typename"] for notice in seen["cart"]["notices"]] == ["RegionMismatch"]
    document = """mutation ($input: CartChangeRegionInput!) { cartChangeRegion(input: $input) {
        cart { region { code } notices { __typename } }
        differences { sku before { amount currency } after { amount currency } } userErrors { code } } }"""
    moved = await swiss.ask(document, input={"cartId": cart_id, "region": "CH"})
    payload = moved["cartChangeRegion"]
    assert payload["cart"] == {"region": {"code": "CH"}, "notices": []}
    coffee = payload["differences"][0]
    assert (coffee["sku"], coffee["before"]["currency"], coffee["after"]["currency"]) == (
        "kaffee-250",
        "EUR",
        "CHF",
    )


CHANGE_REGION = """mutation ($input: CartChangeRegionInput!) { cartChangeRegion(input: $input) {
    cart { notices { __typename } giftCards { lastCharacters } }
    differences { sku before { amount } after { amount } } sums { name before { amount currency }
        after { amount currency } } warnings { code } userErrors { code } } }"""


async def test_another_region_tells_every_sum_and_what_stays_behind(own_counter: Counter) -> None:
    async with own_counter.database.transaction() as writing:
        card = await issue_gift_card(writing, 500, "EUR", NOW, paid_for=True)
    await own_counter.database.execute(
        """insert into promotions (code, percent, free_shipping, used, storefronts)
        values ('HERE', 10, false, 0, '{DE}')"""
    )
    await own_counter.database.execute(
        "delete from shelf_prices where storefront = 'FR' and product_id in"
        " (select product_id from variants where sku = 'kaffee-250')"
    )
    lines = [line("goldberg-cd", 2), line("kaffee-250")]
    made = await change(own_counter, "cartCreate", lines=lines, discountCodes=["HERE"])
    cart_id = made["cart"]["id"]
    await change(own_counter, "cartGiftCardsUpdate", cartId=cart_id, codes=[card])
    await change(own_counter, "cartDeliveryMethodSelect", cartId=cart_id, method="express")
    french = own_counter.at("FR")
    moved = (await french.ask(CHANGE_REGION, input={"cartId": cart_id, "region": "FR"}))["cartChangeRegion"]
    assert [warning["code"] for warning in moved["warnings"]] == ["DISCOUNT_LOST"]
    assert len(moved["cart"]["giftCards"]) == 1
    sums = {each["name"]: (each["before"]["amount"], each["after"]["amount"]) for each in moved["sums"]}
    assert sums["SHIPPING"] == ("6.99", "7.90")
    assert sums["DISCOUNTS"] == ("3.55", "0.00")
    assert set(sums) == {"GOODS", "DISCOUNTS", "SHIPPING", "SURCHARGES", "TAX", "TOTAL", "PAYABLE"}
    swiss = own_counter.at("CH")
    away = (await swiss.ask(CHANGE_REGION, input={"cartId": cart_id, "region": "CH"}))["cartChangeRegion"]
    assert [warning["code"] for warning in away["warnings"]] == ["GIFT_CARD_UNKNOWN"]
    assert away["cart"]["giftCards"] == []
    assert {(each["before"]["currency"], each["after"]["currency"]) for each in away["sums"]} == {
        ("EUR", "CHF")
    }


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("cartLinesAdd", {"lines": [line("no-such-thing")]}, "NOT_SOLD_HERE"),
        ("cartLinesAdd", {"lines": [line("faust-ebook", 0)]}, "BAD_QUANTITY"),
        ("cartLinesAdd", {"lines": [line("faust-ebook", 1000)]}, "BAD_QUANTITY"),
        ("cartLinesAdd", {"lines": [line("faust-ebook")], "version": 7}, "CART_CHANGED"),
        ("cartLinesUpdate", {"lines": [line("kaffee-250")]}, "NOT_IN_CART"),
        ("cartBuyerUpdate", {"email": "nobody"}, "BAD_EMAIL"),
        ("cartDeliveryMethodSelect", {"method": "pigeon"}, "UNKNOWN_DELIVERY_METHOD"),
        ("cartDiscountCodesUpdate", {"codes": [str(each) for each in range(11)]}, "CART_FULL"),
        (
            "cartDeliveryAddressUpdate",
            {"address": {"country": "DE", "name": "E", "street": "Weg 1", "city": "Ulm", "postcode": "1"}},
            "BAD_ADDRESS",
        ),
    ],
)
async def test_what_cannot_be_done_is_told_and_changes_nothing(
    own_counter: Counter, name: str, given: dict[str, Any], code: str
) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("faust-ebook")])
    refused = await change(own_counter, name, cartId=made["cart"]["id"], **given)
    assert refused["cart"] is None
    assert [error["code"] for error in refused["userErrors"]] == [code]
    assert await own_counter.database.fetchval("select version from carts") == 1


async def test_an_id_without_its_secret_opens_nothing(own_counter: Counter) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("faust-ebook")])
    read = "query ($id: ID!) { cart(id: $id) { version } }"
    cart_id = made["cart"]["id"]
    assert (await own_counter.ask(read, id=cart_id))["cart"] == {"version": 1}
    key = read_cart_id(cart_id)
    assert key is not None
    for other in (write_cart_id(replace(key, secret="guessed")), "nonsense", cart_id[:-1]):
        assert (await own_counter.ask(read, id=other))["cart"] is None


async def test_a_code_that_meets_fixed_prices_alone_is_told_the_lawful_ones(own_counter: Counter) -> None:
    await own_counter.database.execute(
        "insert into promotions (code, percent, free_shipping, used) values ('MINE', 10, false, 0)"
    )
    document = """mutation ($input: CartDiscountCodesUpdateInput!) { cartDiscountCodesUpdate(input: $input) {
        userErrors { __typename code field ... on PriceBound { sku lawful { amount } } } } }"""
    for goods, bound in ((["faust-hc"], True), (["faust-hc", "goldberg-cd"], False)):
        made = await change(own_counter, "cartCreate", lines=[line(sku) for sku in goods])
        given = {"cartId": made["cart"]["id"], "codes": ["mine"]}
        told = (await own_counter.ask(document, input=given))["cartDiscountCodesUpdate"]["userErrors"]
        assert told == bound * [
            {
                "__typename": "PriceBound",
                "code": "PRICE_BOUND",
                "field": ["codes", "0"],
                "sku": "faust-hc",
                "lawful": {"amount": "24.00"},
            }
        ]
