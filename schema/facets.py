"""Facets: by what search results can be narrowed, in the words of one context."""

from collections.abc import Mapping

import strawberry

from locales import language_name, phrases
from regions.words import N_
from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.kinds import kind_name
from schema.plan import cacheable
from schema.tags import note_facets
from store.catalog.categories import CategoryCard, read_categories
from store.catalog.queries import ProductQuery
from store.search.facets import Facet as FacetCode
from store.search.facets import FacetCount, count_facets

FACETS: Mapping[FacetCode, str] = {
    FacetCode.CATEGORY: N_("Department"),
    FacetCode.KIND: N_("Kind"),
    FacetCode.LANGUAGE: N_("Language"),
    FacetCode.IN_STOCK: N_("In stock"),
    FacetCode.ON_SALE: N_("Reduced"),
}


@cacheable(PUBLIC)
@strawberry.type(description="A choice by which results can be narrowed.")
class FacetValue:
    """A value with the number of results that choosing it would leave."""

    value: str = strawberry.field(description="What a filter names the value by.")
    label: str = strawberry.field(description="What the value is called, in the context's language.")
    count: int = strawberry.field(description="Results with this value among the other conditions.")
    selected: bool = strawberry.field(description="Whether the filter asks for it.")


@cacheable(PUBLIC)
@strawberry.type(description="A property by which results can be narrowed.")
class Facet:
    """A property and its most frequent values."""

    code: str = strawberry.field(description="Code of the property, named as the filter's field.")
    label: str = strawberry.field(description="What the property is called, in the context's language.")
    values: list[FacetValue] = strawberry.field(description="Its values, the most frequent first.")


async def read_facets(shop: ShopContext, info: Info, words: str, query: ProductQuery) -> list[Facet]:
    """What the results for these words can be narrowed to; two statements."""
    database = info.context.database
    note_facets(info.context, shop)
    counts = await count_facets(database, shop.view, words, query)
    departments = [int(counted.value) for counted in counts[FacetCode.CATEGORY]]
    cards = await read_categories(database, shop.view, departments)
    say = phrases(shop.language).say
    return [
        Facet(
            code=code.value,
            label=say(label),
            values=[_value(code, counted, query, cards, shop) for counted in counts[code]],
        )
        for code, label in FACETS.items()
    ]


def _value(
    code: FacetCode,
    counted: FacetCount,
    query: ProductQuery,
    cards: Mapping[int, CategoryCard],
    shop: ShopContext,
) -> FacetValue:
    value, label, chosen = counted.value, counted.value, False
    match code:
        case FacetCode.CATEGORY:
            key = int(counted.value)
            value, label = write_id(NodeType.CATEGORY, key), cards[key].name.value
            chosen = query.category == key
        case FacetCode.KIND:
            label, chosen = kind_name(value, shop.language), value in (query.kinds or ())
        case FacetCode.LANGUAGE:
            label, chosen = language_name(value, shop.language), query.language == value
        case FacetCode.IN_STOCK | FacetCode.ON_SALE:
            label = phrases(shop.language).say(N_("Yes") if value == "true" else N_("No"))
            asked = query.in_stock if code is FacetCode.IN_STOCK else query.on_sale
            chosen = asked is not None and asked == (value == "true")
    return FacetValue(value=value, label=label, count=counted.count, selected=chosen)
