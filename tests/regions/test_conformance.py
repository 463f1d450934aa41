from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

from regions import lawbook as books
from regions.charges import Charge, ChargePart, DeliveryFloor
from regions.claims import Rule
from regions.conformance import faults
from regions.dates import span
from regions.kinds import Kind
from regions.lawbook import LawBook, lawbook
from regions.money import eur
from regions.pricelaw import Due
from regions.rates import rate
from regions.region import Law, Storefront
from regions.rules import messages_of, rules_of
from regions.taxes import vat

TODAY = date(2026, 11, 21)
EXAMPLE: dict[str, Any] = {
    "id": "book",
    "case": {
        "storefront": "DE",
        "placed_at": "2026-11-21",
        "lines": [{"sku": "novel", "quantity": 1, "price": "10.70", "facts": {"kind": "BOOK"}}],
    },
    "expect": {"lines.0.total": "10.70", "lines.0.tax_rate": "0.07"},
}


def says_everything(_language: str, _message: str) -> bool:
    return True


def is_spoken(language: str) -> bool:
    return language != "xx"


def changed(law: Law | None = None, shop: Storefront | None = None) -> LawBook:
    """The law book with another Germany."""
    book = lawbook()
    return books.bind(
        [
            books.Market("DE", "test", law or book.laws["DE"], shop or book.storefronts["DE"]),
        ]
    )


def found(book: LawBook) -> list[str]:
    return faults("DE", book, [EXAMPLE], TODAY, says_everything, is_spoken)


@pytest.mark.parametrize("code", sorted(lawbook().storefronts))
def test_every_region_of_ours_keeps_the_contract(code: str) -> None:
    assert faults(code, lawbook(), None, TODAY, says_everything, is_spoken) == []


def test_a_code_that_is_not_installed_is_a_fault() -> None:
    assert faults("ZZ", lawbook(), None, TODAY, says_everything, is_spoken) == [
        "ZZ: no law and no storefront of this code is installed"
    ]


def test_an_explanation_without_words_is_named_with_its_languages() -> None:
    def says(_language: str, message: str) -> bool:
        return message != "Fixed book price"

    missing = faults("FR", lawbook(), None, TODAY, says, is_spoken)
    assert missing == ['FR: "Fixed book price" is not said in fr']


def test_a_region_without_examples_is_told_so_and_a_wrong_one_is_named() -> None:
    assert faults("DE", lawbook(), [], TODAY, says_everything, is_spoken) == [
        "DE: it ships no worked examples"
    ]
    wrong = EXAMPLE | {"expect": {"lines.0.total": "10.71"}}
    assert faults("DE", lawbook(), [wrong], TODAY, says_everything, is_spoken) == [
        "DE: example book: lines.0.total is '10.70', not '10.71'"
    ]
    broken = {"id": "broken", "case": {"storefront": "DE"}, "expect": {}}
    assert faults("DE", lawbook(), [broken], TODAY, says_everything, is_spoken) == [
        "DE: example broken can't be tried: placed_at: is required"
    ]
    assert faults("DE", lawbook(), [EXAMPLE], TODAY, says_everything, is_spoken) == []


def test_a_rate_out_of_bounds_is_a_fault() -> None:
    assert found(changed()) == []
    assert found(changed(replace(lawbook().laws["DE"], tax=vat(rate("190"))))) == [
        "DE: a rate of 1.9 is out of bounds",
        "DE: example book: lines.0.tax_rate is '1.9', not '0.07'",
    ]


def test_an_unknown_time_zone_is_a_fault() -> None:
    law = replace(lawbook().laws["DE"], timezones={"BE": "Europe/Atlantis"})
    assert found(changed(law)) == ["DE: 'Europe/Atlantis' is not a time zone"]


def test_an_unknown_currency_is_a_fault() -> None:
    law, shop = lawbook().laws["DE"], lawbook().storefronts["DE"]
    book = lawbook()
    odd = replace(law, currency="XXQ"), replace(shop, currency="DEM")
    broken = LawBook({**book.laws, "DE": odd[0]}, {**book.storefronts, "DE": odd[1]}, "x")
    told = faults("DE", broken, None, TODAY, says_everything, is_spoken)
    assert told[:2] == ["DE: 'XXQ' is not a currency code", "DE: 'DEM' is not a currency code"]


