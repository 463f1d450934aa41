"""Consumer rights as facts: withdrawal with its exceptions, the withdrawal function, the guarantee.

EU   Directive 2011/83/EU (CRD) arts 9-16, among them 10 (who wasn't informed); art. 11a (withdrawal function)
     by Directive (EU) 2023/2673
     Directive (EU) 2019/771 art. 10 (guarantee)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from regions.claims import Rule
from regions.item import Item
from regions.kinds import DIGITAL, BuyerKind, Kind

CONSUMERS = frozenset(
    {BuyerKind.CONSUMER, BuyerKind.TEACHER, BuyerKind.STUDENT, BuyerKind.AUTHOR, BuyerKind.BOOKTRADE_STAFF}
)
"""Natural persons; the others buy for a trade, a body or an institution."""

_DISCS = frozenset({Kind.MUSIC_DISC, Kind.VIDEO_DISC, Kind.AUDIOBOOK_DISC, Kind.GAME, Kind.SOFTWARE})
_HYGIENE = frozenset({Kind.FOOD, Kind.STAPLE_FOOD, Kind.DRINK, Kind.ALCOHOL, Kind.CLOTHING,
                      Kind.CHILDREN_CLOTHING, Kind.OTHER})  # fmt: skip
_DOWNLOADS = DIGITAL | {Kind.GAME, Kind.SOFTWARE}
_PERIODICALS = frozenset({Kind.MAGAZINE, Kind.NEWSPAPER})


class NoReturn(StrEnum):
    """Why a line can't be withdrawn from."""

    EXEMPT_UNSEALED = "EXEMPT_UNSEALED"
    EXEMPT_DIGITAL_STARTED = "EXEMPT_DIGITAL_STARTED"
    EXEMPT_PERISHABLE = "EXEMPT_PERISHABLE"
    EXEMPT_CUSTOM = "EXEMPT_CUSTOM"
    NO_STATUTORY_RIGHT = "NO_STATUTORY_RIGHT"
    PERIOD_OVER = "PERIOD_OVER"


@dataclass(frozen=True, slots=True)
class Use:
    """What the buyer has done with a good: broken its seal, or had its download begin with consent."""

    opened: bool = False
    started_with_consent: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case in which the right doesn't exist or has ended."""

    reason: NoReturn
    when: Callable[[Item, Use], bool]
    legal_basis: str


EU_EXEMPTIONS = (
    Exemption(NoReturn.EXEMPT_CUSTOM, lambda item, _: item.personalised, "CRD art. 16 (c)"),
    Exemption(NoReturn.EXEMPT_PERISHABLE, lambda item, _: item.perishable, "CRD art. 16 (d)"),
    Exemption(
        NoReturn.EXEMPT_UNSEALED,
        lambda item, use: use.opened and item.sealed and item.kind in _HYGIENE,
        "CRD art. 16 (e)",
    ),
    Exemption(
        NoReturn.EXEMPT_UNSEALED,
        lambda item, use: use.opened and item.sealed and item.kind in _DISCS,
        "CRD art. 16 (i)",
    ),
    Exemption(NoReturn.NO_STATUTORY_RIGHT, lambda item, _: item.kind in _PERIODICALS, "CRD art. 16 (j)"),
    Exemption(
        NoReturn.EXEMPT_DIGITAL_STARTED,
        lambda item, use: use.started_with_consent and item.kind in _DOWNLOADS,
        "CRD art. 16 (m)",
    ),
)


@dataclass(frozen=True, slots=True)
class Prolongation:
    """How much longer the right lasts if the buyer isn't informed of it: so many ``months`` more.

    Informed within as many months of the receipt, the ordinary period runs from the information on.
    """

    rule: Rule
    months: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The right to send goods back without a reason.

    ``days`` run from the receipt of the last good, whose own day counts only if ``counts_receipt``; a period
    that would end on a day off is ``extended`` to the next working day. ``unless_excluded``: the shop may
    exclude the right by saying so before the order. ``if_uninformed``: what becomes of the period while
    nobody has told the buyer of the right; None where the law gives them nothing more.
    """

    rule: Rule
    days: int = 14
    counts_receipt: bool = False
    extended: bool = True
    unless_excluded: bool = False
    exemptions: tuple[Exemption, ...] = EU_EXEMPTIONS
    if_uninformed: Prolongation | None = None


@dataclass(frozen=True, slots=True)
class WithdrawalFunction:
    """The two labels of the button that a shop must show, by language; the rule's span says since when."""

    rule: Rule
    labels: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a consumer of one country may count on.

    ``guarantee_months``: for how long the seller answers for conformity; None where no fixed term exists.
    ``guarantee_in`` has the subdivisions with a term of their own. ``order_button`` has the lawful label by
    language, ``order_button_words`` others that say it as plainly; empty where the law asks for none.
    ``notices`` are told by every shop, whatever it sells.
    """

    withdrawal: Withdrawal | None = None
    function: WithdrawalFunction | None = None
    guarantee_months: int | None = None
    guarantee_in: Mapping[str, int] = field(default_factory=dict)
    order_button: Mapping[str, str] = field(default_factory=dict)
    order_button_rule: Rule | None = None
    order_button_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[Rule, ...] = ()

    def allows_button(self, label: str, on: date) -> bool:
        """Whether a button that places an order may say this: whatever its case, and in any language."""
        rule = self.order_button_rule
        if rule is None or on not in rule.span:
            return True
        others = (words for several in self.order_button_words.values() for words in several)
        lawful = {words.casefold() for words in (*self.order_button.values(), *others)}
        return " ".join(label.split()).casefold() in lawful

    def withdrawal_days(self, buyer: BuyerKind) -> int | None:
        """How long such a buyer may withdraw, whatever the shop says; None: not at all."""
        withdrawal = self.withdrawal if buyer in CONSUMERS else None
        return None if withdrawal is None or withdrawal.unless_excluded else withdrawal.days

    def guarantee_at(self, subdivision: str | None) -> int | None:
        """The guarantee in months, in the subdivision if that has its own."""
        return self.guarantee_in.get(subdivision or "", self.guarantee_months)
