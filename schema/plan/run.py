"""The state of one execution, and the waves in which it is carried out.

First everything that needs no waiting is built, depth first, by the compiled code. Objects with
set-wise or async fields leave themselves in `waiting`, awaitables met on the way in `later`. Then
each of these is resolved for all its parents at once, its values are completed in the same way, and
so on until nothing waits.
"""

from asyncio import gather
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graphql import FragmentDefinitionNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import VariableValues

from schema.plan.places import Place, keys, lasting
from schema.plan.wanted import Shapes

Entry = tuple[Any, dict[str, Any], Place]  # an object, its answer so far, and its place


class Deferred(Protocol):
    """Something that is resolved after the objects it belongs to were built."""

    def start(self, run: "Run", entries: list[Entry]) -> Coroutine[Any, Any, None] | None:
        """Resolve the field of these objects: at once, or in the coroutine that is returned."""
        ...


class Failing(Protocol):
    """What knows how far an error at its place reaches."""

    def failed_late(self, error: Exception, place: Place, run: "Run") -> None:
        """Record the error of a value that came after its surroundings were built."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """What all executions of one operation share."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    operation: OperationDefinitionNode
    shapes: Shapes


@dataclass(frozen=True, slots=True)
class Late:
    """An awaitable that a resolver, an attribute or a list held instead of a value."""

    awaitable: Awaitable[Any]
    place: Place
    position: Failing
    complete: Callable[[Any, Place, "Run"], Any]


@dataclass(slots=True)
class Run:
    """One execution of a plan."""

    document: Document
    levels: Sequence[Sequence[Deferred]]
    root: Any
    context: Any
    variables: VariableValues
    extensions: Mapping[str, Any] | None
    waiting: list[list[Entry]]
    data: dict[str, Any] | None = None
    errors: list[GraphQLError] = field(default_factory=list)
    later: list[Late] = field(default_factory=list)
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)

    def put_off(
        self,
        awaitable: Awaitable[Any],
        place: Place,
        position: Failing,
        complete: Callable[[Any, Place, "Run"], Any],
    ) -> None:
        """Complete this value when it is there; until then None stands at its place."""
        self.later.append(Late(awaitable, lasting(place), position, complete))

    def is_dead(self, place: Place) -> bool:
        """Whether an error has nulled this place or one around it."""
        value: Any = self.data
        for key in keys(place):
            if value is None:
                return True
            value = value[key]
        return value is None

    def null(self, path: list[str | int], error: GraphQLError, *, own: bool) -> None:
        """Record an error and null the value at this path, unless something around it is null already.

        `own` says that the path is the failed value's own, where None may stand for "not there yet".
        """
        if not path:
            if self.data is not None:
                self.data = None
                self.errors.append(error)
            return
        around = self._around(path)
        if around is None or (around[path[-1]] is None and not own):
            return
        around[path[-1]] = None
        self.errors.append(error)

    def _around(self, path: list[str | int]) -> Any:
        """The object or list that holds the value at this path; None if an error has nulled it."""
        around: Any = self.data
        for key in path[:-1]:
            if around is None:
                return None
            around = around[key]
        return around

    async def settle(self) -> None:
        """Resolve whatever waits, concurrently where it has to be awaited, and all that follows."""
        started: list[Coroutine[Any, Any, None]] = []
        while ready := self._take():
            for deferred, entries in ready:
                if (coroutine := deferred.start(self, entries)) is not None:
                    started.append(coroutine)
        if late := self._take_late():
            started.extend(self._finish(group) for group in late)
        if len(started) == 1:
            await started[0]
        elif started:
            await gather(*started)

    def _take(self) -> list[tuple[Deferred, list[Entry]]]:
        ready: list[tuple[Deferred, list[Entry]]] = []
        for number, entries in enumerate(self.waiting):
            if not entries:
                continue
            self.waiting[number] = []
            if self.errors:
                entries = [entry for entry in entries if not self.is_dead(entry[2])]
            if entries:
                ready.extend((deferred, entries) for deferred in self.levels[number])
        return ready

    def _take_late(self) -> list[list[Late]]:
        groups: dict[Failing, list[Late]] = {}
        for late in self.later:
            groups.setdefault(late.position, []).append(late)
        self.later = []
        return list(groups.values())

    async def _finish(self, group: list[Late]) -> None:
        values = await all_of([late.awaitable for late in group])
        for late, value in zip(group, values, strict=True):
            self._place(late, value)
        await self.settle()

    def _place(self, late: Late, value: Any) -> None:
        path = keys(late.place)
        around = self._around(path)
        if around is None:
            return
        try:
            around[path[-1]] = late.complete(value, late.place, self)
        except Exception as error:  # a resolver's or a value's own, whatever it is
            late.position.failed_late(error, late.place, self)


async def all_of(awaitables: Sequence[Awaitable[Any]]) -> list[Any]:
    """The results in order; an awaitable that raised gives its Exception."""
    if len(awaitables) == 1:
        try:
            return [await awaitables[0]]
        except Exception as error:  # its field's error
            return [error]
    results = await gather(*awaitables, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Exception):
            raise result
    return list(results)
