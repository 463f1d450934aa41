from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regions import lawbook as books
from regions.conformance import faults
from regions.lawbook import LawBook, lawbook
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


def changed(law: Law | None = None, shop: Storefront | None = None) -> LawBook:
    """The law book with another Germany."""
    book = lawbook()
    return books.bind(
        [
            books.Market("DE", "test", law or book.laws["DE"], shop or book.storefronts["DE"]),
        ]
    )


def found(book: LawBook) -> list[str]:
    return faults("DE", book, [EXAMPLE], TODAY, says_everything)


@pytest.mark.parametrize("code", sorted(lawbook().storefronts))
def test_every_region_of_ours_keeps_the_contract(code: str) -> None:
    assert faults(code, lawbook(), None, TODAY, says_everything) == []


def test_a_code_that_is_not_installed_is_a_fault() -> None:
    assert faults("ZZ", lawbook(), None, TODAY, says_everything) == [
        "ZZ: no law and no storefront of this code is installed"
    ]


def test_an_explanation_without_words_is_named_with_its_languages() -> None:
    missing = faults("FR", lawbook(), None, TODAY, lambda _language, message: message != "Fixed book price")
    assert missing == ['FR: "Fixed book price" is not said in fr']


def test_a_region_without_examples_is_told_so_and_a_wrong_one_is_named() -> None:
    assert faults("DE", lawbook(), [], TODAY, says_everything) == ["DE: it ships no worked examples"]
    wrong = EXAMPLE | {"expect": {"lines.0.total": "10.71"}}
    assert faults("DE", lawbook(), [wrong], TODAY, says_everything) == [
        "DE: example book: lines.0.total is '10.70', not '10.71'"
    ]
    broken = {"id": "broken", "case": {"storefront": "DE"}, "expect": {}}
    assert faults("DE", lawbook(), [broken], TODAY, says_everything) == [
        "DE: example broken can't be tried: placed_at: is required"
    ]
    assert faults("DE", lawbook(), [EXAMPLE], TODAY, says_everything) == []


def test_a_rate_out_of_bounds_is_a_fault() -> None:
    assert found(changed()) == []
    assert found(changed(replace(lawbook().laws["DE"], tax=vat(rate("190"))))) == [
        "DE: a rate of 1.9 is out of bounds",
        "DE: example book: lines.0.tax_rate is '1.9', not '0.07'",
    ]


def test_an_unknown_time_zone_is_a_fault() -> None:
    law = replace(lawbook().laws["DE"], timezones={"BE": "Europe/Atlantis"})
    assert found(changed(law)) == ["DE: 'Europe/Atlantis' is not a time zone"]


def test_a_rule_that_raises_is_found_by_the_baskets() -> None:
    def raise_for_everyone(_sale: object) -> bool:
        raise RuntimeError("faulty")

    law = lawbook().laws["DE"]
    faulty = replace(law, prices=(replace(law.prices[0], covers=raise_for_everyone),))
    assert [fault.partition(": it ")[2] for fault in found(changed(faulty))] == [
        "can't be quoted: RuntimeError('faulty')"
    ]


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
