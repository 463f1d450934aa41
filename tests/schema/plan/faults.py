"""Worlds of values for the schema of world.py: mostly sound, with every kind of fault among them."""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from types import SimpleNamespace
from typing import Any

import strawberry
from graphql import GraphQLError

from tests.schema.plan.world import Bag, Color, Fault, Mutation, Other, Query, Thing


class Foreign(enum.Enum):
    RED = "r"


@dataclass(frozen=True, slots=True)
class ForeignBag:
    """Not a Strawberry type, but with some of its attributes."""

    things: list[Any]
    thing: Any


class Rubbish:
    """No value of any type, though a custom scalar or a text may swallow it."""

    def __repr__(self) -> str:
        return "rubbish"


class Several:
    """Iterable, but no list."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __repr__(self) -> str:
        return "several"


class World:
    """Makes values; `rate` is the share of faults."""

    def __init__(self, random: Random, rate: float = 0.08) -> None:
        self.random = random
        self.rate = rate
        self.number = 0

    def _odd(self) -> bool:
        return self.random.random() < self.rate

    def leaf(self, good: Any, *wrong: Any) -> Any:
        """A good value, or None, something wrong, an exception, rarely."""
        if not self._odd():
            return good
        return self.random.choice([None, ValueError("a value that is an error"), Rubbish(), *wrong])

    def resolved(self, good: Any) -> Any:
        """What a resolver comes to: maybe a fault, raised or returned."""
        if not self._odd():
            return good
        errors = [ValueError("resolver"), GraphQLError("coded", extensions={"code": "X"}), KeyError("k")]
        return self.random.choice([None, Fault(self.random.choice(errors)), 12, [], "text"])

    def listed(self, make: Callable[[], Any]) -> Any:
        """A list, or something like one, or no list at all."""
        items = [self.leaf(make()) for _ in range(self.random.randint(0, 3))]
        if self._odd():
            return self.random.choice([tuple(items), Several(items), {"no": "list"}, "text", None, 5])
        return items

    def thing(self, depth: int) -> Any:
        self.number += 1
        random = self.random
        thing = Thing(
            id=strawberry.ID(f"t{self.number}"),
            name=self.leaf(f"name {self.number}"),
            text=self.leaf("text", 5, True, 1.0, b"bytes"),
            text_or_null=self.leaf(random.choice(["text", None]), []),
            whole=self.leaf(random.choice([0, -5, 2**31 - 1]), 2**31, 1.5, 3.0, "7", "x", False),
            whole_or_null=self.leaf(random.choice([1, None]), 2.5),
            broken=self.leaf(1.25, 3, "1.5", float("nan"), float("inf"), True),
            flag=self.leaf(random.choice([True, False]), 1, "true"),
            color=self.leaf(random.choice(list(Color)), "r", "q", Foreign.RED, []),
            colors=self.leaf([self.leaf(Color.RED), self.leaf(Color.BLUE)]),
            stamp=self.leaf("stamp", "void", "unwritable"),
            stamp_or_null=self.leaf(random.choice([1, None]), "void", "unwritable"),
            price=self.leaf(Decimal("1.50"), 2, "x"),
            tags=self.listed(lambda: random.choice(["a", "b"])),
            tags_or_null=self.listed(lambda: random.choice(["a", None])),
            matrix=self.listed(lambda: self.listed(lambda: random.choice([1, None, 2**40]))),
            hidden={
                "turns": random.randint(0, 2),
                "granted": random.choice([True, True, True, False, None]),
                "text": self.resolved("resolved"),
                "text_or_null": self.resolved(random.choice(["resolved", None])),
                "friend": self.resolved(self.thing(depth - 1) if depth > 0 else None),
                "bag": self.resolved(self.bag(depth - 1) if depth > 0 else None),
            },
        )
        if self._odd():
            del thing.text
        return thing

    def other(self, depth: int) -> Any:
        self.number += 1
        if self._odd():
            marked = SimpleNamespace(
                id=f"c{self.number}", size=1, hidden={"turns": 0, "things": [], "thing": None}
            )
            return strawberry.cast(Other, marked)
        return Other(
            id=strawberry.ID(f"o{self.number}"),
            size=self.leaf(self.number),
            hidden={
                "turns": self.random.randint(0, 2),
                "things": self.resolved(self.listed(lambda: self.thing(depth - 1)) if depth > 0 else []),
                "thing": self.resolved(self.thing(depth - 1) if depth > 0 else None),
            },
        )

    def anything(self, depth: int) -> Any:
        way = self.random.randint(0, 9)
        if way < 4:
            return self.thing(depth)
        if way < 7:
            return self.other(depth)
        if way < 8:
            return SimpleNamespace(kind=self.random.choice(["shade", "shade", "ghost"]), depth=self.leaf(3))
        return self.bag(depth - 1) if depth > 0 else self.other(depth)

    def node(self, depth: int) -> Any:
        return self.random.choice([self.thing, self.other])(depth)

    def bag(self, depth: int) -> Any:
        below = depth - 1
        if self._odd():
            return ForeignBag(things=self.listed(lambda: self.thing(below)), thing=None)
        return Bag(
            thing=self.leaf(self.thing(below)),
            sure_thing=self.leaf(self.thing(below)),
            things=self.listed(lambda: self.thing(below)),
            things_or_null=self.listed(lambda: self.thing(below)),
            node=self.leaf(self.node(below)),
            nodes=self.listed(lambda: self.node(below)),
            named=self.listed(lambda: self.random.choice([self.thing, self.thing, self.other])(below)),
            anything=self.listed(lambda: self.anything(below)),
            hidden={
                "turns": self.random.randint(0, 2),
                "things": self.resolved(self.listed(lambda: self.thing(below))),
                "nodes": [self.resolved(self.thing(below)) for _ in range(self.random.randint(0, 3))],
                "bag": self.resolved(self.bag(below) if depth > 0 else None),
                "anything": self.resolved(self.anything(below)),
            },
        )

    def query(self) -> Query:
        return Query(
            bag=self.leaf(self.bag(2)),
            bag_or_null=self.leaf(self.bag(2)),
            things=self.listed(lambda: self.thing(1)),
            anything=self.listed(lambda: self.anything(1)),
        )

    def mutation(self) -> Any:
        root: Any = Mutation()
        root.hidden = {"turns": 1, "bag": self.resolved(self.bag(1)), "thing": self.resolved(self.thing(1))}
        return root
