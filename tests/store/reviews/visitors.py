"""A process with several visitors in it, who write, edit, vote, report, decide and are forgotten at once."""

import asyncio
import random
import sys
import time
from datetime import UTC, datetime, timedelta

from store.accounts.customers import erase_customer
from store.database import Database, connect
from store.reviews.moderating import correct_language, decide, dismiss_reports
from store.reviews.states import Decision, Reason
from store.reviews.votes import report, vote
from store.reviews.writing import Words, edit, submit, withdraw
from tests.store.buyers import deliver, new_customer

TASKS = 8
LANGUAGES = ("de", "fr", "en")
PRODUCTS = "select id from products order by id"
ANY = "select id from reviews order by id offset $1 limit 1"
MINE = "select id from reviews where customer_id = $1 limit 1"


class Visitor:
    """A task that does one thing after another, drawn by its own dice."""

    def __init__(self, database: Database, name: str, products: list[int], now: datetime) -> None:
        self.database, self.name, self.products, self.start = database, name, products, now
        self.dice = random.Random(name)  # noqa: S311 - dice of a test
        self.done = 0

    @property
    def now(self) -> datetime:
        """Some hour of the next two months, so that what is written doesn't look arranged."""
        return self.start + timedelta(hours=self.dice.randint(0, 1_400))

    async def stay(self, until: float) -> None:
        """Go on until the time is over."""
        customer = await self._arrive()
        while time.monotonic() < until:
            if self.dice.random() < 0.05:
                await erase_customer(self.database, customer, self.now)
                customer = await self._arrive()
            await self._act(customer)
            self.done += 1

    async def _arrive(self) -> int:
        customer = await new_customer(self.database, f"{self.name} {self.done}", self.start)
        if self.dice.random() < 0.5:
            region = self.dice.choice(["DE", "GB"])
            await deliver(self.database, customer, "faust-hc", self.start, region=region)
        return customer

    async def _act(self, customer: int) -> None:
        dice, database, now = self.dice, self.database, self.now
        words = Words(dice.randint(1, 5), None, f"{dice.random()}", dice.choice(LANGUAGES))
        mine = await database.fetchval(MINE, customer)
        anyones = await database.fetchval(ANY, dice.randint(0, 20))
        match dice.randint(0, 8):
            case 0 | 1:
                await submit(database, dice.choice(self.products), customer, words, "DE", now)
            case 2 if mine is not None:
                await edit(database, mine, customer, words, now)
            case 3 if mine is not None:
                await withdraw(database, mine, customer)
            case 4 if anyones is not None:
                await decide(database, anyones, dice.choice(list(Decision)), Reason.FAKE, None, now)
            case 5 if anyones is not None:
                await vote(database, anyones, customer, dice.choice([True, False, None]), now)
            case 6 if anyones is not None:
                await report(database, anyones, customer, "FAKE", None, now)
            case 7 if anyones is not None:
                await dismiss_reports(database, anyones, None, now)
            case 8 if anyones is not None:
                await correct_language(database, anyones, dice.choice(LANGUAGES), None, now)


async def visit(url: str, name: str, seconds: float) -> int:
    """Let as many visitors as there are tasks stay for a while; how much they did."""
    async with connect(url, TASKS) as database:
        products = [row["id"] for row in await database.fetch(PRODUCTS)]
        now = datetime(2026, 11, 21, 12, tzinfo=UTC)
        visitors = [Visitor(database, f"{name} {task}", products, now) for task in range(TASKS)]
        until = time.monotonic() + seconds
        await asyncio.gather(*(visitor.stay(until) for visitor in visitors))
        return sum(visitor.done for visitor in visitors)


if __name__ == "__main__":
    print(asyncio.run(visit(sys.argv[1], sys.argv[2], float(sys.argv[3]))))
