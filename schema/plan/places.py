"""Where in the answer a value stands, kept cheaply while it is built and spelt out when needed.

A place is None for the root, else a pair of the outer place and a key. A key is a response key, an
index, or a list under construction: its length is then the index of the item at hand, so that a
list needs one place for all its items. Such a place is only good until the next item.
"""

from typing import Any

from graphql.pyutils import Path

Place = tuple[Any, str | int | list[Any]] | None


def keys(place: Place) -> list[str | int]:
    """The keys from the root to this place, as GraphQL writes a path."""
    found: list[str | int] = []
    while place is not None:
        place, key = place
        found.append(len(key) if isinstance(key, list) else key)
    found.reverse()
    return found


def lasting(place: Place) -> Place:
    """The same place, good for ever."""
    frozen: Place = None
    for key in keys(place):
        frozen = (frozen, key)
    return frozen


def as_path(place: Place, type_names: tuple[str | None, ...]) -> Path:
    """The place as graphql-core's Path, given the type names of its keys (None for an index)."""
    path: Path | None = None
    for key, name in zip(keys(place), type_names, strict=True):
        path = Path(path, key, name)
    if path is None:
        raise ValueError("The root has no path.")
    return path
