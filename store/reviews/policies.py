"""How a storefront treats reviews: what is shown at once, how long one may edit, whether buyers are asked.

What was set is never overwritten: each setting holds from its instant on, until the next one does.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from regions.reading import refuse_unless
from store.audit import record
from store.database import Statements

LONGEST_WINDOW = 3_650
LONGEST_WAIT = 90
"""Days; whoever is asked later than that has forgotten."""

READ = """
select publish_first, edit_days, invite_days from review_settings
where region = $1 and valid_from <= $2 order by valid_from desc, id desc limit 1
"""
WRITE = """
insert into review_settings (region, publish_first, edit_days, invite_days, valid_from, written_at, staff_id)
values ($1, $2, $3, $4, $5, $6, $7)
"""
HISTORY = """
select setting.publish_first, setting.edit_days, setting.invite_days, setting.valid_from, setting.written_at,
    staff.name as author
from review_settings setting left join staff_members staff on staff.id = setting.staff_id
where setting.region = $1 order by setting.valid_from desc, setting.id desc limit $2
"""


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """`publish_first`: nothing suspicious is shown at once. `edit_days`: counted from the first version.

    `invite_days`: so long after the delivery buyers are asked to write; None: they aren't asked.
    """

    publish_first: bool = True
    edit_days: int = 90
    invite_days: int | None = 7

    @property
    def edit_window(self) -> timedelta:
        """How long a review may be edited."""
        return timedelta(days=self.edit_days)


@dataclass(frozen=True, slots=True)
class ReviewSetting:
    """A policy as somebody set it; without an author it came before there were any."""

    policy: ReviewPolicy
    valid_from: datetime
    written_at: datetime
    author: str | None


async def read_review_policy(reading: Statements, region: str, at: datetime) -> ReviewPolicy:
    """What holds in a region at an instant; the defaults where nobody said otherwise."""
    row = await reading.fetchrow(READ, region, at)
    return ReviewPolicy() if row is None else ReviewPolicy(**row)


async def set_review_policy(
    writing: Statements,
    region: str,
    policy: ReviewPolicy,
    now: datetime,
    *,
    valid_from: datetime | None = None,
    actor: int | None = None,
) -> None:
    """What holds in a region from now or a later instant on; reviews that are there stay as they are.

    `writing` is a transaction. Raises BadInput for a policy that makes no sense, naming the field.
    """
    check_review_policy(policy)
    start = valid_from or now
    refuse_unless(start >= now, "validFrom", "has passed; what held then stays as it was")
    before = await read_review_policy(writing, region, start)
    told = (policy.publish_first, policy.edit_days, policy.invite_days)
    await writing.execute(WRITE, region, *told, start, now, actor)
    after: dict[str, Any] = {**asdict(policy), "from": start}
    subject = f"review_policy:{region}"
    await record(writing, actor, "reviews.policy", subject, asdict(before), after, now, region=region)


def check_review_policy(policy: ReviewPolicy) -> None:
    """Raise BadInput for what makes no sense."""
    days = f"is not between 0 and {LONGEST_WINDOW} days"
    refuse_unless(0 <= policy.edit_days <= LONGEST_WINDOW, "editDays", days)
    wait = f"is not between 1 and {LONGEST_WAIT} days; null asks nobody"
    refuse_unless(policy.invite_days is None or 1 <= policy.invite_days <= LONGEST_WAIT, "inviteDays", wait)


async def review_policy_history(reading: Statements, region: str, most: int) -> list[ReviewSetting]:
    """What was set for a region, the latest to hold first."""
    return [
        ReviewSetting(
            ReviewPolicy(row["publish_first"], row["edit_days"], row["invite_days"]),
            row["valid_from"],
            row["written_at"],
            row["author"],
        )
        for row in await reading.fetch(HISTORY, region, most)
    ]
