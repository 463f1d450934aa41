"""A schema with everything that a plan has to get right, and worlds of values that go wrong in it.

A world is made from a seed: the same objects, with the same faults, for each way of executing.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, NewType, cast

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.schema.config import StrawberryConfig

from schema.plan import Limits, PlannedSchema, setwise

Stamp = NewType("Stamp", object)


def _write_stamp(value: object) -> object:
    if value == "unwritable":
        raise ValueError("this stamp can't be written")
    return None if value == "void" else f"<{value}>"


@strawberry.enum
class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


@strawberry.input
class Filter:
    color: Color = Color.BLUE
    numbers: list[int | None] | None = None
    text: str | None = None


@dataclass
class Fault:
    """What a resolver is to raise."""

    error: Exception


@dataclass
class Calls:
    """The context of one execution: what was called, in order."""

    made: list[str] = field(default_factory=list)


Info = strawberry.Info[Calls, Any]


class Granted(BasePermission):
    message = "not granted"

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:
        if source.hidden["granted"] is None:
            raise ValueError("the permission broke")
        return bool(source.hidden["granted"])


class GrantedSlowly(BasePermission):
    message = "not granted, after some thought"

    async def has_permission(self, source: Any, info: Info, **_: Any) -> bool:
        await asyncio.sleep(0)
        return bool(source.hidden["granted"])


class Louder(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Info, **kwargs: Any) -> Any:
        return str(next_(source, info, **kwargs)) + "!"

    async def resolve_async(self, next_: Any, source: Any, info: Info, **kwargs: Any) -> Any:
        return str(await next_(source, info, **kwargs)) + "!"


def answer(source: Any, name: str) -> Any:
    """The prepared value of a resolver, or its fault."""
    value = source.hidden[name]
    if isinstance(value, Fault):
        raise value.error
    return value


async def answer_slowly(source: Any, name: str) -> Any:
    for _ in range(source.hidden["turns"]):
        await asyncio.sleep(0)
    return answer(source, name)


def answer_many(parents: list[Any], name: str) -> list[Any]:
    """The same for many; what one parent lacks is its own error, whoever shares its call."""
    values = [getattr(source, "hidden", {}).get(name, Fault(KeyError(name))) for source in parents]
    return [value.error if isinstance(value, Fault) else value for value in values]


Hidden = strawberry.Private[dict[str, Any]]


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.interface
class Named(Node):
    name: str | None

    @strawberry.field
    def greeting(self, info: Info, word: str = "hello") -> str:
        info.context.made.append(f"greeting {info.path.as_list()}")
        return f"{word} {self.name}"


@strawberry.type
class Thing(Named):
    hidden: Hidden
    text: str
    text_or_null: str | None
    whole: int
    whole_or_null: int | None
    broken: float | None
    flag: bool
    color: Color
    colors: list[Color | None] | None
    stamp: Stamp
    stamp_or_null: Stamp | None
    price: Decimal | None
    tags: list[str]
    tags_or_null: list[str | None] | None
    matrix: list[list[int | None]] | None

    @strawberry.field
    def plain(self) -> str:
        return cast(str, answer(self, "text"))

    @strawberry.field
    def with_arguments(
        self,
        info: Info,
        number: int = 1,
        other: int | None = None,
        color: Color = Color.RED,
        by: Filter | None = None,
    ) -> str:
        info.context.made.append(f"withArguments {info.path.as_list()}")
        answer(self, "text_or_null")
        return f"{number} {other} {color} {by} {[each.name for each in info.selected_fields]}"

    @strawberry.field
    async def slow(self) -> str:
        return cast(str, await answer_slowly(self, "text"))

    @strawberry.field
    async def slow_or_null(self) -> str | None:
        return cast(str, await answer_slowly(self, "text_or_null"))

    @strawberry.field
    def sometimes_slow(self) -> str | None:
        return cast(
            str, answer_slowly(self, "text_or_null") if self.hidden["turns"] else answer(self, "text")
        )

    @strawberry.field(permission_classes=[Granted])
    def guarded(self) -> str | None:
        return cast(str, answer(self, "text_or_null"))

    @strawberry.field(permission_classes=[GrantedSlowly])
    def guarded_slowly(self) -> str:
        return cast(str, answer(self, "text"))

    @strawberry.field(extensions=[Louder()])
    def loud(self) -> str:
        return cast(str, answer(self, "text"))

    @strawberry.field(extensions=[Louder()])
    async def loud_slow(self) -> str | None:
        return cast(str, await answer_slowly(self, "text"))

    @setwise
    @staticmethod
    async def all_at_once(things: list[Thing], number: int = 1) -> list[str]:
        await asyncio.sleep(0)
        return answer_many(things, "text")

    @setwise
    @staticmethod
    def all_at_once_or_null(things: list[Thing]) -> list[str | None]:
        return answer_many(things, "text_or_null")

    @setwise(permission_classes=[Granted])
    @staticmethod
    async def all_guarded(things: list[Thing]) -> list[str | None]:
        return answer_many(things, "text")

    @setwise(extensions=[Louder()])
    @staticmethod
    async def all_loud(things: list[Thing]) -> list[str]:
        return answer_many(things, "text")

    @setwise
    @staticmethod
    async def friend(things: list[Thing], info: Info) -> list[Thing | None]:
        return answer_many(things, "friend")

    @setwise
    @staticmethod
    async def bag(things: list[Thing]) -> list[Bag]:
        return answer_many(things, "bag")


@strawberry.type
class Other(Node):
    hidden: Hidden
    size: int | None

    @setwise
    @staticmethod
    async def things(others: list[Other]) -> list[list[Thing]]:
        return answer_many(others, "things")

    @strawberry.field
    async def late(self) -> Thing | None:
        return cast(Thing, await answer_slowly(self, "thing"))


@strawberry.type
class Shade:
    depth: int

    @classmethod
    def is_type_of(cls, obj: Any, _: Any) -> bool:
        return getattr(obj, "kind", None) == "shade"


@strawberry.type
class Bag:
    hidden: Hidden
    thing: Thing | None
    sure_thing: Thing
    things: list[Thing]
    things_or_null: list[Thing | None] | None
    node: Node | None
    nodes: list[Node]
    named: list[Named | None]
    anything: list[Anything | None]

    @strawberry.field
    async def slow_things(self) -> list[Thing]:
        return cast(list[Thing], await answer_slowly(self, "things"))

    @strawberry.field
    async def stream(self) -> list[Thing | None] | None:
        return cast(list[Thing], _stream(self))

    @strawberry.field
    def promised(self) -> list[Thing | None]:
        return cast(list[Thing], [_one(self, n) for n in range(len(self.hidden["nodes"]))])

    @strawberry.field
    def bag(self) -> Bag | None:
        return cast(Bag, answer(self, "bag"))

    @setwise
    @staticmethod
    async def all_nodes(bags: list[Bag]) -> list[list[Node | None]]:
        return answer_many(bags, "nodes")

    @setwise
    @staticmethod
    def all_anything(bags: list[Bag]) -> list[Anything | None]:
        return answer_many(bags, "anything")


Anything = Annotated[Thing | Other | Shade | Bag, strawberry.union("Anything")]


async def _stream(source: Bag) -> AsyncIterator[Any]:
    for thing in answer(source, "nodes"):
        await asyncio.sleep(0)
        if isinstance(thing, Fault):
            raise thing.error
        yield thing


async def _one(source: Bag, number: int) -> Any:
    value = source.hidden["nodes"][number]
    if isinstance(value, Fault):
        raise value.error
    return value


@strawberry.type
class Query:
    bag: Bag
    bag_or_null: Bag | None
    things: list[Thing]
    anything: list[Anything] | None


@strawberry.type
class Mutation:
    @strawberry.mutation
    def now(self, info: Info, number: int = 1) -> Bag | None:
        info.context.made.append(f"now {number}")
        return cast(Bag, answer(info.root_value, "bag"))

    @strawberry.mutation
    async def soon(self, info: Info, number: int = 1) -> Bag | None:
        info.context.made.append(f"soon {number}")
        bag = await answer_slowly(info.root_value, "bag")
        info.context.made.append(f"done {number}")
        return cast(Bag, bag)

    @strawberry.mutation
    async def surely(self, info: Info) -> Thing:
        info.context.made.append("surely")
        return cast(Thing, await answer_slowly(info.root_value, "thing"))


def build_schema(limits: Limits | None = None) -> PlannedSchema:
    scalars = {Stamp: strawberry.scalar(name="Stamp", serialize=_write_stamp)}
    return PlannedSchema(
        query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=scalars), limits=limits
    )
