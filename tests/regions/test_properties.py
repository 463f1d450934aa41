"""What holds for every quote, whatever is sold, promised and paid with."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regions.claims import Rank, Reason, Rule
from regions.engine import quote
from regions.kinds import Kind
from regions.lawbook import LawBook, lawbook
from regions.policy import Event
from regions.pricelaw import PriceLaw, Share
from regions.question import read_case
from regions.quoted import Quote, QuotedLine

BOOK = lawbook()
SHOPS = sorted(BOOK.storefronts)
PLACES = {"US": {"country": "US", "subdivision": "NY"}, "CA": {"country": "CA", "subdivision": "ON"}}
KINDS = ["BOOK", "EBOOK", "MUSIC_DISC", "FOOD", "DRINK", "CLOTHING", "GIFT_CARD", "OTHER", "SHEET_MUSIC"]
CODES = st.sampled_from(["A", "B", "C", "D"])
EVENTS = [event.value for event in Event]
FLAGS = sorted({choice.flag for law in BOOK.laws.values() for choice in law.alternatives})
registrations = st.lists(st.sampled_from(["OSS", "IOSS", "CH", "DE"]), max_size=2, unique=True)
# The least that an ordinary consumer pays for a bound book that is sent, in percent of its published price.
LEAST = {
    "DE_BOOK_PRICE": 100, "FR_BOOK_PRICE": 100, "NL_BOOK_PRICE": 100, "JP_RESALE_PRICE": 100,
    "AT_BOOK_PRICE": 95, "IT_BOOK_PRICE": 95, "ES_BOOK_PRICE": 95, "BE_FR_BOOK_PRICE": 95,
    "BE_NL_BOOK_PRICE": 90, "PT_BOOK_PRICE": 90, "GR_BOOK_PRICE": 90, "BR_BOOK_PRICE": 90,
    "PL_BOOK_PRICE": 95,
}  # fmt: skip


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
        facts |= {"packaging": draw(st.sampled_from(["CAN", "CARTON"])), "beverage": "SOFT_DRINK"}
    if draw(st.booleans()):
        facts["eco_fee"] = written(draw(amounts(500)), shop)
    sku = draw(st.sampled_from(["a", "b", "c", "d"]))
    return {"sku": sku, "quantity": draw(st.integers(1, 30)), "price": written(price, shop), "facts": facts}


@st.composite
def promotions(draw: st.DrawFn, shop: str) -> dict[str, Any]:
    value = written(draw(amounts(9000)), shop)
    benefit: dict[str, Any] = draw(
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
    aims: list[dict[str, Any]] = [{}, {"kinds": ["BOOK"]}, {"skus": ["a", "c"]}, {"min_basket": value}]
    aim = draw(st.sampled_from(aims))
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
    if draw(st.booleans()):
        shipping["free_with_kinds"] = draw(st.lists(st.sampled_from(KINDS), max_size=2))
        shipping["max_fee"] = written(draw(amounts(600)), shop)
        shipping["offers"] = [{"fee": written(draw(amounts(900)), shop), "free_from": written(2000, shop)}]
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
        "seller": {"country": BOOK.storefronts[shop].country, "registrations": draw(registrations)},
        "lines": draw(st.lists(lines(shop, place), min_size=1, max_size=4)),
        "promotions": draw(st.lists(promotions(shop), max_size=3)),
        "policy": {
            "shipping": shipping,
            "tax": tax,
            "authorised_events": draw(st.lists(st.sampled_from(EVENTS), max_size=2, unique=True)),
            "flags": draw(st.dictionaries(st.sampled_from(FLAGS), st.booleans(), max_size=3)),
        },
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
    policy = case["policy"]["tax"]
    if policy["rounding"] == "RATE_GROUP" and policy["mode"] == "HALF_UP":
        shop = BOOK.storefronts[case["storefront"]]
        inside = shop.prices_include_tax if "prices" not in policy else policy["prices"] == "GROSS"
        for entry in told.taxes if len({entry.name for entry in told.taxes}) == 1 else ():
            rate = Fraction(entry.rate.value)
            exact = entry.gross * rate / (1 + rate) if inside else entry.net * rate
            assert abs(entry.tax - exact) <= Fraction(1, 2)
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
            if reason.code in LEAST:
                assert_within_law(line, reason, case)


def assert_within_law(line: QuotedLine, reason: Reason, case: dict[str, Any]) -> None:
    """The total against the law's figures, written down here once more."""
    assert reason.amount is not None
    published = reason.amount.minor * line.quantity
    counter = case["fulfilment"] == "BOOKSHOP_COUNTER" and reason.code == "FR_BOOK_PRICE"
    ordinary = case["buyer"]["kind"] == "CONSUMER" and not case["policy"]["authorised_events"]
    if ordinary and not counter and not (reason.code == "NL_BOOK_PRICE" and line.quantity >= 10):
        assert line.total >= Fraction(LEAST[reason.code] * published, 100)
    assert line.total >= Fraction(75 * published, 100)
    if reason.code != "AT_BOOK_PRICE":
        assert line.total <= max(published, line.list_total)
        assert line.unit_price <= reason.amount.minor


@many
@given(cases())
def test_free_money_never_pays_for_a_bound_line(case: dict[str, Any]) -> None:
    told = answer(case)
    free_of_law = {"CHARGED"}
    bound = sum(line.total for line in told.lines if {reason.effect for reason in line.reasons} - free_of_law)
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
        assert [reason.claim for reason in one.reasons] == [reason.claim for reason in other.reasons]
        if any(reason.claim.startswith("EXACT") for reason in one.reasons):
            assert one.total == other.total


@many
@given(st.data())
def test_without_promotions_another_good_never_makes_delivery_dearer_but_by_law(data: st.DataObject) -> None:
    shop = data.draw(st.sampled_from(SHOPS))
    home = BOOK.storefronts[shop].country
    case: dict[str, Any] = {
        "storefront": shop,
        "placed_at": "2026-11-21",
        "deliver_to": PLACES.get(home, {"country": home}),
        "lines": data.draw(st.lists(lines(shop, home), min_size=2, max_size=4)),
        "policy": {"shipping": {"fee": written(299, shop), "free_from": written(3900, shop)}},
        "exchange_rates": {"EUR": "1.1"},
    }
    fewer = {**case, "lines": case["lines"][:-1]}
    before, after = answer(fewer).shipping, answer(case).shipping
    if any(line["facts"]["kind"] not in ("EBOOK", "GIFT_CARD") for line in fewer["lines"]):
        assert after.offered <= before.offered
        assert after.fee <= max(before.fee, after.floor or 0)


@many
@given(cases(), st.integers(0, 100), st.integers(100, 300), st.sampled_from([Rank.MERCHANT, Rank.PROMOTION]))
def test_no_rule_of_a_lower_rank_crosses_the_law(
    case: dict[str, Any], least: int, most: int, rank: Rank
) -> None:
    law = BOOK.laws["DE"]
    rule = Rule("X_RULE", "", "", "nobody's", rank)
    faulty = PriceLaw(rule=rule, kinds=frozenset(Kind), share=Share(least, most))
    book = LawBook({**BOOK.laws, "DE": replace(law, prices=(faulty, *law.prices))}, BOOK.storefronts, "x")
    told = quote(read_case({**case, "deliver_to": {"country": "DE"}}, book), book)
    for line in told.lines:
        for reason in line.reasons:
            if reason.code == "DE_BOOK_PRICE":
                assert_within_law(line, reason, case)
    refused = {problem.code for problem in told.problems}
    assert not refused & {"PRICE_OUT_OF_LAW", "PRICE_OUT_OF_BOUNDS"}
