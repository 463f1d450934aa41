"""Is the process alive, and may it be sent visitors?"""

import asyncio

import asyncpg
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from store.database import Database
from store.migrating import migrations_pending

READY_SECONDS = 2.0


async def healthz(_: Request) -> PlainTextResponse:
    """200 while the process answers at all; asks nothing of the database."""
    return PlainTextResponse("alive\n")


async def readyz(request: Request) -> PlainTextResponse:
    """200 if visitors may be sent here, otherwise 503 and a sentence that says what is missing."""
    missing = await what_is_missing(getattr(request.app.state, "database", None))
    return PlainTextResponse(f"{missing or 'ready'}\n", 503 if missing else 200)


async def what_is_missing(database: Database | None) -> str | None:
    """Why visitors can't be served yet, as a sentence; None if they can."""
    if database is None:
        return "The database isn't open."
    try:
        async with asyncio.timeout(READY_SECONDS):
            pending = await migrations_pending(database)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return "The database doesn't answer."
    if pending:
        return f"Migrations are missing, the first of {len(pending)} is {pending[0]}; run comptoir migrate."
    return None
