"""Counting the reviews again."""

import asyncio

from api.commands.catalogue import require_migrations
from api.commands.console import Refused, say
from api.commands.reach import reachable
from api.settings import Settings
from store.database import connect
from store.reviews.counting import Difference, differences, misrated


def run_check(settings: Settings) -> None:
    """Compare what is counted with what is there. Raises Refused with a sentence for each difference."""

    async def run(url: str) -> list[str]:
        async with connect(url) as database:
            await require_migrations(database)
            return [
                *(_tell(found) for found in await differences(database)),
                *(f"Product {key} is shelved with another rating." for key in await misrated(database)),
            ]

    with reachable(settings) as reached:
        faults = asyncio.run(run(reached.database_url))
    if faults:
        raise Refused("\n".join(faults))
    say("Every review is counted once.")


def _tell(found: Difference) -> str:
    return f"Product {found.product_id}, {found.cell}: {found.kept} are counted, {found.counted} are there."
