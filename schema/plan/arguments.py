"""The arguments of a field, coerced and converted as seldom as is safe."""

from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any
from uuid import UUID

from graphql import GraphQLError, get_argument_values
from strawberry.types.arguments import convert_arguments

from schema.plan.fields import Field
from schema.plan.run import Run
from schema.plan.wanted import variables_in

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

    @property
    def are_constant(self) -> bool:
        """Whether each call gets the same values."""
        return self._constant is not None

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


class Conversion:
    """The arguments of one field node as its author named and typed them.

    Done once for all if no variable is involved and no value could be changed by a resolver.
    """

    __slots__ = ("_arguments", "_constant", "_written")

    def __init__(self, field: Field, number: int) -> None:
        """`number` is unique within the plan."""
        self._written = field.written
        self._arguments = Arguments(field, number)
        self._constant: dict[str, Any] | None = None

    def __call__(self, run: Run, info: Any) -> dict[str, Any]:
        """By Python name, in a dictionary of the caller's own; GraphQLError if a value doesn't fit."""
        if self._constant is not None:
            return self._constant.copy()
        schema: Any = run.document.schema._strawberry_schema  # type: ignore[attr-defined]  # Strawberry's
        converted = convert_arguments(
            self._arguments(run),
            self._written.arguments,
            scalar_registry=schema.schema_converter.scalar_registry,
            config=schema.config,
            info=info,
        )
        if self._arguments.are_constant and _is_unchangeable(converted):
            self._constant = converted.copy()
        return converted


def _constant(field: Field) -> dict[str, Any] | None:
    if any(variables_in(field.nodes[0])):
        return None
    try:
        values = get_argument_values(field.definition, field.nodes[0])
    except GraphQLError:
        return None
    return values if _is_unchangeable(values) else None


def _is_unchangeable(values: dict[str, Any]) -> bool:
    return all(isinstance(value, _UNCHANGEABLE) for value in values.values())
