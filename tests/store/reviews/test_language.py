"""The language of a review."""

from datetime import datetime
from typing import Any

import pytest

from store.database import Database
from store.demo.sources import read
from store.reviews.language import detect_language
from store.reviews.moderating import Impossible, correct_language
from store.reviews.records import ReviewRecord
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries
from store.reviews.writing import Words, edit, submit
from tests.store.buyers import new_customer, product_of


@pytest.mark.parametrize("line", list(read("reviews")), ids=lambda line: line["language"])
async def test_what_the_demos_customers_say_is_told_apart(line: Any) -> None:
    for _, _, body in line["texts"]:
        assert await detect_language(body, "xx") == line["language"]


@pytest.mark.parametrize("text", ["", "Super", "ok", "5/5", "!!!"])
async def test_what_is_too_short_to_tell_is_in_the_usual_language(text: str) -> None:
    assert await detect_language(text, "pl") == "pl"


async def written(shop: Database, words: Words, now: datetime) -> ReviewRecord:
    """A new customer's review of Faust."""
    ada = await new_customer(shop, "Ada", now)
    review = await submit(shop, await product_of(shop, "faust"), ada, words, "DE", now)
    assert isinstance(review, ReviewRecord)
    return review


async def test_staff_correct_a_language_and_it_is_counted_under_that(shop: Database, now: datetime) -> None:
    review = await written(shop, Words(5, None, "Top!", "de"), now)
    corrected = await correct_language(shop, review.id, "nl", None, now)
    assert isinstance(corrected, ReviewRecord)
    summary = (await read_summaries(shop, Scope(), [review.product_id]))[review.product_id]
    assert summary.languages == {"nl": 1}
    audit = await shop.fetchrow("select before, after from audit_entries where action = 'review.language'")
    assert audit is not None
    assert tuple(audit) == ('{"language": "de"}', '{"language": "nl"}')
    assert await correct_language(shop, 999, "nl", None, now) == Impossible()


async def test_a_language_that_is_found_out_again_replaces_no_corrected_one(
    shop: Database, now: datetime
) -> None:
    review = await written(shop, Words(5, None, "Top!", "de", detected=True), now)
    assert review.customer_id is not None
    await correct_language(shop, review.id, "nl", None, now)
    for words, expected in (
        (Words(4, None, "Top!", "de", detected=True), "nl"),
        (Words(4, None, "Spitze!", "de", detected=True), "de"),
        (Words(4, None, "Spitze!", "sv"), "sv"),
    ):
        edited = await edit(shop, review.id, review.customer_id, words, now)
        assert isinstance(edited, ReviewRecord)
        assert edited.language == expected
