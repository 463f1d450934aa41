"""Which classes tell by themselves what their instances are, so that each need not be asked."""

from collections.abc import Iterable
from types import CoroutineType, FunctionType, GeneratorType
from typing import Any

from graphql import GraphQLNamedType
from strawberry.types.base import has_object_definition

_NEVER_TOLD = (Exception, CoroutineType, GeneratorType)


def tells_its_type(value: Any, types: Iterable[GraphQLNamedType]) -> bool:
    """Whether every further instance of the value's class may be treated like this one.

    `types` are those that would ask each instance, if any. Not so for classes with dynamic attributes,
    for types with a predicate of their own or generic ones, and for instances that `strawberry.cast`
    could mark, one by one, as something else: those of a class that is open to new attributes and no
    Strawberry type itself.
    """
    cls = type(value)
    if issubclass(cls, _NEVER_TOLD) or hasattr(cls, "__await__") or hasattr(cls, "__getattr__"):
        return False
    if isinstance(cls.__getattribute__, FunctionType):  # else it is Python's own
        return False
    asking = tuple(types)
    return not asking or (_cannot_be_cast(value) and all(map(_asks_only_for_the_class, asking)))


def _cannot_be_cast(value: Any) -> bool:
    parameters = getattr(type(value), "__dataclass_params__", None)
    closed = not hasattr(value, "__dict__") or (parameters is not None and parameters.frozen)
    return closed or (has_object_definition(value) and not hasattr(value, "__as_strawberry_type__"))


def _asks_only_for_the_class(type_: GraphQLNamedType) -> bool:
    definition = type_.extensions.get("strawberry-definition")
    predicates = (getattr(definition, "is_type_of", None), getattr(definition, "resolve_type", None))
    generic = getattr(definition, "concrete_of", None) or getattr(definition, "is_graphql_generic", False)
    return definition is not None and not any(predicates) and not generic
