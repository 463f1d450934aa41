"""Named scalars: strings with a meaning, so that a typed client can tell a region from a language.

They check no more than that they are strings: what a region or a language may be is known at the counter,
which refuses with a code and in the shopper's language where a scalar could only say "invalid value".
"""

from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

RegionCode = NewType("RegionCode", str)
LanguageTag = NewType("LanguageTag", str)
CountryCode = NewType("CountryCode", str)
CurrencyCode = NewType("CurrencyCode", str)


def read_string(value: object) -> str:
    """The string given as a variable or a literal; anything else is refused, as GraphQL's own String does."""
    if not isinstance(value, str):
        raise GraphQLError("expected a string", extensions={"code": "BAD_USER_INPUT"})
    return value


def _named(name: str, description: str) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=description, serialize=str, parse_value=read_string)


SCALARS: dict[object, ScalarDefinition] = {
    RegionCode: _named("RegionCode", "Code of a storefront's region, such as `DE`. `regions` lists them."),
    LanguageTag: _named("LanguageTag", "Language tag as BCP 47 defines it, such as `de` or `de-AT`."),
    CountryCode: _named("CountryCode", "Country as ISO 3166-1 alpha-2 writes it, such as `FR`."),
    CurrencyCode: _named("CurrencyCode", "Currency as ISO 4217 writes it, such as `EUR`."),
}
