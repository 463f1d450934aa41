"""``python -m bench.attack``: how long visitors wait while others send the dearest documents allowed.

No rate limit is set. Each hostile document is new, so that nothing is remembered of it, and is as long as the
limits let it be; half of them are right, half are refused at the very end.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from itertools import count

from bench.demo import demo_database
from bench.load import Ask, answer, post
from bench.rig import comptoir
from bench.shelf import ELSEWHERE, QUERY

VISITORS = 4
VISIT_SECONDS = 0.02
"""A visitor reads for so long between two questions."""
_numbers = count()


def hostile(url: str) -> Ask:
    """Documents of nearly 1,500 tokens, never the same twice."""

    def ask(_: int) -> bytes:
        number = next(_numbers)
        fields = "nodes { sku title price { current { formatted } } }"
        lists = " ".join(f"a{n}x{number}: products(first: 3) {{ {fields} }}" for n in range(28))
        names = " ".join(f"b{n}: __typename" for n in range(30))
        wrong = "nothing" if number % 2 else ""
        return post(url, f"{{ {lists} {names} {wrong} }}")

    return ask


def ordinary(url: str) -> Ask:
    """A list that is kept, and pages that aren't."""
    page = ELSEWHERE["product page, by the plan"]
    return lambda number: post(url, QUERY) if number % 2 else post(url, page, {"unused": number})


async def waits(url: str, attackers: int, seconds: float) -> list[float]:
    """Milliseconds that each answer to an ordinary visitor took, with so many attackers at work."""
    end = time.perf_counter() + seconds
    taken: list[float] = []

    async def attack() -> None:
        ask = hostile(url)
        while time.perf_counter() < end:
            await answer(url, ask(0))

    async def visit(number: int) -> None:
        ask = ordinary(url)
        while time.perf_counter() < end:
            began = time.perf_counter()
            await answer(url, ask(number))
            taken.append((time.perf_counter() - began) * 1000)
            number += VISITORS + 1
            await asyncio.sleep(VISIT_SECONDS)

    await asyncio.gather(*(attack() for _ in range(attackers)), *(visit(each) for each in range(VISITORS)))
    return sorted(taken)


def told(taken: Sequence[float]) -> str:
    """The median and the rarer waits."""
    at = {share: taken[min(int(len(taken) * share), len(taken) - 1)] for share in (0.5, 0.95, 0.99)}
    return "".join(f"{wait:10.0f}" for wait in at.values()) + f"{len(taken):10}"


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    with demo_database() as url, comptoir({"COMPTOIR_DATABASE_URL": url}) as server:
        asyncio.run(answer(server.url, post(server.url, QUERY)))
        print(f"{'milliseconds':16}{'median':>10}{'95 %':>10}{'99 %':>10}{'answers':>10}")
        for attackers in (0, 2, 8):
            taken = asyncio.run(waits(server.url, attackers, asked.seconds))
            print(f"{attackers:>2} attackers   {told(taken)}")


if __name__ == "__main__":
    main()
