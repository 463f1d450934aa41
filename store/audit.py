"""Who changed what, when, from what to what: written in the transaction that makes the change.

Rows are only ever added; the database refuses anything else. An actor is a staff member's number, an operator
the name of somebody at the command line; the shop itself is neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from store.database import Statements
from store.models.audit import OPERATOR_LENGTH, SUBJECT_LENGTH

WRITE = """
insert into audit_entries (at, actor_id, action, subject, region, before, after, operator)
values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8) returning id
"""
READ = """
select entry.id, entry.at, entry.action, entry.subject, entry.region, entry.before, entry.after,
    staff.id as actor_id, coalesce(staff.name, entry.operator) as actor_name
from audit_entries entry left join staff_members staff on staff.id = entry.actor_id
where ($1::bigint is null or entry.id < $1) and ($2::text[] is null or entry.subject = any($2))
    and ($3::bigint is null or entry.actor_id = $3)
    and ($4::text[] is null or entry.region = any($4))
order by entry.id desc limit $5
"""
VARIANTS = """
select variant.sku from variants variant join products product on product.id = variant.product_id
where product.sku = $1 order by variant.position, variant.id
"""


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One change; ``before`` and ``after`` are JSON text, None where there was or is nothing."""

    id: int
    at: datetime
    action: str
    subject: str
    region: str | None
    before: str | None
    after: str | None
    actor_id: int | None
    actor_name: str | None


async def record(
    transaction: Statements,
    actor: int | None,
    action: str,
    subject: str,
    before: Any,
    after: Any,
    now: datetime,
    *,
    region: str | None = None,
    operator: str | None = None,
) -> int:
    """Note a change in the transaction that makes it; the entry's number.

    ``subject`` is a sort and a name (``product:faust``), ``before`` and ``after`` are plain JSON values.
    """
    who = operator and operator[:OPERATOR_LENGTH]
    told = (None if value is None else orjson.dumps(value).decode() for value in (before, after))
    number: int = await transaction.fetchval(
        WRITE, now, actor, action, subject[:SUBJECT_LENGTH], region, *told, who
    )
    return number


async def read_audit(
    statements: Statements,
    most: int,
    *,
    below: int | None = None,
    subjects: Sequence[str] | None = None,
    actor: int | None = None,
    regions: Sequence[str] | None = None,
) -> list[AuditRecord]:
    """The newest entries first, those below a number; ``regions`` leaves out all that is about others."""
    rows = await statements.fetch_for_values(READ, below, subjects, actor, regions, most)
    return [AuditRecord(**dict(row)) for row in rows]


async def subjects_of_product(statements: Statements, sku: str) -> list[str]:
    """The subjects under which a product's changes are noted: its own and its variants'."""
    rows = await statements.fetch(VARIANTS, sku)
    return [f"product:{sku}", *(f"variant:{row['sku']}" for row in rows)]


def what_differs(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The fields in which two states differ, as each has them; None for a state that isn't.

    Of objects in them only what differs is told, too, and of lists of the same variants only those that do.
    """
    old, new = _fields(before or {}, after or {})
    return None if before is None else old, None if after is None else new


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    parts = {name: _apart(old.get(name), new.get(name)) for name in names}
    return {name: was for name, (was, _) in parts.items()}, {name: now for name, (_, now) in parts.items()}


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Two values that differ, without what is alike in them."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _fields(old, new)
    if _skus(old) is None or _skus(old) != _skus(new):
        return old, new
    parts = [
        (each["sku"], *_fields(each, other)) for each, other in zip(old, new, strict=True) if each != other
    ]
    return [{"sku": sku, **was} for sku, was, _ in parts], [{"sku": sku, **now} for sku, _, now in parts]


def _skus(value: Any) -> list[str] | None:
    """The numbers of variants in a list of them; None for anything else."""
    if isinstance(value, list) and all(isinstance(each, Mapping) and "sku" in each for each in value):
        return [each["sku"] for each in value]
    return None