def test_an_unknown_language_is_a_fault() -> None:
    shop = lawbook().storefronts["DE"]
    assert found(changed(shop=replace(shop, languages=("de", "xx")))) == ["DE: 'xx' is no language"]


def test_an_order_button_has_to_be_said_in_each_language() -> None:
    shop = lawbook().storefronts["DE"]
    assert found(changed(shop=replace(shop, languages=("de", "ja")))) == [
        "DE: the order button has no label in ja"
    ]


def test_days_of_rates_out_of_order_leave_a_gap_and_are_a_fault() -> None:
    law = lawbook().laws["DE"]
    one, other = law.tax.standard[0][1].days
    steps = replace(law.tax.standard[0][1], days=(other, one))
    torn = replace(law, tax=replace(law.tax, standard=(("VAT", steps),)))
    assert found(changed(torn)) == ["DE: the rates of VAT are not in the order of their days"]
    short = replace(law, tax=replace(law.tax, standard=(("VAT", replace(steps, days=(one,))),)))
    assert found(changed(short)) == ["DE: the rates of VAT are not in the order of their days"]


def test_a_rate_that_is_only_chosen_is_looked_at_too() -> None:
    law = lawbook().laws["DE"]
    choices = {"x": {Kind.MAP: (("VAT", rate("70")),)}}
    assert found(changed(replace(law, tax=replace(law.tax, choices=choices)))) == [
        "DE: a rate of 0.7 is out of bounds"
    ]


def test_a_rule_without_source_or_with_its_days_reversed_is_a_fault() -> None:
    law = lawbook().laws["DE"]
    nobodys = replace(law.tax_rule, legal_basis="")
    assert found(changed(replace(law, tax_rule=nobodys))) == ["DE: rule DE_VAT names no legal basis"]
    reversed_ = replace(law.tax_rule, span=span("2026-01-01", "2025-01-01"))
    assert found(changed(replace(law, tax_rule=reversed_))) == ["DE: rule DE_VAT ends before it begins"]


RULE = Rule("X_RULE", "", "", "nobody's")


def raise_for_everyone(_sale: object) -> bool:
    raise RuntimeError("faulty")


def with_price_law(**parts: Any) -> Law:
    law = lawbook().laws["DE"]
    return replace(law, prices=(replace(law.prices[0], **parts),))


def german(**parts: Any) -> Law:
    return replace(lawbook().laws["DE"], **parts)


def capricious() -> Callable[[object], bool]:
    """A test that answers something else each time."""
    answers = count()
    return lambda _sale: next(answers) % 3 == 0


@pytest.mark.parametrize(
    ("law", "fault"),
    [
        (with_price_law(covers=raise_for_everyone), "it can't be quoted: RuntimeError('faulty')"),
        (with_price_law(covers=capricious()), "quoting twice differs"),
        (
            with_price_law(due=Due(lambda _sale: 150, RULE)),
            "a line is negative",
        ),
        (
            german(charges=(Charge("X", RULE, lambda _order: [ChargePart(eur(-1))]),)),
            "a surcharge is negative",
        ),
        (
            german(delivery=(DeliveryFloor(RULE, lambda _order: eur(-1)),)),
            "the delivery fee is negative",
        ),
    ],
)
def test_a_rule_that_breaks_a_property_is_found_by_the_baskets(law: Law, fault: str) -> None:
    (told,) = found(changed(law))
    assert told.partition(": basket ")[2].partition(": ")[2] == fault


def test_a_contact_without_an_international_number_is_a_fault() -> None:
    shop = lawbook().storefronts["DE"]
    local = replace(shop, contact=replace(shop.contact, phone="030 1234"))
    assert found(changed(shop=local)) == [
        "DE: the contact's phone number isn't an international one (+49 ...)"
    ]


def test_rules_and_messages_are_found_wherever_they_stand_in_a_law() -> None:
    law = lawbook().laws["DE"]
    assert {"DE_BOOK_PRICE", "DE_CLASS_SET", "DE_AGE_RATING", "EU_WITHDRAWAL"} <= {
        rule.code for rule in rules_of(law)
    }
    assert {"Fixed book price", "Second-hand books are free."} <= set(messages_of(law))
