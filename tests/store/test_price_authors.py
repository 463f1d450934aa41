"""Who set which price."""

from datetime import datetime, timedelta
from typing import Any

import orjson

from regions.lawbook import lawbook
from store.database import Database
from store.loading import load
from store.loading.rows import PriceEntry
from store.loading.witness import audited
from store.price_authors import Authorship, price_authors
from store.repricing import Repricing, set_prices

Line = dict[str, Any]


async def test_each_price_has_the_one_who_set_it_last(
    database: Database, drama: list[Line], faust: Line, now: datetime
) -> None:
    book, planned, later = lawbook(), now + timedelta(days=30), now + timedelta(hours=1)
    faust["variants"][0]["prices"] = {"DE": "24.00"}
    lines = list(map(orjson.dumps, [*drama, faust]))
    await load(database, lines, now=now, witness=audited(None, now, book, "Adam"))
    sku = faust["variants"][0]["sku"]
    entries = [PriceEntry(None, 2400), PriceEntry(planned, 2500)]
    await set_prices(database, book, Repricing(sku, "DE", entries), actor=None, now=later)
    assert await price_authors(database, sku, "DE") == {
        now: Authorship("Adam", now), planned: Authorship(None, later)
    }  # fmt: skip
    assert await price_authors(database, sku, "GB") == {}
    assert await price_authors(database, "tea", "DE") == {}
