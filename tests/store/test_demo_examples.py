"""The demo shops have an example for every rule, and all that is bound is asked as published."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regions.facts import item_from_json
from regions.item import Destination
from regions.lawbook import lawbook
from regions.money import from_decimal
from regions.shelf import shelf_price
from store import demo

Line = dict[str, Any]
TODAY = date(2026, 11, 21)
VARIANTS: dict[str, Line] = {
    variant["sku"]: variant for line in demo.lines() for variant in line.get("variants", ())
}


def bindings(variant: Line) -> dict[str, Line]:
    """A variant's bindings by territory."""
    return {binding["territory"]: binding for binding in variant["facts"].get("bindings", [])}


def has(**facts: Any) -> Callable[[Line], bool]:
    """Whether a variant's facts are, among others, these."""
    return lambda variant: facts.items() <= variant["facts"].items()


def is_dated(variant: Line, storefront: str) -> bool:
    """Whether a variant's price in a storefront has a history."""
    return isinstance(variant["prices"].get(storefront), list)


EXAMPLES: dict[str, Callable[[Line], bool]] = {
    "a bound book": lambda v: has(kind="BOOK")(v) and "DE" in bindings(v),
    "a bound e-book": lambda v: has(kind="EBOOK")(v) and "DE" in bindings(v),
    "bound sheet music": lambda v: has(kind="SHEET_MUSIC")(v) and "DE" in bindings(v),
    "a bound map": lambda v: has(kind="MAP")(v) and "DE" in bindings(v),
    "an audiobook on disc": has(kind="AUDIOBOOK_DISC"),
    "an audiobook to download": has(kind="AUDIOBOOK_DOWNLOAD"),
    "a lifted price": lambda v: "lifted_on" in bindings(v).get("DE", {}),
    "dated content lifted early": has(dated_content=True, kind="BOOK"),
    "a price that rises on a known day": lambda v: any("valid_from" in b for b in bindings(v).values()),
    "a recommended price": lambda v: bindings(v).get("DE", {}).get("mode") == "RECOMMENDED",
    "a second-hand copy": has(condition="USED"),
    "a copy marked as damaged": has(condition="DAMAGED_MARKED"),
    "a copy out of the catalogue": has(condition="OUT_OF_CATALOGUE"),
    "an antique": has(condition="ANTIQUE"),
    "an unbound English book in Germany": lambda v: (
        has(kind="BOOK", languages=["en"])(v) and "DE" in v["prices"] and not bindings(v)
    ),
    "an English book mainly for Germany": lambda v: "DE" in v["facts"].get("mainly_for_market", []),
    "an import bound in France": lambda v: "imported_on" in v["facts"] and "FR" in bindings(v),
    "a comic": has(comic=True),
    "an adopted school book": has(adopted_schoolbook=True, school_level="UPPER_SECONDARY"),
    "a primary-school book": has(adopted_schoolbook=True, school_level="PRIMARY"),
    "a work harmful to minors": has(harmful_to_minors=True),
    "a price above Austria's minimum": lambda v: (
        "AT" in bindings(v) and Decimal(v["prices"].get("AT", 0)) > Decimal(bindings(v)["AT"]["price"])
    ),
    "an old French title": lambda v: "last_supply_on" in v["facts"] and is_dated(v, "FR"),
    "an old Italian title": lambda v: "last_supply_on" in v["facts"] and is_dated(v, "IT"),
    "an old Spanish title": lambda v: "offered_since" in v["facts"] and is_dated(v, "ES"),
    "a Portuguese title past 24 months": lambda v: "PT" in bindings(v) and is_dated(v, "PT"),
    "a Greek reprint": lambda v: "reprinted_on" in v["facts"] and "GR" in bindings(v),
    "a Dutch book bound in Flanders": lambda v: v["facts"].get("languages") == ["nl"] and "BE" in bindings(v),
    "a Japanese resale contract": has(kind="BOOK", resale_contract=True),
    "a Japanese book without a contract": has(kind="BOOK", resale_contract=False),
    "a CD under contract in Japan": has(kind="MUSIC_DISC", resale_contract=True),
    "a deposit": has(deposit="0.25"),
    "an eco fee": lambda v: "eco_fee" in v["facts"],
    "a film for adults": has(age_rating={"scheme": "FSK", "value": "18"}),
    "an unrated film": has(age_rating={"scheme": "FSK", "value": "UNRATED"}),
    "a game from 16": has(age_rating={"scheme": "USK", "value": "16"}),
    "a beer": has(alcohol_type="BEER"),
    "a wine": has(alcohol_type="WINE"),
    "a spirit": has(alcohol_type="SPIRITS"),
    "a sealed disc": has(sealed=True, kind="MUSIC_DISC"),
    "a perishable near its date": has(perishable=True, near_expiry_marked=True),
    "a staple food": has(kind="STAPLE_FOOD"),
    "something sold loose": lambda v: v["facts"].get("net_content", {}).get("loose", False),
    "clothing": has(kind="CLOTHING"),
    "children's clothing": has(kind="CHILDREN_CLOTHING"),
    "a gift card": has(kind="GIFT_CARD", voucher="MULTI_PURPOSE"),
    "a single-purpose voucher": has(voucher="SINGLE_PURPOSE", voucher_kind="BOOK"),
    "a magazine": has(kind="MAGAZINE"),
    "a newspaper": has(kind="NEWSPAPER"),
    "a diary": has(kind="DIARY"),
    "software": has(kind="SOFTWARE"),
    "a film to download": has(kind="VIDEO_DOWNLOAD"),
    "something reduced, with its history": lambda v: has(kind="ELECTRONICS")(v) and is_dated(v, "DE"),
    "something out of stock": lambda v: v["stock"] == 0,
    "something that never runs out": lambda v: v["stock"] is None,
    "something listed from a day to come": lambda v: (
        (v["listings"] or {}).get("GB", {}).get("from", "") > "2027"
    ),
    "something no longer listed": lambda v: (v["listings"] or {}).get("DE", {}).get("until") is not None,
    "something for France alone": lambda v: list(v["prices"]) == ["FR"],
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_edge_case_has_an_example(example: str) -> None:
    assert [sku for sku, variant in VARIANTS.items() if EXAMPLES[example](variant)]


def asked_and_due() -> Iterator[tuple[str, str, int, int]]:
    """SKU and storefront with the price asked today and the one that the law allows, of all that is bound."""
    book = lawbook()
    for sku, variant in VARIANTS.items():
        item = item_from_json(variant["facts"], "facts")
        for code in variant["prices"].keys() & bindings(variant).keys():
            storefront, price = book.storefronts[code], variant["prices"][code]
            wished = (
                [p["price"] for p in price if p["from"] <= str(TODAY)][-1]
                if isinstance(price, list)
                else price
            )
            asked = from_decimal(Decimal(wished), storefront.currency)
            yield sku, code, asked, shelf_price(item, asked, storefront, Destination(code), TODAY).current


def test_every_bound_price_is_asked_as_published_but_for_a_clearance_that_nobody_announced() -> None:
    assert [due for due in asked_and_due() if due[2] != due[3]] == [("max-havelaar-2021", "NL", 999, 2299)]
