"""Incidents as the staff sees them: what was reported, by how many, and what it concerns."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Statements

READ = """
select i.id, p.sku as product, v.sku as variant, i.region, i.kind, i.reason, i.opened_at, i.closed_at,
    opener.name as opened_by, closer.name as closed_by,
    (select count(*) from problem_reports r where r.incident_id = i.id)::int as reports,
    (select count(distinct coalesce(r.customer_id::text, r.email_digest, 'order ' || r.order_id))
        from problem_reports r where r.incident_id = i.id)::int as reporters,
    (select count(distinct l.order_id) from order_lines l join orders o on o.id = l.order_id
        where l.product_id = i.product_id and (i.variant_id is null or l.variant_id = i.variant_id)
            and (i.region is null or o.region = i.region))::int as orders,
    coalesce((select sum(s.quantity) from stock s join variants o on o.id = s.variant_id
        where o.product_id = i.product_id and (i.variant_id is null or o.id = i.variant_id)), 0)::int as stock
from incidents i
join products p on p.id = i.product_id
left join variants v on v.id = i.variant_id
left join staff_members opener on opener.id = i.opened_by_id
left join staff_members closer on closer.id = i.closed_by_id
"""
LATEST = f"""{READ}
where ($1::bigint is null or i.id < $1) and (not $2 or i.closed_at is null) order by i.id desc limit $3
"""
ONE = f"{READ} where i.id = $1"
NOTES = """
select n.incident_id, n.kind, n.text, n.at, staff.name as staff
from incident_notes n left join staff_members staff on staff.id = n.staff_id
where n.incident_id = any($1::bigint[]) order by n.id
"""


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """An incident; products and variants by their numbers, people by their names."""

    id: int
    product: str
    variant: str | None
    region: str | None
    kind: str
    reason: str | None
    opened_at: datetime
    closed_at: datetime | None
    opened_by: str | None
    closed_by: str | None
    reports: int
    reporters: int
    orders: int
    stock: int


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """An entry in an incident's history."""

    incident_id: int
    kind: str
    text: str | None
    at: datetime
    staff: str | None


async def list_incidents(
    reading: Statements, most: int, *, open_only: bool, below: int | None = None
) -> list[IncidentRecord]:
    """Incidents, the latest first."""
    return [
        IncidentRecord(**dict(row)) for row in await reading.fetch_for_values(LATEST, below, open_only, most)
    ]


async def read_incident(reading: Statements, incident: int) -> IncidentRecord | None:
    """One incident."""
    row = await reading.fetchrow(ONE, incident)
    return None if row is None else IncidentRecord(**dict(row))


async def read_notes(reading: Statements, incidents: list[int]) -> dict[int, list[NoteRecord]]:
    """The histories of incidents. One statement."""
    found: dict[int, list[NoteRecord]] = {incident: [] for incident in incidents}
    for row in await reading.fetch(NOTES, incidents):
        found[row["incident_id"]].append(NoteRecord(**dict(row)))
    return found
