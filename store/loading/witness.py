"""Seeing what a load changes, and noting it in the audit."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from regions.lawbook import LawBook
from store.audit import record, what_differs
from store.database import Database, Statements
from store.loading.export import Line, category_lines, product_lines
from store.loading.load import Witness
from store.loading.rows import CategoryRow, Row
from store.markets import Markets, markets

LOCK = "select id from products where sku = any($1) order by sku for no key update"


def audited(actor: int | None, now: datetime, book: LawBook, operator: str | None = None) -> Witness:
    """A witness who notes each row that changes, and only what changes in it.

    The entries are those of a staff member's number, or of the name of who is at the command line.
    """
    shops = markets(book)

    @asynccontextmanager
    async def witness(writing: Statements, rows: Sequence[Row]) -> AsyncIterator[None]:
        before = await _states(writing, rows, shops)
        yield
        for subject, line in (await _states(writing, rows, shops)).items():
            old, new = what_differs(before.get(subject), line)
            if new:
                sort = subject.partition(":")[0]
                action = f"{sort}.changed" if subject in before else f"{sort}.added"
                await record(writing, actor, action, subject, old, new, now, operator=operator)

    return witness


async def note_load(
    database: Database, operator: str, source: str, counts: Mapping[str, int], now: datetime
) -> None:
    """Note that somebody at the command line has loaded a source, and what became of it."""
    async with database.transaction() as writing:
        told = {"source": source, **counts}
        await record(writing, None, "load.done", "load", None, told, now, operator=operator)


async def _states(writing: Statements, rows: Sequence[Row], shops: Markets) -> dict[str, Line]:
    """The lines of what `rows` are about, as they are now, by subject; nobody else changes them meanwhile."""
    paths = [row.path for row in rows if isinstance(row, CategoryRow)]
    skus = [row.sku for row in rows if not isinstance(row, CategoryRow)]
    found = {f"category:{line['category']}": line for line in await category_lines(writing, paths)}
    products = [row["id"] for row in await writing.fetch(LOCK, skus)]
    lines = await product_lines(writing, products, shops)
    return found | {f"product:{line['sku']}": line for line in lines}
