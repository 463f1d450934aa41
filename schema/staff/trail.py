"""Who changed what, as those who answer for it may see it."""

from datetime import datetime
from typing import Annotated

import orjson
import strawberry
from strawberry.scalars import JSON

from schema.connection import PageInfo
from schema.paging import PageArguments, mark_list, read_page, write_cursor
from schema.scalars import RegionCode
from schema.staff.catalogue import After, First
from schema.staff.guard import Behind, shown_to
from schema.staff.paging import one_way, read_number
from schema.staff.visit import StaffInfo, StaffVisit
from store.accounts.staff import Role
from store.audit import AuditRecord, read_audit, subjects_of_product


@shown_to(Role.ADMIN)
@strawberry.type(description="A change, as it was made.")
class AuditEntry:
    """A row of the audit."""

    entry: strawberry.Private[AuditRecord]

    @strawberry.field(description="When it was made.")
    def at(self) -> datetime:
        return self.entry.at

    @strawberry.field(
        description="Name of the staff member, or of who was at the command line; null: the shop itself."
    )
    def actor(self) -> str | None:
        return self.entry.actor_name

    @strawberry.field(description="What was done, such as `prices.set`.")
    def action(self) -> str:
        return self.entry.action

    @strawberry.field(description="To what, such as `product:faust` or `variant:faust-hc`.")
    def subject(self) -> str:
        return self.entry.subject

    @strawberry.field(description="The one region that it is about; null: all of them.")
    def region(self) -> RegionCode | None:
        return None if self.entry.region is None else RegionCode(self.entry.region)

    @strawberry.field(description="What changed, as it was; null if it wasn't there.")
    def before(self) -> JSON | None:
        return None if self.entry.before is None else JSON(orjson.loads(self.entry.before))

    @strawberry.field(description="What changed, as it is; null if it isn't there any more.")
    def after(self) -> JSON | None:
        return None if self.entry.after is None else JSON(orjson.loads(self.entry.after))


@shown_to(Role.ADMIN)
@strawberry.type(description="A change in its place in the trail.")
class AuditEdge:
    """An entry and the cursor that leads on from it."""

    node: AuditEntry = strawberry.field(description="The change.")
    cursor: str = strawberry.field(description="Cursor of this entry.")


@shown_to(Role.ADMIN)
@strawberry.type(description="A page of changes, the newest first.")
class AuditConnection:
    """Relay's connection."""

    edges: list[AuditEdge] = strawberry.field(description="The changes with their cursors.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    @strawberry.field(description="The changes of this page.")
    def nodes(self) -> list[AuditEntry]:
        return [edge.node for edge in self.edges]


@strawberry.type
class TrailQuery:
    """The part of `Query` that is about the audit."""

    @strawberry.field(
        description="Who changed what, the newest first. Whoever has the role in some regions only sees what "
        "is about these.",
        extensions=[Behind(Role.ADMIN)],
    )
    async def audit_trail(
        self,
        info: StaffInfo,
        subject: Annotated[
            str | None, strawberry.argument(description="Only of this subject, such as `product:faust`.")
        ] = None,
        product: Annotated[
            str | None,
            strawberry.argument(description="Only of the product with this number and of its variants."),
        ] = None,
        first: First = None,
        after: After = None,
    ) -> AuditConnection:
        visit, mark = info.context, mark_list("audit", subject, product)
        page = read_page(PageArguments(first, after), mark, read_number, visit.shop.language)
        regions = (await visit.staff()).regions(Role.ADMIN)
        found = await read_audit(
            visit.database,
            page.size + 1,
            below=page.edge[0] if page.edge else None,
            subjects=await _subjects(visit, subject, product),
            regions=None if regions is None else sorted(regions),
        )
        edges = [
            AuditEdge(node=AuditEntry(entry=entry), cursor=write_cursor(mark, (entry.id,)))
            for entry in found[: page.size]
        ]
        ends = [edge.cursor for edge in edges]
        more = len(found) > page.size
        return AuditConnection(edges=edges, page_info=one_way(ends, more=more, later=page.edge is not None))


async def _subjects(visit: StaffVisit, subject: str | None, product: str | None) -> list[str] | None:
    """The subjects that both arguments leave; None is all."""
    if product is None:
        return None if subject is None else [subject]
    found = await subjects_of_product(visit.database, product)
    return [each for each in found if subject in (None, each)]
