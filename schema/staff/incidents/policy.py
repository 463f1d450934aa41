"""When customers pull the cord: set for a kind of problem, in one region or in all, with its dates."""

from datetime import datetime
from typing import Annotated

import strawberry

from regions.reading import BadInput
from schema.incidents.mutations import ProblemKind
from schema.payload import Payload
from schema.scalars import RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.instants import check_instant
from schema.staff.selling import Given, Region, bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role
from store.incidents.policies import (
    CordPolicy,
    CordSetting,
    Problem,
    cord_policy_history,
    read_cord_policies,
    set_cord_policy,
)

MOST_SETTINGS = 200


@shown_to(Role.POLICY)
@strawberry.type(description="When reports of a kind stop a product.")
class StaffCordRules:
    """A record of the store."""

    problem: strawberry.Private[Problem]
    rules: strawberry.Private[CordPolicy]

    @strawberry.field(description="What kind of problem it is.")
    def kind(self) -> ProblemKind:
        return ProblemKind[self.problem.name]

    @strawberry.field(description="So many independent people; 0: only employees stop it.")
    def reporters(self) -> int:
        return self.rules.reporters

    @strawberry.field(description="Within so many days.")
    def days(self) -> int:
        return self.rules.days

    @strawberry.field(description="Whether somebody else than who pulled the cord confirms the cause gone.")
    def confirm_by_other(self) -> bool:
        return self.rules.confirm_by_other


@shown_to(Role.POLICY)
@strawberry.type(description="When reports of a kind stop a product from an instant on, as somebody set it.")
class StaffCordSetting:
    """A record of the store."""

    setting: strawberry.Private[CordSetting]

    @strawberry.field(description="What holds.")
    def rules(self) -> StaffCordRules:
        return StaffCordRules(problem=self.setting.kind, rules=self.setting.policy)

    @strawberry.field(description="For what was bought there; null: wherever the region says nothing itself.")
    def region(self) -> RegionCode | None:
        return None if self.setting.region is None else RegionCode(self.setting.region)

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
@strawberry.type(description="When customers pull the cord: now, and whatever was ever set.")
class StaffCordPolicy:
    """What holds now may be nobody's setting but the usual."""

    now: list[StaffCordRules] = strawberry.field(description="What holds now, a kind of problem at a time.")
    settings: list[StaffCordSetting] = strawberry.field(
        description=f"What was set by kind, what holds last first; {MOST_SETTINGS} at most."
    )


@strawberry.input(description="When reports of a kind shall stop a product.")
class CordPolicySetInput:
    """All of it."""

    region: RegionCode | None = strawberry.field(
        default=None,
        description="Of what was bought there; null: wherever a region says nothing itself, which needs the"
        " role in all of them.",
    )
    kind: ProblemKind = strawberry.field(description="What kind of problem it is.")
    reporters: int = strawberry.field(
        description="So many independent people, 0 to 100; 0: only employees stop it. UNSAFE needs one."
    )
    days: int = strawberry.field(description="Within so many days, 1 to 365.")
    confirm_by_other: bool = strawberry.field(
        description="Whether somebody else than who pulled the cord confirms that the cause is gone."
    )
    valid_from: datetime | None = strawberry.field(default=None, description="From when; null is now.")


@shown_to(Role.POLICY)
@strawberry.type(description="The outcome of setting when customers pull the cord.")
class CordPolicySetPayload(Payload):
    """The policy after it."""

    policy: StaffCordPolicy | None = strawberry.field(default=None, description="The policy after it.")


@strawberry.type
class CordPolicyQuery:
    """The part of `Query` that is about policies of the cord."""

    @strawberry.field(
        description="When customers pull the cord.", extensions=[Behind(Role.POLICY, Reach.ASKED)]
    )
    async def cord_policy(self, info: StaffInfo, region: Region) -> StaffCordPolicy:
        return await _policy(info.context, region)


@strawberry.type
class CordPolicyMutation:
    """The part of `Mutation` that is about policies of the cord."""

    @strawberry.mutation(
        description="Set when customers pull the cord, from now or a later instant on.",
        extensions=[Behind(Role.POLICY, Reach.ASKED)],
    )
    async def cord_policy_set(
        self,
        info: StaffInfo,
        input: Annotated[CordPolicySetInput, Given],  # noqa: A002  (the contract's name)
    ) -> CordPolicySetPayload:
        visit, actor = info.context, (await info.context.staff()).id
        kind = Problem(input.kind.name)
        rules = CordPolicy(input.reporters, input.days, input.confirm_by_other)
        try:
            start = check_instant(input.valid_from, "validFrom")
            async with visit.database.transaction() as writing:
                await set_cord_policy(
                    writing, kind, rules, visit.shop.now, region=input.region, valid_from=start, actor=actor
                )
        except BadInput as refused:
            return CordPolicySetPayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        return CordPolicySetPayload(policy=await _policy(visit, input.region))


async def _policy(visit: StaffVisit, region: str | None) -> StaffCordPolicy:
    found = await read_cord_policies(visit.database, region, visit.shop.now)
    settings = await cord_policy_history(visit.database, region, MOST_SETTINGS)
    return StaffCordPolicy(
        now=[StaffCordRules(problem=kind, rules=rules) for kind, rules in found.items()],
        settings=[StaffCordSetting(setting=setting) for setting in settings],
    )
