"""Multiplying loaded products inside PostgreSQL, which is far quicker than sending them one by one.

Pattern `k` of `n` becomes product `k + n`, `k + 2n` ... with the seven digits of its number replaced wherever
they stand. A copy is as popular as its pattern or less. All else is equal, so what was derived for the
pattern is right for its copies.
"""

from collections.abc import Callable

from store.database import Statements

TABLES = (
    "products", "product_texts", "variants", "prices", "stock", "shelf_prices", "shelf_due",
    "search_documents",
)  # fmt: skip
"""What is multiplied."""

PATTERNS = """
create temporary table pattern on commit drop as
select id, popularity, substr(sku, 11) as digits, substr(sku, 11)::bigint as number
from products where sku like 'synthetic-%'
"""

COPIES = """
create temporary table copy on commit drop as
select pattern.id as pattern_id, pattern.digits as old, lpad(copied.number::text, 7, '0') as new,
    (select max(id) from products) + copied.number as id,
    pattern.popularity - (round * 7919) % (pattern.popularity + 1) as popularity
from generate_series(1, $1::bigint) as round
cross join pattern
cross join lateral (select pattern.number + round * (select count(*) from pattern) as number) as copied
where copied.number <= $2
order by copied.number
"""

VARIANT_COPIES = """
create temporary table variant_copy on commit drop as
select variants.id as pattern_id, copy.id as product_id, copy.old, copy.new,
    (select max(id) from variants) + row_number() over () as id
from copy join variants on variants.product_id = copy.pattern_id
"""

PATTERN_DOCUMENTS = """
create temporary table pattern_document on commit drop as
select document.product_id, language, title, title_key, category_id, terms::text as terms
from search_documents document join pattern on pattern.id = document.product_id
"""

COPY = {
    "products": """
insert into products (id, sku, kind, category_id, brand, contributors, contributor_keys, images, attributes,
    popularity, published, default_language, changed_at)
select copy.id, replace(old.sku, copy.old, copy.new), old.kind, old.category_id, old.brand, old.contributors,
    old.contributor_keys, old.images, old.attributes, copy.popularity, old.published, old.default_language,
    old.changed_at
from copy join products old on old.id = copy.pattern_id
""",
    "product_texts": """
insert into product_texts (product_id, language, title, description, slug)
select copy.id, old.language, replace(old.title, copy.old, copy.new), old.description,
    replace(old.slug, copy.old, copy.new)
from copy join product_texts old on old.product_id = copy.pattern_id
""",
    "variants": """
insert into variants (id, product_id, sku, gtin, position, kind, texts, options, facts, listed_everywhere)
select copy.id, copy.product_id, replace(old.sku, copy.old, copy.new), old.gtin, old.position, old.kind,
    old.texts, old.options, old.facts, old.listed_everywhere
from variant_copy copy join variants old on old.id = copy.pattern_id
""",
    "prices": """
insert into prices (variant_id, storefront, amount, valid_from)
select copy.id, old.storefront, old.amount, old.valid_from
from variant_copy copy join prices old on old.variant_id = copy.pattern_id
""",
    "stock": """
insert into stock (variant_id, warehouse, quantity)
select copy.id, old.warehouse, old.quantity
from variant_copy copy join stock old on old.variant_id = copy.pattern_id
""",
    "shelf_prices": """
insert into shelf_prices (product_id, storefront, variant_id, valid_from, valid_until, lead, begun,
    currency, current, net, gross, tax, tax_rate, list_price, prior_price, discount_percent, unit_price, unit,
    applied, category_id, kind, brand, languages, popularity, published, in_stock)
select copy.product_id, old.storefront, copy.id, old.valid_from, old.valid_until, old.lead, old.begun,
    old.currency, old.current, old.net, old.gross, old.tax, old.tax_rate, old.list_price, old.prior_price,
    old.discount_percent, old.unit_price, old.unit, old.applied, old.category_id, old.kind, old.brand,
    old.languages, product.popularity, old.published, old.in_stock
from variant_copy copy
join shelf_prices old on old.variant_id = copy.pattern_id
join copy product on product.id = copy.product_id
""",
    "shelf_due": """
insert into shelf_due (product_id, storefront, due_at)
select copy.id, old.storefront, old.due_at
from copy join shelf_due old on old.product_id = copy.pattern_id
""",
    "search_documents": """
insert into search_documents (product_id, language, title, title_key, category_id, popularity, terms)
select copy.id, old.language, replace(old.title, copy.old, copy.new),
    replace(old.title_key, copy.old, copy.new), old.category_id, copy.popularity,
    replace(old.terms, copy.old, copy.new)::tsvector
from copy join pattern_document old on old.product_id = copy.pattern_id
""",
}
"""For each table the statement that adds the copies. They have no traits that their patterns don't have."""


async def multiply(writing: Statements, number: int, progress: Callable[[str], object]) -> None:
    """Turn the loaded patterns into `number` products; `progress` hears the table that is being filled."""
    patterns = await writing.fetchval("select count(*) from products where sku like 'synthetic-%'")
    await writing.execute(PATTERNS)
    await writing.execute(COPIES, number // patterns, number)
    await writing.execute(VARIANT_COPIES)
    await writing.execute(PATTERN_DOCUMENTS)
    await writing.execute("analyze pattern; analyze copy; analyze variant_copy; analyze pattern_document")
    for table, statement in COPY.items():
        progress(table)
        await writing.execute(statement)
    for table in ("products", "variants"):
        await writing.execute(f"select setval('{table}_id_seq', (select max(id) from {table}))")  # noqa: S608 - ours
