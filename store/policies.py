"""The merchant's policy: what was set over the region's file, field by field, each for a span of time.

Fields and values are those of `policy` in a quote's question. Where two hold at once, the one that was
written later does; null gives a field back to the region's file. Nothing is ever overwritten.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from regions.lawbook import LawBook
from regions.policy import Policy
from regions.reading import BadInput
from regions.region import Storefront
from regions.terms import STORED, read_policy
from store.database import Statements
from store.spans import EVER_SINCE, FOREVER

READ = """
select storefront, field, value, valid_from, valid_until from policies order by id
"""
HISTORY = """
select field, value, valid_from, valid_until, author, written_at from policies
where storefront = $1 order by id desc limit $2
"""

POLICY_LOCK = 0x506F6C69
"""The advisory lock that writers of shelf prices share and the writer of a policy holds alone."""
ON_THE_SHELF = frozenset({"tax", "flags"})
"""Those that a shelf price depends on."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of one storefront's policy, as JSON, in a span."""

    storefront: str
    field: str
    value: str
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True)
class Policies:
    """All that was ever set, in the order in which it was written."""

    settings: tuple[Setting, ...] = ()

    @cached_property
    def _by_storefront(self) -> dict[str, list[Setting]]:
        found: dict[str, list[Setting]] = {}
        for setting in self.settings:
            found.setdefault(setting.storefront, []).append(setting)
        return found

    def any_for(self, storefront: str) -> bool:
        """Whether anything was ever set there."""
        return storefront in self._by_storefront

    def told(self, storefront: str, at: datetime) -> dict[str, Any]:
        """The fields in force at an instant, as a quote's `policy` has them."""
        found: dict[str, Any] = {}
        for setting in self._by_storefront.get(storefront, ()):
            if setting.valid_from <= at < (setting.valid_until or FOREVER):
                found[setting.field] = orjson.loads(setting.value)
        return {field: value for field, value in found.items() if value is not None}

    def span(self, storefront: str, at: datetime, fields: Collection[str]) -> tuple[datetime, datetime]:
        """From when until before when none of `fields` changes, around an instant."""
        edges = [
            edge
            for setting in self._by_storefront.get(storefront, ())
            if setting.field in fields
            for edge in (setting.valid_from, setting.valid_until or FOREVER)
        ]
        before = max((edge for edge in edges if edge <= at), default=EVER_SINCE)
        return before, min((edge for edge in edges if edge > at), default=FOREVER)


@dataclass(frozen=True, slots=True)
class Written:
    """A setting as it was written; ``author`` is a name."""

    field: str
    value: str
    valid_from: datetime
    valid_until: datetime | None
    author: str
    written_at: datetime


async def policy_history(reading: Statements, storefront: str, most: int) -> list[Written]:
    """What was set for a storefront, the latest first."""
    return [Written(**dict(row)) for row in await reading.fetch(HISTORY, storefront, most)]


async def read_policies(reading: Statements) -> Policies:
    """All settings of all storefronts. They are few: people write them."""
    rows = await reading.fetch(READ)
    return Policies(tuple(Setting(**{**row, "valid_until": row["valid_until"] or FOREVER}) for row in rows))


def policy_at(policies: Policies, storefront: Storefront, at: datetime, book: LawBook) -> Policy:
    """What the merchant has set for a storefront, at an instant, to hand to a quote."""
    if not policies.any_for(storefront.code):
        return Policy()
    return _read(policies.told(storefront.code, at), storefront, book)


def read_setting(field: str, value: Any, storefront: Storefront, book: LawBook) -> Policy:
    """A policy of one field. Refuses what a quote's `policy` couldn't have: BadInput names the path."""
    if field not in STORED:
        raise BadInput(field, "unknown field")
    return _read({} if value is None else {field: value}, storefront, book)


def _read(told: dict[str, Any], storefront: Storefront, book: LawBook) -> Policy:
    return read_policy(told, "", storefront.currency, set(_flags(book)), STORED)


def _flags(book: LawBook) -> Iterator[str]:
    for law in book.laws.values():
        for choice in law.alternatives:
            yield choice.flag
