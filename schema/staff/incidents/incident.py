"""An incident: what isn't sold, since when, why, and what was done about it."""

from datetime import datetime

import strawberry

from schema.incidents.mutations import ProblemKind
from schema.plan import setwise
from schema.scalars import RegionCode
from schema.staff.guard import shown_to
from schema.staff.visit import StaffInfo
from store.incidents.reading import IncidentRecord, read_notes


@shown_to(None)
@strawberry.type(description="An entry in an incident's history.")
class StaffIncidentNote:
    """Who found or did what, when."""

    kind: str = strawberry.field(description="`PULLED`, `CAUSE`, `CORRECTION`, `NOTE` or `CONFIRMED`.")
    text: str | None = strawberry.field(description="What was written.")
    at: datetime = strawberry.field(description="When.")
    staff: str | None = strawberry.field(description="Who; null: customers' reports did it.")


@shown_to(None)
@strawberry.type(description="Something that isn't sold until somebody confirms that the cause is gone.")
class StaffIncident:
    """A record of the store."""

    record: strawberry.Private[IncidentRecord]

    @strawberry.field(description="Number of the incident.")
    def number(self) -> int:
        return self.record.id

    @strawberry.field(description="Number of the product.")
    def sku(self) -> str:
        return self.record.product

    @strawberry.field(description="Number of the variant that is pulled alone; null: all of them.")
    def variant_sku(self) -> str | None:
        return self.record.variant

    @strawberry.field(description="Where it is pulled alone; null: everywhere.")
    def region(self) -> RegionCode | None:
        return None if self.record.region is None else RegionCode(self.record.region)

    @strawberry.field(description="What kind of problem it is.")
    def kind(self) -> ProblemKind:
        return ProblemKind[self.record.kind]

    @strawberry.field(description="What the employee said who pulled the cord.")
    def reason(self) -> str | None:
        return self.record.reason

    @strawberry.field(description="Who pulled the cord; null: customers' reports did it.")
    def opened_by(self) -> str | None:
        return self.record.opened_by

    @strawberry.field(description="Since when it isn't sold.")
    def opened_at(self) -> datetime:
        return self.record.opened_at

    @strawberry.field(description="Who confirmed that the cause is gone.")
    def closed_by(self) -> str | None:
        return self.record.closed_by

    @strawberry.field(description="Since when it is sold again.")
    def closed_at(self) -> datetime | None:
        return self.record.closed_at

    @strawberry.field(description="Customers' reports that belong to it.")
    def reports(self) -> int:
        return self.record.reports

    @strawberry.field(description="People who reported it.")
    def reporters(self) -> int:
        return self.record.reporters

    @strawberry.field(description="Orders that hold it.")
    def orders(self) -> int:
        return self.record.orders

    @strawberry.field(description="How many lie in the warehouses.")
    def stock(self) -> int:
        return self.record.stock

    @setwise(description="What was found out and done, in order.")
    @staticmethod
    async def notes(incidents: list["StaffIncident"], info: StaffInfo) -> list[list[StaffIncidentNote]]:
        found = await read_notes(info.context.database, [each.record.id for each in incidents])
        return [
            [
                StaffIncidentNote(kind=note.kind, text=note.text, at=note.at, staff=note.staff)
                for note in found[each.record.id]
            ]
            for each in incidents
        ]
