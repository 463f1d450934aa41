"""The shelf price: what one unit is shown at, and for how long nothing in it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from regions.binding import newest_bindings
from regions.case import Case, Line
from regions.claims import Reason
from regions.countries import EU
from regions.goods import Good
from regions.item import Destination, Item, Seller
from regions.lawbook import LawBook, lawbook
from regions.measure import UnitPrice, unit_price
from regions.money import from_decimal, half_up
from regions.policy import Policy
from regions.pricing import price_goods
from regions.reference import reference_price
from regions.region import Storefront
from regions.scene import Scene, set_scene
from regions.turning import span_around, turning_days

NO_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class ShelfPrice:
    """Amounts in minor units of ``currency``; net, gross, tax and rate are None until the place decides them.

    ``valid_from`` and ``valid_until`` (excluded) span the days on which nothing in it changes; None is open.
    """

    currency: str
    current: int
    net: int | None
    gross: int | None
    tax: int | None
    tax_rate: Decimal | None
    list_price: int | None
    prior_price: int | None
    discount_percent: int | None
    unit_price: UnitPrice | None
    applied: tuple[Reason, ...]
    valid_from: date | None
    valid_until: date | None


def shelf_price(
    item: Item,
    price_minor: int,
    storefront: Storefront,
    destination: Destination,
    at: date | datetime,
    history: Sequence[tuple[date, int]] = (),
    policy: Policy = NO_POLICY,
    book: LawBook | None = None,
) -> ShelfPrice:
    """What one unit is shown at in a storefront, for goods sent to a destination, at a time.

    ``price_minor`` is the merchant's wish as the storefront shows prices; ``history`` are earlier ones, each
    from its day on, oldest first.
    """
    known = book or lawbook()
    scene = set_scene(_case(item, price_minor, storefront, destination, at, policy), known, traced=False)
    good = price_goods(scene)[0]
    reference = (
        reference_price(item, history, good.unit, scene.law.prior_price, scene.day) if history else None
    )
    laws = {scene.law, known.law_of(storefront.country)}
    span = span_around(scene.day, turning_days(item, laws, history))
    net, gross, tax, rate = _taxed(good, scene)
    return ShelfPrice(
        currency=scene.currency,
        current=good.unit,
        net=net,
        gross=gross,
        tax=tax,
        tax_rate=rate,
        list_price=_list_price(item, scene),
        prior_price=None if reference is None else reference.price,
        discount_percent=None if reference is None else reference.percent,
        unit_price=unit_price(item.net_content, good.unit) if scene.law.unit_prices else None,
        applied=tuple(good.reasons),
        valid_from=span.since,
        valid_until=span.until,
    )


def _case(
    item: Item, price: int, shop: Storefront, destination: Destination, at: date | datetime, policy: Policy
) -> Case:
    registrations = frozenset({"OSS"}) if shop.country in EU else frozenset()
    return Case(
        storefront=shop,
        placed_at=at,
        destination=destination,
        seller=Seller(shop.country, registrations),
        dispatch_from=shop.country,
        lines=(Line("", 1, price, item),),
        policy=policy,
    )


def _taxed(good: Good, scene: Scene) -> tuple[int | None, int | None, int | None, Decimal | None]:
    """Net, gross, tax and rate of one unit; nothing known is None."""
    price, taxes = good.unit, good.taxes
    if taxes is None:
        untaxed = good.item.is_untaxed_voucher
        return (price, price, 0, Decimal(0)) if untaxed else (None, None, None, None)
    if scene.tax_shown:
        tax = half_up(price * taxes.numerator, taxes.denominator + taxes.numerator)
        return price - tax, price, tax, Decimal(taxes.text)
    tax = half_up(price * taxes.numerator, taxes.denominator)
    return price, price + tax, tax, Decimal(taxes.text)


def _list_price(item: Item, scene: Scene) -> int | None:
    """The price that a publisher published for the place, if it is of the storefront's currency."""
    for binding in newest_bindings(item.bindings, scene.law.country, scene.day):
        if (binding.currency or scene.law.currency) == scene.currency:
            return from_decimal(binding.price, scene.currency)
    return None
