"""Ids of carts: opaque like all ids, with the secret that opens the cart in them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from schema.identity import LARGEST_KEY
from store.carts.records import CartKey

TYPE = "Cart"


def write_cart_id(key: CartKey) -> str:
    """The id that a client keeps; whoever has it may use the cart."""
    return urlsafe_b64encode(f"{TYPE}:{key.id}:{key.secret}".encode()).decode().rstrip("=")


def read_cart_id(text: str) -> CartKey | None:
    """The key in an id; None for what can't be an id of ours, which then opens no cart."""
    try:
        name, number, secret = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").split(":")
        key = CartKey(int(number), secret)
    except ValueError:
        return None
    return key if name == TYPE and 0 < key.id <= LARGEST_KEY and write_cart_id(key) == text else None
