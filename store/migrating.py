"""Bringing a database up to date, and telling whether it is."""

import pkgutil
from collections.abc import Callable

import asyncpg
from tortoise.migrations.executor import MigrationExecutor

import store.migrations
from store.database import APPS, Database

MIGRATING = 0x436F6D70
"""The advisory lock that lets one ``comptoir migrate`` wait for another."""

TORTOISE = {"connections": {"default": "postgres://localhost/comptoir"}, "apps": APPS}
"""For ``python -m tortoise -c store.migrating.TORTOISE makemigrations``, which asks no database."""


async def migrate(database: Database, progress: Callable[[str], object]) -> None:
    """Apply what is missing, each migration in a transaction, telling `progress` the name of each.

    Needs a pool of two: one connection holds the lock while the other works.
    """

    def tell(event: str, _app: str, name: str) -> None:
        if event == "apply_start":
            progress(name)

    async with database.client.acquire_connection() as guard:
        await guard.execute("select pg_advisory_lock($1)", MIGRATING)
        try:
            await MigrationExecutor(database.client, APPS).migrate(direction="forward", progress=tell)
        finally:
            await guard.execute("select pg_advisory_unlock($1)", MIGRATING)


async def migrations_pending(database: Database) -> tuple[str, ...]:
    """Names of the migrations that this code has and the database hasn't, in order."""
    try:
        applied = await database.fetch("select name from tortoise_migrations where app = 'store'")
    except asyncpg.UndefinedTableError:
        applied = []
    known = {name for _, name, _ in pkgutil.iter_modules(store.migrations.__path__)}
    return tuple(sorted(known - {row["name"] for row in applied}))
