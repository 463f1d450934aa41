"""What a product is on a page of the shop: plain frozen values with the parts that were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from store.catalog.categories import CategoryCard
from store.catalog.pages import SortKey
from store.catalog.tags import ShelfTag
from store.catalog.texts import Text
from store.catalog.variants import VariantCard
from store.ratings import Summary


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


class ProductCard(NamedTuple):
    """A product that is sold in the storefront that was looked at; parts that weren't asked for are empty.

    `variant_id`, `sku`, `kind`, `tag` and `in_stock` are those of the variant that speaks for the product.
    `category` is the one that it stands in, `breadcrumbs` the way down to it. `key` is its place in a list,
    `summary` that of all its reviews, without their languages, `companion` what was read along with it.
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
    summary: Summary | None = None
    companion: object = None
