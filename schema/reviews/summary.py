"""What the reviews of a product come to."""

from collections.abc import Awaitable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from locales import language_name, phrases
from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable, wanted
from schema.reviews.narrowing import primary
from schema.reviews.notice import notices
from schema.scalars import LanguageTag
from schema.tags import note_asked
from store.ratings import RATINGS, Summary
from store.reviews.scope import Scope
from store.reviews.summaries import read_summaries


@strawberry.enum(description="Which reviews a summary counts.")
class ReviewScope(Enum):
    """By the same rule as the arguments of a list."""

    ALL = strawberry.enum_value("ALL", description="All published reviews.")
    LANGUAGE = strawberry.enum_value("LANGUAGE", description="Those in the context's language.")
    REGION = strawberry.enum_value("REGION", description="Those of the context's region.")
    VERIFIED = strawberry.enum_value("VERIFIED", description="Those whose authors we delivered to.")


ScopeArgument = Annotated[ReviewScope | None, strawberry.argument(description="Which reviews are counted.")]


@cacheable(PUBLIC)
@strawberry.type(description="How many reviews gave so many stars.")
class RatingBucket:
    """One bar of the distribution."""

    rating: int = strawberry.field(description="Stars.")
    count: int = strawberry.field(description="Reviews.")


@cacheable(PUBLIC)
@strawberry.type(description="How many reviews are written in a language.")
class ReviewLanguage:
    """By which a list can be narrowed."""

    language: LanguageTag = strawberry.field(description="Language.")
    name: str = strawberry.field(description="Its name in the context's language.")
    count: int = strawberry.field(description="Reviews.")


@cacheable(PUBLIC)
@strawberry.type(description="What the reviews of a product come to.")
class ReviewSummary:
    """Counted as the list with the same scope is listed."""

    summary: strawberry.Private[Summary]
    shop: strawberry.Private[ShopContext]
    scope: ReviewScope = strawberry.field(description="Which reviews are counted.")

    @strawberry.field(description="Mean of the stars to the hundredth; null without any review.")
    def average(self) -> Decimal | None:
        return self.summary.average

    @strawberry.field(description="Number of reviews.")
    def count(self) -> int:
        return self.summary.count

    @strawberry.field(metadata={"items": 5}, description="Reviews by stars, five stars first.")
    def distribution(self) -> list[RatingBucket]:
        found = self.summary.distribution
        return [RatingBucket(rating=rating, count=found[rating]) for rating in reversed(RATINGS)]

    @strawberry.field(description="Reviews by language, the most frequent first.")
    def languages(self) -> list[ReviewLanguage]:
        return [
            ReviewLanguage(
                language=LanguageTag(language), name=language_name(language, self.shop.language), count=count
            )
            for language, count in self.summary.languages.items()
        ]

    @strawberry.field(description="Whether and how reviews are checked, to be shown beside them.")
    def verification(self) -> str:
        storefront = self.shop.storefront
        said = phrases(self.shop.language, storefront.country)
        told = notices(storefront, all_checked=self.scope is ReviewScope.VERIFIED)
        return " ".join(said.say(message, mail=storefront.contact.mail) for message in told)


Reviewed = tuple[int, Summary | None, ShopContext]
"""A product, the summary of all its reviews if it was read with it, and the context."""
SummedUp = list[ReviewSummary] | Awaitable[list[ReviewSummary]]
"""Summaries that are at hand, or are counted."""


def sum_up_all(reviewed: Sequence[Reviewed], scope: ReviewScope, info: Info) -> SummedUp:
    """The summary of each product in its context."""
    at_hand = [
        ReviewSummary(summary=summary, shop=shop, scope=scope)
        for _, summary, shop in reviewed
        if summary is not None
    ]
    languages = wanted(info).has("languages")
    if scope is ReviewScope.ALL and not languages and len(at_hand) == len(reviewed):
        return at_hand
    return _count(reviewed, scope, info, languages=languages)


async def _count(
    reviewed: Sequence[Reviewed], scope: ReviewScope, info: Info, *, languages: bool
) -> list[ReviewSummary]:
    """One statement for each context among them."""
    found: dict[int, Mapping[int, Summary]] = {}
    for shop in {id(shop): shop for _, _, shop in reviewed}.values():
        products = [product for product, _, each in reviewed if each is shop]
        note_asked(info.context, shop, products)
        found[id(shop)] = await read_summaries(
            info.context.database, _scope(scope, shop), products, languages=languages
        )
    return [
        ReviewSummary(summary=found[id(shop)][product], shop=shop, scope=scope)
        for product, _, shop in reviewed
    ]


def _scope(scope: ReviewScope, shop: ShopContext) -> Scope:
    match scope:
        case ReviewScope.LANGUAGE:
            return Scope(languages=(primary(shop.language),))
        case ReviewScope.REGION:
            return Scope(regions=(shop.region,))
        case ReviewScope.VERIFIED:
            return Scope(verified_only=True)
        case ReviewScope.ALL:
            return Scope()
