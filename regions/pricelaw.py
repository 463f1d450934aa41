"""Price law as a fact sheet: what a published price binds to, for whom, and until when.

A ``PriceLaw`` is data: a share of the published price, the freedoms that lift it, and the concessions that
widen it. ``regions.pricing`` turns it into claims.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from regions.claims import Rule
from regions.dates import ALWAYS, Span, add_months
from regions.item import Buyer, Destination, Item, Seller
from regions.kinds import AUDIOBOOKS, BuyerKind, Condition, Fulfilment, Kind
from regions.policy import Event


@dataclass(slots=True)
class Sale:
    """The sale of one line, as a law sees it. Made anew for each line and never kept.

    ``copies`` is the line's quantity, ``books`` how many copies of bound goods the order has,
    ``bound_value`` their published value in minor units, and ``skus`` the goods of the whole order.
    """

    item: Item
    copies: int
    day: date
    buyer: Buyer
    fulfilment: Fulfilment
    events: frozenset[Event]
    destination: Destination
    seller: Seller
    flags: Mapping[str, bool]
    books: int = 0
    bound_value: int = 0
    skus: Collection[str] = ()


Test = Callable[[Sale], bool]


def always(_sale: Sale) -> bool:
    """A test that every sale passes."""
    return True


@dataclass(frozen=True, slots=True)
class Share:
    """Between which percentages of the published price the price of a line may lie; None: no upper limit.

    Whole percentages, or exact fractions of them: ``Fraction("87.5")``.
    """

    least: int | Fraction
    most: int | Fraction | None = 100

    def __str__(self) -> str:
        if self.most is None:
            return self.minimum
        if self.least == self.most:
            return "EXACT"
        return f"RANGE {_written(self.least)}-{_written(self.most)} %"

    @property
    def minimum(self) -> str:
        """Its lower end in words."""
        return f"MIN {_written(self.least)} %"


def _written(percentage: int | Fraction) -> str:
    exact = Decimal(percentage.numerator) / percentage.denominator
    return f"{exact.normalize():f}"


EXACT = Share(100)


@dataclass(frozen=True, slots=True)
class Freedom:
    """A case in which a published price doesn't bind, and why."""

    when: Test
    why: str
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Concession:
    """A case in which the band is wider than for an ordinary consumer, and why."""

    share: Share
    when: Test
    why: str
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A discount that the law orders: the percentage that is due, or None."""

    percent: Callable[[Sale], int | None]
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLaw:
    """One law on published prices.

    ``covers`` says whether the law speaks of the item at all (language, contract); ``outside`` says why not.
    ``lifting_after`` is the number of months after first publication before which a publisher can't lift
    (``lifting_strictly``: not on the day itself on which they are over either);
    ``by_contract``: without a published price, the contract binds to the seller's own; ``capped_by``: no
    published price may be above that of the country of origin, in the span ``capped_in``; ``flag``: the shop
    keeps it only if this alternative is on; ``turning_months``: at which ages of the item its freedoms and
    concessions may begin or end.
    """

    rule: Rule
    kinds: frozenset[Kind]
    share: Share
    covers: Test = always
    outside: str = ""
    freedoms: tuple[Freedom, ...] = ()
    concessions: tuple[Concession, ...] = ()
    due: Due | None = None
    lifting_after: int = 0
    lifting_strictly: bool = False
    by_contract: bool = False
    capped_by: str | None = None
    capped_in: Span = ALWAYS
    flag: str | None = None
    turning_months: tuple[int, ...] = (6, 12, 18, 20, 24)

    def liftable_from(self, first_published: date) -> date:
        """The first day on which a publisher may lift the price of what was first published on that day."""
        over = add_months(first_published, self.lifting_after)
        return over + timedelta(days=1) if self.lifting_strictly else over


def in_condition(*conditions: Condition) -> Test:
    """The copy is in one of these conditions."""
    kept = frozenset(conditions)
    return lambda sale: sale.item.condition in kept


def sold_to(*buyers: BuyerKind) -> Test:
    """The buyer is one of these."""
    kept = frozenset(buyers)
    return lambda sale: sale.buyer.kind in kept


def during(event: Event) -> Test:
    """The shop is entitled to this occasion."""
    return lambda sale: event in sale.events


def audiobook_unless(flag: str) -> Test:
    """The good is an audiobook, and the shop doesn't take audiobooks for books."""
    return lambda sale: sale.item.kind in AUDIOBOOKS and not sale.flags[flag]


def written_in(item: Item, *languages: str) -> bool:
    """Whether one of the item's languages is one of these; an untold language counts as one of them.

    Untold, because the price was published for the territory and caution keeps it.
    """
    return not item.languages or any(tag.split("-")[0].lower() in languages for tag in item.languages)
