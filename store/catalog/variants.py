"""The variants of a product that are sold in a storefront."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from store.catalog.parts import Part
from store.catalog.tags import ShelfTag, tag_columns
from store.catalog.texts import Text, choose_text


class VariantCard(NamedTuple):
    """A variant that is sold in the storefront that was looked at."""

    id: int
    product_id: int
    sku: str
    gtin: str | None
    kind: str
    in_stock: bool
    options: Mapping[str, str]
    title: Text | None
    tag: ShelfTag


def variants_json(parts: Collection[Part]) -> str:
    """The variants of a product `p` as JSON, their prices with these parts."""
    return f"""(
        select json_agg(json_build_array(
            v.id, v.product_id, v.sku, v.gtin, s.kind, s.in_stock, v.options,
            (select json_object_agg(key, value->>'title') from jsonb_each(v.texts)),
            {tag_columns(parts)}) order by v.position)
        from shelf_prices s join variants v on v.id = s.variant_id
        where s.product_id = p.id and s.storefront = $1 and s.valid_from <= $2 and s.valid_until > $2)"""


def read_variant(row: Sequence[Any], chain: Sequence[str]) -> VariantCard:
    """The variant in a row of `variants_json`, its title looked for along a chain of languages."""
    variant_id, product_id, sku, gtin, kind, in_stock, options, titles, *tag = row
    title = choose_text(titles or {}, chain)
    return VariantCard(variant_id, product_id, sku, gtin, kind, in_stock, options, title, ShelfTag._make(tag))
