"""Fourth hook: what each promotion takes off each line, never past what the law leaves.

Promotions apply in their order, each to what those before have left. The running discount of a line stays
exact and is rounded once; a promotion's share is the difference of the rounded running totals, so that shares
add up.
"""

from collections.abc import Sequence
from fractions import Fraction

from regions.case import Promotion
from regions.claims import Effect, Rank, Reason
from regions.goods import Good
from regions.money import Money, half_up, split
from regions.offers import judge_bundle, judge_gift, judge_reward
from regions.quoted import DiscountStatus, QuotedDiscount
from regions.scene import Scene
from regions.words import N_

Number = int | Fraction


def apply_promotions(goods: Sequence[Good], scene: Scene) -> list[QuotedDiscount]:
    """Apply the promotions to the goods, in order. Free delivery is left for the hook of delivery."""
    return [_apply(promotion, _aimed(promotion, goods), scene) for promotion in scene.case.promotions]


def reaches_basket(promotion: Promotion, goods: Sequence[Good]) -> bool:
    """Whether what is left of the basket is worth what the promotion asks for."""
    least = promotion.min_basket
    return least is None or sum(good.list_total - good.taken for good in goods) >= least


def _aimed(promotion: Promotion, goods: Sequence[Good]) -> list[Good]:
    if not reaches_basket(promotion, goods):
        return []
    return [good for good in goods if promotion.aims_at(good.line.sku, good.item.kind)]


def _apply(promotion: Promotion, aimed: list[Good], scene: Scene) -> QuotedDiscount:
    if promotion.percent is not None:
        rate = promotion.percent
        cuts = [good.base * rate.numerator / Fraction(rate.denominator) for good in aimed]
        return _take(promotion, aimed, cuts, scene)
    if promotion.amount is not None:
        return _take_amount(promotion, promotion.amount, aimed, scene)
    if promotion.buy is not None and promotion.pay is not None:
        return _take(promotion, *_cheapest(promotion.buy, promotion.pay, aimed), scene, aims_at_all=False)
    if promotion.bundle is not None:
        return _take_bundle(promotion, aimed, scene)
    given = bool(aimed)
    if promotion.gift is not None:
        given = given and judge_gift(promotion.gift, aimed, scene)
    elif promotion.reward is not None:
        given = given and judge_reward(promotion.reward, aimed, scene)
    status = DiscountStatus.APPLIED if given else DiscountStatus.NOT_APPLICABLE
    return QuotedDiscount(promotion.code, 0, 0, status)


def _take(
    promotion: Promotion,
    goods: Sequence[Good],
    cuts: Sequence[Number],
    scene: Scene,
    aims_at_all: bool = True,
) -> QuotedDiscount:
    """Take a cut off each good that has room. ``aims_at_all``: a good that loses nothing was missed."""
    given, clipped = 0, False
    for good, cut in zip(goods, cuts, strict=True):
        room, worth = max(0, good.room), good.base
        share = _lose(good, min(cut, room))
        given += share
        missed = aims_at_all and not share and worth > 0
        if cut > room or missed:
            clipped = True
        _tell(promotion, good, share, cut > room, scene)
    return QuotedDiscount(promotion.code, given, 0, _status(given, clipped))


def _lose(good: Good, cut: Number) -> int:
    """Let a good lose an exact amount; the rounded share of it."""
    good.taken += cut
    before = good.discount
    good.discount = half_up(*good.taken.as_integer_ratio())
    return good.discount - before


def _take_amount(promotion: Promotion, amount: int, aimed: Sequence[Good], scene: Scene) -> QuotedDiscount:
    """Split a fixed amount over the goods that may lose something; what none of them can take is unused."""
    shares, unused = spread(amount, [good.base for good in aimed], [good.room for good in aimed])
    taken = _take(promotion, aimed, shares, scene)
    partly = taken.status is DiscountStatus.PARTLY_APPLIED or unused > 0
    return QuotedDiscount(promotion.code, taken.amount, amount - taken.amount, _status(taken.amount, partly))


def spread(amount: int, weights: Sequence[Number], rooms: Sequence[Number]) -> tuple[list[int], int]:
    """Divide an amount by weight, no share beyond its room: the shares, and what fits nowhere."""
    shares = [0] * len(weights)
    limits = [max(0, room.numerator // room.denominator) for room in rooms]
    open_ = [at for at, limit in enumerate(limits) if limit and weights[at] > 0]
    while open_ and amount:
        parts = split(amount, [weights[at] for at in open_])
        full = [at for at, part in zip(open_, parts, strict=True) if part > limits[at]]
        for at, part in zip(open_, parts, strict=True):
            if not full or at in full:
                shares[at] = min(part, limits[at])
        amount -= sum(shares[at] for at in (full or open_))
        open_ = [at for at in open_ if at not in full] if full else []
    return shares, amount


def _cheapest(buy: int, pay: int, aimed: Sequence[Good]) -> tuple[list[Good], list[Number]]:
    """The goods whose units are free because they are the cheapest, and what that takes off each."""
    free = sum(good.quantity for good in aimed) // buy * (buy - pay)
    goods: list[Good] = []
    cuts: list[Number] = []
    for good in sorted(aimed, key=lambda good: good.unit):
        units = min(free, good.quantity)
        if units:
            goods.append(good)
            cuts.append(Fraction(good.base * units) / good.quantity)
            free -= units
    return goods, cuts


def _take_bundle(promotion: Promotion, aimed: Sequence[Good], scene: Scene) -> QuotedDiscount:
    """Lower the goods of a bundle to its price, as often as the basket holds it."""
    judged = judge_bundle(promotion.bundle, aimed, scene) if promotion.bundle is not None else None
    if judged is None:
        return QuotedDiscount(promotion.code, 0, 0, DiscountStatus.NOT_APPLICABLE)
    shares, unused = spread(judged.cut, judged.values, judged.rooms)
    taken = _take(promotion, judged.goods, shares, scene, aims_at_all=False)
    return QuotedDiscount(promotion.code, taken.amount, 0, _status(taken.amount, unused > 0))


def _status(given: int, clipped: bool) -> DiscountStatus:
    if not given:
        return DiscountStatus.NOT_APPLICABLE
    return DiscountStatus.PARTLY_APPLIED if clipped else DiscountStatus.APPLIED


def _tell(promotion: Promotion, good: Good, share: int, clipped: bool, scene: Scene) -> None:
    if scene.trace is None:
        return
    amount = Money(share, scene.currency)
    effect, message = Effect.DISCOUNT_GIVEN, N_("The promotion takes {amount} off.")
    if clipped:
        effect, message = Effect.DISCOUNT_CLIPPED, N_("What the law or the price leaves is {amount}.")
    claim = f"OFFER -{scene.text(share)}"
    scene.trace.append(
        Reason(
            promotion.code,
            Rank.PROMOTION,
            "",
            message,
            effect,
            {"amount": amount},
            amount,
            good.line.sku,
            claim,
        )
    )
