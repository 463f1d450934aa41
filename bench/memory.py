"""``python -m bench.memory``: what a worker holds while it answers a million requests of all kinds."""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
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
KEPT_IN_TWENTY = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """So many requests after the start the worker held so many bytes."""

    requests: int
    memory: int


def mixed(url: str) -> Ask:
    """Of twenty requests eight that are kept, and one of each kind that could leave something behind."""
    numbers = count()
    kept = (post(url, QUERY), get(url, f"query={quote(QUERY)}"))

    def ask(_: int) -> bytes:
        number = next(numbers)
        place = number % 20
        return kept[number % 2] if place < KEPT_IN_TWENTY else _of_a_kind(url, place, number)

    return ask


def _of_a_kind(url: str, place: int, number: int) -> bytes:
    searches, baskets = "query ($w: String!) { search(query: $w) { nodes { sku } } }", "faust-hc"
    region = f'@inContext(region: "{REGIONS[number % len(REGIONS)]}")'
    kinds = {
        8: ("query ($sku: String!) { product(sku: $sku) { title } }", {"sku": f"no-such-{number}"}),
        9: ("query ($n: Int!) { products(first: $n) { nodes { sku title } } }", {"n": number % 100 + 1}),
        10: (f'{{ never{number}: product(sku: "faust-hc") {{ title }} }}', None),
        11: (f"{{ products(first: 2) {{ nodes {{ once{number}: title }} }} }}", None),
        12: (f"{{ nothing{number} }}", None),
        13: (f"{{ products(first: {number}", None),
        14: ('{ products(after: "AAAA") { nodes { sku } } }', None),
        15: (searches, {"w": f"wort{number}"}),
        16: (f"query {region} {{ products(first: 5, sort: TITLE) {{ nodes {{ title }} }} }}", None),
        17: (
            "query ($b: BasketInput!) { quote(basket: $b) { totals { total { formatted } } } }",
            {"b": {"lines": [{"sku": baskets, "quantity": number % 90 + 1}]}},
        ),
        18: (ELSEWHERE["product page, by the plan"], None),
    }
    document, variables = kinds.get(place, (ELSEWHERE["search with facets, by the plan"], None))
    return post(url, document, variables)


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
