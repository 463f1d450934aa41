"""A line on its way through the hooks of a quote."""

from fractions import Fraction

from regions.case import Line
from regions.claims import PriceBand, Reason
from regions.taxes import TaxSet


class Good:
    """The one thing in a quote that changes. Amounts are minor units of the quote's currency.

    ``taken`` is the exact discount so far, ``discount`` the same rounded; ``low`` is the least that the total
    may be, by law or because of the eco fee inside it; ``band`` is what the law alone allows.
    """

    __slots__ = (
        "band", "bound", "deposit", "discount", "eco_fee", "item", "line", "list_total", "low", "quantity",
        "reasons", "shipped", "taken", "taxes", "unit",
    )  # fmt: skip

    def __init__(self, line: Line, unit: int, shipped: bool) -> None:
        self.line = line
        self.item = line.item
        self.quantity = line.quantity
        self.ask(unit)
        self.shipped = shipped
        self.bound = False
        self.band: PriceBand | None = None
        self.low = 0
        self.eco_fee = 0
        self.deposit = 0
        self.taken: int | Fraction = 0
        self.discount = 0
        self.taxes: TaxSet | None = None
        self.reasons: list[Reason] = []

    def ask(self, unit: int) -> None:
        """Ask so much for one."""
        self.unit = unit
        self.list_total = unit * self.quantity

    @property
    def total(self) -> int:
        """What is asked for the line now."""
        return self.list_total - self.discount

    @property
    def base(self) -> int | Fraction:
        """What promotions may work on: what is left, without the eco fee inside the price."""
        return self.list_total - self.taken - self.eco_fee

    @property
    def room(self) -> int | Fraction:
        """How much the line may still lose."""
        return self.list_total - self.taken - self.low
