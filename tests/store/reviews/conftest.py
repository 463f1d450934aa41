"""A shop with two products for the tests of reviews."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import orjson
import pytest

from store.database import Database
from store.loading.load import load
from store.reviews.counting import differences, misrated


@pytest.fixture
async def shop(
    database: Database, drama: list[Any], faust: Any, coffee: Any, now: datetime
) -> AsyncIterator[Database]:
    """The shop; after the test everything must still be counted right."""
    report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert not report.errors
    yield database
    assert await differences(database) == []
    assert await misrated(database) == []
