"""Baskets drawn at random, and what has to hold for whatever a region makes of them.

They are drawn from the region's code, so that a run can be repeated. The first basket that breaks something
is told, with the property that it breaks.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from regions.case import Case, Line, Promotion
from regions.claims import Effect
from regions.engine import quote
from regions.facts import Binding, Destination, Item, Kind, Seller
from regions.lawbook import LawBook
from regions.money import exponent, to_decimal
from regions.quoted import Quote, QuotedLine
from regions.rates import of, percent
from regions.region import Law, Storefront

BASKETS = 200
OUT_OF_LAW = frozenset({"PRICE_OUT_OF_LAW", "PRICE_OUT_OF_BOUNDS", "DELIVERY_BELOW_MINIMUM"})


def try_baskets(shop: Storefront, law: Law, book: LawBook, today: date) -> Iterator[str]:
    """Quote baskets drawn at random, and tell the first that breaks a property, if one does."""
    random = Random(shop.code)  # noqa: S311  (repeatable, and nothing is kept secret by it)
    for number in range(BASKETS):
        case = _basket(random, shop, law, today)
        try:
            wrong = _wrong_with(case, law, book)
        except Exception as error:  # a rule of the region may raise anything
            wrong = f"it can't be quoted: {error!r}"
        if wrong is not None:
            yield f"basket {number}: {wrong}"
            return


def _basket(random: Random, shop: Storefront, law: Law, today: date) -> Case:
    unit = 10 ** exponent(shop.currency)
    lines = tuple(
        Line(f"sku{at}", random.randint(1, 12), price, _item(random, price, shop, law, today))
        for at, price in enumerate(random.randint(unit, 90 * unit) for _ in range(random.randint(1, 5)))
    )
    promotions = (
        Promotion(code="PERCENT", percent=of(percent(random.randint(1, 60)).value)),
        Promotion(code="AMOUNT", amount=random.randint(1, 20 * unit)),
        Promotion(code="DELIVERY", free_shipping=True),
    )
    seller = Seller(shop.country, frozenset({"OSS"}))
    state = next(iter(law.states), None)
    return Case(
        storefront=shop,
        placed_at=today - timedelta(days=random.randint(0, 700)),
        destination=Destination(law.country, state),
        seller=seller,
        dispatch_from=seller.country,
        lines=lines,
        promotions=tuple(promotion for promotion in promotions if random.random() < 0.5),
        language=shop.languages[0],
    )


def _item(random: Random, price: int, shop: Storefront, law: Law, today: date) -> Item:
    published = today - timedelta(days=random.randint(0, 1500))
    bound = Binding(law.country, to_decimal(price, shop.currency), shop.currency)
    return Item(
        kind=random.choice(list(Kind)),
        languages=(shop.languages[0],),
        first_published=published,
        last_supply_on=today - timedelta(days=random.randint(0, 700)),
        bindings=(bound,) if random.random() < 0.5 else (),
        resale_contract=random.random() < 0.3,
    )


def _wrong_with(case: Case, law: Law, book: LawBook) -> str | None:
    """The first of the properties that a case breaks."""
    answer = quote(case, book)
    checks = {
        **_arithmetic(answer),
        "a line's price is outside what the law allows": all(_is_lawful(line, law) for line in answer.lines),
        "the last check refuses the numbers": not OUT_OF_LAW & {problem.code for problem in answer.problems},
        "quoting twice differs": quote(case, book) == answer,
        "the order of promotions changes a fixed price": _is_fixed(answer, case, book),
        "another good makes delivery dearer, and no law says so": _is_no_dearer(case, book),
    }
    return next((fault for fault, kept in checks.items() if not kept), None)


def _arithmetic(answer: Quote) -> dict[str, bool]:
    goods = sum(line.total for line in answer.lines)
    charged = sum(surcharge.amount for surcharge in answer.surcharges)
    on_top = answer.total - goods - answer.shipping.fee - charged
    floor = answer.shipping.floor
    return {
        "a line's total isn't its list total less its discount": all(
            line.total == line.list_total - line.discount for line in answer.lines
        ),
        "a line is negative": all(line.total >= 0 and line.discount >= 0 for line in answer.lines),
        "a surcharge is negative": all(surcharge.amount >= 0 for surcharge in answer.surcharges),
        "the delivery fee is negative": answer.shipping.fee >= 0 and (floor is None or floor >= 0),
        "delivery costs less than the law's floor": answer.shipping.fee >= (floor or 0),
        "the total isn't goods, delivery, surcharges and taxes": on_top in (0, answer.tax_total),
        "the taxes don't sum to their total": sum(tax.tax for tax in answer.taxes) == answer.tax_total,
        "a tax isn't what is between net and gross": all(
            tax.net + tax.tax == tax.gross for tax in answer.taxes
        ),
    }


def _is_lawful(line: QuotedLine, law: Law) -> bool:
    """Whether a line lies within the widest band that the law that binds it concedes to anybody."""
    if any(reason.effect is Effect.DISCOUNT_DUE for reason in line.reasons):
        return True
    laws = {price_law.rule.code: price_law for price_law in law.prices}
    for reason in line.reasons:
        found = laws.get(reason.code)
        if found is not None and reason.amount is not None:
            published = reason.amount.minor * line.quantity
            shares = [found.share, *(concession.share for concession in found.concessions)]
            least = min(Fraction(share.least) for share in shares)
            most = None if found.share.most is None else Fraction(found.share.most)
            if line.total * 100 < published * least or (most and line.total * 100 > published * most):
                return False
    return True


def _is_fixed(answer: Quote, case: Case, book: LawBook) -> bool:
    backwards = quote(replace(case, promotions=case.promotions[::-1]), book)
    return all(
        one.total == other.total
        for one, other in zip(answer.lines, backwards.lines, strict=True)
        if any(reason.claim.startswith("EXACT") for reason in one.reasons)
    )


def _is_no_dearer(case: Case, book: LawBook) -> bool:
    """Without promotions. An order of which nothing was sent may become dearer by a good that is."""
    if len(case.lines) < 2:
        return True
    more = replace(case, promotions=())
    after, before = quote(more, book).shipping, quote(replace(more, lines=case.lines[:-1]), book).shipping
    free_so_far = before.offered == 0 and (before.free is None or before.free.counted == 0)
    return free_so_far or after.fee <= max(before.fee, after.floor or 0)
