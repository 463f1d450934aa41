"""Cards of products by their ids, as resolvers read them."""

from collections.abc import Collection, Mapping, Sequence

from schema.context import Info, ShopContext
from schema.tags import note_asked, note_shown
from store.catalog.cards import ProductCard
from store.catalog.lookups import read_products
from store.catalog.parts import Part


async def read_cards(
    shop: ShopContext, info: Info, ids: Sequence[int], parts: Collection[Part]
) -> Mapping[int, ProductCard]:
    """Cards by id, of those products that are sold in a context's storefront; one statement for all."""
    cards = await read_products(info.context.database, shop.view, ids, parts)
    note_asked(info.context, shop, ids)
    note_shown(info.context, shop, cards.values())
    return cards
