"""What a product is on a page of the shop: plain frozen values with the parts that were asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

from store.catalog.categories import CategoryCard
from store.catalog.pages import SortKey
from store.catalog.tags import ShelfTag
from store.catalog.texts import Text, choose_text
from store.catalog.variants import VariantCard


@unique
class Part(StrEnum):
    """Parts of a card that cost something to read, named as the fields of a card that they fill."""

    TITLE = "title"
    SLUG = "slug"
    DESCRIPTION = "description"
    CATEGORY = "category"
    BREADCRUMBS = "breadcrumbs"
    CONTRIBUTORS = "contributors"
    IMAGES = "images"
    ATTRIBUTES = "attributes"
    ALTERNATES = "alternates"
    VARIANTS = "variants"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a part of it, in which role."""

    role: str
    name: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """An image and the words that stand for it."""

    url: str
    alt: Text | None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a product is found in one language."""

    language: str
    slug: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product that is sold in the storefront that was looked at; parts that weren't asked for are empty.

    `variant_id`, `sku`, `kind`, `tag` and `in_stock` are those of the variant that speaks for the product.
    `category` is the one that it stands in, `breadcrumbs` the way down to it.
    """

    id: int
    variant_id: int
    sku: str
    kind: str
    brand: str | None
    in_stock: bool
    tag: ShelfTag
    key: SortKey = ()
    title: Text | None = None
    slug: Text | None = None
    description: Text | None = None
    category: tuple[CategoryCard, ...] = ()
    breadcrumbs: tuple[CategoryCard, ...] = ()
    contributors: tuple[Credit, ...] = ()
    images: tuple[Picture, ...] = ()
    attributes: Mapping[str, Any] | None = None
    alternates: tuple[Address, ...] = ()
    variants: tuple[VariantCard, ...] = ()


def read_credits(rows: Sequence[Mapping[str, Any]], chain: Sequence[str]) -> tuple[Credit, ...]:
    """Contributors as the store keeps them, their names looked for along a chain of languages."""
    found = ((row["role"], choose_text(row["name"], chain)) for row in rows)
    return tuple(Credit(role, name) for role, name in found if name is not None)


def read_pictures(rows: Sequence[Mapping[str, Any]], chain: Sequence[str]) -> tuple[Picture, ...]:
    """Images as the store keeps them, their words looked for along a chain of languages."""
    return tuple(Picture(row["url"], choose_text(row.get("alt") or {}, chain)) for row in rows)
