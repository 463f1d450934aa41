"""Changing a part of a product's line, as if it had been loaded anew with that part."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from regions.lawbook import LawBook
from store.database import Database, Statements
from store.loading.export import Line, product_line, product_lines
from store.loading.load import Witness, load
from store.loading.report import RowError
from store.loading.rows import BadRow, Row
from store.loading.witness import LOCK, audited
from store.markets import Markets, markets

ATTEMPTS = 5
"""How often a change is tried anew when others keep changing the product."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the product since its line was read."""


async def amend_line(
    database: Database,
    book: LawBook,
    sku: str,
    change: Callable[[Line], Line],
    *,
    actor: int | None,
    now: datetime,
) -> Line | RowError | None:
    """Write the product of a SKU as `change` makes of its line; the line as it then is.

    A RowError where the loader or `change` (by BadRow) refuses it, None where there is no such product.
    Nobody's change is lost: the line that was changed is the one that is there when it is written.
    """
    shops = markets(book)
    for _ in range(ATTEMPTS):
        line = await product_line(database, sku, shops)
        if line is None:
            return None
        witness = _unless_changed(line, shops, audited(actor, now, book))
        try:
            # Not orjson, which can't write every number that somebody may send.
            written = [json.dumps(change(line))]
            report = await load(database, written, now=now, book=book, witness=witness)
        except BadRow as refusal:
            return RowError(1, refusal.code, refusal.path, refusal.message, sku)
        except ChangedMeanwhile:
            continue
        return report.errors[0] if report.errors else await product_line(database, line["sku"], shops)
    return RowError(1, "CHANGED_MEANWHILE", "", "others keep changing the product", sku)


def variant_in(line: Line, sku: str) -> Line:
    """The variant with that SKU, else the product's first one."""
    variants: list[Line] = line["variants"]
    return next((variant for variant in variants if variant["sku"] == sku), variants[0])


def _unless_changed(line: Line, shops: Markets, inner: Witness) -> Witness:
    """A witness who lets a row be written only if it still is as `line` says."""

    @asynccontextmanager
    async def witness(writing: Statements, rows: Sequence[Row]) -> AsyncIterator[None]:
        ids = [row["id"] for row in await writing.fetch(LOCK, [line["sku"]])] if rows else []
        if ids and await product_lines(writing, ids, shops) != [line]:
            raise ChangedMeanwhile
        async with inner(writing, rows):
            yield

    return witness
