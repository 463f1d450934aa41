"""Customers' credit: what the shop owes them, spent like a gift card that has no code.

Credit for which money was received and credit that is a gift are kept apart: the law lets only the first
pay for what has a fixed price.
"""

from dataclasses import dataclass
from datetime import datetime

from store.accounts.customers import tidy_email
from store.audit import record
from store.balances import ENTRY
from store.carts.opening import change_cart
from store.carts.records import CartKey, CartRecord, CartRefusal
from store.database import Database, Statements

GIVE = """
insert into balances (kind, customer_id, currency, amount, paid_for, made_at)
values ('CREDIT', $1, $2, $3, $4, $5)
on conflict (customer_id, currency, paid_for) where kind = 'CREDIT'
do update set amount = balances.amount + excluded.amount returning id
"""
FIND_CUSTOMER = "select id from customers where email = $1"
OWN = """
select id, currency, amount, paid_for from balances
where kind = 'CREDIT' and customer_id = $1 and amount > 0 order by currency, paid_for
"""
SPENDABLE = """
select id from balances where kind = 'CREDIT' and customer_id = $1 and currency = $2 and amount > 0
order by paid_for
"""
CARDS_AMONG = "select id from balances where id = any($1) and kind <> 'CREDIT'"


@dataclass(frozen=True, slots=True)
class Credit:
    """What is left of a customer's credit in one currency, in minor units."""

    id: int
    currency: str
    amount: int
    paid_for: bool


async def give_credit(
    writing: Statements, customer: int, currency: str, amount: int, now: datetime, *, paid_for: bool
) -> int:
    """Give a customer credit on top of what they have; the balance's id. `paid_for`: money was received."""
    number: int = await writing.fetchval(GIVE, customer, currency, amount, paid_for, now)
    await writing.execute(ENTRY, number, None, "ISSUED", amount, now)
    return number


async def grant_credit(
    database: Database, email: str, currency: str, amount: int, now: datetime, *, actor: int, reason: str
) -> bool:
    """Let a member of the staff give credit as a gift, with an entry in the audit; False for no customer."""
    async with database.transaction() as writing:
        customer = await writing.fetchval(FIND_CUSTOMER, tidy_email(email))
        if customer is None:
            return False
        await give_credit(writing, customer, currency, amount, now, paid_for=False)
        after = {"amount": amount, "currency": currency, "reason": reason}
        await record(writing, actor, "credit.give", f"customer:{customer}", None, after, now)
        return True


async def credits_of(statements: Statements, customer: int) -> list[Credit]:
    """What is left of a customer's credit, by currency. One statement."""
    return [Credit(**row) for row in await statements.fetch(OWN, customer)]


async def set_credit(
    database: Database,
    key: CartKey,
    customer: int,
    currency: str,
    now: datetime,
    *,
    use: bool,
    version: int | None = None,
) -> CartRecord | CartRefusal:
    """Let a customer's credit pay for a cart, or no longer. It comes after the gift cards."""

    async def work(writing: Statements, cart: CartRecord) -> None:
        cards = {row["id"] for row in await writing.fetch(CARDS_AMONG, list(cart.gift_cards))}
        ids = [each for each in cart.gift_cards if each in cards]
        if use:
            ids += [row["id"] for row in await writing.fetch(SPENDABLE, customer, currency)]
        await writing.execute("update carts set gift_cards = $2 where id = $1", cart.id, ids)

    return await change_cart(database, key, version, now, work)
