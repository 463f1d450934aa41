"""What an incident concerns, for those who look after it: reports in customers' words, orders, stock."""

from datetime import datetime
from typing import Annotated

import strawberry

from schema.connection import PageInfo
from schema.incidents.mutations import ProblemKind
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.scalars import RegionCode
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo
from store.accounts.staff import Role
from store.incidents.concerned import (
    ConcernedOrder,
    ConcernedStock,
    ReportRecord,
    list_orders,
    list_reports,
    list_stock,
)

Incident = Annotated[int, strawberry.argument(description="Number of the incident.")]


@shown_to(Role.ORDERS)
@strawberry.type(description="What somebody reported of a product that they received.")
class StaffProblemReport:
    """A record of the store."""

    record: strawberry.Private[ReportRecord]

    @strawberry.field(description="Number of the product.")
    def sku(self) -> str:
        return self.record.sku

    @strawberry.field(description="What kind of problem it is.")
    def kind(self) -> ProblemKind:
        return ProblemKind[self.record.kind]

    @strawberry.field(description="What happened, in their words. Plain text.")
    def text(self) -> str | None:
        return self.record.text

    @strawberry.field(description="When they reported it.")
    def reported_at(self) -> datetime:
        return self.record.reported_at

    @strawberry.field(description="Number of the incident that it belongs to.")
    def incident(self) -> int | None:
        return self.record.incident_id

    @strawberry.field(description="Number of the order that brought it.")
    def order_number(self) -> str:
        return self.record.order

    @strawberry.field(description="Where it was bought.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)


@shown_to(Role.ORDERS)
@strawberry.type(description="A page of reports, the latest first.")
class StaffProblemReportConnection:
    """Relay's connection, without edges."""

    nodes: list[StaffProblemReport] = strawberry.field(description="The reports.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.ORDERS)
@strawberry.type(description="A line of an order that holds what is pulled.")
class StaffConcernedOrder:
    """A record of the store."""

    record: strawberry.Private[ConcernedOrder]

    @strawberry.field(description="Number of the order.")
    def number(self) -> str:
        return self.record.order

    @strawberry.field(description="Where it was placed.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="Number of the variant.")
    def sku(self) -> str:
        return self.record.sku

    @strawberry.field(description="How many of it.")
    def quantity(self) -> int:
        return self.record.quantity

    @strawberry.field(description="How far the sale is.")
    def status(self) -> str:
        return self.record.status

    @strawberry.field(description="How far the goods are; what hasn't left may still be held back.")
    def fulfilment_status(self) -> str:
        return self.record.fulfilment_status

    @strawberry.field(description="When it was placed.")
    def placed_at(self) -> datetime:
        return self.record.placed_at


@shown_to(Role.ORDERS)
@strawberry.type(description="A page of lines, the latest first.")
class StaffConcernedOrderConnection:
    """Relay's connection, without edges."""

    nodes: list[StaffConcernedOrder] = strawberry.field(description="The lines.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


@shown_to(Role.STOCK)
@strawberry.type(description="So many of what is pulled, in a warehouse.")
class StaffConcernedStock:
    """A record of the store."""

    record: strawberry.Private[ConcernedStock]

    @strawberry.field(description="Number of the variant.")
    def sku(self) -> str:
        return self.record.sku

    @strawberry.field(description="Name of the warehouse.")
    def warehouse(self) -> str:
        return self.record.warehouse

    @strawberry.field(description="How many lie there.")
    def quantity(self) -> int:
        return self.record.quantity


@strawberry.type
class ConcernedQuery:
    """The part of `Query` that is about what incidents concern."""

    @strawberry.field(
        description="What customers reported of products, the latest first; only from the role's regions.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def problem_reports(
        self,
        info: StaffInfo,
        incident: Annotated[int | None, strawberry.argument(description="Only of this incident.")] = None,
        sku: Annotated[str | None, strawberry.argument(description="Only of this product.")] = None,
        first: First = None,
        after: After = None,
    ) -> StaffProblemReportConnection:
        visit, mark = info.context, mark_list("problem-reports", incident, sku)
        page = read_page(PageArguments(first, after), mark, read_number, visit.shop.language)
        found = await list_reports(
            visit.database,
            page.size + 1,
            incident=incident,
            sku=sku,
            regions=(await visit.staff()).regions(Role.ORDERS),
            below=int(str(page.edge[0])) if page.edge else None,
        )
        rows = found[: page.size]
        cursors = [write_cursor(mark, (row.id,)) for row in rows]
        return StaffProblemReportConnection(
            nodes=[StaffProblemReport(record=row) for row in rows],
            page_info=one_way(cursors, more=len(found) > page.size, later=page.edge is not None),
        )

    @strawberry.field(
        description="Orders that hold what an incident has pulled, the latest first; only from the regions of"
        " the role.",
        extensions=[Behind(Role.ORDERS)],
    )
    async def incident_orders(
        self, info: StaffInfo, number: Incident, first: First = None, after: After = None
    ) -> StaffConcernedOrderConnection:
        visit, mark = info.context, mark_list("incident-orders", number)
        page = read_page(PageArguments(first, after), mark, read_number, visit.shop.language)
        regions = (await visit.staff()).regions(Role.ORDERS)
        below = int(str(page.edge[0])) if page.edge else None
        found = await list_orders(visit.database, number, page.size + 1, regions=regions, below=below)
        rows = found[: page.size]
        cursors = [write_cursor(mark, (row.id,)) for row in rows]
        return StaffConcernedOrderConnection(
            nodes=[StaffConcernedOrder(record=row) for row in rows],
            page_info=one_way(cursors, more=len(found) > page.size, later=page.edge is not None),
        )

    @strawberry.field(
        description="What lies in which warehouse of what an incident has pulled.",
        extensions=[Behind(Role.STOCK)],
    )
    async def incident_stock(self, info: StaffInfo, number: Incident) -> list[StaffConcernedStock]:
        found = await list_stock(info.context.database, number)
        return [StaffConcernedStock(record=row) for row in found]
