"""How a value of each kind of type is completed, with all of GraphQL's rules.

A position is one type at one place of an operation: a field's type, or the item type of its list.
The compiled code treats the ordinary cases itself and hands everything else to a position: None,
exceptions, awaitables, values of a class not seen before, leaf values that need coercion.
"""

from collections.abc import AsyncIterable, Callable, Sequence
from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLLeafType,
    GraphQLNamedType,
    GraphQLObjectType,
    Undefined,
    default_type_resolver,
    located_error,
)
from graphql.pyutils import inspect, is_iterable
from strawberry.execution import optimized_is_awaitable

from schema.plan.classes import tells_its_type
from schema.plan.fields import Field, resolve_info
from schema.plan.places import Place, keys
from schema.plan.run import Run
from schema.plan.types import checked, is_of_type, runtime_type, wrong_type

Build = Callable[[Any, Place, Run], Any]


class Position:
    """One type at one place; `required` says Non-Null."""

    __slots__ = ("field", "nulls", "required")

    def __init__(self, field: Field, nulls: int, *, required: bool) -> None:
        """`nulls` is how many keys of its path remain when it fails: where the null is then put."""
        self.field = field
        self.nulls = nulls
        self.required = required

    def __call__(self, value: Any, place: Place, run: Run) -> Any:
        """The completed value; raises what is wrong with it. An awaitable is put off."""
        if isinstance(value, Exception):
            raise value
        if optimized_is_awaitable(value):
            return run.put_off(value, place, self, self)
        if value is None or value is Undefined:
            if self.required:
                raise TypeError(f"Cannot return null for non-nullable field {self.field.coordinate}.")
            return None
        return self.finish(value, place, run)

    def finish(self, value: Any, place: Place, run: Run) -> Any:
        """Complete a value that is there."""
        raise NotImplementedError

    def failed(self, error: Exception, place: Place, run: Run) -> None:
        """Record the error, the value being null; or raise it, located, if null may not stand here."""
        located = located_error(error, self.field.nodes, keys(place))
        if self.required:
            raise located
        run.errors.append(located)

    def failed_late(self, error: Exception, place: Place, run: Run) -> None:
        """Record the error and put the null where it belongs in the answer built so far."""
        path = keys(place)
        located = located_error(error, self.field.nodes, path)
        run.null(path[: self.nulls], located, own=not self.required)


class Leaf(Position):
    """A scalar or an enum."""

    __slots__ = ("known", "type")

    def __init__(self, field: Field, nulls: int, type_: GraphQLLeafType, *, required: bool) -> None:
        super().__init__(field, nulls, required=required)
        self.type = type_
        self.known: set[type] = set()  # classes whose instances only need to be coerced

    def finish(self, value: Any, place: Place, run: Run) -> Any:  # noqa: ARG002  (a leaf needs neither)
        if tells_its_type(value, ()):
            self.known.add(type(value))
        return self.coerce(value)

    def coerce(self, value: Any) -> Any:
        """What JSON gets of a value."""
        coerced = self.type.coerce_output_value(value)
        if coerced is None or coerced is Undefined:
            raise TypeError(
                f"Expected `{self.type}.coerce_output_value({inspect(value)})`"
                f" to return non-nullable value, returned: {inspect(coerced)}"
            )
        return coerced


class Items(Position):
    """A list."""

    __slots__ = ("build", "item")

    build: Build  # the compiled loop

    def __init__(self, field: Field, nulls: int, item: Position, *, required: bool) -> None:
        super().__init__(field, nulls, required=required)
        self.item = item

    def finish(self, value: Any, place: Place, run: Run) -> Any:
        if isinstance(value, AsyncIterable):
            return run.put_off(_items_of(value), place, self, self)
        if not is_iterable(value):
            raise GraphQLError(
                f"Expected Iterable, but did not find one for field '{self.field.coordinate}'."
            )
        return self.build(value, place, run)


async def _items_of(values: AsyncIterable[Any]) -> list[Any]:
    return [value async for value in values]


class Objects(Position):
    """An object, whose answer is built by compiled code that depends on its type."""

    __slots__ = ("builds", "known")

    def __init__(self, field: Field, nulls: int, *, required: bool) -> None:
        super().__init__(field, nulls, required=required)
        self.builds: dict[str, Build] = {}  # by type name; put in when the code is compiled
        self.known: dict[type, Build] = {}  # classes whose instances need no more questions

    def build(self, type_: GraphQLObjectType, value: Any, place: Place, run: Run) -> Any:
        """The answer of a value of this type, once the type's own predicate agrees."""
        build = self.builds[type_.name]
        verdict = is_of_type(type_, value, self.field, place, run)
        if optimized_is_awaitable(verdict):
            return run.put_off(checked(verdict, type_, value, self.field), place, self, build)
        if not verdict:
            raise wrong_type(type_, value, self.field)
        if tells_its_type(value, self.asking(run)):
            self.known[type(value)] = build
        return build(value, place, run)

    def asking(self, run: Run) -> Sequence[GraphQLNamedType]:
        """The types that have a say in what a value is."""
        raise NotImplementedError


class Record(Objects):
    """An object of one type."""

    __slots__ = ("type",)

    def __init__(self, field: Field, nulls: int, type_: GraphQLObjectType, *, required: bool) -> None:
        super().__init__(field, nulls, required=required)
        self.type = type_

    def finish(self, value: Any, place: Place, run: Run) -> Any:
        return self.build(self.type, value, place, run)

    def asking(self, run: Run) -> Sequence[GraphQLNamedType]:  # noqa: ARG002  (see Choice)
        return (self.type,) if self.type.is_type_of else ()


class Choice(Objects):
    """An object of one of several types: an interface or a union."""

    __slots__ = ("type",)

    def __init__(self, field: Field, nulls: int, type_: GraphQLAbstractType, *, required: bool) -> None:
        super().__init__(field, nulls, required=required)
        self.type = type_

    def finish(self, value: Any, place: Place, run: Run) -> Any:
        resolve_type = self.type.resolve_type or default_type_resolver
        name = resolve_type(value, resolve_info(self.field, place, run), self.type)
        if optimized_is_awaitable(name):
            return run.put_off(cast(Any, name), place, self, self._named(value))
        return self._build_as(name, value, place, run)

    def asking(self, run: Run) -> Sequence[GraphQLNamedType]:
        return (self.type, *run.document.schema.get_possible_types(self.type))

    def _named(self, value: Any) -> Build:
        return lambda name, place, run: self._build_as(name, value, place, run)

    def _build_as(self, name: object, value: Any, place: Place, run: Run) -> Any:
        return self.build(runtime_type(self.type, name, value, self.field, run), value, place, run)
