"""What holds deliveries up: staff tell it, and promises follow at once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Annotated

import strawberry

from locales import is_tag
from regions.promise import Disruption, Stage
from regions.reading import BadInput
from regions.words import N_
from schema.payload import Payload
from schema.scalars import CountryCode, LanguageTag, RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.selling import Given, bad_input
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserErrorCode, input_error
from store.accounts.staff import Role
from store.disruptions import (
    DeliveryNotice,
    list_notices,
    region_of_notice,
    tell_notice,
    withdraw_notice,
)

MOST_NOTICES = 100
LONGEST_TEXT = 500
LONGEST_SPAN = timedelta(days=366)
MOST_EXTRA_DAYS = 60


@strawberry.enum(name="DeliveryStage", description="Where goods are held up.")
class DeliveryStage(Enum):
    """The law book's words."""

    WAREHOUSE = strawberry.enum_value("WAREHOUSE", description="Before they leave.")
    DELIVERY = strawberry.enum_value("DELIVERY", description="On their way, where they go.")


@shown_to(Role.POLICY)
@strawberry.type(description="What shoppers are told, in one language.")
class DeliveryNoticeText:
    """A sentence."""

    language: LanguageTag = strawberry.field(description="Language.")
    text: str = strawberry.field(description="What is told.")


@shown_to(Role.POLICY)
@strawberry.type(name="StaffDeliveryNotice", description="Something that holds deliveries up.")
class StaffDeliveryNotice:
    """A dated override of the calendars."""

    id: int = strawberry.field(description="What `deliveryNoticeWithdraw` names it by.")
    region: RegionCode | None = strawberry.field(description="Whose shop it concerns; null: all.")
    method: str | None = strawberry.field(description="Which way of delivery; null: all.")
    stage: DeliveryStage = strawberry.field(description="Where goods are held up.")
    country: CountryCode | None = strawberry.field(description="In which country; null: everywhere.")
    subdivision: str | None = strawberry.field(description="In which part of it; null: in all.")
    since: date = strawberry.field(description="First day.")
    until: date = strawberry.field(description="Last day.")
    extra_days: int | None = strawberry.field(
        description="Working days that it costs; null: nothing moves meanwhile."
    )
    texts: list[DeliveryNoticeText] = strawberry.field(description="What shoppers are told.")


@strawberry.input(description="What shoppers are told, in one language.")
class DeliveryNoticeTextInput:
    """A sentence."""

    language: LanguageTag = strawberry.field(description="Language.")
    text: str = strawberry.field(description="What is told.")


@strawberry.input(description="Something that holds deliveries up.")
class DeliveryNoticeTellInput:
    """From one day to another, both included."""

    region: RegionCode | None = strawberry.field(default=None, description="Whose shop; null: all.")
    method: str | None = strawberry.field(default=None, description="Which way of delivery; null: all.")
    stage: DeliveryStage = strawberry.field(
        default=DeliveryStage.DELIVERY, description="Where goods are held up."
    )
    country: CountryCode | None = strawberry.field(default=None, description="Where; null: everywhere.")
    subdivision: str | None = strawberry.field(default=None, description="ISO 3166-2, without the country.")
    since: date = strawberry.field(description="First day.")
    until: date = strawberry.field(description="Last day.")
    extra_days: int | None = strawberry.field(
        default=None, description="Working days that it costs; null: nothing moves meanwhile."
    )
    texts: list[DeliveryNoticeTextInput] = strawberry.field(description="What shoppers are told.")


@strawberry.input(description="A notice that no longer holds.")
class DeliveryNoticeWithdrawInput:
    """Promises forget it at once."""

    id: int = strawberry.field(description="Which notice.")
    region: RegionCode | None = strawberry.field(
        default=None, description="Whose shop it concerns, as it was told; null: all."
    )


@shown_to(Role.POLICY)
@strawberry.type(description="The outcome of telling or withdrawing a notice.")
class DeliveryNoticePayload(Payload):
    """Promises follow from now on."""

    notices: list[StaffDeliveryNotice] = strawberry.field(
        default_factory=list, description="Those that aren't over, of the region and of all."
    )


