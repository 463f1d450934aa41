"""A worker holds no more after a hundred thousand requests than after its caches are full."""

import pytest

from bench.memory import SMALL_CACHE, Sample, growth, watch
from bench.rig import comptoir

REQUESTS = 300_000


def test_growth_compares_the_last_quarter_with_the_second() -> None:
    steady = [Sample(lap, 100 + 50 * (lap < 2)) for lap in range(8)]
    assert growth(steady) == 1.0
    assert growth([Sample(lap, 100 + lap) for lap in range(8)]) == pytest.approx(106.5 / 102.5)


@pytest.mark.prove
def test_a_worker_does_not_grow_with_the_number_of_requests(todays_demo_url: str) -> None:
    with comptoir({"COMPTOIR_DATABASE_URL": todays_demo_url, **SMALL_CACHE}) as server:
        samples = list(watch(server, REQUESTS))
    assert samples[-1].requests >= REQUESTS
    assert growth(samples) < 1.03
