"""Prices for a level of an answer at once: stored ones at home, computed ones for any other destination."""

from collections.abc import Sequence
from dataclasses import dataclass

from regions.lawbook import lawbook
from schema.context import Info, ShopContext
from schema.price import ProductPrice
from store.catalog.elsewhere import price_elsewhere
from store.catalog.tags import ShelfTag


@dataclass(frozen=True, slots=True)
class Shelved:
    """A variant with its stored price, in the context in which it is shown."""

    variant_id: int
    tag: ShelfTag
    shop: ShopContext


async def price_all(shelved: Sequence[Shelved], info: Info) -> list[ProductPrice]:
    """The price of each; one statement for each context among them that delivers elsewhere."""
    away = {id(each.shop): each.shop for each in shelved if not each.shop.at_home}
    computed: dict[tuple[int, int], ShelfTag] = {}
    for key, shop in away.items():
        ids = [each.variant_id for each in shelved if each.shop is shop]
        tags = await price_elsewhere(
            info.context.database, lawbook(), shop.view, shop.storefront, shop.destination, ids
        )
        computed |= {(key, variant_id): tag for variant_id, tag in tags.items()}
    return [
        ProductPrice(tag=computed.get((id(each.shop), each.variant_id), each.tag), shop=each.shop)
        for each in shelved
    ]
