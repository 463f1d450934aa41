"""Making, reading and locking carts."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from store.carts.records import (
    CartKey,
    CartMoved,
    CartOrdered,
    CartRecord,
    CartRefusal,
    CartUnknown,
    KeptLine,
)
from store.database import Database, Statements

READ = """
select cart.id, cart.version, cart.region, cart.language, cart.customer_id, cart.codes, cart.gift_cards,
    cart.email, cart.buyer::text as buyer, cart.address::text as address, cart.delivery_method,
    (select id from orders where orders.cart_id = cart.id) as order_id,
    coalesce((
        select jsonb_agg(jsonb_build_array(line.variant_id, variant.sku, line.quantity, line.seen_price)
            order by line.id)
        from cart_lines line join variants variant on variant.id = line.variant_id
        where line.cart_id = cart.id), '[]')::text as lines
from carts cart where cart.id = (
    select coalesce(merged_into_id, id) from carts where id = $1 and secret_digest = $2)
"""

LOCK = """
select id from carts where merged_into_id is null and id = (
    select coalesce(merged_into_id, id) from carts where id = $1 and secret_digest = $2) for update
"""
OPENS = "select id from carts where id = $1 and secret_digest = $2"

MAKE = """
insert into carts (secret_digest, customer_id, region, language, version, codes, gift_cards, created_at,
    changed_at)
values ($1, $2, $3, $4, 0, '{}', '{}', $5, $5) returning id
"""

CHANGED = "update carts set version = version + 1, changed_at = $2 where id = $1"

Work = Callable[[Statements, CartRecord], Awaitable[CartRefusal | None]]
"""A change to a locked cart. It refuses before it writes."""


def digest(text: str) -> str:
    """What is kept of a secret."""
    return sha256(text.encode()).hexdigest()


async def make_cart(
    statements: Statements, region: str, language: str, customer: int | None, now: datetime
) -> CartKey:
    """A new, empty cart."""
    secret = secrets.token_urlsafe(16)
    number: int = await statements.fetchval(MAKE, digest(secret), customer, region, language, now)
    return CartKey(number, secret)


async def read_cart(statements: Statements, key: CartKey) -> CartRecord | None:
    """The cart that a key opens: the one that took it over, if it was merged. One statement."""
    row = await statements.fetchrow(READ, key.id, digest(key.secret))
    return None if row is None else _record(row)


async def lock_cart(writing: Statements, key: CartKey) -> CartRecord | None:
    """The cart that a key opens, held until the transaction ends.

    One that is merged while we wait for it is gone when we get it: then we wait for what took it over.
    """
    opener = key.id, digest(key.secret)
    while await writing.fetchval(LOCK, *opener) is None:
        if await writing.fetchval(OPENS, *opener) is None:
            return None
    return await read_cart(writing, key)


async def change_cart(
    database: Database, key: CartKey, version: int | None, now: datetime, work: Work
) -> CartRecord | CartRefusal:
    """Do `work` on a locked cart; the cart as it then is. `version`, if given, must still be the cart's."""
    async with database.transaction() as writing:
        cart = await lock_cart(writing, key)
        if cart is None:
            return CartUnknown()
        if cart.order_id is not None:
            return CartOrdered(cart.order_id)
        if version is not None and version != cart.version:
            return CartMoved(cart.version)
        refusal = await work(writing, cart)
        if refusal is not None:
            return refusal
        await writing.execute(CHANGED, cart.id, now)
        changed = await read_cart(writing, key)
        return changed or CartUnknown()


def _record(row: Any) -> CartRecord:
    facts = dict(row)
    facts["codes"], facts["gift_cards"] = tuple(row["codes"]), tuple(row["gift_cards"])
    facts["buyer_facts"] = orjson.loads(facts.pop("buyer") or "null")
    facts["address"] = orjson.loads(row["address"] or "null")
    facts["lines"] = tuple(KeptLine(*line) for line in orjson.loads(row["lines"]))
    return CartRecord(**facts)
