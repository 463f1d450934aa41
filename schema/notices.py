"""What a shopper must be told, and what stands in the way."""

from enum import Enum

import strawberry

from locales import phrases
from regions import quoted
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable


@strawberry.enum(description="Where a notice belongs.")
class Placement(Enum):
    """Beside the good that it speaks of, or beside the basket as a whole."""

    BASKET = strawberry.enum_value("BASKET", description="Beside a basket as a whole.")
    PRODUCT = strawberry.enum_value("PRODUCT", description="Beside the good that it speaks of.")


@strawberry.enum(description="How much a problem weighs.")
class Severity(Enum):
    """An error stops an order; a warning tells what was changed."""

    ERROR = strawberry.enum_value("ERROR", description="An order would be refused.")
    WARNING = strawberry.enum_value("WARNING", description="Something was changed so that it is lawful.")


@cacheable(PUBLIC)
@strawberry.type(description="Something that the shopper must be told.")
class Notice:
    """A notice of the law book in the words of one context."""

    notice: strawberry.Private[quoted.Notice]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the notice, such as `BOOK_PRICE_FIXED`.")
    def code(self) -> str:
        return self.notice.code

    @strawberry.field(description="Number of the variant that it speaks of; null if it is about the whole.")
    def sku(self) -> str | None:
        return self.notice.sku

    @strawberry.field(description="Where it belongs.")
    def placement(self) -> Placement:
        return self._place

    def belongs_to(self, placement: Placement) -> bool:
        """Whether it is to be told there."""
        return self._place is placement

    @property
    def _place(self) -> Placement:
        return Placement.BASKET if self.notice.sku is None else Placement.PRODUCT

    @strawberry.field(description="What is to be told, in the context's language or in the law's own words.")
    def text(self) -> str:
        for language in self.shop.chain:
            if language in self.notice.wordings:
                return self.notice.wordings[language]
        words = phrases(self.shop.language, self.shop.storefront.country)
        return words.say(self.notice.message, **self.notice.params)


@strawberry.type(description="Something that stops an order, or was changed to make it lawful.")
class Problem:
    """A problem of the law book in the words of one context."""

    problem: strawberry.Private[quoted.Problem]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Code of the problem, such as `AGE_VERIFICATION_REQUIRED`.")
    def code(self) -> str:
        return self.problem.code

    @strawberry.field(description="How much it weighs.")
    def severity(self) -> Severity:
        return Severity(self.problem.severity.value)

    @strawberry.field(description="Number of the variant that it is about; null if it is about the whole.")
    def sku(self) -> str | None:
        return self.problem.sku

    @strawberry.field(description="What is wrong, in the context's language.")
    def message(self) -> str:
        words = phrases(self.shop.language, self.shop.storefront.country)
        return words.say(self.problem.message, **self.problem.params)
