"""Eighth hook: what is paid with. Tenders never change a price, a threshold or a tax.

Money that the seller received counts in full. Free credit, and other people's money where a law forbids it,
pay for unbound goods and delivery only (BGH I ZR 83/14; OLG Hamburg 5 U 164/11): a book of a fixed price has
to bring its whole price in.
"""

from collections.abc import Sequence

from regions.case import REST, Tender, TenderType
from regions.claims import Effect, Rank, Rule
from regions.goods import Good
from regions.money import half_up, to_step
from regions.quoted import QuotedTender
from regions.scene import Scene
from regions.words import N_

FREE_CREDIT = Rule(
    code="FREE_CREDIT_ON_BOUND_BOOK",
    title=N_("Free credit on bound books"),
    explanation=N_("Credit that nobody paid for can't pay for books of a fixed price."),
    legal_basis="BGH I ZR 83/14",
)
THIRD_PARTY = Rule(
    code="THIRD_PARTY_ON_BOUND_BOOK",
    title=N_("Other people's money on bound books"),
    explanation=N_("Nobody else may pay part of a fixed book price."),
    legal_basis="OLG Hamburg 5 U 164/11",
)
CASH_ROUNDING = Rule(
    code="CASH_ROUNDING",
    title=N_("Cash rounding"),
    explanation=N_("Cash is rounded to the smallest coin."),
    legal_basis="",
    rank=Rank.DEFAULT,
)


def accept_tenders(total: int, goods: Sequence[Good], scene: Scene) -> tuple[list[QuotedTender], int, int]:
    """What is accepted of each tender, what remains payable, and by how much cash was rounded."""
    unbound = total - sum(_with_tax(good, scene) for good in goods if good.bound)
    rest, payable, rounding = total, total, 0
    accepted = []
    for tender in scene.case.tenders:
        if tender.type in REST:
            payable = _rounded(rest, scene) if tender.type is TenderType.CASH else rest
            rounding = payable - rest
            accepted.append(QuotedTender(tender.type, payable, payable, 0, 0))
            continue
        rule = _restriction(tender, scene)
        wanted = min(tender.amount, rest)
        used = wanted if rule is None else min(wanted, unbound)
        unbound -= 0 if rule is None else used
        rest -= used
        payable = rest
        accepted.append(_quoted(tender, used, wanted - used, rule, scene))
    return accepted, payable, rounding


def _with_tax(good: Good, scene: Scene) -> int:
    """What a good brings in, with the tax that comes on top of prices shown without it."""
    if scene.tax_shown or good.taxes is None:
        return good.total
    return good.total + half_up(good.total * good.taxes.numerator, good.taxes.denominator)


def _restriction(tender: Tender, scene: Scene) -> Rule | None:
    """The rule that keeps a tender away from bound books, if one does."""
    if tender.type is TenderType.THIRD_PARTY:
        return THIRD_PARTY if scene.law.third_party is not None or not tender.paid_for else None
    return None if tender.paid_for else FREE_CREDIT


def _quoted(tender: Tender, used: int, refused: int, rule: Rule | None, scene: Scene) -> QuotedTender:
    code = None
    if refused and rule is not None:
        code = rule.code
        scene.tell(rule, Effect.PAYMENT_LIMITED, rule.explanation, None, f"MAX {scene.text(used)}")
    return QuotedTender(tender.type, tender.amount, used, refused, tender.amount - used - refused, code)


def _rounded(rest: int, scene: Scene) -> int:
    """The rest to the smallest coin of country and currency."""
    if scene.currency != scene.law.currency:
        return rest
    step = scene.law.cash_steps.on(scene.day)
    payable = to_step(rest, step)
    if payable != rest:
        scene.tell(CASH_ROUNDING, Effect.ROUNDED, CASH_ROUNDING.explanation, None, f"STEP {scene.text(step)}")
    return payable
