"""The arguments of a field, coerced as seldom as is safe."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any
from uuid import UUID

from graphql import FieldNode, GraphQLError, Node, VariableNode, get_argument_values

from schema.plan.fields import Field
from schema.plan.run import Run

_UNCHANGEABLE = (str, int, float, NoneType, Decimal, date, time, timedelta, UUID, Enum)


class Arguments:
    """The arguments of one field node, as graphql-core would pass them.

    Values that a resolver could change (lists, input objects) are made anew for each call; others
    once for each run, and once for all if no variable is involved.
    """

    __slots__ = ("_constant", "_field", "_number")

    def __init__(self, field: Field, number: int) -> None:
        """`number` is unique within the plan. A constant that can't be coerced fails in each run."""
        self._field = field
        self._number = number
        self._constant = _constant(field)

    def __call__(self, run: Run) -> dict[str, Any]:
        """By GraphQL name; GraphQLError if a variable's value doesn't fit."""
        if self._constant is not None:
            return self._constant
        known = run.arguments.get(self._number)
        if known is None:
            known = get_argument_values(self._field.definition, self._field.nodes[0], run.variables)
            if _is_unchangeable(known):
                run.arguments[self._number] = known
        return known


def _constant(field: Field) -> dict[str, Any] | None:
    if any(_variables(field.nodes[0])):
        return None
    try:
        values = get_argument_values(field.definition, field.nodes[0])
    except GraphQLError:
        return None
    return values if _is_unchangeable(values) else None


def _is_unchangeable(values: dict[str, Any]) -> bool:
    return all(isinstance(value, _UNCHANGEABLE) for value in values.values())


def _variables(node: FieldNode) -> Iterator[VariableNode]:
    """The variables in a field's arguments, however deep."""
    waiting: list[Node] = [argument.value for argument in node.arguments or ()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, VariableNode):
            yield value
        waiting.extend(getattr(value, "values", ()) or ())
        waiting.extend(entry.value for entry in getattr(value, "fields", ()) or ())
