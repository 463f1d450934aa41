"""Sending goods back: announced by the buyer, received and judged by staff.

The order is locked first, as by everybody. What a buyer may claim is reckoned under that lock, so two
requests at once never claim the same piece; a return is accepted once, by whoever comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from regions.lawbook import LawBook
from store.audit import record
from store.database import Database, Statements
from store.orders.crediting import Credit
from store.orders.entitling import find_ground, owed, what_is_left
from store.orders.invoicing import issue_credit_notes
from store.orders.reading import OrderRecord, read_order
from store.orders.refunding import owe
from store.orders.returns import (
    Ground,
    ReturnedLine,
    ReturnReason,
    ReturnRecord,
    read_return,
    read_returns,
)
from store.orders.transitions import Change, ReturnStatus, turn
from store.outbox import enqueue
from store.stock import put_back_part

LOCK_ORDER = "select id from orders where id = $1 for update"
ANNOUNCE = """
insert into returns (order_id, withdrawal_id, state, note, announced_at) values ($1, $2, 'ANNOUNCED', $3, $4)
returning id
"""
LINES = """
insert into return_lines (returned_id, line_id, sku, quantity, reason, ground, received, restocked)
select $1, line.id, line.sku, asked.quantity, asked.reason, asked.ground, 0, 0
from unnest($3::text[], $4::int[], $5::text[], $6::text[]) as asked(sku, quantity, reason, ground)
join order_lines line on line.order_id = $2 and line.sku = asked.sku order by line.id
"""
COUNT = """
update return_lines set received = came.received, restocked = came.restocked
from unnest($2::text[], $3::int[], $4::int[]) as came(sku, received, restocked)
where returned_id = $1 and return_lines.sku = came.sku
"""
ALL_CAME = "update return_lines set received = quantity where returned_id = $1"
RECEIVED = "update returns set received_at = $2 where id = $1"
CLOSED = "update returns set closed_at = $2, credit = $3::jsonb where id = $1"
VARIANTS = "select sku, variant_id from order_lines where order_id = $1"


@dataclass(frozen=True, slots=True)
class Wish:
    """So many of one number that shall go back, and why."""

    sku: str
    quantity: int
    reason: ReturnReason


@dataclass(frozen=True, slots=True)
class Came:
    """So many of one number that came, and how many of them are fit to be sold again."""

    sku: str
    received: int
    restocked: int


@dataclass(frozen=True, slots=True)
class NotReturnable:
    """A wish that can't be met, and the code of why; nothing was announced."""

    sku: str
    reason: str


async def request_return(
    database: Database,
    order: OrderRecord,
    book: LawBook,
    wishes: Sequence[Wish],
    note: str | None,
    now: datetime,
) -> ReturnRecord | NotReturnable:
    """Announce that goods come back: all that is wished, or nothing."""
    async with database.transaction() as writing:
        await writing.fetchval(LOCK_ORDER, order.id)
        current = await read_order(writing, order.id) or order
        left = what_is_left(current, await read_returns(writing, order.id))
        lines = []
        for wish in wishes:
            obstacle = _obstacle(wish, left)
            ground = obstacle or find_ground(current, book, wish.sku, wish.reason, now)
            if not isinstance(ground, Ground):
                return NotReturnable(wish.sku, ground)
            lines.append(ReturnedLine(wish.sku, wish.quantity, wish.reason, ground))
        number = await announce(writing, current, lines, Change.REQUEST_RETURN, now, note=note)
        if number is None:
            return NotReturnable(wishes[0].sku, "NOT_DELIVERED")
        await _tell(writing, current, "RETURN_ANNOUNCED", number, {}, now)
        return await _read(writing, number)


def _obstacle(wish: Wish, left: Mapping[str, int]) -> str | None:
    if wish.sku not in left:
        return "NOT_IN_ORDER"
    return None if 0 < wish.quantity <= left[wish.sku] else "TOO_MANY"


async def announce(
    writing: Statements,
    order: OrderRecord,
    lines: Sequence[ReturnedLine],
    change: Change,
    now: datetime,
    *,
    withdrawal: int | None = None,
    note: str | None = None,
) -> int | None:
    """Write a return down, in the caller's transaction, who holds the order; None if the states forbid it."""
    number: int = await writing.fetchval(ANNOUNCE, order.id, withdrawal, note, now)
    await writing.execute(
        LINES, number, order.id,
        [line.sku for line in lines], [line.quantity for line in lines],
        [line.reason for line in lines], [line.ground for line in lines],
    )  # fmt: skip
    details = {"return": number, "lines": [[line.sku, line.quantity] for line in lines]}
    if await turn(writing, order.id, change, now, details, number):
        return number
    await writing.execute("delete from returns where id = $1", number)
    return None


