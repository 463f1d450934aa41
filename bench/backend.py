"""The process that serves a connection to PostgreSQL, whose processor time is read from outside."""

from dataclasses import dataclass
from pathlib import Path

from store.database import Database


@dataclass(frozen=True, slots=True)
class Backend:
    """It runs on this machine, under Linux."""

    account: Path

    def milliseconds(self) -> float:
        """Its processor time so far, to the nanosecond."""
        return int(self.account.read_text().split()[0]) / 1e6


async def backend_of(database: Database) -> Backend:
    """The backend of a database that was opened with one connection, on this machine."""
    return Backend(Path(f"/proc/{await database.fetchval('select pg_backend_pid()')}/schedstat"))
