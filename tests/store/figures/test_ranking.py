"""The standings of products, worked out again when something has changed and when a day has passed."""

from datetime import date, datetime, timedelta

from store.database import Database
from store.figures.folding import fold
from store.figures.harm import Reason
from store.figures.ranking import NEVER, first_to_look_at, rank_due
from tests.store.buyers import product_of

COUNT = """
insert into figure_deltas (product_id, region, day, sold, reported) values ($1, $2, $3, $4, $5)
"""


async def count(database: Database, sku: str, region: str, day: date, sold: int, reported: int) -> None:
    """Count sales without having made them."""
    await database.execute(COUNT, await product_of(database, sku), region, day, sold, reported)
    await fold(database)


async def ranked(database: Database, region: str | None = None) -> list[tuple[str, int]]:
    """Products with their scores, the first to look at first."""
    return [(each.sku, each.score) for each in await first_to_look_at(database, region, 10)]


async def test_standings_follow_what_is_counted(counters: Database, now: datetime) -> None:
    today = now.date()
    await count(counters, "coffee", "DE", today, 100_000, 200)
    await count(counters, "faust", "DE", today, 1_000, 20)
    assert await rank_due(counters, now) == 2
    assert await ranked(counters) == await ranked(counters, "DE") == [("faust", 10_984)]
    assert await ranked(counters, "GB") == []
    assert await rank_due(counters, now) == 0
    await count(counters, "coffee", "DE", today, 0, 4_800)
    assert await rank_due(counters, now) == 1
    assert [sku for sku, _ in await ranked(counters)] == ["coffee", "faust"]


async def test_each_region_has_its_own_order(counters: Database, now: datetime) -> None:
    today = now.date()
    for region in ("DE", "GB"):
        await count(counters, "coffee", region, today, 50_000, 100)
    await count(counters, "faust", "DE", today, 1_000, 20)
    await count(counters, "faust", "GB", today, 1_000, 2)
    await rank_due(counters, now)
    assert [sku for sku, _ in await ranked(counters, "DE")] == ["faust"]
    assert await ranked(counters, "GB") == []
    [standing] = await first_to_look_at(counters, None, 10)
    assert [(each.reason, each.figure, each.usual) for each in standing.reasons] == [
        (Reason.REPORTED, 11.0, 2.0)
    ]


async def test_what_is_too_long_ago_leaves_the_order_by_itself(counters: Database, now: datetime) -> None:
    await count(counters, "coffee", "DE", now.date(), 100_000, 200)
    await count(counters, "faust", "DE", now.date() - timedelta(days=88), 1_000, 20)
    await rank_due(counters, now)
    assert [sku for sku, _ in await ranked(counters)] == ["faust"]
    assert await rank_due(counters, now + timedelta(days=1)) == 2
    assert [sku for sku, _ in await ranked(counters)] == ["faust"]
    assert await rank_due(counters, now + timedelta(days=2)) == 2
    assert await ranked(counters) == []


async def test_what_is_long_over_is_not_worked_out_again(counters: Database, now: datetime) -> None:
    await count(counters, "faust", "DE", now.date() - timedelta(days=400), 1_000, 20)
    assert await rank_due(counters, now) == 1
    assert await rank_due(counters, now + timedelta(days=1)) == 0
    assert await counters.fetchval("select ranked_on from figure_homes") == NEVER
    await count(counters, "faust", "DE", now.date(), 1, 0)
    assert await rank_due(counters, now + timedelta(days=1)) == 1


async def test_pages_go_on_where_the_last_one_ended(counters: Database, now: datetime) -> None:
    await count(counters, "coffee", "DE", now.date(), 2_000, 500)
    await count(counters, "faust", "DE", now.date(), 2_000, 20)
    await counters.execute("update figure_homes set groups = '{0}'")
    await counters.execute("insert into figure_standings values ('', $1, 7, '[]')", 999_999)
    await rank_due(counters, now)
    [first] = await first_to_look_at(counters, None, 1)
    assert first.sku == "coffee"
    assert await first_to_look_at(counters, None, 1, (first.score, first.product_id)) == []
