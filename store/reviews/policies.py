"""How a storefront treats reviews: what is shown at once, and for how long one may edit."""

from dataclasses import dataclass
from datetime import timedelta

from store.database import Statements

READ = "select publish_first, edit_days from review_policies where region = $1"
WRITE = """
insert into review_policies (region, publish_first, edit_days) values ($1, $2, $3)
on conflict (region) do update set publish_first = excluded.publish_first, edit_days = excluded.edit_days
"""


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """`publish_first`: nothing suspicious is shown at once. `edit_window`: counted from the first version."""

    publish_first: bool = True
    edit_window: timedelta = timedelta(days=90)


async def read_review_policy(reading: Statements, region: str) -> ReviewPolicy:
    """What holds in a region; the defaults where nobody said otherwise."""
    row = await reading.fetchrow(READ, region)
    if row is None:
        return ReviewPolicy()
    return ReviewPolicy(row["publish_first"], timedelta(days=row["edit_days"]))


async def set_review_policy(writing: Statements, region: str, policy: ReviewPolicy) -> None:
    """What holds in a region from now on; reviews that are there stay as they are."""
    await writing.execute(WRITE, region, policy.publish_first, policy.edit_window.days)
