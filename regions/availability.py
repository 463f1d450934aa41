"""Second hook: whether goods may be sold to this buyer at all, and what the sale asks for first.

Ages are checked against what the order tells: an age that isn't known asks for a check, one that is too low
ends the sale.
"""

from regions.case import Line
from regions.item import AgeRating
from regions.kinds import UNSHIPPED, Fulfilment, Kind
from regions.scene import Scene
from regions.words import N_

COUNTERS = frozenset({Fulfilment.BOOKSHOP_COUNTER, Fulfilment.STORE_COUNTER})
VERIFY = N_("The buyer's age must be checked before this can be sold.")
TOO_YOUNG = N_("This isn't sold to buyers under {age}.")


def check_availability(scene: Scene) -> None:
    """Note for each line what stands against its sale."""
    for line in scene.case.lines:
        item = line.item
        if item.kind is Kind.ALCOHOL and scene.law.alcohol is not None:
            place = scene.case.destination.subdivision
            least = scene.law.alcohol.least(item.alcohol_type, place)
            _check_age(line, least, scene)
        if item.age_rating is not None:
            _check_rating(line, item.age_rating, scene)
        for ban in scene.law.bans:
            if scene.day in ban.rule.span and ban.when(scene.sale(line, 0, 0)):
                scene.stop("NOT_FOR_SALE", ban.rule.explanation, line.sku)


def _check_age(line: Line, least: int, scene: Scene) -> None:
    """A known age decides; an unknown one asks for the check, unless it was made."""
    buyer = scene.case.buyer
    if buyer.age is not None:
        if buyer.age < least:
            scene.stop("UNDER_AGE", TOO_YOUNG, line.sku, age=least)
    elif not buyer.age_verified:
        scene.stop("AGE_VERIFICATION_REQUIRED", VERIFY, line.sku, age=least)


def _check_rating(line: Line, rating: AgeRating, scene: Scene) -> None:
    """A rating bars buyers known to be too young; the highest ones need both checks, at order and door."""
    law, buyer = scene.law.ratings, scene.case.buyer
    if law is None or rating.scheme not in law.schemes:
        return
    least = law.verified_from if rating.age is None else rating.age
    if buyer.age is not None and buyer.age < least:
        scene.stop("UNDER_AGE", TOO_YOUNG, line.sku, age=least)
    elif least >= law.verified_from and not _is_verified(line, scene):
        scene.stop("AGE_VERIFICATION_REQUIRED", VERIFY, line.sku, age=least)


def _is_verified(line: Line, scene: Scene) -> bool:
    """Checked at the order, and at the door where there is one; at a counter the buyer is seen."""
    case = scene.case
    if case.fulfilment in COUNTERS and line.item.kind not in UNSHIPPED:
        return case.buyer.age_verified or case.buyer.age is not None
    sent = line.item.kind not in UNSHIPPED and case.fulfilment is not Fulfilment.DIGITAL
    return case.buyer.age_verified and (case.age_check_at_door or not sent)
