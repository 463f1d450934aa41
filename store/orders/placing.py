"""Placing an order: a cart, the total that was agreed and a key become one order, or nothing happens.

Locks are taken in one order by everyone: cart, order, stock (by variant and warehouse), promotions (by id),
balances (by id), payment. The quote is made once all of them are held, so what it says is still so when it is
written. No provider is called here: see `store.orders.paying`.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import asyncpg
import orjson

from regions.lawbook import LawBook
from regions.money import Money
from regions.quoted import Problem, Severity
from regions.words import N_
from store.balances import ALPHABET, lock_balances, spend
from store.carts.appraisal import Appraisal, Setting, appraise
from store.carts.opening import lock_cart
from store.carts.records import CartKey, CartRecord
from store.database import Database, Statements
from store.incidents.shelf import hold_for_sale, pulled_among
from store.orders.asking import Fill, Placing
from store.orders.confirming import confirm
from store.orders.outcomes import (
    AlreadyOrdered,
    Blocked,
    KeyReused,
    OutOfStock,
    Placed,
    PriceChanged,
    Reason,
    Refused,
    UnknownCart,
    UnknownMethod,
)
from store.orders.photograph import photograph
from store.orders.transitions import (
    Change,
    FulfilmentStatus,
    PaymentStatus,
    ReturnStatus,
    Status,
    note,
    turn,
)
from store.payments.provider import Provider, Till, provider_of
from store.promotions import lock_promotions, use_promotions
from store.stock import lock_stock, take_stock

KEPT = timedelta(hours=24)
"""For how long a key replays its answer."""
NUMBER_LENGTH = 12
TRIES = 3
"""How often a transaction that PostgreSQL broke off is begun anew."""

NOT_YOUR_CREDIT = Problem(
    "CREDIT_NOT_YOURS", Severity.ERROR, N_("Sign in as the customer whose credit shall pay.")
)

FIND = "select request, order_id from checkouts where key = $1"
KEEP = """
insert into checkouts (key, request, order_id, made_at) values ($1, $2, $3, $4)
on conflict (key) do nothing returning key
"""
INSERT = """
insert into orders (number, cart_id, customer_id, email, region, language, currency, status, payment_status,
    fulfilment_status, return_status, total, payable, placed_at, document)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb) returning id
"""
LINES = """
insert into order_lines (order_id, variant_id, product_id, sku, quantity)
select $1, line.* from unnest($2::bigint[], $3::bigint[], $4::text[], $5::int[]) as line
"""
PAYMENT = """
insert into payments (order_id, provider, method, amount, currency, state, made_at, changed_at, payer)
select id, $2::text, $3::text, payable, currency, 'PENDING', $4, $4, (
    select payer from payment_methods kept where kept.customer_id = $5 and kept.provider = $2::text
    and kept.provider || ':' || kept.reference = $3::text)
from orders where id = $1 returning id
"""
LAST_PAYMENT = """
select id from payments where order_id = $1 and state = 'PENDING' order by id desc limit 1
"""
ALONE = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
"""Where there is no cart to wait for, those who come with the same key wait for each other."""


Locate = Callable[[CartRecord], Setting]
"""Where a cart is to be appraised."""


class _Refusing(Exception):
    """Rolls the transaction back."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(reasons)
        self.reasons = reasons


async def place(
    database: Database, book: LawBook, placing: Placing, locate: Locate, till: Till, now: datetime
) -> Placed | Refused:
    """Make the order, or find the one that the same call has made before. One transaction."""
    provider = provider_of(till, placing.method)
    if provider is None:
        return Refused((UnknownMethod(),))
    for _ in range(TRIES - 1):
        try:
            return await _attempt(database, book, placing, locate, provider, now)
        except asyncpg.DeadlockDetectedError:
            continue
    return await _attempt(database, book, placing, locate, provider, now)


async def _attempt(
    database: Database, book: LawBook, placing: Placing, locate: Locate, provider: Provider, now: datetime
) -> Placed | Refused:
    try:
        async with database.transaction() as writing:
            return await _place(writing, book, placing, locate, provider, now)
    except _Refusing as refusing:
        return Refused(refusing.reasons)


async def _place(
    writing: Statements, book: LawBook, placing: Placing, locate: Locate, provider: Provider, now: datetime
) -> Placed:
    if placing.fill is not None:
        await writing.execute(ALONE, placing.key_digest)
    cart = await lock_cart(writing, placing.cart)
    replay = await _replay(writing, placing)
    if replay is not None:
        return replay
    if placing.fill is not None:
        cart = await _fill(writing, placing.fill)
    if cart is None:
        raise _Refusing(UnknownCart())
    if cart.order_id is not None:
        return await _pay_again(writing, cart.order_id, placing, provider, now)
    variants = {line.variant_id: line.quantity for line in cart.lines}
    await lock_stock(writing, list(variants))
    await lock_promotions(writing, cart.codes)
    await lock_balances(writing, cart.gift_cards)
    appraisal = await appraise(writing, book, cart, locate(cart))
    _check(appraisal, placing)
    await hold_for_sale(writing, (good.product_id for good in appraisal.answer.goods.values()))
    order = await _write(writing, book, appraisal, placing)
    await _refuse_pulled(writing, appraisal)
    held_until = now + timedelta(hours=provider.patience_hours)
    if await take_stock(writing, variants, order, held_until, now) is not None:
        raise RuntimeError("locked stock has run out")
    await _use(writing, appraisal, order, now)
    await _keep_key(writing, placing, order, now)
    await note(writing, order, "PLACED", now)
    if not appraisal.answer.quote.payable:
        await turn(writing, order, Change.PAY, now)
        await confirm(writing, order, now, paid=True)
        return Placed(order, None, False)
    payment = await writing.fetchval(PAYMENT, order, provider.name, placing.method, now, placing.customer)
    return Placed(order, payment, False)


