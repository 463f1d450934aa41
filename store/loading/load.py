"""Loading JSON Lines: read, group, write; a batch that fails as a whole is written row by row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg

from regions.lawbook import LawBook, lawbook
from store.changes import name_tag, publish, tags_of
from store.database import Database, Statements
from store.documents import refresh_documents
from store.loading.batches import Batch, batches, name_of
from store.loading.categories import refuse_orphans, write_categories
from store.loading.offers import write_offers
from store.loading.products import refuse_misfits, without_unchanged, write_products
from store.loading.report import LoadReport, RowError
from store.loading.rows import BadRow, CategoryRow, ProductRow, Row
from store.markets import Ground, ground
from store.pricing import Pricer
from store.shelf import refresh_shelf, shelving

ATTEMPTS = 3
"""How often a row is tried that other writers keep pushing aside."""

Numbered = tuple[int, Row]
Witness = Callable[[Statements, Sequence[Row]], AbstractAsyncContextManager[None]]
"""Sees rows of one sort being written: what it returns is entered before and left after they are."""


def unwitnessed(_writing: Statements, _rows: Sequence[Row]) -> AbstractAsyncContextManager[None]:
    """Nobody looks on."""
    return nullcontext()


RETRIED = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
KNOWN = "select id from products where sku = any($1)"
NAMES_OF = """
select id, '' as language, sku as name, true as current from products where id = any($1)
union select product_id, '', sku, true from variants where product_id = any($1)
union select product_id, language, slug, true from product_texts where product_id = any($1)
union select product_id, language, slug, false from retired_slugs where product_id = any($1)
"""
"""What leads to products: their numbers, and their names in addresses, in use and retired."""
REFUSED = (BadRow, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)


async def load(
    database: Database,
    lines: Iterable[bytes | str],
    *,
    now: datetime,
    progress: Callable[[int], object] | None = None,
    book: LawBook | None = None,
    witness: Witness = unwitnessed,
) -> LoadReport:
    """Load `lines` in the format of docs/loading.md; undated prices hold from `now` on.

    Every row is written completely or not at all, with its shelf prices, search documents and counts, and
    what is written is committed a batch at a time. A load that was cut off is resumed by running it again:
    lines that are already in place are recognised and passed over. `progress` hears how many lines are done.
    """
    open_book = book or lawbook()
    writer = Writer(database, ground(open_book), Pricer(open_book, now), witness)
    report = LoadReport()
    for batch in batches(lines, writer.ground):
        report += await writer.write(batch)
        if progress is not None:
            progress(report.lines)
    return report


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes batches of one load."""

    database: Database
    ground: Ground
    pricer: Pricer
    witness: Witness = unwitnessed

    async def write(self, batch: Batch) -> LoadReport:
        """Write a batch at once, or if that fails row by row; its rows' refusals join the lines' own."""
        rows = list(batch.rows.values())
        try:
            done = await self._transact(rows)
        except (*REFUSED, *RETRIED):
            done = LoadReport()
            for row in rows:
                done += await self._write_alone(row)
        errors = sorted((*batch.errors, *done.errors), key=lambda error: error.line)
        return replace(done, errors=tuple(errors), lines=batch.lines)

    async def _write_alone(self, row: Numbered) -> LoadReport:
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._transact([row])
            except REFUSED as refusal:
                return LoadReport(errors=(_refused(row, refusal),))
            except RETRIED:
                continue
        return await self._transact([row])

    async def _transact(self, numbered: Sequence[Numbered]) -> LoadReport:
        lines = {name_of(row): (line, row) for line, row in numbered}
        categories = [row for _, row in numbered if isinstance(row, CategoryRow)]
        products = [row for _, row in numbered if isinstance(row, ProductRow)]
        async with shelving(self.database, self.pricer) as writing:
            if categories:
                refused = await refuse_orphans(writing, categories)
                kept = [row for row in categories if row.path not in refused]
                async with self.witness(writing, kept):
                    await write_categories(writing, kept)
                return LoadReport(categories=len(kept), errors=_all_refused(lines, refused))
            changed = await without_unchanged(writing, products)
            misfits = await refuse_misfits(writing, changed)
            taken = [row for row in changed if row.sku not in misfits]
            async with self.witness(writing, taken):
                added = await self._write_products(writing, taken) if taken else 0
        return LoadReport(
            added=added,
            changed=len(taken) - added,
            unchanged=len(products) - len(changed),
            errors=_all_refused(lines, misfits),
        )

    async def _write_products(self, writing: Statements, rows: Sequence[ProductRow]) -> int:
        """Write `rows` and all that is derived from them; how many are new."""
        known = [record["id"] for record in await writing.fetch(KNOWN, [row.sku for row in rows])]
        left, names = await tags_of(writing, known), await writing.fetch(NAMES_OF, known)
        written = await write_products(writing, rows, self.pricer.now)
        await write_offers(writing, rows, written, self.pricer.now)
        products = sorted(written.products.values())
        await refresh_shelf(writing, products, self.pricer)
        await refresh_documents(writing, products, self.ground.languages)
        entered = await tags_of(writing, products)
        renamed = {*names} ^ {*await writing.fetch(NAMES_OF, products)}
        led = (name_tag(record["name"]) for record in renamed if record["name"] is not None)
        await publish(writing, [*left, *entered, *led])
        return len(written.added)


def _all_refused(lines: Mapping[str, Numbered], refusals: Mapping[str, BadRow]) -> tuple[RowError, ...]:
    return tuple(_refused(lines[name], refusal) for name, refusal in refusals.items())


def _refused(numbered: Numbered, refusal: BaseException) -> RowError:
    line, row = numbered
    match refusal:
        case BadRow():
            return RowError(line, refusal.code, refusal.path, refusal.message, name_of(row))
        case asyncpg.UniqueViolationError(table_name="product_texts" | "category_texts"):
            language, slug = _names_in(refusal.detail or "")
            return RowError(
                line, "SLUG_TAKEN", f"texts.{language}.slug", f"another one has {slug}", name_of(row)
            )
        case asyncpg.PostgresError():
            return RowError(line, "REFUSED", "", refusal.message, name_of(row))
    raise refusal


def _names_in(detail: str) -> tuple[str, str]:
    """The language and the slug in ``Key (language, slug)=(de, faust) already exists.``, in any language."""
    language, _, slug = detail.partition("=(")[2].rpartition(")")[0].partition(", ")
    return language, slug
