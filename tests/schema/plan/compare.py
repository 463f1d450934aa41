"""Says whether two executions came to the same, as far as GraphQL says what they have to come to.

Data must be equal to the order of its keys. So must the errors, in their order, if nothing was async.
Otherwise the order is open, and where an error nulled what surrounds it, so is which of the errors
below were still found: there, each side must have found one.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError


@dataclass(frozen=True, slots=True)
class Found:
    """An error as it counts: all that a client or a log sees of it."""

    message: str
    path: tuple[str | int, ...]
    locations: tuple[tuple[int, int], ...]
    original: str
    extensions: str


def found(error: GraphQLError) -> Found:
    """What counts of an error."""
    return Found(
        error.message,
        tuple(error.path or ()),
        tuple((each.line, each.column) for each in error.locations or ()),
        type(error.original_error).__name__,
        repr(error.extensions),
    )


def assert_same(
    data: Any, errors: list[GraphQLError], other_data: Any, other_errors: list[GraphQLError], *, ordered: bool
) -> None:
    """Fail unless both outcomes are the same."""
    assert orjson.dumps(data) == orjson.dumps(other_data)
    ours, theirs = list(map(found, errors)), list(map(found, other_errors))
    if ordered:
        assert ours == theirs
        return
    assert _kept(data, ours) == _kept(data, theirs)
    assert _nulled(data, ours) == _nulled(data, theirs)


def _kept(data: Any, errors: list[Found]) -> Counter[Found]:
    return Counter(error for error in errors if _null_above(data, error.path) is None)


def _nulled(data: Any, errors: list[Found]) -> set[tuple[str | int, ...]]:
    places = (_null_above(data, error.path) for error in errors)
    return {place for place in places if place is not None}


def _null_above(data: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    """The nulled place around a path; None if only the path's own place is null."""
    value = data
    for length, key in enumerate(path):
        if value is None:
            return path[:length]
        value = value[key]
    return None
