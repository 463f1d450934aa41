"""What the reviews of products come to, from the counters: one statement for any number of products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from store.catalog.statement import Arguments, both
from store.database import Statements
from store.reviews.scope import Scope, conditions

RATINGS = (1, 2, 3, 4, 5)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Summary:
    """How many reviews there are by language and rating."""

    cells: Mapping[tuple[str, int], int]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.cells.values())

    @property
    def average(self) -> Decimal | None:
        """The mean rating to the hundredth; None without any review."""
        stars = sum(rating * reviews for (_, rating), reviews in self.cells.items())
        return (Decimal(stars) / self.count).quantize(HUNDREDTH, ROUND_HALF_UP) if self.count else None

    @property
    def distribution(self) -> dict[int, int]:
        """Reviews by rating, those that nobody gave included."""
        return {
            rating: sum(reviews for (_, each), reviews in self.cells.items() if each == rating)
            for rating in RATINGS
        }

    @property
    def languages(self) -> dict[str, int]:
        """Reviews by language, the most frequent first."""
        found: dict[str, int] = {}
        for (language, _), reviews in self.cells.items():
            found[language] = found.get(language, 0) + reviews
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


async def read_summaries(reading: Statements, scope: Scope, products: Sequence[int]) -> dict[int, Summary]:
    """The summary of each product. One statement for all."""
    arguments = Arguments()
    where = [f"c.product_id = any({arguments.bind(list(products))}::bigint[])", "c.reviews > 0"]
    where.extend(conditions(scope, "c", arguments))
    sql = f"""
        select c.product_id, c.language, c.rating, sum(c.reviews)::int as reviews
        from review_counts c where {both(where)} group by 1, 2, 3"""
    cells: dict[int, dict[tuple[str, int], int]] = {product: {} for product in products}
    for row in await reading.fetch(sql, *arguments.values):
        cells[row["product_id"]][row["language"], row["rating"]] = row["reviews"]
    return {product: Summary(found) for product, found in cells.items()}
