"""What a search finds, as common table expressions: bounded work however large the catalogue.

Only a stated number of candidates is ranked. How many of the most popular products match tells how common
the words are: very common ones have matches enough there, less common ones a little further down, and rare
ones are looked up in the index of words, whose work grows with the matches. One plan serves all words.
"""

from store.catalog.queries import LEADS
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.words import to_query

POPULAR = 2_000
"""So many of the most popular products are looked through first."""
ENOUGH = 200
"""With so many matches among them, no others are looked for."""
FURTHER = 5_000
"""So many are looked through where there are fewer matches, but more than FEW."""
FEW = 20
"""With so few, the index of words is asked."""
CANDIDATES = 500
"""So many matches are ranked at most."""


SCORE = "(1000000 * ts_rank(c.terms, {asked}) * (1 + ln(1 + greatest(c.popularity, 0)) / 10))::bigint"
"""Relevance and a little popularity."""


def offered(
    view: View, words: str, arguments: Arguments, *, ranked: bool = True, unfinished: bool = False
) -> str | None:
    """`offered`: the shelf prices of what matches every word and is sold, with `score`; None without a word.

    `counted`, a row, says whether every match was a candidate. `unfinished` takes the last word for the
    beginning of one. The score is null unless it is to be `ranked`.
    """
    terms = to_query(view.language, words, unfinished=unfinished)
    if not terms:
        return None
    language = arguments.bind(view.language)
    asked = "(select query from asked)"
    # A term names its language, so the index of words is asked without it: no other index can be chosen then.
    return f"""
        asked as materialized (select {arguments.bind(terms)}::text::tsquery as query),
        popular as materialized ({_among_the_first(POPULAR, asked, language)} limit {CANDIDATES}),
        matching as materialized (select count(*) as first from popular),
        less_popular as materialized (
            select * from ({_among_the_first(FURTHER, asked, language)} limit {CANDIDATES}) as found
            where (select first from matching) between {FEW + 1} and {ENOUGH - 1}),
        rare as materialized (
            select product_id, popularity, title, terms from search_documents
            where terms @@ {asked} and (select first from matching) <= {FEW} limit {CANDIDATES}),
        candidates as materialized (
            select * from rare union all select * from less_popular
            union all select * from popular where (select first from matching) >= {ENOUGH}),
        offered as materialized (
            select s.*, c.title, {SCORE.format(asked=asked) if ranked else "null::bigint"} as score
            from candidates c join shelf_prices s on s.product_id = c.product_id where {LEADS}),
        counted as (select case
            when (select first from matching) <= {FEW} then (select count(*) from rare) < {CANDIDATES}
            when (select first from matching) >= {ENOUGH} then false
            else (select count(*) from less_popular) < {CANDIDATES} and (
                select count(*) from (
                    select from search_documents where language = {language} limit {FURTHER}) as first
            ) < {FURTHER} end as wholly)"""


def _among_the_first(number: int, asked: str, language: str) -> str:
    """Those of the most popular documents of a language that match."""
    return f"""
        select top.* from (
            select product_id, popularity, title, terms from search_documents where language = {language}
            order by popularity desc, product_id desc limit {number}) as top
        where top.terms @@ {asked}"""
