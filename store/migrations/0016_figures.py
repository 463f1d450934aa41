"""Daily figures: what happened to a product in a region on a day, counted where it is written.

Triggers append what changed to `figure_deltas`, in the transaction that changes it and without touching a row
that others touch. `store.figures.folding` adds that up. Views say what the figures are: `figure_facts` counts
everything again, `figure_cells` and `figure_group_cells` are what is counted, folded or not.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

MEASURES = (
    "sold", "reported", "reviews", "verified", "stars", "squares",
    "decided", "in_time", "logs", "log_squares",
)  # fmt: skip
LISTED = ", ".join(MEASURES)
SUMS = ", ".join(f"sum({name})::bigint as {name}" for name in MEASURES)
COLUMNS = ",\n    ".join(f"{name} bigint not null default 0" for name in MEASURES)

TABLES = (
    f"""create table figure_deltas (
    id bigint generated always as identity primary key,
    product_id bigint not null, region text collate "C" not null, day date not null,
    {COLUMNS})""",
    f"""create table product_figures (
    product_id bigint not null, day date not null, region text collate "C" not null,
    {COLUMNS},
    primary key (product_id, day, region))""",
    f"""create table group_figures (
    category_id bigint not null, day date not null, region text collate "C" not null,
    {COLUMNS},
    primary key (category_id, day, region))""",
    # Under which groups a product is counted, and the day for which its standing was worked out.
    "create table figure_homes (product_id bigint primary key, groups bigint[] not null, ranked_on date)",
    "create index figure_homes_due on figure_homes (ranked_on nulls first, product_id)",
    """create table figure_standings (
    region text collate "C" not null, product_id bigint not null, score bigint not null,
    reasons jsonb not null, primary key (region, product_id))""",
    "create index figure_standings_by_score on figure_standings (region, score, product_id)",
    # A review that waits for somebody of the shop, and when they decided; it tells of no person.
    """create table moderation_waits (
    id bigint generated always as identity primary key,
    review_id bigint not null, product_id bigint not null, region text collate "C" not null,
    since timestamptz not null, decided_at timestamptz)""",
    "create unique index moderation_waits_open on moderation_waits (review_id) where decided_at is null",
    "create index moderation_waits_by_product on moderation_waits (product_id) where decided_at is null",
)

DAY = "({0} at time zone 'UTC')::date"
SOLD = "('CONFIRMED', 'COMPLETED')"
WAITED = "greatest(0, extract(epoch from {0}decided_at - {0}since))"
LOG = f"round(1000 * ln(1 + {WAITED}))"

VIEWS = (
    f"""create view figure_facts as
