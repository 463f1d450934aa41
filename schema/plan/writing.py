"""Writes the Python source of a tree of selections.

One function builds the answer of each object type at each place, one runs through each list, one
fills in the values of each awaited field. `o` is an object, `p` its place, `run` the execution. What
only reads attributes or needs a look at a class is written out; the rest is called by name: `P3` is a
position, `K3` the classes it knows. Nothing but Python and GraphQL names goes from a document into the
source.
"""

from asyncio import iscoroutine
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from keyword import iskeyword
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLNamedType,
    GraphQLString,
)
from strawberry.types.enum import StrawberryEnumDefinition

from schema.plan.positions import Items, Leaf, Objects, Position
from schema.plan.reading import AllAtOnce, OneByOne, attributes_read
from schema.plan.tree import Attribute, Awaited, Chosen, Method, Resolved, Selection, TypeName

# What a value must be for a built-in scalar to leave it as it is.
PLAIN: dict[GraphQLNamedType, str] = {
    GraphQLString: "type({v}) is str",
    GraphQLID: "type({v}) is str",
    GraphQLBoolean: "type({v}) is bool",
    GraphQLInt: "type({v}) is int and -2147483648 <= {v} <= 2147483647",
    GraphQLFloat: "type({v}) is float and {v} - {v} == 0",
}
SEQUENCES = frozenset({list, tuple})


def abandon(items: Iterator[Any]) -> None:
    """Use up what an item's error leaves of a list, so that no coroutine in it is left unawaited."""
    with suppress(Exception):
        for item in items:
            if iscoroutine(item):
                item.close()


