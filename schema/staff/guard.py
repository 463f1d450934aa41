"""Permissions of the staff's schema: asked at each root field, proved for everything below when it is built.

A root field says with `Behind` which role it needs and where, or with `Open` that it needs none. A type says
with `shown_to` to whom it may be handed out. The schema isn't built if a root field says nothing, or leads to
a type that isn't for all who may ask that field.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)
from strawberry.extensions import FieldExtension

from schema.context import unknown_region
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role, Staff

T = TypeVar("T", bound=type)
SHARED = frozenset({"InputError", "PageInfo", "ProviderSignInStart", "ProviderSignInStartPayload", "Tokens"})
"""Types of the shopper's schema that tell nothing of the shop."""


class Undecided(Exception):
    """A field of the staff's schema, for which nobody has decided who may see it; a sentence names it."""


class Reach(Enum):
    """Where a role has to be held."""

    EVERYWHERE = "EVERYWHERE"
    """In all regions: for what all of them share."""
    SOMEWHERE = "SOMEWHERE"
    """In any region; what belongs to others, the resolver leaves out."""
    ASKED = "ASKED"
    """In the region that the arguments name."""


class Open(FieldExtension):
    """A field for those who haven't signed in yet."""

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: StaffInfo, **kwargs: Any
    ) -> Any:
        """Let everybody pass."""
        return await next_(source, info, **kwargs)


class Behind(FieldExtension):
    """A field for staff with a role (None: with any), held as far as it reaches. Several must all be met."""

    def __init__(self, role: Role | None = None, reach: Reach = Reach.SOMEWHERE) -> None:
        self.role = role
        self.reach = reach

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: StaffInfo, **kwargs: Any
    ) -> Any:
        """Refuse (SIGN_IN_REQUIRED, FORBIDDEN), or let pass. Grants are read each time: they end at once."""
        self._require(await info.context.staff(), info.context, kwargs)
        return await next_(source, info, **kwargs)

    def _require(self, staff: Staff, visit: StaffVisit, kwargs: Mapping[str, Any]) -> None:
        if self.role is None:
            return
        if self.reach is Reach.SOMEWHERE:
            if staff.regions(self.role) == frozenset():
                raise visit.forbidden(self.role, None)
            return
        region = None if self.reach is Reach.EVERYWHERE else _region_asked(kwargs)
        if not staff.may(self.role, region):
            raise visit.forbidden(self.role, region)
        if region is not None and region not in visit.storefronts:
            raise unknown_region(region, visit.storefronts, visit.shop.language)


def _region_asked(kwargs: Mapping[str, Any]) -> str:
    region: str = kwargs["region"] if "region" in kwargs else kwargs["input"].region
    return region


def shown_to(*roles: Role | None) -> Callable[[T], T]:
    """Say of a type who may have its objects: holders of any of these roles; None, all of the staff."""

    def mark(cls: T) -> T:
        cls.__shown_to__ = frozenset(roles)  # type: ignore[attr-defined]  # read below
        return cls

    return mark


def check_decisions(schema: GraphQLSchema) -> None:
    """Raise Undecided for a root field or a type below it that lacks a decision, or has one too narrow."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name, field in (root.fields if root else {}).items():
            guards = [each for each in _extensions(field) if isinstance(each, Behind | Open)]
            if not guards:
                raise Undecided(f"{root}.{name} doesn't say whom it is for.")
            roles = frozenset(guard.role if isinstance(guard, Behind) else None for guard in guards)
            for shown in _below(schema, get_named_type(field.type)):
                if not _is_shown_to(shown, roles):
                    raise Undecided(f"{root}.{name} hands out {shown}, which isn't for all who may ask it.")


def _extensions(field: GraphQLField) -> list[FieldExtension]:
    written = field.extensions.get("strawberry-definition")
    return list(getattr(written, "extensions", ()))


def _below(schema: GraphQLSchema, start: GraphQLNamedType) -> Iterator[GraphQLObjectType]:
    """Every object type that can be reached from a type, itself included."""
    waiting, seen = [start], {start.name}
    while waiting:
        found = waiting.pop()
        if isinstance(found, GraphQLObjectType):
            yield found
            reached: list[GraphQLNamedType] = [get_named_type(field.type) for field in found.fields.values()]
        elif isinstance(found, GraphQLInterfaceType | GraphQLUnionType):
            reached = list(schema.get_possible_types(found))
        else:
            continue
        waiting += [each for each in reached if each.name not in seen]
        seen |= {each.name for each in reached}


def _is_shown_to(shown: GraphQLObjectType, roles: frozenset[Role | None]) -> bool:
    if shown.name in SHARED:
        return True
    definition = shown.extensions.get("strawberry-definition")
    told: frozenset[Role | None] = getattr(getattr(definition, "origin", None), "__shown_to__", frozenset())
    return None in told or bool(told & roles)
