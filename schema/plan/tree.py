"""What an operation selects, merged and arranged by type: the tree that is compiled.

Fragments are merged and @skip and @include decided by graphql-core itself, for known values of the
variables that these directives name; so a tree is good for runs with the same values.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues
from strawberry.types.field import StrawberryField

from schema.plan.fields import Field
from schema.plan.positions import Choice, Items, Leaf, Position, Record
from schema.plan.reading import AllAtOnce, Call, Direct, OneByOne, caller, direct_call
from schema.plan.setwise import SetwiseField

MOST_FIELDS = 1_000  # of all selections together; a bigger operation is not worth compiling

TypeNames = tuple[str | None, ...]


class UnsupportedError(Exception):
    """The operation has something that is left to graphql-core."""


@dataclass(frozen=True, slots=True)
class TypeName:
    """`__typename`."""

    key: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field without a resolver."""

    key: str
    position: Position
    name: str
    getter: Callable[[Any, str], object]


@dataclass(frozen=True, slots=True)
class Method:
    """A resolver that is called with its object alone; `parameter` is "" for a positional one."""

    key: str
    position: Position
    function: Callable[..., Any]
    parameter: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolver that is called with all that Strawberry provides."""

    key: str
    position: Position
    call: Call | Direct


@dataclass(frozen=True, slots=True)
class Awaited:
    """A set-wise or async resolver, left for the wave after its objects are built."""

    key: str
    position: Position
    deferred: AllAtOnce | OneByOne


Chosen = TypeName | Attribute | Method | Resolved | Awaited


@dataclass(frozen=True, slots=True)
class Selection:
    """The fields chosen of one object type at one place."""

    type: GraphQLObjectType
    chosen: list[Chosen]
    inner: Mapping[Position, dict[str, "Selection"]]  # by object type name, of the positions of chosen
    level: int | None  # of its awaited fields
    needs_places: bool  # lasting ones: for what resolvers are told, and for later waves


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, and how far its error reaches."""

    type_names: TypeNames = ()  # of each key of its path, None for an index
    nulls: int = 0  # how many keys of its path lead to the null, if it may not be null itself

    def down(self, type_name: str | None) -> "Spot":
        """One key deeper."""
        return Spot((*self.type_names, type_name), self.nulls)

    def nullable(self) -> "Spot":
        """The same spot, where errors end."""
        return Spot(self.type_names, len(self.type_names))


@dataclass(slots=True)
class Tree:
    """Grows the selections of one operation."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDetails]
    operation: OperationDefinitionNode
    variables: VariableValues
    levels: list[list[AllAtOnce | OneByOne]] = field(default_factory=list)
    _size: int = 0
    _numbers: Iterator[int] = field(default_factory=count)

    def roots(self) -> list[Selection]:
        """What to execute one after the other: the whole of a query, each root field of a mutation."""
        root = self.schema.get_root_type(self.operation.operation)
        if root is None:
            raise UnsupportedError("no such root type")
        collected = collect_fields(self.schema, self.fragments, self.variables, root, self.operation)
        grouped = collected.grouped_field_set
        if self.operation.operation.value != "mutation":
            return [self._selection(root, grouped, Spot())]
        return [self._selection(root, {key: details}, Spot()) for key, details in grouped.items()]

    def _selection(
        self, type_: GraphQLObjectType, grouped: Mapping[str, list[FieldDetails]], spot: Spot
    ) -> Selection:
        self._size += len(grouped)
        if self._size > MOST_FIELDS:
            raise UnsupportedError("too many fields")
        inner: dict[Position, dict[str, Selection]] = {}
        chosen = [self._chosen(type_, key, details, spot, inner) for key, details in grouped.items()]
        deferred = [each.deferred for each in chosen if isinstance(each, Awaited)]
        level = len(self.levels) if deferred else None
        if deferred:
            self.levels.append(deferred)
        needs_places = any(isinstance(each, Resolved | Awaited) for each in chosen) or any(
            selection.needs_places for selections in inner.values() for selection in selections.values()
        )
        return Selection(type_, chosen, inner, level, needs_places)

    def _chosen(
        self,
        type_: GraphQLObjectType,
        key: str,
        details: list[FieldDetails],
        spot: Spot,
        inner: dict[Position, dict[str, Selection]],
    ) -> Chosen:
        name = details[0].node.name.value
        if name == "__typename":
            return TypeName(key)
        definition = type_.fields.get(name)
        written = definition.extensions.get("strawberry-definition") if definition else None
        if definition is None or not isinstance(written, StrawberryField):
            raise UnsupportedError(f"the field {name}")
        nodes = [each.node for each in details]
        spot = spot.down(type_.name)
        described = Field(key, nodes, type_, definition, written, spot.type_names)
        position = self._position(described, definition.type, details, spot, inner)
        return _reading(described, position, next(self._numbers))

    def _position(
        self,
        described: Field,
        type_: Any,
        details: list[FieldDetails],
        spot: Spot,
        inner: dict[Position, dict[str, Selection]],
    ) -> Position:
        required = is_non_null_type(type_)
        if required:
            type_ = type_.of_type
        else:
            spot = spot.nullable()
        if is_leaf_type(type_):
            return Leaf(described, spot.nulls, type_, required=required)
        if is_list_type(type_):
            item = self._position(described, type_.of_type, details, spot.down(None), inner)
            return Items(described, spot.nulls, item, required=required)
        position: Record | Choice
        if is_abstract_type(type_):
            position = Choice(described, spot.nulls, type_, required=required)
            possible = self.schema.get_possible_types(type_)
        else:
            position = Record(described, spot.nulls, type_, required=required)
            possible = [type_]
        inner[position] = {
            each.name: self._selection(each, self._below(each, details), spot) for each in possible
        }
        return position

    def _below(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> dict[str, list[FieldDetails]]:
        collected = collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, type_, details
        )
        return collected.grouped_field_set


def _reading(described: Field, position: Position, number: int) -> Chosen:
    key, written = described.key, described.written
    if written.is_basic_field and type(written).get_result is StrawberryField.get_result:
        return Attribute(key, position, written.python_name, written.default_resolver)
    if isinstance(written, SetwiseField) and not written.extensions:
        return Awaited(key, position, AllAtOnce(described, number))
    if written.is_async:
        return Awaited(key, position, OneByOne(described, number))
    if (direct := direct_call(written)) is not None:
        return Method(key, position, *direct)
    return Resolved(key, position, caller(described, number))
