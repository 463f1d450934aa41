"""Of which object type a value is, and what to say when it is of none that may stand here."""

from collections.abc import Awaitable
from typing import Any

from graphql import GraphQLAbstractType, GraphQLError, GraphQLObjectType, is_object_type
from graphql.pyutils import inspect

from schema.plan.fields import Field, resolve_info
from schema.plan.places import Place
from schema.plan.run import Run


def is_of_type(type_: GraphQLObjectType, value: Any, field: Field, place: Place, run: Run) -> Any:
    """The verdict of the type's own predicate, or an awaitable for it; True where it has none."""
    if type_.is_type_of is None:
        return True
    return type_.is_type_of(value, resolve_info(field, place, run))


async def checked(verdict: Awaitable[bool], type_: GraphQLObjectType, value: Any, field: Field) -> Any:
    """The value, once its predicate has agreed."""
    if not await verdict:
        raise wrong_type(type_, value, field)
    return value


def wrong_type(type_: GraphQLObjectType, value: Any, field: Field) -> GraphQLError:
    """The error for a value that is not of the object type expected here."""
    return GraphQLError(f"Expected value of type '{type_}' but got: {inspect(value)}.", field.nodes)


def runtime_type(
    type_: GraphQLAbstractType, name: object, value: Any, field: Field, run: Run
) -> GraphQLObjectType:
    """The object type of this name, if it is one of the abstract type's; else GraphQLError."""
    if not isinstance(name, str):
        raise GraphQLError(_not_a_name(type_, name, value, field), field.nodes)
    found = run.document.schema.get_type(name)
    if found is None:
        problem = (
            f"Abstract type '{type_}' was resolved to a type '{name}' that does not exist inside the schema."
        )
    elif not is_object_type(found):
        problem = f"Abstract type '{type_}' was resolved to a non-object type '{name}'."
    elif not run.document.schema.is_sub_type(type_, found):
        problem = f"Runtime Object type '{found}' is not a possible type for '{type_}'."
    else:
        return found
    raise GraphQLError(problem, field.nodes)


def _not_a_name(type_: GraphQLAbstractType, name: object, value: Any, field: Field) -> str:
    beginning = (
        f"Abstract type '{type_}' must resolve to an Object type at runtime for field '{field.coordinate}'"
    )
    if name is None:
        return (
            f"{beginning}. Either the '{type_}' type should provide a 'resolve_type' function"
            " or each possible type should provide an 'is_type_of' function."
        )
    return (
        f"{beginning} with value {inspect(value)}, received '{inspect(name)}',"
        " which is not a valid Object type name."
    )
