"""Counting everything again: what is wrong with the counters, and putting it right.

The view `figure_facts` says from the facts alone what each counter should be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.database import Database
from store.figures.folding import FOLDING, LISTED, PATHS, SUMS
from store.figures.tallies import MEASURES

MEMORY = "set local work_mem = '256MB'; set local max_parallel_workers_per_gather = 2"
"""Everything is grouped at once; without room for it, it would go over the disk. Others may help."""

PAIRS = ", ".join(f"coalesce(kept.{name}, 0)" for name in MEASURES)
FACTS = ", ".join(f"coalesce(fact.{name}, 0)" for name in MEASURES)

DIFFERENCES = f"""
with kept as (select product_id, region, day, {SUMS} from figure_cells where region <> '' group by 1, 2, 3)
select product_id, region, day, array[{PAIRS}] as kept, array[{FACTS}] as counted
from kept full join figure_facts fact using (product_id, region, day)
where ({PAIRS}) is distinct from ({FACTS}) order by 1, 2, 3
"""
GROUP_DIFFERENCES = f"""
with fact as (
    select unnest(home.groups) as category_id, region, day, {SUMS}
    from product_figures join figure_homes home using (product_id) group by 1, 2, 3)
select category_id as product_id, region, day, array[{PAIRS}] as kept, array[{FACTS}] as counted
from group_figures kept full join fact using (category_id, region, day)
where ({PAIRS}) is distinct from ({FACTS}) order by 1, 2, 3
"""

RECOUNT = (
    "delete from product_figures",
    "delete from group_figures",
    "delete from figure_homes",
    # One statement, so that no change is both in the facts and left to be added.
    f"""with gone as (delete from figure_deltas)
    insert into product_figures (product_id, region, day, {LISTED})
    select product_id, region, day, {LISTED} from figure_facts""",
    f"""insert into figure_homes (product_id, groups) {PATHS}
    where product.id in (select product_id from product_figures)""",
    f"""insert into group_figures (category_id, region, day, {LISTED})
    select unnest(home.groups), region, day, {SUMS}
    from product_figures join figure_homes home using (product_id) group by 1, 2, 3""",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that isn't what a recount says; `key` is a product's, or a group's, and values by measure."""

    key: int
    region: str
    day: date
    kept: Sequence[int]
    counted: Sequence[int]

    def measures(self) -> dict[str, tuple[int, int]]:
        """What is kept and what is there, of the measures that differ."""
        pairs = zip(MEASURES, self.kept, self.counted, strict=True)
        return {name: (kept, counted) for name, kept, counted in pairs if kept != counted}


async def differences(database: Database) -> list[Difference]:
    """Counters of products that are wrong. None, unless something is broken."""
    return await _read(database, DIFFERENCES)


async def group_differences(database: Database) -> list[Difference]:
    """Counters of groups that aren't the sums of their products'. None, unless something is broken."""
    return await _read(database, GROUP_DIFFERENCES)


async def recount(database: Database) -> None:
    """Count everything again, while others go on writing; who reads sees the old figures until it is done."""
    async with database.transaction() as writing:
        await writing.execute(MEMORY)
        await writing.execute("select pg_advisory_xact_lock($1)", FOLDING)
        for statement in RECOUNT:
            await writing.execute(statement)


async def _read(database: Database, sql: str) -> list[Difference]:
    async with database.transaction() as reading:
        await reading.execute(MEMORY)
        return [Difference(*row) for row in await reading.fetch(sql)]
