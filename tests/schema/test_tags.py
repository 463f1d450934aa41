"""Every public answer says what it rests on: whatever changes it is published under one of its tags.

Each question is asked before and after each change. An answer that has changed without one of its tags
having been published would have been kept although it is wrong.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    parse,
    visit,
)

from regions.facts import Destination
from schema.plan.setwise import SetwiseField
from store.database import Database
from tests.schema.changes import CHANGES, write_review
from tests.schema.counter import Counter, shop_schema
from tests.schema.questions import QUESTIONS, ids_in, with_variables


async def look_at_all(database: Database) -> dict[str, tuple[Any, set[str]]]:
    """Each answer with its tags: at home, and where prices are computed because goods go elsewhere."""
    ids = await ids_in(database)
    at_home, elsewhere = Counter(database), Counter(database, "ES", None, Destination("ES", None, "35001"))
    return await _look(at_home, ids, "") | await _look(elsewhere, ids, ", from the Canaries")


async def _look(counter: Counter, ids: dict[str, str], whence: str) -> dict[str, tuple[Any, set[str]]]:
    found = {}
    for name, document in QUESTIONS.items():
        used = {key: value for key, value in ids.items() if f"${key}" in document}
        answer, tags = await counter.look(with_variables(document), **used)
        assert not answer.errors, (name, answer.errors)
        found[name + whence] = (answer.data, tags)
    return found


@pytest.mark.parametrize("name", CHANGES)
async def test_whatever_changes_an_answer_is_published_under_one_of_its_tags(
    own_demo_database: Database, name: str
) -> None:
    change, some_changed, some_kept = CHANGES[name]
    await write_review(own_demo_database, "Ada", 5)
    before = await look_at_all(own_demo_database)
    last = await own_demo_database.fetchval("select max(id) from change_log")
    await change(own_demo_database)
    rows = await own_demo_database.fetch("select tags from change_log where id > $1", last)
    published = {tag for row in rows for tag in row["tags"]}
    assert all(row["tags"] for row in rows), "everything was dropped"
    after = await look_at_all(own_demo_database)
    changed = {each for each in before if before[each][0] != after[each][0]}
    kept = {each for each in before if not before[each][1] & published}
    assert some_changed <= changed
    assert some_kept <= kept
    assert changed & kept == set()


async def test_every_public_answer_has_tags(demo_database: Database) -> None:
    assert [name for name, (_, tags) in (await look_at_all(demo_database)).items() if not tags] == []


def test_every_public_field_that_reads_is_among_the_questions() -> None:
    asked: set[str] = set()
    info = TypeInfo(shop_schema().schema)

    class Noting(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            asked.add(f"{info.get_parent_type()}.{node.name.value}")

    for document in QUESTIONS.values():
        assert shop_schema().prepare(with_variables(document)).max_age is not None, document
        visit(parse(with_variables(document)), TypeInfoVisitor(info, Noting()))
    assert set(public_fields_that_read()) - asked == set()


def public_fields_that_read() -> Iterator[str]:
    """Fields with a resolver that may wait for the store, whose values may be kept for everybody."""
    for kind in shop_schema().schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType) or not is_public(kind):
            continue
        for name, field in kind.fields.items():
            written = (field.extensions or {}).get("strawberry-definition")
            resolver = getattr(written, "base_resolver", None)
            waits = isinstance(written, SetwiseField) or getattr(resolver, "is_async", False)
            if waits and is_public(get_named_type(field.type)):
                yield f"{kind.name}.{name}"


def is_public(kind: Any) -> bool:
    """Whether values of a type may be kept for everybody."""
    if not isinstance(kind, GraphQLObjectType):
        return True
    definition = (kind.extensions or {}).get("strawberry-definition")
    return hasattr(getattr(definition, "origin", None), "__max_age__")
