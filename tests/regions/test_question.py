"""What can't be read is refused by its path; what is right beside it is read."""

import copy
from datetime import date
from typing import Any

import pytest

from regions.case import Case, TenderType
from regions.facts import item_from_json, item_to_json
from regions.item import Destination
from regions.lawbook import lawbook
from regions.money import eur
from regions.question import read_case, read_cases
from regions.reading import BadInput

CASE: dict[str, Any] = {
    "storefront": "DE",
    "placed_at": "2026-11-21T12:00:00+01:00",
    "deliver_to": {"country": "DE", "postcode": "10115"},
    "buyer": {"kind": "CONSUMER", "age": 30},
    "lines": [
        {
            "sku": "novel",
            "quantity": 1,
            "price": "24.00",
            "facts": {"kind": "BOOK", "bindings": [{"territory": "DE", "price": "24.00"}]},
        }
    ],
    "promotions": [{"code": "TEN", "percent": "10"}],
    "policy": {"shipping": {"fee": "2.99", "free_from": "39.00"}, "flags": {"fr_locker_exempt": True}},
    "tenders": [{"type": "GIFT_CARD", "amount": "5.00", "consideration_received": True}, {"type": "CASH"}],
}


def read(case: dict[str, Any]) -> Case:
    return read_case(case, lawbook())


def changed(path: str, value: Any) -> dict[str, Any]:
    """The case with one field set; a path as the refusals write it."""
    case = copy.deepcopy(CASE)
    steps = path.replace("]", "").replace("[", ".").split(".")
    place: Any = case
    for step in steps[:-1]:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    place[steps[-1]] = value
    return case


def test_the_case_is_read_as_it_stands() -> None:
    case = read(CASE)
    assert case.destination == Destination("DE", None, "10115")
    assert case.lines[0].price == 2400
    assert case.promotions[0].percent is not None
    assert case.promotions[0].percent.text == "0.1"
    assert case.seller.registrations == {"OSS"}
    assert [tender.type for tender in case.tenders] == [TenderType.GIFT_CARD, TenderType.CASH]
    assert case.language == "de"


@pytest.mark.parametrize(
    "path",
    [
        "storefrunt",
        "deliver_to.city",
        "seller.vat",
        "dispatch_from.city",
        "delivery.check",
        "buyer.sex",
        "lines[0].colour",
        "lines[0].facts.knd",
        "lines[0].facts.bindings[0].prise",
        "lines[0].facts.age_rating.age",
        "lines[0].facts.net_content.amount",
        "promotions[0].percents",
        "policy.delivery",
        "policy.shipping.free",
        "policy.tax.split",
        "policy.tax.sales_tax.percent",
        "policy.flags.fr_locker_exmpt",
        "tenders[0].sum",
        "exchange_rates.eur",
    ],
)
def test_an_unknown_field_is_refused_by_its_own_path(path: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(changed(path, "1"))
    assert refusal.value.path == path
    assert "unknown field" in str(refusal.value)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("storefront", "XX"),
        ("storefront", None),
        ("placed_at", None),
        ("placed_at", "yesterday"),
        ("placed_at", "2026-02-30"),
        ("placed_at", "2026-11-21T12:00:00"),
        ("placed_at", 1_700_000_000),
        ("language", "Deutsch!"),
        ("deliver_to.country", "de"),
        ("deliver_to.country", "DEU"),
        ("deliver_to.subdivision", "Bayern"),
        ("fulfilment", "PIGEON"),
        ("parcels", 0),
        ("buyer.kind", "PIRATE"),
        ("buyer.age", "30"),
        ("buyer.age", -1),
        ("buyer.age", True),
        ("buyer.age_verified", "yes"),
        ("lines", []),
        ("lines", {}),
        ("lines[0].sku", ""),
        ("lines[0].quantity", 0),
        ("lines[0].quantity", 1.0),
        ("lines[0].quantity", "1"),
        ("lines[0].price", 24.0),
        ("lines[0].price", 24),
        ("lines[0].price", "24,00"),
        ("lines[0].price", "-1.00"),
        ("lines[0].price", "1e3"),
        ("lines[0].price", "24.005"),
        ("lines[0].facts.kind", "SCROLL"),
        ("lines[0].facts.kind", None),
        ("lines[0].facts.condition", "OLD"),
        ("lines[0].facts.languages", "de"),
        ("lines[0].facts.languages[0]", 7),
        ("lines[0].facts.first_published", "2026"),
        ("lines[0].facts.comic", 1),
        ("lines[0].facts.deposit", 0.25),
        ("lines[0].facts.deposit", "0.255"),
        ("lines[0].facts.hs_code", "95"),
        ("lines[0].facts.net_content.value", "0"),
        ("lines[0].facts.bindings[0].territory", "Germany"),
        ("lines[0].facts.bindings[0].mode", "EXACT"),
        ("lines[0].facts.voucher_kind", "MONEY"),
        ("promotions[0].percent", "101"),
        ("promotions[0].percent", 10),
        ("promotions[0].kinds", "NOVEL"),
        ("policy.shipping.basis", "BEFORE"),
        ("policy.tax.rounding", "UP"),
        ("policy.tax.sales_tax.rate", "8.25"),
        ("policy.authorised_events", "PARTY"),
        ("policy.flags.fr_locker_exempt", "true"),
        ("exchange_rates.EUR", "0"),
        ("tenders[0].amount", 5),
        ("tenders[0].type", "SHELLS"),
    ],
)
def test_a_wrong_value_is_refused_by_its_path(path: str, wrong: Any) -> None:
    case = changed("lines[0].facts.languages", ["de"]) if path.endswith("languages[0]") else CASE
    case = copy.deepcopy(case)
    steps = path.replace("]", "").replace("[", ".").split(".")
    place: Any = case
    for step in steps[:-1]:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    place[int(steps[-1]) if isinstance(place, list) else steps[-1]] = wrong
    with pytest.raises(BadInput) as refusal:
        read(case)
    assert refusal.value.path == path