select product_id, region, day, {SUMS} from (
    select line.product_id, bought.region collate "C" as region, {DAY.format("bought.placed_at")} as day,
        count(*) as sold, 0 as reported, 0 as reviews, 0 as verified, 0 as stars, 0 as squares,
        0 as decided, 0 as in_time, 0::numeric as logs, 0::numeric as log_squares
    from order_lines line join orders bought on bought.id = line.order_id
    where bought.status in {SOLD} group by 1, 2, 3
    union all
    select told.product_id, bought.region collate "C", {DAY.format("bought.placed_at")},
        0, count(distinct told.order_id), 0, 0, 0, 0, 0, 0, 0, 0
    from problem_reports told join orders bought on bought.id = told.order_id
    where bought.status in {SOLD} and exists (select from order_lines line
        where line.order_id = told.order_id and line.product_id = told.product_id)
    group by 1, 2, 3
    union all
    select product_id, region collate "C", {DAY.format("created_at")},
        0, 0, count(*), count(*) filter (where verified), sum(rating), sum(rating * rating), 0, 0, 0, 0
    from reviews where status = 'PUBLISHED' group by 1, 2, 3
    union all
    select product_id, region, {DAY.format("decided_at")}, 0, 0, 0, 0, 0, 0,
        count(*), count(*) filter (where decided_at <= since + interval '1 day'),
        sum({LOG.format("")}), sum({LOG.format("")} ^ 2)
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

COUNT_LINES = f"""create function figure_lines() returns trigger language plpgsql as $$
begin
    insert into figure_deltas (product_id, region, day, sold)
    select line.product_id, bought.region, {DAY.format("bought.placed_at")}, count(*)
    from added line join orders bought on bought.id = line.order_id
    where bought.status in {SOLD} group by 1, 2, 3;
    return null;
end $$"""
COUNT_ORDER = f"""create function figure_order() returns trigger language plpgsql as $$
declare factor int := case when new.status in {SOLD} then 1 else -1 end;
begin
    insert into figure_deltas (product_id, region, day, sold, reported)
    select line.product_id, new.region, {DAY.format("new.placed_at")}, factor * count(*),
        factor * (exists (select from problem_reports told
            where told.order_id = new.id and told.product_id = line.product_id))::int
    from order_lines line where line.order_id = new.id group by line.product_id;
    return null;
end $$"""
COUNT_REPORT = f"""create function figure_report() returns trigger language plpgsql as $$
begin
    insert into figure_deltas (product_id, region, day, reported)
    select new.product_id, bought.region, {DAY.format("bought.placed_at")}, 1
    from orders bought where bought.id = new.order_id and bought.status in {SOLD}
        and exists (select from order_lines line
            where line.order_id = new.order_id and line.product_id = new.product_id)
        and not exists (select from problem_reports told where told.order_id = new.order_id
            and told.product_id = new.product_id and told.id < new.id);
    return null;
end $$"""
COUNT_REVIEW = f"""create function figure_review() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.status = 'PUBLISHED' then
        insert into figure_deltas (product_id, region, day, reviews, verified, stars, squares)
        values (old.product_id, old.region, {DAY.format("old.created_at")}, -1, -old.verified::int,
            -old.rating, -(old.rating * old.rating));
    end if;
    if tg_op <> 'DELETE' and new.status = 'PUBLISHED' then
        insert into figure_deltas (product_id, region, day, reviews, verified, stars, squares)
        values (new.product_id, new.region, {DAY.format("new.created_at")}, 1, new.verified::int,
            new.rating, new.rating * new.rating);
    end if;
    return null;
end $$"""
HOLD_REVIEW = """create function wait_for_review() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        delete from moderation_waits where review_id = old.id and decided_at is null;
    elsif tg_op = 'UPDATE' and new.decided_at is distinct from old.decided_at then
        update moderation_waits set decided_at = new.decided_at
        where review_id = new.id and decided_at is null;
    elsif new.status = 'PENDING' then
        insert into moderation_waits (review_id, product_id, region, since)
        values (new.id, new.product_id, new.region, coalesce(new.edited_at, new.created_at))
        on conflict (review_id) where decided_at is null do update set since = excluded.since;
    elsif tg_op = 'UPDATE' and old.status = 'PENDING' then
        delete from moderation_waits where review_id = new.id and decided_at is null and not exists (
            select from review_reports told where told.review_id = new.id and told.handled_at is null);
    end if;
    return null;
end $$"""
HOLD_REPORTED = """create function wait_for_report() returns trigger language plpgsql as $$
begin
    if new.handled_at is null then
        insert into moderation_waits (review_id, product_id, region, since)
        select id, product_id, region, new.reported_at from reviews where id = new.review_id
        on conflict (review_id) where decided_at is null do nothing;
    elsif tg_op = 'UPDATE' and old.handled_at is null then
        update moderation_waits wait set decided_at = new.handled_at from reviews review
        where wait.review_id = new.review_id and wait.decided_at is null
            and review.id = new.review_id and review.status <> 'PENDING';
    end if;
    return null;
end $$"""
COUNT_DECISION = f"""create function figure_decision() returns trigger language plpgsql as $$
begin
    insert into figure_deltas (product_id, region, day, decided, in_time, logs, log_squares)
    values (new.product_id, new.region, {DAY.format("new.decided_at")}, 1,
        (new.decided_at <= new.since + interval '1 day')::int,
        {LOG.format("new.")}, {LOG.format("new.")} ^ 2);
    return null;
end $$"""
# A row without any measure has the fold look under which groups the product is counted.
TOUCH_PRODUCT = """create function figure_move() returns trigger language plpgsql as $$
begin
    insert into figure_deltas (product_id, region, day) values (new.id, '', 'epoch');
    return null;
end $$"""
TOUCH_CATEGORY = """create function figure_moves() returns trigger language plpgsql as $$
begin
    insert into figure_deltas (product_id, region, day)
    select id, '', 'epoch' from products where category_id = new.id;
    return null;
end $$"""
FUNCTIONS = (
    COUNT_LINES, COUNT_ORDER, COUNT_REPORT, COUNT_REVIEW, HOLD_REVIEW, HOLD_REPORTED, COUNT_DECISION,
    TOUCH_PRODUCT, TOUCH_CATEGORY,
)  # fmt: skip

TRIGGERS = (
    """create trigger figure_lines after insert on order_lines referencing new table as added
    for each statement execute function figure_lines()""",
    f"""create trigger figure_order after update of status on orders for each row
    when ((old.status in {SOLD}) is distinct from (new.status in {SOLD})) execute function figure_order()""",
    """create trigger figure_report after insert on problem_reports
    for each row execute function figure_report()""",
    """create trigger figure_review after insert or delete on reviews
    for each row execute function figure_review()""",
    """create trigger figure_review_changed after update of status, rating, verified, region on reviews
    for each row when ((old.status, old.rating, old.verified, old.region)
        is distinct from (new.status, new.rating, new.verified, new.region))
    execute function figure_review()""",
    """create trigger wait_for_review after insert or delete or update of status, edited_at, decided_at
    on reviews for each row execute function wait_for_review()""",
    """create trigger wait_for_report after insert or update of handled_at, reported_at on review_reports
    for each row execute function wait_for_report()""",
    """create trigger figure_decision after update of decided_at on moderation_waits
    for each row when (old.decided_at is null and new.decided_at is not null)
    execute function figure_decision()""",
    """create trigger figure_move after update of category_id on products
    for each row when (old.category_id is distinct from new.category_id) execute function figure_move()""",
    """create trigger figure_moves after update of ancestors on categories
    for each row when (old.ancestors is distinct from new.ancestors) execute function figure_moves()""",
)

# After the triggers, whose making keeps others from writing what would be counted by neither.
FILL = (
    """insert into moderation_waits (review_id, product_id, region, since)
select id, product_id, region, coalesce(edited_at, created_at) from reviews where status = 'PENDING'""",
    """insert into moderation_waits (review_id, product_id, region, since)
select review.id, review.product_id, review.region, min(told.reported_at)
from reviews review join review_reports told on told.review_id = review.id
where told.handled_at is null group by 1 on conflict do nothing""",
    f"""insert into figure_deltas (product_id, region, day, {LISTED})
select product_id, region, day, {LISTED} from figure_facts""",
)

UNDO = (
    "drop view figure_group_cells, figure_cells, figure_facts",
    "drop trigger figure_moves on categories",
    "drop trigger figure_move on products",
    "drop trigger wait_for_report on review_reports",
    "drop trigger wait_for_review on reviews",
    "drop trigger figure_review_changed on reviews",
    "drop trigger figure_review on reviews",
    "drop trigger figure_report on problem_reports",
    "drop trigger figure_order on orders",
    "drop trigger figure_lines on order_lines",
    "drop table figure_deltas, product_figures, group_figures, figure_homes, figure_standings",
    "drop table moderation_waits",
    "drop function figure_lines, figure_order, figure_report, figure_review, figure_decision, figure_move,"
    " figure_moves, wait_for_review, wait_for_report",
)


class Migration(migrations.Migration):
    """Daily counters by product and by category, how long reviews wait, and the products' standings."""

    dependencies = [("store", "0015_feedback")]

    initial = False

    operations = [
        ops.RunSQL([*TABLES, *VIEWS, *FUNCTIONS, *TRIGGERS, *FILL], reverse_sql=list(UNDO)),
    ]
