"""How long an operation's answer may be kept, read from hints that authors give on fields.

A field says for how many seconds its value may be kept in its metadata, `{"max_age": 60}`; a type
says it for all its fields with the decorator `cacheable(60)`. One field without a hint makes the
whole operation private.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

T = TypeVar("T", bound=type)


def cacheable(max_age: int) -> Callable[[T], T]:
    """Say of a type that its fields may be kept for so many seconds, unless they say otherwise."""

    def mark(cls: T) -> T:
        cls.__max_age__ = max_age  # type: ignore[attr-defined]  # our mark on it
        return cls

    return mark


def max_age(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
) -> int | None:
    """For how many seconds the answer may be kept, for everybody; None if it is private."""
    if operation.operation is not OperationType.QUERY:
        return None
    ages = _Ages(schema, fragments)
    ages.visit(schema.query_type, operation.selection_set)
    return None if ages.private else min(ages.found, default=None)


class _Ages:
    """Looks at each selection of each type once."""

    def __init__(self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._seen: set[tuple[str, int]] = set()
        self.found: set[int] = set()
        self.private = False

    def visit(self, type_: GraphQLNamedType | None, node: SelectionSetNode | None) -> None:
        if node is None or type_ is None or (type_.name, id(node)) in self._seen:
            return
        self._seen.add((type_.name, id(node)))
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                self._field(type_, selection)
                continue
            if isinstance(selection, InlineFragmentNode):
                fragment: Any = selection
            else:
                fragment = self._fragments[selection.name.value]  # type: ignore[attr-defined]  # a spread
            condition = fragment.type_condition
            inner = self._schema.type_map[condition.name.value] if condition else type_
            self.visit(inner, fragment.selection_set)

    def _field(self, type_: GraphQLNamedType, node: FieldNode) -> None:
        name = node.name.value
        if name == "__typename":
            return
        for parent in self._runtime_types(type_):
            definition: GraphQLField | None = getattr(parent, "fields", {}).get(name)
            age = _age(parent, definition) if definition else None
            if definition is None or age is None:
                self.private = True
                return
            self.found.add(age)
            self.visit(get_named_type(definition.type), node.selection_set)

    def _runtime_types(self, type_: Any) -> Iterable[GraphQLNamedType]:
        return self._schema.get_possible_types(type_) if is_abstract_type(type_) else (type_,)


def _age(type_: GraphQLNamedType, definition: GraphQLField) -> int | None:
    written = definition.extensions.get("strawberry-definition")
    said = (getattr(written, "metadata", None) or {}).get("max_age")
    if said is None:
        origin = getattr(type_.extensions.get("strawberry-definition"), "origin", None)
        said = getattr(origin, "__max_age__", None)
    return said
