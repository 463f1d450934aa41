"""The staff's counter, asked as the door asks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from regions.lawbook import lawbook
from schema.build import ShopSchema
from schema.context import Wish, choose_context
from schema.plan.planned import Answer
from schema.staff.build import build_staff_schema
from schema.staff.visit import StaffVisit
from store.accounts.openid import Remote
from store.accounts.sessions import Opened
from store.accounts.staff import Grant, NewStaff, Role, add_staff, sign_in_staff
from store.accounts.tokens import Person
from store.database import Database
from tests.schema.counter import KEYS, NOW

PASSWORD = "correct horse battery"


@cache
def staff_schema() -> ShopSchema:
    """The schema is built once for all tests."""
    return build_staff_schema()


@dataclass(frozen=True, slots=True)
class Office:
    """Asks documents as somebody of the staff, or as a stranger."""

    database: Database
    person: Person | None = None
    providers: Mapping[str, Remote] = field(default_factory=dict)

    async def hire(self, name: str, *grants: tuple[Role, str | None]) -> "Office":
        """The same office, asked by a new staff member with these grants."""
        email = f"{name.lower()}@example.org"
        new = NewStaff(email, name, PASSWORD, [Grant(role, region) for role, region in grants])
        await add_staff(self.database, new, NOW)
        opened = await sign_in_staff(self.database, email, PASSWORD, NOW)
        assert isinstance(opened, Opened)
        return Office(self.database, opened.person)

    async def answer(self, document: str, **variables: Any) -> Answer:
        """What the schema answers, refusals included."""
        storefronts = lawbook().storefronts
        shop = choose_context([Wish("DE", "en")], storefronts, default_region="DE", now=NOW)
        visit = StaffVisit(self.database, shop, storefronts, KEYS, self.person, self.providers)
        return await staff_schema().answer(staff_schema().prepare(document), variables, visit)

    async def ask(self, document: str, **variables: Any) -> Any:
        """The first field of an answer that nothing is wrong with."""
        answer = await self.answer(document, **variables)
        for error in answer.errors:
            raise error.original_error or error
        assert answer.data is not None
        return next(iter(answer.data.values()))

    async def refusal(self, document: str, **variables: Any) -> str:
        """Code of the one error of an answer."""
        [error] = (await self.answer(document, **variables)).errors
        return str((error.extensions or {}).get("code"))
