"""Votes, reports, decisions and replies."""

from datetime import datetime

from store.catalog.texts import Text
from store.database import Database
from store.reviews.moderating import Impossible, decide, dismiss_reports, read_queue, reply
from store.reviews.records import ReviewRecord
from store.reviews.states import Decision, Reason, Status
from store.reviews.votes import NotThere, OnesOwn, report, vote, wilson
from store.reviews.writing import Closed, Words, edit, submit, withdraw
from tests.store.buyers import new_customer, product_of

WORDS = Words(4, None, "Gut.", "de")
LINKED = Words(1, None, "Lieber bei https://example.org kaufen", "de")


async def written(database: Database, name: str, now: datetime, words: Words = WORDS) -> ReviewRecord:
    """A new customer's review of Faust."""
    author = await new_customer(database, name, now)
    review = await submit(database, await product_of(database, "faust"), author, words, "DE", now)
    assert isinstance(review, ReviewRecord)
    return review


def test_the_lower_bound_of_helpful_votes_is_wilsons() -> None:
    assert [wilson(0, 0), wilson(0, 9), wilson(1, 1), wilson(90, 100)] == [0, 0, 206543, 825633]


async def test_a_vote_is_changed_and_taken_back(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now)
    bob = await new_customer(shop, "Bob", now)
    seen = []
    for helpful in (True, False, None):
        after = await vote(shop, review.id, bob, helpful, now)
        assert isinstance(after, ReviewRecord)
        seen.append((after.helpful, after.unhelpful, after.helpfulness))
    assert seen == [(1, 0, 206543), (0, 1, 0), (0, 0, 0)]


async def test_authors_neither_vote_on_their_review_nor_report_it(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now)
    assert review.customer_id is not None
    assert await vote(shop, review.id, review.customer_id, True, now) == OnesOwn()
    assert await report(shop, review.id, review.customer_id, "OTHER", None, now) == OnesOwn()


async def test_what_is_held_can_not_be_voted_on(shop: Database, now: datetime) -> None:
    held = await written(shop, "Ada", now, LINKED)
    assert await vote(shop, held.id, await new_customer(shop, "Bob", now), True, now) == NotThere()


async def test_what_waits_is_in_the_queue_until_somebody_decides(shop: Database, now: datetime) -> None:
    held, shown = await written(shop, "Ada", now, LINKED), await written(shop, "Bob", now)
    assert [each.id for each in await read_queue(shop, 10)] == [held.id]
    await report(shop, shown.id, await new_customer(shop, "Eve", now), "OFFENSIVE", "Rude", now)
    assert [each.id for each in await read_queue(shop, 10, regions=["DE"])] == [held.id, shown.id]
    assert await read_queue(shop, 10, regions=["FR"]) == []
    await decide(shop, held.id, Decision.REJECT, Reason.ADVERTISING, None, now)
    await dismiss_reports(shop, shown.id, None, now)
    assert await read_queue(shop, 10) == []


async def test_decisions_move_a_review_and_are_audited(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now)
    assert await decide(shop, review.id, Decision.REJECT, Reason.FAKE, None, now) == Impossible()
    removed = await decide(shop, review.id, Decision.REMOVE, Reason.OFFENSIVE, None, now)
    assert isinstance(removed, ReviewRecord)
    assert (removed.status, removed.reason, removed.cell) == (Status.REMOVED, Reason.OFFENSIVE, None)
    back = await decide(shop, review.id, Decision.PUBLISH, None, None, now)
    assert isinstance(back, ReviewRecord)
    assert (back.status, back.reason) == (Status.PUBLISHED, None)
    assert await shop.fetchval("select count(*) from audit_entries where action = 'review.decide'") == 2
    assert await shop.fetchval("select count(*) from review_versions") == 3


async def test_what_was_removed_is_neither_edited_nor_written_again(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now)
    assert review.customer_id is not None
    await decide(shop, review.id, Decision.REMOVE, Reason.FAKE, None, now)
    assert await edit(shop, review.id, review.customer_id, WORDS, now) == Closed()
    assert await withdraw(shop, review.id, review.customer_id) == Closed()


async def test_what_was_rejected_is_looked_at_again_after_an_edit(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now, LINKED)
    assert review.customer_id is not None
    await decide(shop, review.id, Decision.REJECT, Reason.ADVERTISING, None, now)
    again = await edit(shop, review.id, review.customer_id, WORDS, now)
    assert isinstance(again, ReviewRecord)
    assert (again.status, again.reason) == (Status.PENDING, Reason.LOOKED_AT_FIRST)


async def test_the_shop_replies_once_in_each_language(shop: Database, now: datetime) -> None:
    review = await written(shop, "Ada", now)
    await reply(shop, review.id, "de", "Danke", None, now)
    await reply(shop, review.id, "en", "Thanks", None, now)
    after = await reply(shop, review.id, "de", "Vielen Dank!", None, now)
    assert isinstance(after, ReviewRecord)
    assert after.replies == (Text("Vielen Dank!", "de"), Text("Thanks", "en"))
