"""Hearing what providers tell by themselves of payments: each event counts once, in any order."""

from datetime import datetime

from store.database import Database
from store.orders.paying import Event, settle
from store.payments.events import News

IS_OURS = """
select exists (
    select from payments join orders on orders.id = payments.order_id
    where payments.id = $1 and payments.provider = $2 and orders.number = $3
    and (payments.reference is null or payments.reference = $4))
"""


async def hear(database: Database, provider: str, news: News, now: datetime) -> bool:
    """Apply what a provider told; False if it was known, came too late to matter, or isn't about us.

    The order's number, which nobody can guess, tells our payments from those of another shop that uses the
    same account.
    """
    about = (news.payment, provider, news.order_number, news.outcome.reference)
    if not await database.fetchval(IS_OURS, *about):
        return False
    return await settle(database, news.payment, news.outcome, now, Event(provider, news.event))
