"""How much is said in which language."""

from datetime import datetime
from typing import Any

import orjson

from store.coverage import Coverage, read_coverage
from store.database import Database
from store.loading import load

Line = dict[str, Any]


async def test_texts_are_counted_by_language_and_field(
    database: Database, drama: list[Line], faust: Line, coffee: Line, now: datetime
) -> None:
    await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    found = await read_coverage(database, ["de", "fr"])
    assert [each for each in found if each.language == "de"] == [
        Coverage("de", "products", "title", 1, 2),
        Coverage("de", "products", "description", 1, 2),
        Coverage("de", "products", "slug", 1, 2),
        Coverage("de", "categories", "name", 1, 2),
        Coverage("de", "categories", "slug", 1, 2),
    ]
    assert {each.translated for each in found if each.language == "fr"} == {0}
    assert [each.translated for each in found if each.language == "en"] == [2, 0, 1, 2, 2]
