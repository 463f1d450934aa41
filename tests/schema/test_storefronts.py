"""One document, seven storefronts: a bound novel, its e-book, a CD and a bag of coffee."""

from typing import Any

import pytest

from tests.schema.counter import Counter

SKUS = {"novel": "faust-hc", "ebook": "faust-ebook", "cd": "goldberg-cd", "coffee": "kaffee-250"}

REGIONS = {
    "DE": 'region: "DE"',
    "AT": 'region: "AT"',
    "FR": 'region: "FR"',
    "GB": 'region: "GB"',
    "CH": 'region: "CH"',
    "US": 'region: "US", deliverTo: {country: "US", subdivision: "TX", postcode: "75001"}',
    "JP": 'region: "JP"',
}

DOCUMENT = (
    "{ "
    + " ".join(f"{code}: storefront({arguments}) {{ ...Shop }}" for code, arguments in REGIONS.items())
    + """ }
    fragment Shop on Storefront {
        context { region { code } language { tag } currency { code } }
        """
    + " ".join(f'{alias}: product(sku: "{sku}") {{ ...Goods }}' for alias, sku in SKUS.items())
    + """ }
    fragment Goods on Product { title variants { sku price {
        current { formatted currency } taxIncluded taxed { rate tax { formatted } }
        appliedRules { code rank legalBasis explanation } } } }"""
)

# region: language, currency, title of the CD, and for each good its price and tax rate
EXPECTED = {
    "DE": ("de", "EUR", "Goldberg-Variationen",
           {"novel": ("24,00\xa0€", "0.07"), "ebook": ("9,99\xa0€", "0.07"),
            "cd": ("15,99\xa0€", "0.19"), "coffee": ("3,49\xa0€", "0.07")}),
    "AT": ("de", "EUR", "Goldberg-Variationen",
           {"novel": ("€\xa024,70", "0.1"), "ebook": ("€\xa010,30", "0.1"),
            "cd": ("€\xa016,50", "0.2"), "coffee": ("€\xa03,60", "0.1")}),
    "FR": ("fr", "EUR", "Variations Goldberg",
           {"novel": ("23,90\xa0€", "0.055"), "ebook": ("9,90\xa0€", "0.055"),
            "cd": ("15,90\xa0€", "0.2"), "coffee": ("3,50\xa0€", "0.055")}),
    "GB": ("en", "GBP", "Goldberg Variations",
           {"novel": ("£20.99", "0"), "ebook": ("£8.80", "0"),
            "cd": ("£13.99", "0.2"), "coffee": ("£3.10", "0")}),
    "CH": ("de", "CHF", "Goldberg-Variationen",
           {"novel": ("CHF\xa033.90", "0.026"), "ebook": ("CHF\xa013.90", "0.026"),
            "cd": ("CHF\xa021.90", "0.081"), "coffee": ("CHF\xa04.90", "0.026")}),
    "US": ("en", "USD", "Goldberg Variations",
           {"novel": ("$25.99", "0.0825"), "ebook": ("$10.99", "0.0825"),
            "cd": ("$17.99", "0.0825"), "coffee": ("$3.80", "0")}),
    "JP": ("ja", "JPY", "ゴルトベルク変奏曲",
           {"novel": ("￥3,960", "0.1"), "ebook": ("￥1,650", "0.1"),
            "cd": ("￥2,640", "0.1"), "coffee": ("￥580", "0.08")}),
}  # fmt: skip


def price_of(shop: dict[str, Any], alias: str) -> dict[str, Any]:
    """The price of the variant that was asked for, which may not be its product's default one."""
    [price] = [each["price"] for each in shop[alias]["variants"] if each["sku"] == SKUS[alias]]
    return price


