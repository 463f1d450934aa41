"""What holds for every quote, whatever is sold, promised and paid with."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regions.claims import Rank
from regions.engine import quote
from regions.lawbook import lawbook
from regions.question import read_case
from regions.quoted import Quote

BOOK = lawbook()
SHOPS = sorted(BOOK.storefronts)
PLACES = {"US": {"country": "US", "subdivision": "NY"}, "CA": {"country": "CA", "subdivision": "ON"}}
KINDS = ["BOOK", "EBOOK", "MUSIC_DISC", "FOOD", "DRINK", "CLOTHING", "GIFT_CARD", "OTHER", "SHEET_MUSIC"]
CODES = st.sampled_from(["A", "B", "C", "D"])


def amounts(most: int) -> st.SearchStrategy[int]:
    return st.integers(min_value=0, max_value=most)


def written(minor: int, shop: str) -> str:
    return str(minor) if shop == "JP" else f"{Decimal(minor) / 100:.2f}"


@st.composite
def lines(draw: st.DrawFn, shop: str, place: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    price = draw(amounts(9000))
    facts: dict[str, Any] = {
        "kind": kind,
        "languages": draw(st.sampled_from([[], ["de"], ["fr"], ["nl"], ["es"], ["en"], ["el"]])),
        "condition": draw(st.sampled_from(["NEW", "NEW", "USED", "DAMAGED_MARKED"])),
        "resale_contract": draw(st.booleans()),
        "first_published": draw(st.sampled_from(["2026-06-01", "2025-06-01", "2015-01-01"])),
    }
    if draw(st.booleans()):
        published = draw(amounts(9000))
        facts["bindings"] = [
            {
                "territory": place,
                "price": written(published, shop),
                "currency": BOOK.storefronts[shop].currency,
            }
        ]
    if draw(st.booleans()):
        facts["deposit"] = written(draw(amounts(50)), shop)
    if draw(st.booleans()):
        facts["eco_fee"] = written(draw(amounts(500)), shop)
    sku = draw(st.sampled_from(["a", "b", "c", "d"]))
    return {"sku": sku, "quantity": draw(st.integers(1, 30)), "price": written(price, shop), "facts": facts}


@st.composite
def promotions(draw: st.DrawFn, shop: str) -> dict[str, Any]:
    value = written(draw(amounts(9000)), shop)
    benefit = draw(
        st.sampled_from(
            [
                {"percent": str(draw(st.integers(0, 1000)) / Decimal(10))},
                {"amount": value},
                {"free_shipping": True},
                {"buy": 3, "pay": draw(st.integers(0, 2))},
                {"bundle": {"skus": ["a", "b"], "price": value}},
                {"gift": {"value": value}},
                {"reward": {"value": value}},
            ]
        )
    )
    aim = draw(st.sampled_from([{}, {"kinds": ["BOOK"]}, {"skus": ["a", "c"]}, {"min_basket": value}]))
    return {"code": draw(CODES), **benefit, **aim}


@st.composite
def tenders(draw: st.DrawFn, shop: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["GIFT_CARD", "CREDIT", "TRADE_IN", "THIRD_PARTY"]))
    amount = written(draw(amounts(20000)), shop)
    return {"type": kind, "amount": amount, "consideration_received": draw(st.booleans())}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    shop = draw(st.sampled_from(SHOPS))
    place = draw(st.sampled_from([shop, shop, "DE", "AT", "FR", "CH", "NO"]))
    shipping: dict[str, Any] = {"fee": written(draw(amounts(900)), shop)}
    if draw(st.booleans()):
        shipping["free_from"] = written(draw(amounts(9000)), shop)
        shipping["basis"] = draw(st.sampled_from(["AFTER_DISCOUNTS", "BEFORE_DISCOUNTS"]))
    tax = {
        "rounding": draw(st.sampled_from(["RATE_GROUP", "LINE"])),
        "mode": draw(st.sampled_from(["HALF_UP", "DOWN"])),
        "shipping_split": draw(st.sampled_from(["GROSS", "NET", "STANDARD_RATE"])),
    }
    if draw(st.booleans()):
        tax["prices"] = draw(st.sampled_from(["GROSS", "NET"]))
    rest = draw(st.sampled_from([[], [{"type": "CASH"}], [{"type": "CARD"}]]))
    return {
        "storefront": shop,
        "placed_at": draw(st.sampled_from(["2026-11-21", "2026-06-30", "2023-10-06", "2020-08-01"])),
        "deliver_to": PLACES.get(place, {"country": place}),
        "fulfilment": draw(st.sampled_from(["SHIP", "SHIP", "LOCKER", "BOOKSHOP_COUNTER", "DIGITAL"])),
        "buyer": {"kind": draw(st.sampled_from(["CONSUMER", "CONSUMER", "SCHOOL", "LIBRARY_PUBLIC"]))},
        "lines": draw(st.lists(lines(shop, place), min_size=1, max_size=4)),
        "promotions": draw(st.lists(promotions(shop), max_size=3)),
        "policy": {"shipping": shipping, "tax": tax},
        "tenders": [*draw(st.lists(tenders(shop), max_size=2)), *rest],
        "exchange_rates": {"EUR": "1.1", "CHF": "1.05", "JPY": "160"},
    }


def answer(case: dict[str, Any]) -> Quote:
    return quote(read_case(case, BOOK), BOOK)


many = settings(max_examples=60, deadline=None)


@many
@given(cases())
def test_totals_add_up(case: dict[str, Any]) -> None:
    told = answer(case)
    for line in told.lines:
        assert line.list_total == line.unit_price * line.quantity
        assert line.total == line.list_total - line.discount
    due = sum(
        line.discount for line in told.lines for reason in line.reasons if reason.effect == "DISCOUNT_DUE"
    )
    taken_off_goods = sum(line.discount for line in told.lines) - due
    free_delivery = {at for at, promotion in enumerate(case["promotions"]) if promotion.get("free_shipping")}
    given_on_goods = sum(
        discount.amount for at, discount in enumerate(told.discounts) if at not in free_delivery
    )
    assert given_on_goods == taken_off_goods
    assert sum(amount for _, amount in told.shipping.tax_parts) in (told.shipping.fee, 0)


@many
@given(cases())
def test_tax_parts_sum(case: dict[str, Any]) -> None:
    told = answer(case)
    assert told.tax_total == sum(entry.tax for entry in told.taxes)
    assert all(entry.gross == entry.net + entry.tax for entry in told.taxes)
    assert [entry.rate.value for entry in told.taxes] == sorted(entry.rate.value for entry in told.taxes)
    untaxed = {line["sku"] for line in case["lines"] if line["facts"]["kind"] == "GIFT_CARD"}
    if not untaxed and told.taxes and len({entry.name for entry in told.taxes}) == 1:
        assert told.total == sum(entry.gross for entry in told.taxes)


@many
@given(cases())
def test_nothing_is_negative_and_nothing_costs_more_than_it_did(case: dict[str, Any]) -> None:
    told = answer(case)
    assert all(0 <= line.total <= line.list_total for line in told.lines)
    assert all(discount.amount >= 0 and discount.unused >= 0 for discount in told.discounts)
    assert told.shipping.fee >= 0
    assert told.payable >= 0
    assert all(entry.net >= 0 and entry.tax >= 0 for entry in told.taxes)


@many
@given(cases())
def test_no_combination_crosses_a_legal_limit(case: dict[str, Any]) -> None:
    told = answer(case)
    codes = {problem.code for problem in told.problems}
    assert not codes & {"PRICE_OUT_OF_LAW", "PRICE_OUT_OF_BOUNDS", "DELIVERY_BELOW_MINIMUM"}
    assert told.shipping.fee >= (told.shipping.floor or 0)
    for line in told.lines:
        for reason in line.reasons:
            if reason.code in ("DE_BOOK_PRICE", "JP_RESALE_PRICE") and case["buyer"]["kind"] == "CONSUMER":
                assert line.total == line.list_total
            if reason.code == "AT_BOOK_PRICE" and case["buyer"]["kind"] == "CONSUMER":
                assert reason.amount is not None
                least = Fraction(95 * reason.amount.minor * line.quantity, 100)
                assert line.total >= least


@many
@given(cases())
def test_free_money_never_pays_for_a_bound_line(case: dict[str, Any]) -> None:
    told = answer(case)
    bound = sum(line.total for line in told.lines if any(reason.rank in Rank for reason in line.reasons))
    free = sum(
        tender.accepted
        for tender, offered in zip(told.tenders, case["tenders"], strict=True)
        if offered.get("consideration_received") is False
    )
    assert free <= told.total - bound
    for tender in told.tenders:
        assert tender.offered == tender.accepted + tender.refused + tender.left
    paid = sum(tender.accepted for tender in told.tenders if tender.type not in ("CASH", "CARD"))
    assert told.total - paid + told.cash_rounding == told.payable


@many
@given(cases())
def test_quoting_twice_is_the_same_and_the_trace_changes_nothing(case: dict[str, Any]) -> None:
    asked = read_case(case, BOOK)
    once = quote(asked, BOOK)
    assert quote(asked, BOOK) == once
    traced = quote(asked, BOOK, traced=True)
    assert traced.lines == once.lines
    assert traced.total == once.total


@many
@given(cases())
def test_the_order_of_promotions_changes_nothing_that_the_law_fixes(case: dict[str, Any]) -> None:
    forwards = answer(case)
    backwards = answer({**case, "promotions": case["promotions"][::-1]})
    for one, other in zip(forwards.lines, backwards.lines, strict=True):
        assert one.unit_price == other.unit_price
        assert one.rules == other.rules
        if any(reason.claim.startswith("EXACT") for reason in one.reasons):
            assert one.total == other.total


@many
@given(st.data())
def test_without_promotions_another_good_never_makes_delivery_dearer(data: st.DataObject) -> None:
    case = data.draw(cases())
    case.update(storefront="DE", deliver_to={"country": "DE"}, promotions=[], exchange_rates={})
    case["lines"] = data.draw(st.lists(lines("DE", "DE"), min_size=2, max_size=4))
    case["policy"]["shipping"] = {"fee": "2.99", "free_from": "39.00"}
    case["tenders"] = []
    fewer = {**case, "lines": case["lines"][:-1]}
    before, after = answer(fewer).shipping, answer(case).shipping
    sent = any(line["facts"]["kind"] not in ("EBOOK", "GIFT_CARD") for line in fewer["lines"])
    if sent:
        assert after.fee <= before.fee
