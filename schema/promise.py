"""When goods arrive, as a shopper is told."""

from datetime import date, datetime

import strawberry

from locales import format_date, phrases
from regions.item import Destination
from regions.kinds import DIGITAL, Kind
from regions.lawbook import lawbook
from regions.promise import promise
from regions.words import N_
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable


@cacheable(PUBLIC)
@strawberry.type(description="When goods arrive, by the calendars of the warehouse and of the destination.")
class DeliveryPromise:
    """Dates, so that nobody has to count working days."""

    earliest: date = strawberry.field(description="First day on which they may arrive.")
    latest: date = strawberry.field(description="Day by which they have arrived.")
    order_by: datetime = strawberry.field(description="It holds for orders before this instant.")
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The same in the context's language.")
    def label(self) -> str:
        language, country = self.shop.language, self.shop.storefront.country
        return phrases(language, country).say(
            N_("Arrives between {earliest} and {latest}"),
            earliest=format_date(self.earliest, language, country),
            latest=format_date(self.latest, language, country),
        )


def promise_goods(shop: ShopContext, kind: str, in_stock: bool) -> DeliveryPromise | None:
    """The promise for something of a kind; None for what isn't there, and for what is only downloaded."""
    return promise_delivery(shop, shop.destination) if in_stock and Kind(kind) not in DIGITAL else None


def promise_delivery(shop: ShopContext, destination: Destination) -> DeliveryPromise:
    """The promise for goods that are there."""
    home = shop.storefront.country
    told = promise(home, lawbook().law_of(home).timezone, destination, shop.now)
    return DeliveryPromise(earliest=told.earliest, latest=told.latest, order_by=told.order_by, shop=shop)
