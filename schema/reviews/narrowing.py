"""What a list of reviews is narrowed to and how it is ordered, as a client says it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import strawberry

from locales import is_tag
from regions.words import N_
from schema.context import ShopContext, bad_language, unknown_region
from schema.errors import ErrorCode, refusal
from schema.scalars import LanguageTag, RegionCode
from store.ratings import RATINGS
from store.reviews.orders import Sort
from store.reviews.scope import Scope


@strawberry.enum(description="Order of a list of reviews.")
class ReviewSort(Enum):
    """Each order is total: equal entries stand the newest first."""

    HELPFUL = strawberry.enum_value(
        "HELPFUL", description="By the lower bound of the share of helpful votes (Wilson's, at 95 %)."
    )
    NEWEST = strawberry.enum_value("NEWEST", description="The newest first.")
    RATING = strawberry.enum_value("RATING", description="Those with the most stars first.")


Languages = Annotated[
    list[LanguageTag] | None, strawberry.argument(description="Only reviews written in these languages.")
]
Regions = Annotated[
    list[RegionCode] | None, strawberry.argument(description="Only reviews of these regions.")
]
Ratings = Annotated[list[int] | None, strawberry.argument(description="Only reviews with so many stars.")]
VerifiedOnly = Annotated[bool | None, strawberry.argument(description="Only those of known buyers.")]
SortArgument = Annotated[
    ReviewSort | None,
    strawberry.argument(name="sort", description="Order; by default the shopper's language comes first."),
]


@dataclass(frozen=True, slots=True)
class ReviewsAsked:
    """The arguments of a list of reviews, as a client gave them."""

    first: int | None = None
    after: str | None = None
    languages: Sequence[str] | None = None
    regions: Sequence[str] | None = None
    ratings: Sequence[int] | None = None
    verified_only: bool = False
    sort: ReviewSort | None = None

    @property
    def order(self) -> Sort:
        """In the store's words."""
        return Sort.LOCAL if self.sort is None else Sort(self.sort.name)


def primary(tag: str) -> str:
    """The language of a tag, without its country or script."""
    return tag.partition("-")[0].lower()


def read_scope(asked: ReviewsAsked, shop: ShopContext, regions: Collection[str]) -> Scope:
    """Which reviews are meant. Refuses what is no language tag, no open region and no rating."""
    for tag in asked.languages or ():
        if not is_tag(tag):
            raise bad_language(tag, shop.language)
    for code in asked.regions or ():
        if code not in regions:
            raise unknown_region(code, dict.fromkeys(regions, shop.storefront), shop.language)
    for rating in asked.ratings or ():
        if rating not in RATINGS:
            message = N_("A review has 1 to 5 stars, not {rating}.")
            raise refusal(ErrorCode.BAD_FILTER, shop.language, message, rating=rating)
    return Scope(
        languages=None if asked.languages is None else tuple(sorted(map(primary, asked.languages))),
        regions=None if asked.regions is None else tuple(sorted(asked.regions)),
        ratings=None if asked.ratings is None else tuple(sorted(asked.ratings)),
        verified_only=asked.verified_only,
    )