@pytest.mark.parametrize("region", REGIONS)
async def test_each_storefront_answers_in_its_language_currency_and_tax(
    counter: Counter, region: str
) -> None:
    shop = (await counter.ask(DOCUMENT))[region]
    language, currency, title, goods = EXPECTED[region]
    assert shop["context"] == {
        "region": {"code": region},
        "language": {"tag": language},
        "currency": {"code": currency},
    }
    assert shop["cd"]["title"] == title
    prices = {alias: price_of(shop, alias) for alias in SKUS}
    told = {alias: (price["current"]["formatted"], price["taxed"]["rate"]) for alias, price in prices.items()}
    assert told == goods
    assert {price["current"]["currency"] for price in prices.values()} == {currency}
    assert {price["taxIncluded"] for price in prices.values()} == {region != "US"}


WHY = {
    "DE": ("DE_BOOK_PRICE", "LAW", "BuchPrG § 3",
           "Ein neues Buch kostet, was der Verlag festsetzt, überall und für alle: 24,00\xa0€."),
    "AT": ("AT_BOOK_PRICE", "LAW", "BPrBG 2023 §§ 4, 7", None),
    "FR": ("SHOP_PRICE", "MERCHANT", None, None),
    "GB": ("SHOP_PRICE", "MERCHANT", None,
           "The shop sets this price; here, neither a law nor a contract does."),
    "CH": ("SHOP_PRICE", "MERCHANT", None, None),
    "US": ("SHOP_PRICE", "MERCHANT", None, None),
    "JP": ("SHOP_PRICE", "MERCHANT", None, None),
}  # fmt: skip


@pytest.mark.parametrize("region", REGIONS)
async def test_each_storefront_says_why_the_novel_costs_what_it_costs(counter: Counter, region: str) -> None:
    [rule] = price_of((await counter.ask(DOCUMENT))[region], "novel")["appliedRules"]
    code, rank, basis, explanation = WHY[region]
    assert (rule["code"], rule["rank"], rule["legalBasis"]) == (code, rank, basis)
    assert rule["explanation"] == explanation or explanation is None
    assert rule["explanation"] != ""


async def test_without_a_state_a_price_in_the_united_states_has_no_tax_yet(counter: Counter) -> None:
    product = '{ product(sku: "goldberg-cd") { price { current { formatted } taxIncluded taxed { rate } } } }'
    nowhere = (await counter.at("US").ask(product))["product"]["price"]
    assert nowhere == {"current": {"formatted": "$17.99"}, "taxIncluded": False, "taxed": None}


async def test_a_storefront_answers_in_the_language_asked_where_it_offers_it(counter: Counter) -> None:
    document = """{ storefront(region: "CH", language: "fr-CH") {
        context { language { tag nativeName } wantedLanguage } product(sku: "goldberg-cd") { title } } }"""
    shop = (await counter.ask(document))["storefront"]
    assert shop == {
        "context": {"language": {"tag": "fr", "nativeName": "français"}, "wantedLanguage": None},
        "product": {"title": "Variations Goldberg"},
    }


async def test_the_context_of_a_storefront_says_so_when_a_language_fell_back(counter: Counter) -> None:
    document = """{ storefront(region: "GB", language: "ja") {
        context { language { tag } wantedLanguage fallbackChain } } }"""
    context = (await counter.ask(document))["storefront"]["context"]
    assert context == {"language": {"tag": "en"}, "wantedLanguage": "ja", "fallbackChain": ["en"]}


async def test_a_storefronts_context_is_its_own_and_not_the_requests(counter: Counter) -> None:
    document = """{ products(first: 1) { nodes { price { current { currency } } } }
        storefront(region: "JP") { products(first: 1) { nodes { price { current { currency } } } } } }"""
    answer = await counter.ask(document)
    assert answer["products"]["nodes"][0]["price"]["current"]["currency"] == "EUR"
    assert answer["storefront"]["products"]["nodes"][0]["price"]["current"]["currency"] == "JPY"


async def test_sent_across_a_border_the_destinations_law_and_tax_hold(counter: Counter) -> None:
    document = """{ storefront(region: "DE", deliverTo: {country: "AT"}) {
        product(sku: "faust-hc") { price { current { amount } taxed { rate } appliedRules { code } } } } }"""
    price = (await counter.ask(document))["storefront"]["product"]["price"]
    assert price["taxed"]["rate"] == "0.1"
    assert [rule["code"] for rule in price["appliedRules"]] == ["AT_BOOK_PRICE"]
