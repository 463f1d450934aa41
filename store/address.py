"""Where PostgreSQL is: the URL that operators write, taken apart for the driver."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

STATEMENT_CACHE = "statement_cache_size"
PREPARED_STATEMENTS = 256
"""How many prepared statements a connection keeps; ours are few and long-lived."""


class Address(NamedTuple):
    """A database's URL as asyncpg reads it, and how many prepared statements to keep."""

    dsn: str
    prepared_statements: int


def read_address(url: str) -> Address:
    """Take our one own parameter out of the URL.

    ``?statement_cache_size=0`` is for a pgbouncer in transaction mode, which can't keep prepared
    statements; asyncpg would hand an unknown parameter to the server, which refuses it.

    Raises ValueError for another scheme than PostgreSQL's, or a size that isn't a whole number.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("a database URL starts with postgres:// or postgresql://")
    query = parse_qsl(parts.query, keep_blank_values=True)
    sizes = [value for name, value in query if name == STATEMENT_CACHE]
    rest = urlencode([(name, value) for name, value in query if name != STATEMENT_CACHE])
    return Address(urlunsplit(parts._replace(query=rest)), int(sizes[-1]) if sizes else PREPARED_STATEMENTS)


def sibling(url: str, name: str) -> str:
    """The URL of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
