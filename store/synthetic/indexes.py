"""Building indexes once over all rows instead of row by row."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from store.database import Statements

MEMORY = "512MB"
"""For each index that is built."""

CONSTRAINTS = """
select conrelid::regclass::text as "table", quote_ident(conname) as name,
    pg_get_constraintdef(oid) as definition
from pg_constraint where contype in ('f', 'u') and conrelid = any($1::text[]::regclass[])
order by contype desc
"""

INDEXES = """
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index
where indrelid = any($1::text[]::regclass[])
    and not exists (select from pg_constraint where pg_constraint.conindid = indexrelid)
"""


@asynccontextmanager
async def indexed_later(writing: Statements, tables: Sequence[str]) -> AsyncIterator[None]:
    """Drop everything but the primary keys of `tables` for the block and build it again after it.

    What was written in the block is checked then. The tables are locked until the transaction ends.
    """
    constraints = await writing.fetch(CONSTRAINTS, tables)
    indexes = await writing.fetch(INDEXES, tables)
    for table, name, _ in constraints:
        await writing.execute(f"alter table {table} drop constraint {name}")
    for name, _ in indexes:
        await writing.execute(f"drop index {name}")
    yield
    await writing.execute(f"set local maintenance_work_mem = '{MEMORY}'")
    for _, definition in indexes:
        await writing.execute(definition)
    for table, name, definition in constraints:
        await writing.execute(f"alter table {table} add constraint {name} {definition}")
