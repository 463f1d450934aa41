"""Writes random valid operations for any schema: the questions of a differential test.

`write_operation` only needs a `random.Random`; hypothesis provides one that it can shrink.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

LITERALS: Mapping[str, Sequence[tuple[str, Any]]] = {  # as written in a document, and as a variable's JSON
    "String": [('"ab"', "ab"), ('""', ""), ('"é\\n"', "é\n")],
    "ID": [('"i1"', "i1"), ("7", 7)],
    "Int": [("0", 0), ("2", 2), ("3", 3)],
    "Float": [("1.5", 1.5), ("2", 2)],
    "Boolean": [("true", True), ("false", False)],
}


@dataclass(slots=True)
class Question:
    """A document with one operation, and its variables."""

    text: str
    variables: dict[str, Any]


@dataclass(slots=True)
class Author:
    """Writes one document. `literals` adds values for the schema's own scalars."""

    schema: GraphQLSchema
    random: Random
    literals: Mapping[str, Sequence[tuple[str, Any]]] = field(default_factory=dict)
    deepest: int = 4
    broadest: int = 5
    omitted: frozenset[str] = frozenset()  # fields not to ask for, as Type.field
    _variables: dict[str, Any] = field(default_factory=dict)
    _declared: list[str] = field(default_factory=list)
    _fragments: list[str] = field(default_factory=list)
    _spreadable: list[tuple[str, str]] = field(default_factory=list)  # a fragment's name and type
    _calls: dict[str, str] = field(default_factory=dict)  # arguments of Type.field without an alias
    _number: int = 0

    def write(self, root: GraphQLObjectType, kind: str = "query") -> Question:
        """An operation on this root type."""
        selection = self._selection(root, self.deepest)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return Question(f"{kind} Q{declared} {selection}\n" + "\n".join(self._fragments), self._variables)

    def _selection(self, type_: Any, depth: int) -> str:
        count = self.random.randint(1, self.broadest)
        parts = [part for _ in range(count) if (part := self._part(type_, depth))]
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _part(self, type_: Any, depth: int) -> str:
        way = self.random.randint(0, 11)
        if way == 0:
            return "__typename" + self._condition()
        if way == 1 and depth > 0:
            inner = self._some_type(type_)
            condition = f"on {inner} " if inner is not type_ or self.random.random() < 0.5 else ""
            return f"... {condition}{self._condition()} {self._selection(inner, depth - 1)}"
        if way == 2 and depth > 0:
            return self._spread(type_, depth)
        if is_abstract_type(type_) and (way < 6 or not getattr(type_, "fields", {})):
            inner = self.random.choice(self.schema.get_possible_types(type_))
            return f"... on {inner} {self._selection(inner, depth)}"
        return self._field(type_, depth)

    def _some_type(self, type_: Any) -> Any:
        if is_abstract_type(type_):
            return self.random.choice([type_, *self.schema.get_possible_types(type_)])
        return self.random.choice([type_, *type_.interfaces])

    def _spread(self, type_: Any, depth: int) -> str:
        known = [name for name, on in self._spreadable if on == type_.name]
        if known and self.random.random() < 0.5:
            return f"...{self.random.choice(known)}{self._condition()}"
        name = self._name("F")
        body = self._selection(type_, depth - 1)
        self._fragments.append(f"fragment {name} on {type_} {body}")
        self._spreadable.append((name, type_.name))
        return f"...{name}{self._condition()}"

    def _field(self, type_: Any, depth: int) -> str:
        offered = [
            (name, each)
            for name, each in type_.fields.items()
            if f"{type_}.{name}" not in self.omitted
            and (depth > 0 or not is_composite_type(get_named_type(each.type)))
        ]
        if not offered:
            return "__typename"
        name, definition = self.random.choice(offered)
        named = get_named_type(definition.type)
        below = " " + self._selection(named, depth - 1) if is_composite_type(named) else ""
        if self.random.random() < 0.5:
            alias = self._name("a")
            return f"{alias}: {name}{self._arguments(definition)}{self._condition()}{below}"
        arguments = self._calls.get(name)
        if arguments is None:
            arguments = self._calls[name] = self._arguments(definition)
        return f"{name}{arguments}{self._condition()}{below}"

    def _arguments(self, definition: GraphQLField) -> str:
        given = [
            f"{name}: {self._value(argument.type, argument)}"
            for name, argument in definition.args.items()
            if _is_required(argument) or self.random.random() < 0.5
        ]
        return f"({', '.join(given)})" if given else ""

    def _condition(self) -> str:
        if self.random.random() > 0.15:
            return ""
        value = self.random.choice(["true", "false", "variable"])
        if value == "variable":
            value = self._variable("Boolean!", self.random.random() < 0.5)
        return f" @{self.random.choice(['skip', 'include'])}(if: {value})"

    def _value(self, type_: Any, argument: GraphQLArgument | None = None) -> str:
        """A value as written in the document: a literal, or a variable declared for it."""
        written, json = self._literal(type_)
        if self.random.random() < 0.6:
            return written
        required = is_non_null_type(type_)
        has_default = argument is not None and argument.default_value is not Undefined
        declared = str(type_.of_type if required and has_default and self.random.random() < 0.5 else type_)
        return self._variable(declared, json, written)

    def _variable(self, declared: str, json: Any, default: str | None = None) -> str:
        name = self._name("v")
        if default is not None and "$" not in default and self.random.random() < 0.4:
            self._declared.append(f"${name}: {declared} = {default}")
            if self.random.random() < 0.5:
                self._variables[name] = json
        else:
            self._declared.append(f"${name}: {declared}")
            if declared.endswith("!") or self.random.random() < 0.7:
                self._variables[name] = json
        return f"${name}"

    def _literal(self, type_: Any) -> tuple[str, Any]:
        if is_non_null_type(type_):
            return self._present(type_.of_type)
        return ("null", None) if self.random.random() < 0.15 else self._present(type_)

    def _present(self, type_: Any) -> tuple[str, Any]:
        if is_list_type(type_):
            items = [self._literal(type_.of_type) for _ in range(self.random.randint(0, 2))]
            return f"[{', '.join(written for written, _ in items)}]", [json for _, json in items]
        if isinstance(type_, GraphQLInputObjectType):
            return self._input(type_)
        if isinstance(type_, GraphQLEnumType):
            name = self.random.choice(list(type_.values))
            return name, name
        written, json = self.random.choice(
            list(self.literals.get(type_.name) or LITERALS.get(type_.name, [('"x"', "x")]))
        )
        return written, json

    def _input(self, type_: GraphQLInputObjectType) -> tuple[str, Any]:
        chosen = {
            name: self._literal(each.type)
            for name, each in type_.fields.items()
            if (is_non_null_type(each.type) and each.default_value is Undefined) or self.random.random() < 0.4
        }
        written = ", ".join(f"{name}: {value}" for name, (value, _) in chosen.items())
        return f"{{{written}}}", {name: json for name, (_, json) in chosen.items()}

    def _name(self, prefix: str) -> str:
        self._number += 1
        return f"{prefix}{self._number}"


def _is_required(argument: GraphQLArgument) -> bool:
    return is_non_null_type(argument.type) and argument.default_value is Undefined
