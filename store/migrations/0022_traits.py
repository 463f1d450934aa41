"""What there is to narrow lists to, instead of how much of it there is; indexes for common words.

A list that is narrowed to what hardly any product meets is found by the combinations of traits that meet it:
`shelf_traits` knows which ones there are, `shelf_by_traits` where. Nobody read the counts that they replace.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

COUNTED_FACETS = """
create view counted_facets as
select shelf.product_id, shelf.storefront, shelf.category_id, facet.name as facet, facet.value
from shelf_prices shelf
cross join lateral (
    values ('product', ''), ('kind', shelf.kind), ('brand', shelf.brand)
    union all select 'language', unnest(shelf.languages)
) as facet(name, value)
where shelf.counted and facet.value is not null
"""
FACET_COUNTS = """
create table facet_counts (
    storefront text collate "C" not null,
    category_id bigint not null references categories on delete cascade,
    facet text not null,
    value text not null,
    products bigint not null,
    primary key (storefront, category_id, facet, value)
)
"""
COUNT = """
insert into facet_counts (storefront, category_id, facet, value, products)
select storefront, category_id, facet, value, count(*) from counted_facets group by 1, 2, 3, 4
"""

KEY = "hash_record_extended(row(storefront, category_id, kind, {on_sale}, in_stock, languages), 0)"
"""One number for a combination: an index by it is small, for what is alike stands there once."""

TRAITS = f"""
create table shelf_traits (
    traits bigint primary key generated always as ({KEY.format(on_sale="on_sale")}) stored,
    storefront text collate "C" not null,
    category_id bigint not null references categories on delete cascade,
    kind text not null,
    on_sale boolean not null,
    in_stock boolean not null,
    languages text[] not null
)
"""
NOTE = """
insert into shelf_traits (storefront, category_id, kind, on_sale, in_stock, languages)
select distinct storefront, category_id, kind, prior_price is not null, in_stock, languages
from shelf_prices where lead
"""
BY_TRAITS = f"""
create index shelf_by_traits on shelf_prices ({KEY.format(on_sale="prior_price is not null")}, current)
where lead
"""
ON_SALE = """
create index shelf_on_sale on shelf_prices (storefront, popularity, product_id)
where lead and prior_price is not null
"""
UNUSUAL = {
    f"shelf_unusual_by_{order}": f"""
create index shelf_unusual_by_{order} on shelf_prices (storefront, {order}, product_id)
where lead and (prior_price is not null or not in_stock)
"""
    for order in ("popularity", "published", "rating_rank")
}
DOCUMENTS = {
    "documents_sampled": "search_documents using gin (terms) where product_id % 17 = 0",
    "words_by_weight": "words (language, weight desc, word)",
}
"""Where words that are each common are looked for, and what is suggested first."""

COUNTED = """
update shelf_prices set counted = false where counted and not (lead and valid_until > now())
"""


class Migration(migrations.Migration):
    """The traits that rows on the shelf have, and which of them; no counts."""

    dependencies = [("store", "0021_sales_by_product")]

    operations = [
        ops.RunSQL(
            ["drop view counted_facets", "drop table facet_counts"],
            reverse_sql=[FACET_COUNTS, COUNTED_FACETS, COUNT],
        ),
        ops.RunSQL(
            "alter table shelf_prices rename column counted to begun",
            reverse_sql=["alter table shelf_prices rename column begun to counted", COUNTED],
        ),
        ops.RunSQL(
            [TRAITS, NOTE, BY_TRAITS, *UNUSUAL.values()],
            reverse_sql=[
                *(f"drop index {name}" for name in ("shelf_by_traits", *UNUSUAL)),
                "drop table shelf_traits",
            ],
        ),
        *(
            ops.RunSQL(f"create index {name} on {rows}", reverse_sql=f"drop index {name}")
            for name, rows in DOCUMENTS.items()
        ),
        ops.RunSQL("drop index shelf_on_sale", reverse_sql=ON_SALE),
        ops.RunSQL(["analyze shelf_prices", "analyze shelf_traits"], reverse_sql="analyze shelf_prices"),
    ]
