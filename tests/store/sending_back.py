"""Goods on their way back, as the shop keeps them once their buyer has announced them."""

from datetime import datetime

from store.database import Database
from store.orders.reading import read_order
from store.orders.returning import announce
from store.orders.returns import Ground, ReturnedLine, ReturnReason
from store.orders.transitions import Change


async def announced(database: Database, order: int, reason: ReturnReason, now: datetime) -> int:
    """The number of a return of the hardcover of an order."""
    line = ReturnedLine("faust-hc", 1, reason, Ground.GUARANTEE)
    async with database.transaction() as writing:
        record = await read_order(writing, order)
        assert record is not None
        number = await announce(writing, record, [line], Change.REQUEST_RETURN, now)
        assert number is not None
        return number
