"""What is counted when something happens, in the transaction in which it happens."""

from datetime import date, datetime, timedelta
from importlib import import_module

import orjson
import pytest

from store.accounts.customers import erase_customer
from store.database import Database
from store.figures.checking import recount
from store.figures.folding import fold
from store.figures.tallies import WHOLE_SHOP, Figures, Period, Tally, group_figures, product_figures
from store.incidents.policies import Problem
from store.incidents.reporting import Reported, Trouble, report_problem
from store.loading.load import load
from store.orders.returning import refuse
from store.orders.returns import ReturnReason
from store.reviews.moderating import decide, dismiss_reports
from store.reviews.records import ReviewRecord
from store.reviews.states import Decision, Reason, Status
from store.reviews.votes import report
from store.reviews.writing import Words, edit, submit, withdraw
from tests.store.buyers import deliver, new_customer, product_of
from tests.store.sending_back import announced

WEEK = Period(date(2026, 11, 14), date(2026, 11, 21))
"""The tests' orders were placed on the 14th, their reviews are written on the 21st."""
GOOD = Words(5, None, "Gut.", "de")
LINKED = Words(2, None, "www.example.org", "de")


async def counted(database: Database, sku: str = "faust", region: str | None = None) -> Tally:
    """What the week holds of a product."""
    product = await product_of(database, sku)
    return (await product_figures(database, [product], WEEK, region))[product].now


async def written(database: Database, name: str, words: Words, now: datetime) -> ReviewRecord:
    """A new customer's review of Faust in Germany."""
    author = await new_customer(database, name, now)
    review = await submit(database, await product_of(database, "faust"), author, words, "DE", now)
    assert isinstance(review, ReviewRecord)
    return review


async def test_a_line_counts_on_the_day_of_its_order_and_in_its_region(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now, region="GB")
    assert await counted(shop) == await counted(shop, region="GB") == Tally(sold=1)
    assert await counted(shop, region="DE") == await counted(shop, "coffee") == Tally()
    product = await product_of(shop, "faust")
    later = Period(date(2026, 11, 15), date(2026, 11, 21))
    assert await product_figures(shop, [product], later) == {product: Figures(Tally(), Tally(sold=1))}


@pytest.mark.parametrize(("status", "sold"), [("PENDING_PAYMENT", 0), ("CANCELLED", 0), ("CONFIRMED", 1)])
async def test_only_what_is_confirmed_and_not_cancelled_is_sold(
    shop: Database, now: datetime, status: str, sold: int
) -> None:
    ada = await new_customer(shop, "Ada", now)
    order = await deliver(shop, ada, "faust-hc", now)
    await shop.execute("update orders set status = $2 where id = $1", order, status)
    assert await counted(shop) == Tally(sold=sold)
    await shop.execute("update orders set status = 'COMPLETED' where id = $1", order)
    assert await counted(shop) == Tally(sold=1)


async def test_a_sale_is_reported_once_whatever_is_wrong_with_it(shop: Database, now: datetime) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    order = await deliver(shop, ada, "faust-hc", now)
    for kind in (Problem.DAMAGED, Problem.QUALITY, Problem.QUALITY):
        trouble = Trouble(faust, order, ada, kind, None)
        assert isinstance(await report_problem(shop, trouble, now), Reported)
    assert await counted(shop) == Tally(sold=1, reported=1)
    await shop.execute("update orders set status = 'CANCELLED' where id = $1", order)
    assert await counted(shop) == Tally()


