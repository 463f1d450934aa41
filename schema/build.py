"""The shopper's schema, built and printed."""

from collections.abc import Iterable
from pathlib import Path

from graphql import (
    GraphQLDirective,
    GraphQLError,
    build_ast_schema,
    lexicographic_sort_schema,
    parse,
    print_schema,
)
from strawberry.extensions import SchemaExtension
from strawberry.extensions.directives import DirectivesExtension, DirectivesExtensionSync
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.category import Category
from schema.directive import in_context
from schema.mutation import Mutation
from schema.plan.limits import Limits
from schema.plan.planned import PlannedSchema
from schema.product import Product
from schema.query import Query
from schema.reviews.review import Review
from schema.scalars import SCALARS
from schema.selling import errors as selling_errors
from schema.selling import notices as selling_notices
from schema.subscription import Subscription
from schema.user_errors import InputError
from schema.variant import Variant

RUNS_ON_FIELDS = (DirectivesExtension, DirectivesExtensionSync)

PRINTED = Path(__file__).with_name("schema.graphql")
"""Where the printed schema is checked in."""


class ShopSchema(PlannedSchema):
    """A planned schema whose operations are asked in a context."""

    @property
    def directive(self) -> GraphQLDirective | None:
        """The directive that chooses an operation's context."""
        return self.schema.get_directive("inContext")

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: the door logs what it masks, and Strawberry would log what shoppers are told, too."""

    def get_extensions(self, sync: bool = False) -> list[SchemaExtension]:
        """Without the one that runs directives on fields: ours stands on operations and the door reads it."""
        found = super().get_extensions(sync)
        return [each for each in found if not isinstance(each, RUNS_ON_FIELDS)]


def build_schema(limits: Limits | None = None, trusted: Iterable[str] = ()) -> ShopSchema:
    """The shopper's schema; `limits` are those of its documents, but for the `trusted` ones."""
    return ShopSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Product, Variant, Category, Review, InputError, *selling_errors.TYPES, *selling_notices.TYPES],
        directives=[in_context],
        config=StrawberryConfig(scalar_map=SCALARS),
        limits=limits,
        trusted=trusted,
    )


def print_sdl() -> str:
    """The schema as `schema.graphql` holds it, everything in alphabetical order."""
    return print_sorted(build_schema())


def print_sorted(schema: ShopSchema) -> str:
    """A schema in GraphQL's own language, everything in alphabetical order."""
    described = build_ast_schema(parse(print_schema(schema.schema)))
    return print_schema(lexicographic_sort_schema(described)) + "\n"
