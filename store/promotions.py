"""Public promotions: which of the codes that a shopper names hold here and now, and what they give."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from regions import case
from regions.kinds import Kind
from regions.quoted import Problem, Severity
from regions.rates import percent
from regions.region import Storefront
from regions.words import N_
from store.database import Statements

FIND = """
select promotion.*, array(
    select variant.sku from variants variant join products product on product.id = variant.product_id
    join categories category on category.id = product.category_id
    where variant.sku = any($2) and category.ancestors && promotion.categories) as aimed
from promotions promotion where promotion.code = any($1)
"""

LOCK = "select id from promotions where code = any($1) order by id for update"

USE = """
update promotions set used = used + 1 where id = any($1) and (usage_limit is null or used < usage_limit)
"""
NOTE_USES = """
insert into promotion_uses (promotion_id, order_id) select promotion, $2 from unnest($1::bigint[]) promotion
"""
LOCK_USED = """
select id from promotions where id in (select promotion_id from promotion_uses where order_id = $1)
order by id for update
"""
GIVE_BACK = """
with given as (
    update promotion_uses set given_back_at = $2 where order_id = $1 and given_back_at is null
    returning promotion_id)
update promotions set used = used - 1 where id in (select promotion_id from given)
"""


@dataclass(frozen=True, slots=True)
class Promised:
    """What the named codes give: promotions with their rows' ids by code, and why others give nothing."""

    promotions: tuple[case.Promotion, ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    refused: tuple[Problem, ...] = ()


NOTHING = Promised()


def tidy_code(text: str) -> str:
    """The form in which codes are kept and compared."""
    return text.strip().upper()[:64]


async def read_promotions(
    statements: Statements,
    codes: Sequence[str],
    storefront: Storefront,
    skus: Collection[str],
    at: datetime,
) -> Promised:
    """What `codes` give on a basket of `skus`, in the order in which they are named."""
    named = list(dict.fromkeys(code for code in map(tidy_code, codes) if code.isprintable()))
    if not named:
        return NOTHING
    rows = {row["code"]: row for row in await statements.fetch(FIND, named, list(skus))}
    held, ids, refused = [], [], []
    for code in named:
        row = rows.get(code)
        message = N_("There is no promotion with the code “{code}”.") if row is None else None
        problem = "UNKNOWN_DISCOUNT_CODE"
        if row is not None:
            problem, message = _obstacle(row, storefront, at)
        if row is None or message is not None:
            refused.append(Problem(problem, Severity.WARNING, message or "", params={"code": code}))
        else:
            held.append(_promotion(row, storefront.currency))
            ids.append((code, row["id"]))
    return Promised(tuple(held), tuple(ids), tuple(refused))


async def use_promotions(writing: Statements, ids: Sequence[int], order: int) -> bool:
    """Count one use of each for an order; False if one is used up. Their rows are locked by the caller."""
    if not ids:
        return True
    if await writing.execute(USE, list(ids)) != f"UPDATE {len(ids)}":
        return False
    await writing.execute(NOTE_USES, list(ids), order)
    return True


async def lock_promotions(writing: Statements, codes: Sequence[str]) -> None:
    """Wait for the promotions that are named, in the order of their ids."""
    if codes:
        await writing.fetch(LOCK, list(codes))


async def give_promotions_back(writing: Statements, order: int, now: datetime) -> None:
    """Let others have what a cancelled order used."""
    await writing.fetch(LOCK_USED, order)
    await writing.execute(GIVE_BACK, order, now)


def _obstacle(row: Any, storefront: Storefront, at: datetime) -> tuple[str, str | None]:
    """The code of the problem and its message; None for the message if nothing stands in the way."""
    if (row["starts_at"] and at < row["starts_at"]) or (row["ends_at"] and at >= row["ends_at"]):
        return "DISCOUNT_CODE_NOT_IN_TIME", N_("The promotion “{code}” doesn't run now.")
    if row["storefronts"] is not None and storefront.code not in row["storefronts"]:
        return "DISCOUNT_CODE_NOT_HERE", N_("The promotion “{code}” doesn't hold in this shop.")
    if row["amounts"] is not None and storefront.currency not in orjson.loads(row["amounts"]):
        return "DISCOUNT_CODE_NOT_HERE", N_("The promotion “{code}” doesn't hold in this shop.")
    if row["usage_limit"] is not None and row["used"] >= row["usage_limit"]:
        return "DISCOUNT_CODE_USED_UP", N_("The promotion “{code}” is used up.")
    if row["categories"] is not None and not row["aimed"]:
        return "DISCOUNT_CODE_FOR_OTHER_GOODS", N_("The promotion “{code}” is for other goods.")
    return "", None


def _promotion(row: Any, currency: str) -> case.Promotion:
    amounts = orjson.loads(row["amounts"]) if row["amounts"] else {}
    least = orjson.loads(row["min_baskets"]) if row["min_baskets"] else {}
    return case.Promotion(
        code=row["code"],
        percent=None if row["percent"] is None else percent(str(row["percent"])),
        amount=amounts.get(currency),
        free_shipping=row["free_shipping"],
        kinds=frozenset(Kind(kind) for kind in row["kinds"] or ()),
        skus=frozenset(row["aimed"]) if row["categories"] is not None else frozenset(),
        min_basket=least.get(currency),
    )
