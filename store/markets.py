"""What the stockroom needs to know of the storefronts in the law book."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from regions.lawbook import LawBook
from regions.region import Law


@dataclass(frozen=True, slots=True)
class Market:
    """A storefront, as far as loading and storing ask."""

    country: str
    currency: str
    zone: ZoneInfo
    """Where its days begin."""
    languages: tuple[str, ...]
    """Primary tags, the default first."""


Markets = Mapping[str, Market]
"""By the storefront's code."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the lines of a load are read against."""

    markets: Markets
    laws: Mapping[str, Law]
    """By country."""

    @property
    def languages(self) -> dict[str, tuple[str, ...]]:
        """The languages of each storefront, primary tags, the default first."""
        return {code: market.languages for code, market in self.markets.items()}


def ground(book: LawBook) -> Ground:
    """The ground that a law book gives."""
    return Ground(markets(book), book.laws)


def markets(book: LawBook) -> dict[str, Market]:
    """What the law book says of each of its storefronts."""
    return {
        code: Market(
            country=storefront.country,
            currency=storefront.currency,
            zone=ZoneInfo(book.laws[storefront.country].timezone),
            languages=tuple(dict.fromkeys(tag.partition("-")[0] for tag in storefront.languages)),
        )
        for code, storefront in book.storefronts.items()
    }
