"""What must add up, whatever was done to the shop by however many at once."""

from store.database import Database

OPENING_STOCK = "select variant_id, sum(quantity) as quantity from stock group by 1"
STOCK_AND_HELD = """
select variant_id, sum(quantity) as quantity from (
    select variant_id, quantity from stock union all
    select variant_id, quantity from reservations where state <> 'RETURNED') as everything
group by 1
"""
UNBALANCED = """
select balances.id from balances where amount <> (
    select coalesce(sum(entry.amount), 0) from balance_entries entry where balance_id = balances.id)
"""
MISCOUNTED = """
select promotions.id from promotions where used <> (
    select count(*) from promotion_uses where promotion_id = promotions.id and given_back_at is null)
"""
KEYLESS = "select id from orders where not exists (select from checkouts where order_id = orders.id)"
UNRESERVED = """
select line.order_id from order_lines line join orders on orders.id = line.order_id
where orders.status <> 'CANCELLED' and exists (select from stock where stock.variant_id = line.variant_id)
and line.quantity <> (
    select coalesce(sum(quantity), 0) from reservations held
    where held.order_id = line.order_id and held.variant_id = line.variant_id and held.state <> 'RETURNED')
    + (select coalesce(sum(restocked), 0) from return_lines where return_lines.line_id = line.id)
"""
UNPAID = """
select id from orders where total <> payable + (
    select coalesce(-sum(amount), 0) from balance_entries where order_id = orders.id and kind = 'SPENT')
"""
OVERPAID = """
select order_id from refunds join orders on orders.id = order_id group by order_id, orders.total
having sum(amount) > orders.total
"""
UNOWED = """
select returns.id from returns where coalesce((credit->>'total')::bigint, 0) <> (
    select coalesce(sum(amount), 0) from refunds where returned_id = returns.id)
"""
UNBOOKED = """
select refunds.id from refunds where balance_id is not null and not exists (
    select from balance_entries entry where entry.balance_id = refunds.balance_id
    and entry.order_id = refunds.order_id and entry.kind = 'REFUNDED:' || refunds.id
    and entry.amount = refunds.amount)
"""
QUESTIONS = (UNBALANCED, MISCOUNTED, KEYLESS, UNRESERVED, UNPAID, OVERPAID, UNOWED, UNBOOKED)


async def count_stock(database: Database) -> dict[int, int]:
    """How many lie in the shop, by variant."""
    return {row["variant_id"]: row["quantity"] for row in await database.fetch(OPENING_STOCK)}


async def check_books(database: Database, opening_stock: dict[int, int]) -> None:
    """Stock, money, promotions and keys balance to the unit."""
    now_there = {row["variant_id"]: row["quantity"] for row in await database.fetch(STOCK_AND_HELD)}
    assert now_there == opening_stock
    for question in QUESTIONS:
        assert await database.fetch(question) == [], question
