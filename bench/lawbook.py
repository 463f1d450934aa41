"""``python -m bench.lawbook``: what the law book takes for a quote of ten lines and for one shelf price."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import median

from regions.engine import quote
from regions.facts import Binding, Destination, Item, Kind
from regions.lawbook import lawbook
from regions.question import read_case
from regions.shelf import shelf_price

ROUNDS = 21
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def microseconds(call: Callable[[], object], times: int) -> float:
    """Processor time of one call: the median of many rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(times):
            call()
        rounds.append((time.process_time() - began) / times * 1e6)
    return median(rounds)


def basket(lines: int) -> dict[str, object]:
    """A case of bound books, discs and food, with two promotions and a tariff."""
    goods: tuple[dict[str, object], ...] = (
        {"kind": "BOOK", "languages": ["de"], "bindings": [{"territory": "DE", "price": "24.00"}]},
        {"kind": "MUSIC_DISC"},
        {"kind": "FOOD", "net_content": {"value": "250", "unit": "g"}},
    )
    return {
        "storefront": "DE",
        "placed_at": "2026-11-21",
        "lines": [
            {"sku": f"sku{at}", "quantity": 1 + at % 3, "price": "24.00", "facts": goods[at % len(goods)]}
            for at in range(lines)
        ],
        "promotions": [{"code": "TEN", "percent": "10"}, {"code": "FIVE", "amount": "5.00"}],
    }


def main() -> None:
    """Measure and print."""
    book = lawbook()
    case = read_case(basket(10), book)
    novel = Item(
        kind=Kind.BOOK,
        languages=("de",),
        first_published=date(2026, 3, 1),
        bindings=(Binding("DE", Decimal("24.00")),),
    )
    shop, home = book.storefronts["DE"], Destination("DE")
    ways: dict[str, Callable[[], object]] = {
        "a quote of 10 lines": lambda: quote(case, book),
        "the same, with its trace": lambda: quote(case, book, traced=True),
        "a shelf price": lambda: shelf_price(novel, 2400, shop, home, NOON),
    }
    for name, call in ways.items():
        print(f"{name:28}{microseconds(call, 200):10.1f} µs of processor time")


if __name__ == "__main__":
    main()
