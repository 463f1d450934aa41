"""What ratings come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import mul
from types import MappingProxyType

from regions.money import half_up

RATINGS = (1, 2, 3, 4, 5)
MOST_REMEMBERED = 4_000
"""Averages; the same products are asked for again and again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many reviews there are: of one star, of two and so on; by language, the most frequent first."""

    counts: tuple[int, ...]
    languages: Mapping[str, int]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def average(self) -> Decimal | None:
        """The mean rating to the hundredth; None without any review."""
        return _average(self.counts)

    @property
    def distribution(self) -> dict[int, int]:
        """Reviews by rating, those that nobody gave included."""
        return dict(zip(RATINGS, self.counts, strict=True))


@lru_cache(MOST_REMEMBERED)
def _average(counts: tuple[int, ...]) -> Decimal | None:
    stars, count = sum(map(mul, RATINGS, counts)), sum(counts)
    return Decimal(half_up(100 * stars, count)).scaleb(-2) if count else None


NO_LANGUAGES: Mapping[str, int] = MappingProxyType({})
NO_REVIEWS = Summary((0,) * len(RATINGS), NO_LANGUAGES)
COUNTS = ", ".join(
    f"coalesce(sum(c.reviews) filter (where c.rating = {rating}), 0)::int" for rating in RATINGS
)
