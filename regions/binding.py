"""What price laws claim for one good: which published price binds it, how tightly, and why it may not.

A law that doesn't speak of the good, a freedom that lifts its price and a concession that widens the band
are each told to the trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.claims import Effect, PriceBand
from regions.goods import Good
from regions.item import Binding, Special
from regions.kinds import BindingMode, SpecialType
from regions.money import down, up
from regions.pricelaw import PriceLaw, Sale, Share
from regions.quoted import Notice
from regions.scene import Scene
from regions.words import N_

# How a former fixed price may be told beside the new one (Börsenverein, "Aufhebung der Preisbindung").
LIFTED = {"de": "Preisbindung aufgehoben"}


@dataclass(frozen=True, slots=True)
class PriceClaim:
    """What one law claims: between which unit prices the wish may lie, and the band of the line's total."""

    law: PriceLaw
    share: Share
    unit: PriceBand
    band: PriceBand


def claims_of(law: PriceLaw, sale: Sale, good: Good, scene: Scene) -> list[PriceClaim]:
    """What one law claims for a good; nothing if it doesn't bind it, and the trace says why."""
    sku = good.line.sku
    if law.flag is not None and not sale.flags[law.flag]:
        return []
    if not law.covers(sale):
        scene.tell(law.rule, Effect.NOT_APPLICABLE, law.outside, sku, "NONE")
        return []
    bindings = bindings_of(sale, scene.law.country)
    if not bindings and not law.by_contract:
        return []
    for freedom in law.freedoms:
        if freedom.when(sale):
            scene.tell(law.rule, Effect.WAIVED, freedom.why, sku, f"WAIVE {law.rule.code}")
            return []
    share = _share(law, sale, sku, scene)
    if not bindings:
        return [_claim(law, share, good.unit, good.quantity)]
    claims = []
    for binding in bindings:
        if not _is_lifted(binding, law, sale, sku, scene):
            price = _published(binding, law, good, scene)
            if price is not None:
                open_above = binding.mode is BindingMode.MINIMUM
                bound_to = Share(share.least, None) if open_above else share
                claims.append(_claim(law, bound_to, price, good.quantity))
    return claims


def _claim(law: PriceLaw, share: Share, price: int, quantity: int) -> PriceClaim:
    """The bands of a published price. They hold for the line: minima are rounded up, maxima down."""
    total = price * quantity
    unit_high = None if share.most is None else down(price * share.most, 100)
    high = None if share.most is None else down(total * share.most, 100)
    band = PriceBand(up(total * share.least, 100), high)
    return PriceClaim(law, share, PriceBand(price, unit_high), band)


def _share(law: PriceLaw, sale: Sale, sku: str, scene: Scene) -> Share:
    """The widest band that the law concedes in this sale."""
    share = law.share
    for concession in law.concessions:
        if concession.share.least < share.least and concession.when(sale):
            share = concession.share
            scene.tell(law.rule, Effect.WAIVED, concession.why, sku, share.minimum)
    return share


def bindings_of(sale: Sale, territory: str) -> list[Binding]:
    """The published prices that hold for a sale: the publisher's special ones where their case is given."""
    given = [bound for bound in sale.item.bindings if bound.special and _is_given(bound.special, sale)]
    special = _newest(given, territory, sale.day) if given else []
    return special or newest_bindings(sale.item.bindings, territory, sale.day)


def _is_given(special: Special, sale: Sale) -> bool:
    """Whether the sale is the case that a special price was published for."""
    if special.type is SpecialType.VOLUME:
        return sale.copies >= special.copies
    if special.type is SpecialType.SERIES:
        return set(special.skus) <= set(sale.skus)
    return special.until is not None and sale.day <= special.until


def newest_bindings(bindings: Iterable[Binding], territory: str, day: date) -> list[Binding]:
    """The ordinary prices for a territory that were published last before a day: one, or several that
    contradict each other.
    """
    return _newest((binding for binding in bindings if binding.special is None), territory, day)


def _newest(bindings: Iterable[Binding], territory: str, day: date) -> list[Binding]:
    known = [
        binding
        for binding in bindings
        if binding.territory == territory
        and binding.mode is not BindingMode.RECOMMENDED
        and (binding.valid_from is None or binding.valid_from <= day)
    ]
    if len(known) < 2:
        return known
    newest = max(binding.valid_from or date.min for binding in known)
    return [binding for binding in known if (binding.valid_from or date.min) == newest]


def tell_elsewhere(good: Good, scene: Scene) -> None:
    """Tell of prices that are published for other territories: the law follows the destination."""
    here = scene.law.country
    for binding in good.item.bindings:
        law = scene.book.laws.get(binding.territory)
        for price_law in law.prices if law is not None and binding.territory != here else ():
            if good.item.kind in price_law.kinds:
                message = N_("Published for {territory}; the goods go to {country}, where this doesn't bind.")
                params = {"territory": binding.territory, "country": here}
                scene.tell(price_law.rule, Effect.NOT_APPLICABLE, message, good.line.sku, "NONE", params)


def _is_lifted(binding: Binding, law: PriceLaw, sale: Sale, sku: str, scene: Scene) -> bool:
    """Whether the publisher has lifted the price, as early as the law allows and not earlier."""
    lifted, first = binding.lifted_on, sale.item.first_published
    if lifted is None or lifted > sale.day:
        return False
    if first is not None and not sale.item.dated_content and lifted < law.liftable_from(first):
        scene.warn(
            "LIFTED_TOO_EARLY",
            N_("A price can't be lifted in the first {months} months after publication; it stays bound."),
            sku,
            months=law.lifting_after,
        )
        return False
    scene.tell(
        law.rule, Effect.WAIVED, N_("The publisher has lifted the price."), sku, f"WAIVE {law.rule.code}"
    )
    message = N_("The fixed price of this title was lifted.")
    scene.notices.append(Notice("BOOK_PRICE_LIFTED", message, sku, wordings=LIFTED))
    return True


def _published(binding: Binding, law: PriceLaw, good: Good, scene: Scene) -> int | None:
    """The published price for one, as prices are asked here, in minor units of the quote; law rounds it up.

    It may not be above the price in the country of origin, where a law says so.
    """
    price = scene.exact(binding.price, binding.currency or scene.law.currency, good.line.sku)
    if price is None:
        return None
    capped_by = law.capped_by if scene.day in law.capped_in else None
    for origin in newest_bindings(good.item.bindings, capped_by, scene.day) if capped_by else ():
        cap = scene.exact(origin.price, origin.currency or scene.law.currency, good.line.sku)
        price = price if cap is None else min(price, cap)
    taxes = scene.outside_published(good.item)
    if taxes is not None:
        price = price * taxes.denominator / (taxes.denominator + taxes.numerator)
    return up(price.numerator, price.denominator)
