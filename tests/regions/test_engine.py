"""The story that a quote tells, and what stops a faulty rule."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from regions import de
from regions.answer import to_json
from regions.charges import DeliveryFloor, Order
from regions.claims import Effect, PriceBand, Rank, Rule
from regions.engine import quote
from regions.goods import Good
from regions.kinds import Condition
from regions.lawbook import LawBook, lawbook
from regions.money import Money, eur
from regions.pricelaw import Due, Freedom, Share, in_condition
from regions.question import read_case
from regions.quoted import DiscountStatus, QuotedDiscount, QuotedShipping
from regions.scene import set_scene
from regions.validation import validate

NOVEL: dict[str, Any] = {
    "sku": "novel",
    "quantity": 1,
    "price": "24.00",
    "facts": {"kind": "BOOK", "languages": ["de"], "bindings": [{"territory": "DE", "price": "24.00"}]},
}


def case(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    policy = {"shipping": {"fee": "2.99"}}
    return {"storefront": "DE", "placed_at": "2026-11-21", "lines": lines, "policy": policy, **more}


def story(asked: dict[str, Any]) -> list[tuple[str, str, Effect]]:
    told = quote(read_case(asked, lawbook()), lawbook(), traced=True)
    return [(reason.code, reason.claim, reason.effect) for reason in told.trace]


def test_the_trace_is_told_only_when_asked() -> None:
    asked = read_case(case(NOVEL), lawbook())
    assert quote(asked, lawbook()).trace == ()
    assert quote(asked, lawbook(), traced=True).trace != ()


def test_each_reason_has_code_rank_basis_and_words() -> None:
    told = quote(read_case(case(NOVEL), lawbook()), lawbook())
    (reason,) = told.lines[0].reasons
    assert (reason.code, reason.rank, reason.legal_basis) == ("DE_BOOK_PRICE", Rank.LAW, "BuchPrG § 3")
    assert (reason.params, reason.amount) == ({"price": Money(2400, "EUR")}, Money(2400, "EUR"))
    assert "{price}" in reason.message


def test_the_trace_tells_why_something_did_not_apply() -> None:
    used = {**NOVEL, "facts": {**NOVEL["facts"], "condition": "USED"}}
    assert ("DE_BOOK_PRICE", "WAIVE DE_BOOK_PRICE", Effect.WAIVED) in story(case(used))
    english = {**NOVEL, "facts": {**NOVEL["facts"], "languages": ["en"]}}
    assert ("DE_BOOK_PRICE", "NONE", Effect.NOT_APPLICABLE) in story(case(english))


def test_the_trace_tells_of_prices_for_other_places() -> None:
    assert ("DE_BOOK_PRICE", "NONE", Effect.NOT_APPLICABLE) in story(
        case(NOVEL, deliver_to={"country": "AT"})
    )


def test_the_trace_tells_claims_offers_and_floors() -> None:
    roman = {**NOVEL, "facts": {"kind": "BOOK", "bindings": [{"territory": "FR", "price": "24.00"}]}}
    offers = {"fee": "4.90", "free_from": "35.00", "offers": [{"fee": "4.90", "free_from": "20.00"}]}
    told = story({**case(roman), "storefront": "FR", "policy": {"shipping": offers}})
    assert told == [
        ("FR_BOOK_PRICE", "EXACT 24.00", Effect.PRICE_BOUND),
        ("FR_VAT", "TAX DESTINATION GROSS_KEPT", Effect.TAXED),
        ("SHOP_TARIFF", "OFFER 4.90", Effect.DELIVERY_OFFERED),
        ("SHOP_TARIFF", "OFFER 0.00", Effect.DELIVERY_OFFERED),
        ("SHOP_TARIFF", "OFFER 0.00", Effect.DELIVERY_OFFERED),
        ("FR_BOOK_DELIVERY", "MIN 3.00", Effect.DELIVERY_RAISED),
    ]


def test_a_contradiction_tells_both_claims() -> None:
    bindings = [{"territory": "DE", "price": price} for price in ("24.00", "25.00")]
    torn = {**NOVEL, "facts": {**NOVEL["facts"], "bindings": bindings}}
    claims = [claim for code, claim, _ in story(case(torn)) if code == "DE_BOOK_PRICE"]
    assert claims == ["EXACT 24.00", "EXACT 25.00"]


def test_statutory_discounts_tell_their_rule() -> None:
    told = story(case({**NOVEL, "quantity": 11}, buyer={"kind": "SCHOOL"}))
    assert ("DE_CLASS_SET", "DUE 8 %", Effect.DISCOUNT_DUE) in told


def test_words_are_put_in_by_whoever_knows_the_language() -> None:
    told = quote(read_case(case(NOVEL), lawbook()), lawbook(), traced=True)
    answer = to_json(told, "xx", lambda message, params: f"<{message[:5]}{len(params)}>")
    assert answer["trace"][0]["effect"] == "<A new1>"
    assert to_json(told)["trace"][0]["effect"].endswith("for everyone: 24.00 EUR.")


def book_with(**changes: Any) -> LawBook:
    law = replace(de.LAW, **changes)
    known = lawbook()
    return LawBook(MappingProxyType({**known.laws, "DE": law}), known.storefronts, known.version)


def test_laws_are_data_that_a_law_book_may_replace() -> None:
    free = replace(de.PRICE_LAW, freedoms=(Freedom(in_condition(Condition.NEW), "Free."),))
    book = book_with(prices=(free,))
    asked = case(NOVEL, promotions=[{"code": "TEN", "percent": "10"}])
    assert quote(read_case(asked, book), book).lines[0].total == 2160
    assert quote(read_case(asked, lawbook()), lawbook()).lines[0].total == 2400


def test_the_highest_floor_counts() -> None:
    def at_least(euros: int) -> DeliveryFloor:
        def least(_order: Order) -> Money:
            return eur(euros)

        return DeliveryFloor(Rule(f"FLOOR_{euros}", "", "", ""), least)

    book = book_with(delivery=(at_least(4), at_least(5)))
    told = quote(read_case(case(NOVEL), book), book)
    assert (told.shipping.offered, told.shipping.floor, told.shipping.fee) == (299, 500, 500)


def faulty(total: int, fee: int = 0, discount: int = 0) -> list[str]:
    """The codes that validation notes for a good bound to 24.00 that some faulty rule made cost ``total``."""
    scene = set_scene(read_case(case(NOVEL), lawbook()), lawbook(), traced=False)
    good = Good(scene.case.lines[0], 2400, shipped=True)
    good.band = PriceBand(2400, 2400)
    good.discount = 2400 - total
    shipping = QuotedShipping(0, 300, fee, None)
    validate([good], shipping, [QuotedDiscount("X", discount, 0, DiscountStatus.APPLIED)], scene)
    return [problem.code for problem in scene.problems]


def test_a_faulty_rule_is_stopped_at_the_end() -> None:
    assert faulty(2400, fee=300) == []
    assert faulty(2399, fee=300) == ["PRICE_OUT_OF_LAW"]
    assert faulty(2500, fee=300) == ["PRICE_OUT_OF_LAW", "PRICE_OUT_OF_BOUNDS"]
    assert faulty(2400, fee=299) == ["DELIVERY_BELOW_MINIMUM"]
    assert faulty(2400, fee=300, discount=-1) == ["PRICE_OUT_OF_BOUNDS"]


def test_legal_maxima_are_rounded_down_on_the_line() -> None:
    law = lawbook().laws["DE"]
    capped = replace(law, prices=(replace(law.prices[0], share=Share(50, 101)),))
    book = LawBook({**lawbook().laws, "DE": capped}, lawbook().storefronts, "x")
    facts = {**NOVEL["facts"], "bindings": [{"territory": "DE", "price": "0.99"}]}
    told = quote(read_case(case({**NOVEL, "quantity": 3, "price": "5.00", "facts": facts}), book), book)
    assert (told.lines[0].unit_price, told.lines[0].reasons[0].claim) == (99, "MIN 1.49 MAX 2.99")
    assert [problem.code for problem in told.problems] == ["PRICE_ABOVE_MAXIMUM"]


def test_a_share_may_be_an_exact_fraction_of_a_percentage() -> None:
    law = lawbook().laws["DE"]
    norse = replace(law, prices=(replace(law.prices[0], share=Share(Fraction("87.5"))),))
    book = LawBook({**lawbook().laws, "DE": norse}, lawbook().storefronts, "x")
    told = quote(read_case(case(NOVEL, promotions=[{"code": "T", "percent": "20"}]), book), book)
    assert (told.lines[0].total, told.lines[0].reasons[0].claim) == (2100, "MIN 21.00 MAX 24.00")
    assert str(norse.prices[0].share) == "RANGE 87.5-100 %"


def test_a_discount_that_is_due_leaves_no_room_for_another() -> None:
    law = lawbook().laws["DE"]
    ordered = replace(law.prices[0], share=Share(50), due=Due(lambda _sale: 10, de.CLASS_SET))
    book = LawBook({**lawbook().laws, "DE": replace(law, prices=(ordered,))}, lawbook().storefronts, "x")
    told = quote(read_case(case(NOVEL, promotions=[{"code": "T", "percent": "20"}]), book), book)
    assert (told.lines[0].total, told.discounts[0].status) == (2160, DiscountStatus.NOT_APPLICABLE)
