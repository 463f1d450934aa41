"""The variants of a product that are sold in a storefront."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.catalog.tags import TAG_COLUMNS, ShelfTag
from store.catalog.texts import Text, choose_text

VARIANTS_JSON = f"""(
    select json_agg(json_build_array(v.id, v.product_id, v.sku, v.gtin, s.kind, s.in_stock, v.options,
                                     (select json_object_agg(key, value->>'title') from jsonb_each(v.texts)),
                                     {TAG_COLUMNS}) order by v.position)
    from shelf_prices s join variants v on v.id = s.variant_id
    where s.product_id = p.id and s.storefront = $1 and s.valid_from <= $2 and s.valid_until > $2)"""


@dataclass(frozen=True, slots=True)
class VariantCard:
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


def read_variant(row: Sequence[Any], chain: Sequence[str]) -> VariantCard:
    """The variant in a row of VARIANTS_JSON, its title looked for along a chain of languages."""
    variant_id, product_id, sku, gtin, kind, in_stock, options, titles, *tag = row
    return VariantCard(
        id=variant_id,
        product_id=product_id,
        sku=sku,
        gtin=gtin,
        kind=kind,
        in_stock=in_stock,
        options=options,
        title=choose_text(titles or {}, chain),
        tag=ShelfTag(*tag),
    )
