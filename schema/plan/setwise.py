"""Fields that are resolved for a whole level at once.

The ordinary way to write a relation: the resolver takes the list of all parents of a level and
answers with a list of as many values, in the same order. It runs once per level and field node,
whatever the number of parents, and no coroutine is made for each of them.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from inspect import Parameter, Signature
from types import UnionType
from typing import Any, Concatenate, ParamSpec, TypeVar, Union, cast, get_args, get_origin, overload

from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.info import Info

from schema.plan.coalescing import Coalescer

P = TypeVar("P")
V = TypeVar("V")
A = ParamSpec("A")

Many = Awaitable[Sequence[Any]] | Sequence[Any]
ManyResolver = Callable[Concatenate[list[P], A], Awaitable[Sequence[V]] | Sequence[V]]


class _ValueAnnotation(StrawberryAnnotation):
    """``list[X | Exception]`` as written by a set-wise resolver, read as the field's own type ``X``."""

    __slots__ = ()

    def evaluate(self) -> type:
        many = _without_coroutine(super().evaluate())
        if get_origin(many) not in (list, Sequence) or len(get_args(many)) != 1:
            raise TypeError(f"A set-wise resolver returns list[value], not {many!r}.")
        return cast(type, _without_exceptions(get_args(many)[0]))


def _without_coroutine(annotation: object) -> object:
    if get_origin(annotation) in (Union, UnionType):  # the values, or a coroutine that brings them
        at_hand = [part for part in get_args(annotation) if not _is_awaitable(part)]
        return at_hand[0] if len(at_hand) == 1 else annotation
    return get_args(annotation)[-1] if _is_awaitable(annotation) else annotation


def _is_awaitable(annotation: object) -> bool:
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Awaitable)


def _without_exceptions(annotation: object) -> object:
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    kept = tuple(part for part in get_args(annotation) if not _is_exception(part))
    return Union[kept]  # noqa: UP007  (the members are known at run time only)


def _is_exception(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Exception)


class SetwiseResolver(StrawberryResolver[Any]):
    """A Strawberry resolver whose first parameter, the list of parents, is no argument of the field."""

    @cached_property
    def signature(self) -> Signature:
        """The author's signature without the list of parents."""
        whole = super().signature
        parents, *arguments = whole.parameters.values()
        if parents.kind not in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            raise TypeError(f"{self.name}: the first parameter takes the list of parents.")
        return whole.replace(parameters=arguments)

    @cached_property
    def type_annotation(self) -> StrawberryAnnotation | None:
        """The type of one value."""
        annotation = self.signature.return_annotation
        if annotation is Signature.empty:
            return None
        return _ValueAnnotation(annotation, namespace=self._namespace)


class SetwiseField(StrawberryField):
    """A field resolved by one call for all parents of a level.

    The compiled plan calls `resolve_many`. Under graphql-core's own executor, and wherever field
    extensions or permissions want to see each parent, the calls for single parents are coalesced.
    """

    def resolve_many(self, parents: list[Any], kwargs: Mapping[str, Any]) -> Many:
        """One value (or Exception) for each parent; kwargs: converted arguments, and info if asked for."""
        return cast(Many, cast(SetwiseResolver, self.base_resolver)(cast(Any, parents), **kwargs))

    @cached_property
    def _coalescer(self) -> Coalescer:
        return Coalescer(self.resolve_many)

    def get_result(
        self,
        source: Any,
        info: Info[Any, Any] | None,
        args: list[Any],  # noqa: ARG002  (always empty: there is no self to pass)
        kwargs: Any,
    ) -> Awaitable[Any] | Any:
        """Resolve one parent, as Strawberry asks; shares its call with the others of its level."""
        return self._coalescer.resolve(source, cast(Info[Any, Any], info), kwargs)


@overload
def setwise(resolver: ManyResolver[P, A, V], /) -> SetwiseField: ...


@overload
def setwise(
    *,
    name: str | None = ...,
    description: str | None = ...,
    deprecation_reason: str | None = ...,
    permission_classes: Sequence[type[BasePermission]] = ...,
    extensions: Sequence[FieldExtension] = ...,
    metadata: Mapping[Any, Any] | None = ...,
    directives: Sequence[object] = ...,
) -> Callable[[ManyResolver[P, A, V]], SetwiseField]: ...


@overload
def setwise(
    *,
    resolver: ManyResolver[P, A, V],
    name: str | None = ...,
    description: str | None = ...,
    deprecation_reason: str | None = ...,
    permission_classes: Sequence[type[BasePermission]] = ...,
    extensions: Sequence[FieldExtension] = ...,
    metadata: Mapping[Any, Any] | None = ...,
    directives: Sequence[object] = ...,
) -> Any: ...


def setwise(
    resolver: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    deprecation_reason: str | None = None,
    permission_classes: Sequence[type[BasePermission]] = (),
    extensions: Sequence[FieldExtension] = (),
    metadata: Mapping[Any, Any] | None = None,
    directives: Sequence[object] = (),
) -> Any:
    """Declare a field whose resolver takes `list[Parent]` and returns `list[value]` of the same length.

    Written on a static method of the type, with or without options, or given as `resolver=` to an
    annotated attribute. After the parents the resolver may take `info: Info` and the field's arguments.
    A value that is an Exception becomes the error of its own parent's field; write such a resolver's
    type as `list[value | Exception]`. Sync or async.
    """

    def declare(function: Callable[..., Any]) -> SetwiseField:
        return SetwiseField(
            graphql_name=name,
            description=description,
            deprecation_reason=deprecation_reason,
            permission_classes=list(permission_classes),
            extensions=list(extensions),
            metadata=metadata,
            directives=directives,
        )(SetwiseResolver(function))

    return declare if resolver is None else declare(resolver)
