"""Writing products, their texts and their variants: set-wise, under the locks of the products' own rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from store.database import Statements
from store.loading.rows import BadRow, ProductRow
from store.records import as_records
from store.words import fold

FIRST_WITHDRAWN_POSITION = 1000

OTHERS_VARIANTS = """
select row.product, row.sku from jsonb_to_recordset($1::jsonb) as row(product text, sku text)
join variants on variants.sku = row.sku
join products on products.id = variants.product_id
where products.sku <> row.product
"""

UPSERT = """
insert into products as old (sku, kind, category_id, brand, contributors, contributor_keys, images,
    attributes, popularity, published, default_language, digest, changed_at)
select row.sku, row.kind, categories.id, row.brand, row.contributors, row.contributor_keys, row.images,
    row.attributes, row.popularity, row.published, row.default_language, row.digest, $2
from jsonb_to_recordset($1::jsonb) as row(sku text, kind text, category text, brand text, contributors jsonb,
    contributor_keys text[], images jsonb, attributes jsonb, popularity int, published date,
    default_language text, digest text)
join categories on categories.path = row.category
order by row.sku
on conflict (sku) do update set (kind, category_id, brand, contributors, contributor_keys, images, attributes,
    popularity, published, default_language, digest, changed_at) =
    (excluded.kind, excluded.category_id, excluded.brand, excluded.contributors, excluded.contributor_keys,
    excluded.images, excluded.attributes, excluded.popularity, excluded.published, excluded.default_language,
    excluded.digest, excluded.changed_at)
returning sku, id, xmax = 0 as added
"""

RETIRE_SLUGS = """
insert into retired_slugs (product_id, language, slug, retired_at)
select old.product_id, old.language, old.slug, $3 from product_texts old
where old.product_id = any($2) and old.slug is not null and not exists (
    select from jsonb_to_recordset($1::jsonb) as row(product_id bigint, language text, slug text)
    where row.product_id = old.product_id and row.language = old.language and row.slug = old.slug)
on conflict (language, slug, product_id) do update set retired_at = excluded.retired_at
"""

UNRETIRE_SLUGS = """
delete from retired_slugs old
using jsonb_to_recordset($1::jsonb) as row(product_id bigint, language text, slug text)
where old.product_id = row.product_id and old.language = row.language and old.slug = row.slug
"""

WRITE_TEXTS = """
insert into product_texts (product_id, language, title, description, slug)
select row.product_id, row.language, row.title, row.description, row.slug
from jsonb_to_recordset($1::jsonb)
    as row(product_id bigint, language text, title text, description text, slug text)
"""

UPSERT_VARIANTS = """
insert into variants as old (product_id, sku, gtin, position, kind, texts, options, facts, listed_everywhere)
select row.product_id, row.sku, row.gtin, row.position, row.kind, row.texts, row.options, row.facts,
    row.listed_everywhere
from jsonb_to_recordset($1::jsonb) as row(product_id bigint, sku text, gtin text, position int, kind text,
    texts jsonb, options jsonb, facts jsonb, listed_everywhere bool)
order by row.sku
on conflict (sku) do update set (gtin, position, kind, texts, options, facts, listed_everywhere) =
    (excluded.gtin, excluded.position, excluded.kind, excluded.texts, excluded.options, excluded.facts,
    excluded.listed_everywhere)
where old.product_id = excluded.product_id
returning sku, id
"""

WITHDRAW_VARIANTS = """
update variants set listed_everywhere = false,
    position = case when position < $3 then position + $3 else position end
where product_id = any($1) and sku <> all($2)
returning id
"""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the rows went."""

    products: Mapping[str, int]
    """Ids by SKU."""
    variants: Mapping[str, int]
    withdrawn: tuple[int, ...]
    """Variants that their product's line doesn't name any more."""
    added: frozenset[str]
    """SKUs of the products that are new."""


