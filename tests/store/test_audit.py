"""Who changed what."""

from datetime import UTC, datetime

import asyncpg
import pytest

from store.audit import AuditRecord, read_audit, record, what_differs
from store.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def a_clerk(database: Database) -> int:
    number: int = await database.fetchval(
        "insert into staff_members (email, name, created_at) values ('eve@example.org', 'Eve', $1)"
        " returning id",
        NOW,
    )
    return number


async def test_an_entry_tells_who_when_before_and_after(database: Database) -> None:
    eve = await a_clerk(database)
    async with database.transaction() as writing:
        number = await record(writing, eve, "policy.set", "policy:DE", {"fee": "2"}, None, NOW, region="DE")
    assert await read_audit(database, 10) == [
        AuditRecord(number, NOW, "policy.set", "policy:DE", "DE", '{"fee": "2"}', None, eve, "Eve")
    ]


async def test_a_change_that_is_rolled_back_leaves_no_entry(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as writing:
            await record(writing, None, "stock.set", "variant:a", 1, 2, NOW)
            raise ZeroDivisionError
    assert await read_audit(database, 10) == []


@pytest.mark.parametrize(
    "change", ["update audit_entries set action = ''", "delete from audit_entries", "truncate audit_entries"]
)
async def test_entries_can_be_neither_altered_nor_deleted(database: Database, change: str) -> None:
    await record(database, None, "stock.set", "variant:a", 1, 2, NOW)
    with pytest.raises(asyncpg.RaiseError, match="only ever added"):
        await database.execute(change)
    assert len(await read_audit(database, 10)) == 1


async def test_the_newest_come_first_and_can_be_narrowed_down(database: Database) -> None:
    eve = await a_clerk(database)
    first = await record(database, eve, "a", "variant:a", None, 1, NOW, region="DE")
    second = await record(database, None, "b", "variant:b", None, 1, NOW, region="GB")
    third = await record(database, None, "b", "variant:a", None, 1, NOW)

    async def found(**narrowed: object) -> list[int]:
        return [entry.id for entry in await read_audit(database, 10, **narrowed)]  # type: ignore[arg-type]

    assert await found() == [third, second, first]
    assert await found(below=third) == [second, first]
    assert await found(subjects=["variant:a"]) == [third, first]
    assert await found(actor=eve) == [first]
    assert await found(regions=["DE"]) == [first]
    assert [entry.id for entry in await read_audit(database, 1)] == [third]


def test_only_what_differs_is_worth_telling() -> None:
    assert what_differs({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2, "c": None}, {"b": 3, "c": 4})
    assert what_differs(None, {"a": 1}) == (None, {"a": 1})
    assert what_differs({"a": 1}, None) == ({"a": 1}, None)


def test_what_differs_is_looked_for_in_objects_and_among_the_same_variants() -> None:
    one, other = {"sku": "a", "stock": 1, "prices": {"DE": [1], "FR": [2]}}, {"sku": "b", "stock": 1}
    dearer = {**one, "prices": {"DE": [1, 3], "FR": [2]}}
    before = {"texts": {"de": {"title": "Faust"}}, "variants": [one, other]}
    after = {"texts": {"de": {"title": "Faust"}, "en": {"title": "Faust"}}, "variants": [dearer, other]}
    assert what_differs(before, after) == (
        {"texts": {"en": None}, "variants": [{"sku": "a", "prices": {"DE": [1]}}]},
        {"texts": {"en": {"title": "Faust"}}, "variants": [{"sku": "a", "prices": {"DE": [1, 3]}}]},
    )
    fewer = {**before, "variants": [one]}
    assert what_differs(before, fewer) == ({"variants": [one, other]}, {"variants": [one]})
    assert what_differs({"images": [{"url": "a"}]}, {"images": []}) == (
        {"images": [{"url": "a"}]},
        {"images": []},
    )
