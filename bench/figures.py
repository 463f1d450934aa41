"""``python -m bench.figures``: how figures behave as orders grow.

Fills a database with made-up orders for each size, with reports, returns and reviews about some of them, and
asks the stockroom in this process. Of a question the database's processor time is told, of what is done once
the time by the clock.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

import orjson

from api.commands.reach import reachable
from api.settings import read_settings
from bench.backend import Backend, backend_of
from regions.lawbook import lawbook
from store.address import sibling
from store.database import Database, connect
from store.figures.checking import differences, recount
from store.figures.ranking import DAYS, first_to_look_at, rank_due
from store.figures.records import Subject, list_reports, list_sales
from store.figures.tallies import (
    WHOLE_SHOP,
    group_figures,
    groups_by_region,
    last_days,
    product_figures,
    products_by_region,
)
from store.migrating import migrate
from store.synthetic import load_synthetic
from store.synthetic.indexes import indexed_later

SIZES = (10_000, 10_000_000)
PRODUCTS = 20_000
LINES_EACH = 4
"""Lines of an order."""
ROUNDS = 40
FILLED = ("carts", "orders", "order_lines", "problem_reports", "returns", "return_lines", "reviews")
COUNTED = ("product_figures", "group_figures", "figure_homes", "moderation_waits")

NUMBERED = """
create table numbered as
select row_number() over (order by product.id) - 1 as n, product.id as product_id, variant.id as variant_id,
    variant.sku
from products product join variants variant on variant.product_id = product.id and variant.position = 0
"""
CARTS = """
insert into carts (id, secret_digest, region, language, version, codes, gift_cards, created_at, changed_at)
select n, '', 'DE', 'de', 0, '{}', '{}', $2, $2 from generate_series(1, $1::int) n
"""
ORDERS = """
insert into orders (id, number, cart_id, email, region, language, currency, status, payment_status,
    fulfilment_status, return_status, total, payable, placed_at, delivered_at, document)
select n, 'S' || n, n, '', ($3::text[])[1 + floor(cardinality($3) * random() ^ 2)::int], 'de', 'EUR',
    'COMPLETED', 'PAID', 'DELIVERED', 'NONE', 0, 0,
    $2::timestamptz - (1 - n::float / $1::int) * interval '730 days', $2, '{}'
from generate_series(1, $1::int) n
"""
LINES = """
with drawn as materialized (select n, random() ^ 3 as skew from generate_series(1, $1::int) n)
insert into order_lines (id, order_id, variant_id, product_id, sku, quantity)
select $3::int * (drawn.n - 1) + k, drawn.n, numbered.variant_id, numbered.product_id, numbered.sku, 1
from drawn cross join generate_series(1, $3::int) k
join numbered on numbered.n = mod(floor($2::int * skew)::bigint + (k - 1) * 7919, $2::int)
"""
"""Some products are sold much more often than others."""
REPORTS = """
insert into problem_reports (order_id, product_id, address_digest, kind, reported_at)
select order_id, product_id, '', 'QUALITY', $1 from order_lines
where id % 200 = 0 or product_id % 100 = 3 and id % 20 = 0
"""
RETURNS = """
insert into returns (id, order_id, state, announced_at)
select id, order_id, 'ACCEPTED', $1 from order_lines where id % 250 = 5
"""
RETURN_LINES = """
insert into return_lines (returned_id, line_id, sku, quantity, reason, ground, received, restocked)
select id, id, sku, 1, 'DEFECTIVE', 'GUARANTEE', 1, 0 from order_lines where id % 250 = 5
"""
REVIEWS = """
insert into reviews (product_id, verified, region, language, rating, body, status, created_at, helpful,
    unhelpful, helpfulness)
select line.product_id, line.id % 3 > 0, bought.region, 'de', 1 + floor(5 * random() ^ 0.4)::int, '',
    'PUBLISHED', bought.placed_at, 0, 0, 0
