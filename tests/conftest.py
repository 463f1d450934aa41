"""What every test may ask for: a PostgreSQL, and in it a database of one's own.

The server is the one named in COMPTOIR_TEST_DATABASE_URL (its user must be allowed to create
databases), otherwise an embedded one. Databases are copies of a template that is built once for a state
of the code and kept for the next run, so that a test waits for a copy and not for the migrations.
"""

import asyncio
import hashlib
import os
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import orjson
import pytest

from api.commands.staff import employ_demo_staff
from regions.lawbook import lawbook
from store import demo
from store.address import sibling
from store.database import Database, connect
from store.loading.load import load
from store.migrating import migrate
from store.postgres import running
from store.postgres.locks import is_held
from store.postgres.place import find_place
from store.postgres.server import is_alive
from store.shelf import refresh_due

ROOT = Path(__file__).parent.parent
DEMO_LOADED = datetime(2026, 11, 1, tzinfo=UTC)
"""When the demo shops opened; their shelf prices are written 62 days ahead from here."""

DRAFT = "_draft"
"""How the name of a template in the making ends."""

ROOMS_BEHIND_THE_DATA = ("store", "regions", "locales")


@pytest.fixture(scope="session", autouse=True)
def anyio_backend() -> str:
    """All async tests and fixtures share one asyncio loop; plain tests may ask for async fixtures too."""
    return "asyncio"


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL server on which databases may be created."""
    given = os.environ.get("COMPTOIR_TEST_DATABASE_URL")
    if given:
        yield given
    else:
        with running(ROOT / ".data" / "tests") as url:
            yield url


@pytest.fixture(scope="session")
async def template(server_url: str) -> AsyncIterator[str]:
    """The name of a migrated, empty database to copy."""
    async with _template(server_url, "empty") as name:
        yield name


@pytest.fixture(scope="session")
async def demo_template(server_url: str) -> AsyncIterator[str]:
    """The name of a database with the demo shops to copy."""
    async with _template(server_url, "demo") as name:
        yield name


@pytest.fixture
async def database_url(server_url: str, template: str) -> AsyncIterator[str]:
    """The URL of a fresh, migrated, empty database, gone after the test."""
    async with _copy(server_url, template) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated, empty database, open."""
    async with connect(database_url) as opened:
        yield opened


@pytest.fixture
async def own_demo_url(server_url: str, demo_template: str) -> AsyncIterator[str]:
    """The URL of a database with the demo shops that the test may write to."""
    async with _copy(server_url, demo_template) as url:
        yield url


@pytest.fixture
async def own_demo_database(own_demo_url: str) -> AsyncIterator[Database]:
    """A database with the demo shops that the test may write to, open."""
    async with connect(own_demo_url) as opened:
        yield opened


@pytest.fixture(scope="session")
async def demo_url(server_url: str, demo_template: str) -> AsyncIterator[str]:
    """The URL of a database with the demo shops, shared by all tests and therefore read-only."""
    async with _copy(server_url, demo_template) as url:
        server = await asyncpg.connect(server_url)
        await server.execute(f'alter database "{_name(url)}" set default_transaction_read_only = on')
        await server.close()
        yield url


@pytest.fixture(scope="session")
async def demo_database(demo_url: str) -> AsyncIterator[Database]:
    """A database with the demo shops, shared by all tests and therefore read-only, open."""
    async with connect(demo_url) as opened:
        yield opened


@pytest.fixture
async def todays_demo_url(server_url: str, demo_template: str) -> AsyncIterator[str]:
    """The URL of a database with the demo shops as they are today, for a server that asks the real clock."""
    async with _copy(server_url, demo_template) as url:
        async with connect(url) as opened:
            await refresh_due(opened, lawbook(), datetime.now(UTC))
        yield url


