"""Defect returns among the figures: lines of which something was sent back because it was at fault.

A line counts once, on the day of its sale, as soon as its buyer announces the return and unless the shop
refuses it. The views and the trigger of `0016_figures` are made anew with one measure more.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

MEASURES = (
    "sold", "reported", "returned", "reviews", "verified", "stars", "squares",
    "decided", "in_time", "logs", "log_squares",
)  # fmt: skip
LISTED = ", ".join(MEASURES)
SUMS = ", ".join(f"sum({name})::bigint as {name}" for name in MEASURES)

DAY = "({0} at time zone 'UTC')::date"
SOLD = "('CONFIRMED', 'COMPLETED')"
FAULTS = "('DEFECTIVE', 'DAMAGED', 'WRONG_ITEM', 'NOT_AS_DESCRIBED')"
LOG = "round(1000 * ln(1 + greatest(0, extract(epoch from decided_at - since))))"

DROP_VIEWS = "drop view figure_group_cells, figure_cells, figure_facts"
COLUMNS = tuple(
    f"alter table {table} add column returned bigint not null default 0"
    for table in ("figure_deltas", "product_figures", "group_figures")
)
VIEWS = (
    f"""create view faulty_lines as
select part.line_id, part.id as part_id, part.returned_id
from return_lines part join returns back on back.id = part.returned_id
where part.reason in {FAULTS} and back.state <> 'REFUSED'""",
    f"""create view figure_facts as
select product_id, region, day, {SUMS} from (
    select line.product_id, bought.region collate "C" as region, {DAY.format("bought.placed_at")} as day,
        count(*) as sold, 0 as reported, count(faulty.line_id) as returned, 0 as reviews, 0 as verified,
        0 as stars, 0 as squares, 0 as decided, 0 as in_time, 0::numeric as logs, 0::numeric as log_squares
    from order_lines line join orders bought on bought.id = line.order_id
    left join (select distinct line_id from faulty_lines) faulty on faulty.line_id = line.id
    where bought.status in {SOLD} group by 1, 2, 3
    union all
    select told.product_id, bought.region collate "C", {DAY.format("bought.placed_at")},
        0, count(distinct told.order_id), 0, 0, 0, 0, 0, 0, 0, 0, 0
    from problem_reports told join orders bought on bought.id = told.order_id
    where bought.status in {SOLD} and exists (select from order_lines line
        where line.order_id = told.order_id and line.product_id = told.product_id)
    group by 1, 2, 3
    union all
    select product_id, region collate "C", {DAY.format("created_at")},
        0, 0, 0, count(*), count(*) filter (where verified), sum(rating), sum(rating * rating), 0, 0, 0, 0
    from reviews where status = 'PUBLISHED' group by 1, 2, 3
    union all
    select product_id, region, {DAY.format("decided_at")}, 0, 0, 0, 0, 0, 0, 0,
        count(*), count(*) filter (where decided_at <= since + interval '1 day'),
        sum({LOG}), sum({LOG} ^ 2)
    from moderation_waits where decided_at is not null group by 1, 2, 3) fact
group by 1, 2, 3""",
    f"""create view figure_cells as
select product_id, region, day, {LISTED} from product_figures
union all select product_id, region, day, {LISTED} from figure_deltas""",
    f"""create view figure_group_cells as
select category_id, region, day, {LISTED} from group_figures
union all
select part.category_id, delta.region, delta.day, {", ".join(f"delta.{name}" for name in MEASURES)}
from figure_deltas delta join products product on product.id = delta.product_id
join categories home on home.id = product.category_id
cross join lateral unnest(array_prepend(0::bigint, home.ancestors)) as part(category_id)""",
)
COUNT_ORDER = f"""create or replace function figure_order() returns trigger language plpgsql as $$
declare factor int := case when new.status in {SOLD} then 1 else -1 end;
begin
    insert into figure_deltas (product_id, region, day, sold, reported, returned)
    select line.product_id, new.region, {DAY.format("new.placed_at")}, factor * count(*),
        factor * (exists (select from problem_reports told
            where told.order_id = new.id and told.product_id = line.product_id))::int,
        factor * count(*) filter (where exists (select from faulty_lines where line_id = line.id))
    from order_lines line where line.order_id = new.id group by line.product_id;
    return null;
end $$"""
FUNCTIONS = (
    f"""create function figure_returned(line bigint, factor int) returns void language sql as $$
    insert into figure_deltas (product_id, region, day, returned)
    select sold.product_id, bought.region, {DAY.format("bought.placed_at")}, factor
    from order_lines sold join orders bought on bought.id = sold.order_id
    where sold.id = line and bought.status in {SOLD}
$$""",
    """create function figure_return() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform figure_returned(new.line_id, 1) where not exists (
            select from faulty_lines where line_id = new.line_id and part_id <> new.id);
    else
        perform figure_returned(old.line_id, -1) where not exists (
            select from faulty_lines where line_id = old.line_id);
    end if;
    return null;
end $$""",
    f"""create function figure_refusal() returns trigger language plpgsql as $$
begin
    perform figure_returned(part.line_id, case when new.state = 'REFUSED' then -1 else 1 end)
    from return_lines part where part.returned_id = new.id and part.reason in {FAULTS}
        and not exists (select from faulty_lines other
            where other.line_id = part.line_id and other.returned_id <> new.id);
    return null;
end $$""",
)
TRIGGERS = (
    f"""create trigger figure_return after insert on return_lines
    for each row when (new.reason in {FAULTS}) execute function figure_return()""",
    f"""create trigger figure_return_gone after delete on return_lines
    for each row when (old.reason in {FAULTS}) execute function figure_return()""",
    """create trigger figure_refusal after update of state on returns
    for each row when ((old.state = 'REFUSED') is distinct from (new.state = 'REFUSED'))
    execute function figure_refusal()""",
)
# After the triggers, whose making keeps others from writing what would be counted by neither.
FILL = """select figure_returned(line_id, 1) from (select distinct line_id from faulty_lines) faulty"""


class Migration(migrations.Migration):
    """One measure more."""

    dependencies = [("store", "0010_narrowing")]

    initial = False

    operations = [ops.RunSQL([DROP_VIEWS, *COLUMNS, *VIEWS, COUNT_ORDER, *FUNCTIONS, *TRIGGERS, FILL])]
