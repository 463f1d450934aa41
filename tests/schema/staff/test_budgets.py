"""How many statements each operation on the catalogue and the staff takes, whatever there is of them."""

from typing import Any

import pytest

from store.accounts.staff import Role
from store.database import Database
from tests.schema.staff.office import Office
from tests.schema.staff.test_staff import BOOKS, UPSERT, book

BUDGETS = {
    "{ me { name } }": 2,
    '{ product(sku: "faust") { line } }': 4,
    "{ products(first: 100) { nodes { line } } }": 4,
    "{ categories { line } }": 2,
    "{ translationCoverage { translated } }": 4,
    '{ priceHistory(sku: "faust-hc", region: "DE") { amount setBy } }': 3,
    '{ stock(sku: "faust-hc") { quantity } }': 2,
    "{ staffMembers { member { name } sessions } }": 2,
    '{ auditTrail(product: "faust") { nodes { actor after } } }': 6,
}
"""One or two of them ask who it is."""
WRITES = {
    'textsSet(input: {sku: "faust", language: "en", title: "%s"}) { product { sku } }': 70,
    'staffRolesSet(input: {email: "dora@example.org", roles: [%s]}) { member { name } }': 12,
}
"""At most: a product is written with all that is derived from it."""


async def asked(office: Office, document: str) -> int:
    """How many statements an answer takes, once what it needs is prepared."""
    await office.ask(document)
    async with office.database.watch() as seen:
        await office.ask(document)
    return len(seen)


def some(number: int) -> list[dict[str, Any]]:
    """So many books."""
    found = []
    for each in range(number):
        variant = {**book()["variants"][0], "sku": f"book-{each}-hc"}
        texts = {"de": {"title": f"Buch {each}", "slug": f"buch-{each}"}}
        found.append(book(sku=f"book-{each}", texts=texts, variants=[variant]))
    return found


async def test_reading_takes_as_many_statements_as_were_allowed(database: Database) -> None:
    head = await Office(database).hire("Head", *[(role, None) for role in Role])
    await head.ask(UPSERT, lines=[BOOKS, book()])
    few = {document: await asked(head, document) for document in BUDGETS}
    assert few == BUDGETS
    await head.ask(UPSERT, lines=some(20))
    for name in ("Dora", "Eve", "Fabien"):
        await Office(database).hire(name, (Role.STOCK, None), (Role.PRICES, "DE"))
    assert {document: await asked(head, document) for document in BUDGETS} == BUDGETS


@pytest.mark.parametrize("write", WRITES)
async def test_writing_does_too(database: Database, write: str) -> None:
    head = await Office(database).hire("Head", *[(role, None) for role in Role])
    await Office(database).hire("Dora", (Role.STOCK, None))
    await head.ask(UPSERT, lines=[BOOKS, book()])
    counts = []
    for said in ("STOCK", "ORDERS", "PRICES"):
        async with database.watch() as seen:
            await head.ask("mutation { " + write % said + " }")
        counts.append(len(seen))
    assert counts[1] == counts[2] <= WRITES[write]