async def without_unchanged(writing: Statements, rows: Sequence[ProductRow]) -> list[ProductRow]:
    """Those of `rows` that were not loaded in exactly this form before."""
    known = await writing.fetch(
        "select sku, digest from products where sku = any($1)", [row.sku for row in rows]
    )
    digests = {record["sku"]: record["digest"] for record in known}
    return [row for row in rows if digests.get(row.sku) != row.digest]


async def refuse_misfits(writing: Statements, rows: Sequence[ProductRow]) -> dict[str, BadRow]:
    """Refusals, by SKU, of rows whose category isn't there or whose variants belong to other products."""
    paths = [row.category for row in rows]
    found = await writing.fetch("select path from categories where path = any($1)", paths)
    known = {record["path"] for record in found}
    refused = {
        row.sku: BadRow("UNKNOWN_CATEGORY", "category", f"{row.category} isn't there")
        for row in rows
        if row.category not in known
    }
    pairs = ({"product": row.sku, "sku": variant.sku} for row in rows for variant in row.variants)
    for record in await writing.fetch(OTHERS_VARIANTS, as_records(pairs)):
        message = f"{record['sku']} is a variant of another product"
        refused.setdefault(record["product"], BadRow("SKU_TAKEN", "variants", message))
    return refused


async def write_products(writing: Statements, rows: Sequence[ProductRow], now: datetime) -> Written:
    """Add or change products, texts and variants; a slug that a product no longer has is retired."""
    records = await writing.fetch(UPSERT, as_records(map(_product_record, rows)), now)
    ids = {record["sku"]: record["id"] for record in records}
    await _write_texts(writing, rows, ids, now)
    variants = await writing.fetch(UPSERT_VARIANTS, as_records(_variant_records(rows, ids)))
    skus = [variant.sku for row in rows for variant in row.variants]
    if len(variants) < len(skus):
        raise BadRow("SKU_TAKEN", "variants", "a variant's SKU belongs to another product")
    withdrawn = await writing.fetch(WITHDRAW_VARIANTS, list(ids.values()), skus, FIRST_WITHDRAWN_POSITION)
    return Written(
        products=ids,
        variants={record["sku"]: record["id"] for record in variants},
        withdrawn=tuple(record["id"] for record in withdrawn),
        added=frozenset(record["sku"] for record in records if record["added"]),
    )


async def _write_texts(
    writing: Statements, rows: Sequence[ProductRow], ids: Mapping[str, int], now: datetime
) -> None:
    texts = as_records(
        {"product_id": ids[row.sku], "language": language, **words}
        for row in rows
        for language, words in row.texts.items()
    )
    products = list(ids.values())
    await writing.execute(RETIRE_SLUGS, texts, products, now)
    await writing.execute(UNRETIRE_SLUGS, texts)
    await writing.execute("delete from product_texts where product_id = any($1)", products)
    await writing.execute(WRITE_TEXTS, texts)


def _product_record(row: ProductRow) -> dict[str, Any]:
    names = [name for contributor in row.contributors for name in contributor["name"].values()]
    return {
        "sku": row.sku,
        "kind": row.kind,
        "category": row.category,
        "brand": row.brand,
        "contributors": row.contributors,
        "contributor_keys": list(dict.fromkeys(map(fold, names))),
        "images": row.images,
        "attributes": row.attributes,
        "popularity": row.popularity,
        "published": _day(row.published),
        "default_language": next(language for language, said in row.texts.items() if said["title"]),
        "digest": row.digest,
    }


def _day(published: date | None) -> str:
    return published.isoformat() if published else "-infinity"


def _variant_records(rows: Sequence[ProductRow], ids: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "product_id": ids[row.sku],
            "sku": variant.sku,
            "gtin": variant.gtin,
            "position": position,
            "kind": variant.kind,
            "texts": variant.texts,
            "options": variant.options,
            "facts": variant.facts,
            "listed_everywhere": variant.listings is None,
        }
        for row in rows
        for position, variant in enumerate(row.variants)
    ]
