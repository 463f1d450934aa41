"""The law of a country as its rules, for those who want to read what is kept."""

from functools import lru_cache

from regions.claims import Rule
from regions.lawbook import lawbook
from regions.rules import rules_of


@lru_cache(maxsize=256)
def rules_in(country: str) -> tuple[Rule, ...]:
    """Every rule in the law of a country, by code; bills that only a shop's choice would keep aren't law."""
    law = lawbook().law_of(country)
    defaults = {choice.flag: choice.default for choice in law.alternatives}
    bills = {price.rule.code for price in law.prices if price.flag and not defaults[price.flag]}
    found = {rule.code: rule for rule in rules_of(law) if rule.code not in bills}
    return tuple(found[code] for code in sorted(found))
