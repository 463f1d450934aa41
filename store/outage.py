"""PostgreSQL cut off: by what it is known, and what may be tried again."""

import re
from functools import lru_cache
from typing import Final

import asyncpg


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be used. The message is a sentence for the operator and holds no password."""


CUT: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InternalClientError,
    asyncpg.InterfaceError,
    OSError,
)
"""What asyncpg raises on a connection that was cut, before it has noticed and after."""
GONE = (
    DatabaseUnavailable,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InternalClientError,
)
MOST_CUT = 20
"""How many cut connections one statement may meet; a pool holds fewer."""
READS = re.compile(r"\s*(select|with)\b", re.I)
WRITES = re.compile(r"\b(insert|update|delete|truncate|nextval|setval|pg_notify|pg_\w*advisory\w*)\b", re.I)


def is_unavailability(error: BaseException | None) -> bool:
    """Whether PostgreSQL was cut off, or couldn't be reached: nobody's bug, and worth another try."""
    while error is not None:
        closed = isinstance(error, asyncpg.InterfaceError) and "connection is closed" in str(error)
        if closed or isinstance(error, GONE):
            return True
        error = error.__cause__
    return False


def was_cut(error: Exception) -> bool:
    """Whether it was the connection's fault, not the statement's."""
    return isinstance(error, OSError) or is_unavailability(error)


@lru_cache(maxsize=1024)
def only_reads(sql: str) -> bool:
    """Whether a statement may be run twice: it looks, and touches nothing."""
    return READS.match(sql) is not None and WRITES.search(sql) is None
