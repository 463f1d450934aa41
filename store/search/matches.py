"""What a search finds, as common table expressions: bounded work however large the catalogue.

Only a stated number of candidates is ranked. How many of the most popular products match tells how common
the words are together: what is common has matches enough there, what is less common more of them a little
further down. What few match is looked up in the index of words, whose work grows with the number of documents
that have the rarest word; where each is common, a sample is looked up instead. One plan serves all words.
"""

from store.catalog.queries import LEADS
from store.catalog.statement import Arguments
from store.catalog.view import View
from store.words import to_queries

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
WHILE_TYPING = 5
"""For what is still being typed every such number of matches is that much smaller."""
WEIGHED = 500
"""Among so many of the most popular products it is counted which words begin as asked."""
LISTED = 30_000
"""The index of words is asked where one of them is in at most so many documents."""
BEGINNINGS = 3
"""To look up beginnings of words takes so many times as long, entry for entry."""
SAMPLE = "product_id % 17 = 0"
"""Where each word is in more, it is asked for these products only, which have an index of their own."""
CHECKED = 1_500
"""So many of what the index finds are checked for words that it wasn't asked for: common beginnings."""

DOCUMENT = "product_id, popularity, title, terms"
SCORE = "(1000000 * ts_rank(c.terms, {asked}) * (1 + ln(1 + greatest(c.popularity, 0)) / 10))::bigint"
"""Relevance and a little popularity."""


def offered(
    view: View, words: str, arguments: Arguments, *, ranked: bool = True, unfinished: bool = False
) -> str | None:
    """`offered`: the shelf prices of what matches every word and is sold, with `score`; None without a word.

    `counted`, a row, says whether every match was a candidate. `unfinished` takes the last word for the
    beginning of one. The score is null unless it is to be `ranked`.
    """
    queries = to_queries(view.language, words, unfinished=unfinished)
    if not queries:
        return None
    language, most, enough = arguments.bind(view.language), CANDIDATES, ENOUGH
    if unfinished:
        most, enough = CANDIDATES // WHILE_TYPING, ENOUGH // WHILE_TYPING
    asked = "(select query from asked)"
    # A term names its language, so the index of words is asked without it: no other index can be chosen then.
    return f"""
        asked as materialized (select {arguments.bind(" & ".join(queries))}::text::tsquery as query),
        popular as materialized ({_among_the_popular(0, POPULAR, asked, language, most)}),
        matching as materialized (
            select first >= {enough} as enough, first < {enough} and (first <= {FEW}
                or first * greatest(reltuples, 0) / {POPULAR} <= {FEW_EVERYWHERE}) as few
            from (select count(*) as first from popular) as popular, pg_class
            where oid = 'search_documents'::regclass),
        less_popular as materialized (
            select * from ({_among_the_popular(POPULAR, FURTHER, asked, language, most)}) as found
            where (select not enough and not few from matching)),
        common as materialized ({COMMON}),
        weighed as materialized ({_weigh(arguments.bind(queries), language)}),
        chosen as materialized ({_choose(most)}),
        known as materialized ({_known("(select not sampled from chosen)")}
            union all {_known(f"(select sampled from chosen) and {SAMPLE}")}),
        candidates as materialized (
            select * from popular union all select * from less_popular union all select * from known
            where terms @@ {asked} and product_id <> all(array(select product_id from popular))
            limit {most}),
        offered as materialized (
            select s.*, c.title, {SCORE.format(asked=asked) if ranked else "null::bigint"} as score
            from candidates c join shelf_prices s on s.product_id = c.product_id where {LEADS}),
        counted as ({_whether_wholly(language, most)})"""


def _among_the_popular(first: int, last: int, asked: str, language: str, most: int) -> str:
    """Those that match among the most popular documents of a language, after the `first` up to the `last`."""
    return f"""
        select top.* from (
            select {DOCUMENT} from search_documents where language = {language}
            order by popularity desc, product_id desc limit {last - first} offset {first}) as top
        where top.terms @@ {asked} limit {most}"""


def _weigh(words: str, language: str) -> str:
    """Each word of what few match, and how many entries the index of words has for it.

    PostgreSQL has counted the thousand or so most common words; others have fewer than matters here. That
    many rare words may begin alike is seen among popular products.
    """
    return f"""
        select query, whole, case when whole then entries else {BEGINNINGS} * greatest(entries, (
                select count(*) from (
                    select terms from search_documents where language = {language}
                    order by popularity desc, product_id desc limit {WEIGHED}) as top
                where top.terms @@ query)
            * (select greatest(reltuples, 0) from pg_class where oid = 'products'::regclass) / {WEIGHED}
            ) end as entries
        from (
            select query, strpos(query::text, ':*') = 0 as whole,
                (select coalesce(sum(share), 0) from common where common.terms @@ query)
                    * (select greatest(reltuples, 0) from pg_class where oid = 'search_documents'::regclass)
                    as entries
            from (select word::tsquery as query from unnest({words}::text[]) as word) as word
            where (select few from matching)) as counted"""


COMMON = """
    select array_to_tsvector(array[term]) as terms, share
    from pg_stats cross join unnest(most_common_elems::text::text[], most_common_elem_freqs)
        as known (term, share)
    where schemaname = current_schema() and tablename = 'search_documents' and attname = 'terms'
        and term is not null and (select few from matching)"""
"""In which share of all documents common words are."""


def _choose(most: int) -> str:
    """The words that the index is asked for: all but common beginnings, or the least common of these."""
    askable = f"whole or entries <= {LISTED}"
    return f"""
        select
            coalesce(
                string_agg(query::text, ' & ') filter (where {askable}),
                (array_agg(query::text order by entries))[1])::tsquery as query,
            coalesce(min(entries) filter (where {askable}), min(entries)) > {LISTED} as sampled,
            case when bool_and({askable}) then {most} else {CHECKED} end as most
        from weighed"""


def _known(condition: str) -> str:
    """What the index of words finds under a condition on `chosen`, in which all is null unless few match."""
    return f"""
        (select {DOCUMENT} from search_documents
        where terms @@ (select query from chosen) and {condition} limit (select most from chosen))"""


def _whether_wholly(language: str, most: int) -> str:
    """Whether every match was a candidate."""
    documents = f"select from search_documents where language = {language} limit {FURTHER}"
    return f"""
        select (select count(*) from candidates) < {most} and case
            when enough then false
            when few then not sampled and (select count(*) from known) < most
            else (select count(*) from ({documents}) as looked_through) < {FURTHER}
            end as wholly
        from matching, chosen"""
