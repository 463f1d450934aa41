"""Arguments that several fields share, described once."""

from typing import Annotated

import strawberry

from schema.filters import ProductFilter, ProductSort

First = Annotated[
    int | None, strawberry.argument(description="Size of the page, from the front; at most 100.")
]
After = Annotated[str | None, strawberry.argument(description="Cursor after which the page begins.")]
Last = Annotated[
    int | None,
    strawberry.argument(description="Size of the page, from the back; goes before `first`."),
]
Before = Annotated[str | None, strawberry.argument(description="Cursor before which a page of `last` ends.")]
Filter = Annotated[
    ProductFilter | None, strawberry.argument(name="filter", description="What the list is narrowed to.")
]
Sort = Annotated[ProductSort | None, strawberry.argument(description="Order of the list.")]
Id = Annotated[strawberry.ID | None, strawberry.argument(name="id", description="Global id.")]
Slug = Annotated[
    str | None, strawberry.argument(description="Name in an address, of any language or retired.")
]
Sku = Annotated[
    str | None,
    strawberry.argument(description="Number of the product or of one of its variants."),
]
