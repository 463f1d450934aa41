"""What may be tried only so often: counted in the database, so that all workers count together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from store.database import Statements

LONGEST = timedelta(hours=1)
"""No limit, here or elsewhere, has a longer window."""
LEAST = -(2**31)
"""Where the count of those begins who may try as often as they like."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within a window that starts with the first of them; ValueError for one too long."""

    name: str
    tries: int
    window: timedelta

    def __post_init__(self) -> None:
        """Refuse a window that would be forgotten before it is over."""
        if self.window > LONGEST:
            raise ValueError(f"the window of {self.name} is longer than {LONGEST}")


SIGN_IN = Limit("sign-in", tries=10, window=timedelta(minutes=15))
REGISTER = Limit("register", tries=10, window=timedelta(hours=1))
REVIEW = Limit("review", tries=60, window=timedelta(hours=1))
"""Writing, editing and reporting reviews, by customer."""
VOTE = Limit("review-vote", tries=300, window=timedelta(hours=1))
"""Votes on reviews, by customer."""
PROBLEM = Limit("problem", tries=20, window=timedelta(hours=1))
"""Reporting problems with products, by customer or by a guest's order."""

NONCE = Limit("openid-nonce", tries=1, window=timedelta(minutes=20))
"""Signing in with one nonce; it ends by itself before the window does."""


async def admit(statements: Statements, limit: Limit, subject: str, now: datetime) -> bool:
    """Count a try; False once there were too many. The subject (an e-mail address) is kept as a digest."""
    count: int = await statements.fetchval(
        """
        insert into attempts (key, window_start, count) values ($1, $2, 1)
        on conflict (key) do update set
            count = case when attempts.window_start > $3 then attempts.count + 1 else 1 end,
            window_start = case when attempts.window_start > $3 then attempts.window_start else $2 end
        returning count
        """,
        _key(limit, subject), now, now - limit.window,
    )  # fmt: skip
    return count <= limit.tries


async def forget(statements: Statements, limit: Limit, subject: str) -> None:
    """Count from nothing again, as after a try that was right."""
    await statements.execute(
        "delete from attempts where key = $1 and isfinite(window_start)", _key(limit, subject)
    )


async def exempt(statements: Statements, limit: Limit, subject: str) -> None:
    """Let somebody try as often as they like: a window that never ends, with room for all that will be."""
    await statements.execute(
        """
        insert into attempts (key, window_start, count) values ($1, 'infinity', $2)
        on conflict (key) do update set window_start = excluded.window_start, count = excluded.count
        """,
        _key(limit, subject), LEAST,
    )  # fmt: skip


async def forget_tries(statements: Statements, now: datetime) -> None:
    """Drop windows that are over; the worker calls it each round."""
    await statements.execute("delete from attempts where window_start < $1", now - LONGEST)


def _key(limit: Limit, subject: str) -> str:
    return sha256(f"{limit.name}:{subject}".encode()).hexdigest()
