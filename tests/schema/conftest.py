"""Counters of the demo shops."""

import pytest

from store.database import Database
from tests.schema.counter import Counter


@pytest.fixture
def counter(demo_database: Database) -> Counter:
    """The counter of the shared demo shops, in the German region."""
    return Counter(demo_database)


@pytest.fixture
def own_counter(own_demo_database: Database) -> Counter:
    """The counter of demo shops that the test may change."""
    return Counter(own_demo_database)
