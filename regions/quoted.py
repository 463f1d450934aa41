"""The answer of the law book: frozen values, amounts in minor units of the quote's currency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regions.claims import Param, Reason
from regions.measure import UnitPrice
from regions.policy import Basis
from regions.rates import Rate
from regions.reference import Reference


class DiscountStatus(StrEnum):
    """What became of a promotion."""

    APPLIED = "APPLIED"
    PARTLY_APPLIED = "PARTLY_APPLIED"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Severity(StrEnum):
    """ERROR: the order would be refused. WARNING: it was changed so that it is lawful."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """One line. ``unit_price`` is the lawful price before promotions; ``tax_rate`` None if none is known.

    ``deposit`` is that of all its copies, beside the total.
    """

    sku: str
    quantity: int
    unit_price: int
    list_total: int
    discount: int
    total: int
    tax_rate: str | None
    reasons: tuple[Reason, ...]
    deposit: int = 0

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that made this line what it is."""
        return tuple(dict.fromkeys(reason.code for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class QuotedDiscount:
    """What a promotion took off, and what of its amount nobody could use."""

    code: str
    amount: int
    unused: int
    status: DiscountStatus


@dataclass(frozen=True, slots=True)
class FreeShipping:
    """How far the basket is from the merchant's threshold."""

    threshold: int
    counted: int
    basis: Basis

    @property
    def qualified(self) -> bool:
        """Whether the threshold is reached; it is inclusive."""
        return self.counted >= self.threshold

    @property
    def remaining(self) -> int:
        """What is still missing."""
        return max(0, self.threshold - self.counted)


@dataclass(frozen=True, slots=True)
class QuotedShipping:
    """The merchant's best offer, the law's floor, the fee that is due, and its parts by tax rate."""

    offered: int
    floor: int | None
    fee: int
    free: FreeShipping | None
    tax_parts: tuple[tuple[str, int], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Surcharge:
    """A sum beside the goods."""

    code: str
    amount: int
    quantity: int


@dataclass(frozen=True, slots=True)
class TaxEntry:
    """One tax at one rate over the whole order."""

    name: str
    rate: Rate
    gross: int
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class QuotedTender:
    """A means of payment: offered = accepted + refused + left. ``code`` says why something was refused."""

    type: str
    offered: int
    accepted: int
    refused: int
    left: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """What has to be shown beside the price of one good."""

    sku: str
    reference: Reference | None
    unit_price: UnitPrice | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the shopper must be told. ``wordings`` are texts by language that a law or a custom fixes."""

    code: str
    message: str
    sku: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stops the order or was changed to make it lawful."""

    code: str
    severity: Severity
    message: str
    sku: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a basket costs, and why. ``version`` is the law book's; ``trace`` is empty unless asked for.

    ``tax_sets`` has for each rate that a line or a part of the delivery bears the taxes that it is made of,
    as (name, rate).
    """

    currency: str
    lines: tuple[QuotedLine, ...]
    discounts: tuple[QuotedDiscount, ...]
    shipping: QuotedShipping
    surcharges: tuple[Surcharge, ...]
    taxes: tuple[TaxEntry, ...]
    tax_total: int
    total: int
    tenders: tuple[QuotedTender, ...]
    payable: int
    cash_rounding: int
    prices: tuple[ShownPrice, ...]
    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]
    trace: tuple[Reason, ...]
    version: str
    tax_sets: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """Whether an order of this quote would be refused."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
