"""What a list of products is narrowed to, as conditions on the shelf prices that speak for products."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from store.catalog.orders import Sort
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.words import fold

LEADS = "s.lead and s.storefront = $1 and s.valid_from <= $2 and s.valid_until > $2"
"""The one row per product that is sold here now and speaks for it."""


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """Conditions joined by `and`; None asks nothing. Prices are minor units, both bounds included.

    `lowest_rating` is an average in thousandths.
    """

    category: int | None = None
    kinds: tuple[str, ...] | None = None
    lowest: int | None = None
    highest: int | None = None
    in_stock: bool | None = None
    contributor: str | None = None
    language: str | None = None
    on_sale: bool | None = None
    lowest_rating: int | None = None
    sort: Sort = Sort.FEATURED

    @property
    def depends_on_values(self) -> bool:
        """Whether few or many products meet it, and so the best plan, lies in its values."""
        bounds = (self.lowest, self.highest, self.lowest_rating)
        return any(bound is not None for bound in bounds)


def begin(view: View, *more: object) -> Arguments:
    """The arguments with which every statement about products begins: $1 storefront, $2 instant."""
    arguments = Arguments()
    for value in (view.storefront, view.at, *more):
        arguments.bind(value)
    return arguments


def filters(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """What the row `s` that speaks for a product must meet."""
    yield from filters_by_index(query, arguments)
    yield from filters_by_look(query, arguments)


def filters_within_category(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """The same without its category, for a read that walks from category to category by itself."""
    yield from filters(replace(query, category=None), arguments)


def filters_by_index(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """Those for which an index finds the rows that meet them."""
    yield LEADS
    if query.category is not None:
        category = arguments.bind(query.category)
        yield f"s.category_id in (select id from categories where {category} = any(ancestors))"
    if query.lowest is not None:
        yield f"s.current >= {arguments.bind(query.lowest)}"
    if query.highest is not None:
        yield f"s.current <= {arguments.bind(query.highest)}"
    if query.on_sale is not None:
        yield f"s.prior_price is {'not ' if query.on_sale else ''}null"
    if query.lowest_rating is not None:
        yield f"s.rating_average >= {arguments.bind(query.lowest_rating)}"
    if query.contributor is not None:
        name = arguments.bind([fold(query.contributor).replace("\0", "")])
        yield f"s.product_id = any(array(select id from products where contributor_keys @> {name}::text[]))"


def filters_by_look(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """Those for which each row has to be looked at."""
    if query.kinds is not None:
        yield f"s.kind = any({arguments.bind(list(query.kinds))}::text[])"
    if query.in_stock is not None:
        yield f"s.in_stock = {arguments.bind(query.in_stock)}"
    if query.language is not None:
        yield f"{arguments.bind(query.language)} = any(s.languages)"
