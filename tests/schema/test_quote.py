"""Quotes of baskets of real goods."""

import pytest

from regions.facts import Destination
from tests.schema.counter import Counter

WHOLE = """query ($lines: [BasketLineInput!]!) { quote(basket: {lines: $lines}) {
    currency
    lines { sku quantity unitPrice { amount } listTotal { amount } discount { amount } total { amount }
        taxRate appliedRules { code rank legalBasis effect } }
    shipping { offered { amount } floor { amount } fee { amount } taxParts { rate amount { amount } } }
    freeShipping { threshold { amount } counted { amount } remaining { amount } qualified basis
        fee { amount } floor { code } }
    surcharges { code amount { amount } quantity }
    taxes { name rate gross { amount } net { amount } tax { amount } }
    totals { goods { amount } discounts { amount } shipping { amount } surcharges { amount } tax { amount }
        total { amount } }
    tenders { type } payable { amount formatted }
    notices { code sku text } problems { code severity sku message } trace { code } lawVersion } }"""

NOVEL = {"sku": "faust-hc", "quantity": 1}
COFFEE = {"sku": "kaffee-250", "quantity": 1}
CD = {"sku": "goldberg-cd", "quantity": 1}


async def test_a_basket_is_quoted_in_every_part_to_the_cent(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[NOVEL, CD]))["quote"]
    assert quote["lines"][0] == {
        "sku": "faust-hc",
        "quantity": 1,
        "unitPrice": {"amount": "24.00"},
        "listTotal": {"amount": "24.00"},
        "discount": {"amount": "0.00"},
        "total": {"amount": "24.00"},
        "taxRate": "0.07",
        "appliedRules": [
            {"code": "DE_BOOK_PRICE", "rank": "LAW", "legalBasis": "BuchPrG § 3", "effect": "PRICE_BOUND"}
        ],
    }
    assert quote["freeShipping"] == {
        "threshold": {"amount": "39.00"},
        "counted": {"amount": "39.99"},
        "remaining": {"amount": "0.00"},
        "qualified": True,
        "basis": "AFTER_DISCOUNTS",
        "fee": {"amount": "0.00"},
        "floor": None,
    }
    assert [(tax["name"], tax["rate"], tax["tax"]["amount"]) for tax in quote["taxes"]] == [
        ("VAT", "0.07", "1.57"),
        ("VAT", "0.19", "2.55"),
    ]
    assert {name: money["amount"] for name, money in quote["totals"].items()} == {
        "goods": "39.99",
        "discounts": "0.00",
        "shipping": "0.00",
        "surcharges": "0.00",
        "tax": "4.12",
        "total": "39.99",
    }
    assert quote["payable"] == {"amount": "39.99", "formatted": "39,99\xa0€"}
    assert quote["problems"] == []
    assert "DE_BOOK_PRICE" in {step["code"] for step in quote["trace"]}


async def test_below_the_threshold_the_fee_is_due_and_what_is_missing_is_told(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[NOVEL]))["quote"]
    assert quote["shipping"]["fee"] == {"amount": "2.99"}
    assert quote["freeShipping"]["remaining"] == {"amount": "15.00"}
    assert not quote["freeShipping"]["qualified"]
    assert quote["payable"]["amount"] == "26.99"


async def test_the_french_floor_keeps_the_fee_up_and_says_so(counter: Counter) -> None:
    quote = (await counter.at("FR").ask(WHOLE, lines=[NOVEL]))["quote"]
    assert quote["shipping"]["floor"] == {"amount": "3.00"}


async def test_downloads_cause_no_delivery_fee(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[{"sku": "faust-ebook", "quantity": 1}]))["quote"]
    assert quote["shipping"]["fee"] == {"amount": "0.00"}
    assert quote["totals"]["total"] == {"amount": "9.99"}


async def test_a_deposit_stands_beside_the_goods(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[{"sku": "helles-05", "quantity": 6}]))["quote"]
    [deposit] = quote["surcharges"]
    assert (deposit["code"], deposit["quantity"]) == ("DEPOSIT", 6)
    assert quote["totals"]["surcharges"] == deposit["amount"]


async def test_what_is_not_sold_here_is_told_as_a_problem_and_the_rest_is_quoted(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[{"sku": "nobody", "quantity": 1}, NOVEL]))["quote"]
    assert [line["sku"] for line in quote["lines"]] == ["faust-hc"]
    assert quote["problems"] == [
        {
            "code": "NOT_SOLD_HERE",
            "severity": "ERROR",
            "sku": "nobody",
            "message": "„nobody“ wird in diesem Laden nicht verkauft.",
        }
    ]


async def test_a_basket_of_nothing_that_is_sold_here_costs_nothing(counter: Counter) -> None:
    quote = (await counter.ask(WHOLE, lines=[{"sku": "nobody", "quantity": 1}]))["quote"]
    assert quote["lines"] == []
    assert quote["payable"]["amount"] == "0.00"


