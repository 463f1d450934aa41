"""The ways to read a field from its object, besides plain attributes."""

from collections.abc import Callable, Coroutine, Sequence
from dis import get_instructions
from inspect import isawaitable
from typing import Any, cast

from strawberry.types.field import StrawberryField

from schema.plan.arguments import Arguments, Conversion
from schema.plan.coalescing import check_length
from schema.plan.fields import Field, resolve_info, strawberry_info
from schema.plan.places import Place
from schema.plan.run import Entry, Run, all_of
from schema.plan.setwise import SetwiseField

Fill = Callable[[Sequence[Any], list[Entry], Run], None]  # compiled: completes values into their objects


class Call:
    """Calls the resolver that Strawberry made of a field, with permissions, extensions and info."""

    __slots__ = ("_arguments", "_field", "_resolve")

    def __init__(self, field: Field, number: int) -> None:
        self._field = field
        self._arguments = Arguments(field, number)
        self._resolve = cast(Callable[..., Any], field.definition.resolve)

    def __call__(self, parent: Any, place: Place, run: Run) -> Any:
        """The resolver's result, maybe an awaitable; raises what it raises."""
        arguments = self._arguments(run)
        return self._resolve(parent, resolve_info(self._field, place, run), **arguments)


class Direct:
    """Calls a resolver as Strawberry would, for a field in which nobody else wants a say."""

    __slots__ = ("_convert", "_field", "_function", "_info_name", "_parent_names", "_takes_self")

    def __init__(self, field: Field, number: int) -> None:
        resolver = cast(Any, field.written.base_resolver)
        parents = [resolver.root_parameter, resolver.parent_parameter]
        self._field = field
        self._convert = Conversion(field, number)
        self._function: Callable[..., Any] = resolver.wrapped_func
        self._info_name = resolver.info_parameter.name if resolver.info_parameter else None
        self._parent_names = [parameter.name for parameter in parents if parameter is not None]
        self._takes_self = resolver.self_parameter is not None

    def __call__(self, parent: Any, place: Place, run: Run) -> Any:
        """The resolver's result, maybe an awaitable; raises what it raises."""
        info = strawberry_info(self._field, place, run)
        kwargs = self._convert(run, info)
        for name in self._parent_names:
            kwargs[name] = parent
        if self._info_name is not None:
            kwargs[self._info_name] = info
        return self._function(parent, **kwargs) if self._takes_self else self._function(**kwargs)


def caller(field: Field, number: int) -> Call | Direct:
    """What calls a field's resolver: directly, unless an extension or permission stands before it."""
    written = field.written
    resolver = written.base_resolver
    plain = resolver is not None and callable(resolver.wrapped_func) and not written.extensions
    if plain and type(written).get_result is StrawberryField.get_result:
        return Direct(field, number)
    return Call(field, number)


class OneByOne:
    """An async resolver, called for each object of a level; all calls are awaited together."""

    __slots__ = ("_call", "_key", "fill")

    fill: Fill

    def __init__(self, field: Field, number: int) -> None:
        self._call = caller(field, number)
        self._key = field.key

    def start(self, run: Run, entries: list[Entry]) -> Coroutine[Any, Any, None]:
        """Await the values of all entries, complete them, and settle what follows from them."""
        return self._finish(run, entries)

    async def _finish(self, run: Run, entries: list[Entry]) -> None:
        values = await all_of([self._one(run, entry) for entry in entries])
        self.fill(values, entries, run)
        await run.settle()

    async def _one(self, run: Run, entry: Entry) -> Any:
        parent, _, place = entry
        return await self._call(parent, (place, self._key), run)


class AllAtOnce:
    """A set-wise resolver, called once for all objects of a level."""

    __slots__ = ("_convert", "_field", "_info_name", "_written", "fill")

    fill: Fill

    def __init__(self, field: Field, number: int) -> None:
        self._field = field
        self._written = cast(SetwiseField, field.written)
        self._convert = Conversion(field, number)
        resolver = cast(Any, self._written.base_resolver)
        self._info_name = resolver.info_parameter.name if resolver.info_parameter else None

    def start(self, run: Run, entries: list[Entry]) -> Coroutine[Any, Any, None] | None:
        """Complete the values at once, or return what awaits and completes them."""
        parents = [entry[0] for entry in entries]
        try:
            values = self._resolve(parents, (entries[0][2], self._field.key), run)
            if isawaitable(values):
                return self._finish(run, entries, parents, values)
            check_length(values, parents)
        except Exception as error:  # of the resolver: every parent's field fails with it
            values = [error] * len(entries)
        self.fill(values, entries, run)
        return None

    async def _finish(self, run: Run, entries: list[Entry], parents: list[Any], awaitable: Any) -> None:
        try:
            values = check_length(await awaitable, parents)
        except Exception as error:  # as above
            values = [error] * len(entries)
        self.fill(values, entries, run)
        await run.settle()

    def _resolve(self, parents: list[Any], place: Place, run: Run) -> Any:
        info = strawberry_info(self._field, place, run)
        kwargs = self._convert(run, info)
        if self._info_name is not None:
            kwargs[self._info_name] = info
        return self._written.resolve_many(parents, kwargs)


def direct_call(written: StrawberryField) -> tuple[Callable[..., Any], str] | None:
    """A resolver that can be called with its object alone, and how; None if it needs more.

    "How" is the parameter's name, or "" for a positional `self`.
    """
    resolver = written.base_resolver
    if resolver is None or written.extensions or resolver.arguments or resolver.info_parameter:
        return None
    if type(written).get_result is not StrawberryField.get_result:
        return None
    takers = [resolver.self_parameter, resolver.root_parameter or resolver.parent_parameter]
    given = [taker.name for taker in takers if taker is not None]
    if len(given) != 1 or not callable(resolver.wrapped_func):
        return None
    return resolver.wrapped_func, "" if resolver.self_parameter else given[0]


def attributes_read(function: Callable[..., Any]) -> str | None:
    """`first.second` if all that a function does is to answer with these attributes of its only argument."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_argcount != 1 or code.co_nlocals != 1:
        return None
    done = [step for step in get_instructions(code) if step.opname not in _NOTHING_DONE]
    reads = len(done) > 2 and all(step.opname == "LOAD_ATTR" for step in done[1:-1])
    if not reads or not done[0].opname.startswith("LOAD_FAST") or done[-1].opname != "RETURN_VALUE":
        return None
    return ".".join(str(step.argval) for step in done[1:-1])


_NOTHING_DONE = frozenset({"RESUME", "CACHE", "NOP"})
