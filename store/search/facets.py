"""Facets: what search results can be narrowed to, with the number that each choice would leave.

A facet's counts ignore its own condition, so that the alternatives to a choice can be seen beside it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum, unique
from types import MappingProxyType

from store.catalog.queries import ProductQuery, begin, filters
from store.catalog.statement import both
from store.catalog.view import View
from store.database import Statements
from store.search.matches import offered

MOST_VALUES = 20
"""So many values a facet shows, the most frequent ones."""


@unique
class Facet(StrEnum):
    """By what results can be narrowed, named as clients name the conditions."""

    CATEGORY = "category"
    KIND = "kinds"
    LANGUAGE = "language"
    IN_STOCK = "inStock"
    ON_SALE = "onSale"


@dataclass(frozen=True, slots=True)
class FacetCount:
    """So many results have this value."""

    value: str
    count: int


COLUMNS = MappingProxyType(
    {
        Facet.CATEGORY: "s.category_id",
        Facet.KIND: "s.kind",
        Facet.LANGUAGE: "unnest(s.languages)",
        Facet.IN_STOCK: "s.in_stock",
        Facet.ON_SALE: "s.prior_price is not null",
    }
)
"""What results are grouped by."""
TOLD = MappingProxyType({Facet.CATEGORY: "select ancestors[1]::text from categories where id = key"})
"""By what value a group is told, where that isn't its key."""


async def count_facets(
    database: Statements, view: View, words: str, query: ProductQuery
) -> dict[Facet, list[FacetCount]]:
    """Values and counts of every facet among the results for these words; one statement."""
    arguments = begin(view)
    found: dict[Facet, list[FacetCount]] = {facet: [] for facet in Facet}
    matches = offered(view, words, arguments, ranked=False)
    if matches is None:
        return found
    counts = " union all ".join(
        f"""(select '{facet}' as facet, value, sum(products)::bigint as products
             from (select {column} as key, count(*) as products from offered s
                   where {both(filters(_without(query, facet), arguments))} group by 1) as grouped
             cross join lateral ({TOLD.get(facet, "select key::text")}) as told (value)
             group by 2 order by 3 desc, 2 limit {MOST_VALUES})"""
        for facet, column in COLUMNS.items()
    )
    for row in await database.fetch(f"with {matches} {counts}", *arguments.values):
        found[Facet(row["facet"])].append(FacetCount(row["value"], row["products"]))
    return found


def _without(query: ProductQuery, facet: Facet) -> ProductQuery:
    match facet:
        case Facet.CATEGORY:
            return replace(query, category=None)
        case Facet.KIND:
            return replace(query, kinds=None)
        case Facet.LANGUAGE:
            return replace(query, language=None)
        case Facet.IN_STOCK:
            return replace(query, in_stock=None)
        case Facet.ON_SALE:
            return replace(query, on_sale=None)
