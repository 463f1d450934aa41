"""Letters about the cord: to the staff that it was pulled, to those who reported that they have helped."""

from collections.abc import Sequence
from datetime import datetime

from regions.lawbook import lawbook
from store.database import Statements
from store.outbox import enqueue

LOOK_AFTER_GOODS = ("CATALOGUE", "ORDERS", "STOCK")
"""Roles whose holders are told: they find the cause, or have customers who ask."""

STAFF = """
select staff.id, staff.email,
    case when bool_or(held.region is null) then null else min(held.region) end as home
from staff_members staff join staff_roles held on held.staff_id = staff.id
where staff.disabled_at is null and held.role = any($1::text[])
    and ($2::text is null or held.region is null or held.region = $2)
group by staff.id order by staff.id
"""
PULLED = """
select incident.id as number, coalesce(variant.sku, product.sku) as sku, incident.kind, incident.region,
    incident.reason, opener.name as opened_by
from incidents incident join products product on product.id = incident.product_id
left join variants variant on variant.id = incident.variant_id
left join staff_members opener on opener.id = incident.opened_by_id
where incident.id = $1
"""
REPORTERS = """
select report.id, bought.email, bought.language, bought.region, bought.number,
    coalesce((
        select told->>'title' from jsonb_array_elements(bought.document->'lines') told
        where told->'product_id' = to_jsonb(report.product_id) limit 1), product.sku) as title
from problem_reports report join orders bought on bought.id = report.order_id
join products product on product.id = report.product_id
left join customers buyer on buyer.id = bought.customer_id
where report.id = any($1::bigint[]) and bought.email <> '' and buyer.erased_at is null order by report.id
"""


async def tell_staff(writing: Statements, incident: int, home: str, now: datetime) -> None:
    """Write to those who look after the goods, each once; in the first language of their own region.

    `home` is the region that speaks for those who work for all of them.
    """
    row = await writing.fetchrow(PULLED, incident)
    if row is None:
        return
    for member in await writing.fetch(STAFF, LOOK_AFTER_GOODS, row["region"]):
        region = row["region"] or member["home"] or home
        storefront = lawbook().storefronts.get(region)
        if storefront is not None:
            await enqueue(
                writing,
                "CORD_PULLED",
                member["email"],
                language=storefront.languages[0],
                region=region,
                payload=dict(row),
                key=f"CORD_PULLED:{incident}:{member['id']}",
                send_after=now,
            )


async def thank_reporters(writing: Statements, reports: Sequence[int], now: datetime) -> None:
    """Thank those whose reports have become part of an incident, each once, in their order's language.

    Nobody writes to those who have asked to be forgotten.
    """
    if not reports:
        return
    for row in await writing.fetch(REPORTERS, list(reports)):
        await enqueue(
            writing,
            "PROBLEM_THANKS",
            row["email"],
            language=row["language"],
            region=row["region"],
            payload={"title": row["title"], "number": row["number"]},
            key=f"PROBLEM_THANKS:{row['id']}",
            send_after=now,
        )
