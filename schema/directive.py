"""The directive that chooses the context of a whole operation."""

from typing import Annotated

import strawberry
from graphql import DirectiveLocation

from schema.inputs import DestinationInput
from schema.scalars import LanguageTag, RegionCode


@strawberry.directive(
    name="inContext",
    description="Chooses the context of a whole operation. It goes before headers and preferences.",
    locations=[DirectiveLocation.QUERY, DirectiveLocation.MUTATION, DirectiveLocation.SUBSCRIPTION],
)
def in_context(
    region: Annotated[RegionCode | None, strawberry.argument(description="Code of the region.")] = None,
    language: Annotated[
        LanguageTag | None, strawberry.argument(description="Language of the answer.")
    ] = None,
    deliver_to: Annotated[DestinationInput | None, strawberry.argument(description="Where goods go.")] = None,
) -> None:
    """Read by the door before anything is resolved; there is no value that it would change."""
