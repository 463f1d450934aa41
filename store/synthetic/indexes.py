"""Building indexes once over all rows instead of row by row."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from store.database import Statements

MEMORY = "512MB"
"""For each index that is built."""

FOREIGN_KEYS = """
select conrelid::regclass::text as "table", quote_ident(conname) as name,
    pg_get_constraintdef(oid) as definition
from pg_constraint where contype = 'f' and conrelid = any($1::text[]::regclass[])
"""

INDEXES = """
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index
where indrelid = any($1::text[]::regclass[])
    and not exists (select from pg_constraint where pg_constraint.conindid = indexrelid)
"""


@asynccontextmanager
async def indexed_later(writing: Statements, tables: Sequence[str]) -> AsyncIterator[None]:
    """Drop foreign keys and plain indexes of `tables` for the block and build them again after it.

    Keys and unique constraints stay, as what is written in the block is checked against them. The tables are
    locked until the transaction ends.
    """
    foreign_keys = await writing.fetch(FOREIGN_KEYS, tables)
    indexes = await writing.fetch(INDEXES, tables)
    for key in foreign_keys:
        await writing.execute(f"alter table {key['table']} drop constraint {key['name']}")
    for index in indexes:
        await writing.execute(f"drop index {index['name']}")
    yield
    await writing.execute(f"set local maintenance_work_mem = '{MEMORY}'")
    for index in indexes:
        await writing.execute(index["definition"])
    for key in foreign_keys:
        await writing.execute(f"alter table {key['table']} add constraint {key['name']} {key['definition']}")
