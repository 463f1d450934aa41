import gc
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASES = 250
"""Tried by each test unless told otherwise by --plan-cases: always the same ones."""

Check = Callable[[Random, int, int], None]
TryCases = Callable[[Check], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--plan-cases", type=int, help="try so many random operations, new ones each time")


@pytest.fixture(autouse=True)
def small_heap() -> Iterator[None]:
    """Keep what is there already out of each collection, which cases ask for one after the other."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def try_cases(request: pytest.FixtureRequest) -> TryCases:
    """Runs a check with many sources of randomness, and how deep and how broad to let it grow."""
    asked = request.config.getoption("plan_cases", default=None)

    def run(check: Check) -> None:
        def check_case(seed: int, deepest: int, broadest: int) -> None:
            check(Random(seed), deepest, broadest)  # noqa: S311  (nothing secret)

        configured: Any = settings(
            max_examples=asked or CASES,
            derandomize=asked is None,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        configured(given(st.integers(0, 2**64), st.integers(0, 4), st.integers(1, 5))(check_case))()

    return run
