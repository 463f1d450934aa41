"""Adding up what was counted: changes become daily counters of products, and those counters of groups.

Whoever writes only appends to `figure_deltas`, so nobody waits for anybody. One at a time adds up, and says
by FOLDING that it is at it.
"""

from store.database import Database, Statements
from store.figures.tallies import MEASURES, WHOLE_SHOP

FOLDING = 0x46696775
"""The advisory lock of whoever writes the counters."""
AT_ONCE = 20_000
"""Changes to a transaction."""

LISTED = ", ".join(MEASURES)
SUMS = ", ".join(f"sum({name})::bigint as {name}" for name in MEASURES)
ANY = " or ".join(f"sum({name}) <> 0" for name in MEASURES)
ADD = ", ".join(f"{name} = kept.{name} + excluded.{name}" for name in MEASURES)
NEGATIVE = ", ".join(f"-cell.{name} as {name}" for name in MEASURES)
POSITIVE = ", ".join(f"cell.{name}" for name in MEASURES)

PATHS = f"""
select product.id as product_id, array_prepend({WHOLE_SHOP}::bigint, home.ancestors) as groups
from products product join categories home on home.id = product.category_id
"""

FOLD = f"""
with taken as (
    delete from figure_deltas where id in (select id from figure_deltas order by id limit $1)
    returning product_id, region, day, {LISTED}),
fresh as (select product_id, region, day, {SUMS} from taken group by 1, 2, 3 having {ANY}),
paths as ({PATHS} where product.id in (select product_id from taken)),
moved as (
    select home.product_id, home.groups as old, paths.groups as new
    from figure_homes home join paths using (product_id) where home.groups <> paths.groups),
homed as (
    insert into figure_homes (product_id, groups, ranked_on) select product_id, groups, null from paths
    where product_id in (select product_id from fresh union select product_id from moved)
    on conflict (product_id) do update set groups = excluded.groups, ranked_on = null),
counted as (
    insert into product_figures as kept (product_id, region, day, {LISTED})
    select product_id, region, day, {LISTED} from fresh join paths using (product_id)
    on conflict (product_id, day, region) do update set {ADD}),
shifts as (
    select unnest(paths.groups) as category_id, cell.region, cell.day, {POSITIVE}
    from fresh cell join paths using (product_id)
    union all
    select unnest(moved.old), cell.region, cell.day, {NEGATIVE}
    from moved join product_figures cell using (product_id)
    union all
    select unnest(moved.new), cell.region, cell.day, {POSITIVE}
    from moved join product_figures cell using (product_id)),
grouped as (
    insert into group_figures as kept (category_id, region, day, {LISTED})
    select category_id, region, day, {SUMS} from shifts group by 1, 2, 3 having {ANY}
    on conflict (category_id, day, region) do update set {ADD})
select count(*) from taken
"""


async def fold(database: Database, at_once: int = AT_ONCE) -> int:
    """Add up all that is there; how many changes that were. Nothing if somebody else is at it."""
    folded = 0
    while True:
        async with database.transaction() as writing:
            taken = await fold_once(writing, at_once) if await _is_ours(writing) else 0
        folded += taken
        if taken < at_once:
            return folded


async def fold_once(writing: Statements, at_once: int) -> int:
    """Add up so many changes in a transaction that holds FOLDING.

    It is one statement: what it takes and the categories that it finds are of one instant, and a product
    that moves later leaves another change behind.
    """
    taken: int = await writing.fetchval(FOLD, at_once)
    return taken


async def _is_ours(writing: Statements) -> bool:
    ours: bool = await writing.fetchval("select pg_try_advisory_xact_lock($1)", FOLDING)
    return ours
