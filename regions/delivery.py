"""Fifth hook: what delivery costs. The merchant's best offer, raised to the law's floor where there is one.

fee = max(min(offers), max(floors)). A promotion of free delivery is an offer and can't cross a floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from regions.case import Promotion
from regions.charges import DeliveryFloor, Order
from regions.claims import Effect, Rank, Reason, Rule
from regions.goods import Good
from regions.kinds import Fulfilment
from regions.money import Money
from regions.policy import Basis, Offer, Tariff
from regions.promotions import reaches_basket
from regions.quoted import DiscountStatus, FreeShipping, QuotedDiscount, QuotedShipping
from regions.scene import Scene
from regions.words import N_

# What is fetched from a counter costs no delivery, unless a law says so.
COUNTERS = frozenset({Fulfilment.BOOKSHOP_COUNTER, Fulfilment.STORE_COUNTER})
TARIFF = Rule(
    "SHOP_TARIFF", N_("Delivery tariff"), N_("The shop asks {amount} for delivery."), "", Rank.MERCHANT
)


@dataclass(frozen=True, slots=True)
class Floor:
    """The highest of the law's floors, in minor units, and the rule behind it."""

    amount: int
    rule: Rule


def charge_delivery(
    goods: Sequence[Good], order: Order | None, discounts: list[QuotedDiscount], scene: Scene
) -> QuotedShipping:
    """What the order's delivery costs; ``discounts`` of free delivery are told what they took off."""
    tariff = scene.case.policy.shipping or scene.case.storefront.shipping
    shipped = [good for good in goods if good.shipped]
    counted = sum(
        good.list_total if tariff.basis is Basis.BEFORE_DISCOUNTS else good.total for good in shipped
    )
    free = _threshold(tariff, counted)
    if not shipped:
        _waive(scene, goods, discounts, 0, 0)
        return QuotedShipping(0, None, 0, free)
    offered = 0 if scene.case.fulfilment in COUNTERS else _best_offer(tariff, counted, shipped)
    if scene.trace is not None:
        _tell_offers(tariff, counted, offered, scene)
    floor = _highest_floor(order, scene) if order is not None else None
    least = floor.amount if floor is not None else 0
    fee = _waive(scene, goods, discounts, max(offered, least), least)
    if floor is None:
        return QuotedShipping(offered, None, fee, free)
    reason = _floor_reason(floor, offered, scene)
    if scene.trace is not None:
        scene.trace.append(reason)
    if offered < least and scene.case.policy.shipping is not None:
        _warn_of_override(floor, offered, scene)
    return QuotedShipping(offered, least, fee, free, (), (reason,))


def _best_offer(tariff: Tariff, counted: int, shipped: Sequence[Good]) -> int:
    if any(good.item.kind in tariff.free_with_kinds for good in shipped):
        return 0
    best = min(_asked(offer, counted) for offer in _offers(tariff))
    return best if tariff.max_fee is None else min(best, tariff.max_fee.minor)


def _offers(tariff: Tariff) -> tuple[Offer, ...]:
    return (Offer(tariff.fee, tariff.free_from), *tariff.offers)


def _asked(offer: Offer, counted: int) -> int:
    """What an offer asks; its threshold is inclusive."""
    reached = offer.free_from is not None and counted >= offer.free_from.minor
    return 0 if reached else offer.fee.minor


def _tell_offers(tariff: Tariff, counted: int, best: int, scene: Scene) -> None:
    """Tell each offer of the tariff, and what the shop asks in the end."""
    for offer in _offers(tariff) if tariff.offers else ():
        asked = Money(_asked(offer, counted), scene.currency)
        message = N_("This offer asks {amount}.")
        if offer.free_from is not None:
            message = N_("This offer, free from {threshold}, asks {amount}.")
        params = {"amount": asked, "threshold": offer.free_from or asked}
        claim = f"OFFER {scene.text(asked.minor)}"
        scene.tell(TARIFF, Effect.DELIVERY_OFFERED, message, None, claim, params)
    params = {"amount": Money(best, scene.currency)}
    claim = f"OFFER {scene.text(best)}"
    scene.tell(TARIFF, Effect.DELIVERY_OFFERED, TARIFF.explanation, None, claim, params)


def _threshold(tariff: Tariff, counted: int) -> FreeShipping | None:
    """The threshold of the best offer that has one; among equals the one that is reached first."""
    known = [
        (_asked(offer, counted), offer.free_from.minor)
        for offer in _offers(tariff)
        if offer.free_from is not None
    ]
    return FreeShipping(min(known)[1], counted, tariff.basis) if known else None


def _highest_floor(order: Order, scene: Scene) -> Floor | None:
    floors = [_in_quote_currency(floor, order, scene) for floor in scene.ground.delivery]
    return max((floor for floor in floors if floor is not None), key=lambda floor: floor.amount, default=None)


def _in_quote_currency(floor: DeliveryFloor, order: Order, scene: Scene) -> Floor | None:
    least = floor.least(order)
    amount = None if least is None else scene.exchanged(least)
    return None if amount is None else Floor(amount, floor.rule)


def _waive(scene: Scene, goods: Sequence[Good], discounts: list[QuotedDiscount], fee: int, least: int) -> int:
    """Let promotions of free delivery take the fee down to the floor, and write into them what they took."""
    for at, promotion in enumerate(scene.case.promotions):
        if promotion.free_shipping:
            taken = max(0, fee - least) if _applies(promotion, goods) else 0
            discounts[at] = _waived(promotion, taken, fee)
            fee -= taken
    return fee


def _applies(promotion: Promotion, goods: Sequence[Good]) -> bool:
    aimed = any(good.shipped and promotion.aims_at(good.line.sku, good.item.kind) for good in goods)
    return aimed and reaches_basket(promotion, goods)


def _waived(promotion: Promotion, taken: int, fee: int) -> QuotedDiscount:
    status = DiscountStatus.APPLIED if taken == fee else DiscountStatus.PARTLY_APPLIED
    return QuotedDiscount(promotion.code, taken, 0, status if taken else DiscountStatus.NOT_APPLICABLE)


def _floor_reason(floor: Floor, offered: int, scene: Scene) -> Reason:
    rule, amount = floor.rule, Money(floor.amount, scene.currency)
    effect = Effect.DELIVERY_RAISED if offered < floor.amount else Effect.NOT_APPLICABLE
    return Reason(
        rule.code, rule.rank, rule.legal_basis, rule.explanation, effect, {"amount": amount}, amount, None,
        f"MIN {scene.text(floor.amount)}",
    )  # fmt: skip


def _warn_of_override(floor: Floor, offered: int, scene: Scene) -> None:
    scene.warn(
        "POLICY_OVERRIDDEN_BY_LAW",
        N_("Delivery can't cost {offered}: the law asks for {least} at least."),
        offered=Money(offered, scene.currency),
        least=Money(floor.amount, scene.currency),
    )
