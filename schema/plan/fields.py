"""A selected field, and what a resolver is told about it."""

from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLResolveInfoHelpers,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.pyutils import Path, gather_with_cancel
from strawberry.execution import optimized_is_awaitable
from strawberry.types.field import StrawberryField

from schema.plan.places import Place, as_path
from schema.plan.run import Run
from schema.plan.wanted import Shapes


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One response key of an object type at one place of the operation."""

    key: str
    nodes: list[FieldNode]
    parent: GraphQLObjectType
    definition: GraphQLField
    written: StrawberryField  # as its author declared it
    type_names: tuple[str | None, ...]  # of each key on the way from the root to here

    @property
    def name(self) -> str:
        """The field's GraphQL name."""
        return self.nodes[0].name.value

    @property
    def coordinate(self) -> str:
        """`Type.field`, as messages name it."""
        return f"{self.parent}.{self.name}"


HELPERS = GraphQLResolveInfoHelpers(
    gather=lambda awaitables: gather_with_cancel(*awaitables),
    track=lambda _: None,  # nothing here leaves work behind
)


class ResolveInfo:
    """graphql-core's resolve info, made up only as far as it is looked at.

    Has the attributes of the one that Strawberry's executor passes, and `shapes` for `wanted`.
    """

    __slots__ = ("_field", "_place", "_run")

    is_awaitable = staticmethod(optimized_is_awaitable)
    abort_signal = None
    async_helpers = HELPERS

    def __init__(self, field: Field, place: Place, run: Run) -> None:
        self._field = field
        self._place = place
        self._run = run

    @property
    def field_name(self) -> str:
        return self._field.name

    @property
    def field_nodes(self) -> list[FieldNode]:
        return self._field.nodes

    @property
    def return_type(self) -> GraphQLOutputType:
        return self._field.definition.type

    @property
    def parent_type(self) -> GraphQLObjectType:
        return self._field.parent

    @property
    def path(self) -> Path:
        """Where the field stands; for a set-wise field, where it stands for the first parent."""
        return as_path(self._place, self._field.type_names)

    @property
    def schema(self) -> GraphQLSchema:
        return self._run.document.schema

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        return self._run.document.fragments

    @property
    def root_value(self) -> Any:
        return self._run.root

    @property
    def operation(self) -> OperationDefinitionNode:
        return self._run.document.operation

    @property
    def variable_values(self) -> dict[str, Any]:
        return self._run.variables.coerced

    @property
    def context(self) -> Any:
        return self._run.context

    @property
    def operation_extensions(self) -> Any:
        return self._run.extensions

    @property
    def shapes(self) -> Shapes:
        return self._run.document.shapes


def resolve_info(field: Field, place: Place, run: Run) -> GraphQLResolveInfo[Any]:
    """The info to pass to a resolver."""
    return cast(GraphQLResolveInfo[Any], ResolveInfo(field, place, run))


def strawberry_info(field: Field, place: Place, run: Run) -> Any:
    """The same as Strawberry's resolvers get it."""
    schema: Any = run.document.schema._strawberry_schema  # type: ignore[attr-defined]  # Strawberry's
    return schema.config.info_class(_raw_info=resolve_info(field, place, run), _field=field.written)