@pytest.fixture(scope="module")
async def peopled_demo_url(server_url: str, demo_template: str) -> AsyncIterator[str]:
    """The URL of a database with the demo shops as they are today and the demo's people, for a whole file."""
    async with _copy(server_url, demo_template) as url:
        now = datetime.now(UTC)
        async with connect(url) as opened:
            await refresh_due(opened, lawbook(), now)
            await demo.add_reviews(opened, now)
            await employ_demo_staff(opened, now)
            await demo.welcome_customer(opened, now)
        yield url


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A folder, with a space in its name, for an embedded server of the test's own; nothing stays of it."""
    folder = tmp_path / "data of ours"
    place = find_place(folder)
    yield folder
    while is_alive(place) or is_held(place.keeper):
        time.sleep(0.05)
    shutil.rmtree(place.home)


def _name(url: str) -> str:
    return urlsplit(url).path[1:]


@asynccontextmanager
async def _copy(server_url: str, template: str) -> AsyncIterator[str]:
    name = f"comptoir_test_{os.getpid()}_{uuid4().hex[:8]}"
    server = await asyncpg.connect(server_url)
    try:
        await server.execute(f'create database "{name}" template "{template}"')
        yield sibling(server_url, name)
    finally:
        await server.execute(f'drop database if exists "{name}" with (force)')
        await server.close()


@asynccontextmanager
async def _template(server_url: str, kind: str) -> AsyncIterator[str]:
    """Build the template unless it is there, and hold a shared lock on it while it is in use.

    Templates of other states of the code are dropped when nobody holds them.
    """
    name = f"comptoir_{kind}_{_state_of_the_code()}"
    server = await asyncpg.connect(server_url)
    try:
        while not await _found(server, name):
            # Nobody waits for an exclusive lock: whoever uses the template holds a shared one for long.
            if await server.fetchval("select pg_try_advisory_lock(hashtext($1))", name):
                if not await _is_there(server, name):
                    await _drop_forgotten(server, kind)
                    await _build(server, server_url, name, kind)
                await server.execute("select pg_advisory_unlock(hashtext($1))", name)
            await asyncio.sleep(0.1)
        yield name
    finally:
        await server.close()


async def _found(server: asyncpg.Connection, name: str) -> bool:
    """Whether the template is there, complete; then a shared lock on it is held. Waits for its builder."""
    await server.execute("select pg_advisory_lock_shared(hashtext($1))", name)
    there = await _is_there(server, name)
    if not there:
        await server.execute("select pg_advisory_unlock_shared(hashtext($1))", name)
    return there


async def _is_there(server: asyncpg.Connection, name: str) -> bool:
    return bool(await server.fetchval("select true from pg_database where datname = $1", name))


async def _build(server: asyncpg.Connection, server_url: str, name: str, kind: str) -> None:
    """Build under another name, so that a template with the right name is always complete."""
    draft = f"{name}{DRAFT}"
    await server.execute(f'drop database if exists "{draft}" with (force)')
    await server.execute(f'create database "{draft}" template template0 encoding "UTF8" locale "C"')
    async with connect(sibling(server_url, draft)) as database:
        await migrate(database, lambda _: None)
        if kind == "demo":
            report = await load(database, map(orjson.dumps, demo.lines()), now=DEMO_LOADED)
            await demo.add_promotions(database)
            assert not report.errors
    await server.execute(f'alter database "{draft}" rename to "{name}"')


async def _drop_forgotten(server: asyncpg.Connection, kind: str) -> None:
    rows = await server.fetch("select datname from pg_database where datname like $1", f"comptoir_{kind}_%")
    for (other,) in rows:
        name = other.removesuffix(DRAFT)
        if await server.fetchval("select pg_try_advisory_lock(hashtext($1))", name):
            await server.execute(f'drop database if exists "{other}" with (force)')
            await server.execute("select pg_advisory_unlock(hashtext($1))", name)


def _state_of_the_code() -> str:
    """A digest of everything that decides what a template holds."""
    digest = hashlib.sha256()
    for room in ROOMS_BEHIND_THE_DATA:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in {".py", ".jsonl", ".json", ".po"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
