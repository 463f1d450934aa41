"""Writing, editing and withdrawing reviews."""

from datetime import datetime, timedelta

from store.accounts.customers import erase_customer, personal_data
from store.database import Database
from store.reviews.policies import ReviewPolicy, set_review_policy
from store.reviews.records import ReviewRecord, read_reviews
from store.reviews.states import Reason, Status
from store.reviews.writing import AlreadyReviewed, Closed, UnknownThing, Words, edit, submit, withdraw
from tests.store.buyers import deliver, new_customer, product_of

GOOD = Words(5, "Groß", "Ein Werk für das ganze Leben.", "de")
BAD = Words(2, None, "Am Ende dann doch zu lang.", "de")
RATING = "select distinct rating_average, rating_rank from shelf_prices where product_id = $1"


async def written(
    database: Database, customer: int, now: datetime, words: Words = GOOD, sku: str = "faust"
) -> ReviewRecord:
    """The review that the customer writes of a product, in the shop for Germany."""
    review = await submit(database, await product_of(database, sku), customer, words, "DE", now)
    assert isinstance(review, ReviewRecord)
    return review


async def test_what_was_delivered_verifies_a_review_and_says_variant_and_region(
    shop: Database, now: datetime
) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now, region="GB")
    review = await written(shop, ada, now)
    variant = await shop.fetchval("select id from variants where sku = 'faust-hc'")
    assert (review.verified, review.variant_id, review.region) == (True, variant, "GB")
    assert (review.author, review.status, review.reason) == ("Ada", Status.PUBLISHED, None)


async def test_what_is_on_its_way_verifies_nothing(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    await deliver(shop, ada, "faust-hc", now, region="GB", arrived=False)
    review = await written(shop, ada, now)
    assert (review.verified, review.variant_id, review.region) == (False, None, "DE")


async def test_a_customer_reviews_a_product_once(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    first = await written(shop, ada, now)
    again = await submit(shop, first.product_id, ada, BAD, "DE", now)
    assert again == AlreadyReviewed(first.id)
    assert (await written(shop, ada, now, sku="coffee")).rating == 5


async def test_what_does_not_exist_cannot_be_reviewed(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    assert await submit(shop, 999, ada, GOOD, "DE", now) == UnknownThing()
    assert await submit(shop, await product_of(shop, "faust"), 999, GOOD, "DE", now) == UnknownThing()


async def test_the_rating_on_the_shelf_follows_in_the_same_transaction(shop: Database, now: datetime) -> None:
    ada, bob = await new_customer(shop, "Ada", now), await new_customer(shop, "Bob", now)
    first = await written(shop, ada, now)
    assert [tuple(row) for row in await shop.fetch(RATING, first.product_id)] == [(5000, 3750)]
    await written(shop, bob, now, BAD)
    assert [tuple(row) for row in await shop.fetch(RATING, first.product_id)] == [(3500, 3500)]
    await withdraw(shop, first.id, ada)
    assert [tuple(row) for row in await shop.fetch(RATING, first.product_id)] == [(2000, 3250)]


async def test_an_edit_is_counted_and_leaves_its_history(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    review = await written(shop, ada, now)
    later = now + timedelta(days=2)
    edited = await edit(shop, review.id, ada, BAD, later)
    assert isinstance(edited, ReviewRecord)
    assert (edited.rating, edited.title, edited.edited_at) == (2, None, later)
    rows = await shop.fetch("select at, rating, body from review_versions order by id")
    assert [tuple(row) for row in rows] == [(now, 5, GOOD.body), (later, 2, BAD.body)]


async def test_nobody_edits_or_deletes_somebody_elses_review(shop: Database, now: datetime) -> None:
    ada, bob = await new_customer(shop, "Ada", now), await new_customer(shop, "Bob", now)
    review = await written(shop, ada, now)
    assert await edit(shop, review.id, bob, BAD, now) == UnknownThing()
    assert await withdraw(shop, review.id, bob) == UnknownThing()


async def test_edits_are_over_when_the_window_is(shop: Database, now: datetime) -> None:
    await set_review_policy(shop, "DE", ReviewPolicy(edit_days=3), now)
    ada = await new_customer(shop, "Ada", now)
    review = await written(shop, ada, now)
    assert isinstance(await edit(shop, review.id, ada, BAD, now + timedelta(days=3)), ReviewRecord)
    assert await edit(shop, review.id, ada, GOOD, now + timedelta(days=3, seconds=1)) == Closed()


async def test_where_people_look_first_nothing_is_published_or_counted(shop: Database, now: datetime) -> None:
    await set_review_policy(shop, "DE", ReviewPolicy(publish_first=False), now)
    review = await written(shop, await new_customer(shop, "Ada", now), now)
    assert (review.status, review.reason) == (Status.PENDING, Reason.LOOKED_AT_FIRST)
    assert await shop.fetchval("select count(*) from review_counts where reviews > 0") == 0


async def test_the_same_text_by_somebody_else_is_held(shop: Database, now: datetime) -> None:
    praise = Words(5, None, "The very best that I have ever had in my life, no doubt at all about it.", "en")
    shouted = Words(5, None, praise.body.upper() + "!!", "en")
    first = await written(shop, await new_customer(shop, "Ada", now), now, praise)
    second = await written(shop, await new_customer(shop, "Bob", now), now, shouted)
    assert (first.status, second.status) == (Status.PUBLISHED, Status.PENDING)
    assert second.reason is Reason.DUPLICATE


async def test_many_by_people_who_did_not_receive_it_are_held_and_buyers_are_not(
    shop: Database, now: datetime
) -> None:
    async def write(name: str, at: datetime, *, bought: bool = False) -> Reason | None:
        author = await new_customer(shop, name, now)
        if bought:
            await deliver(shop, author, "faust-hc", now)
        return (await written(shop, author, at)).reason

    found = [await write(f"Fan {number}", now) for number in range(31)]
    assert found == [None] * 30 + [Reason.VELOCITY]
    assert await write("Ada", now, bought=True) is None
    assert await write("Bob", now + timedelta(hours=1, seconds=1)) is None


async def test_an_edit_that_takes_the_link_out_is_published(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    held = await written(shop, ada, now, Words(5, None, "Cheaper at www.example.com", "en"))
    assert (held.status, held.reason) == (Status.PENDING, Reason.LINK)
    freed = await edit(shop, held.id, ada, GOOD, now)
    assert isinstance(freed, ReviewRecord)
    assert (freed.status, freed.reason) == (Status.PUBLISHED, None)


async def test_who_is_forgotten_leaves_the_figure_and_nothing_else(shop: Database, now: datetime) -> None:
    ada = await new_customer(shop, "Ada", now)
    review = await written(shop, ada, now)
    held = await written(shop, ada, now, Words(1, None, "Call 030 1234 5678", "de"), "coffee")
    told = await personal_data(shop, ada)
    assert told is not None
    assert [each["sku"] for each in told["reviews"]] == ["faust", "coffee"]
    await erase_customer(shop, ada, now)
    kept = await read_reviews(shop, [review.id, held.id])
    assert list(kept) == [review.id]
    left = kept[review.id]
    assert (left.rating, left.title, left.body, left.author, left.customer_id) == (5, None, "", None, None)
    assert await shop.fetchval("select count(*) from review_versions") == 0
    assert await submit(shop, review.product_id, ada, GOOD, "DE", now) == UnknownThing()
