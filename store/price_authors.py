"""Who set the prices of a variant, and when: told from the audit, where each change has its author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from store.database import Statements

# `prices.set` has a history as an object, a line of the load format as a list of dated entries.
READ = """
with wanted as (
    select variant.sku, product.sku as product
    from variants variant join products product on product.id = variant.product_id where variant.sku = $1
)
select entry.at, coalesce(staff.name, entry.operator) as name,
    case when entry.action = 'prices.set' then entry.before else (
        select line -> 'prices' -> $2 from jsonb_array_elements(entry.before -> 'variants') line
        where line ->> 'sku' = wanted.sku) end as before,
    case when entry.action = 'prices.set' then entry.after else (
        select line -> 'prices' -> $2 from jsonb_array_elements(entry.after -> 'variants') line
        where line ->> 'sku' = wanted.sku) end as after
from wanted join audit_entries entry on (entry.subject = 'variant:' || wanted.sku
        and entry.action = 'prices.set' and entry.region = $2)
    or (entry.subject = 'product:' || wanted.product and entry.action in ('product.added', 'product.changed'))
left join staff_members staff on staff.id = entry.actor_id
order by entry.id
"""


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who set something, as the audit names them (None: the shop itself), and when they did."""

    name: str | None
    at: datetime


async def price_authors(statements: Statements, sku: str, storefront: str) -> dict[datetime, Authorship]:
    """Who set the price of a variant that begins at an instant; nothing for what the audit doesn't know."""
    authors: dict[datetime, Authorship] = {}
    for row in await statements.fetch(READ, sku, storefront):
        before, after = _history(row["before"]), _history(row["after"])
        for start, amount in after.items():
            if start not in before or before[start] != amount:
                authors[start] = Authorship(row["name"], row["at"])
    return authors


def _history(told: str | None) -> Mapping[datetime, Any]:
    """Amounts by the instants from which they hold, in either of the two shapes."""
    found = orjson.loads(told or "{}") or {}
    pairs = found.items() if isinstance(found, dict) else ((each["from"], each["price"]) for each in found)
    return {datetime.fromisoformat(start): amount for start, amount in pairs if start}
