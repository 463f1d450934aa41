"""A cart as it is kept, and why one can't be opened or changed."""

import re
from dataclasses import dataclass
from typing import Any

from regions.item import Buyer, Destination
from regions.kinds import BuyerKind

MOST_LINES = 100
LARGEST_QUANTITY = 999
MOST_CODES = 10
MOST_GIFT_CARDS = 10
SUBDIVISION = re.compile("[A-Z0-9]{1,3}")
"""Some countries' addresses name their areas by other words than the code."""


@dataclass(frozen=True, slots=True)
class CartKey:
    """What opens a cart: its id, and the secret that only its shopper knows."""

    id: int
    secret: str


@dataclass(frozen=True, slots=True)
class KeptLine:
    """So many of one variant; ``seen_price`` is that of one when its shopper last chose, in minor units."""

    variant_id: int
    sku: str
    quantity: int
    seen_price: int | None


@dataclass(frozen=True, slots=True)
class CartRecord:
    """A cart and its lines in the order in which they were added. ``order_id``: what became of it."""

    id: int
    version: int
    region: str
    language: str
    customer_id: int | None
    codes: tuple[str, ...]
    gift_cards: tuple[int, ...]
    email: str | None
    buyer_facts: dict[str, Any] | None
    address: dict[str, str] | None
    delivery_method: str | None
    order_id: int | None
    lines: tuple[KeptLine, ...]

    @property
    def buyer(self) -> Buyer:
        """The buyer as the law book asks for one."""
        told = self.buyer_facts or {}
        return Buyer(BuyerKind(told.get("kind", BuyerKind.CONSUMER)), told.get("age"))

    @property
    def destination(self) -> Destination | None:
        """Where the goods go, once an address is known."""
        if self.address is None:
            return None
        area, postcode = self.address.get("country_area", ""), self.address.get("postal_code", "")
        code = area if SUBDIVISION.fullmatch(area) else None
        return Destination(self.address["country"], code, postcode.replace(" ", "") or None)


@dataclass(frozen=True, slots=True)
class CartUnknown:
    """There is no such cart, or the secret isn't its own."""


@dataclass(frozen=True, slots=True)
class CartOrdered:
    """The cart has become an order and never changes again."""

    order_id: int


@dataclass(frozen=True, slots=True)
class CartMoved:
    """Somebody else has changed the cart since the named version."""

    version: int


@dataclass(frozen=True, slots=True)
class NotSoldHere:
    """The shop of the cart's region doesn't sell this number."""

    sku: str


@dataclass(frozen=True, slots=True)
class NotInCart:
    """The cart holds nothing of this number."""

    sku: str


@dataclass(frozen=True, slots=True)
class BadQuantity:
    """A line holds from one to ``largest``."""

    sku: str
    quantity: int
    largest: int = LARGEST_QUANTITY


@dataclass(frozen=True, slots=True)
class CartFull:
    """A cart has no more lines, codes or gift cards than ``largest``."""

    largest: int


@dataclass(frozen=True, slots=True)
class WayUnknown:
    """The shop of the cart's region doesn't deliver in this way, or not to where the goods go."""


@dataclass(frozen=True, slots=True)
class GiftCardUnknown:
    """No gift card with this code can pay in the cart's currency; ``at`` is its place in what was asked."""

    at: int


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """Codes were guessed too often."""


CartRefusal = (
    CartUnknown
    | CartOrdered
    | CartMoved
    | NotSoldHere
    | NotInCart
    | BadQuantity
    | CartFull
    | WayUnknown
    | GiftCardUnknown
    | TooManyTries
)
"""Why a cart stays as it is."""
