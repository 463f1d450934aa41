"""What the reviews of products come to, from the counters: one statement for any number of products."""

from collections.abc import Sequence
from operator import add

from store.catalog.statement import Arguments, both
from store.database import Statements
from store.ratings import COUNTS, NO_LANGUAGES, NO_REVIEWS, Summary
from store.reviews.scope import Scope, conditions


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
