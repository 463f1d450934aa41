"""Loading: what is written, what is passed over, what is left out."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from store.database import Database
from store.loading import LoadReport, RowError, export, load

Line = dict[str, Any]

SHELVED = """
select variants.sku, storefront, current, valid_from <= $1 as holds, lead, begun, in_stock
from shelf_prices join variants on variants.id = variant_id where valid_until > $1
order by variants.sku, storefront, valid_from
"""


def written(lines: Iterable[Line]) -> list[bytes]:
    """Lines as they stand in a file."""
    return [orjson.dumps(line) for line in lines]


async def everything(database: Database) -> list[Line]:
    """The whole catalogue in the load format."""
    return [line async for line in export(database)]


async def test_a_catalogue_is_loaded_with_all_that_is_derived_from_it(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    report = await load(database, written([*drama, faust, coffee]), now=now)
    assert report == LoadReport(added=2, categories=2, lines=4)
    shelved = await database.fetch(SHELVED, now)
    assert [tuple(row) for row in shelved] == [
        ("coffee-250", "DE", 349, True, True, True, False),
        ("coffee-250", "GB", 310, True, True, True, False),
        ("faust-ebook", "DE", 999, True, False, True, True),
        ("faust-hc", "DE", 2400, True, True, True, True),
        ("faust-hc", "GB", 2100, True, True, True, True),
        ("faust-hc", "GB", 1800, False, True, False, True),
    ]


async def test_a_mark_of_the_byte_order_and_other_line_ends_dont_matter(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    first, *others = [line + b"\r\n" for line in written([*drama, faust])]
    report = await load(database, [BOM_UTF8 + first, *others], now=now)
    assert report == LoadReport(added=1, categories=2, lines=3)
    twice = await load(database, [first, BOM_UTF8 + others[-1]], now=now)
    assert [(error.line, error.code) for error in twice.errors] == [(2, "BAD_INPUT")]


async def test_loading_again_changes_nothing(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, written([*drama, faust]), now=now)
    before = await everything(database)
    report = await load(database, written([*drama, faust]), now=now + timedelta(days=1))
    assert report == LoadReport(unchanged=1, categories=2, lines=3)
    assert await everything(database) == before


async def test_what_is_exported_and_loaded_again_is_exported_the_same(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    faust["variants"][0]["listings"] = {"DE": {"from": "2026-01-01", "until": None}}
    await load(database, written([*drama, faust, coffee]), now=now)
    first = await everything(database)
    report = await load(database, written(first), now=now + timedelta(days=1))
    assert report == LoadReport(changed=2, categories=2, lines=4)
    assert await everything(database) == first
    assert first[-1]["variants"][0]["prices"]["GB"] == [
        {"from": "2026-01-01T00:00:00+00:00", "price": "21.00"},
        {"from": "2026-12-01T00:00:00+00:00", "price": "18.00"},
    ]


async def test_an_export_loaded_elsewhere_gives_the_same_shelf(
    database: Database, own_demo_database: Database, now: datetime
) -> None:
    lines = await everything(own_demo_database)
    report = await load(database, written(lines), now=now)
    assert report.errors == ()
    assert await everything(database) == lines


async def test_a_changed_line_replaces_its_product_completely(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    await load(database, written([*drama, faust]), now=now)
    changed = deepcopy(faust)
    del changed["variants"][1], changed["texts"]["en"]
    changed["variants"][0]["prices"] = {"DE": "24.00"}
    later = now + timedelta(days=1)
    assert await load(database, written([changed]), now=later) == LoadReport(changed=1, lines=1)
    product = (await everything(database))[-1]
    assert list(product["texts"]) == ["de"]
    hardcover, ebook = product["variants"]
    assert hardcover["prices"] == {
        "DE": [{"from": now.isoformat(), "price": "24.00"}],
        "GB": [
            {"from": "2026-01-01T00:00:00+00:00", "price": "21.00"},
            {"from": later.isoformat(), "price": None},
        ],
    }
    assert ebook["listings"] == {}
    sold = await database.fetch("select storefront from shelf_prices where valid_until > $1", later)
    assert [row["storefront"] for row in sold] == ["DE"]


async def test_a_changed_slug_is_retired_and_comes_back_when_it_is_used_again(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    renamed = deepcopy(faust)
    renamed["texts"]["de"]["slug"] = "faust-eins"
    retired = "select language, slug from retired_slugs order by slug"
    await load(database, written([*drama, faust]), now=now)
    assert await database.fetch(retired) == []
    await load(database, written([renamed]), now=now)
    assert [tuple(row) for row in await database.fetch(retired)] == [("de", "faust")]
    await load(database, written([faust]), now=now)
    assert [tuple(row) for row in await database.fetch(retired)] == [("de", "faust-eins")]


Change = Callable[[Line], object]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda line: line.update(category="books/poetry"), "UNKNOWN_CATEGORY"),
        (lambda line: line["variants"][0].update(sku="coffee-250"), "SKU_TAKEN"),
        (lambda line: line["texts"]["de"].update(slug="kaffee"), "SLUG_TAKEN"),
        (lambda line: line["variants"][0]["prices"]["GB"][0].update(price="20.00"), "CONTRADICTS_HISTORY"),
        (lambda line: line["variants"][0]["prices"].update(DE="-1"), "BAD_INPUT"),
        (lambda line: line["texts"]["de"].update(description="\ud800"), "BAD_INPUT"),
    ],
)
async def test_a_bad_row_costs_only_itself(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime, change: Change, code: str
) -> None:
    coffee["texts"]["de"] = {"title": "Kaffee", "slug": "kaffee"}
    await load(database, written([*drama, faust, coffee]), now=now)
    before = await everything(database)
    bad, tea = deepcopy(faust), deepcopy(coffee)
    bad["popularity"] = 1
    change(bad)
    tea["sku"], tea["variants"][0]["sku"], tea["texts"] = "tea", "tea-100", {"en": {"title": "Tea"}}
    lines = ["", orjson.dumps(tea), "\n", _surrogates(bad)]
    report = await load(database, lines, now=now)
    assert (report.added, report.changed, report.lines) == (1, 0, 4)
    assert [(error.line, error.code) for error in report.errors] == [(4, code)]
    assert [line for line in await everything(database) if line.get("sku") != "tea"] == before


def _surrogates(line: Line) -> bytes | str:
    """A line, which may have signs that are no text."""
    try:
        return orjson.dumps(line)
    except orjson.JSONEncodeError:
        return '{"sku": "faust", "kind": "\ud800"}'


async def test_an_orphaned_category_is_refused_and_its_sisters_are_not(
    database: Database, drama: list[Line], now: datetime
) -> None:
    orphan = {"category": "music/opera", "texts": {}}
    report = await load(database, written([*drama, orphan]), now=now)
    assert report == LoadReport(
        categories=2,
        errors=(RowError(3, "UNKNOWN_CATEGORY", "category", "music isn't there", "music/opera"),),
        lines=3,
    )
    assert str(report.errors[0]) == "line 3: UNKNOWN_CATEGORY category: music isn't there"


async def test_a_category_may_be_named_twice_and_the_later_line_stands(
    database: Database, drama: list[Line], now: datetime
) -> None:
    renamed = {"category": "books", "texts": {"en": {"name": "All books"}}, "position": 7}
    report = await load(database, written([*drama, renamed]), now=now)
    assert report == LoadReport(categories=3, lines=3)
    assert (await everything(database))[0] == {
        "category": "books",
        "texts": {"en": {"name": "All books", "slug": None}},
        "position": 7,
    }
    ancestors = await database.fetch("select path, cardinality(ancestors) from categories order by path")
    assert [tuple(row) for row in ancestors] == [("books", 1), ("books/drama", 2)]


async def test_a_load_that_was_cut_off_is_resumed_by_running_it_again(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    def cut_off() -> Iterable[bytes]:
        yield from written([*drama, faust])
        yield from written([drama[0]])
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await load(database, cut_off(), now=now)
    report = await load(database, written([*drama, faust, coffee]), now=now)
    assert report == LoadReport(added=1, unchanged=1, categories=2, lines=4)


async def test_progress_is_told_in_lines(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    heard: list[int] = []
    await load(database, written([*drama, faust]), now=now, progress=heard.append)
    assert heard == [2, 3]


async def test_several_lines_about_one_product_are_taken_in_their_order(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    cheaper = deepcopy(faust)
    cheaper["popularity"] = 7
    report = await load(database, written([*drama, faust, cheaper]), now=now)
    assert report == LoadReport(added=1, changed=1, categories=2, lines=4)
    assert await database.fetchval("select popularity from products") == 7


async def test_a_load_of_a_batch_costs_a_fixed_number_of_statements(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    await load(database, written([*drama, coffee]), now=now)
    async with database.watch() as one:
        await load(database, written([faust]), now=now)
    many = []
    for number in range(50):
        copy = deepcopy(coffee)
        copy["sku"], copy["variants"][0]["sku"] = f"coffee-{number}", f"coffee-{number}-250"
        copy["texts"] = {"en": {"title": "Coffee"}}
        many.append(copy)
    async with database.watch() as fifty:
        await load(database, written(many), now=now)
    assert len(fifty) == len(one)