async def test_reasons_are_said_in_the_language_of_the_context(counter: Counter) -> None:
    document = """{ quote(basket: {lines: [{sku: "faust-hc", quantity: 1}]}) {
        lines { appliedRules { explanation amount { formatted } } } notices { text } } }"""
    quote = (await counter.at("DE", "en").ask(document))["quote"]
    assert quote["lines"][0]["appliedRules"] == [
        {
            "explanation": "A new book costs what its publisher says,"
            " everywhere and for everyone: 24,00\xa0€.",
            "amount": {"formatted": "24,00\xa0€"},
        }
    ]


async def test_one_basket_is_quoted_in_several_storefronts_at_once(counter: Counter) -> None:
    document = """{
        DE: storefront(region: "DE") { ...Asked } AT: storefront(region: "AT") { ...Asked }
        FR: storefront(region: "FR") { ...Asked } GB: storefront(region: "GB") { ...Asked }
        CH: storefront(region: "CH") { ...Asked } JP: storefront(region: "JP") { ...Asked } }
        fragment Asked on Storefront {
            quote(basket: {lines: [{sku: "faust-hc", quantity: 1}, {sku: "kaffee-250", quantity: 2}]}) {
                totals { goods { formatted } } } }"""
    answer = await counter.ask(document)
    assert {region: shop["quote"]["totals"]["goods"]["formatted"] for region, shop in answer.items()} == {
        "DE": "30,98\xa0€",
        "AT": "€\xa031,90",
        "FR": "30,90\xa0€",
        "GB": "£27.19",
        "CH": "CHF\xa043.70",
        "JP": "￥5,120",
    }


async def test_a_quote_shows_what_is_bought(counter: Counter) -> None:
    document = """{ quote(basket: {lines: [
        {sku: "faust-ebook", quantity: 1}, {sku: "kaffee-250", quantity: 1}]}) {
        lines { variant { sku title kind } product { title } } } }"""
    lines = (await counter.ask(document))["quote"]["lines"]
    assert lines == [
        {
            "variant": {"sku": "faust-ebook", "title": "E-Book · Deutsch", "kind": "EBOOK"},
            "product": {"title": "Faust"},
        },
        {
            "variant": {"sku": "kaffee-250", "title": "250 g", "kind": "FOOD"},
            "product": {"title": "Hauskaffee, gemahlen"},
        },
    ]


@pytest.mark.parametrize("lines", [1, 20, 100])
async def test_a_quote_takes_a_fixed_number_of_statements(counter: Counter, lines: int) -> None:
    listed = await counter.ask("{ products(first: 100) { nodes { sku } } }")
    basket = [{"sku": node["sku"], "quantity": 1} for node in listed["products"]["nodes"][:lines]]
    document = """query ($lines: [BasketLineInput!]!) { quote(basket: {lines: $lines}) {
        lines { sku variant { title } product { title } } payable { amount } } }"""
    assert await counter.statements(document, lines=basket) == 4


async def test_a_quote_without_a_state_says_that_it_needs_one(counter: Counter) -> None:
    unplaced = (await counter.at("US").ask(WHOLE, lines=[CD]))["quote"]
    assert [problem["code"] for problem in unplaced["problems"]] == ["SUBDIVISION_REQUIRED"]
    texas = counter.at("US", None, Destination("US", "TX", "75001"))
    placed = (await texas.ask(WHOLE, lines=[CD]))["quote"]
    assert placed["problems"] == []
    assert [(tax["name"], tax["rate"]) for tax in placed["taxes"]] == [("SALES_TAX", "0.0825")]


async def test_taxes_are_called_what_the_shopper_calls_them(counter: Counter) -> None:
    labels = "query ($lines: [BasketLineInput!]!) { quote(basket: {lines: $lines}) { taxes { name label } } }"
    for region, language, label in (("DE", "de", "MwSt."), ("DE", "en", "VAT"), ("FR", "fr", "TVA")):
        shop = counter.at(region, language)
        assert (await shop.ask(labels, lines=[CD]))["quote"]["taxes"] == [{"name": "VAT", "label": label}]


async def test_a_promotion_and_a_delivery_that_do_not_exist_are_told_and_change_nothing(
    counter: Counter,
) -> None:
    document = """query ($basket: BasketInput!) { quote(basket: $basket) {
        payable { amount } problems { code severity message } } }"""
    plain = (await counter.ask(document, basket={"lines": [NOVEL]}))["quote"]
    wished = {"lines": [NOVEL], "discountCodes": ["NOPE"], "deliveryMethod": "pigeon"}
    quote = (await counter.at("DE", "en").ask(document, basket=wished))["quote"]
    assert quote["payable"] == plain["payable"]
    assert quote["problems"] == [
        {
            "code": "UNKNOWN_DISCOUNT_CODE",
            "severity": "WARNING",
            "message": "There is no promotion with the code “NOPE”.",
        },
        {
            "code": "UNKNOWN_DELIVERY_METHOD",
            "severity": "WARNING",
            "message": "There is no such way of delivery; the standard one is quoted.",
        },
    ]
    assert plain["problems"] == []
    standard = {"lines": [NOVEL], "discountCodes": [], "deliveryMethod": "standard"}
    assert (await counter.ask(document, basket=standard))["quote"]["problems"] == []
