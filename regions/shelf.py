"""The shelf price: what one unit is shown at, and for how long nothing in it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from regions.claims import Reason
from regions.item import Destination, Item
from regions.measure import UnitPrice
from regions.region import Storefront


@dataclass(frozen=True, slots=True)
class ShelfPrice:
    """Amounts in minor units of ``currency``; net, gross, tax and rate are None until the place decides them.

    ``valid_from`` and ``valid_until`` (excluded) span the days on which nothing in it changes; None is open.
    """

    currency: str
    current: int
    net: int | None
    gross: int | None
    tax: int | None
    tax_rate: Decimal | None
    list_price: int | None
    prior_price: int | None
    discount_percent: int | None
    unit_price: UnitPrice | None
    applied: tuple[Reason, ...]
    valid_from: date | None
    valid_until: date | None


def shelf_price(
    item: Item,
    price_minor: int,
    storefront: Storefront,
    destination: Destination,
    at: date | datetime,
    history: Sequence[tuple[date, int]] = (),
) -> ShelfPrice:
    """What one unit is shown at in a storefront, for goods sent to a destination, at a time."""
    raise NotImplementedError
