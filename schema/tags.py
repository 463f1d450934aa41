"""What an answer rests on, told while it is made: the tags that `store.changes` publishes when it changes.

Every resolver that reads from the store notes them in `Visit.seen`, also where it finds nothing. An answer is
kept until one of them is published, so a tag that is forgotten is an answer that is wrong.
"""

from collections.abc import Iterable

from schema.context import ShopContext, Visit
from store.catalog.cards import ProductCard
from store.catalog.queries import ProductQuery
from store.changes import (
    PRODUCTS_TAG,
    STOCK_TAG,
    TREE_TAG,
    category_tag,
    name_tag,
    product_tag,
    storefront_tag,
)


def note_asked(visit: Visit, shop: ShopContext, product_ids: Iterable[int]) -> None:
    """The answer asks for products by their ids, whether or not they are sold in a storefront."""
    visit.seen.add(storefront_tag(shop.region))
    visit.seen.update(map(product_tag, product_ids))


def note_shown(visit: Visit, shop: ShopContext, cards: Iterable[ProductCard]) -> None:
    """The answer shows these products, perhaps with the categories that they stand in."""
    shown = [*cards]
    visit.seen.add(storefront_tag(shop.region))
    visit.seen.update([product_tag(card.id) for card in shown])
    if any(card.category or card.breadcrumbs for card in shown):
        visit.seen.add(TREE_TAG)


def note_named(visit: Visit, shop: ShopContext, name: str, card: ProductCard | None) -> None:
    """The answer asks for a product by a number or a name."""
    if card is None:
        note_missing(visit, shop)
    else:
        visit.seen.add(name_tag(name))
        note_shown(visit, shop, [card])


def note_missing(visit: Visit, shop: ShopContext) -> None:
    """The answer tells that something isn't there: whichever product changes next may bring it."""
    visit.seen.update((storefront_tag(shop.region), PRODUCTS_TAG))


def note_list(visit: Visit, shop: ShopContext, query: ProductQuery) -> None:
    """The answer looks into a list of products, or counts it."""
    visit.seen.add(storefront_tag(shop.region))
    visit.seen.add(PRODUCTS_TAG if query.category is None else category_tag(query.category))
    if query.in_stock is not None:
        visit.seen.add(STOCK_TAG)


def note_search(visit: Visit, shop: ShopContext, query: ProductQuery | None = None) -> None:
    """The answer searches: what is found depends on the words of all products, whatever it is narrowed to."""
    note_list(visit, shop, query or ProductQuery())
    visit.seen.add(PRODUCTS_TAG)


def note_facets(visit: Visit, shop: ShopContext) -> None:
    """The answer counts search results by everything that they can be narrowed to."""
    visit.seen.update((storefront_tag(shop.region), PRODUCTS_TAG, STOCK_TAG, TREE_TAG))


def note_tree(visit: Visit) -> None:
    """The answer shows categories, or that there are none."""
    visit.seen.add(TREE_TAG)


def note_storefronts(visit: Visit, codes: Iterable[str]) -> None:
    """The answer tells what storefronts are and promise."""
    visit.seen.update(map(storefront_tag, codes))
