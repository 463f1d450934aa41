"""Which parts of a card a selection needs, so that the store reads no others."""

from types import MappingProxyType

from schema.plan import Wanted
from store.catalog.parts import Part

PARTS = MappingProxyType(
    {
        "slug": Part.SLUG,
        "canonical_slug": Part.SLUG,
        "title": Part.TITLE,
        "title_text": Part.TITLE,
        "description": Part.DESCRIPTION,
        "description_text": Part.DESCRIPTION,
        "category": Part.CATEGORY,
        "breadcrumbs": Part.BREADCRUMBS,
        "contributors": Part.CONTRIBUTORS,
        "images": Part.IMAGES,
        "attributes": Part.ATTRIBUTES,
        "alternates": Part.ALTERNATES,
        "variants": Part.VARIANTS,
        "review_summary": Part.SUMMARY,
    }
)
"""The part of a card behind each field of a product that needs one."""

PRICE_PARTS = MappingProxyType(
    {
        "taxed": Part.TAXED,
        "list_price": Part.COMPARED,
        "prior_price": Part.COMPARED,
        "discount_percent": Part.COMPARED,
        "unit_price": Part.MEASURED,
        "applied_rules": Part.REASONS,
    }
)
"""The part behind each field of a price that needs one."""


def product_parts(selection: Wanted) -> frozenset[Part]:
    """The parts that a selection of a product's fields needs."""
    return selection.once(_parts_of_product)


def variant_parts(selection: Wanted) -> frozenset[Part]:
    """The parts that a selection of a variant's fields needs."""
    return selection.once(_parts_of_variant)


def connection_parts(selection: Wanted) -> frozenset[Part]:
    """The parts that a selection on a connection of products needs."""
    return selection.once(_parts_of_connection)


def wants_rows(selection: Wanted) -> bool:
    """Whether a selection on a connection needs its rows, and not their number alone."""
    return any(selection.has(field) for field in ("nodes", "edges", "page_info"))


def _parts_of_connection(selection: Wanted) -> frozenset[Part]:
    return product_parts(selection.under("nodes")) | product_parts(selection.under("edges", "node"))


def _parts_of_product(selection: Wanted) -> frozenset[Part]:
    own = {part for field, part in PARTS.items() if selection.has(field)}
    if selection.under("review_summary").has("languages"):
        own.discard(Part.SUMMARY)  # it tells none, so they are counted by themselves
    return frozenset(own) | _parts_of_price(selection) | _parts_of_price(selection.under("variants"))


def _parts_of_variant(selection: Wanted) -> frozenset[Part]:
    return _parts_of_price(selection) | {Part.VARIANTS}


def _parts_of_price(selection: Wanted) -> frozenset[Part]:
    price = selection.under("price")
    return frozenset(part for field, part in PRICE_PARTS.items() if price.has(field))
