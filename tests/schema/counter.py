"""The counter of a shop, asked as the door asks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from regions.facts import Destination
from regions.lawbook import lawbook
from schema.build import ShopSchema, build_schema
from schema.context import Visit, Wish, choose_context
from schema.plan.planned import Answer
from store.accounts.openid import Remote
from store.accounts.tokens import Person, keyring
from store.database import Database
from store.payments.builtin import built_in

KEYS = keyring(["a secret that only tests sign their tokens with"])
TILL = built_in(testing=True)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@cache
def shop_schema() -> ShopSchema:
    """The schema is built once for all tests."""
    return build_schema()


@dataclass(frozen=True, slots=True)
class Counter:
    """Asks documents in the context of one region and language."""

    database: Database
    region: str = "DE"
    language: str | None = None
    deliver_to: Destination | None = None
    person: Person | None = None
    providers: Mapping[str, Remote] = field(default_factory=dict)

    def at(
        self, region: str, language: str | None = None, deliver_to: Destination | None = None
    ) -> "Counter":
        """The same counter in another context."""
        return Counter(self.database, region, language, deliver_to, self.person)

    async def answer(self, document: str, **variables: Any) -> Answer:
        """What the schema answers, refusals included."""
        return (await self.look(document, **variables))[0]

    async def look(self, document: str, **variables: Any) -> tuple[Answer, set[str]]:
        """What the schema answers, and the tags of what the answer rests on."""
        storefronts = lawbook().storefronts
        wish = Wish(self.region, self.language, self.deliver_to)
        shop = choose_context([wish], storefronts, default_region="DE", now=NOW)
        prepared = shop_schema().prepare(document)
        visit = Visit(self.database, shop, storefronts, KEYS, self.person, TILL, providers=self.providers)
        return await shop_schema().answer(prepared, variables, visit), visit.seen

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer that nothing is wrong with."""
        answer = await self.answer(document, **variables)
        for error in answer.errors:
            raise error.original_error or error
        assert answer.data is not None
        return answer.data

    async def refusal(self, document: str, **variables: Any) -> dict[str, Any]:
        """Code, message and facts of the one error of an answer."""
        [error] = (await self.answer(document, **variables)).errors
        return {"message": error.message, **(error.extensions or {})}

    async def statements(self, document: str, **variables: Any) -> int:
        """How many statements an answer takes, once what it needs is prepared."""
        await self.ask(document, **variables)
        async with self.database.watch() as seen:
            await self.ask(document, **variables)
        return len(seen)
