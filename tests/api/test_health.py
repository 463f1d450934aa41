"""Alive, and ready for visitors."""

from api.health import what_is_missing
from store.database import Database, connect


async def test_a_migrated_database_that_answers_is_all_that_is_needed(database: Database) -> None:
    assert await what_is_missing(database) is None


async def test_a_missing_migration_is_named(database: Database) -> None:
    await database.execute("delete from tortoise_migrations where name = '0002_reading'")
    assert await what_is_missing(database) == (
        "Migrations are missing, the first of 1 is 0002_reading; run comptoir migrate."
    )


async def test_a_database_that_was_closed_does_not_answer(database_url: str) -> None:
    async with connect(database_url, 1) as database:
        assert await what_is_missing(database) is None
    assert await what_is_missing(database) == "The database doesn't answer."
    assert await what_is_missing(None) == "The database isn't open."
