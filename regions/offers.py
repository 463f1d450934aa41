"""What goes along with bound books: bundles, gifts and vouchers for a later purchase.

They lower a price as surely as a discount does, so each is judged by the room that the law leaves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from regions.case import Bundle
from regions.claims import Effect
from regions.goods import Good
from regions.money import Money
from regions.scene import Scene
from regions.words import N_

# A bundle is doubtful if what goes along with the book costs at most this much of its own price: the book
# trade doubts 20 to 22 euros for a book of 20 with a bottle of 5 (Börsenverein, "Koppelungsangebote").
DOUBTFUL_PERCENT = 40


@dataclass(frozen=True, slots=True)
class JudgedBundle:
    """A lawful bundle: what it takes off all its goods together, their values, and what each may lose."""

    cut: int
    goods: Sequence[Good]
    values: Sequence[int | Fraction]
    rooms: Sequence[int | Fraction]


def judge_bundle(bundle: Bundle, aimed: Sequence[Good], scene: Scene) -> JudgedBundle | None:
    """The bundle as far as it may be sold; None if the basket lacks a part of it or the law refuses it."""
    wanted = Counter(bundle.skus)
    goods = list({good.line.sku: good for good in reversed(aimed) if good.line.sku in wanted}.values())[::-1]
    if len(goods) < len(wanted):
        return None
    sets = min(good.quantity // wanted[good.line.sku] for good in goods)
    parts = [Fraction(sets * wanted[good.line.sku], good.quantity) for good in goods]
    values = [good.base * part for good, part in zip(goods, parts, strict=True)]
    bound = sum(good.low * part for good, part in zip(goods, parts, strict=True) if good.bound)
    if not sets or not _is_lawful(bundle, bound, goods, parts, sets, scene):
        return None
    worth = sum((good.list_total - good.taken) * part for good, part in zip(goods, parts, strict=True))
    cut = worth - bundle.price * sets
    rooms = [min(max(0, good.room), value) for good, value in zip(goods, values, strict=True)]
    if cut > 0 and bound and any(not good.bound for good in goods):
        _warn_of_bait(scene)
    return JudgedBundle(max(0, cut.numerator // cut.denominator), goods, values, rooms)


def _warn_of_bait(scene: Scene) -> None:
    """A book that makes other goods cheaper draws buyers to them; some laws won't have it."""
    rule = scene.law.bait
    if rule is not None:
        scene.warn("BOOK_AS_BAIT", rule.explanation)
        scene.tell(rule, Effect.REQUIRED, rule.explanation)


def _is_lawful(
    bundle: Bundle,
    bound: int | Fraction,
    goods: Sequence[Good],
    parts: Sequence[Fraction],
    sets: int,
    scene: Scene,
) -> bool:
    """Whether a bundle leaves its bound goods their price; a warning if the rest is nearly given away."""
    if not bound:
        return True
    price = bundle.price * sets
    code = "BUNDLE_BELOW_BOUND_PRICE"
    shown = Money(bundle.price, scene.currency)
    if price < bound:
        scene.stop(code, N_("A bundle can't cost {price}: less than the fixed prices in it."), price=shown)
        return False
    others = sum(good.list_total * part for good, part in zip(goods, parts, strict=True) if not good.bound)
    if others and (price - bound) * 100 <= others * DOUBTFUL_PERCENT:
        message = N_("At {price} the other goods in the bundle are nearly given away with the book.")
        scene.warn("BUNDLE_DOUBTFUL", message, price=shown)
    return True


def judge_gift(value: int, aimed: Sequence[Good], scene: Scene) -> bool:
    """Whether a gift may go with the goods; with bound books the law may limit its value."""
    law = scene.law.gifts
    bound = sum(good.list_total for good in aimed if good.bound)
    if law is None or not bound or law.waived_by in scene.case.policy.authorised_events:
        return True
    limit = bound * law.percent // 100
    if value <= limit:
        scene.tell(law.rule, Effect.NOT_APPLICABLE, law.rule.explanation, None, f"MAX {scene.text(limit)}")
        return True
    scene.stop(
        "GIFT_TOO_VALUABLE",
        N_("A gift with these books may be worth {limit} at most."),
        limit=Money(limit, scene.currency),
    )
    return False


def judge_reward(value: int, aimed: Sequence[Good], scene: Scene) -> bool:
    """Whether a voucher may be given for the purchase: it takes the same room as a discount would."""
    free = sum(good.room for good in aimed if not good.bound)
    bound = [good for good in aimed if good.bound]
    flag = scene.law.reward_flag
    percent = scene.law.reward_percent if flag is None or scene.flags[flag] else 0
    tolerated = sum(good.list_total for good in bound) * percent // 100
    if value > free + tolerated + sum(good.room for good in bound):
        message = N_(
            "No voucher of {value} can be given: with the discount it would pass what the law allows."
        )
        scene.warn("REWARD_REFUSED", message, value=Money(value, scene.currency))
        return False
    needed = value - free - tolerated
    for good in bound:
        used = min(max(0, needed), good.room)
        good.low += int(used)
        needed -= used
    return True
