"""Everything of a cart but its lines: codes, gift cards, buyer, address, delivery, region."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from regions.item import Destination
from regions.lawbook import LawBook
from regions.ways import find_way
from store.accounts.throttle import Limit, admit
from store.balances import find_gift_cards
from store.carts.opening import change_cart
from store.carts.records import (
    MOST_CODES,
    MOST_GIFT_CARDS,
    CartFull,
    CartKey,
    CartRecord,
    CartRefusal,
    GiftCardUnknown,
    TooManyTries,
    WayUnknown,
)
from store.database import Database, Statements
from store.policies import policy_at, read_policies
from store.promotions import tidy_code

GIFT_CARDS = Limit("gift-card", tries=30, window=timedelta(hours=1))
CREDIT_AMONG = "select id from balances where id = any($1) and kind = 'CREDIT'"
MOVE = """
update carts set region = $2, language = $3, gift_cards = case when $4 then gift_cards else '{}' end
where id = $1
"""
FORGET_PRICES = "update cart_lines set seen_price = null where cart_id = $1"


async def set_codes(
    database: Database, key: CartKey, codes: Sequence[str], now: datetime, version: int | None = None
) -> CartRecord | CartRefusal:
    """Name the promotions that shall apply, in their order. What they give shows in each quote."""
    tidy = list(dict.fromkeys(map(tidy_code, codes)))

    async def work(writing: Statements, cart: CartRecord) -> CartRefusal | None:
        if len(tidy) > MOST_CODES:
            return CartFull(MOST_CODES)
        await writing.execute("update carts set codes = $2 where id = $1", cart.id, tidy)
        return None

    return await change_cart(database, key, version, now, work)


async def set_gift_cards(
    database: Database,
    key: CartKey,
    codes: Sequence[str],
    currency: str,
    now: datetime,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Name the gift cards that shall pay, in their order. Guesses are throttled."""
    if len(codes) > MOST_GIFT_CARDS:
        return CartFull(MOST_GIFT_CARDS)
    if codes and not await admit(database, GIFT_CARDS, f"cart {key.id}", now):
        return TooManyTries()

    async def work(writing: Statements, cart: CartRecord) -> CartRefusal | None:
        found = await find_gift_cards(writing, codes, currency, now)
        if None in found:
            return GiftCardUnknown(found.index(None))
        credit = [row["id"] for row in await writing.fetch(CREDIT_AMONG, list(cart.gift_cards))]
        ids = [*dict.fromkeys(found), *credit]
        await writing.execute("update carts set gift_cards = $2 where id = $1", cart.id, ids)
        return None

    return await change_cart(database, key, version, now, work)


async def set_buyer(
    database: Database,
    key: CartKey,
    email: str,
    facts: dict[str, object],
    now: datetime,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Say who buys; `facts` are those of a quote's buyer."""
    told = orjson.dumps(facts).decode()

    async def work(writing: Statements, cart: CartRecord) -> None:
        await writing.execute(
            "update carts set email = $2, buyer = $3::jsonb where id = $1", cart.id, email, told
        )

    return await change_cart(database, key, version, now, work)


async def set_address(
    database: Database,
    key: CartKey,
    country: str,
    parts: dict[str, str],
    now: datetime,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Say where the goods go; `parts` have been checked."""
    told = orjson.dumps({**parts, "country": country}).decode()

    async def work(writing: Statements, cart: CartRecord) -> None:
        await writing.execute("update carts set address = $2::jsonb where id = $1", cart.id, told)

    return await change_cart(database, key, version, now, work)


async def set_delivery(
    database: Database,
    book: LawBook,
    key: CartKey,
    method: str,
    now: datetime,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Choose a way of delivery that the cart's shop offers to where the goods go."""

    async def work(writing: Statements, cart: CartRecord) -> CartRefusal | None:
        storefront = book.storefronts[cart.region]
        policy = policy_at(await read_policies(writing), storefront, now, book)
        place = cart.destination or Destination(storefront.country)
        if find_way(storefront, policy, method, place) is None:
            return WayUnknown()
        await writing.execute("update carts set delivery_method = $2 where id = $1", cart.id, method)
        return None

    return await change_cart(database, key, version, now, work)


async def move_cart(
    database: Database,
    book: LawBook,
    key: CartKey,
    region: str,
    language: str,
    now: datetime,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Take the cart to another region: prices are new, and gift cards of another currency stay behind."""

    async def work(writing: Statements, cart: CartRecord) -> None:
        same_money = book.storefronts[cart.region].currency == book.storefronts[region].currency
        await writing.execute(MOVE, cart.id, region, language, same_money)
        await writing.execute(FORGET_PRICES, cart.id)

    return await change_cart(database, key, version, now, work)
