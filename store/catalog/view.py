"""From where the catalogue is looked at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class View:
    """One storefront at one instant, its texts looked for along a chain of languages, best first."""

    storefront: str
    chain: tuple[str, ...]
    at: datetime