async def _fill(writing: Statements, fill: Fill) -> CartRecord | None:
    made = await fill(writing)
    if not isinstance(made, CartKey):
        raise _Refusing(made)
    return await lock_cart(writing, made)


async def _replay(writing: Statements, placing: Placing) -> Placed | None:
    row = await writing.fetchrow(FIND, placing.key_digest)
    if row is None:
        return None
    if row["request"] != placing.request:
        raise _Refusing(KeyReused())
    waiting = await writing.fetchval(LAST_PAYMENT, row["order_id"])
    return Placed(row["order_id"], waiting, True)


async def _pay_again(
    writing: Statements, order: int, placing: Placing, provider: Provider, now: datetime
) -> Placed:
    """A new payment for an order whose last one failed; any other order of the cart stands as it is."""
    row = await writing.fetchrow("select number, total, currency from orders where id = $1", order)
    if row is None or not await turn(writing, order, Change.RETRY, now):
        raise _Refusing(AlreadyOrdered("" if row is None else row["number"]))
    due = Money(row["total"], row["currency"])
    if due != placing.agreed:
        raise _Refusing(PriceChanged(placing.agreed, due))
    await _keep_key(writing, placing, order, now)
    payment = await writing.fetchval(PAYMENT, order, provider.name, placing.method, now, placing.customer)
    return Placed(order, payment, False)


def _check(appraisal: Appraisal, placing: Placing) -> None:
    """Refuse what isn't there, isn't lawful, isn't complete or isn't what was agreed."""
    short = [
        OutOfStock(line.sku, appraisal.available(line))
        for line in appraisal.cart.lines
        if appraisal.available(line) < line.quantity
    ]
    others = [Blocked(problem) for problem in appraisal.blocks if problem.code != "NOT_ENOUGH"]
    if any(each.customer_id not in (None, placing.customer) for each in appraisal.balances):
        others.append(Blocked(NOT_YOUR_CREDIT))
    if short or others:
        raise _Refusing(*short, *others)
    quote = appraisal.answer.quote
    due = Money(quote.total, quote.currency)
    if due != placing.agreed:
        raise _Refusing(PriceChanged(placing.agreed, due))


async def _write(writing: Statements, book: LawBook, appraisal: Appraisal, placing: Placing) -> int:
    """The order's row and its lines."""
    cart, sale, quote = appraisal.cart, appraisal.sale, appraisal.answer.quote
    language = placing.language
    document = await photograph(writing, book, appraisal, language)
    order: int = await writing.fetchval(
        INSERT, _new_number(sale.storefront.code), cart.id, cart.customer_id or placing.customer, cart.email,
        sale.storefront.code, language, quote.currency, Status.PENDING_PAYMENT, PaymentStatus.PENDING,
        FulfilmentStatus.UNFULFILLED, ReturnStatus.NONE, quote.total, quote.payable, sale.at,
        orjson.dumps(document).decode(),
    )  # fmt: skip
    goods = [(appraisal.answer.goods[line.sku], line.quantity) for line in quote.lines]
    await writing.execute(
        LINES,
        order,
        [good.variant_id for good, _ in goods],
        [good.product_id for good, _ in goods],
        [good.sku for good, _ in goods],
        [quantity for _, quantity in goods],
    )
    return order


async def _refuse_pulled(writing: Statements, appraisal: Appraisal) -> None:
    """The order's lines hold the products now: who pulls one waits, or has done so and is seen here."""
    lines = {line.variant_id: line.sku for line in appraisal.cart.lines}
    pulled = await pulled_among(writing, list(lines), appraisal.sale.storefront.code)
    if pulled:
        raise _Refusing(*(OutOfStock(lines[variant], 0) for variant in pulled))


async def _use(writing: Statements, appraisal: Appraisal, order: int, now: datetime) -> None:
    """Count the promotions that gave something and take what gift cards and credit pay."""
    quote = appraisal.answer.quote
    gave = {given.code for given in quote.discounts if given.amount or given.status == "APPLIED"}
    used = sorted(number for code, number in appraisal.answer.promised.ids if code in gave)
    pays = {
        balance.id: tender.accepted
        for balance, tender in zip(appraisal.balances, quote.tenders, strict=True)
        if tender.accepted
    }
    if not await use_promotions(writing, used, order) or not await spend(writing, pays, order, now):
        raise RuntimeError("a locked promotion or balance has changed")


async def _keep_key(writing: Statements, placing: Placing, order: int, now: datetime) -> None:
    """Two carts that come with one key meet here, and the later one is refused."""
    if await writing.fetchval(KEEP, placing.key_digest, placing.request, order, now) is None:
        raise _Refusing(KeyReused())


def _new_number(region: str) -> str:
    """An order number that nobody can guess."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))
    return f"{region}-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"[:24]
