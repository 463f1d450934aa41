"""The cord in the hands of the staff: pull it, work on what is pulled, confirm that the cause is gone."""

from enum import Enum
from typing import Annotated

import strawberry

from regions.lawbook import lawbook
from regions.words import N_
from schema.context import unknown_region
from schema.incidents.mutations import ProblemKind
from schema.payload import Payload
from schema.scalars import RegionCode
from schema.staff.guard import Behind, shown_to
from schema.staff.incidents.incident import StaffIncident
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserErrorCode, input_error
from store.catalog.keys import find_product, find_variant
from store.incidents.pulling import Note, SomebodyElse, UnknownIncident, confirm, pull, write_note
from store.incidents.reading import list_incidents, read_incident
from store.incidents.shelf import Area
from store.reviews.wording import LONGEST_BODY, tidy_text

Given = strawberry.argument(description="What is asked for.")
MOST = 100


@strawberry.enum(description="What is noted about an incident.")
class IncidentNoteKind(Enum):
    """What people write; the rest is noted by itself."""

    CAUSE = strawberry.enum_value("CAUSE", description="Why it happened.")
    CORRECTION = strawberry.enum_value("CORRECTION", description="What was done about it.")
    NOTE = strawberry.enum_value("NOTE", description="Anything else.")


@strawberry.input(description="What is to be pulled, and why.")
class CordPullInput:
    """A product everywhere, unless it is narrowed."""

    sku: str = strawberry.field(description="Number of the product, or of the one variant to pull.")
    region: RegionCode | None = strawberry.field(default=None, description="Pull it there alone.")
    kind: ProblemKind = strawberry.field(description="What kind of problem it is.")
    reason: str = strawberry.field(description="Why; nobody is asked first.")


@strawberry.input(description="Something to note about an incident.")
class IncidentNoteInput:
    """It is added to the history."""

    number: int = strawberry.field(description="Number of the incident.")
    kind: IncidentNoteKind = strawberry.field(description="What it is.")
    text: str = strawberry.field(description="What to note.")


@strawberry.input(description="That the cause of an incident is gone.")
class IncidentConfirmInput:
    """What nothing else holds back is sold again."""

    number: int = strawberry.field(description="Number of the incident.")
    text: str | None = strawberry.field(default=None, description="How that is known.")


@shown_to(None)
@strawberry.type(description="The outcome of pulling the cord, or of working on an incident.")
class IncidentPayload(Payload):
    """The incident after it."""

    incident: StaffIncident | None = strawberry.field(default=None, description="The incident as it is now.")


@strawberry.type
class IncidentsQuery:
    """The part of `Query` that is about the cord."""

    @strawberry.field(description="Incidents, the latest first; 100 at most.", extensions=[Behind()])
    async def incidents(
        self,
        info: StaffInfo,
        open_only: Annotated[bool, strawberry.argument(description="Only what isn't sold now.")] = True,
    ) -> list[StaffIncident]:
        found = await list_incidents(info.context.database, MOST, open_only=open_only)
        return [StaffIncident(record=record) for record in found]


@strawberry.type
class IncidentsMutation:
    """The part of `Mutation` that is about the cord. Any employee may pull it."""

    @strawberry.mutation(
        description="Pull the cord: it isn't sold any more, at once and without asking.",
        extensions=[Behind()],
    )
    async def cord_pull(
        self,
        info: StaffInfo,
        input: Annotated[CordPullInput, Given],  # noqa: A002  (the contract's name)
    ) -> IncidentPayload:
        visit = info.context
        if input.region is not None and input.region not in visit.storefronts:
            raise unknown_region(input.region, visit.storefronts, visit.shop.language)
        area = await _area(visit, input.sku, input.region)
        reason = tidy_text(input.reason)[:LONGEST_BODY]
        if area is None or not reason:
            return _refused(visit, N_("There is no such product, or no reason was given."))
        actor = (await visit.staff()).id
        shop = visit.shop
        opened = await pull(visit.database, area, input.kind.name, reason, actor, shop.region, shop.now)
        if isinstance(opened, UnknownIncident):
            return _refused(visit, N_("There is no such product, or no reason was given."))
        return await _tell(visit, opened)

    @strawberry.mutation(description="Note a cause, a correction or anything else.", extensions=[Behind()])
    async def incident_note(
        self,
        info: StaffInfo,
        input: Annotated[IncidentNoteInput, Given],  # noqa: A002  (the contract's name)
    ) -> IncidentPayload:
        visit = info.context
        if await read_incident(visit.database, input.number) is None:
            return _refused(visit, N_("There is no such incident."))
        text, kind = tidy_text(input.text)[:LONGEST_BODY], Note(input.kind.name)
        actor = (await visit.staff()).id
        await write_note(visit.database, input.number, kind, text, actor, visit.shop.now)
        return await _tell(visit, input.number)

    @strawberry.mutation(
        description="Confirm that the cause is gone: it is sold again.", extensions=[Behind()]
    )
    async def incident_confirm(
        self,
        info: StaffInfo,
        input: Annotated[IncidentConfirmInput, Given],  # noqa: A002  (the contract's name)
    ) -> IncidentPayload:
        visit = info.context
        text = tidy_text(input.text or "")[:LONGEST_BODY] or None
        actor = (await visit.staff()).id
        match await confirm(visit.database, lawbook(), input.number, text, actor, visit.shop.now):
            case UnknownIncident():
                return _refused(visit, N_("There is no such incident."))
            case SomebodyElse():
                return _refused(visit, N_("Somebody else has to confirm this."))
            case None:
                return await _tell(visit, input.number)


async def _area(visit: StaffVisit, sku: str, region: str | None) -> Area | None:
    """What a number names: a product, else a variant."""
    if not sku.isprintable():
        return None
    product = await find_product(visit.database, sku)
    if product is not None:
        return Area(product, region=region)
    found = await find_variant(visit.database, sku)
    if found is None:
        return None
    variant, product = found
    return Area(product, variant, region)


async def _tell(visit: StaffVisit, number: int) -> IncidentPayload:
    record = await read_incident(visit.database, number)
    return IncidentPayload(incident=None if record is None else StaffIncident(record=record))


def _refused(visit: StaffVisit, message: str) -> IncidentPayload:
    error = input_error(UserErrorCode.NOT_POSSIBLE_NOW, visit.shop.language, message)
    return IncidentPayload(user_errors=[error])
