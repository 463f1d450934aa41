"""When goods arrive, as a shopper is told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import strawberry

from locales import format_date, phrases
from regions.item import Destination
from regions.kinds import DIGITAL, Kind
from regions.lawbook import lawbook
from regions.policy import STANDARD_CODE
from regions.promise import STANDARD, Carrier, promise
from regions.words import N_
from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable
from store.disruptions import Disruptions, read_disruptions

Promised = tuple[ShopContext, str, bool]
"""Where something is shown, its kind, and whether it is there."""


@cacheable(PUBLIC)
@strawberry.type(description="What makes a delivery later than usual, such as a strike.")
class DeliveryNotice:
    """As the shop's staff put it."""

    text: str = strawberry.field(
        description="What shoppers are told, in the context's language if it can be."
    )
    since: date = strawberry.field(description="First day on which goods are held up.")
    until: date = strawberry.field(description="Last day on which they are.")


@cacheable(PUBLIC)
@strawberry.type(description="When goods arrive, by the calendars of the warehouse and of the destination.")
class DeliveryPromise:
    """Dates, so that nobody has to count working days."""

    earliest: date = strawberry.field(description="First day on which they may arrive.")
    latest: date = strawberry.field(description="Day by which they have arrived.")
    order_by: datetime = strawberry.field(description="It holds for orders before this instant.")
    notices: list[DeliveryNotice] = strawberry.field(
        metadata={"items": 1}, description="What makes it later than usual; empty as a rule."
    )
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The same in the context's language.")
    def label(self) -> str:
        language, country = self.shop.language, self.shop.storefront.country
        return phrases(language, country).say(
            N_("Arrives between {earliest} and {latest}"),
            earliest=format_date(self.earliest, language, country),
            latest=format_date(self.latest, language, country),
        )


async def promise_goods(asked: Sequence[Promised], info: Info) -> list[DeliveryPromise | None]:
    """Promises by the standard way; None for what isn't there, and for what is only downloaded."""
    shipped = [in_stock and Kind(kind) not in DIGITAL for _, kind, in_stock in asked]
    if not any(shipped):
        return [None] * len(asked)
    disruptions = await read_disruptions(info.context.database, info.context.shop.now)
    return [
        promise_delivery(shop, shop.destination, disruptions) if promised else None
        for promised, (shop, _, _) in zip(shipped, asked, strict=True)
    ]


def promise_delivery(
    shop: ShopContext,
    destination: Destination,
    disruptions: Disruptions,
    method: str = STANDARD_CODE,
    carrier: Carrier = STANDARD,
) -> DeliveryPromise:
    """The promise for goods that are there, by a way of delivery."""
    home = shop.storefront.country
    timezone = lawbook().law_of(home).timezone
    known = disruptions.of(shop.region, method)
    told = promise(home, timezone, destination, shop.now, carrier, known)
    notices = [
        DeliveryNotice(text=_text(disruptions.texts_of(each), shop), since=each.since, until=each.until)
        for each in told.disruptions
    ]
    return DeliveryPromise(
        earliest=told.earliest, latest=told.latest, order_by=told.order_by, notices=notices, shop=shop
    )


def _text(texts: Mapping[str, str], shop: ShopContext) -> str:
    """In the context's language, along its chain; else as it was written first."""
    return next((texts[tag] for tag in shop.chain if tag in texts), next(iter(texts.values())))