def test_a_list_is_refused_as_a_whole_and_names_the_case() -> None:
    wrong = changed("lines[0].facts.kind", "SCROLL")
    assert len(read_cases([CASE, CASE], lawbook())) == 2
    with pytest.raises(BadInput) as refusal:
        read_cases([CASE, CASE, CASE, wrong], lawbook())
    assert refusal.value.path == "[3].lines[0].facts.kind"


@pytest.mark.parametrize(
    "promotion",
    [
        {"code": "NONE"},
        {"code": "TWO", "percent": "10", "amount": "1.00"},
        {"code": "PAY", "percent": "10", "pay": 2},
        {"code": "ALL", "buy": 2, "pay": 2},
        {"code": "HALF", "buy": 3},
        {"code": "ONE", "bundle": {"skus": ["novel"], "price": "1.00"}},
    ],
)
def test_a_promotion_has_exactly_one_benefit(promotion: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=r"^promotions\[0\]"):
        read(changed("promotions", [promotion]))


def test_promotions_of_every_kind_are_read() -> None:
    kinds = [
        {"amount": "1.00"},
        {"free_shipping": True},
        {"buy": 3, "pay": 2},
        {"gift": {"value": "0.40"}},
        {"reward": {"value": "1.00"}},
        {"bundle": {"skus": ["novel", "wine"], "price": "21.00"}},
    ]
    case = read(changed("promotions", [{"code": "A", **benefit} for benefit in kinds]))
    assert len(case.promotions) == len(kinds)


def test_a_tariff_told_by_offers_alone_has_no_other_offer() -> None:
    offers = [{"fee": "4.90", "free_from": "35.00"}, {"fee": "3.90"}]
    tariff = read(changed("policy", {"shipping": {"offers": offers}})).policy.shipping
    assert tariff is not None
    assert (tariff.fee, tariff.free_from, len(tariff.offers)) == (eur("4.90"), eur(35), 1)
    own = read(changed("policy", {"shipping": {"free_from": "10.00", "offers": offers}})).policy.shipping
    assert own is not None
    assert (own.fee, own.free_from, len(own.offers)) == (eur(0), eur(10), 2)


def test_how_the_rest_is_paid_comes_last_and_without_amount() -> None:
    cash = {"type": "CASH"}
    with pytest.raises(BadInput, match=r"^tenders\[0\]: CASH pays the rest"):
        read(changed("tenders", [cash, {"type": "CARD"}]))
    with pytest.raises(BadInput, match=r"^tenders\[0\]\.amount"):
        read(changed("tenders", [{**cash, "amount": "5.00"}]))


def test_a_subdivision_is_read_with_or_without_its_country() -> None:
    places = [{"country": "US", "subdivision": part} for part in ("TX", "US-TX")]
    assert {read(changed("deliver_to", place)).destination.subdivision for place in places} == {"TX"}
    with pytest.raises(BadInput, match=r"^deliver_to\.subdivision"):
        read(changed("deliver_to", {"country": "US", "subdivision": "CA-TX"}))