@dataclass(slots=True)
class Writer:
    """Collects functions, and the names that they use."""

    names: dict[str, Any] = field(default_factory=lambda: {"SEQUENCES": SEQUENCES, "abandon": abandon})
    functions: list[str] = field(default_factory=list)
    builders: list[tuple[Objects, str, str]] = field(default_factory=list)  # position, type, function
    loops: list[tuple[Items, str]] = field(default_factory=list)
    fillers: list[tuple[AllAtOnce | OneByOne, str]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _known: dict[tuple[str, int], str] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)  # alive, so that their identities stay unique

    @property
    def source(self) -> str:
        """All functions, each after those it calls."""
        return "\n\n".join(self.functions)

    def selection(self, selection: Selection) -> str:
        """Write what builds an object's answer; the function's name."""
        name = f"{selection.type.name}_{next(self._numbers)}"
        lines: list[str] = []
        answer = [
            f"{chosen.key!r}: {self._chosen(selection, chosen, f'v{number}', lines)}"
            for number, chosen in enumerate(selection.chosen)
        ]
        lines.append(f"r = {{{', '.join(answer)}}}")
        if selection.level is not None:
            lines.append(f"run.waiting[{selection.level}].append((o, r, p))")
        self._function(f"{name}(o, p, run)", [*lines, "return r"])
        return name

    def _chosen(self, selection: Selection, chosen: Chosen, value: str, lines: list[str]) -> str:
        """Add the statements that complete a field; the expression of its value."""
        match chosen:
            case TypeName():
                return repr(selection.type.name)
            case Awaited():
                self._filler(selection, chosen)
                return "None"  # until its wave; so the order of the keys is right
        place = f"(p, {chosen.key!r})"
        done = [f"{value} = {self._read(chosen, place)}"]
        done += self._completion(selection, chosen.position, value, place)
        failed = f"{value} = {self._name('P', chosen.position)}.failed(error, {place}, run)"
        lines += ["try:", *_indented(done), "except Exception as error:", f"    {failed}"]
        return value

    def _read(self, chosen: Attribute | Method | Resolved, place: str) -> str:
        match chosen:
            case Attribute(name=name, getter=getter):
                if getter is getattr and name.isidentifier() and not iskeyword(name):
                    return f"o.{name}"
                return f"{self._name('get', getter)}(o, {name!r})"
            case Method(function=function, parameter=parameter):
                if (read := attributes_read(function)) is not None:
                    return f"o.{read}"
                return f"{self._name('method', function)}({parameter and parameter + '='}o)"
            case Resolved(call=call):
                return f"{self._name('call', call)}(o, {place}, run)"

    def _completion(self, selection: Selection, position: Position, value: str, place: str) -> list[str]:
        """The statements that put a value's completion in its stead."""
        lines = self._present(selection, position, value, place)
        return lines if position.required else [f"if {value} is not None:", *_indented(lines)]

    def _present(self, selection: Selection, position: Position, value: str, place: str) -> list[str]:
        here = self._name("P", position)
        arguments = f"({value}, {place}, run)"
        match position:
            case Leaf(type=GraphQLEnumType() as enum):
                members = self._name("E", enum, _members(enum))
                return [f"{value} = {members}.get(id({value})) or {here}{arguments}"]
            case Leaf(type=type_) if type_ in PLAIN:
                return [f"if not ({PLAIN[type_].format(v=value)}): {value} = {here}{arguments}"]
            case Leaf():
                known, coerce = self._name("K", position.known), self._name("coerce", position.coerce)
                quick = self._name("quick", position.type.coerce_output_value)
                coerced = f"{quick}({value}) or {coerce}({value})"  # what is nothing is looked at again
                return [f"{value} = ({coerced}) if type({value}) in {known} else {here}{arguments}"]
            case Items():
                each = self._loop(selection, position)
                return [f"{value} = ({each} if type({value}) in SEQUENCES else {here}){arguments}"]
            case Objects():
                for type_name, inner in selection.inner[position].items():
                    self.builders.append((position, type_name, self.selection(inner)))
                return [f"{value} = {self._name('K', position.known)}.get(type({value}), {here}){arguments}"]
        return [f"{value} = {here}{arguments}"]

    def _loop(self, selection: Selection, position: Items) -> str:
        """Write what completes a list's items one after the other; the function's name."""
        name = f"each_{next(self._numbers)}"
        lasting = _needs_places(selection, position)
        failed = f"v = {self._name('P', position.item)}.failed(error, q, run)"
        body = ["try:", *_indented(self._completion(selection, position.item, "v", "q"))]
        body += ["except Exception as error:"]
        body += _indented(["abandon(items)", failed] if position.item.required else [failed])
        body += ["out.append(v)"]
        start = ["out = []", "items = iter(values)"]
        if lasting:
            head = "for i, v in enumerate(items):"
            body.insert(0, "q = (p, i)")
        else:
            head = "for v in items:"
            start.append("q = (p, out)")
        self._function(f"{name}(values, p, run)", [*start, head, *_indented(body), "return out"])
        self.loops.append((position, name))
        return name

    def _filler(self, selection: Selection, chosen: Awaited) -> None:
        """Write what completes an awaited field's values into their objects' answers."""
        name = f"fill_{next(self._numbers)}"
        place = f"(p, {chosen.key!r})"
        done = [*self._completion(selection, chosen.position, "v", place), f"r[{chosen.key!r}] = v"]
        failed = f"{self._name('P', chosen.position)}.failed_late(error, {place}, run)"
        body = [
            "if run.errors and run.is_dead(p): continue",
            *("try:", *_indented(done), "except Exception as error:", f"    {failed}"),
        ]
        head = "for v, (o, r, p) in zip(values, entries):"
        self._function(f"{name}(values, entries, run)", [head, *_indented(body)])
        self.fillers.append((chosen.deferred, name))

    def _name(self, prefix: str, thing: object, value: Any = None) -> str:
        """The one name by which the source calls this thing (or the value that stands for it)."""
        name = self._known.get((prefix, id(thing)))
        if name is None:
            name = self._known[prefix, id(thing)] = f"{prefix}{next(self._numbers)}"
            self.names[name] = thing if value is None else value
            self._kept.append(thing)
        return name

    def _function(self, signature: str, lines: list[str]) -> None:
        self.functions.append("\n".join([f"def {signature}:", *_indented(lines)]))


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _members(enum: GraphQLEnumType) -> dict[int, str]:
    """The GraphQL names of an enum's Python members, by identity: each member exists once, for ever."""
    definition = enum.extensions.get("strawberry-definition")
    members: list[Any] = (
        list(definition.wrapped_cls) if isinstance(definition, StrawberryEnumDefinition) else []
    )
    return {id(member): enum.coerce_output_value(member) for member in members}


def _needs_places(selection: Selection, position: Position) -> bool:
    while isinstance(position, Items):
        position = position.item
    return any(inner.needs_places for inner in selection.inner.get(position, {}).values())
