"""Third hook: the lawful price of one unit, and the band in which a line's total must stay.

Price laws answer with claims. Claims of one rank are intersected; a rank below is clipped into the one above;
a contradiction refuses the sale. A wish below a published price is raised to it: the tolerance of a law is
room for promotions, not for the wish.
"""

from collections.abc import Iterable

from regions.binding import PriceClaim, claims_of, newest_bindings, tell_elsewhere
from regions.claims import Effect, PriceBand, Rank, Reason
from regions.goods import Good
from regions.kinds import UNSHIPPED, BuyerKind, Fulfilment
from regions.money import Money, exponent, from_decimal, half_up
from regions.policy import Event
from regions.pricelaw import PriceLaw, Sale
from regions.quoted import Notice
from regions.scene import Scene
from regions.words import N_

RANKS = tuple(Rank)


def price_goods(scene: Scene) -> list[Good]:
    """The goods of a case at their lawful prices, with what a law takes off them already taken."""
    lines = scene.case.lines
    tangible = scene.case.fulfilment is not Fulfilment.DIGITAL
    goods = []
    laws = scene.ground.price_laws
    books, value = _count_bound(scene) if laws else (0, 0)
    for line in lines:
        item = line.item
        good = Good(line, scene.asked(item, line.price), tangible and item.kind not in UNSHIPPED)
        applying = laws.get(item.kind)
        if applying is not None and (item.bindings or item.resale_contract):
            _bind(good, applying, scene.sale(line, books, value), scene)
        if item.eco_fee is not None:
            good.eco_fee = _eco_fee(good, scene)
            good.low = max(good.low, good.eco_fee)
        good.taxes = scene.taxes_of(item, good.unit)
        goods.append(good)
        if scene.trace is not None:
            tell_elsewhere(good, scene)
    return goods


def _eco_fee(good: Good, scene: Scene) -> int:
    """What of a line's list total is an eco fee, which nothing is taken off."""
    fee = good.item.eco_fee
    return 0 if fee is None else min(from_decimal(fee, scene.currency) * good.quantity, good.list_total)


def _count_bound(scene: Scene) -> tuple[int, int]:
    """Copies of the order with a published price, and their published value: for rules on whole orders."""
    case, laws = scene.case, scene.ground.price_laws
    if case.buyer.kind is not BuyerKind.SCHOOL and Event.LOYALTY_YEAR not in case.policy.authorised_events:
        return 0, 0
    copies = value = 0
    for line in case.lines:
        for law in laws.get(line.item.kind, ()):
            published = newest_bindings(line.item.bindings, scene.law.country, scene.day)
            if published and law.covers(scene.sale(line, 0, 0)):
                copies += line.quantity
                value += int(published[0].price.scaleb(exponent(scene.law.currency))) * line.quantity
    return copies, value


def _bind(good: Good, laws: Iterable[PriceLaw], sale: Sale, scene: Scene) -> None:
    """Ask the price laws and put their claims on the good."""
    unbound = good.unit
    good.ask(scene.asked_if_bound(good.line.price, unbound))
    claims = [claim for law in laws for claim in claims_of(law, sale, good, scene)]
    if not claims:
        good.ask(unbound)
        return
    good.bound = True
    settled = settle(claims)
    if settled is None:
        _refuse(good, claims, scene)
        return
    unit, good.band = settled
    _keep_wish_inside(good, unit, scene)
    good.low = min(good.band.low, good.list_total)
    good.reasons.extend(_reason(claim, good, scene) for claim in claims)
    for claim in claims:
        _take_what_is_due(claim.law, sale, good, scene)
    if scene.trace is not None:
        scene.trace.extend(good.reasons)
    message = N_("The price of this title is fixed by law or contract.")
    scene.notices.append(Notice("BOOK_PRICE_FIXED", message, good.line.sku))


def _refuse(good: Good, claims: Iterable[PriceClaim], scene: Scene) -> None:
    """Contradictory claims stop the sale; the line stays at its wish, and nothing may be taken off it."""
    good.low = good.list_total
    message = N_("Published prices contradict each other: no price is lawful.")
    scene.stop("UNRESOLVABLE_PRICE", message, good.line.sku)
    if scene.trace is not None:
        scene.trace.extend(_reason(claim, good, scene) for claim in claims)


def settle(claims: Iterable[PriceClaim]) -> tuple[PriceBand, PriceBand] | None:
    """Meet the claims, highest rank first: bands for the unit price and for the line.

    None if claims of one rank contradict each other; a claim that contradicts a higher rank gives way.
    """
    unit, band, settled = PriceBand(0), PriceBand(0), None
    for claim in sorted(claims, key=lambda claim: RANKS.index(claim.law.rule.rank)):
        rank = claim.law.rule.rank
        met_unit, met_band = unit.meet(claim.unit), band.meet(claim.band)
        if met_unit is not None and met_band is not None:
            unit, band, settled = met_unit, met_band, rank
        elif settled in (None, rank):
            return None
    return unit, band


def _keep_wish_inside(good: Good, unit: PriceBand, scene: Scene) -> None:
    sku = good.line.sku
    wish = good.unit
    if wish < unit.low:
        good.ask(unit.low)
        scene.warn(
            "PRICE_RAISED_BY_LAW",
            N_("The price was raised from {wish} to {lawful}, which the law asks for."),
            sku,
            wish=Money(wish, scene.currency),
            lawful=Money(unit.low, scene.currency),
        )
    elif unit.high is not None and wish > unit.high:
        good.ask(unit.high)
        scene.stop(
            "PRICE_ABOVE_MAXIMUM",
            N_("The price of {wish} is above the lawful maximum of {lawful}."),
            sku,
            wish=Money(wish, scene.currency),
            lawful=Money(unit.high, scene.currency),
        )


def _reason(claim: PriceClaim, good: Good, scene: Scene) -> Reason:
    rule = claim.law.rule
    price = Money(claim.unit.low, scene.currency)
    raised = Effect.PRICE_RAISED if good.unit > good.line.price else Effect.PRICE_BOUND
    return Reason(
        rule.code, rule.rank, rule.legal_basis, rule.explanation, raised, {"price": price}, price,
        good.line.sku, _words(claim, scene),
    )  # fmt: skip


def _words(claim: PriceClaim, scene: Scene) -> str:
    """The claim on the line in brief: ``EXACT 24.00``, ``MIN 22.80 MAX 24.00``."""
    low, high = claim.band.low, claim.band.high
    if low == high:
        return f"EXACT {scene.text(low)}"
    return f"MIN {scene.text(low)}" + ("" if high is None else f" MAX {scene.text(high)}")


def _take_what_is_due(law: PriceLaw, sale: Sale, good: Good, scene: Scene) -> None:
    """A discount that the law orders is taken at once, and leaves no room for another."""
    percent = law.due.percent(sale) if law.due is not None else None
    if law.due is None or percent is None:
        return
    good.discount = half_up((good.list_total - _eco_fee(good, scene)) * percent, 100)
    good.taken = good.discount
    good.low = good.total
    good.band = PriceBand(good.low, good.low)
    rule = law.due.rule
    amount = Money(good.discount, scene.currency)
    reason = Reason(
        rule.code, rule.rank, rule.legal_basis, rule.explanation, Effect.DISCOUNT_DUE, {"percent": percent},
        amount, good.line.sku, f"DUE {percent} %",
    )  # fmt: skip
    good.reasons.append(reason)
