"""What a client is told as it happens."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from regions.words import N_
from schema.context import Info, Visit
from schema.errors import ErrorCode, refusal
from schema.selling.opening import open_record
from schema.selling.order import Order
from store.orders.reading import read_order
from store.orders.watching import watch_order


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


async def _follow(visit: Visit, number: int) -> AsyncIterator[Order]:
    async for _ in watch_order(visit.database, number, visit.bell):
        found = await read_order(visit.database, number)
        if found is not None:
            yield Order(record=found, shop=visit.shop)
