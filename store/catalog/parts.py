"""What of a product or its price is read only where it is asked for."""

from enum import StrEnum, unique


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
