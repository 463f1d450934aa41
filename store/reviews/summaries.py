"""What the reviews of products come to, from the counters: one statement for any number of products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import add, mul
from types import MappingProxyType

from regions.money import half_up
from store.catalog.statement import Arguments, both
from store.database import Statements
from store.reviews.scope import Scope, conditions

RATINGS = (1, 2, 3, 4, 5)


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
        if not (count := self.count):
            return None
        stars = sum(map(mul, RATINGS, self.counts))
        return Decimal(half_up(100 * stars, count)).scaleb(-2)

    @property
    def distribution(self) -> dict[int, int]:
        """Reviews by rating, those that nobody gave included."""
        return dict(zip(RATINGS, self.counts, strict=True))


NO_LANGUAGES: Mapping[str, int] = MappingProxyType({})
NO_REVIEWS = Summary((0,) * len(RATINGS), NO_LANGUAGES)
COUNTS = ", ".join(
    f"coalesce(sum(c.reviews) filter (where c.rating = {rating}), 0)::int" for rating in RATINGS
)


async def read_summaries(
    reading: Statements, scope: Scope, products: Sequence[int], *, languages: bool = True
) -> dict[int, Summary]:
    """The summary of each product, by `languages` only where they are asked for. One statement for all."""
    arguments = Arguments()
    where = [f"c.product_id = any({arguments.bind(list(products))}::bigint[])", "c.reviews > 0"]
    where.extend(conditions(scope, "c", arguments))
    first = "c.product_id, c.language" if languages else "c.product_id"
    sql = f"""
        select {first}, {COUNTS} from review_counts c where {both(where)}
        group by {first} order by c.product_id, sum(c.reviews) desc, {first}"""
    rows = await reading.fetch(sql, *arguments.values)
    found = dict.fromkeys(products, NO_REVIEWS)
    if not languages:
        return found | {row[0]: Summary(row[1:], NO_LANGUAGES) for row in rows}
    for product, language, *counts in rows:
        before = found[product]
        together = tuple(map(add, before.counts, counts))
        found[product] = Summary(together, {**before.languages, language: sum(counts)})
    return found
