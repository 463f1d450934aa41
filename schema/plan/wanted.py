"""What an operation selects below a field, so that a resolver reads no more than is asked for."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, TypeVar, cast

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_argument_values,
    get_named_type,
)
from graphql.execution.values import VariableValues
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info
from strawberry.types.nodes import get_variable_values

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The selection below one field, all its possible types and fragments taken together.

    A name is a field's Python name or its GraphQL name. What depends on a variable that isn't known
    counts as selected.
    """

    _shape: "_Shape"
    _variables: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Whether a field of this name is selected directly below."""
        return name in self._shape.choices

    def under(self, *names: str) -> "Wanted":
        """What is selected below the field reached by these names; nothing if one isn't selected."""
        return Wanted(reduce(_Shape.under, names, self._shape), self._variables)

    def arguments(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The arguments of each selection of this field, by GraphQL name, coerced, with defaults.

        They are to be read only: without variables they are worked out once.
        """
        known = self._shape.arguments.get(name)
        if known is None:
            variables = VariableValues({}, dict(self._variables))
            chosen = self._shape.choices.get(name, ())
            known = tuple(get_argument_values(each.definition, each.node, variables) for each in chosen)
            if not any(any(variables_in(each.node)) for each in chosen):
                self._shape.arguments[name] = known
        return known

    def once(self, work_out: Callable[["Wanted"], T]) -> T:
        """What a function makes of this selection, kept for as long as the document's plan.

        It is worked out with `has` and `under` alone: arguments may differ from request to request.
        """
        made = self._shape.made
        if work_out not in made:
            made[work_out] = work_out(self)
        return cast(T, made[work_out])

    def __bool__(self) -> bool:
        """Whether anything is selected."""
        return bool(self._shape.choices)


def wanted(info: Info[Any, Any]) -> Wanted:
    """What is selected below the field that is being resolved."""
    raw = info._raw_info
    variables = get_variable_values(raw)
    shapes: Shapes | None = getattr(raw, "shapes", None)
    if shapes is not None:
        return Wanted(shapes.shape(raw.return_type, raw.field_nodes, variables), variables)
    shapes = Shapes(raw.schema, raw.fragments, ())
    return Wanted(shapes.drawn(raw.return_type, raw.field_nodes, variables), variables)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of one document's selections, kept for as long as its plan."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    condition_names: tuple[str, ...]  # the variables that @skip and @include depend on
    _known: dict[Hashable, "_Shape"] = field(default_factory=dict)

    def shape(self, returned: Any, nodes: list[FieldNode], variables: Mapping[str, Any]) -> "_Shape":
        """The selection of these nodes of one field, remembered for the same conditions."""
        conditions = {name: variables.get(name) for name in self.condition_names}
        key = (*conditions.values(), *map(id, nodes))
        shape = self._known.get(key)
        if shape is None:
            shape = self._known[key] = self.drawn(returned, nodes, conditions)
        return shape

    def drawn(self, returned: Any, nodes: list[FieldNode], variables: Mapping[str, Any]) -> "_Shape":
        """The same, worked out anew."""
        places = _places(get_named_type(returned), nodes)
        return _Shape(_collect(self, places, variables), self, variables)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One selected field node and its definition."""

    node: FieldNode
    definition: GraphQLField


@dataclass(frozen=True, slots=True)
class _Shape:
    choices: Mapping[str, tuple[_Choice, ...]]
    shapes: Shapes
    variables: Mapping[str, Any]
    made: dict[Callable[[Wanted], object], object] = field(default_factory=dict)
    arguments: dict[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)  # without variables
    _known: dict[str, "_Shape"] = field(default_factory=dict)

    def under(self, name: str) -> "_Shape":
        shape = self._known.get(name)
        if shape is None:
            places = [
                place
                for choice in self.choices.get(name, ())
                for place in _places(get_named_type(choice.definition.type), [choice.node])
            ]
            choices = _collect(self.shapes, places, self.variables)
            shape = self._known[name] = _Shape(choices, self.shapes, self.variables)
        return shape


_Place = tuple[GraphQLNamedType, SelectionSetNode]


def _places(parent: GraphQLNamedType, nodes: Iterable[FieldNode]) -> list[_Place]:
    return [(parent, node.selection_set) for node in nodes if node.selection_set]


def _collect(
    shapes: Shapes, places: list[_Place], variables: Mapping[str, Any]
) -> dict[str, tuple[_Choice, ...]]:
    """The fields selected in these places, under both their names."""
    found: dict[str, list[_Choice]] = {}
    spread: set[str] = set()
    waiting = list(reversed(places))
    while waiting:
        parent, selections = waiting.pop()
        for node in selections.selections:
            if not _may_be_included(node, variables):
                continue
            if isinstance(node, FieldNode):
                _add(found, parent, node)
            elif (inner := _fragment(shapes, parent, node, spread)) is not None:
                waiting.append(inner)
    return {name: tuple(choices) for name, choices in found.items()}


def _add(found: dict[str, list[_Choice]], parent: GraphQLNamedType, node: FieldNode) -> None:
    definition = getattr(parent, "fields", {}).get(node.name.value)
    if definition is None:  # __typename, the only field of a union too
        return
    for name in {node.name.value, _python_name(definition)} - {None}:
        found.setdefault(cast(str, name), []).append(_Choice(node, definition))


def _python_name(definition: GraphQLField) -> str | None:
    written = definition.extensions.get("strawberry-definition")
    return written.python_name if isinstance(written, StrawberryField) else None


def _fragment(
    shapes: Shapes, parent: GraphQLNamedType, node: SelectionNode, spread: set[str]
) -> _Place | None:
    if isinstance(node, InlineFragmentNode):
        condition = node.type_condition
        return (shapes.schema.type_map[condition.name.value] if condition else parent, node.selection_set)
    name = cast(FragmentSpreadNode, node).name.value
    if name in spread:
        return None
    spread.add(name)
    fragment = shapes.fragments[name]
    return shapes.schema.type_map[fragment.type_condition.name.value], fragment.selection_set


def variables_in(node: FieldNode) -> Iterator[VariableNode]:
    """The variables in a field's arguments, however deep."""
    waiting: list[Node] = [argument.value for argument in node.arguments or ()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, VariableNode):
            yield value
        waiting.extend(getattr(value, "values", ()) or ())
        waiting.extend(entry.value for entry in getattr(value, "fields", ()) or ())


def _may_be_included(node: SelectionNode, variables: Mapping[str, Any]) -> bool:
    return all(_allows(directive, variables) for directive in node.directives or ())


def _allows(directive: DirectiveNode, variables: Mapping[str, Any]) -> bool:
    """False only when the directive is known to leave its node out."""
    if directive.name.value not in ("skip", "include") or not directive.arguments:
        return True
    value: Any = directive.arguments[0].value
    known = variables.get(value.name.value) if isinstance(value, VariableNode) else value.value
    return known is None or known is (directive.name.value == "include")
