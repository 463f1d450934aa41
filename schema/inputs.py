"""Where goods go, as a client says it."""

import strawberry

from regions.item import Destination
from schema.scalars import CountryCode


@strawberry.input(description="Where goods go; the more is known, the more exact are tax and law.")
class DestinationInput:
    """A place; US and CA need the subdivision or the postcode before tax is known."""

    country: CountryCode = strawberry.field(description="Country.")
    subdivision: str | None = strawberry.field(
        default=None,
        description="State or province by ISO 3166-2, with or without the country: `TX`.",
    )
    postcode: str | None = strawberry.field(default=None, description="Postcode.")


def read_destination(given: DestinationInput) -> Destination:
    """The place as it was given, not yet checked."""
    return Destination(given.country, given.subdivision, given.postcode)
