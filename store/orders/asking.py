"""What a shopper asks for at a checkout, and by what a repeated call is known."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from regions.money import Money
from store.carts.records import CartKey
from store.database import Statements
from store.orders.outcomes import Reason

Fill = Callable[[Statements], Awaitable[CartKey | Reason]]
"""Makes a cart, or says why not."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What a shopper asks for: this cart, at this total before means of payment, paid in this way."""

    cart: CartKey
    key: str
    agreed: Money
    method: str
    language: str
    customer: int | None = None
    """Who is signed in; a guest's cart becomes theirs."""
    fill: Fill | None = None
    """Makes the cart in the same transaction, for a shopper who has none."""
    wish: tuple[Any, ...] = ()
    """What such a cart is made of, as a repeated call has to repeat it."""

    @property
    def key_digest(self) -> str:
        """What is kept of the key."""
        return sha256(self.key.encode()).hexdigest()

    @property
    def request(self) -> str:
        """A digest of all that a repeated call has to repeat."""
        told = [self.cart.id, self.cart.secret, self.agreed.minor, self.agreed.currency, self.method]
        told += self.wish
        return sha256(orjson.dumps(told)).hexdigest()
