"""The standings of products: worked out again for what has changed and once a day for what grows older."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

import orjson

from store.database import Database, Statements
from store.figures.harm import Finding, Reason, findings, peers
from store.figures.tallies import Figures, Regional, groups_by_region, last_days, products_by_region
from store.records import as_records

DAYS = 90
"""The period that standings are about; the rating is compared with as many days before."""
AT_ONCE = 500
"""Products to a transaction."""
BATCHES = 20
"""Transactions to a round, so that the day's first ones don't keep a worker from everything else."""
EVERYWHERE = ""
"""The region of a standing over all regions."""
NEVER = date.max
"""The day for which a product is worked out that has no figures in the period: until it has some."""

DUE = """
select product_id, groups from figure_homes where ranked_on is null or ranked_on < $1
order by ranked_on nulls first, product_id limit $2 for no key update skip locked
"""
FORGET = "delete from figure_standings where product_id = any($1::bigint[])"
WRITE = """
insert into figure_standings (region, product_id, score, reasons)
select region, product_id, score, reasons
from jsonb_to_recordset($1::jsonb) as row(region text, product_id bigint, score bigint, reasons jsonb)
"""
DONE = "update figure_homes set ranked_on = $2 where product_id = any($1::bigint[])"
FIRST = """
select standing.product_id, standing.score, standing.reasons::text as reasons, product.sku
from figure_standings standing join products product on product.id = standing.product_id
where standing.region = $1 and (standing.score, standing.product_id) < ($2, $3)
order by standing.score desc, standing.product_id desc limit $4
"""
TOP = (2**63 - 1, 2**63 - 1)
"""Before the first product."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A product that should be looked at; the score is thousandths of customers, the sum of its reasons."""

    product_id: int
    sku: str
    score: int
    reasons: tuple[Finding, ...]


async def first_to_look_at(
    reading: Statements, region: str | None, most: int, after: tuple[int, int] = TOP
) -> list[Standing]:
    """Products by score in a region or in all, those after a score and product."""
    rows = await reading.fetch(FIRST, region or EVERYWHERE, *after, most)
    return [
        Standing(row["product_id"], row["sku"], row["score"], tuple(_findings(row["reasons"])))
        for row in rows
    ]


async def rank_due(database: Database, now: datetime, batches: int = BATCHES) -> int:
    """Work out what is due, at most so many batches; of how many products. Several may do so at once."""
    ranked = 0
    for _ in range(batches):
        async with database.transaction() as writing:
            batch = await _rank(writing, now.date(), AT_ONCE)
        ranked += batch
        if batch < AT_ONCE:
            break
    return ranked


async def _rank(writing: Statements, today: date, at_once: int) -> int:
    due = {row["product_id"]: row["groups"] for row in await writing.fetch(DUE, today, at_once)}
    if due:
        period, keys = last_days(DAYS, today), sorted(due)
        own = _with_totals(await products_by_region(writing, keys, period))
        groups = _with_totals(await groups_by_region(writing, sorted(set(chain(*due.values()))), period))
        rows = [row for key in keys for row in _standings(key, own[key], [groups[each] for each in due[key]])]
        await writing.execute(FORGET, keys)
        await writing.execute(WRITE, as_records(rows))
        await writing.execute(DONE, [key for key in keys if own[key]], today)
        await writing.execute(DONE, [key for key in keys if not own[key]], NEVER)
    return len(due)


def _standings(
    product: int, own: Mapping[str, Figures], groups: Sequence[Mapping[str, Figures]]
) -> Iterator[dict[str, Any]]:
    """The rows of a product: of all regions together and of each."""
    for region, mine in own.items():
        found = findings(mine, peers([group.get(region, Figures()) for group in groups], mine))
        if found:
            score = sum(each.customers for each in found)
            reasons = [asdict(each) for each in found]
            yield {"region": region, "product_id": product, "score": score, "reasons": reasons}


def _with_totals(found: Regional) -> Regional:
    """The same with the sum of all regions, where there are any."""
    return {
        key: {**regions, EVERYWHERE: _sum(regions.values())} if regions else {}
        for key, regions in found.items()
    }


def _sum(figures: Iterable[Figures]) -> Figures:
    total = Figures()
    for each in figures:
        total = Figures(total.now + each.now, total.before + each.before)
    return total


def _findings(written: str) -> Iterator[Finding]:
    for told in orjson.loads(written):
        yield Finding(**told | {"reason": Reason(told["reason"])})
