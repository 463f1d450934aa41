"""The engine: one pure, deterministic function from facts to a quote.

The hooks run in one order, for each needs what those before it found: resolve, availability, price,
discount, delivery, surcharge, tax, tender, notices, validation. Quoting twice is the same; nothing is
remembered but what the law says on a day.
"""

from collections.abc import Sequence

from regions.availability import check_availability
from regions.case import Case
from regions.charges import Order
from regions.crossborder import import_treatment
from regions.delivery import charge_delivery
from regions.eu import IMPORT_LIMIT
from regions.goods import Good
from regions.lawbook import LawBook
from regions.notices import add_notices, show_prices
from regions.pricing import price_goods
from regions.promotions import apply_promotions
from regions.quoted import Quote, QuotedDiscount, QuotedLine, QuotedShipping
from regions.scene import Scene, set_scene, settle_tax
from regions.surcharges import charge_surcharges, import_value, order_of
from regions.taxation import TaxBase, levy, split_fee, tell_choices, tell_treatment
from regions.taxes import TaxSet
from regions.tendering import accept_tenders
from regions.validation import validate


def quote(case: Case, book: LawBook, traced: bool = False) -> Quote:
    """What the case costs under the law book, and why. ``traced``: with the whole story."""
    scene = set_scene(case, book, traced)
    goods, discounts = price_and_discount(scene)
    if scene.treatment.ioss and _is_worth_too_much(goods, scene):
        scene = set_scene(case, book, traced)
        scene.treatment = import_treatment(case)
        settle_tax(scene)
        goods, discounts = price_and_discount(scene)
    check_availability(scene)
    tell_treatment(scene)
    tell_choices(scene)
    order = order_of(goods, scene) if scene.ground.delivery or scene.ground.charges else None
    return _close(goods, discounts, order, scene, book.version)


def price_and_discount(scene: Scene) -> tuple[list[Good], list[QuotedDiscount]]:
    """The hooks of price and discount."""
    goods = price_goods(scene)
    return goods, apply_promotions(goods, scene) if scene.case.promotions else []


def _is_worth_too_much(goods: Sequence[Good], scene: Scene) -> bool:
    value = import_value(goods, scene)
    return value is not None and value.minor > IMPORT_LIMIT.minor


def _close(
    goods: Sequence[Good], discounts: list[QuotedDiscount], order: Order | None, scene: Scene, version: str
) -> Quote:
    """The hooks after the goods are priced."""
    shipping = charge_delivery(goods, order, discounts, scene)
    surcharges, beside = charge_surcharges(goods, order, scene)
    fee_parts = split_fee(shipping.fee, goods, scene)
    sold = [TaxBase(good.taxes, good.total) for good in goods if good.taxes is not None]
    levied = levy([*sold, *fee_parts, *beside], scene)
    charged = sum(surcharge.amount for surcharge in surcharges)
    total = sum(good.total for good in goods) + shipping.fee + charged + levied.on_top
    tenders, payable, rounding = accept_tenders(total, goods, scene)
    add_notices(goods, scene)
    validate(goods, shipping, discounts, scene)
    return Quote(
        currency=scene.currency,
        lines=tuple(_line(good) for good in goods),
        discounts=tuple(discounts),
        shipping=_with_parts(shipping, fee_parts),
        surcharges=tuple(surcharges),
        taxes=levied.entries,
        tax_total=levied.total,
        total=total,
        tenders=tuple(tenders),
        payable=payable,
        cash_rounding=rounding,
        prices=show_prices(goods, scene),
        notices=tuple(scene.notices),
        problems=tuple(scene.problems),
        trace=tuple(scene.trace or ()),
        version=version,
        tax_sets={base.taxes.text: _told(base.taxes) for base in (*sold, *fee_parts, *beside)},
    )


def _told(taxes: TaxSet) -> tuple[tuple[str, str], ...]:
    return tuple((name, rate.text) for name, rate in taxes.parts)


def _line(good: Good) -> QuotedLine:
    rate = good.taxes.text if good.taxes is not None else None
    return QuotedLine(
        good.line.sku, good.quantity, good.unit, good.list_total, good.discount, good.total, rate,
        tuple(good.reasons), good.deposit,
    )  # fmt: skip


def _with_parts(shipping: QuotedShipping, parts: Sequence[TaxBase]) -> QuotedShipping:
    told = tuple((part.taxes.text, part.amount) for part in sorted(parts, key=lambda part: part.taxes.key))
    return QuotedShipping(
        shipping.offered, shipping.floor, shipping.fee, shipping.free, told, shipping.reasons
    )
