"""Bringing a database up to date, and telling whether it is."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from tortoise.context import get_current_context
from tortoise.migrations.autodetector import MigrationAutodetector

from store.address import sibling
from store.database import APPS, Database, connect
from store.migrating import migrate, migrations_pending


@pytest.fixture
async def bare_url(server_url: str) -> AsyncIterator[str]:
    """The URL of a database in which nothing is."""
    name = f"comptoir_test_bare_{uuid4().hex[:8]}"
    server = await asyncpg.connect(server_url)
    await server.execute(f'create database "{name}" template template0 encoding "UTF8" locale "C"')
    yield sibling(server_url, name)
    await server.execute(f'drop database "{name}" with (force)')
    await server.close()


async def test_a_bare_database_lacks_every_migration_and_then_none(bare_url: str) -> None:
    async with connect(bare_url) as database:
        pending = await migrations_pending(database)
        assert pending[0] == "0001_catalogue"
        applied: list[str] = []
        await migrate(database, applied.append)
        assert sorted(applied) == list(pending)
        assert await migrations_pending(database) == ()


async def test_migrating_twice_does_nothing_more(database: Database) -> None:
    applied: list[str] = []
    await migrate(database, applied.append)
    assert applied == []


async def test_two_who_migrate_at_once_wait_for_each_other(bare_url: str) -> None:
    applied: list[str] = []

    async def run() -> None:
        async with connect(bare_url, 2) as database:
            await migrate(database, applied.append)

    await asyncio.gather(asyncio.create_task(run()), asyncio.create_task(run()))
    assert len(applied) == len(set(applied)) > 0


async def test_models_and_migrations_agree(database: Database) -> None:
    assert await migrations_pending(database) == ()
    context = get_current_context()
    assert context is not None
    assert context.apps is not None
    assert await MigrationAutodetector(context.apps, APPS).changes() == []
