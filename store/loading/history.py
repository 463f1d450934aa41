"""What a load changes in a price history: rows are added, and only the future may be taken back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from store.loading.rows import BadRow, PriceEntry


@dataclass(frozen=True, slots=True)
class Amendment:
    """Prices to add, and the starts of future ones to withdraw."""

    added: Mapping[datetime, int | None]
    withdrawn: frozenset[datetime]


def amend(
    known: Mapping[datetime, int | None], declared: Sequence[PriceEntry], now: datetime, path: str
) -> Amendment:
    """How to get from the `known` history to the `declared` one, seen from `now`.

    What is declared for the past must not contradict what is known of it: CONTRADICTS_HISTORY. What is
    declared for now holds from now on; what was planned and isn't declared any more is withdrawn.
    """
    added: dict[datetime, int | None] = {}
    current: int | None = None
    for entry in declared:
        start = entry.valid_from
        if start is None:
            current = entry.amount
            continue
        if start <= now:
            current = entry.amount
            if known.get(start, entry.amount) != entry.amount:
                raise BadRow("CONTRADICTS_HISTORY", path, f"was another price from {start.isoformat()}")
        if start not in known or known[start] != entry.amount:
            added[start] = entry.amount
    planned = {start for start in known if start > now}
    withdrawn = frozenset(planned - {entry.valid_from for entry in declared})
    if amount_at({**known, **added}, now) != current:
        added[now] = current
    return Amendment(added, withdrawn | (planned & added.keys()))


def amount_at(prices: Mapping[datetime, int | None], instant: datetime) -> int | None:
    """The amount in force at `instant`, None before the first one or after the sale ended."""
    starts = [start for start in prices if start <= instant]
    return prices[max(starts)] if starts else None
