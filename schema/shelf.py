"""What is on the shelf, for a level of an answer at once: prices, and what must be told beside them."""

from collections.abc import Awaitable, Iterable, Sequence
from typing import NamedTuple

from regions.lawbook import lawbook
from schema.context import Info, ShopContext
from schema.notices import Notice, Placement
from schema.price import ProductPrice
from store.catalog.elsewhere import price_elsewhere
from store.catalog.tags import ShelfTag
from store.quotes import Sale, tell_notices

Priced = list[ProductPrice] | Awaitable[list[ProductPrice]]
"""Prices that are at hand, or are computed."""


class Shelved(NamedTuple):
    """A variant with its stored price, in the context in which it is shown."""

    variant_id: int
    tag: ShelfTag
    shop: ShopContext

    @property
    def key(self) -> tuple[int, int]:
        """The variant in its context; contexts are values that are handed down, so one is one object."""
        return id(self.shop), self.variant_id


def price_all(shelved: Sequence[Shelved], info: Info) -> Priced:
    """The price of each: the stored one at home, else computed."""
    if all(shop.at_home for shop in _shops(shelved)):
        return [ProductPrice(tag=tag, shop=shop) for _, tag, shop in shelved]
    return _compute_prices(shelved, info)


async def _compute_prices(shelved: Sequence[Shelved], info: Info) -> list[ProductPrice]:
    """Two statements for each context among them that delivers elsewhere."""
    computed: dict[tuple[int, int], ShelfTag] = {}
    for shop in _shops(shelved):
        if shop.at_home:
            continue
        tags = await price_elsewhere(
            info.context.database,
            lawbook(),
            shop.view,
            shop.storefront,
            shop.destination,
            _variants_in(shop, shelved),
        )
        computed |= {(id(shop), variant_id): tag for variant_id, tag in tags.items()}
    return [ProductPrice(tag=computed.get(each.key, each.tag), shop=each.shop) for each in shelved]


async def tell_all(shelved: Sequence[Shelved], placement: Placement, info: Info) -> list[list[Notice]]:
    """What must be told about one of each, and belongs there. Two statements for each context among them."""
    found: dict[tuple[int, int], list[Notice]] = {}
    for shop in _shops(shelved):
        sale = Sale(shop.storefront, shop.destination, shop.now)
        told = await tell_notices(info.context.database, lawbook(), sale, _variants_in(shop, shelved))
        for variant_id, notices in told.items():
            said = [Notice(notice=notice, shop=shop) for notice in notices]
            found[id(shop), variant_id] = [notice for notice in said if notice.belongs_to(placement)]
    return [found.get(each.key, []) for each in shelved]


def _shops(shelved: Sequence[Shelved]) -> Iterable[ShopContext]:
    return {id(shop): shop for _, _, shop in shelved}.values()


def _variants_in(shop: ShopContext, shelved: Sequence[Shelved]) -> list[int]:
    return [each.variant_id for each in shelved if each.shop is shop]
