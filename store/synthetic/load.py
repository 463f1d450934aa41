"""Filling a database with products for measurements."""

from collections.abc import Callable
from datetime import datetime

import orjson

from regions.lawbook import LawBook, lawbook
from store.database import Database
from store.loading.load import load
from store.synthetic.indexes import indexed_later
from store.synthetic.multiply import TABLES, multiply
from store.synthetic.patterns import SHOPS, category_lines, product_line

PATTERNS = 2000
"""So many products are loaded as any others would be; the rest are their copies."""
MOST = 9_999_999
"""Seven digits."""


class SyntheticThere(Exception):
    """There are synthetic products already; a second load would not be what its number says."""


async def load_synthetic(
    database: Database,
    number: int,
    *,
    now: datetime,
    patterns: int = PATTERNS,
    book: LawBook | None = None,
    progress: Callable[[str], object] = lambda _: None,
) -> None:
    """Add `number` products (1 to 9,999,999), the same ones at every call, beside what is there.

    They have texts in four languages and prices in seven storefronts, and are found, listed and counted like
    all others. The tables are locked meanwhile; a million takes some minutes. `progress` hears what is being
    done. Raises SyntheticThere.
    """
    if not 1 <= number <= MOST:
        raise ValueError(f"a number from 1 to {MOST} is needed, not {number}")
    if await database.fetchval("select true from products where sku like 'synthetic-%' limit 1"):
        raise SyntheticThere("there are synthetic products already")
    progress("patterns")
    await _load_patterns(database, min(patterns, number), now, book or lawbook())
    if number > patterns:
        async with database.transaction() as writing, indexed_later(writing, TABLES):
            await multiply(writing, number, progress)
            progress("indexes")
    progress("statistics")
    for table in TABLES:
        await database.execute(f"vacuum (analyze) {table}")


async def _load_patterns(database: Database, number: int, now: datetime, book: LawBook) -> None:
    products = (product_line(each, SHOPS.keys() & book.storefronts) for each in range(1, number + 1))
    lines = (*category_lines(), *products)
    report = await load(database, map(orjson.dumps, lines), now=now, book=book)
    if report.errors:
        raise ValueError(f"the patterns don't fit the law book: {report.errors[0]}")
