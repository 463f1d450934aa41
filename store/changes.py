"""Telling every worker what changed, in the transaction that changed it.

Whoever writes collects tags and publishes them once, as the transaction's last statement. PostgreSQL
delivers on commit, so nobody hears of a change that was rolled back. The same tags are kept in the log
for a listener that was away: it reads on from the last id it knows, going back far enough to meet a
transaction that took its id early and committed late.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import orjson

from store.database import Statements

CHANNEL = "comptoir_changes"
LARGEST_PAYLOAD = 7_900
"""Bytes; PostgreSQL refuses 8,000."""
KEPT = timedelta(days=1)
PRODUCT = "product:"

BRANCHES = """
select distinct unnest(home.ancestors) as id
from products join categories home on home.id = products.category_id
where products.id = any($1)
"""


def product_tag(product_id: int) -> str:
    """Anything about one product: texts, prices, stock shown, listings."""
    return f"{PRODUCT}{product_id}"


def products_in(tags: Iterable[str]) -> Iterator[int]:
    """The products that tags name one by one."""
    return (int(tag.removeprefix(PRODUCT)) for tag in tags if tag.startswith(PRODUCT))


def category_tag(category_id: int) -> str:
    """The set, the order or the counts of the products in a category or anywhere below it."""
    return f"category:{category_id}"


def name_tag(name: str) -> str:
    """Which product a number, or a name in an address, leads to."""
    return f"name:{name}"


def storefront_tag(code: str) -> str:
    """A storefront's policy, or so much of it that single products aren't worth naming."""
    return f"storefront:{code}"


TREE_TAG = "categories"
"""The tree of categories itself."""
PRODUCTS_TAG = "products"
"""Any list, search or count that isn't confined to categories."""
STOCK_TAG = "stock"
"""Whether products can be had, where a list is narrowed by it or it is counted."""


async def tags_of(reading: Statements, products: Sequence[int]) -> list[str]:
    """Where products can be seen now: by themselves, in lists of their categories, in lists of the shop.

    Who moves products between categories asks before and after.
    """
    rows = await reading.fetch(BRANCHES, list(products))
    branches = (category_tag(row["id"]) for row in rows)
    return [PRODUCTS_TAG, *map(product_tag, products), *branches]


def read_tags(payload: str) -> list[str] | None:
    """The tags of a notification; None, as for anything that isn't ours: all may have changed."""
    try:
        tags: list[str] | None = orjson.loads(payload)["tags"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return tags


async def publish(writing: Statements, tags: Iterable[str]) -> int | None:
    """Log `tags` and notify once, when the transaction commits; the log's id, or None without tags.

    The payload is JSON: ``{"id": 7, "tags": [...]}``, or ``{"id": 7, "tags": null}`` when there are too
    many to say, which means: anything may have changed.
    """
    distinct = sorted(set(tags))
    return await _notify(writing, distinct) if distinct else None


async def publish_everything(writing: Statements) -> int:
    """Tell that anything may have changed; the log's id, whose tags are none."""
    return await _notify(writing, [])


async def _notify(writing: Statements, tags: list[str]) -> int:
    log_id: int = await writing.fetchval("insert into change_log (tags) values ($1) returning id", tags)
    payload = orjson.dumps({"id": log_id, "tags": tags or None})
    if len(payload) > LARGEST_PAYLOAD:
        payload = orjson.dumps({"id": log_id, "tags": None})
    await writing.execute("select pg_notify($1, $2)", CHANNEL, payload.decode())
    return log_id


async def forget_changes(writing: Statements, now: datetime) -> None:
    """Drop what the log kept for longer than a listener may be away."""
    await writing.execute("delete from change_log where made_at < $1", now - KEPT)
