"""The columns of a product card: one SQL expression for each part, and how its answer is read.

`s` is the row of the shelf price that speaks for the product, `p` the product. $1 is the storefront, $2 the
instant, $3 the chain of languages: every statement about products begins with these three.
"""

from collections.abc import Callable, Collection, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from asyncpg import Record

from store.catalog.cards import Address, Part, ProductCard, read_credits, read_pictures
from store.catalog.categories import CATEGORY_JSON, read_category
from store.catalog.orders import Order
from store.catalog.tags import TAG_COLUMNS, TAG_WIDTH, ShelfTag
from store.catalog.texts import pick
from store.catalog.variants import VARIANTS_JSON, read_variant

CHAIN_IS_BOUND = "$3::text[] is not null"
"""Tells PostgreSQL the type of $3, which not every selection of parts mentions."""

WRITTEN = (Part.TITLE, Part.SLUG, Part.DESCRIPTION)
"""Parts that are columns of a product's texts."""

EXPRESSIONS = MappingProxyType(
    {
        Part.CATEGORY: f"(select {CATEGORY_JSON} from categories c where c.id = p.category_id)",
        Part.BREADCRUMBS: f"""(
            select json_agg({CATEGORY_JSON} order by step.place)
            from categories home cross join unnest(home.ancestors) with ordinality as step (id, place)
            join categories c on c.id = step.id where home.id = p.category_id)""",
        Part.CONTRIBUTORS: "p.contributors",
        Part.IMAGES: "p.images",
        Part.ATTRIBUTES: "p.attributes",
        Part.ALTERNATES: """(
            select json_agg(json_build_array(t.language, t.slug) order by t.language)
            from product_texts t where t.product_id = p.id and t.slug is not null)""",
        Part.VARIANTS: VARIANTS_JSON,
    }
)

READERS: MappingProxyType[Part, Callable[[Any, Sequence[str]], object]] = MappingProxyType(
    {
        Part.CATEGORY: lambda row, _: (read_category(row),),
        Part.BREADCRUMBS: lambda rows, _: tuple(read_category(row) for row in rows),
        Part.CONTRIBUTORS: read_credits,
        Part.IMAGES: read_pictures,
        Part.ATTRIBUTES: lambda attributes, _: attributes,
        Part.ALTERNATES: lambda rows, _: tuple(Address(language, slug) for language, slug in rows),
        Part.VARIANTS: lambda rows, chain: tuple(read_variant(row, chain) for row in rows),
    }
)


def select_columns(parts: Collection[Part]) -> str:
    """What a statement selects for cards with these parts: the columns of the price come first."""
    nested = [*(EXPRESSIONS[part] for part in EXPRESSIONS if part in parts)]
    written = [part for part in WRITTEN if part in parts]
    if written:
        nested.append(_texts(written))
    parts_of_it = f"json_build_array({', '.join(nested)})::text as parts" if nested else "null as parts"
    sku = "(select v.sku from variants v where v.id = s.variant_id) as sku"
    return f"{TAG_COLUMNS}, p.id, p.brand, s.kind, s.variant_id, s.in_stock, {sku}, {parts_of_it}"


def _texts(written: Sequence[Part]) -> str:
    """A row for each language of the chain in which the product has words, best first."""
    chain = "$3::text[] || p.default_language::text"
    return f"""(
        select json_agg(json_build_array(t.language, {", ".join(f"t.{part}" for part in written)})
                        order by array_position({chain}, t.language::text))
        from product_texts t where t.product_id = p.id and t.language::text = any({chain}))"""


def card_reader(
    parts: Collection[Part], chain: Sequence[str], order: Order | None = None
) -> Callable[[Record], ProductCard]:
    """A function that reads the card in a row selected with these parts; in a list, with its place there."""
    nested = [(part.value, READERS[part]) for part in EXPRESSIONS if part in parts]
    written = [(part.value, column) for column, part in enumerate((p for p in WRITTEN if p in parts), 1)]

    def read(row: Record) -> ProductCard:
        found: list[Any] = orjson.loads(row["parts"]) if row["parts"] else []
        filled: dict[str, Any] = {
            name: reader(value, chain)
            for (name, reader), value in zip(nested, found, strict=False)
            if value is not None
        }
        if written:
            texts = found[-1] or ()
            filled.update((name, pick(texts, column)) for name, column in written)
        return ProductCard(
            id=row["id"],
            variant_id=row["variant_id"],
            sku=row["sku"],
            kind=row["kind"],
            brand=row["brand"],
            in_stock=row["in_stock"],
            tag=ShelfTag(*row[:TAG_WIDTH]),
            key=() if order is None else order.write_key(row["sort_key"], row["id"]),
            **filled,
        )

    return read
