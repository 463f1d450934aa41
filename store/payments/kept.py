"""Payment on file: a customer's means of payment, of which only the provider's names for it are kept."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Database, Statements
from store.payments.filing import Keeping, NotKept
from store.payments.provider import Till, provider_of

MOST = 20
KEEP = """
insert into payment_methods (customer_id, provider, reference, payer, label, made_at)
select $1, $2, $3, $4, $5, $6
where (select count(*) from payment_methods where customer_id = $1) < $7
on conflict (customer_id, provider, reference) do update set label = excluded.label
returning id, provider, reference, label
"""
KNOWN_AS = "select payer from payment_methods where customer_id = $1 and provider = $2 order by id limit 1"
OWN = """
select id, provider, reference, label from payment_methods where customer_id = $1 order by id desc
"""
FORGET = """
delete from payment_methods where customer_id = $1 and id = $2 returning id, provider, reference, label
"""


@dataclass(frozen=True, slots=True)
class KeptMethod:
    """A means of payment on file; ``label`` is what its owner knows it by."""

    id: int
    provider: str
    reference: str
    label: str

    @property
    def method(self) -> str:
        """What a payment by it is asked for with."""
        return f"{self.provider}:{self.reference}"


async def keep_method(
    database: Database, till: Till, customer: int, provider: str, token: str, now: datetime
) -> KeptMethod | None:
    """Keep what a provider's token stands for; None if the provider, or we, won't. Raises ProviderSilent."""
    keeper = provider_of(till, provider)
    if not isinstance(keeper, Keeping):
        return None
    known_as = await database.fetchval(KNOWN_AS, customer, keeper.name)
    try:
        filed = await keeper.keep(customer, known_as, token)
    except NotKept:
        return None
    told = (customer, keeper.name, filed.reference, filed.payer, filed.label, now, MOST)
    row = await database.fetchrow(KEEP, *told)
    return None if row is None else KeptMethod(**row)


async def methods_of(statements: Statements, customer: int) -> list[KeptMethod]:
    """What a customer has on file, the latest first. One statement."""
    return [KeptMethod(**row) for row in await statements.fetch(OWN, customer)]


async def forget_method(database: Database, till: Till, customer: int, number: int) -> bool:
    """Keep it no longer, nor let its provider; False if the customer has none such. Raises ProviderSilent."""
    row = await database.fetchrow(FORGET, customer, number)
    if row is None:
        return False
    keeper = provider_of(till, row["provider"])
    if isinstance(keeper, Keeping):
        await keeper.forget(row["reference"])
    return True
