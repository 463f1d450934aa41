"""The merchant's policy over the region's file, by field and by date."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from regions.money import eur
from regions.reading import BadInput
from store.audit import read_audit
from store.database import Database, connect
from store.loading import load
from store.policies import policy_at, read_policies
from store.setting import Unlawful, set_policy

Line = dict[str, Any]
Check = Callable[[Database], Awaitable[None]]

BOOK = lawbook()
DE = BOOK.storefronts["DE"]
SHOWN = (
    "select storefront, current, net, gross from shelf_prices where valid_until > $1 order by 1, valid_from"
)


async def setting(database: Database, field: str, value: Any, now: datetime, **more: Any) -> int:
    """Set a field in the German storefront."""
    return await set_policy(database, BOOK, "DE", field, value, author="ada", now=now, **more)


async def test_a_field_holds_in_its_span_and_the_later_setting_wins(
    database: Database, now: datetime
) -> None:
    week = timedelta(days=7)
    await setting(database, "shipping", {"fee": "3.90", "free_from": "20.00"}, now)
    await setting(
        database, "shipping", {"fee": "0.00"}, now, valid_from=now + week, valid_until=now + 2 * week
    )
    policies = await read_policies(database)

    def fee(at: datetime) -> object:
        shipping = policy_at(policies, DE, at, BOOK).shipping
        return shipping and shipping.fee

    assert fee(now - timedelta(seconds=1)) is None
    assert fee(now) == eur("3.90")
    assert fee(now + week) == eur("0.00")
    assert fee(now + 2 * week) == eur("3.90")


async def test_null_gives_a_field_back_to_the_region(database: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    await setting(database, "flags", {"canary_price_without_vat": False}, now)
    await setting(database, "flags", None, later)
    policies = await read_policies(database)
    assert policies.told("DE", now) == {"flags": {"canary_price_without_vat": False}}
    assert policies.told("DE", later) == {}
    assert policies.told("AT", now) == {}


async def test_each_setting_is_kept_with_its_author(database: Database, now: datetime) -> None:
    await setting(database, "shipping", {"fee": "3.90"}, now)
    await setting(database, "shipping", {"fee": "2.90"}, now)
    rows = await database.fetch("select value, author, written_at from policies order by id")
    assert [tuple(row) for row in rows] == [
        ('{"fee": "3.90"}', "ada", now),
        ('{"fee": "2.90"}', "ada", now),
    ]


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("colour", "red", "colour"),
        ("colour", None, "colour"),
        ("shipping", {"fee": "3.901"}, "shipping.fee"),
        ("shipping", {"free": True}, "shipping.free"),
        ("tax", {"prices": "BOTH"}, "tax.prices"),
        ("flags", {"no_such_flag": True}, "flags.no_such_flag"),
        ("authorised_events", ["PARTY"], "authorised_events[0]"),
    ],
)
async def test_what_a_quote_could_not_read_is_not_set(
    database: Database, now: datetime, field: str, value: Any, path: str
) -> None:
    await setting(database, "shipping", {"fee": "3.90"}, now)
    with pytest.raises(BadInput) as refusal:
        await setting(database, field, value, now)
    assert refusal.value.path == path
    assert await database.fetchval("select count(*) from policies") == 1


async def test_what_the_law_does_not_leave_is_not_set_and_the_reason_is_told(
    database: Database, now: datetime
) -> None:
    with pytest.raises(Unlawful) as refusal:
        await setting(database, "tax", {"shipping_split": "STANDARD_RATE"}, now)
    assert [problem.code for problem in refusal.value.problems] == ["POLICY_OVERRIDDEN_BY_LAW"]
    assert await read_audit(database, 1) == []
    await setting(database, "tax", {"rounding": "LINE"}, now)
    [entry] = await read_audit(database, 1)
    assert (entry.subject, entry.region, entry.before) == ("policy:DE", "DE", '{"tax": null}')
    assert orjson.loads(entry.after or "")["tax"] == {"rounding": "LINE"}


async def test_an_unknown_storefront_and_an_empty_span_are_refused(database: Database, now: datetime) -> None:
    with pytest.raises(BadInput, match="storefront"):
        await set_policy(database, BOOK, "XX", "shipping", None, author="ada", now=now)
    with pytest.raises(BadInput, match="valid_until"):
        await setting(database, "shipping", None, now, valid_until=now)


async def test_prices_shown_without_tax_are_shown_so_from_that_day_on(
    database: Database, drama: list[Line], coffee: Line, now: datetime, is_sound: Check
) -> None:
    await load(database, map(orjson.dumps, [*drama, coffee]), now=now)
    next_week = now + timedelta(days=7)
    await setting(database, "tax", {"prices": "NET"}, now, valid_from=next_week)
    assert [tuple(row) for row in await database.fetch(SHOWN, now)] == [
        ("DE", 349, 326, 349),
        ("DE", 349, 349, 373),
        ("GB", 310, 310, 310),
    ]
    starts = "select valid_from from shelf_prices where storefront = 'DE' order by 1"
    assert [row["valid_from"] for row in await database.fetch(starts)] == [now, next_week]
    assert await database.fetchval("select tags from change_log order by id desc limit 1") == [
        "storefront:DE"
    ]
    await is_sound(database)


async def test_a_load_beside_a_change_of_policy_goes_by_the_new_one_or_is_rewritten(
    database_url: str, database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, drama), now=now)

    async def load_alone() -> None:
        async with connect(database_url, pool_size=1) as own:
            await load(own, [orjson.dumps(coffee)], now=now)

    async def set_alone() -> None:
        async with connect(database_url, pool_size=1) as own:
            await setting(own, "tax", {"prices": "NET"}, now)

    await asyncio.gather(load_alone(), set_alone())
    shown = await database.fetchrow("select current, net, gross from shelf_prices where storefront = 'DE'")
    assert shown is not None
    assert tuple(shown) == (349, 349, 373)


async def test_the_shelf_knows_the_policies_of_a_later_load(
    database: Database, drama: list[Line], coffee: Line, now: datetime
) -> None:
    await setting(database, "tax", {"prices": "NET"}, now, valid_until=datetime(2026, 12, 1, tzinfo=UTC))
    await load(database, map(orjson.dumps, [*drama, coffee]), now=now)
    assert [tuple(row)[:3] for row in await database.fetch(SHOWN, now)][:2] == [
        ("DE", 349, 349),
        ("DE", 349, 326),
    ]
