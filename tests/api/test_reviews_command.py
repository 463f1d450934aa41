"""Counting reviews again at the command line."""

from datetime import UTC, datetime

from store.database import Database
from store.reviews.records import ReviewRecord
from store.reviews.writing import Words, submit
from tests.api.test_cli import comptoir
from tests.store.buyers import new_customer, product_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_a_recount_says_what_is_wrong(own_demo_database: Database, own_demo_url: str) -> None:
    database, faust = own_demo_database, await product_of(own_demo_database, "faust")
    ada = await new_customer(database, "Ada", NOW)
    assert isinstance(
        await submit(database, faust, ada, Words(5, None, "Gut.", "de"), "DE", NOW), ReviewRecord
    )
    right = comptoir("reviews", "check", COMPTOIR_DATABASE_URL=own_demo_url)
    assert (right.returncode, right.stderr) == (0, "Every review is counted once.\n")
    await database.execute("update review_counts set reviews = 2")
    wrong = comptoir("reviews", "check", COMPTOIR_DATABASE_URL=own_demo_url)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith(
        f"Product {faust}, Cell(language='de', region='DE', verified=False, rating=5)"
    )
    assert ": 2 are counted, 1 are there.\n" in wrong.stderr
