"""Gift cards and credit: money kept for somebody, moved by entries that add up to what is left."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from store.database import Statements

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without characters that are taken for one another."""
CODE_LENGTH = 16

FIND = """
select code_digest, id from balances where code_digest = any($1) and kind = 'GIFT_CARD' and currency = $2
and (expires_at is null or expires_at > $3)
"""
READ = """
select id, kind, last_characters, amount, paid_for, customer_id from balances
where id = any($1) and (expires_at is null or expires_at > $2)
"""
ISSUE = """
insert into balances (kind, code_digest, last_characters, currency, amount, paid_for, made_at)
values ('GIFT_CARD', $1, $2, $3, $4, $5, $6) returning id
"""
ENTRY = "insert into balance_entries (balance_id, order_id, kind, amount, at) values ($1, $2, $3, $4, $5)"
SPEND = "update balances set amount = amount - $2 where id = $1 and amount >= $2"
ISSUED = """
select balances.id, balances.amount, entry.amount as issued
from balances join balance_entries entry on entry.balance_id = balances.id
where entry.order_id = $1 and entry.kind = 'ISSUED' order by balances.id for update of balances
"""
LOCK_SPENT = """
select id from balances where id in (select balance_id from balance_entries where order_id = $1)
order by id for update
"""
GIVE_BACK = """
with back as (
    insert into balance_entries (balance_id, order_id, kind, amount, at)
    select balance_id, order_id, 'GIVEN_BACK', -sum(amount), $2 from balance_entries
    where order_id = $1 and (kind = 'SPENT' or kind like 'REFUNDED:%')
    group by balance_id, order_id having sum(amount) < 0
    on conflict (balance_id, order_id, kind) do nothing returning balance_id, amount)
update balances set amount = balances.amount + back.amount from back where back.balance_id = balances.id
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left of a gift card or credit, in minor units, and whether the shop received money for it."""

    id: int
    kind: str
    last_characters: str | None
    amount: int
    paid_for: bool
    customer_id: int | None = None
    """Whose credit it is; a gift card is whose who has its code."""


def digest_code(code: str) -> str:
    """What is kept of a gift card's code; how it was typed doesn't matter."""
    tidy = "".join(character for character in code.upper() if character.isalnum())
    return sha256(f"gift card {tidy}".encode()).hexdigest()


async def find_gift_cards(
    statements: Statements, codes: Sequence[str], currency: str, now: datetime
) -> list[int | None]:
    """The ids of the gift cards with these codes, None for one that can't pay in `currency`."""
    digests = [digest_code(code) for code in codes]
    found = {row["code_digest"]: row["id"] for row in await statements.fetch(FIND, digests, currency, now)}
    return [found.get(each) for each in digests]


async def read_balances(statements: Statements, ids: Sequence[int], now: datetime) -> list[Balance]:
    """What is left of these, in the order asked; expired ones are left out. One statement or none."""
    if not ids:
        return []
    found = {row["id"]: Balance(**row) for row in await statements.fetch(READ, list(ids), now)}
    return [found[each] for each in ids if each in found]


async def lock_balances(writing: Statements, ids: Sequence[int]) -> None:
    """Wait for these, in the order of their ids."""
    if ids:
        await writing.fetch("select id from balances where id = any($1) order by id for update", list(ids))


async def issue_gift_card(
    writing: Statements,
    amount: int,
    currency: str,
    now: datetime,
    *,
    paid_for: bool,
    order: int | None = None,
) -> str:
    """A new gift card; its code, which nobody can read again."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    number = await writing.fetchval(ISSUE, digest_code(code), code[-4:], currency, amount, paid_for, now)
    await writing.execute(ENTRY, number, order, "ISSUED", amount, now)
    return code


async def spend(writing: Statements, amounts: Mapping[int, int], order: int, now: datetime) -> bool:
    """Take amounts off balances for an order; False if one holds less. The caller holds their rows."""
    for number, amount in amounts.items():
        if await writing.execute(SPEND, number, amount) != "UPDATE 1":
            return False
        await writing.execute(ENTRY, number, order, "SPENT", -amount, now)
    return True


async def void_cards(writing: Statements, order: int, now: datetime) -> bool:
    """Void the gift cards that an order brought about; False, and nothing done, if one was spent from."""
    cards = await writing.fetch(ISSUED, order)
    if any(card["amount"] < card["issued"] for card in cards):
        return False
    for card in cards:
        await writing.execute(SPEND, card["id"], card["amount"])
        await writing.execute(ENTRY, card["id"], order, "VOIDED", -card["amount"], now)
    return True


async def give_back(writing: Statements, order: int, now: datetime) -> None:
    """Undo what a cancelled order spent and hasn't been given back yet, once."""
    await writing.fetch(LOCK_SPENT, order)
    await writing.execute(GIVE_BACK, order, now)
