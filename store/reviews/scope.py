"""Which reviews are meant: one rule for the list, its length and the summary.

The conditions name columns that reviews and their counters share, so that a list can't hold what its summary
doesn't count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from store.catalog.statement import Arguments


@dataclass(frozen=True, slots=True)
class Scope:
    """Published reviews of these languages (primary tags), regions and ratings; None: any."""

    languages: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    ratings: tuple[int, ...] | None = None
    verified_only: bool = False


def conditions(scope: Scope, table: str, arguments: Arguments) -> Iterator[str]:
    """What a row of `table` (reviews or counters) must meet to be meant."""
    if scope.languages is not None:
        yield f"{table}.language = any({arguments.bind(list(scope.languages))}::text[])"
    if scope.regions is not None:
        yield f"{table}.region = any({arguments.bind(list(scope.regions))}::text[])"
    if scope.ratings is not None:
        yield f"{table}.rating = any({arguments.bind(list(scope.ratings))}::smallint[])"
    if scope.verified_only:
        yield f"{table}.verified"
