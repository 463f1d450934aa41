"""The records behind a figure."""

from datetime import date, datetime, timedelta
from typing import Any

from store.database import Database
from store.figures.records import (
    LATEST,
    Subject,
    Waiting,
    list_opinions,
    list_reports,
    list_returns,
    list_sales,
    read_waiting,
)
from store.figures.tallies import Period
from store.incidents.policies import Problem
from store.incidents.reporting import Trouble, report_problem
from store.orders.returns import ReturnReason
from store.reviews.writing import Words, submit
from tests.store.buyers import deliver, new_customer, product_of
from tests.store.sending_back import announced

WEEK = Period(date(2026, 11, 14), date(2026, 11, 21))
BEFORE = WEEK.before


async def of(
    list_: Any, shop: Database, subject: Subject, period: Period, most: int, below: int = LATEST
) -> Any:
    """The records of one subject."""
    [found] = await list_(shop, [subject], period, most, below)
    return found


async def test_sales_are_listed_as_they_are_counted(shop: Database, now: datetime) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    first = await deliver(shop, ada, "faust-hc", now)
    second = await deliver(shop, ada, "coffee-250", now, region="GB")
    third = await deliver(shop, ada, "faust-ebook", now)
    await shop.execute("update orders set status = 'CANCELLED' where id = $1", third)
    everything = await of(list_sales, shop, Subject(), WEEK, 10)
    assert [(each.sku, each.region, each.quantity) for each in everything] == [
        ("coffee-250", "GB", 1), ("faust-hc", "DE", 1)
    ]  # fmt: skip
    numbers = {row["id"]: row["number"] for row in await shop.fetch("select id, number from orders")}
    assert [each.order for each in everything] == [numbers[second], numbers[first]]
    assert [each.sku for each in await of(list_sales, shop, Subject(product=faust), WEEK, 10)] == ["faust-hc"]
    assert [each.sku for each in await of(list_sales, shop, Subject(region="GB"), WEEK, 10)] == ["coffee-250"]
    assert await of(list_sales, shop, Subject(), BEFORE, 10) == []


async def test_a_category_lists_what_lies_below_it_a_page_at_a_time(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    for sku in ("faust-hc", "coffee-250", "faust-hc"):
        await deliver(shop, ada, sku, now)
    ids = {row["path"]: row["id"] for row in await shop.fetch("select id, path from categories")}
    drama, books = Subject(category=ids["books/drama"]), Subject(category=ids["books"])
    assert [each.sku for each in await of(list_sales, shop, drama, WEEK, 10)] == ["faust-hc", "faust-hc"]
    [latest, middle] = await of(list_sales, shop, books, WEEK, 2)
    assert (latest.sku, middle.sku) == ("faust-hc", "coffee-250")
    [oldest] = await of(list_sales, shop, books, WEEK, 2, below=middle.id)
    assert (oldest.sku, oldest.id < middle.id) == ("faust-hc", True)


async def test_reports_tell_what_was_said_of_which_order_and_not_by_whom(
    shop: Database, now: datetime
) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    order = await deliver(shop, ada, "faust-hc", now)
    await report_problem(shop, Trouble(faust, order, ada, Problem.DAMAGED, "Torn."), now)
    [found] = await of(list_reports, shop, Subject(product=faust, region="DE"), WEEK, 10)
    number = await shop.fetchval("select number from orders where id = $1", order)
    assert (found.order, found.sku, found.kind, found.text) == (number, "faust", "DAMAGED", "Torn.")
    assert (found.reported_at, found.placed_at) == (now, now - timedelta(days=7))
    assert await of(list_reports, shop, Subject(region="GB"), WEEK, 10) == []


async def test_returns_are_listed_as_they_are_counted(shop: Database, now: datetime) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    order = await deliver(shop, ada, "faust-hc", now)
    for reason in (ReturnReason.DEFECTIVE, ReturnReason.LATE):
        await announced(shop, order, reason, now)
    [found] = await of(list_returns, shop, Subject(product=faust, region="DE"), WEEK, 10)
    number = await shop.fetchval("select number from orders where id = $1", order)
    assert (found.order, found.sku, found.quantity, found.reason, found.state) == (
        number, "faust-hc", 1, "DEFECTIVE", "ANNOUNCED",
    )  # fmt: skip
    assert await of(list_returns, shop, Subject(), BEFORE, 10) == []


async def test_reviews_are_listed_while_they_are_published(shop: Database, now: datetime) -> None:
    ada, faust = await new_customer(shop, "Ada", now), await product_of(shop, "faust")
    coffee = await product_of(shop, "coffee")
    await submit(shop, faust, ada, Words(4, "Na ja", "Gut.", "de"), "DE", now)
    await submit(shop, coffee, ada, Words(1, None, "www.example.org", "de"), "DE", now)
    [found] = await of(list_opinions, shop, Subject(), WEEK, 10)
    assert (found.sku, found.rating, found.title, found.verified) == ("faust", 4, "Na ja", False)
    subjects = [Subject(), Subject(product=coffee, region="DE"), Subject(product=faust)]
    assert await read_waiting(shop, subjects) == [Waiting(1, now), Waiting(1, now), Waiting(0, None)]


async def test_many_products_are_one_statement(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    for sku in ("faust-hc", "coffee-250", "faust-hc"):
        await deliver(shop, ada, sku, now)
    subjects = [Subject(product=await product_of(shop, sku)) for sku in ("coffee", "faust")]
    async with shop.watch() as seen:
        coffee, faust = await list_sales(shop, subjects, WEEK, 1)
    assert [each.sku for each in (*coffee, *faust)] == ["coffee-250", "faust-hc"]
    assert len([sql for sql in seen if "order_lines" in sql]) == 1
