"""When reports of one kind stop a product."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique

from store.database import Statements

READ = "select reporters, days, confirm_by_other from cord_policies where kind = $1"
WRITE = """
insert into cord_policies (kind, reporters, days, confirm_by_other) values ($1, $2, $3, $4)
on conflict (kind) do update set
    reporters = excluded.reporters, days = excluded.days, confirm_by_other = excluded.confirm_by_other
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
    """So many independent customers within a period; with 0 it is for employees alone.

    `confirm_by_other`: who pulled the cord isn't the one who confirms that the cause is gone.
    """

    reporters: int = 2
    within: timedelta = timedelta(days=30)
    confirm_by_other: bool = False


UNSAFE = CordPolicy(reporters=1)
"""Nobody waits for a second accident."""


async def read_cord_policy(reading: Statements, kind: str) -> CordPolicy:
    """What holds for a kind of problem; the defaults where nobody said otherwise."""
    row = await reading.fetchrow(READ, kind)
    if row is None:
        return UNSAFE if kind == Problem.UNSAFE else CordPolicy()
    return CordPolicy(row["reporters"], timedelta(days=row["days"]), row["confirm_by_other"])


async def set_cord_policy(writing: Statements, kind: Problem, policy: CordPolicy) -> None:
    """What holds for a kind of problem from now on."""
    told = (policy.reporters, policy.within.days, policy.confirm_by_other)
    await writing.execute(WRITE, kind, *told)
