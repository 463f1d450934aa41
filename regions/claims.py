"""What rules answer with: claims, each with a rank and a reason.

A rule never changes a price. It claims a band in which the price of a line must lie; bands of one rank are
intersected, lower ranks are clipped into higher ones, and law rounds towards legality.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from regions.dates import ALWAYS, Span
from regions.money import Money


class Rank(StrEnum):
    """Whose word counts more. The order of the members is the order of rank, highest first."""

    LAW = "LAW"
    PUBLISHER_CONTRACT = "PUBLISHER_CONTRACT"
    MERCHANT = "MERCHANT"
    PROMOTION = "PROMOTION"
    DEFAULT = "DEFAULT"


class Effect(StrEnum):
    """What a rule did to the quote, or why it did nothing."""

    PRICE_BOUND = "PRICE_BOUND"
    PRICE_RAISED = "PRICE_RAISED"
    PRICE_LOWERED = "PRICE_LOWERED"
    DISCOUNT_DUE = "DISCOUNT_DUE"
    DISCOUNT_GIVEN = "DISCOUNT_GIVEN"
    DISCOUNT_CLIPPED = "DISCOUNT_CLIPPED"
    DELIVERY_OFFERED = "DELIVERY_OFFERED"
    DELIVERY_RAISED = "DELIVERY_RAISED"
    CHARGED = "CHARGED"
    TAXED = "TAXED"
    PAYMENT_LIMITED = "PAYMENT_LIMITED"
    ROUNDED = "ROUNDED"
    BLOCKED = "BLOCKED"
    REQUIRED = "REQUIRED"
    WAIVED = "WAIVED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    OVERRIDDEN = "OVERRIDDEN"
    CHOSEN = "CHOSEN"


Param = str | int | Decimal | date | Money


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one region: its code, where it is written, how it is explained, and when it holds.

    ``explanation`` is a message id: English, with ``{named}`` places if a reason gives parameters.
    """

    code: str
    title: str
    explanation: str
    legal_basis: str
    rank: Rank = Rank.LAW
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule did here, with all that is needed to say so in any language.

    ``amount`` is what it changed, if it is an amount; ``claim`` is the claim in brief (``EXACT 24.00``);
    ``sku`` is None where the reason concerns the whole order.
    """

    code: str
    rank: Rank
    legal_basis: str
    message: str
    effect: Effect
    params: Mapping[str, Param] = field(default_factory=dict)
    amount: Money | None = None
    sku: str | None = None
    claim: str = ""


@dataclass(frozen=True, slots=True)
class PriceBand:
    """Lowest and highest lawful total of a line in minor units; None: no upper limit."""

    low: int
    high: int | None = None

    def meet(self, other: "PriceBand") -> "PriceBand | None":
        """The band that both allow; None if they contradict each other."""
        low = max(self.low, other.low)
        highs = [high for high in (self.high, other.high) if high is not None]
        high = min(highs, default=None)
        return None if high is not None and high < low else PriceBand(low, high)

    def holds(self, minor: int) -> bool:
        """Whether an amount lies inside."""
        return self.low <= minor and (self.high is None or minor <= self.high)
