"""A shop with two products for the tests of figures."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import orjson
import pytest

from store.database import Database
from store.figures.checking import differences, group_differences
from store.figures.folding import fold
from store.loading.load import load


@pytest.fixture
async def shop(
    database: Database, drama: list[Any], faust: Any, coffee: Any, now: datetime
) -> AsyncIterator[Database]:
    """The shop; after the test everything must be counted right, added up or not."""
    report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert not report.errors
    yield database
    assert await differences(database) == []
    await fold(database)
    assert await differences(database) == []
    assert await group_differences(database) == []


@pytest.fixture
async def counters(database: Database, drama: list[Any], faust: Any, coffee: Any, now: datetime) -> Database:
    """The same shop for tests that write counters without the facts behind them."""
    report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert not report.errors
    return database
