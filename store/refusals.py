"""Letters that somebody doesn't want: remembered for the address, whether it has an account or not."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from store.database import Statements

REFUSE = """
insert into mail_refusals (kind, email_digest, refused_at) values ($1, $2, $3)
on conflict (kind, email_digest) do nothing
"""
ALLOW = "delete from mail_refusals where kind = $1 and email_digest = $2"
ASK = "select exists (select from mail_refusals where kind = $1 and email_digest = $2)"


class Unasked(StrEnum):
    """Letters that nobody has to accept: whatever doesn't carry out what the reader has asked for."""

    REVIEW_INVITATION = "REVIEW_INVITATION"


def digest_of_email(email: str) -> str | None:
    """What is kept of an address; None for an empty one."""
    tidy = email.strip().lower()
    return sha256(tidy.encode()).hexdigest() if tidy else None


async def refuse_letters(writing: Statements, kind: Unasked, email: str, now: datetime) -> None:
    """Never send such a letter to an address again."""
    await writing.execute(REFUSE, kind, digest_of_email(email), now)


async def allow_letters(writing: Statements, kind: Unasked, email: str) -> None:
    """Send such letters to an address again."""
    await writing.execute(ALLOW, kind, digest_of_email(email))


async def are_refused(reading: Statements, kind: Unasked, email: str) -> bool:
    """Whether such letters aren't wanted at an address."""
    refused: bool = await reading.fetchval(ASK, kind, digest_of_email(email))
    return refused
