"""When reports of one kind stop a product.

What was set is never overwritten: each setting holds from its instant on, until the next one does. A region's
own settings go before those for all regions.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from typing import Any

from regions.reading import refuse_unless
from store.audit import record
from store.database import Statements

MOST_REPORTERS = 100
LONGEST_PERIOD = 365

READ = """
select distinct on (kind) kind, reporters, days, confirm_by_other from cord_settings
where kind = any($1::text[]) and (region = $2 or region is null) and valid_from <= $3
order by kind, region is null, valid_from desc, id desc
"""
WRITE = """
insert into cord_settings (kind, region, reporters, days, confirm_by_other, valid_from, written_at, staff_id)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
HISTORY = """
select setting.kind, setting.region, setting.reporters, setting.days, setting.confirm_by_other,
    setting.valid_from, setting.written_at, staff.name as author
from cord_settings setting left join staff_members staff on staff.id = setting.staff_id
where setting.region is null or setting.region = $1
order by setting.kind, setting.region is null, setting.valid_from desc, setting.id desc limit $2
"""


@unique
class Problem(StrEnum):
    """What may be wrong with a product."""

    DAMAGED = "DAMAGED"
    WRONG_DESCRIPTION = "WRONG_DESCRIPTION"
    WRONG_ITEM = "WRONG_ITEM"
    MISSING_PART = "MISSING_PART"
    UNSAFE = "UNSAFE"
    QUALITY = "QUALITY"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class CordPolicy:
    """So many independent customers within so many days; with 0 it is for employees alone.

    `confirm_by_other`: who pulled the cord isn't the one who confirms that the cause is gone.
    """

    reporters: int = 2
    days: int = 30
    confirm_by_other: bool = False

    @property
    def within(self) -> timedelta:
        """The period in which reports add up."""
        return timedelta(days=self.days)


UNSAFE = CordPolicy(reporters=1)
"""Nobody waits for a second accident."""


@dataclass(frozen=True, slots=True)
class CordSetting:
    """A policy as somebody set it; `region` None: for all that have said nothing themselves."""

    kind: Problem
    region: str | None
    policy: CordPolicy
    valid_from: datetime
    written_at: datetime
    author: str | None


async def read_cord_policy(reading: Statements, kind: str, region: str | None, at: datetime) -> CordPolicy:
    """What holds for a kind of problem with what was bought in a region, at an instant."""
    return (await _read(reading, [Problem(kind)], region, at))[Problem(kind)]


async def read_cord_policies(
    reading: Statements, region: str | None, at: datetime
) -> dict[Problem, CordPolicy]:
    """What holds for each kind of problem with what was bought in a region, at an instant."""
    return await _read(reading, list(Problem), region, at)


async def _read(
    reading: Statements, kinds: list[Problem], region: str | None, at: datetime
) -> dict[Problem, CordPolicy]:
    found = {kind: UNSAFE if kind is Problem.UNSAFE else CordPolicy() for kind in kinds}
    for row in await reading.fetch(READ, kinds, region, at):
        found[Problem(row["kind"])] = CordPolicy(row["reporters"], row["days"], row["confirm_by_other"])
    return found


async def set_cord_policy(
    writing: Statements,
    kind: Problem,
    policy: CordPolicy,
    now: datetime,
    *,
    region: str | None = None,
    valid_from: datetime | None = None,
    actor: int | None = None,
) -> None:
    """What holds for a kind of problem from now or a later instant on, in one region or in all.

    `writing` is a transaction. Raises BadInput for a policy that makes no sense, naming the field.
    """
    check_cord_policy(kind, policy)
    start = valid_from or now
    refuse_unless(start >= now, "validFrom", "has passed; what held then stays as it was")
    before = await read_cord_policy(writing, kind, region, start)
    told = (policy.reporters, policy.days, policy.confirm_by_other)
    await writing.execute(WRITE, kind, region, *told, start, now, actor)
    after: dict[str, Any] = {**asdict(policy), "from": start}
    subject = f"cord_policy:{kind}"
    await record(writing, actor, "cord.policy", subject, asdict(before), after, now, region=region)


def check_cord_policy(kind: Problem, policy: CordPolicy) -> None:
    """Raise BadInput for what makes no sense."""
    if kind is Problem.UNSAFE:
        alone = "must be 1 for UNSAFE; nobody waits for a second accident"
        refuse_unless(policy.reporters == 1, "reporters", alone)
    reporters = f"is not between 0 and {MOST_REPORTERS}; 0 leaves the cord to employees"
    refuse_unless(0 <= policy.reporters <= MOST_REPORTERS, "reporters", reporters)
    days = f"is not between 1 and {LONGEST_PERIOD} days"
    refuse_unless(1 <= policy.days <= LONGEST_PERIOD, "days", days)


async def cord_policy_history(reading: Statements, region: str | None, most: int) -> list[CordSetting]:
    """What was set for a region and for all, by kind, the latest to hold first."""
    return [
        CordSetting(
            Problem(row["kind"]),
            row["region"],
            CordPolicy(row["reporters"], row["days"], row["confirm_by_other"]),
            row["valid_from"],
            row["written_at"],
            row["author"],
        )
        for row in await reading.fetch(HISTORY, region, most)
    ]
