"""What a law puts on top of goods: minimum delivery charges, fees and duties, as data of a region.

Each is a rule and a pure function of the ``Order`` that is being quoted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from regions.claims import Rule
from regions.item import Destination, Item, Seller
from regions.kinds import Fulfilment
from regions.money import Money


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line after its discounts, in minor units: its goods, its total, and whether any tax is due on it."""

    item: Item
    quantity: int
    total: int
    taxed: bool
    shipped: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is sold, to where, how and when.

    ``exchange``: how many minor units of the law's currency one of the quote's is worth, 0 if nobody told.
    ``import_value``: of goods, without tax, that enter the EU under its import scheme; None otherwise.
    """

    lines: Sequence[SoldLine]
    day: date
    currency: str
    fulfilment: Fulfilment
    destination: Destination
    seller: Seller
    flags: Mapping[str, bool]
    exchange: Fraction = Fraction(1)
    import_value: Money | None = None

    def local(self, minor: int) -> Fraction:
        """An amount of the order in minor units of the law's own currency."""
        return minor * self.exchange


@dataclass(frozen=True, slots=True)
class DeliveryFloor:
    """The least that delivery must cost, tax included; None if the rule says nothing about the order."""

    rule: Rule
    least: Callable[[Order], Money | None]


@dataclass(frozen=True, slots=True)
class ChargePart:
    """A part of a charge. ``line`` is the line whose tax it shares; None: it is untaxed."""

    amount: Money
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee or duty beside the goods. Its parts carry no tax yet: tax comes on top of each."""

    code: str
    rule: Rule
    due: Callable[[Order], Sequence[ChargePart]]
