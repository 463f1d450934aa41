"""What the audit tells of loads from the command line."""

import getpass
from pathlib import Path
from typing import Any

import orjson
from onixcheck import data

from store.audit import AuditRecord, read_audit
from store.database import Database
from tests.api.test_cli import comptoir

DRAMA = {"category": "books", "texts": {"en": {"name": "Books", "slug": "books"}}}
FAUST: dict[str, Any] = {
    "sku": "faust",
    "kind": "BOOK",
    "category": "books",
    "texts": {"de": {"title": "Faust"}},
    "variants": [{"sku": "faust-hc", "facts": {"kind": "BOOK"}, "prices": {"DE": "24.00"}}],
}


def written(folder: Path, *lines: dict[str, Any]) -> str:
    """The path of a file of such lines."""
    file = folder / "catalogue.jsonl"
    file.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    return str(file)


async def newest(database: Database, action: str) -> AuditRecord:
    """The newest entry of an action."""
    return next(entry for entry in await read_audit(database, 10) if entry.action == action)


async def test_a_load_is_noted_with_its_file_its_counts_and_who_did_it(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    file = written(tmp_path, DRAMA, FAUST, {"sku": 7})
    assert comptoir("load", file, COMPTOIR_DATABASE_URL=database_url).returncode == 1
    done = await newest(database, "load.done")
    assert done.actor_name == getpass.getuser()
    assert orjson.loads(done.after or "") == {
        "source": file, "lines": 3, "added": 1, "changed": 0, "unchanged": 0, "categories": 1, "left_out": 1
    }  # fmt: skip
    assert (await newest(database, "product.added")).actor_name == getpass.getuser()


async def test_the_operator_may_say_who_they_are_and_the_change_of_a_price_is_theirs(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    comptoir("load", written(tmp_path, DRAMA, FAUST), COMPTOIR_DATABASE_URL=database_url)
    dearer = {**FAUST, "variants": [{**FAUST["variants"][0], "prices": {"DE": "25.00"}}]}
    comptoir("load", "--as", "Eve", written(tmp_path, dearer), COMPTOIR_DATABASE_URL=database_url)
    changed = await newest(database, "product.changed")
    assert (changed.actor_name, changed.subject) == ("Eve", "product:faust")
    before, after = orjson.loads(changed.before or ""), orjson.loads(changed.after or "")
    assert [entry["price"] for entry in before["variants"][0]["prices"]["DE"]] == ["24.00"]
    assert [entry["price"] for entry in after["variants"][0]["prices"]["DE"]] == ["24.00", "25.00"]


async def test_messages_and_synthetic_products_are_noted_too(database: Database, database_url: str) -> None:
    given = {"COMPTOIR_DATABASE_URL": database_url}
    sample = data.VALID_GOOGLE_ONIX_30_SAMPLE
    comptoir("load", "--as", "Eve", "--format", "onix", sample, **given)
    done = orjson.loads((await newest(database, "load.done")).after or "")
    assert (done["source"], done["records"]) == (sample, 1)
    comptoir("load", "--synthetic", "5", **given)
    done = orjson.loads((await newest(database, "load.done")).after or "")
    assert done == {"source": "synthetic", "added": 5}
