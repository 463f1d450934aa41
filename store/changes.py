"""Telling every worker what changed, in the transaction that changed it.

Whoever writes collects tags and publishes them once, as the transaction's last statement. PostgreSQL
delivers on commit, so nobody hears of a change that was rolled back. The same tags are kept in the log
for a listener that was away: it reads on from the last id it knows, going back far enough to meet a
transaction that took its id early and committed late.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import orjson

from store.database import Statements

CHANNEL = "comptoir_changes"
LARGEST_PAYLOAD = 7_900
"""Bytes; PostgreSQL refuses 8,000."""
KEPT = timedelta(days=1)


def product_tag(product_id: int) -> str:
    """Anything about one product: texts, prices, stock shown, listings."""
    return f"product:{product_id}"


def category_tag(category_id: int) -> str:
    """The set, the order or the counts of the products in a category."""
    return f"category:{category_id}"


def storefront_tag(code: str) -> str:
    """A storefront's policy, or so much of it that single products aren't worth naming."""
    return f"storefront:{code}"


TREE_TAG = "categories"
"""The tree of categories itself."""
PRODUCTS_TAG = "products"
"""Any list, search or count that isn't confined to categories."""


async def publish(writing: Statements, tags: Iterable[str]) -> int | None:
    """Log `tags` and notify once, when the transaction commits; the log's id, or None without tags.

    The payload is JSON: ``{"id": 7, "tags": [...]}``, or ``{"id": 7, "tags": null}`` when there are too
    many to say, which means: anything may have changed.
    """
    distinct = sorted(set(tags))
    if not distinct:
        return None
    log_id: int = await writing.fetchval("insert into change_log (tags) values ($1) returning id", distinct)
    payload = orjson.dumps({"id": log_id, "tags": distinct})
    if len(payload) > LARGEST_PAYLOAD:
        payload = orjson.dumps({"id": log_id, "tags": None})
    await writing.execute("select pg_notify($1, $2)", CHANNEL, payload.decode())
    return log_id


async def forget_changes(writing: Statements, now: datetime) -> None:
    """Drop what the log kept for longer than a listener may be away."""
    await writing.execute("delete from change_log where made_at < $1", now - KEPT)
