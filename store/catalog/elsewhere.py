"""Shelf prices for a destination other than the storefront's own country: computed, for the page at hand."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import orjson

from regions.item import Destination
from regions.lawbook import LawBook
from regions.region import Storefront
from regions.shelf import ShelfPrice, shelf_price
from store.catalog.goods import Goods, read_goods
from store.catalog.tags import ShelfTag
from store.catalog.view import View
from store.database import Statements
from store.policies import policy_at, read_policies
from store.reasons import reasons_to_json


async def price_elsewhere(
    database: Statements,
    book: LawBook,
    view: View,
    storefront: Storefront,
    destination: Destination,
    variant_ids: Sequence[int],
) -> dict[int, ShelfTag]:
    """Prices by variant, of those that are sold here. Two statements for all."""
    zone = ZoneInfo(book.law_of(storefront.country).timezone)
    goods = await read_goods(database, view.storefront, zone, view.at, variant_ids)
    policy = policy_at(await read_policies(database), storefront, view.at, book)

    def price(good: Goods, wish: int) -> ShelfPrice:
        return shelf_price(good.item, wish, storefront, destination, view.at, good.history, policy, book)

    return {
        variant_id: _tag(price(good, good.wish))
        for variant_id, good in goods.items()
        if good.wish is not None
    }


def _tag(price: ShelfPrice) -> ShelfTag:
    reasons = reasons_to_json(price.applied)
    return ShelfTag(
        currency=price.currency,
        current=price.current,
        net=price.net,
        gross=price.gross,
        tax=price.tax,
        tax_rate=None if price.tax_rate is None else str(price.tax_rate),
        list_price=price.list_price,
        prior_price=price.prior_price,
        discount_percent=price.discount_percent,
        unit_price=price.unit_price.amount if price.unit_price else None,
        unit=price.unit_price.per if price.unit_price else None,
        applied=orjson.dumps(reasons).decode() if reasons else None,
    )
