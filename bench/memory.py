"""``python -m bench.memory``: what a worker holds while it answers a million requests of all kinds."""

import argparse
import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import fmean
from urllib.parse import quote

from bench.demo import demo_database
from bench.load import Ask, get, measure, post
from bench.rig import Server, comptoir
from bench.shelf import ELSEWHERE, QUERY

CLIENTS = 16
LAP_SECONDS = 5.0
SMALL_CACHE = {"COMPTOIR_CACHE_BYTES": str(8 * 1024 * 1024)}
"""So that the cache is full early, and what grows after that is something else."""
REGIONS = ("DE", "AT", "FR", "GB", "CH", "US", "JP")
IN_A_SHOP = 'query @inContext(region: "{}") {{ products(first: 5, sort: TITLE) {{ nodes {{ title }} }} }}'
SEARCH = "query ($words: String!) { search(query: $words) { nodes { sku } } }"
BASKET = "query ($basket: BasketInput!) { quote(basket: $basket) { totals { total { formatted } } } }"

Kind = Callable[[int], tuple[str, object]]
"""The nth document of a kind, and its variables."""
KINDS: tuple[Kind, ...] = (
    lambda n: ("query ($sku: String!) { product(sku: $sku) { title } }", {"sku": f"no-such-{n}"}),
    lambda n: ("query ($n: Int!) { products(first: $n) { nodes { sku title } } }", {"n": n % 100 + 1}),
    lambda n: (f'{{ never{n}: product(sku: "faust-hc") {{ title }} }}', None),
    lambda n: (f"{{ products(first: 2) {{ nodes {{ once{n}: title }} }} }}", None),
    lambda n: (f"{{ nothing{n} }}", None),
    lambda n: (f"{{ products(first: {n}", None),
    lambda _: ('{ products(after: "AAAA") { nodes { sku } } }', None),
    lambda n: (SEARCH, {"words": f"wort{n}"}),
    lambda n: (IN_A_SHOP.format(REGIONS[n % len(REGIONS)]), None),
    lambda n: (BASKET, {"basket": {"lines": [{"sku": "faust-hc", "quantity": n % 90 + 1}]}}),
    lambda _: (ELSEWHERE["product page, by the plan"], None),
    lambda _: (ELSEWHERE["search with facets, by the plan"], None),
)
"""Found and not found, once and over and over, right and wrong: whatever could leave something behind."""


@dataclass(frozen=True, slots=True)
class Sample:
    """So many requests after the start the worker held so many bytes."""

    requests: int
    memory: int


def mixed(url: str) -> Ask:
    """Of four requests three whose answers are kept; the fourth is of each kind in turn."""
    numbers = count()
    kept = (post(url, QUERY), get(url, f"query={quote(QUERY)}"))

    def ask(_: int) -> bytes:
        number = next(numbers)
        if number % 4:
            return kept[number % 2]
        return post(url, *KINDS[number // 4 % len(KINDS)](number))

    return ask


def watch(server: Server, requests: int) -> Iterator[Sample]:
    """The worker's memory after each lap, until so many requests have been answered."""
    ask, answered = mixed(server.url), 0
    yield Sample(0, server.memory_bytes())
    while answered < requests:
        answered += asyncio.run(measure(server.url, ask, CLIENTS, LAP_SECONDS)).requests
        yield Sample(answered, server.memory_bytes())


def growth(samples: Sequence[Sample]) -> float:
    """The mean of the last quarter of the laps over that of the second quarter, when caches are full."""
    quarter = len(samples) // 4
    before, after = samples[quarter : 2 * quarter], samples[-quarter:]
    return fmean(one.memory for one in after) / fmean(one.memory for one in before)


def main() -> None:
    """Read the command line, run, and tell each lap."""
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    asked = parser.parse_args()
    samples = []
    with demo_database() as url, comptoir({"COMPTOIR_DATABASE_URL": url, **SMALL_CACHE}) as server:
        for sample in watch(server, asked.requests):
            samples.append(sample)
            print(f"{sample.requests:>12,}{sample.memory / 1e6:10.1f} MB", flush=True)
    print(f"The last quarter holds {growth(samples):.3f} times what the second held.")


if __name__ == "__main__":
    main()
