"""What became of reviews, for those who look after them: their versions, and the reports about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Statements
from store.reviews.states import Reason, Status

VERSIONS = """
select version.review_id, version.at, version.rating, version.title, version.body, version.status,
    version.reason, staff.name as staff
from review_versions version left join staff_members staff on staff.id = version.staff_id
where version.review_id = any($1::bigint[]) order by version.id
"""
REPORTS = """
select review_id, reason, text, reported_at, handled_at from review_reports
where review_id = any($1::bigint[]) order by id
"""


@dataclass(frozen=True, slots=True)
class Version:
    """How a review stood from an instant on; `staff` is who decided it, None its author or the software."""

    review_id: int
    at: datetime
    rating: int
    title: str | None
    body: str
    status: Status
    reason: Reason | None
    staff: str | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Somebody thinks that a review shouldn't be there; who isn't told."""

    review_id: int
    reason: str
    text: str | None
    reported_at: datetime
    handled_at: datetime | None


async def read_versions(reading: Statements, reviews: Sequence[int]) -> dict[int, list[Version]]:
    """The versions of each review, the oldest first. One statement."""
    found: dict[int, list[Version]] = {review: [] for review in reviews}
    for row in await reading.fetch(VERSIONS, list(reviews)):
        reason = None if row["reason"] is None else Reason(row["reason"])
        told = {**row, "status": Status(row["status"]), "reason": reason}
        found[row["review_id"]].append(Version(**told))
    return found


async def read_complaints(reading: Statements, reviews: Sequence[int]) -> dict[int, list[Complaint]]:
    """The reports about each review, the oldest first. One statement."""
    found: dict[int, list[Complaint]] = {review: [] for review in reviews}
    for row in await reading.fetch(REPORTS, list(reviews)):
        found[row["review_id"]].append(Complaint(**row))
    return found
