"""What a list of products is narrowed to, as conditions on the shelf prices that speak for products."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from store.catalog.orders import Sort
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.words import fold

LEADS = "s.lead and s.storefront = $1 and s.valid_from <= $2 and s.valid_until > $2"
"""The one row per product that is sold here now and speaks for it."""
ON_SALE = "s.prior_price is not null"
"""Whether its price is announced as reduced."""


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
    def has_traits(self) -> bool:
        """Whether anything is asked of the traits that `shelf_traits` knows."""
        asked = (self.category, self.kinds, self.on_sale, self.in_stock, self.language)
        return any(each is not None for each in asked)

    @property
    def has_price(self) -> bool:
        """Whether a price is asked for."""
        return self.lowest is not None or self.highest is not None


def begin(view: View, *more: object) -> Arguments:
    """The arguments with which every statement about products begins: $1 storefront, $2 instant."""
    arguments = Arguments()
    for value in (view.storefront, view.at, *more):
        arguments.bind(value)
    return arguments


def filters(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """What the row `s` that speaks for a product must meet."""
    yield LEADS
    yield from trait_filters(query, arguments)
    yield from price_filters(query, arguments)
    if query.lowest_rating is not None:
        yield rating_filter(query, arguments)
    if query.contributor is not None:
        yield contributor_filter(query, arguments)


def filters_within_category(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """The same without its category, for a read that walks from category to category by itself."""
    yield from filters(replace(query, category=None), arguments)


def trait_filters(query: ProductQuery, arguments: Arguments, on_sale: str = ON_SALE) -> Iterator[str]:
    """Those on traits, of which there are few combinations: of the row `s` of a shelf price or of traits."""
    if query.category is not None:
        category = arguments.bind(query.category)
        yield f"s.category_id = any(array(select id from categories where {category} = any(ancestors)))"
    if query.kinds is not None:
        yield f"s.kind = any({arguments.bind(list(query.kinds))}::text[])"
    if query.on_sale is not None:
        yield f"({on_sale}) = {arguments.bind(query.on_sale)}"
    if query.in_stock is not None:
        yield f"s.in_stock = {arguments.bind(query.in_stock)}"
    if query.language is not None:
        yield f"{arguments.bind(query.language)} = any(s.languages)"


def price_filters(query: ProductQuery, arguments: Arguments) -> Iterator[str]:
    """Those on the price."""
    if query.lowest is not None:
        yield f"s.current >= {arguments.bind(query.lowest)}"
    if query.highest is not None:
        yield f"s.current <= {arguments.bind(query.highest)}"


def rating_filter(query: ProductQuery, arguments: Arguments) -> str:
    """That on the average of the reviews."""
    return f"s.rating_average >= {arguments.bind(query.lowest_rating)}"


def contributor_filter(query: ProductQuery, arguments: Arguments) -> str:
    """That on who made it."""
    name = arguments.bind([fold(query.contributor or "").replace("\0", "")])
    return f"s.product_id = any(array(select id from products where contributor_keys @> {name}::text[]))"
