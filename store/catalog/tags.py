"""Stored shelf prices as the catalogue reads them."""

from dataclasses import dataclass
from decimal import Decimal

from regions.claims import Reason
from store.reasons import reasons_from_json

TAG_COLUMNS = """s.currency, s.current, s.net, s.gross, s.tax, s.tax_rate::text, s.list_price, s.prior_price,
    s.discount_percent, s.unit_price, s.unit, s.applied::text,
    case when isfinite(s.valid_until) then extract(epoch from s.valid_until)::bigint end"""
"""The columns of a ShelfTag, in the order of its fields."""

TAG_WIDTH = 13


@dataclass(frozen=True, slots=True)
class ShelfTag:
    """A stored shelf price: amounts in minor units, with the reasons that made it what it is.

    `net`, `gross`, `tax` and `tax_rate` are None until a destination decides the rate.
    """

    currency: str
    current: int
    net: int | None
    gross: int | None
    tax: int | None
    tax_rate: str | None
    list_price: int | None
    prior_price: int | None
    discount_percent: int | None
    unit_price: int | None
    unit: str | None
    applied: str | None
    valid_until: int | None  # seconds since 1970; None where no end is known

    @property
    def rate(self) -> Decimal | None:
        """The tax rate as a fraction."""
        return None if self.tax_rate is None else Decimal(self.tax_rate)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that made the price what it is."""
        return reasons_from_json(self.applied)
