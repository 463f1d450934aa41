"""Lists that are narrowed to what may be few: found within bounded work, whether many, few or none meet it.

First the products in their order are looked through, some thousand of them: of what many products meet there
is a page among them. Else what meets the conditions is gathered by an index, and sorted; where that would be
too many, each category that has any is walked by itself, or the whole list where these are many. One
statement, and one plan for all values.
"""

from dataclasses import replace

from store.catalog.orders import ORDERS
from store.catalog.pages import Page
from store.catalog.queries import (
    LEADS,
    ProductQuery,
    contributor_filter,
    filters,
    price_filters,
    rating_filter,
    trait_filters,
)
from store.catalog.statement import Arguments, both, unguessed
from store.catalog.view import View
from store.catalog.walks import Walk

LOOKED_THROUGH = 1_000
"""So many products are looked through in their order first."""
TITLES_LOOKED_THROUGH = 500
GATHERED = 5_000
"""So many that meet some of the conditions are gathered at most."""
CATEGORIES = 20
"""So many categories are walked by themselves; of more, all products are walked in their order."""

MOST_BY_ONE = 100_000
"""So many products are gathered of one contributor."""

UNUSUAL = "(s.prior_price is not null or not s.in_stock)"
"""What `shelf_unusual_by_popularity` and its like hold."""
TRAITS = """hash_record_extended(row(s.storefront, s.category_id, s.kind, s.prior_price is not null,
    s.in_stock, s.languages), 0)"""
"""What `shelf_by_traits` is by: written as the index has it."""


def is_narrow(query: ProductQuery) -> bool:
    """Whether walking a list in its order may pass many products by."""
    looked_at = (query.kinds, query.on_sale, query.in_stock, query.language, query.contributor)
    return any(each is not None for each in (*looked_at, query.lowest_rating)) or (
        query.has_price and not is_by_price(query)
    )


def is_by_price(query: ProductQuery) -> bool:
    """Whether prices are walked in their order, so that a range of them is a part of the way."""
    return ORDERS[query.sort].column == "s.current"


def find_narrowed(view: View, query: ProductQuery, page: Page, arguments: Arguments) -> str:
    """The keys of a page's rows and of one more, in the direction of the page."""
    walk = Walk.towards(view, query.sort, page, arguments)
    if query.contributor is not None:
        found = gather(query, arguments, MOST_BY_ONE)
        others = unguessed(filters(replace(query, contributor=None), arguments))
        return walk.best([others], source=f"({found})")
    conditions = unguessed(filters(query, arguments))
    missing = f"(select count(*) < {walk.size} from looked_through)"
    few = f"(select count(*) <= {GATHERED} from gathered)"
    return f"""
        with looked_through as materialized ({_look_through(query, walk, arguments, conditions)}),
        {mean(query, arguments)},
        gathered as materialized (
            select s.* from ({gather(query, arguments, GATHERED + 1)}) as s where {missing})
        select * from looked_through where not {missing}
        union all ({walk.best([conditions, missing, few], source="gathered")})
        union all ({_everywhere(query, walk, [LEADS, conditions, missing, f"not {few}"])})"""


def _look_through(query: ProductQuery, walk: Walk, arguments: Arguments, conditions: str) -> str:
    """The first of those that come first; of what is reduced or sold out there is an index."""
    if walk.is_by_title:
        return walk.best_among(TITLES_LOOKED_THROUGH, [LEADS], conditions)
    along = [LEADS]
    if is_by_price(query):
        # With both ends of a range PostgreSQL would take it for narrow, and sort it.
        down = walk.direction == "desc"
        near = replace(query, lowest=None) if down else replace(query, highest=None)
        along += price_filters(near, arguments)
    elif query.on_sale or query.in_stock is False:
        along.append(UNUSUAL)
    return walk.best_among(LOOKED_THROUGH, along, conditions)


def _everywhere(query: ProductQuery, walk: Walk, conditions: list[str]) -> str:
    """The first of all, wherever they are."""
    if not query.has_traits:
        return walk.best(conditions)
    apart = f"(select count(distinct category_id) <= {CATEGORIES} from meant)"
    branches, belongs = "select distinct category_id as id from meant", walk.in_category
    if is_by_price(query):
        branches, belongs = "select traits from meant", f"{TRAITS} = branch.traits"
    return f"""
        ({walk.best_of_each(branches, belongs, [*conditions, apart])})
        union all ({walk.best([*conditions, f"not {apart}"])})"""


def count_gathered(query: ProductQuery, arguments: Arguments, whole: int, looked_at: int) -> str:
    """A row that says how many products were found to meet a query, and whether these are all.

    Of what one index knows `whole` are counted at most; else so many are `looked_at`.
    """
    asked = (
        query.contributor is not None,
        query.has_traits or query.has_price,
        query.lowest_rating is not None,
    )
    most, meeting = whole, ""
    if sum(asked) > 1:
        others = replace(query, contributor=None)
        most, meeting = looked_at, f" filter (where {both(filters(others, arguments))})"
    return f"""
        with {mean(query, arguments)}
        select count(*){meeting} as meeting, count(*) < {most} as wholly
        from ({gather(query, arguments, most)}) as s"""


def mean(query: ProductQuery, arguments: Arguments) -> str:
    """`meant`: the traits that are asked for and that something has."""
    meant = both(["s.storefront = $1", *trait_filters(query, arguments, "s.on_sale")])
    return f"meant as materialized (select s.traits, s.category_id from shelf_traits s where {meant})"


def gather(query: ProductQuery, arguments: Arguments, most: int) -> str:
    """At most so many shelf prices that meet what one index knows of the conditions.

    That is who made it, or else its traits and its price, or else its rating, or that it is sold.
    """
    if query.contributor is not None:
        where = [LEADS, contributor_filter(query, arguments)]
        return f"select s.* from shelf_prices s where {both(where)} limit {most}"
    prices = [*price_filters(query, arguments)]
    if query.has_traits:
        where = [f"{TRAITS} = meant.traits", LEADS, *prices]
        return f"""
            select s.* from meant cross join lateral (
                select s.* from shelf_prices s where {both(where)} limit {most}) as s
            limit {most}"""
    if not prices and query.lowest_rating is None:
        return f"select s.* from shelf_prices s where {LEADS} limit {most}"
    if not prices:
        return f"""
            select s.* from shelf_prices s where {LEADS} and {rating_filter(query, arguments)}
            order by s.rating_average limit {most}"""
    # From one end of the range, which is enough to tell whether they are few.
    return f"""
        select s.* from (
            select s.* from shelf_prices s where {LEADS} and {prices[0]}
            order by s.current {"desc" if query.lowest is None else "asc"} limit {most}) as s
        where {both(prices[1:]) or "true"}"""
