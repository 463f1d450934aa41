"""What an incident concerns, one by one: reports in customers' words, orders, goods in warehouses."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from store.database import Statements

REPORTS = """
select report.id, product.sku, report.kind, report.text, report.reported_at, report.incident_id,
    bought.number as order, bought.region
from problem_reports report join products product on product.id = report.product_id
join orders bought on bought.id = report.order_id
where ($1::bigint is null or report.incident_id = $1) and ($2::text is null or product.sku = $2)
    and ($3::text[] is null or bought.region = any($3)) and ($4::bigint is null or report.id < $4)
order by report.id desc limit $5
"""
ORDERS = """
select line.id, line.sku, line.quantity, line.delivered_at, bought.number as order, bought.region,
    bought.status, bought.fulfilment_status, bought.placed_at
from incidents incident join order_lines line on line.product_id = incident.product_id
    and (incident.variant_id is null or line.variant_id = incident.variant_id)
join orders bought on bought.id = line.order_id
    and (incident.region is null or bought.region = incident.region)
where incident.id = $1 and ($2::text[] is null or bought.region = any($2))
    and ($3::bigint is null or line.id < $3)
order by line.id desc limit $4
"""
STOCK = """
select variant.sku, kept.warehouse, kept.quantity
from incidents incident join variants variant on variant.product_id = incident.product_id
    and (incident.variant_id is null or variant.id = incident.variant_id)
join stock kept on kept.variant_id = variant.id
where incident.id = $1 order by variant.sku, kept.warehouse
"""


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """What somebody reported of a product, in their words; `order` is the number of what brought it."""

    id: int
    sku: str
    kind: str
    text: str | None
    reported_at: datetime
    incident_id: int | None
    order: str
    region: str


@dataclass(frozen=True, slots=True)
class ConcernedOrder:
    """A line of an order that holds what is pulled."""

    id: int
    sku: str
    quantity: int
    delivered_at: datetime | None
    order: str
    region: str
    status: str
    fulfilment_status: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class ConcernedStock:
    """So many of a variant in a warehouse."""

    sku: str
    warehouse: str
    quantity: int


async def list_reports(
    reading: Statements,
    most: int,
    *,
    incident: int | None = None,
    sku: str | None = None,
    regions: Collection[str] | None = None,
    below: int | None = None,
) -> list[ReportRecord]:
    """Reports, the latest first: of an incident, a product or all; `regions` are those of the orders."""
    chosen = None if regions is None else sorted(regions)
    rows = await reading.fetch_for_values(REPORTS, incident, sku, chosen, below, most)
    return [ReportRecord(**row) for row in rows]


async def list_orders(
    reading: Statements,
    incident: int,
    most: int,
    *,
    regions: Collection[str] | None = None,
    below: int | None = None,
) -> list[ConcernedOrder]:
    """The orders' lines that an incident concerns, the latest first."""
    chosen = None if regions is None else sorted(regions)
    rows = await reading.fetch_for_values(ORDERS, incident, chosen, below, most)
    return [ConcernedOrder(**row) for row in rows]


async def list_stock(reading: Statements, incident: int) -> list[ConcernedStock]:
    """What lies where of what an incident has pulled."""
    return [ConcernedStock(**row) for row in await reading.fetch(STOCK, incident)]
