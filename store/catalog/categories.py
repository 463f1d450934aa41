"""The tree of categories in the words of a chain of languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from store.catalog.slugs import Candidate, choose_by_slug
from store.catalog.texts import Text, pick
from store.catalog.view import View
from store.database import Statements

CATEGORY_JSON = """json_build_array(c.id, c.path,
    exists (select from categories child where child.parent_id = c.id),
    (select json_agg(json_build_array(t.language, t.name, t.slug)
                     order by array_position($3::text[], t.language::text))
     from category_texts t where t.category_id = c.id and t.language::text = any($3::text[])))"""
"""A category `c` and its texts in the languages of the chain, $3, best first."""

SELECT = f"select c.id, c.parent_id, {CATEGORY_JSON.replace('$3', '$1')} as card from categories c"

BY_SLUG = "select category_id, language from category_texts where slug = $1"


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category in the words of a chain of languages."""

    id: int
    path: str
    has_children: bool
    name: Text
    slug: Text


def read_category(row: Sequence[Any]) -> CategoryCard:
    """The category in a row of CATEGORY_JSON; without any words, its path speaks for it."""
    category_id, path, has_children, texts = row
    last_step = path.rpartition("/")[2]
    name, slug = pick(texts or (), 1), pick(texts or (), 2)
    return CategoryCard(
        id=category_id,
        path=path,
        has_children=has_children,
        name=name or Text(last_step, "und"),
        slug=slug or Text(last_step, "und"),
    )


async def read_categories(database: Statements, view: View, ids: Sequence[int]) -> Mapping[int, CategoryCard]:
    """Categories by id; one statement for all."""
    rows = await database.fetch(f"{SELECT} where c.id = any($2::bigint[])", list(view.chain), list(ids))
    return {row["id"]: read_category(orjson.loads(row["card"])) for row in rows}


async def list_departments(database: Statements, view: View) -> list[CategoryCard]:
    """The categories at the top of the tree, in the merchant's order."""
    sql = f"{SELECT} where c.parent_id is null order by c.position, c.id"
    rows = await database.fetch(sql, list(view.chain))
    return [read_category(orjson.loads(row["card"])) for row in rows]


async def list_children(
    database: Statements, view: View, parents: Sequence[int]
) -> Mapping[int, list[CategoryCard]]:
    """The categories directly below each of these, in the merchant's order; one statement for all."""
    sql = f"{SELECT} where c.parent_id = any($2::bigint[]) order by c.position, c.id"
    found: dict[int, list[CategoryCard]] = {parent: [] for parent in parents}
    for row in await database.fetch(sql, list(view.chain), list(parents)):
        found[row["parent_id"]].append(read_category(orjson.loads(row["card"])))
    return found


async def find_category_by_slug(database: Statements, view: View, slug: str) -> int | None:
    """The category with this slug: in the first language of the chain, else the only one anywhere."""
    if not slug.isprintable():
        return None
    rows = await database.fetch(BY_SLUG, slug)
    return choose_by_slug([Candidate(row["category_id"], row["language"]) for row in rows], view.chain)
