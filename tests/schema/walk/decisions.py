"""The decisions in decisions.txt, and what the schema has."""

from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
)

from schema.plan.caching import _age
from tests.schema.counter import shop_schema

WRITTEN = Path(__file__).with_name("decisions.txt")
ROOTS = ("Query", "Mutation", "Subscription")
ONE_KEY_NEEDED = {("Storefront", "product"), ("Storefront", "category")}
"""Fields that want an argument, whichever."""


@cache
def decisions() -> dict[str, str]:
    """What was decided, by `Type.field`."""
    found: dict[str, str] = {}
    decision = ""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            decision = line.strip("[]")
        elif ":" in line and not line.startswith("#"):
            owner, _, fields = line.partition(":")
            found |= {f"{owner}.{field}": decision for field in fields.split()}
    return found


def undecided() -> set[str]:
    """The fields that need a decision: those of the roots, and those whose freshness doesn't say it."""
    return {
        f"{owner.name}.{name}"
        for owner in shop_schema().schema.type_map.values()
        if isinstance(owner, GraphQLObjectType) and not owner.name.startswith("__")
        for name, field in owner.fields.items()
        if owner.name in ROOTS or _age(owner, field) is None
    }


def reached_from(type_: Any) -> set[str]:
    """The names of all object types below a type, itself included."""
    waiting, seen = [type_], {type_.name}
    while waiting:
        found = waiting.pop()
        below = [get_named_type(field.type) for field in getattr(found, "fields", {}).values()]
        if is_abstract_type(found):
            below += shop_schema().schema.get_possible_types(found)
        waiting += [each for each in below if each.name not in seen]
        seen |= {each.name for each in below}
    return {name for name in seen if isinstance(shop_schema().schema.type_map[name], GraphQLObjectType)}


def everything_below(type_: Any, deepest: int = 3) -> str:
    """A selection of all that can be asked of a type without arguments, so many levels down."""
    parts = ["__typename"]
    for name, field in getattr(type_, "fields", {}).items():
        named = get_named_type(field.type)
        if any(map(is_required_argument, field.args.values())) or (type_.name, name) in ONE_KEY_NEEDED:
            continue
        if not is_composite_type(named):
            parts.append(name)
        elif deepest:
            parts.append(f"{name} {everything_below(named, deepest - 1)}")
    return "{ " + " ".join(parts) + " }"
