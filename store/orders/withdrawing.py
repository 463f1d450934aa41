"""Withdrawing from a sale: what the law of the destination gives back, begun and confirmed in two steps.

The law book decides by the photograph of the order, so later changes of the catalogue don't matter.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson

from regions.aftersales import AfterSale, AfterSaleRights, SoldLine, rights_after
from regions.facts import item_from_json
from regions.item import Buyer, Destination
from regions.kinds import BuyerKind
from regions.lawbook import LawBook
from regions.money import from_decimal, to_decimal
from regions.rights import Use
from store.database import Database
from store.orders.reading import OrderRecord
from store.orders.transitions import Change, turn
from store.outbox import enqueue

START = """
insert into withdrawals (order_id, secret_digest, skus, refund, started_at)
values ($1, $2, $3::jsonb, $4, $5) returning id
"""
CONFIRM = """
update withdrawals set confirmed_at = coalesce(confirmed_at, $3)
where id = $1 and secret_digest = $2 and order_id = $4
returning order_id, skus::text as skus, refund, confirmed_at
"""
CONFIRMED_BEFORE = """
select confirmed_at from withdrawals where id = $1 and secret_digest = $2 and order_id = $3 for update
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a buyer may send back on a day, and what they get back, in minor units."""

    rights: AfterSaleRights
    refund: int


@dataclass(frozen=True, slots=True)
class Started:
    """A declaration that waits for its confirmation; the secret confirms it."""

    id: int
    secret: str
    preview: Preview


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that was made: when, and what it comes to in minor units."""

    order_id: int
    skus: tuple[str, ...]
    refund: int
    at: datetime


def preview_return(
    order: OrderRecord, book: LawBook, skus: Collection[str] | None, language: str, now: datetime
) -> Preview:
    """The buyer's rights now, under the law of the order's destination; `skus` None for everything."""
    document = order.document
    place, buyer = document["destination"], document["buyer"]
    fee = to_decimal(document["shipping"]["fee"], order.currency)
    sale = AfterSale(
        destination=Destination(place["country"], place["subdivision"], place["postcode"]),
        buyer=Buyer(BuyerKind(buyer["kind"]), buyer["age"]),
        placed_at=order.placed_at,
        on=now,
        received=() if order.delivered_at is None else (order.delivered_at,),
        lines=tuple(
            SoldLine(
                line["sku"], 1, to_decimal(line["total"], order.currency),
                item_from_json(line["facts"]), Use(),
            )
            for line in document["lines"]
        ),
        delivery_paid=fee,
        delivery_standard=fee,
        withdraw=None if skus is None else frozenset(skus),
    )  # fmt: skip
    rights = rights_after(sale, book.law_of(place["country"]), language)
    return Preview(rights, from_decimal(rights.refund, order.currency))


async def start_withdrawal(
    database: Database, order: OrderRecord, preview: Preview, skus: Collection[str], now: datetime
) -> Started:
    """Note what the buyer wants to give back, until they confirm it."""
    secret = secrets.token_urlsafe(16)
    told = orjson.dumps(sorted(skus)).decode()
    number: int = await database.fetchval(START, order.id, _digest(secret), told, preview.refund, now)
    return Started(number, secret, preview)


async def confirm_withdrawal(
    database: Database, order: OrderRecord, number: int, secret: str, now: datetime
) -> Declared | None:
    """Make the declaration, and acknowledge it by mail; the same again if it was made. None if unknown."""
    async with database.transaction() as writing:
        await writing.fetchval("select id from orders where id = $1 for update", order.id)
        before = await writing.fetchrow(CONFIRMED_BEFORE, number, _digest(secret), order.id)
        row = await writing.fetchrow(CONFIRM, number, _digest(secret), now, order.id)
        if before is None or row is None:
            return None
        declared = Declared(order.id, tuple(orjson.loads(row["skus"])), row["refund"], row["confirmed_at"])
        if before["confirmed_at"] is None:
            details = {"skus": declared.skus, "refund": declared.refund}
            told = {"number": order.number, "currency": order.currency, "at": now.isoformat(), **details}
            await turn(writing, order.id, Change.WITHDRAW, now, details)
            await enqueue(
                writing,
                "WITHDRAWAL_CONFIRMED",
                order.email,
                language=order.language,
                region=order.region,
                payload=told,
                key=f"WITHDRAWAL_CONFIRMED:{number}",
                send_after=now,
            )
        return declared


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
