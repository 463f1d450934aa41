"""What a client is told as it happens."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Annotated

import strawberry

from regions.words import N_
from schema.context import Info, Visit
from schema.details import Availability
from schema.errors import ErrorCode, refusal
from schema.selling.opening import open_record
from schema.selling.order import Order
from store.catalog.availability import watch_availability
from store.orders.reading import read_order
from store.orders.watching import watch_order

MOST_SKUS = 100


@strawberry.type(description="That something can be had, or can't be had, from now on.")
class AvailabilityEvent:
    """What is true when it is sent."""

    sku: str = strawberry.field(description="Number of the variant, as it was asked for.")
    availability: Availability | None = strawberry.field(
        description="Whether it can be had; null if it isn't sold in the context's region."
    )


@strawberry.type(description="What a client is told as it happens.")
class Subscription:
    """A root without a value."""

    @strawberry.subscription(
        description="An order, at once and whenever something happens to it; for its customer, or by a token."
    )
    async def order_updated(
        self,
        info: Info,
        id_: Annotated[strawberry.ID, strawberry.argument(name="id", description="Id of the order.")],
        token: Annotated[
            str | None, strawberry.argument(description="A token for the order; not needed by its customer.")
        ] = None,
    ) -> AsyncIterator[Order]:
        visit = info.context
        record = await open_record(visit, id_, token)
        if record is None:
            message = N_("There is no such order, or it isn't yours.")
            raise refusal(ErrorCode.ORDER_NOT_FOUND, visit.shop.language, message)
        return _follow(visit, record.id)

    @strawberry.subscription(
        description="Whether variants can be had in the context's region: each at once, then each change."
    )
    async def availability_changed(
        self,
        info: Info,
        skus: Annotated[
            list[str], strawberry.argument(description=f"Numbers of variants, from 1 to {MOST_SKUS}.")
        ],
    ) -> AsyncIterator[AvailabilityEvent]:
        shop = info.context.shop
        if not 1 <= len(skus) <= MOST_SKUS:
            message = N_("From 1 to {largest} numbers can be watched at once.")
            raise refusal(ErrorCode.TOO_MANY_IDS, shop.language, message, largest=MOST_SKUS)
        return _watch(info.context, list(dict.fromkeys(skus)))


async def _follow(visit: Visit, number: int) -> AsyncIterator[Order]:
    async for _ in watch_order(visit.database, number, visit.bells.orders):
        found = await read_order(visit.database, number)
        if found is not None:
            yield Order(record=found, shop=visit.shop)


async def _watch(visit: Visit, skus: list[str]) -> AsyncIterator[AvailabilityEvent]:
    shop, began = visit.shop, monotonic()

    def clock() -> datetime:
        return shop.now + timedelta(seconds=monotonic() - began)

    bell = visit.bells.products
    async for sku, in_stock in watch_availability(visit.database, bell, shop.region, clock, skus):
        known = None if in_stock is None else Availability(in_stock=in_stock, shop=shop)
        yield AvailabilityEvent(sku=sku, availability=known)
