"""The reviews of the demo shops."""

from datetime import UTC, datetime

from store.database import Database
from store.demo import add_reviews
from store.reviews.counting import differences, misrated

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIGURES = "select count(*), count(distinct language), count(distinct product_id) from reviews"


async def test_the_demo_shops_have_a_few_hundred_reviews_in_every_language(
    own_demo_database: Database,
) -> None:
    await add_reviews(own_demo_database, NOW)
    row = await own_demo_database.fetchrow(FIGURES)
    assert row is not None
    assert tuple(row) == (279, 11, 40)
    assert await differences(own_demo_database) == []
    assert await misrated(own_demo_database) == []
    wrong = "select count(*) from reviews r where helpful <> (select count(*) from review_votes v"
    assert await own_demo_database.fetchval(f"{wrong} where v.review_id = r.id and v.helpful)") == 0


async def test_they_are_added_once(own_demo_database: Database) -> None:
    for _ in range(2):
        await add_reviews(own_demo_database, NOW)
    assert await own_demo_database.fetchval("select count(*) from customers where email is null") == 12
