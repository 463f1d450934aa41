"""Finding every rule and every message in a law, wherever in it they stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from regions.claims import Rule

_WORDS = frozenset({"title", "explanation", "why", "outside"})


def rules_of(value: Any) -> Iterator[Rule]:
    """Every rule in a value of the law book and in all that it is made of."""
    if isinstance(value, Rule):
        yield value
    for part in _parts(value):
        yield from rules_of(part)


def messages_of(value: Any) -> Iterator[str]:
    """Every message id in it: titles, explanations and reasons."""
    if is_dataclass(value):
        for field in fields(value):
            text = getattr(value, field.name)
            if field.name in _WORDS and isinstance(text, str) and text:
                yield text
    for part in _parts(value):
        yield from messages_of(part)


def _parts(value: Any) -> Iterable[Any]:
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple | list) else ()
