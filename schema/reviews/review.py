"""A review as shoppers read it."""

from datetime import datetime
from enum import Enum

import strawberry

from locales import phrases
from regions.words import N_
from schema.cards import read_cards
from schema.context import Info, ShopContext
from schema.freshness import PUBLIC
from schema.identity import NodeType, write_id
from schema.node import Node
from schema.plan import cacheable, setwise, wanted
from schema.reviews.reasons import REASONS
from schema.scalars import LanguageTag, RegionCode
from schema.selection import variant_parts
from schema.text import LocalizedText, localize
from schema.variant import Variant
from store.catalog.texts import Text
from store.reviews.records import ReviewRecord


@strawberry.enum(description="Whether a review is known to tell of a purchase.")
class Verification(Enum):
    """By the delivered order line, never by claim."""

    VERIFIED_PURCHASE = strawberry.enum_value(
        "VERIFIED_PURCHASE", description="We delivered the product to its author."
    )
    UNVERIFIED = strawberry.enum_value("UNVERIFIED", description="Not checked for a purchase.")


@strawberry.enum(description="Where a review is.")
class ReviewStatus(Enum):
    """Only what is published is shown and counted."""

    PENDING = strawberry.enum_value("PENDING", description="Somebody looks at it before it is shown.")
    PUBLISHED = strawberry.enum_value("PUBLISHED", description="It is shown and counted.")
    REJECTED = strawberry.enum_value("REJECTED", description="It wasn't accepted; its author may edit it.")
    REMOVED = strawberry.enum_value("REMOVED", description="It was taken down.")


@cacheable(PUBLIC)
@strawberry.type(description="A customer's word on a product, exactly as it was written.")
class Review(Node):
    """A review in the words of one context; its own words are never altered."""

    record: strawberry.Private[ReviewRecord]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Global id.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.REVIEW, self.record.id))

    @strawberry.field(description="Stars, from 1 to 5.")
    def rating(self) -> int:
        return self.record.rating

    @strawberry.field(description="Title, where its author gave one. Plain text.")
    def title(self) -> str | None:
        return self.record.title

    @strawberry.field(
        description="What its author says. Plain text; empty once the author asked to be forgotten."
    )
    def body(self) -> str:
        return self.record.body

    @strawberry.field(description="Language that it is written in.")
    def language(self) -> LanguageTag:
        return LanguageTag(self.record.language)

    @strawberry.field(description="Where the product was bought; else where the review was written.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="Its author's public name, or words for somebody without one.")
    def author(self) -> str:
        return self.record.author or phrases(self.shop.language).say(N_("A customer"))

    @strawberry.field(description="When it was written.")
    def created_at(self) -> datetime:
        return self.record.created_at

    @strawberry.field(description="When it was last edited.")
    def edited_at(self) -> datetime | None:
        return self.record.edited_at

    @strawberry.field(description="Whether we delivered the product to its author.")
    def verification(self) -> Verification:
        return Verification.VERIFIED_PURCHASE if self.record.verified else Verification.UNVERIFIED

    @setwise(description="The variant that was bought, if it is sold here.")
    @staticmethod
    async def variant(reviews: list["Review"], info: Info) -> list[Variant | None]:
        return await _variants(reviews, info)

    @strawberry.field(description="How many found it helpful.")
    def helpful_count(self) -> int:
        return self.record.helpful

    @strawberry.field(description="How many did not.")
    def unhelpful_count(self) -> int:
        return self.record.unhelpful

    @strawberry.field(description="The shop's reply, in the context's language where there is one.")
    def reply(self) -> LocalizedText | None:
        found = {reply.language: reply for reply in self.record.replies}
        best: Text | None = next((found[tag] for tag in self.shop.chain if tag in found), None)
        best = best or next(iter(self.record.replies), None)
        return None if best is None else localize(best, self.shop.language)

    @strawberry.field(description="Where it is; others than its author only ever meet published ones.")
    def status(self) -> ReviewStatus:
        return ReviewStatus[self.record.status.name]

    @strawberry.field(description="Why it isn't published, in the context's language.")
    def status_reason(self) -> str | None:
        reason = self.record.reason
        return None if reason is None else phrases(self.shop.language).say(REASONS[reason])


async def _variants(reviews: list[Review], info: Info) -> list[Variant | None]:
    """The variants of reviews, each in its own context; one statement for each context among them."""
    found: dict[tuple[int, int], Variant] = {}
    for shop in {id(each.shop): each.shop for each in reviews}.values():
        keys = {each.record.product_id for each in reviews if each.shop is shop}
        cards = await read_cards(shop, info, list(keys), variant_parts(wanted(info)))
        found |= {
            (id(shop), card.id): Variant(card=card, shop=shop)
            for product in cards.values()
            for card in product.variants
        }
    return [found.get((id(each.shop), each.record.variant_id or 0)) for each in reviews]
