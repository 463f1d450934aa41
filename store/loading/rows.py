"""What a line of a load file says, once it has been read and found to make sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Texts = Mapping[str, Mapping[str, str | None]]
"""By language: the words of each field, None where the language has none."""


class BadRow(Exception):
    """A line that makes sense by itself but contradicts itself or what is there; `code` says how."""

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A place in the tree of categories; its parent is the path without its last key."""

    path: str
    texts: Texts
    position: int

    @property
    def parent(self) -> str | None:
        """The path of the category above, None for a department."""
        return self.path.rpartition("/")[0] or None


@dataclass(frozen=True, slots=True)
class PriceEntry:
    """An amount in minor units (None: not sold) from an instant on (None: from now on)."""

    valid_from: datetime | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant until before another; None is open."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class VariantRow:
    """What is bought."""

    sku: str
    gtin: str | None
    texts: Texts
    options: Mapping[str, Any]
    kind: str
    facts: Mapping[str, Any]
    prices: Mapping[str, tuple[PriceEntry, ...]]
    """By storefront, oldest first."""
    stock: Mapping[str, int] | None
    """By warehouse; None never runs out."""
    listings: Mapping[str, Span] | None
    """By storefront; None is everywhere that has a price."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product with its variants, the default one first."""

    sku: str
    kind: str
    category: str
    brand: str | None
    contributors: tuple[Mapping[str, Any], ...]
    texts: Texts
    images: tuple[Mapping[str, Any], ...]
    attributes: Mapping[str, Any]
    published: date | None
    popularity: int
    variants: tuple[VariantRow, ...]
    digest: str
    """SHA-256 of the line, however its keys were ordered and spaced."""


Row = CategoryRow | ProductRow
