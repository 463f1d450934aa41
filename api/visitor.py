"""Who is asking: the region, language and destination that a request wishes for, strongest wish first.

The order is the directive @inContext, the X- headers, a signed-in customer's preference, Accept-Language,
the region's default; `schema.context.choose_context` grants the wishes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graphql import (
    GraphQLDirective,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_directive_values,
    get_variable_values,
)

from locales import is_tag
from regions.facts import Destination
from regions.region import Storefront
from schema.context import ShopContext, Wish, choose_context
from store.accounts.tokens import Audience, Keyring, Person

CONTEXT_HEADERS = ("x-region", "x-language", "x-deliver-to", "accept-language", "authorization")
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class ContextHeaders:
    """The headers of one request that choose its context, as sent; empty where absent."""

    region: str = ""
    language: str = ""
    deliver_to: str = ""
    accept_language: str = ""
    authorization: str = ""

    @classmethod
    def read(cls, headers: Iterable[tuple[bytes, bytes]]) -> "ContextHeaders":
        """The context headers among raw ASGI headers; the first of a name counts."""
        found: dict[str, str] = {}
        for name, value in headers:
            key = name.decode("latin-1")
            if key in CONTEXT_HEADERS:
                found.setdefault(key, value.decode("latin-1").strip())
        return cls(*(found.get(name, "") for name in CONTEXT_HEADERS))

    def overruled(self, told: Mapping[str, object]) -> "ContextHeaders":
        """These headers, but for those that are told otherwise, under their names in whatever capitals."""
        given = {name.lower(): value for name, value in told.items() if isinstance(value, str)}
        known = {name.removeprefix("x-").replace("-", "_"): name for name in CONTEXT_HEADERS}
        return replace(self, **{field: given[name].strip() for field, name in known.items() if name in given})

    def wish(self) -> Wish:
        """What the X- headers wish for."""
        place = read_destination(self.deliver_to) if self.deliver_to else None
        return Wish(region=self.region or None, language=self.language or None, deliver_to=place)


@dataclass(frozen=True, slots=True)
class Reception:
    """Receives a request: knows the open storefronts and the schema's context directive."""

    storefronts: Mapping[str, Storefront]
    default_region: str
    directive: GraphQLDirective | None
    keyring: Keyring
    audience: Audience = Audience.CUSTOMER

    def recognise(self, headers: ContextHeaders, now: datetime) -> Person | None:
        """Whose access token the request carries; None if it has none that is good here."""
        scheme, token = headers.authorization[: len(BEARER)], headers.authorization[len(BEARER) :]
        if scheme.lower() != BEARER:
            return None
        return self.keyring.read(token.strip(), self.audience, now)

    def receive(
        self,
        headers: ContextHeaders,
        person: Person | None,
        operation: OperationDefinitionNode,
        schema: GraphQLSchema,
        variables: Mapping[str, Any],
        now: datetime,
    ) -> ShopContext:
        """The context of one operation. Raises CodedError where a wish can't be read or granted."""
        wishes = [headers.wish()]
        asked = self._directive_wish(operation, schema, variables)
        if asked is not None:
            wishes.insert(0, asked)
        if person is not None:
            wishes.append(self._preference(person))
        return choose_context(
            wishes,
            self.storefronts,
            default_region=self.default_region,
            now=now,
            header=headers.accept_language,
        )

    def _preference(self, person: Person) -> Wish:
        """What a customer likes; a region that has closed since, or a tag that isn't one, is passed over."""
        region = person.region if person.region in self.storefronts else None
        language = person.language if person.language is not None and is_tag(person.language) else None
        return Wish(region=region, language=language)

    def _directive_wish(
        self, operation: OperationDefinitionNode, schema: GraphQLSchema, variables: Mapping[str, Any]
    ) -> Wish | None:
        if self.directive is None or not operation.directives:
            return None
        values = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
        if isinstance(values, list):
            raise values[0]
        given = get_directive_values(self.directive, operation, values)
        return None if given is None else directive_wish(given)


def directive_wish(given: Mapping[str, Any]) -> Wish:
    """What the arguments of @inContext wish for."""
    place = given.get("deliver_to", given.get("deliverTo"))
    return Wish(
        region=given.get("region"),
        language=given.get("language"),
        deliver_to=_destination(place) if place is not None else None,
    )


def read_destination(header: str) -> Destination:
    """The destination that X-Deliver-To writes as COUNTRY[-SUBDIVISION][;POSTCODE], such as `US-TX;75001`."""
    place, _, postcode = header.partition(";")
    country, _, subdivision = place.strip().partition("-")
    return Destination(country, f"{country}-{subdivision}" if subdivision else None, postcode.strip() or None)


def _destination(place: Any) -> Destination:
    if isinstance(place, Mapping):
        return Destination(place["country"], place.get("subdivision"), place.get("postcode"))
    if isinstance(place, Destination):
        return place
    raise GraphQLError("The destination can't be read.", extensions={"code": "BAD_DESTINATION"})