async def test_reviews_count_while_they_are_published(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", GOOD, now)
    assert await counted(shop) == Tally(reviews=1, stars=5, squares=25)
    assert review.customer_id is not None
    await edit(shop, review.id, review.customer_id, Words(2, None, "Doch nicht.", "de"), now)
    assert await counted(shop) == Tally(reviews=1, stars=2, squares=4)
    await withdraw(shop, review.id, review.customer_id)
    assert await counted(shop) == Tally()


async def test_who_is_forgotten_stays_in_the_figures(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now)
    await submit(shop, await product_of(shop, "faust"), ada, GOOD, "DE", now)
    before = await counted(shop)
    assert before == Tally(sold=1, reviews=1, verified=1, stars=5, squares=25)
    await erase_customer(shop, ada, now)
    assert await counted(shop) == before


async def test_a_held_review_waits_until_somebody_decides(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", LINKED, now - timedelta(hours=30))
    assert review.status is Status.PENDING
    await decide(shop, review.id, Decision.REJECT, Reason.ADVERTISING, None, now)
    # 1000 ln(1 + 108000) = 11589.9
    assert await counted(shop) == Tally(decided=1, logs=11590, log_squares=11590**2)


async def test_a_day_is_in_time(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", LINKED, now - timedelta(days=1))
    await decide(shop, review.id, Decision.PUBLISH, None, None, now)
    # 1000 ln(1 + 86400) = 11366.8; it was written on the 20th
    found = await counted(shop)
    assert (found.decided, found.in_time, found.logs, found.reviews, found.stars) == (1, 1, 11367, 1, 2)


async def test_what_its_author_mends_has_waited_for_nobody(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", LINKED, now)
    assert review.customer_id is not None
    assert await shop.fetchval("select count(*) from moderation_waits") == 1
    mended = await edit(shop, review.id, review.customer_id, GOOD, now + timedelta(hours=1))
    assert isinstance(mended, ReviewRecord)
    assert mended.status is Status.PUBLISHED
    assert await shop.fetchval("select count(*) from moderation_waits") == 0


async def test_a_reported_review_waits_from_its_first_report(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", GOOD, now - timedelta(hours=5))
    for hours, name in ((3, "Bob"), (2, "Eve")):
        reporter = await new_customer(shop, name, now)
        await report(shop, review.id, reporter, "FAKE", None, now - timedelta(hours=hours))
    await dismiss_reports(shop, review.id, None, now)
    # 1000 ln(1 + 10800) = 9287.4
    assert await counted(shop) == Tally(
        reviews=1, stars=5, squares=25, decided=1, in_time=1, logs=9287, log_squares=9287**2
    )


async def test_what_goes_back_at_fault_counts_once_unless_it_is_refused(
    shop: Database, now: datetime
) -> None:
    order = await deliver(shop, await new_customer(shop, "Ada", now), "faust-hc", now)
    await announced(shop, order, ReturnReason.CHANGED_MIND, now)
    assert await counted(shop) == Tally(sold=1)
    first = await announced(shop, order, ReturnReason.DEFECTIVE, now)
    second = await announced(shop, order, ReturnReason.DAMAGED, now)
    assert await counted(shop) == Tally(sold=1, returned=1)
    assert await refuse(shop, first, "Used", now)
    assert await counted(shop) == Tally(sold=1, returned=1)
    assert await refuse(shop, second, "Used", now)
    assert await counted(shop) == Tally(sold=1)
    await announced(shop, order, ReturnReason.WRONG_ITEM, now)
    assert await counted(shop) == Tally(sold=1, returned=1)
    await shop.execute("update orders set status = 'CANCELLED' where id = $1", order)
    assert await counted(shop) == Tally()


async def test_a_return_that_was_not_to_be_leaves_nothing(shop: Database, now: datetime) -> None:
    order = await deliver(shop, await new_customer(shop, "Ada", now), "faust-hc", now)
    number = await announced(shop, order, ReturnReason.DEFECTIVE, now)
    await shop.execute("delete from returns where id = $1", number)
    assert await counted(shop) == Tally(sold=1)


async def test_groups_hold_all_that_lies_below_them(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now)
    await deliver(shop, ada, "coffee-250", now)
    ids = {row["path"]: row["id"] for row in await shop.fetch("select id, path from categories")}
    groups = [WHOLE_SHOP, ids["books"], ids["books/drama"]]
    for fresh in (2, 0):
        assert await shop.fetchval("select count(*) from figure_deltas where sold > 0") == fresh
        found = await group_figures(shop, groups, WEEK)
        assert [found[group].now.sold for group in groups] == [2, 2, 1]
        await fold(shop)


async def test_a_product_that_moves_takes_its_past_along(
    shop: Database, now: datetime, faust: dict[str, object]
) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now)
    await fold(shop)
    await deliver(shop, ada, "faust-hc", now)
    poems = {"category": "books/poems", "texts": {"en": {"name": "Poems", "slug": "poems"}}}
    await load(shop, map(orjson.dumps, [poems, faust | {"category": "books/poems"}]), now=now)
    await fold(shop)
    ids = {row["path"]: row["id"] for row in await shop.fetch("select id, path from categories")}
    found = await group_figures(shop, list(ids.values()), WEEK)
    assert {path: found[group].now.sold for path, group in ids.items()} == {
        "books": 2, "books/drama": 0, "books/poems": 2
    }  # fmt: skip


async def test_a_category_that_moves_takes_its_products_along(shop: Database, now: datetime) -> None:
    await deliver(shop, await new_customer(shop, "Ada", now), "faust-hc", now)
    await fold(shop)
    ids = {row["path"]: row["id"] for row in await shop.fetch("select id, path from categories")}
    await shop.execute("update categories set ancestors = array[id] where path = 'books/drama'")
    await fold(shop)
    found = await group_figures(shop, list(ids.values()), WEEK)
    assert {path: found[group].now.sold for path, group in ids.items()} == {"books": 0, "books/drama": 1}


async def test_what_was_there_before_the_figures_is_counted_when_they_come(
    shop: Database, now: datetime
) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    order = await deliver(shop, ada, "faust-hc", now)
    await report_problem(shop, Trouble(faust, order, ada, Problem.DAMAGED, None), now)
    await announced(shop, order, ReturnReason.DEFECTIVE, now)
    await written(shop, "Bob", GOOD, now)
    held = await written(shop, "Eve", LINKED, now)
    before = await counted(shop)
    assert before == Tally(sold=1, reported=1, returned=1, reviews=1, stars=5, squares=25)
    await shop.execute("truncate figure_deltas, moderation_waits")
    migrations = map(import_module, ("store.migrations.0016_figures", "store.migrations.0018_defect_returns"))
    fills = [migration.FILL for migration in migrations]
    for statement in (*fills[0], fills[1]):
        await shop.execute(statement)
    assert await counted(shop) == before
    assert await shop.fetchval("select review_id from moderation_waits") == held.id


async def test_a_recount_puts_right_what_is_wrong(shop: Database, now: datetime) -> None:
    await deliver(shop, await new_customer(shop, "Ada", now), "faust-hc", now)
    await fold(shop)
    await shop.execute("update product_figures set sold = 7, reviews = 3")
    await shop.execute("update group_figures set sold = 9")
    await shop.execute(
        "insert into figure_deltas (product_id, region, day, sold) values (1, 'DE', $1, 5)", now
    )
    await recount(shop)
    assert await counted(shop) == Tally(sold=1)
