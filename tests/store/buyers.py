"""Customers and what was delivered to them, as the shop keeps them once an order has arrived."""

from datetime import datetime, timedelta

import orjson

from store.database import Statements

CUSTOMER = """
insert into customers (email, public_name, language, region, created_at) values ($1, $2, 'de', 'DE', $3)
returning id
"""
CART = """
insert into carts (secret_digest, customer_id, region, language, version, codes, gift_cards, created_at,
    changed_at)
values ('', $1, $2, 'de', 0, '{}', '{}', $3, $3) returning id
"""
ORDER = """
insert into orders (number, cart_id, customer_id, email, region, language, currency, status, payment_status,
    fulfilment_status, return_status, total, payable, placed_at, shipped_at, delivered_at, document)
values ('N' || $1::bigint, $1, $2, coalesce((select email from customers where id = $2), $7), $3, 'de', 'EUR',
    'COMPLETED', 'PAID', 'DELIVERED', 'NONE', 0, 0, $4,
    $4, $5, $6::jsonb)
returning id
"""
LINE = """
insert into order_lines (order_id, variant_id, product_id, sku, quantity)
select $1, id, product_id, sku, 1 from variants where sku = $2
"""


async def new_customer(statements: Statements, name: str, now: datetime) -> int:
    """A customer with this public name."""
    number: int = await statements.fetchval(CUSTOMER, f"{name.casefold()}@example.org", name, now)
    return number


async def deliver(
    statements: Statements,
    customer: int | None,
    sku: str,
    now: datetime,
    *,
    region: str = "DE",
    street: str | None = None,
    arrived: bool = True,
    email: str = "guest@example.org",
) -> int:
    """An order of one variant, which arrived yesterday unless it is still on its way; its id.

    `email` is that of a guest, whose order has no customer.
    """
    row = await statements.fetchrow("select id, product_id from variants where sku = $1", sku)
    lines = [{"sku": sku, "product_id": row["product_id"], "title": f"Title of {sku}"}] if row else []
    place = {"country": "DE", "street_address": street or f"{customer or email} Weg", "city": "Ulm"}
    document = {"address": place, "lines": lines}
    placed = now - timedelta(days=7)
    cart = await statements.fetchval(CART, customer, region, placed)
    delivered = now - timedelta(days=1) if arrived else None
    order: int = await statements.fetchval(
        ORDER, cart, customer, region, placed, delivered, orjson.dumps(document).decode(), email
    )
    await statements.execute(LINE, order, sku)
    return order


async def product_of(statements: Statements, sku: str) -> int:
    """The id of the product with this number."""
    number: int = await statements.fetchval("select id from products where sku = $1", sku)
    return number
