"""The database's address in the form that drivers take by name."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PORT = 5432


def credentials(url: str) -> dict[str, Any]:
    """Host (or the folder of a socket), port, user, password and database of an address."""
    parts = urlsplit(url)
    told = parse_qs(parts.query)
    return {
        "host": told.get("host", [parts.hostname])[0],
        "port": int(told.get("port", [parts.port or PORT])[0]),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or "") or None,
        "database": unquote(parts.path.lstrip("/")),
    }
