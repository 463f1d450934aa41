"""Tables that are derived from the catalogue so that reads stay flat; docs/store.md says which serves what.

They have keys of several columns, which Tortoise's models can't have, and are only ever written
set-wise, in the transaction that changed what they are derived from.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

SHELF_PRICES = """
create table shelf_prices (
    product_id bigint not null references products on delete cascade,
    storefront text collate "C" not null,
    variant_id bigint not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null check (valid_until > valid_from),
    lead boolean not null,
    counted boolean not null default false,
    currency text not null,
    current bigint not null,
    net bigint,
    gross bigint,
    tax bigint,
    tax_rate numeric,
    list_price bigint,
    prior_price bigint,
    discount_percent smallint,
    unit_price bigint,
    unit text,
    applied jsonb,
    category_id bigint not null,
    kind text not null,
    brand text,
    languages text[] not null,
    popularity integer not null,
    published date not null,
    in_stock boolean not null,
    primary key (product_id, storefront, variant_id, valid_from)
)
"""

SHELF_ORDERS = tuple(
    f"create index shelf_by_{scope}{order} on shelf_prices (storefront, {columns}{order}, product_id) where lead"
    for scope, columns in (("", ""), ("category_", "category_id, "))
    for order in ("popularity", "published", "current")
)

SHELF_DUE = """
create table shelf_due (
    product_id bigint not null references products on delete cascade,
    storefront text collate "C" not null,
    due_at timestamptz not null,
    primary key (product_id, storefront)
)
"""

SEARCH_DOCUMENTS = """
create table search_documents (
    product_id bigint not null references products on delete cascade,
    language text collate "C" not null,
    title text not null,
    title_key text collate "C" not null,
    category_id bigint not null,
    popularity integer not null,
    terms tsvector not null,
    primary key (product_id, language)
)
"""

WORDS = """
create table words (
    language text collate "C" not null,
    word text collate "C" not null,
    weight integer not null,
    neighbours text[] not null,
    primary key (language, word)
)
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

CHANGE_LOG = """
create table change_log (
    id bigint generated always as identity primary key,
    made_at timestamptz not null default transaction_timestamp(),
    tags text[] not null
)
"""

CHECKS = {"prices": ("prices_not_negative", "amount >= 0"), "stock": ("stock_not_negative", "quantity >= 0")}

DOWN = ("change_log", "facet_counts", "words", "search_documents", "shelf_due", "shelf_prices")


class Migration(migrations.Migration):
    """Shelf prices, search documents, words, counters and the log of changes."""

    dependencies = [("store", "0001_catalogue")]

    operations = [
        ops.RunSQL(
            [
                f"alter table {table} add constraint {name} check ({rule})"
                for table, (name, rule) in CHECKS.items()
            ],
            reverse_sql=[
                f"alter table {table} drop constraint {name}" for table, (name, _) in CHECKS.items()
            ],
        ),
        ops.RunSQL(
            [
                SHELF_PRICES,
                *SHELF_ORDERS,
                "create index shelf_starts on shelf_prices (valid_from) where not counted",
                "create index shelf_ends on shelf_prices (valid_until) where valid_until < 'infinity'",
                SHELF_DUE,
                "create index shelf_due_at on shelf_due (due_at)",
                SEARCH_DOCUMENTS,
                "create index documents_by_popularity on search_documents (language, popularity, product_id)",
                "create index documents_by_title on search_documents (language, title_key, product_id)",
                "create index documents_by_category_title"
                " on search_documents (language, category_id, title_key, product_id)",
                "create index documents_by_term on search_documents using gin (terms)",
                WORDS,
                "create index words_by_neighbour on words using gin (neighbours)",
                FACET_COUNTS,
                COUNTED_FACETS,
                CHANGE_LOG,
                "create index change_log_made_at on change_log (made_at)",
            ],
            reverse_sql=["drop view counted_facets", *(f"drop table {table}" for table in DOWN)],
        ),
    ]
