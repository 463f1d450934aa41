"""Staff give customers credit."""

from typing import Any

from store.accounts.staff import Role
from tests.schema.counter import Counter
from tests.schema.selling.buyer import sign_up
from tests.schema.staff.office import Office

GIVE = """mutation ($input: CreditGiveInput!) { creditGive(input: $input) {
    given userErrors { code field } } }"""
CREDITS = "{ me { credits { balance { amount currency } isPaidFor } } }"


def gift(amount: str, **changes: Any) -> dict[str, Any]:
    """Credit for Erika."""
    given = {"amount": amount, "currency": "EUR"}
    return {"email": "Erika@example.org", "amount": given, "reason": "It came late.", **changes}


async def test_credit_adds_up_and_leaves_a_trail(own_counter: Counter) -> None:
    customer = await sign_up(own_counter)
    office = await Office(own_counter.database).hire("Ada", (Role.ORDERS, None))
    for amount in ("5.00", "2.50"):
        assert await office.ask(GIVE, input=gift(amount)) == {"given": True, "userErrors": []}
    assert (await customer.ask(CREDITS))["me"]["credits"] == [
        {"balance": {"amount": "7.50", "currency": "EUR"}, "isPaidFor": False}
    ]
    trail = await own_counter.database.fetch(
        "select actor_id is not null as known, after->>'reason' as reason from audit_entries"
        " where action = 'credit.give'"
    )
    assert [tuple(row) for row in trail] == [(True, "It came late.")] * 2


async def test_what_cannot_be_given_is_refused(own_counter: Counter) -> None:
    await sign_up(own_counter)
    office = await Office(own_counter.database).hire("Ada", (Role.ORDERS, None))
    for given, code, field in (
        (gift("0.00"), "BAD_INPUT", "amount"),
        (gift("-5.00"), "BAD_INPUT", "amount"),
        (gift("5.001"), "BAD_INPUT", "amount"),
        (gift("5.00", reason=" "), "BAD_INPUT", "reason"),
        (gift("5.00", email="nobody@example.org"), "NOT_FOUND", "email"),
    ):
        told = await office.ask(GIVE, input=given)
        assert told == {"given": False, "userErrors": [{"code": code, "field": [field]}]}
    assert await own_counter.database.fetchval("select count(*) from balances") == 0
