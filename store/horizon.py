"""When the shop changes next although nobody writes: what was kept until then is true until then."""

from datetime import datetime

from store.database import Statements

NEXT = """
select least(
    (select min(valid_from) from shelf_prices where valid_from > $1 and not counted),
    (select min(valid_until) from shelf_prices where valid_until > $1 and valid_until < 'infinity'),
    (select min(valid_from) from policies where valid_from > $1),
    (select min(valid_until) from policies where valid_until > $1)
)
"""


async def next_turn(database: Statements, now: datetime) -> datetime | None:
    """The first instant after `now` at which a stored span begins or ends, of any storefront and product.

    None if no such instant is known. A law that begins on a date ends the spans of the prices it touches.
    """
    turn: datetime | None = await database.fetchval(NEXT, now)
    return turn