from order_lines line join orders bought on bought.id = line.order_id where line.id % 20 = 1
"""
WAITS = """
insert into moderation_waits (review_id, product_id, region, since, decided_at)
select id, product_id, region, created_at, created_at + random() * interval '2 days'
from reviews where id % 10 = 0
"""
UNSOLD = "update orders set status = 'PENDING_PAYMENT' where id = $1"
SELL = "explain (analyze, format json) update orders set status = 'CONFIRMED' where id = $1"

Ask = Callable[[], Awaitable[Any]]


async def fill(database: Database, lines: int, now: datetime) -> None:
    """Make orders with so many lines, and what came of them, without counting anything."""
    orders, codes = lines // LINES_EACH, sorted(lawbook().storefronts)
    await database.execute(NUMBERED)
    async with database.transaction() as writing, indexed_later(writing, FILLED):
        for table in FILLED:
            await writing.execute(f"alter table {table} disable trigger user")
        await writing.execute(CARTS, orders, now)
        await writing.execute(ORDERS, orders, now, codes)
        await writing.execute(LINES, orders, PRODUCTS, LINES_EACH)
        for statement in (REPORTS, RETURNS):
            await writing.execute(statement, now)
        for statement in (RETURN_LINES, REVIEWS, WAITS):
            await writing.execute(statement)
        for table in FILLED:
            await writing.execute(f"alter table {table} enable trigger user")


async def milliseconds(backend: Backend, ask: Ask) -> float:
    """The lower quartile of the database's processor time over many answers, some before not counted."""
    times = []
    for _ in range(ROUNDS + 5):
        began = backend.milliseconds()
        await ask()
        times.append(backend.milliseconds() - began)
    return sorted(times[5:])[ROUNDS // 4]


async def waited(work: Awaitable[object]) -> float:
    """How long something takes that is done once, in milliseconds of the clock."""
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000


async def questions(database: Database, today: date) -> dict[str, Ask]:
    """What is asked, by the name under which it is told."""
    period = last_days(DAYS, today)
    best = await database.fetchval(
        "select product_id from order_lines group by 1 order by count(*) desc limit 1"
    )
    rare = await database.fetchval(
        "select product_id from order_lines group by 1 order by count(*), 1 limit 1"
    )
    category = await database.fetchval("select category_id from products where id = $1", best)
    everywhere, ours = Subject(), Subject(category=category, region="DE")
    page = await first_to_look_at(database, None, 20)
    listed = [each.product_id for each in page]
    return {
        "product, the best seller": lambda: product_figures(database, [best], period),
        "product, one region": lambda: product_figures(database, [best], period, "DE"),
        "product, each region": lambda: products_by_region(database, [best], period),
        "category": lambda: group_figures(database, [category], period),
        "category, one region": lambda: group_figures(database, [category], period, "DE"),
        "whole shop": lambda: group_figures(database, [WHOLE_SHOP], period),
        "whole shop, each region": lambda: groups_by_region(database, [WHOLE_SHOP], period),
        "ranking, 20 products": lambda: first_to_look_at(database, None, 20),
        "figures of 20 products": lambda: product_figures(database, listed, period),
        "sales of the best seller": lambda: list_sales(database, [Subject(product=best)], period, 20),
        "sales of the rarest": lambda: list_sales(database, [Subject(product=rare)], period, 20),
        "sales of a category": lambda: list_sales(database, [ours], period, 20),
        "reports of the shop": lambda: list_reports(database, [everywhere], period, 20),
    }


async def counting_milliseconds(database: Database) -> float:
    """What the counting adds to the statement that confirms an order of four lines, by PostgreSQL's clock."""

    async def spent() -> float:
        async with database.transaction() as writing:
            await writing.execute(UNSOLD, 1)
            [plan] = orjson.loads(await writing.fetchval(SELL, 1))
        return sum(float(each["Time"]) for each in plan["Triggers"] if each["Trigger Name"] == "figure_order")

    return median([await spent() for _ in range(ROUNDS)])


async def settle(database: Database, now: datetime) -> dict[str, float]:
    """Count everything that was filled in, and how long each step takes by the clock."""
    told = {"counting everything anew": await waited(recount(database))}
    for table in (*FILLED, *COUNTED):
        await database.execute(f"vacuum (analyze) {table}")
    told["checking all counters"] = await waited(_sound(database))
    told["ranking all products anew"] = await waited(rank_due(database, now, PRODUCTS))
    await database.execute("vacuum (analyze) figure_homes, figure_standings")
    return told


async def measure(url: str, now: datetime) -> dict[str, float]:
    """How much of the database's processor time each question takes."""
    async with connect(url, 1) as database:
        backend = await backend_of(database)
        asked = await questions(database, now.date())
        told = {name: await milliseconds(backend, ask) for name, ask in asked.items()}
        return {**told, "counting an order": await counting_milliseconds(database)}


async def _sound(database: Database) -> None:
    if await differences(database):
        raise RuntimeError("the counters are wrong, so their speed means nothing")


@asynccontextmanager
async def filled(url: str, lines: int) -> AsyncIterator[str]:
    """A database with orders of so many lines for the duration of the block."""
    name, now = f"comptoir_figures_{lines}", datetime.now(UTC)
    async with connect(url) as server:
        await server.execute(f"drop database if exists {name} with (force)")
        await server.execute(f"create database {name} template template0 encoding 'UTF8' locale 'C'")
        grown = sibling(url, name)
        try:
            async with connect(grown) as database:
                await migrate(database, lambda _: None)
                await load_synthetic(database, PRODUCTS, now=now)
                await fill(database, lines, now)
            yield grown
        finally:
            await server.execute(f"drop database if exists {name} with (force)")


async def run(url: str, sizes: list[int]) -> None:
    """Fill, ask and tell."""
    columns = []
    for lines in sizes:
        async with filled(url, lines) as grown:
            now = datetime.now(UTC)
            async with connect(grown) as database:
                told = await settle(database, now)
            columns.append({**told, **await measure(grown, now)})
    print_table(sizes, columns)


def print_table(sizes: list[int], columns: list[dict[str, float]]) -> None:
    """A row for each question, a column for each size."""
    print(f"{'milliseconds':28}" + "".join(f"{lines:>14,}" for lines in sizes))
    for name in columns[0]:
        print(f"{name:28}" + "".join(f"{column[name]:14.2f}" for column in columns))


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument(
        "--lines", type=int, nargs="+", default=list(SIZES), help="Order lines, size by size."
    )
    asked = parser.parse_args()
    with reachable(read_settings(os.environ)) as settings:
        asyncio.run(run(settings.database_url, asked.lines))


if __name__ == "__main__":
    main()
