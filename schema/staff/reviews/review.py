"""A review as the shop looks after it: with its history, and the reports about it."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.identity import NodeType, read_key, write_id
from schema.plan import setwise
from schema.scalars import LanguageTag, RegionCode
from schema.staff.guard import shown_to
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role
from store.reviews.history import Complaint, Version, read_complaints, read_versions
from store.reviews.records import ReviewRecord, read_reviews
from store.reviews.states import Reason


@strawberry.enum(description="Why a review isn't published.")
class ReviewReason(Enum):
    """The store's reasons."""

    LINK = strawberry.enum_value("LINK", description="It holds a link.")
    CONTACT = strawberry.enum_value("CONTACT", description="It holds contact data.")
    DUPLICATE = strawberry.enum_value("DUPLICATE", description="The same text was sent before.")
    VELOCITY = strawberry.enum_value("VELOCITY", description="Its author wrote many at once.")
    LOOKED_AT_FIRST = strawberry.enum_value(
        "LOOKED_AT_FIRST", description="The region looks at all of them first."
    )
    OFF_TOPIC = strawberry.enum_value("OFF_TOPIC", description="It isn't about the product.")
    OFFENSIVE = strawberry.enum_value("OFFENSIVE", description="It is offensive.")
    PERSONAL_DATA = strawberry.enum_value("PERSONAL_DATA", description="It tells personal data.")
    ADVERTISING = strawberry.enum_value("ADVERTISING", description="It advertises something.")
    FAKE = strawberry.enum_value("FAKE", description="It tells of no experience with the product.")
    ILLEGAL = strawberry.enum_value("ILLEGAL", description="It breaks the law.")


@shown_to(Role.MODERATION)
@strawberry.type(description="How a review stood from an instant on: each edit and each decision leaves one.")
class StaffReviewVersion:
    """A record of the store."""

    version: strawberry.Private[Version]

    @strawberry.field(description="Since when.")
    def at(self) -> datetime:
        return self.version.at

    @strawberry.field(description="Stars.")
    def rating(self) -> int:
        return self.version.rating

    @strawberry.field(description="Title.")
    def title(self) -> str | None:
        return self.version.title

    @strawberry.field(description="What its author said.")
    def body(self) -> str:
        return self.version.body

    @strawberry.field(description="Where it was.")
    def status(self) -> str:
        return self.version.status

    @strawberry.field(description="Why it wasn't published.")
    def reason(self) -> ReviewReason | None:
        return _told(self.version.reason)

    @strawberry.field(description="Who decided it; null: its author wrote, and the software judged.")
    def staff(self) -> str | None:
        return self.version.staff


@shown_to(Role.MODERATION)
@strawberry.type(description="That somebody thinks that a review shouldn't be there.")
class StaffReviewReport:
    """A record of the store; who reported it isn't told."""

    complaint: strawberry.Private[Complaint]

    @strawberry.field(description="What is wrong with it.")
    def reason(self) -> str:
        return self.complaint.reason

    @strawberry.field(description="More about it, in the words of who reported it. Plain text.")
    def text(self) -> str | None:
        return self.complaint.text

    @strawberry.field(description="When it was reported.")
    def reported_at(self) -> datetime:
        return self.complaint.reported_at

    @strawberry.field(description="When somebody decided about it; null: it waits.")
    def handled_at(self) -> datetime | None:
        return self.complaint.handled_at


@shown_to(Role.MODERATION)
@strawberry.type(description="A review, as the shop looks after it.")
class StaffReview:
    """A record of the store."""

    record: strawberry.Private[ReviewRecord]

    @strawberry.field(description="Id of the review.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.REVIEW, self.record.id))

    @strawberry.field(description="Id of the product.")
    def product_id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.PRODUCT, self.record.product_id))

    @strawberry.field(description="Stars.")
    def rating(self) -> int:
        return self.record.rating

    @strawberry.field(description="Title.")
    def title(self) -> str | None:
        return self.record.title

    @strawberry.field(description="What its author says.")
    def body(self) -> str:
        return self.record.body

    @strawberry.field(description="Language that it is written in.")
    def language(self) -> LanguageTag:
        return LanguageTag(self.record.language)

    @strawberry.field(description="Region that it belongs to.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="Whether we delivered the product to its author.")
    def verified(self) -> bool:
        return self.record.verified

    @strawberry.field(description="Where it is.")
    def status(self) -> str:
        return self.record.status

    @strawberry.field(description="Why it isn't published; none for one that was reported.")
    def reason(self) -> ReviewReason | None:
        return _told(self.record.reason)

    @strawberry.field(description="When it was written.")
    def created_at(self) -> datetime:
        return self.record.created_at

    @strawberry.field(description="When it was last edited.")
    def edited_at(self) -> datetime | None:
        return self.record.edited_at

    @setwise(description="How it stood, the oldest version first.")
    @staticmethod
    async def history(reviews: list["StaffReview"], info: StaffInfo) -> list[list[StaffReviewVersion]]:
        found = await read_versions(info.context.database, [each.record.id for each in reviews])
        return [
            [StaffReviewVersion(version=version) for version in found[each.record.id]] for each in reviews
        ]

    @setwise(description="What was reported about it, the oldest report first.")
    @staticmethod
    async def reports(reviews: list["StaffReview"], info: StaffInfo) -> list[list[StaffReviewReport]]:
        found = await read_complaints(info.context.database, [each.record.id for each in reviews])
        return [
            [StaffReviewReport(complaint=complaint) for complaint in found[each.record.id]]
            for each in reviews
        ]


async def find_review(visit: StaffVisit, id_: str) -> ReviewRecord | None:
    """The review with an id, if it is of a region of who asks."""
    key = read_key(id_, NodeType.REVIEW, visit.shop.language)
    record = (await read_reviews(visit.database, [key])).get(key)
    staff = await visit.staff()
    return record if record is not None and staff.may(Role.MODERATION, record.region) else None


def _told(reason: Reason | None) -> ReviewReason | None:
    return None if reason is None else ReviewReason[reason.name]
