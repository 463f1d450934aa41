from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
import strawberry

from schema.plan.classes import tells_its_type


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Thing(Node):
    pass


@strawberry.type
class Asking(Node):
    @classmethod
    def is_type_of(cls, obj: Any, _: Any) -> bool:
        return True


@strawberry.type
class Query:
    node: Node


SCHEMA = strawberry.Schema(query=Query, types=[Thing, Asking])._schema
THING, ASKING = SCHEMA.type_map["Thing"], SCHEMA.type_map["Asking"]


@dataclass(frozen=True)
class Frozen:
    id: str


class Slotted:
    __slots__ = ("id",)


class Open:
    id = "1"


class Dynamic:
    def __getattr__(self, name: str) -> Any:
        return name


class Awaitable:
    def __await__(self) -> Any:
        yield


@pytest.mark.parametrize("value", [Thing(id=strawberry.ID("1")), Frozen("1"), Slotted()])
def test_classes_whose_instances_are_all_alike_tell_their_type(value: object) -> None:
    assert tells_its_type(value, (THING,))
    assert tells_its_type(value, ())


@pytest.mark.parametrize("value", [Open(), SimpleNamespace()])
def test_instances_of_open_classes_are_asked_one_by_one_where_a_type_has_a_say(value: object) -> None:
    assert not tells_its_type(value, (THING,))
    assert tells_its_type(value, ())


@pytest.mark.parametrize("value", [ValueError(), Dynamic(), Awaitable(), (n for n in ())])
def test_exceptions_awaitables_and_dynamic_classes_tell_nothing(value: object) -> None:
    assert not tells_its_type(value, ())


def test_a_type_with_a_predicate_of_its_own_is_asked_each_time() -> None:
    thing = Thing(id=strawberry.ID("1"))
    assert not tells_its_type(thing, (ASKING,))
    assert not tells_its_type(thing, (THING, ASKING))


def test_a_marked_instance_tells_nothing_of_its_class() -> None:
    assert not tells_its_type(strawberry.cast(Asking, Thing(id=strawberry.ID("1"))), (THING,))
