"""Synthetic reviews are counted as if each had been written by itself."""

from datetime import datetime

from store.catalog.pages import Page
from store.database import Database
from store.reviews.counting import differences, misrated
from store.reviews.lists import Listing, list_reviews
from store.reviews.orders import Sort
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries
from store.synthetic import add_synthetic_reviews, load_synthetic


async def test_all_of_them_are_counted_and_rated(database: Database, now: datetime) -> None:
    await load_synthetic(database, 40, now=now, patterns=20)
    favourite = await add_synthetic_reviews(database, 300, 120, now=now, spread=3)
    assert await differences(database) == []
    assert await misrated(database) == []
    summary = (await read_summaries(database, Scope(), [favourite]))[favourite]
    assert summary.count == 120
    assert set(summary.languages) == {"de", "en", "fr", "ja"}
    assert all(reviews > 0 for reviews in summary.distribution.values())
    assert await database.fetchval("select sum(reviews) from product_ratings") == 300
    assert await database.fetchval("select count(*) from product_ratings") == 14


async def test_a_page_of_many_reviews_takes_one_statement_as_one_of_few_does(
    database: Database, now: datetime
) -> None:
    await load_synthetic(database, 40, now=now, patterns=20)
    favourite = await add_synthetic_reviews(database, 1_500, 1_000, now=now)
    few: int = await database.fetchval("select product_id from product_ratings order by reviews limit 1")
    for sort in Sort:
        for product, expected in ((favourite, 100), (few, 100)):
            async with database.watch() as seen:
                page = (await list_reviews(database, [product], Listing(Scope(), sort, Page(100), "de")))[
                    product
                ]
            assert len(seen) == 1
            assert len(page.rows) == expected
