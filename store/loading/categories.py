"""Writing categories: set-wise, a level of the tree at a time."""

from collections.abc import Sequence
from itertools import groupby

from store.changes import TREE_TAG, publish
from store.database import Statements
from store.loading.rows import BadRow, CategoryRow
from store.records import as_records

UPSERT = """
insert into categories (path, parent_id, ancestors, position)
select row.path, parent.id, '{}', row.position
from jsonb_to_recordset($1::jsonb) as row(path text, parent text, position int)
left join categories parent on parent.path = row.parent
order by row.path
on conflict (path) do update set position = excluded.position
"""

NAME_ANCESTORS = """
with recursive tree as (
    select id, array[id] as ancestors from categories where parent_id is null
    union all
    select child.id, tree.ancestors || child.id from categories child join tree on child.parent_id = tree.id
)
update categories set ancestors = tree.ancestors
from tree where tree.id = categories.id and categories.ancestors <> tree.ancestors
"""

DROP_TEXTS = """
delete from category_texts using categories
where categories.id = category_texts.category_id and categories.path = any($1)
"""

READ = """
select path, position, array(
    select (language, name, slug)::text from category_texts where category_id = categories.id order by 1)
from categories where path = any($1) order by path
"""

WRITE_TEXTS = """
insert into category_texts (category_id, language, name, slug)
select categories.id, row.language, row.name, row.slug
from jsonb_to_recordset($1::jsonb) as row(path text, language text, name text, slug text)
join categories on categories.path = row.path
"""


async def refuse_orphans(writing: Statements, rows: Sequence[CategoryRow]) -> dict[str, BadRow]:
    """Refusals, by path, of those whose parent is neither there nor among `rows`."""
    parents = [row.parent for row in rows if row.parent]
    found = await writing.fetch("select path from categories where path = any($1)", parents)
    known = {row.path for row in rows} | {record["path"] for record in found}
    return {
        row.path: BadRow("UNKNOWN_CATEGORY", "category", f"{row.parent} isn't there")
        for row in rows
        if row.parent and row.parent not in known
    }


async def write_categories(writing: Statements, rows: Sequence[CategoryRow]) -> None:
    """Add or change categories whose parents are there or among them."""
    paths = [row.path for row in rows]
    before = await writing.fetch(READ, paths)
    by_depth = sorted(rows, key=lambda row: row.path.count("/"))
    for _, level in groupby(by_depth, key=lambda row: row.path.count("/")):
        await writing.execute(
            UPSERT,
            as_records({"path": row.path, "parent": row.parent, "position": row.position} for row in level),
        )
    await writing.execute(NAME_ANCESTORS)
    await writing.execute(DROP_TEXTS, paths)
    await writing.execute(
        WRITE_TEXTS,
        as_records(
            {"path": row.path, "language": language, **words}
            for row in rows
            for language, words in row.texts.items()
        ),
    )
    if await writing.fetch(READ, paths) != before:
        await publish(writing, [TREE_TAG])
