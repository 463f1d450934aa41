"""A customer of the demo shops, whom everybody may be: the password is known to all."""

from datetime import datetime

from store.accounts.addresses import add_address
from store.accounts.customers import Registration
from store.accounts.passwords import hash_password
from store.accounts.throttle import PROBLEM, REVIEW, SIGN_IN, VOTE, exempt
from store.database import Database

CUSTOMER = Registration(
    email="customer@example.org",
    password="demo-customer-password",  # noqa: S106 - known to everybody, as it says
    public_name="Demo Customer",
    language="en",
    region="DE",
)
ADDRESS = {
    "name": "Demo Customer",
    "street_address": "Unter den Linden 6",
    "postal_code": "10117",
    "city": "Berlin",
}
KNOWN = "select true from customers where email = $1"
WELCOME = """
insert into customers (email, password_hash, public_name, language, region, created_at)
values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing returning id
"""


async def welcome_customer(database: Database, now: datetime) -> None:
    """Let there be the demo's customer, unless somebody has changed them.

    They may try everything as often as they like, as everybody is them, and one would use up another's tries.
    """
    one = CUSTOMER
    if await database.fetchval(KNOWN, one.email):
        return
    kept = await hash_password(one.password)
    number = await database.fetchval(WELCOME, one.email, kept, one.public_name, one.language, one.region, now)
    if number is not None:
        await add_address(database, number, "DE", ADDRESS, True)
        await exempt(database, SIGN_IN, one.email)
        for limit in (REVIEW, VOTE, PROBLEM):
            await exempt(database, limit, str(number))
