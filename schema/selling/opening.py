"""Who may see an order: the customer whose it is, and whoever holds a token for it."""

from schema.context import Info, Visit
from schema.identity import NodeType, read_key
from schema.selling.order import Order
from store.orders.access import open_order
from store.orders.reading import OrderRecord, list_orders, read_order


async def open_record(visit: Visit, order_id: str, token: str | None) -> OrderRecord | None:
    """The order with an id, if who asks may see it; None as for one that doesn't exist."""
    number = read_key(order_id, NodeType.ORDER, visit.shop.language)
    if token is not None and await open_order(visit.database, token, visit.shop.now) != number:
        return None
    record = await read_order(visit.database, number)
    if record is None or (token is None and not _owns(visit, record)):
        return None
    return record


async def find_order(info: Info, order_id: str) -> Order | None:
    """The order with an id, if it is that of the customer who asks."""
    record = await open_record(info.context, order_id, None)
    return None if record is None else Order(record=record, shop=info.context.shop)


async def list_own_orders(info: Info, most: int) -> list[Order]:
    """The latest orders of the customer who asks; none for a guest."""
    visit = info.context
    if visit.customer is None:
        return []
    records = await list_orders(visit.database, visit.customer, most)
    return [Order(record=record, shop=visit.shop) for record in records]


async def find_guest_order(info: Info, token: str) -> Order | None:
    """The order that a token opens."""
    visit = info.context
    number = await open_order(visit.database, token, visit.shop.now)
    record = None if number is None else await read_order(visit.database, number)
    return None if record is None else Order(record=record, shop=visit.shop)


def _owns(visit: Visit, record: OrderRecord) -> bool:
    return record.customer_id is not None and record.customer_id == visit.customer
