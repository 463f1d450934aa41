"""What of a product or its price is read only where it is asked for."""

from collections.abc import Hashable
from enum import StrEnum, unique
from typing import Any, Protocol

from store.catalog.statement import Arguments


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
    SUMMARY = "summary"
    TAXED = "taxed"
    COMPARED = "compared"
    MEASURED = "measured"
    REASONS = "reasons"


class Companion(Hashable, Protocol):
    """Something of another kind that is read along with products, by the same statement."""

    def column(self, product: str, arguments: Arguments) -> str:
        """The expression of it for the product whose id is `product`."""
        ...

    def read(self, written: Any) -> Any:
        """What such a column holds, as it stands on a card."""
        ...
