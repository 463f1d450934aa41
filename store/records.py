"""Handing many rows to one statement: ``jsonb_to_recordset($1::jsonb) as row(...)``.

One text of the statement for any number of rows, so it is prepared once; a column is named where it is used.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson


def as_records(rows: Iterable[Mapping[str, Any]]) -> str:
    """`rows` as the one JSON argument that the statement takes."""
    return orjson.dumps(list(rows)).decode()
