"""From where the catalogue is looked at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class View:
    """One storefront at one instant in one of its languages.

    Texts are looked for along `chain`, best first; titles are ordered and searched in `language`.
    """

    storefront: str
    language: str
    chain: tuple[str, ...]
    at: datetime
