"""What a search finds, as common table expressions: bounded work however large the catalogue.

Only a stated number of candidates is ranked. How many of the most popular products match tells how common
the words are: very common ones have matches enough there; where few are to be expected they are looked up in
the index of words, whose work grows with the matches; else a little further down. One plan serves all words.
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
"""So many are looked through where there are fewer matches, but not few."""
FEW = 20
"""With so few, or where they stand for so few everywhere, the index of words is asked."""
FEW_EVERYWHERE = 20_000
"""Matches among all documents, whose number PostgreSQL estimates."""
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
        matching as materialized (
            select first >= {ENOUGH} as enough,
                first <= {FEW} or first * greatest(reltuples, 0) / {POPULAR} <= {FEW_EVERYWHERE} as few
            from (select count(*) as first from popular) as popular, pg_class
            where oid = 'search_documents'::regclass),
        less_popular as materialized (
            select * from ({_among_the_first(FURTHER, asked, language)} limit {CANDIDATES}) as found
            where (select not enough and not few from matching)),
        rare as materialized (
            select product_id, popularity, title, terms from search_documents
            where terms @@ {asked} and (select few and not enough from matching) limit {CANDIDATES}),
        candidates as materialized (
            select * from rare union all select * from less_popular
            union all select * from popular where (select enough from matching)),
        offered as materialized (
            select s.*, c.title, {SCORE.format(asked=asked) if ranked else "null::bigint"} as score
            from candidates c join shelf_prices s on s.product_id = c.product_id where {LEADS}),
        counted as ({_whether_wholly(language)})"""


def _whether_wholly(language: str) -> str:
    """Whether every match was a candidate."""
    documents = f"select from search_documents where language = {language} limit {FURTHER}"
    return f"""
        select case
            when enough then false
            when few then (select count(*) from rare) < {CANDIDATES}
            else (select count(*) from less_popular) < {CANDIDATES}
                and (select count(*) from ({documents}) as looked_through) < {FURTHER}
            end as wholly
        from matching"""


def _among_the_first(number: int, asked: str, language: str) -> str:
    """Those of the most popular documents of a language that match."""
    return f"""
        select top.* from (
            select product_id, popularity, title, terms from search_documents where language = {language}
            order by popularity desc, product_id desc limit {number}) as top
        where top.terms @@ {asked}"""
