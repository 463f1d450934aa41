"""How each region treats reviews: set with its dates, and with its past."""

from datetime import datetime
from typing import Annotated

import strawberry

from regions.reading import BadInput
from schema.payload import Payload
from schema.scalars import RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.instants import check_instant
from schema.staff.selling import Given, Region, bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role
from store.reviews.policies import (
    ReviewPolicy,
    ReviewSetting,
    read_review_policy,
    review_policy_history,
    set_review_policy,
)

MOST_SETTINGS = 200


@shown_to(Role.POLICY)
@strawberry.type(description="How a region treats reviews.")
class StaffReviewRules:
    """A record of the store."""

    rules: strawberry.Private[ReviewPolicy]

    @strawberry.field(description="Whether what isn't suspicious is shown at once; else people look first.")
    def publish_first(self) -> bool:
        return self.rules.publish_first

    @strawberry.field(description="For so many days reviews may be edited.")
    def edit_days(self) -> int:
        return self.rules.edit_days

    @strawberry.field(description="So many days after the delivery buyers are asked to write; null: never.")
    def invite_days(self) -> int | None:
        return self.rules.invite_days


@shown_to(Role.POLICY)
@strawberry.type(description="How a region treats reviews from an instant on, as somebody set it.")
class StaffReviewSetting:
    """A record of the store."""

    setting: strawberry.Private[ReviewSetting]

    @strawberry.field(description="What holds.")
    def rules(self) -> StaffReviewRules:
        return StaffReviewRules(rules=self.setting.policy)

    @strawberry.field(description="From when, until the next setting.")
    def valid_from(self) -> datetime:
        return self.setting.valid_from

    @strawberry.field(description="Who set it; null: it came with an earlier version.")
    def author(self) -> str | None:
        return self.setting.author

    @strawberry.field(description="When it was set.")
    def written_at(self) -> datetime:
        return self.setting.written_at


@shown_to(Role.POLICY)
@strawberry.type(description="How a region treats reviews: now, and whatever was ever set.")
class StaffReviewPolicy:
    """What holds now may be nobody's setting but the usual."""

    now: StaffReviewRules = strawberry.field(description="What holds now.")
    settings: list[StaffReviewSetting] = strawberry.field(
        description=f"What was set, what holds last first; {MOST_SETTINGS} at most."
    )


@strawberry.input(description="How a region shall treat reviews.")
class ReviewPolicySetInput:
    """All of it."""

    region: RegionCode = strawberry.field(description="Whose policy.")
    publish_first: bool = strawberry.field(description="Whether what isn't suspicious is shown at once.")
    edit_days: int = strawberry.field(description="For so many days reviews may be edited; 0 to 3,650.")
    invite_days: int | None = strawberry.field(
        description="So many days after the delivery buyers are asked to write, 1 to 90; null: never."
    )
    valid_from: datetime | None = strawberry.field(default=None, description="From when; null is now.")


@shown_to(Role.POLICY)
@strawberry.type(description="The outcome of setting how a region treats reviews.")
class ReviewPolicySetPayload(Payload):
    """The policy after it."""

    policy: StaffReviewPolicy | None = strawberry.field(default=None, description="The policy after it.")


@strawberry.type
class ReviewPolicyQuery:
    """The part of `Query` that is about policies of reviews."""

    @strawberry.field(
        description="How a region treats reviews.", extensions=[Behind(Role.POLICY, Reach.ASKED)]
    )
    async def review_policy(self, info: StaffInfo, region: Region) -> StaffReviewPolicy:
        return await _policy(info.context, region)


@strawberry.type
class ReviewPolicyMutation:
    """The part of `Mutation` that is about policies of reviews."""

    @strawberry.mutation(
        description="Set how a region treats reviews, from now or a later instant on.",
        extensions=[Behind(Role.POLICY, Reach.ASKED)],
    )
    async def review_policy_set(
        self,
        info: StaffInfo,
        input: Annotated[ReviewPolicySetInput, Given],  # noqa: A002  (the contract's name)
    ) -> ReviewPolicySetPayload:
        visit, actor = info.context, (await info.context.staff()).id
        rules = ReviewPolicy(input.publish_first, input.edit_days, input.invite_days)
        try:
            start = check_instant(input.valid_from, "validFrom")
            async with visit.database.transaction() as writing:
                now = visit.shop.now
                await set_review_policy(writing, input.region, rules, now, valid_from=start, actor=actor)
        except BadInput as refused:
            return ReviewPolicySetPayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        return ReviewPolicySetPayload(policy=await _policy(visit, input.region))


async def _policy(visit: StaffVisit, region: str) -> StaffReviewPolicy:
    settings = await review_policy_history(visit.database, region, MOST_SETTINGS)
    return StaffReviewPolicy(
        now=StaffReviewRules(rules=await read_review_policy(visit.database, region, visit.shop.now)),
        settings=[StaffReviewSetting(setting=setting) for setting in settings],
    )
