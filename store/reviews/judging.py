"""The automatic decision about a review: published at once, or held with a reason that its author is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from store.database import Statements
from store.reviews.policies import ReviewPolicy
from store.reviews.states import Reason, Status
from store.reviews.wording import digest_of, has_contact, has_link

OFTEN = 5
OFTEN_WITHIN = timedelta(minutes=10)
"""As many reviews by one customer in so short a time are looked at before they are shown."""
CROWDED = 30
CROWDED_WITHIN = timedelta(hours=1)
"""So many of one product by people to whom it wasn't delivered look arranged: further ones are held, too."""

SIGNS = """
select
    exists (select from reviews where digest = $1 and (product_id, customer_id) is distinct from ($2, $3))
        as duplicate,
    (select count(*) from reviews where customer_id = $3 and created_at > $4 and product_id <> $2) as recent,
    (select count(*) from (
        select from reviews
        where product_id = $2 and not verified and created_at > $5 and customer_id is distinct from $3
        limit $6) others) as crowd
"""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known around a text: whether it was there before, how many its author has just written, and
    how many others have just written about the product without having received it."""

    duplicate: bool = False
    recent: int = 0
    crowd: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state that a text comes into, and why it isn't published."""

    status: Status
    reason: Reason | None = None


async def read_signs(reading: Statements, body: str, product: int, customer: int, now: datetime) -> Signs:
    """What a verdict needs beside the text. One statement."""
    since = (now - OFTEN_WITHIN, now - CROWDED_WITHIN)
    row = await reading.fetchrow(SIGNS, digest_of(body), product, customer, *since, CROWDED)
    return Signs() if row is None else Signs(**row)


def judge(title: str | None, body: str, signs: Signs, policy: ReviewPolicy, *, verified: bool) -> Verdict:
    """The decision about a text. Nothing is refused by software alone: it is held until somebody looks."""
    text = f"{title or ''}\n{body}"
    suspicions = (
        (has_link(text), Reason.LINK),
        (has_contact(text), Reason.CONTACT),
        (signs.duplicate, Reason.DUPLICATE),
        (signs.recent >= OFTEN, Reason.VELOCITY),
        (signs.crowd >= CROWDED and not verified, Reason.VELOCITY),
        (not policy.publish_first, Reason.LOOKED_AT_FIRST),
    )
    reason = next((reason for suspicious, reason in suspicions if suspicious), None)
    return Verdict(Status.PUBLISHED if reason is None else Status.PENDING, reason)
