"""What a list of products is narrowed to and how it is ordered."""

from decimal import Decimal
from enum import Enum

import strawberry

from schema.kinds import ProductKind
from schema.scalars import LanguageTag


@strawberry.enum(description="Order of a list of products.")
class ProductSort(Enum):
    """Each order is total: equal entries keep one fixed order."""

    FEATURED = strawberry.enum_value("FEATURED", description="Most popular first.")
    NEWEST = strawberry.enum_value("NEWEST", description="Most recently published first.")
    PRICE_ASC = strawberry.enum_value("PRICE_ASC", description="Cheapest first, by the shelf price.")
    PRICE_DESC = strawberry.enum_value("PRICE_DESC", description="Dearest first, by the shelf price.")
    RATING = strawberry.enum_value(
        "RATING", description="Best rated first: the average, drawn to 3.5 as if by five more reviews."
    )
    TITLE = strawberry.enum_value("TITLE", description="By title, in the context's language.")


@strawberry.input(
    description="Bounds of the price that is shown for one, in the region's currency; both are included."
)
class PriceRangeInput:
    """Either bound may be left open."""

    min: Decimal | None = strawberry.field(default=None, description="Lowest price.")
    max: Decimal | None = strawberry.field(default=None, description="Highest price.")


@strawberry.input(description="What a list of products is narrowed to. Conditions are joined by “and”.")
class ProductFilter:
    """An empty filter holds for every product."""

    category: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a category; its descendants count too."
    )
    kinds: list[ProductKind] | None = strawberry.field(
        default=None, description="Kinds of the default variant, any of them."
    )
    price: PriceRangeInput | None = strawberry.field(default=None, description="Range of the shelf price.")
    in_stock: bool | None = strawberry.field(
        default=None, description="True: only what can be had now; false: only what can't."
    )
    contributor: str | None = strawberry.field(
        default=None, description="Name of a contributor in any language, in any capitals and accents."
    )
    language: LanguageTag | None = strawberry.field(
        default=None, description="Language that the product itself is in, such as that of a book."
    )
    on_sale: bool | None = strawberry.field(
        default=None,
        description="True: only products whose price is announced as reduced; false: the others.",
    )
    min_rating: Decimal | None = strawberry.field(
        default=None, description="Lowest average of the published reviews; what has none is left out."
    )