async def receive(
    database: Database, number: int, came: Sequence[Came], now: datetime, actor: int | None = None
) -> bool:
    """Note what of a return has come; what is fit goes back on the shelf. False if it isn't awaited.

    ValueError for more than was announced.
    """
    async with database.transaction() as writing:
        before = await _lock(writing, number)
        if before is None or not await turn(
            writing, before.order_id, Change.RECEIVE, now, {"return": number}, number
        ):
            return False
        announced = {line.sku: line.quantity for line in before.lines}
        if any(not 0 <= each.restocked <= each.received <= announced.get(each.sku, -1) for each in came):
            raise ValueError("more came than was announced")
        counts = [each.sku for each in came], [each.received for each in came]
        await writing.execute(COUNT, number, *counts, [each.restocked for each in came])
        await writing.execute(RECEIVED, number, now)
        variants = {row["sku"]: row["variant_id"] for row in await writing.fetch(VARIANTS, before.order_id)}
        fit = {variants[each.sku]: each.restocked for each in came if each.restocked}
        await put_back_part(writing, before.order_id, fit, now)
        await _note(writing, before, await _read(writing, number), "return.receive", actor, now)
        return True


async def accept(
    database: Database, book: LawBook, number: int, now: datetime, actor: int | None = None
) -> Credit | None:
    """Accept a return and owe what the law or the shop's promise gives for what came; None if it can't be.

    Accepted before anything came, the buyer keeps the goods. Gift cards and credit get theirs back at once,
    a payment after the commit: see `store.orders.refunding`.
    """
    async with database.transaction() as writing:
        before = await _lock(writing, number)
        if before is None:
            return None
        order = await read_order(writing, before.order_id)
        others = [each for each in await read_returns(writing, before.order_id) if each.id != number]
        if order is None or not await turn(writing, order.id, Change.ACCEPT, now, {"return": number}, number):
            return None
        if before.state == ReturnStatus.ANNOUNCED:
            await writing.execute(ALL_CAME, number)
        after = await _read(writing, number)
        goods = {line.sku: line.received for line in after.lines if line.received}
        credit = owed(order, others, goods, _ground_of(after), book, after.announced_at)
        await writing.execute(CLOSED, number, now, orjson.dumps(asdict(credit)).decode())
        await owe(writing, order.id, number, credit.total, now)
        await issue_credit_notes(writing, order.id, now)
        told = {"refund": credit.total, "currency": order.currency}
        await _tell(writing, order, "RETURN_ACCEPTED", number, told, now)
        await _note(writing, before, await _read(writing, number), "return.accept", actor, now)
        return credit


async def refuse(database: Database, number: int, why: str, now: datetime, actor: int | None = None) -> bool:
    """Refuse a return, with a sentence for the buyer; False if it is judged, or is theirs by law."""
    async with database.transaction() as writing:
        before = await _lock(writing, number)
        if before is None or any(line.ground == Ground.WITHDRAWAL for line in before.lines):
            return False
        details = {"return": number, "why": why}
        if not await turn(writing, before.order_id, Change.REFUSE, now, details, number):
            return False
        await writing.execute("update returns set closed_at = $2 where id = $1", number, now)
        order = await read_order(writing, before.order_id)
        if order is not None:
            await _tell(writing, order, "RETURN_REFUSED", number, {"why": why}, now)
        await _note(writing, before, await _read(writing, number), "return.refuse", actor, now)
        return True


def _ground_of(returned: ReturnRecord) -> Ground:
    """What decides about the delivery: the weakest ground of its lines."""
    grounds = {line.ground for line in returned.lines}
    return next(each for each in (Ground.GOODWILL, Ground.WITHDRAWAL, Ground.GUARANTEE) if each in grounds)


async def _lock(writing: Statements, number: int) -> ReturnRecord | None:
    """A return as it is once its order is held."""
    order = await writing.fetchval("select order_id from returns where id = $1", number)
    if order is None:
        return None
    await writing.fetchval(LOCK_ORDER, order)
    return await _read(writing, number)


async def _read(writing: Statements, number: int) -> ReturnRecord:
    found = await read_return(writing, number)
    if found is None:
        raise LookupError(f"there is no return {number}")
    return found


async def _tell(
    writing: Statements, order: OrderRecord, kind: str, number: int, told: dict[str, object], now: datetime
) -> None:
    await enqueue(
        writing,
        kind,
        order.email,
        language=order.language,
        region=order.region,
        payload={"number": order.number, **told},
        key=f"{kind}:{number}",
        send_after=now,
    )


async def _note(
    writing: Statements,
    before: ReturnRecord,
    after: ReturnRecord,
    action: str,
    actor: int | None,
    now: datetime,
) -> None:
    row = await writing.fetchrow("select number, region from orders where id = $1", before.order_id)
    if row is not None:
        subject = f"order:{row['number']}"
        old, new = _facts(before), _facts(after)
        await record(writing, actor, action, subject, old, new, now, region=row["region"])


def _facts(returned: ReturnRecord) -> dict[str, object]:
    return {
        "return": returned.id,
        "state": returned.state,
        "lines": [[line.sku, line.quantity, line.received, line.restocked] for line in returned.lines],
        "credit": None if returned.credit is None else returned.credit.total,
    }
