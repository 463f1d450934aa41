"""The columns of a product card: one SQL expression for each part, and how its answer is read.

`s` is the row of the shelf price that speaks for the product, `p` the product. $1 is the storefront, $2 the
instant, $3 the chain of languages: every statement about products begins with these three.

This is done for each row of each list. Texts come chosen; what JSON was read as in a language is remembered,
since the same products are asked for again and again.
"""

from collections.abc import Callable, Collection
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import orjson
from asyncpg import Record

from store.catalog.cards import Address, Credit, Picture, ProductCard
from store.catalog.categories import CATEGORY_JSON, CategoryCard, read_category
from store.catalog.orders import Order
from store.catalog.parts import Companion, Part
from store.catalog.tags import TAG_WIDTH, ShelfTag, tag_columns
from store.catalog.texts import Text, choose_text
from store.catalog.variants import VariantCard, read_variant, variants_json
from store.ratings import COUNTS, NO_LANGUAGES, Summary

Chain = tuple[str, ...]

CHAIN_IS_BOUND = "$3::text[] is not null"
"""Tells PostgreSQL the type of $3, which not every selection of parts mentions."""

MOST_REMEMBERED = 2_000
"""Texts of each kind of part whose reading is remembered, at some kilobytes each."""

PLAIN = (
    "p.id",
    "s.variant_id",
    "(select v.sku from variants v where v.id = s.variant_id) as sku",
    "s.kind",
    "p.brand",
    "s.in_stock",
)
"""What every card has, in the order of its fields."""

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
        Part.SUMMARY: f"""(
            select json_build_array({COUNTS}) from review_counts c
            where c.product_id = p.id and c.reviews > 0)""",
    }
)
"""Parts that are JSON; variants are too, but depend on other parts."""


@lru_cache(MOST_REMEMBERED)
def _read_home(written: str, _: Chain) -> tuple[CategoryCard, ...]:
    return (read_category(orjson.loads(written)),)


@lru_cache(MOST_REMEMBERED)
def _read_breadcrumbs(written: str, _: Chain) -> tuple[CategoryCard, ...]:
    return tuple(read_category(row) for row in orjson.loads(written))


@lru_cache(MOST_REMEMBERED)
def _read_credits(written: str, chain: Chain) -> tuple[Credit, ...]:
    found = ((row["role"], choose_text(row["name"], chain)) for row in orjson.loads(written))
    return tuple(Credit(role, name) for role, name in found if name is not None)


@lru_cache(MOST_REMEMBERED)
def _read_pictures(written: str, chain: Chain) -> tuple[Picture, ...]:
    return tuple(
        Picture(row["url"], choose_text(row.get("alt") or {}, chain)) for row in orjson.loads(written)
    )


def _read_attributes(written: str, _: Chain) -> Any:
    return orjson.loads(written)


def _read_alternates(written: str, _: Chain) -> tuple[Address, ...]:
    return tuple(Address(language, slug) for language, slug in orjson.loads(written))


@lru_cache(MOST_REMEMBERED)
def _read_summary(written: str, _: Chain) -> Summary:
    return Summary(tuple(orjson.loads(written)), NO_LANGUAGES)


def _read_variants(written: str, chain: Chain) -> tuple[VariantCard, ...]:
    return tuple(read_variant(row, chain) for row in orjson.loads(written))


READERS: MappingProxyType[Part, Callable[[str, Chain], Any]] = MappingProxyType(
    {
        Part.CATEGORY: _read_home,
        Part.BREADCRUMBS: _read_breadcrumbs,
        Part.CONTRIBUTORS: _read_credits,
        Part.IMAGES: _read_pictures,
        Part.ATTRIBUTES: _read_attributes,
        Part.ALTERNATES: _read_alternates,
        Part.SUMMARY: _read_summary,
        Part.VARIANTS: _read_variants,
    }
)


def select_columns(parts: Collection[Part]) -> str:
    """What a statement selects for cards with these parts; a list adds its sort key at the end."""
    nested = [f"{EXPRESSIONS[part]}::text" for part in EXPRESSIONS if part in parts]
    if Part.VARIANTS in parts:
        nested.append(f"{variants_json(parts)}::text")
    written = [f"{part}.value, {part}.language" for part in WRITTEN if part in parts]
    return ", ".join([*PLAIN, tag_columns(parts), *written, *nested])


def join_texts(parts: Collection[Part]) -> str:
    """The joins that `select_columns` needs: each text in the first language of the chain that has one."""
    chain = "$3::text[] || p.default_language::text"
    return "".join(
        f"""
        left join lateral (
            select t.{part} as value, t.language from product_texts t
            where t.product_id = p.id and t.language::text = any({chain}) and t.{part} is not null
            order by array_position({chain}, t.language::text) limit 1) as {part} on true"""
        for part in WRITTEN
        if part in parts
    )


def card_reader(
    parts: Collection[Part], chain: Chain, order: Order | None = None, companion: Companion | None = None
) -> Callable[[Record], ProductCard]:
    """A function that reads the card in a row selected with these parts; in a list, with its place there.

    A companion's column is called `companion`.
    """
    first_tag, first_text = len(PLAIN), len(PLAIN) + TAG_WIDTH
    written = [part for part in WRITTEN if part in parts]
    texts = [(_PLACES[part], first_text + 2 * at) for at, part in enumerate(written)]
    first_nested = first_text + 2 * len(written)
    asked = [part for part in READERS if part in parts]
    write = None if order is None else order.write
    nested = [(_PLACES[part], first_nested + at, READERS[part]) for at, part in enumerate(asked)]

    def read(row: Record) -> ProductCard:
        card = [*row[:first_tag], _new(ShelfTag, row[first_tag:first_text]), *_EMPTY]
        if write is not None:
            card[_KEY] = (write(row[-1]), row[0])
        if companion is not None:
            card[_COMPANION] = companion.read(row["companion"])
        for place, column in texts:
            if row[column] is not None:
                card[place] = Text(row[column], row[column + 1])
        for place, column, reader in nested:
            if row[column] is not None:
                card[place] = reader(row[column], chain)
        made: ProductCard = _new(ProductCard, card)
        return made

    return read


_PLACES = MappingProxyType({part: ProductCard._fields.index(part) for part in (*WRITTEN, *READERS)})
_KEY, _COMPANION = map(ProductCard._fields.index, ("key", "companion"))
_EMPTY = tuple(ProductCard._field_defaults.values())
_new: Any = tuple.__new__
"""Makes a named tuple as `_make` does, which counts its fields each time."""
