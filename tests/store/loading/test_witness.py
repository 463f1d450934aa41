"""Loads whose changes are noted."""

from datetime import datetime
from typing import Any

import orjson

from regions.lawbook import lawbook
from store.audit import read_audit
from store.database import Database
from store.loading import load
from store.loading.witness import audited

Line = dict[str, Any]


async def test_each_change_is_noted_and_only_what_changes(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    witness = audited(None, now, lawbook())
    lines = list(map(orjson.dumps, [*drama, faust]))
    assert (await load(database, lines, now=now, witness=witness)).errors == ()
    assert (await load(database, lines, now=now, witness=witness)).unchanged == 1
    faust["brand"] = "Insel"
    assert (await load(database, [orjson.dumps(faust)], now=now, witness=witness)).changed == 1
    noted = [(entry.action, entry.subject) for entry in await read_audit(database, 10)]
    assert noted == [
        ("product.changed", "product:faust"),
        ("product.added", "product:faust"),
        ("category.added", "category:books/drama"),
        ("category.added", "category:books"),
    ]
    newest = (await read_audit(database, 1))[0]
    assert (newest.before, newest.after) == ('{"brand": null}', '{"brand": "Insel"}')


async def test_what_is_refused_is_not_noted(database: Database, faust: Line, now: datetime) -> None:
    report = await load(database, [orjson.dumps(faust)], now=now, witness=audited(None, now, lawbook()))
    assert [error.code for error in report.errors] == ["UNKNOWN_CATEGORY"]
    assert await read_audit(database, 10) == []
