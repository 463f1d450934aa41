"""Calls for single parents, gathered into one call for a level.

Used where something other than the compiled plan asks: graphql-core's own executor, and field
extensions or permissions, which see each parent.
"""

from asyncio import AbstractEventLoop, Future, Task, get_running_loop
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

from strawberry.types.info import Info

Resolve = Callable[[list[Any], Mapping[str, Any]], Awaitable[Sequence[Any]] | Sequence[Any]]


class WrongLengthError(Exception):
    """A set-wise resolver answered with more or fewer values than it was given parents."""


def check_length(values: Sequence[Any], parents: Sequence[Any]) -> Sequence[Any]:
    """The values unchanged; WrongLengthError if there is not exactly one for each parent."""
    if len(values) != len(parents):
        raise WrongLengthError(f"{len(values)} values for {len(parents)} parents.")
    return values


@dataclass(slots=True)
class _Level:
    """Parents that wait for the same call."""

    info: Info[Any, Any]  # kept alive, so that the identities in the level's key stay unique
    kwargs: Mapping[str, Any]
    parents: list[Any] = field(default_factory=list)
    futures: list[Future[Any]] = field(default_factory=list)


class Coalescer:
    """Joins the calls that one field gets for single parents of a level into one."""

    def __init__(self, resolve_many: Resolve) -> None:
        self._resolve_many = resolve_many
        self._open: dict[Hashable, _Level] = {}
        self._running: set[Task[None]] = set()

    def resolve(self, parent: Any, info: Info[Any, Any], kwargs: Mapping[str, Any]) -> Any:
        """The value for one parent: a future while an event loop runs, else the value itself."""
        try:
            loop = get_running_loop()
        except RuntimeError:
            return self._resolve_alone(parent, kwargs)
        level = self._level(info, kwargs, loop)
        future: Future[Any] = loop.create_future()
        level.parents.append(parent)
        level.futures.append(future)
        return future

    def _resolve_alone(self, parent: Any, kwargs: Mapping[str, Any]) -> Any:
        values = self._resolve_many([parent], kwargs)
        if isawaitable(values):

            async def first() -> Any:
                return check_length(await values, [parent])[0]

            return first()
        return check_length(values, [parent])[0]

    def _level(self, info: Info[Any, Any], kwargs: Mapping[str, Any], loop: AbstractEventLoop) -> _Level:
        raw = info._raw_info
        # The dict of variables is made anew for each execution, and one field node is one level.
        key = (id(raw.variable_values), *map(id, raw.field_nodes))
        level = self._open.get(key)
        if level is None or not _same_arguments(level.kwargs, kwargs):
            level = self._open[key] = _Level(info, kwargs)
            # Two turns of the loop: siblings of the level may still be on their way to this field.
            loop.call_soon(loop.call_soon, self._start, key, level, loop)
        return level

    def _start(self, key: Hashable, level: _Level, loop: AbstractEventLoop) -> None:
        if self._open.get(key) is level:
            del self._open[key]
        task = loop.create_task(self._answer(level))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, level: _Level) -> None:
        try:
            values = self._resolve_many(level.parents, level.kwargs)
            if isawaitable(values):
                values = await values
            check_length(values, level.parents)
        except Exception as error:  # it belongs to each waiting field, whatever it is
            values = [error] * len(level.futures)
        for future, value in zip(level.futures, values, strict=True):
            if future.done():  # its field was cancelled
                continue
            if isinstance(value, Exception):
                future.set_exception(value)
            else:
                future.set_result(value)


def _same_arguments(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both calls ask the same; `info` differs by parent and doesn't count."""
    return one.keys() == other.keys() and all(
        value == other[name] for name, value in one.items() if not isinstance(value, Info)
    )
