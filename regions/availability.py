"""Second hook: whether goods may be sold to this buyer at all, and what the sale asks for first.

Ages are checked against what the order tells: an age that isn't known asks for a check, one that is too low
ends the sale.
"""

from regions.case import Line
from regions.claims import Effect, Rule
from regions.delivery import COUNTERS
from regions.item import AgeRating
from regions.kinds import UNSHIPPED, Fulfilment, Kind
from regions.restrictions import AlcoholAges, DataDuty, RatingLaw
from regions.scene import Scene
from regions.words import N_

VERIFY = N_("The buyer's age must be checked before this can be sold.")
TOO_YOUNG = N_("This isn't sold to buyers under {age}.")


def check_availability(scene: Scene) -> None:
    """Note for each line what stands against its sale."""
    for line in scene.case.lines:
        item = line.item
        alcohol = scene.law.alcohol
        if item.kind is Kind.ALCOHOL and alcohol is not None and _is_kept(alcohol, scene):
            least = alcohol.least(item.alcohol_type, scene.case.destination.subdivision)
            _check_age(line, least, alcohol.rule, scene)
        if item.age_rating is not None and scene.law.ratings is not None:
            _check_rating(line, item.age_rating, scene.law.ratings, scene)
        for duty in scene.law.data_duties:
            _check_data(line, duty, scene)
        for ban in scene.law.bans:
            if scene.day in ban.rule.span and ban.when(scene.sale(line, 0, 0)):
                scene.stop("NOT_FOR_SALE", ban.rule.explanation, line.sku)
                scene.tell(ban.rule, Effect.BLOCKED, ban.rule.explanation, line.sku, "BLOCK")


def _is_kept(alcohol: AlcoholAges, scene: Scene) -> bool:
    return alcohol.flag is None or scene.flags[alcohol.flag]


def _check_data(line: Line, duty: DataDuty, scene: Scene) -> None:
    """Data are looked for if the policy asks for it: not every catalogue keeps them with the goods."""
    checked = duty.check in scene.case.policy.checks and scene.day in duty.rule.span
    if checked and duty.lacks(line.item):
        scene.stop(duty.code, duty.rule.explanation, line.sku)
        scene.tell(duty.rule, Effect.BLOCKED, duty.rule.explanation, line.sku, "BLOCK")


def _check_age(line: Line, least: int, rule: Rule, scene: Scene) -> None:
    """A known age decides; an unknown one asks for the check, unless it was made."""
    buyer = scene.case.buyer
    if buyer.age is not None:
        if buyer.age < least:
            _bar(line, least, rule, scene)
    elif not buyer.age_verified:
        _require_check(line, least, rule, scene)


def _check_rating(line: Line, rating: AgeRating, law: RatingLaw, scene: Scene) -> None:
    """A rating bars buyers known to be too young; the highest ones need both checks, at order and door."""
    if rating.scheme not in law.schemes:
        return
    least = law.verified_from if rating.age is None else rating.age
    age = scene.case.buyer.age
    if age is not None and age < least:
        _bar(line, least, law.rule, scene)
    elif least >= law.verified_from and not _is_verified(line, scene):
        _require_check(line, least, law.rule, scene)


def _bar(line: Line, least: int, rule: Rule, scene: Scene) -> None:
    scene.stop("UNDER_AGE", TOO_YOUNG, line.sku, age=least)
    scene.tell(rule, Effect.BLOCKED, rule.explanation, line.sku, "BLOCK", {"age": least})


def _require_check(line: Line, least: int, rule: Rule, scene: Scene) -> None:
    scene.stop("AGE_VERIFICATION_REQUIRED", VERIFY, line.sku, age=least)
    claim = "REQUIRE AGE_VERIFICATION"
    scene.tell(rule, Effect.REQUIRED, rule.explanation, line.sku, claim, {"age": least})


def _is_verified(line: Line, scene: Scene) -> bool:
    """Checked at the order, and at the door where there is one; at a counter the buyer is seen."""
    case = scene.case
    if case.fulfilment in COUNTERS and line.item.kind not in UNSHIPPED:
        return case.buyer.age_verified or case.buyer.age is not None
    sent = line.item.kind not in UNSHIPPED and case.fulfilment is not Fulfilment.DIGITAL
    return case.buyer.age_verified and (case.age_check_at_door or not sent)
