"""Stored shelf prices as the catalogue reads them."""

from collections.abc import Collection
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from regions.claims import Reason
from store.catalog.parts import Part
from store.reasons import reasons_from_json


class ShelfTag(NamedTuple):
    """A stored shelf price: amounts in minor units, with the reasons that made it what it is.

    Parts that weren't asked for are None; `net`, `gross`, `tax` and `tax_rate` are so too until a destination
    decides the rate.
    """

    currency: str
    current: int
    net: int | None = None
    gross: int | None = None
    tax: int | None = None
    tax_rate: str | None = None
    list_price: int | None = None
    prior_price: int | None = None
    discount_percent: int | None = None
    unit_price: int | None = None
    unit: str | None = None
    applied: str | None = None

    @property
    def rate(self) -> Decimal | None:
        """The tax rate as a fraction."""
        return None if self.tax_rate is None else Decimal(self.tax_rate)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that made the price what it is."""
        return reasons_from_json(self.applied)


ALWAYS = ("s.currency", "s.current")
COLUMNS = MappingProxyType(
    {
        Part.TAXED: ("s.net", "s.gross", "s.tax", "s.tax_rate::text"),
        Part.COMPARED: ("s.list_price", "s.prior_price", "s.discount_percent"),
        Part.MEASURED: ("s.unit_price", "s.unit"),
        Part.REASONS: ("s.applied::text",),
    }
)
"""The columns of each part, in the order of a ShelfTag's fields."""

TAG_WIDTH = len(ShelfTag._fields)


def tag_columns(parts: Collection[Part]) -> str:
    """The columns of a ShelfTag with these parts; null stands for the others."""
    asked = (column if part in parts else "null" for part, columns in COLUMNS.items() for column in columns)
    return ", ".join([*ALWAYS, *asked])
