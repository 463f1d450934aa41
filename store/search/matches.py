"""What a search finds, as common table expressions: bounded work however large the catalogue.

Only a stated number of candidates is ranked. A common word is looked for among the most popular products,
where it has matches enough; a rare one by the index of words.
"""

from store.catalog.queries import LEADS
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.words import to_query

POPULAR = 2_000
"""So many of the most popular products are looked through first."""
ENOUGH = 200
"""With so many matches among them, no others are looked for."""
CANDIDATES = 1_000
"""So many matches are ranked at most."""


def offered(view: View, words: str, arguments: Arguments, *, unfinished: bool = False) -> str | None:
    """`offered`: the shelf prices of what matches every word and is sold, with `score`; None without a word.

    `unfinished` takes the last word for the beginning of one. The score is relevance and a little popularity.
    """
    terms = to_query(view.language, words, unfinished=unfinished)
    if not terms:
        return None
    asked, language = f"{arguments.bind(terms)}::text::tsquery", arguments.bind(view.language)
    return f"""
        popular as materialized (
            select top.* from (
                select product_id, popularity, title, terms from search_documents where language = {language}
                order by popularity desc, product_id desc limit {POPULAR}) as top
            where top.terms @@ {asked} limit {CANDIDATES}),
        rare as materialized (
            select product_id, popularity, title, terms from search_documents
            where terms @@ {asked} and language = {language} and (select count(*) from popular) < {ENOUGH}
            limit {CANDIDATES}),
        candidates as materialized (
            select * from rare
            union all select * from popular where (select count(*) from popular) >= {ENOUGH}),
        offered as materialized (
            select s.*, c.title, (1000000 * ts_rank(c.terms, {asked})
                * (1 + ln(1 + greatest(c.popularity, 0)) / 10))::bigint as score
            from candidates c join shelf_prices s on s.product_id = c.product_id where {LEADS})"""


COUNTED_ALL = f"""(
    (select count(*) from popular) < {ENOUGH} and (select count(*) from rare) < {CANDIDATES})"""
"""Whether every match was a candidate."""
