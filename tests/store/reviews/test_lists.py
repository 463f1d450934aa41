"""Lists and summaries of reviews, and that one counts what the other shows."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product as combinations

import pytest

from store.catalog.pages import Page
from store.database import Database
from store.reviews.lists import Listing, list_reviews
from store.reviews.orders import ORDERS, Sort
from store.reviews.records import ReviewRecord
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries
from store.reviews.votes import vote
from store.reviews.writing import Words, submit
from tests.store.buyers import deliver, new_customer, product_of

SCOPES = [
    Scope(*parts)
    for parts in combinations(
        (None, ("de",), ("fr", "en")), (None, ("GB",)), (None, (4, 5), ()), (False, True)
    )
]


@pytest.fixture
async def reviewed(shop: Database, now: datetime) -> int:
    """Faust with twelve reviews in three languages, some helpful, some verified."""
    faust = await product_of(shop, "faust")
    voters = [await new_customer(shop, f"Voter {number}", now) for number in range(3)]
    for number in range(12):
        author = await new_customer(shop, f"Author {number}", now)
        if number % 3 == 0:
            await deliver(shop, author, "faust-hc", now, region="GB" if number % 2 else "FR")
        words = Words(number % 5 + 1, None, f"Review {number}", ("de", "fr", "en")[number % 3])
        review = await submit(shop, faust, author, words, "DE", now + timedelta(minutes=number // 2))
        assert isinstance(review, ReviewRecord)
        for voter in voters[: number % 4]:
            await vote(shop, review.id, voter, number % 7 != 0, now)
    return faust


async def whole(
    database: Database, product: int, scope: Scope, sort: Sort, size: int, language: str = "fr"
) -> list[ReviewRecord]:
    """All reviews of a list, read page by page."""
    found: list[ReviewRecord] = []
    edge = None
    while True:
        pages = await list_reviews(database, [product], Listing(scope, sort, Page(size, edge=edge), language))
        found.extend(pages[product].rows)
        if not pages[product].has_next:
            return found
        edge = ORDERS[sort].read_key(ORDERS[sort].write_key(found[-1], language))


@pytest.mark.parametrize("sort", Sort)
async def test_pages_of_any_size_make_up_the_same_list(shop: Database, reviewed: int, sort: Sort) -> None:
    at_once = await whole(shop, reviewed, Scope(), sort, 100)
    keys = [ORDERS[sort].write_key(review, "fr") for review in at_once]
    assert keys == sorted(keys, reverse=True)
    assert len({review.id for review in at_once}) == 12
    for size in (1, 2, 5):
        assert await whole(shop, reviewed, Scope(), sort, size) == at_once


async def test_ones_own_language_comes_first_and_then_what_helped(shop: Database, reviewed: int) -> None:
    found = await whole(shop, reviewed, Scope(), Sort.LOCAL, 3)
    assert [review.language for review in found[:4]] == ["fr"] * 4
    for half in (found[:4], found[4:]):
        assert [review.helpfulness for review in half] == sorted((r.helpfulness for r in half), reverse=True)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
async def test_the_summary_counts_what_the_list_shows(shop: Database, reviewed: int, scope: Scope) -> None:
    found = await whole(shop, reviewed, scope, Sort.NEWEST, 5)
    summary = (await read_summaries(shop, scope, [reviewed]))[reviewed]
    assert summary.count == len(found)
    for rating, count in summary.distribution.items():
        assert count == sum(review.rating == rating for review in found)
    assert summary.languages == {
        language: sum(review.language == language for review in found) for language in summary.languages
    }


async def test_an_average_is_rounded_to_the_hundredth(shop: Database, reviewed: int) -> None:
    coffee = await product_of(shop, "coffee")
    found = await read_summaries(shop, Scope(), [reviewed, coffee])
    assert (found[reviewed].average, found[coffee].average) == (Decimal("2.75"), None)


async def test_many_products_take_one_statement(shop: Database, reviewed: int) -> None:
    products = [reviewed, await product_of(shop, "coffee")]
    async with shop.watch() as seen:
        pages = await list_reviews(shop, products, Listing(Scope(), Sort.LOCAL, Page(5), "de"))
        await read_summaries(shop, Scope(), products)
    assert len(seen) == 2
    assert [len(pages[key].rows) for key in products] == [5, 0]
