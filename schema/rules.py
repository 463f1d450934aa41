"""The law of a country as its rules, for those who want to read what is kept."""

from functools import lru_cache

from regions.claims import Rule
from regions.lawbook import lawbook
from regions.rules import rules_of


@lru_cache(maxsize=256)
def rules_in(country: str) -> tuple[Rule, ...]:
    """Every rule in the law of a country, by code."""
    found = {rule.code: rule for rule in rules_of(lawbook().law_of(country))}
    return tuple(found[code] for code in sorted(found))
