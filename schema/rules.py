"""The law of a country as its rules, for those who want to read what is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from regions.claims import Rule
from regions.lawbook import lawbook


@lru_cache(maxsize=256)
def rules_of(country: str) -> tuple[Rule, ...]:
    """Every rule in the law of a country, by code."""
    found = {rule.code: rule for rule in _walk(lawbook().law_of(country))}
    return tuple(found[code] for code in sorted(found))


def _walk(value: object) -> Iterator[Rule]:
    """The rules in a value of the law book and in all that it is made of."""
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _walk(entry)
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _walk(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
