"""Messages for the tests of loading ONIX, and the categories that their records are filed under."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from store.database import Database
from store.loading import LoadReport, load
from store.loading.onix.header import Header, read_header
from store.loading.onix.record import Reader
from store.loading.onix.stream import records
from store.loading.onix.subjects import subject_table

Line = dict[str, Any]
HERE = Path(__file__).parent
CATEGORIES = ("books", "books/crime", "books/novels", "books/essays", "books/philosophy")


@pytest.fixture
def reference() -> bytes:
    """A message with reference names: a hardcover and an e-book of one work, and a paperback."""
    return (HERE / "reference.xml").read_bytes()


@pytest.fixture
def short() -> bytes:
    """The same message with short tags."""
    return (HERE / "short.xml").read_bytes()


@pytest.fixture
def read(now: Any) -> Callable[[bytes], list[Line]]:
    """Reads the lines of a message's records, without a database."""

    def reading(message: bytes) -> list[Line]:
        reader, header, lines = Reader(lawbook(), now.date(), subject_table()), Header(), []
        for block in records(BytesIO(message)):
            if block.element.tag == "Header":
                header = read_header(block)
            elif line := reader.read(block, header):
                lines.append(line)
        return lines

    return reading


@pytest.fixture
async def shelves(database: Database, now: Any) -> Database:
    """A database in which the categories are."""
    lines = [
        {"category": path, "texts": {"en": {"name": path, "slug": path[6:] or path}}} for path in CATEGORIES
    ]
    report = await load(database, map(orjson.dumps, lines), now=now)
    assert report == LoadReport(categories=len(CATEGORIES), lines=len(CATEGORIES))
    return database
