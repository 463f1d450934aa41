"""The merchant's policy in each region, with its dates and its past; and trying the rules."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

import orjson
import strawberry
from strawberry.scalars import JSON

from locales import phrases
from regions.answer import to_json
from regions.engine import quote
from regions.lawbook import lawbook
from regions.question import read_case
from regions.reading import BadInput
from schema.payload import Payload
from schema.scalars import RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.instants import check_instant
from schema.staff.selling import Given, Region, bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.policies import policy_history
from store.setting import Unlawful, set_policy
from store.simulating import complete_case

MOST_SETTINGS = 200


@shown_to(Role.POLICY)
@strawberry.type(description="One field of a region's policy, as somebody set it.")
class PolicySetting:
    """Where two hold at once, the one that was written later does."""

    field: str = strawberry.field(
        description="`shipping`, `delivery`, `returns`, `tax`, `authorised_events` or `flags`."
    )
    value: JSON | None = strawberry.field(
        description="The value, as a quote's `policy` has it; null gives the field back to the region's file."
    )
    valid_from: datetime = strawberry.field(description="From when it holds.")
    valid_until: datetime | None = strawberry.field(description="Until when; null: without end.")
    author: str = strawberry.field(description="Who set it.")
    written_at: datetime = strawberry.field(description="When it was set.")


@strawberry.input(description="A field of a region's policy and its span.")
class PolicySetInput:
    """What shall hold."""

    region: RegionCode = strawberry.field(description="Whose policy.")
    field: str = strawberry.field(
        description="`shipping`, `delivery`, `returns`, `tax`, `authorised_events` or `flags`."
    )
    value: JSON | None = strawberry.field(
        default=None, description="As a quote's `policy` has it; null gives the field back."
    )
    valid_from: datetime | None = strawberry.field(default=None, description="From when; null is now.")
    valid_until: datetime | None = strawberry.field(default=None, description="Until when; null: no end.")


@strawberry.input(description="A case for the law book.")
class RuleSimulateInput:
    """The vocabulary of `comptoir quote`, and our own goods."""

    case: JSON = strawberry.field(
        description="A case as `comptoir quote` reads it. A line without `facts` is one of our variants; "
        "without `policy` the region's own holds; without `placed_at` it happens now."
    )


@shown_to(Role.POLICY)
@strawberry.type(description="The outcome of setting a policy.")
class PolicySetPayload(Payload):
    """What was ever set, the new one first."""

    settings: list[PolicySetting] = strawberry.field(default_factory=list, description="The latest first.")


@shown_to(Role.POLICY)
@strawberry.type(description="What the law book answers to a case.")
class RuleSimulation:
    """Nothing of it is stored."""

    quote: JSON | None = strawberry.field(
        default=None, description="The answer of `comptoir quote`, with its trace; null if it can't be read."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why the case can't be read; empty if it was."
    )


@strawberry.type
class PolicyQuery:
    """The part of `Query` that is about rules."""

    @strawberry.field(
        description=f"What was set for a region, the latest first; {MOST_SETTINGS} at most.",
        extensions=[Behind(Role.POLICY, Reach.ASKED)],
    )
    async def policy_history(self, info: StaffInfo, region: Region) -> list[PolicySetting]:
        return await _history(info.context, region)

    @strawberry.field(
        description="Ask the law book what a basket would cost, and why, step by step.",
        extensions=[Behind(Role.POLICY)],
    )
    async def rule_simulate(
        self,
        info: StaffInfo,
        input: Annotated[RuleSimulateInput, Given],  # noqa: A002  (the contract's name)
    ) -> RuleSimulation:
        visit = info.context
        try:
            return RuleSimulation(quote=JSON(await _simulate(visit, input.case)))
        except BadInput as refused:
            return RuleSimulation(user_errors=[bad_input(visit, f"case.{refused.path}", refused.problem)])


@strawberry.type
class PolicyMutation:
    """The part of `Mutation` that is about rules."""

    @strawberry.mutation(
        description="Set a field of a region's policy for a span. What a law forbids is refused.",
        extensions=[Behind(Role.POLICY, Reach.ASKED)],
    )
    async def policy_set(
        self,
        info: StaffInfo,
        input: Annotated[PolicySetInput, Given],  # noqa: A002  (the contract's name)
    ) -> PolicySetPayload:
        visit, staff = info.context, await info.context.staff()
        try:
            await set_policy(
                visit.database,
                lawbook(),
                input.region,
                input.field,
                input.value,
                author=staff.name,
                now=visit.shop.now,
                actor=staff.id,
                valid_from=check_instant(input.valid_from, "validFrom"),
                valid_until=check_instant(input.valid_until, "validUntil"),
            )
        except BadInput as refused:
            return PolicySetPayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        except Unlawful as unlawful:
            return PolicySetPayload(user_errors=_laws(unlawful, visit.shop.language))
        return PolicySetPayload(settings=await _history(visit, input.region))


async def _history(visit: StaffVisit, region: str) -> list[PolicySetting]:
    return [
        PolicySetting(
            field=each.field,
            value=JSON(orjson.loads(each.value)),
            valid_from=each.valid_from,
            valid_until=each.valid_until,
            author=each.author,
            written_at=each.written_at,
        )
        for each in await policy_history(visit.database, region, MOST_SETTINGS)
    ]


async def _simulate(visit: StaffVisit, told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise BadInput("", "expected an object")
    book = lawbook()
    case = read_case(await complete_case(visit.database, told, book, visit.shop.now), book)
    said = phrases(case.language, case.storefront.country)
    return to_json(
        quote(case, book, traced=True), case.language, lambda message, params: said.say(message, **params)
    )


def _laws(unlawful: Unlawful, language: str) -> list[UserError]:
    say = partial(input_error, UserErrorCode.UNLAWFUL_POLICY, language)
    return [say(problem.message, "value", **problem.params) for problem in unlawful.problems]