def test_a_date_is_a_moment_too() -> None:
    assert read(changed("placed_at", "2026-11-21")).placed_at == date(2026, 11, 21)


def test_null_counts_as_left_out() -> None:
    assert read(changed("promotions", None)).promotions == ()
    assert read(changed("buyer.age", None)).buyer.age is None


def test_facts_are_written_as_they_were_read() -> None:
    facts = {
        "kind": "GIFT_CARD",
        "condition": "USED",
        "languages": ["de", "fr-CH"],
        "mainly_for_market": ["AT", "DE"],
        "first_published": "2026-03-01",
        "comic": True,
        "school_level": "PRIMARY",
        "bindings": [
            {
                "territory": "DE",
                "price": "24.00",
                "currency": "EUR",
                "valid_from": "2026-01-01",
                "lifted_on": "2027-10-01",
                "mode": "MINIMUM",
            },
            {"territory": "DE", "price": "20.00", "special": {"type": "VOLUME", "copies": 20}},
            {"territory": "DE", "price": "21.00", "special": {"type": "SERIES", "skus": ["one", "two"]}},
            {
                "territory": "DE",
                "price": "19.00",
                "special": {"type": "SUBSCRIPTION", "until": "2026-12-31"},
            },
        ],
        "lecture_price": True,
        "product_safety": {
            "manufacturer": "Muster GmbH",
            "address": "Weg 1, Bonn",
            "contact": "safety@muster.example",
            "outside_union": True,
            "responsible": "Voorbeeld BV, Utrecht",
        },
        "weee_number": "DE 12345678",
        "age_rating": {"scheme": "FSK", "value": "UNRATED"},
        "alcohol_type": "BEER",
        "packaging": "GLASS_BOTTLE",
        "beverage": "BEER",
        "reusable": True,
        "containers": 6,
        "deposit": "0.25",
        "eco_fee": "1.00",
        "net_content": {"value": "250", "unit": "g", "loose": True},
        "hs_code": "950300",
        "price_history": [{"from": "2026-01-01", "price": "9.90"}],
        "voucher": "SINGLE_PURPOSE",
        "voucher_kind": "BOOK",
    }
    assert item_to_json(item_from_json(facts)) == facts


def test_a_history_is_told_oldest_first() -> None:
    days = [{"from": "2026-02-01", "price": "9.90"}, {"from": "2026-01-01", "price": "8.90"}]
    with pytest.raises(BadInput, match=r"^facts\.price_history: must be oldest first"):
        item_from_json({"kind": "BOOK", "price_history": days})
    assert len(item_from_json({"kind": "BOOK", "price_history": days[::-1]}).price_history) == 2


@pytest.mark.parametrize(
    ("day", "readable"), [("0180-01-01", True), ("2999-12-31", True), ("9999-12-31", False)]
)
def test_old_books_have_a_day_and_the_far_future_has_none(day: str, readable: bool) -> None:
    facts = {"kind": "BOOK", "first_published": day}
    if readable:
        assert item_to_json(item_from_json(facts)) == facts
    else:
        with pytest.raises(BadInput, match=r"^facts\.first_published"):
            item_from_json(facts)


@pytest.mark.parametrize(
    ("special", "path"),
    [
        ({"type": "VOLUME"}, "facts.bindings[0].special.copies"),
        ({"type": "VOLUME", "copies": 1}, "facts.bindings[0].special.copies"),
        ({"type": "SERIES", "skus": ["one"], "copies": 2}, "facts.bindings[0].special.copies"),
        ({"type": "SUBSCRIPTION"}, "facts.bindings[0].special.until"),
        ({"type": "INSTALMENTS"}, "facts.bindings[0].special.type"),
        ({"type": "VOLUME", "copies": 2, "note": "x"}, "facts.bindings[0].special.note"),
    ],
)
def test_a_special_price_tells_its_own_case_and_no_other(special: dict[str, Any], path: str) -> None:
    binding = {"territory": "DE", "price": "20.00"}
    good = {**binding, "special": {"type": "VOLUME", "copies": 2}}
    assert item_from_json({"kind": "BOOK", "bindings": [good]}).bindings[0].special is not None
    with pytest.raises(BadInput) as refusal:
        item_from_json({"kind": "BOOK", "bindings": [{**binding, "special": special}]})
    assert refusal.value.path == path
