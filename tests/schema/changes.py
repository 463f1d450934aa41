"""What changes in a shop, and what becomes of answers by it."""

from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import orjson

from regions.lawbook import lawbook
from regions.promise import Disruption, Stage
from store import demo
from store.accounts.customers import erase_customer, update_customer
from store.database import Database
from store.disruptions import DeliveryNotice, tell_notice
from store.loading import load
from store.loading.rows import PriceEntry
from store.repricing import Repricing, set_prices
from store.restocking import set_stock
from store.reviews.moderating import reply
from store.reviews.records import ReviewRecord
from store.reviews.votes import vote
from store.reviews.writing import Words, submit
from store.setting import set_policy
from store.stock import take_stock
from tests.schema.counter import NOW
from tests.store.buyers import deliver, new_customer, product_of

BOOK = lawbook()
Line = dict[str, Any]
Change = Callable[[Database], Awaitable[object]]


def line_of(sku: str) -> Line:
    return deepcopy(next(line for line in demo.lines() if line.get("sku") == sku))


def loading(*lines: Line) -> Change:
    async def change(database: Database) -> None:
        report = await load(database, map(orjson.dumps, lines), now=NOW)
        assert report.errors == ()

    return change


def edited(**fields: Any) -> Line:
    return line_of("kaffee") | fields


def retold(**words: str) -> Line:
    line = line_of("kaffee")
    line["texts"]["de"] |= words
    return line


def new_coffee(slug: str = "kaffee-des-hauses") -> Line:
    line = line_of("kaffee") | {"sku": "kaffee-2", "published": "2026-11-20"}
    line["texts"] = {"de": {"title": "Hauskaffee im Zwölferpack", "slug": slug}}
    for number, variant in enumerate(line["variants"]):
        variant["sku"], variant["gtin"] = f"kaffee-2-{number}", None
    return line


async def write_review(database: Database, name: str = "Eve", rating: int = 1) -> None:
    """Somebody writes a review of the coffee."""
    author, words = await new_customer(database, name, NOW), Words(rating, None, "Ein Kaffee.", "de")
    told = await submit(database, await product_of(database, "kaffee"), author, words, "DE", NOW)
    assert isinstance(told, ReviewRecord)


async def author_of(database: Database) -> int:
    number: int = await database.fetchval("select customer_id from reviews")
    return number


async def vote_for_review(database: Database) -> None:
    review = await database.fetchval("select id from reviews")
    await vote(database, review, await new_customer(database, "Eve", NOW), True, NOW)


async def reply_to_review(database: Database) -> None:
    await reply(database, await database.fetchval("select id from reviews"), "de", "Danke!", None, NOW)


async def rename_author(database: Database) -> None:
    await update_customer(database, await author_of(database), {"public_name": "Ada L."})


async def erase_author(database: Database) -> None:
    await erase_customer(database, await author_of(database), NOW)


async def price(database: Database) -> None:
    wanted = Repricing("kaffee-250", "DE", [PriceEntry(None, 299)])
    assert await set_prices(database, BOOK, wanted, actor=None, now=NOW)


async def sell_out(database: Database) -> None:
    assert await set_stock(database, BOOK, "kaffee-250", "main", 0, actor=None, now=NOW)


async def order_all(database: Database) -> None:
    order = await deliver(database, await new_customer(database, "Eve", NOW), "kaffee-250", NOW)
    variant = await database.fetchval("select id from variants where sku = 'kaffee-250'")
    async with database.transaction() as writing:
        assert await take_stock(writing, {variant: 120}, order, NOW + timedelta(hours=1), NOW) is None


def policy(storefront: str, field: str, value: Any) -> Change:
    async def change(database: Database) -> None:
        await set_policy(database, BOOK, storefront, field, value, author="ada", now=NOW)

    return change


async def strike(database: Database) -> None:
    held = Disruption(id=0, stage=Stage.DELIVERY, since=NOW.date(), until=NOW.date() + timedelta(days=6))
    await tell_notice(database, DeliveryNotice(held, {"de": "Streik."}, region="DE"), None, NOW)


COFFEE = {"category": "food/coffee", "position": 1, "texts": {"de": {"name": "Bohnen", "slug": "kaffee"}}}
CEREALS = {"category": "food/cereals", "position": 9, "texts": {"de": {"name": "Korn", "slug": "korn"}}}

CHANGES: dict[str, tuple[Change, set[str], set[str]]] = {
    "another title": (
        loading(retold(title="Feine Bohnen")), {"by number", "food", "found"}, {"tea", "drama"}
    ),
    "another name in addresses": (loading(retold(slug="kaffee-des-hauses")), {"by another name"}, {"tea"}),
    "another category": (
        loading(edited(category="food/tea")),
        {"by number", "coffee", "how many coffees there", "found in tea"}, {"tea", "drama"},
    ),
    "a new product": (
        loading(new_coffee()),
        {"by no number", "by another name", "how many", "coffee", "food", "suggested", "misspelt"},
        {"tea", "drama", "by number", "by name"},
    ),
    "a rival for a name": (
        loading(new_coffee("house-blend-coffee-ground")), {"by English name"}, {"tea", "drama", "by name"}
    ),
    "another price": (price, {"by number", "by name", "coffee", "node", "nodes"}, {"tea", "drama"}),
    "sold out": (
        sell_out, {"by number", "coffee there", "how many coffees there", "facets"},
        {"tea", "drama"},
    ),
    "the last ones ordered": (
        order_all, {"by number", "coffee there", "how many coffees there", "facets"},
        {"tea", "drama", "how many"},
    ),
    "a tariff": (policy("DE", "shipping", {"fee": "9.90"}), {"regions", "localization"}, {"tea, in Austria"}),
    "a strike": (strike, {"arrival"}, {"arrival, in Austria", "arrival, from the Canaries"}),
    "a law's exception": (
        policy("ES", "flags", {"canary_price_without_vat": False}),
        {"by number, from the Canaries"}, {"tea", "coffee"},
    ),
    "another name of a category": (
        loading(COFFEE), {"by number", "departments", "below food", "category", "nodes"}, {"coffee"}
    ),
    "a new category": (loading(CEREALS), {"departments", "below food"}, {"coffee", "how many"}),
    "a review": (write_review, {"reviewed"}, {"tea", "drama", "departments"}),
    "a vote": (vote_for_review, {"reviewed", "a review"}, {"tea", "how many", "drama"}),
    "a reply": (reply_to_review, {"reviewed"}, {"tea", "how many", "drama"}),
    "an author's other name": (rename_author, {"reviewed", "a review"}, {"tea", "how many", "drama"}),
    "an author forgotten": (erase_author, {"reviewed", "a review"}, {"tea", "how many", "drama"}),
}  # fmt: skip
"""What happens; some answers that it changes, and some that it must leave in the cache."""
