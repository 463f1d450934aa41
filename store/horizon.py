"""When what an answer rests on changes next although nobody writes: until then, what was kept is true."""

from collections.abc import Collection
from datetime import datetime

from store.changes import PRODUCTS_TAG, STOCK_TAG, TREE_TAG
from store.database import Statements

STOREFRONT, PRODUCT, CATEGORY, NAME = "storefront:", "product:", "category:", "name:"
"""How tags begin that name one of several things."""
TIMELESS = frozenset({TREE_TAG, STOCK_TAG})

NEXT = """
select least(
    (select min(s.valid_from) from shelf_prices s where s.valid_from > $1 and not s.begun {shelf}),
    (select min(s.valid_until) from shelf_prices s
        where s.valid_until > $1 and s.valid_until < 'infinity' {shelf}),
    (select min(valid_from) from policies where valid_from > $1 {policy}),
    (select min(valid_until) from policies where valid_until > $1 {policy})
)
"""
HERE = "and s.storefront = any($2::text[])"
THESE = f"{HERE} and s.product_id = any($3::bigint[])"
POLICY_HERE = "and storefront = any($2::text[])"

OF_ANYTHING = NEXT.format(shelf="", policy="")
OF_LISTS = NEXT.format(shelf=HERE, policy=POLICY_HERE)
OF_PRODUCTS = NEXT.format(shelf=THESE, policy=POLICY_HERE)


async def next_turn(database: Statements, now: datetime, tags: Collection[str]) -> datetime | None:
    """The first instant after `now` at which a stored span begins or ends of anything that the tags name.

    Of an answer that shows or asks for products, spans of these products in its storefronts; of one with a
    list, all of its storefronts, since what begins may enter the list; of one with a tag that isn't known
    here, or with none, any. None if no such instant is known. A law that begins on a date ends the spans of
    the prices that it touches.
    """
    shops = [tag.removeprefix(STOREFRONT) for tag in tags if tag.startswith(STOREFRONT)]
    products = [int(tag.removeprefix(PRODUCT)) for tag in tags if tag.startswith(PRODUCT)]
    names = sum(tag.startswith(NAME) for tag in tags)
    lists = sum(tag == PRODUCTS_TAG or tag.startswith(CATEGORY) for tag in tags)
    known = len(shops) + len(products) + names + lists + len(TIMELESS.intersection(tags))
    turn: datetime | None
    if not shops or known < len(tags):
        turn = await database.fetchval(OF_ANYTHING, now)
    elif lists:
        turn = await database.fetchval(OF_LISTS, now, shops)
    else:
        turn = await database.fetchval(OF_PRODUCTS, now, shops, products)
    return turn
