"""Many processes that write, edit, vote, decide and forget at once: what is counted stays what is there."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from store.catalog.pages import Page
from store.database import Database
from store.loading.load import load
from store.reviews.counting import differences, misrated
from store.reviews.lists import Listing, list_reviews
from store.reviews.orders import Sort
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries
from store.reviews.votes import wilson
from tests.store.buyers import product_of

ROOT = Path(__file__).parents[3]
VISITORS = Path(__file__).parent / "visitors.py"


async def visited(url: str, name: str, seconds: float) -> int:
    """How much a process full of visitors did."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(VISITORS), url, name, str(seconds)]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=environment)
    output, _ = await process.communicate()
    assert process.returncode == 0
    return int(output)


@pytest.mark.parametrize(
    ("processes", "seconds", "least"), [(2, 3, 50), pytest.param(6, 60, 3_000, marks=pytest.mark.prove)]
)
async def test_summaries_equal_a_recount_after_many_processes_wrote_at_once(
    database: Database,
    database_url: str,
    drama: list[Any],
    faust: Any,
    coffee: Any,
    now: datetime,
    processes: int,
    seconds: float,
    least: int,
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    names = [f"process {number}" for number in range(processes)]
    done = await asyncio.gather(*(visited(database_url, name, seconds) for name in names))
    assert sum(done) > least
    products = [await product_of(database, sku) for sku in ("faust", "coffee")]
    assert await database.fetchval("select sum(reviews) from review_counts") > 0
    assert await differences(database) == []
    assert await misrated(database) == []
    await assert_lists_are_what_is_summed_up(database, products)
    await assert_votes_are_counted(database)


async def assert_lists_are_what_is_summed_up(database: Database, products: list[int]) -> None:
    """Each list is as long as its summary says."""
    for scope in (Scope(), Scope(languages=("de",)), Scope(regions=("GB",)), Scope(verified_only=True)):
        lists = await list_reviews(database, products, Listing(scope, Sort.NEWEST, Page(10_000), "de"))
        summaries = await read_summaries(database, scope, products)
        assert [len(lists[key].rows) for key in products] == [summaries[key].count for key in products]


async def assert_votes_are_counted(database: Database) -> None:
    """Each review has the votes that were cast on it."""
    rows = await database.fetch(
        """
        select r.helpful, r.unhelpful, r.helpfulness, count(*) filter (where v.helpful) as yes,
            count(*) filter (where not v.helpful) as no
        from reviews r left join review_votes v on v.review_id = r.id group by r.id
        """
    )
    for row in rows:
        assert (row["helpful"], row["unhelpful"]) == (row["yes"], row["no"])
        assert row["helpfulness"] == wilson(row["yes"], row["yes"] + row["no"])
