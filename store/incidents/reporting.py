"""Reports of problems by customers who received the product; enough of one kind pull the cord."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from store.database import Database, Statements
from store.deadlocks import begun_anew
from store.incidents.independence import count_independent
from store.incidents.policies import Problem, read_cord_policy
from store.incidents.pulling import open_incident
from store.incidents.shelf import Area, lock_product
from store.words import fold

RECEIVED = """
select bought.document->'address' as address
from orders bought join order_lines line on line.order_id = bought.id
where bought.id = $1 and bought.customer_id = $2 and line.product_id = $3
    and coalesce(line.delivered_at, bought.delivered_at) <= $4
limit 1
"""
INSERT = """
insert into problem_reports (product_id, order_id, customer_id, address_digest, kind, text, reported_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (order_id, product_id, kind) do update set text = excluded.text
"""
OPEN = """
select id from incidents
where product_id = $1 and closed_at is null and variant_id is null and region is null
order by id limit 1
"""
SINCE = """
select customer_id, address_digest from problem_reports
where product_id = $1 and kind = $2 and reported_at > $3 and incident_id is null and customer_id is not null
"""
JOIN = (
    "update problem_reports set incident_id = $1 where product_id = $2 and kind = $3 and incident_id is null"
)
PLACE = ("country", "postal_code", "city", "street_address")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a customer reports about a product of an order."""

    product: int
    order: int
    customer: int
    kind: Problem
    text: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """The report is kept; `pulled` is true once the product isn't sold any more, by this or another one."""

    pulled: bool


@dataclass(frozen=True, slots=True)
class NotReceived:
    """The product wasn't delivered to this customer with this order."""


@begun_anew
async def report_problem(database: Database, trouble: Trouble, now: datetime) -> Reported | NotReceived:
    """Keep a report, and pull the product from every shop in the same transaction if it is one too many.

    What is reported of an incident that is open joins it; a closed one's reports don't count again.
    """
    async with database.transaction() as writing:
        if not await lock_product(writing, trouble.product):
            return NotReceived()
        told = (trouble.order, trouble.customer, trouble.product)
        bought = await writing.fetchrow(RECEIVED, *told, now)
        if bought is None:
            return NotReceived()
        digest = _address_digest(bought["address"], trouble.customer)
        await writing.execute(
            INSERT, trouble.product, trouble.order, trouble.customer, digest, trouble.kind, trouble.text, now
        )
        incident = await writing.fetchval(OPEN, trouble.product)
        if incident is None and await _is_enough(writing, trouble, now):
            incident = await open_incident(writing, Area(trouble.product), trouble.kind, now)
        if incident is not None:
            await writing.execute(JOIN, incident, trouble.product, trouble.kind)
        return Reported(incident is not None)


async def _is_enough(writing: Statements, trouble: Trouble, now: datetime) -> bool:
    policy = await read_cord_policy(writing, trouble.kind)
    if not policy.reporters:
        return False
    rows = await writing.fetch(SINCE, trouble.product, trouble.kind, now - policy.within)
    reports = [(row["customer_id"], row["address_digest"]) for row in rows]
    return count_independent(reports) >= policy.reporters


def _address_digest(address: str | None, customer: int) -> str:
    """Of the place where it was delivered; what has none (a download) counts for its customer."""
    found: Mapping[str, Any] | None = orjson.loads(address) if address else None
    place = "".join(fold(str(found.get(part) or "")) for part in PLACE) if found else f"customer {customer}"
    letters = "".join(character for character in place if character.isalnum())
    return sha256(letters.encode()).hexdigest()
