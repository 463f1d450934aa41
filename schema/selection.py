"""Which parts of a card a selection needs, so that the store reads no others."""

from types import MappingProxyType

from schema.plan import Wanted
from store.catalog.cards import Part

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
    }
)
"""The part of a card behind each field of a product that needs one."""


def product_parts(*selections: Wanted) -> frozenset[Part]:
    """The parts that any of these selections of a product's fields needs."""
    return frozenset(part for field, part in PARTS.items() if any(each.has(field) for each in selections))


def connection_parts(selection: Wanted) -> frozenset[Part]:
    """The parts that a selection on a connection of products needs."""
    return product_parts(selection.under("nodes"), selection.under("edges", "node"))


def wants_rows(selection: Wanted) -> bool:
    """Whether a selection on a connection needs its rows, and not their number alone."""
    return any(selection.has(field) for field in ("nodes", "edges", "page_info"))