@strawberry.type
class DeliveryQuery:
    """The part of `Query` that is about deliveries."""

    @strawberry.field(
        description="What holds deliveries up and isn't over, of these regions and of all.",
        extensions=[Behind(Role.POLICY)],
    )
    async def delivery_notices(self, info: StaffInfo) -> list[StaffDeliveryNotice]:
        return await _notices(info.context, (await info.context.staff()).regions(Role.POLICY))


@strawberry.type
class DeliveryMutation:
    """The part of `Mutation` that is about deliveries."""

    @strawberry.mutation(
        description="Tell of a strike, a closed warehouse or a delay; promises follow at once.",
        extensions=[Behind(Role.POLICY, Reach.ASKED)],
    )
    async def delivery_notice_tell(
        self,
        info: StaffInfo,
        input: Annotated[DeliveryNoticeTellInput, Given],  # noqa: A002  (the contract's name)
    ) -> DeliveryNoticePayload:
        visit = info.context
        try:
            notice = _read(input)
        except BadInput as refused:
            return DeliveryNoticePayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        await tell_notice(visit.database, notice, (await visit.staff()).id, visit.shop.now)
        return await _answer(visit, input.region)

    @strawberry.mutation(description="Withdraw a notice.", extensions=[Behind(Role.POLICY, Reach.ASKED)])
    async def delivery_notice_withdraw(
        self,
        info: StaffInfo,
        input: Annotated[DeliveryNoticeWithdrawInput, Given],  # noqa: A002  (the contract's name)
    ) -> DeliveryNoticePayload:
        visit = info.context
        known = await region_of_notice(visit.database, input.id)
        actor, now = (await visit.staff()).id, visit.shop.now
        if known != (True, input.region) or not await withdraw_notice(visit.database, input.id, actor, now):
            message = N_("There is no such notice.")
            unknown = input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "id")
            return DeliveryNoticePayload(user_errors=[unknown])
        return await _answer(visit, input.region)


def _read(given: DeliveryNoticeTellInput) -> DeliveryNotice:
    """A notice that can hold. Raises BadInput."""
    if not given.since <= given.until <= given.since + LONGEST_SPAN:
        raise BadInput("until", "must be from the first day to a year later")
    if given.extra_days is not None and not 0 < given.extra_days <= MOST_EXTRA_DAYS:
        raise BadInput("extraDays", f"must be 1 to {MOST_EXTRA_DAYS}")
    if given.subdivision is not None and given.country is None:
        raise BadInput("country", "goes with a subdivision")
    disruption = Disruption(
        id=0,
        stage=Stage[given.stage.name],
        since=given.since,
        until=given.until,
        extra_days=given.extra_days,
        country=given.country,
        subdivision=given.subdivision,
    )
    return DeliveryNotice(disruption, _texts(given.texts), given.region, given.method)


def _texts(given: Sequence[DeliveryNoticeTextInput]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for place, each in enumerate(given):
        text = each.text.strip()
        if not is_tag(each.language) or not 0 < len(text) <= LONGEST_TEXT:
            raise BadInput(f"texts.{place}", f"needs a language, and 1 to {LONGEST_TEXT} characters")
        found[each.language] = text
    if not found:
        raise BadInput("texts", "are needed: shoppers are told")
    return found


async def _answer(visit: StaffVisit, region: str | None) -> DeliveryNoticePayload:
    regions = None if region is None else frozenset({region})
    return DeliveryNoticePayload(notices=await _notices(visit, regions))


async def _notices(visit: StaffVisit, regions: frozenset[str] | None) -> list[StaffDeliveryNotice]:
    return [
        StaffDeliveryNotice(
            id=each.disruption.id,
            region=None if each.region is None else RegionCode(each.region),
            method=each.method,
            stage=DeliveryStage(each.disruption.stage.value),
            country=None if each.disruption.country is None else CountryCode(each.disruption.country),
            subdivision=each.disruption.subdivision,
            since=each.disruption.since,
            until=each.disruption.until,
            extra_days=each.disruption.extra_days,
            texts=[
                DeliveryNoticeText(language=LanguageTag(tag), text=text) for tag, text in each.texts.items()
            ],
        )
        for each in await list_notices(visit.database, visit.shop.now, regions, MOST_NOTICES)
    ]
