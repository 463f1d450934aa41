"""What could be meant: titles and words that continue what was typed, and words that differ by a slip."""

from dataclasses import dataclass

from store.catalog.queries import begin
from store.catalog.view import View
from store.database import Statements
from store.search.matches import offered
from store.words import fold, neighbours, vocabulary

SLIPS = """
    select asked.word as asked, known.word as known, known.weight
    from unnest($2::text[], $3::text[]) as asked (word, cuts)
    join words known on known.language = $1 and known.neighbours && string_to_array(asked.cuts, ' ')
    order by known.weight desc, known.word"""

KNOWN = "select word from words where language = $1 and word = any($2::text[])"

LAST_SIGN = "\U0010ffff"
"""What begins like a word lies between it and it with this sign behind."""
HEAVIEST = 2_000
"""Words that are looked through for those that begin as asked; where too few of them do, few do at all."""

COMPLETIONS = f"""
    with heaviest as materialized (
        select word, weight from (
            select word, weight from words where language = $1
            order by weight desc, word limit {HEAVIEST}) as heavy
        where word > $2 and word < $3)
    select word from (
        select word, weight from heaviest where (select count(*) >= $4 from heaviest)
        union all select word, weight from words
        where language = $1 and word > $2 and word < $3 and (select count(*) < $4 from heaviest)) as found
    order by weight desc, word limit $4"""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A text to search for; of a product that it names, its id."""

    text: str
    product_id: int | None = None


async def suggest(database: Statements, view: View, typed: str, limit: int) -> list[Suggested]:
    """Titles that match what was typed so far, best first; then words that continue the last one."""
    arguments = begin(view)
    matches = offered(view, typed, arguments, unfinished=True)
    if matches is None or limit < 1:
        return []
    sql = f"""
        with {matches}
        select product_id, title from offered
        order by score desc, product_id desc limit {arguments.bind(limit)}"""
    rows = await database.fetch(sql, *arguments.values)
    found = [Suggested(row["title"], row["product_id"]) for row in rows]
    if len(found) < limit:
        titles = {fold(each.text) for each in found}
        words = await _complete(database, view, typed, limit)
        found += [word for word in words if word.text not in titles]
    return found[:limit]


async def correct(database: Statements, view: View, typed: str) -> str | None:
    """The same words with unknown ones replaced by the likeliest known neighbour; None if nothing changes."""
    words = list(vocabulary([typed]))
    known = {row["word"] for row in await database.fetch(KNOWN, view.language, words)}
    unknown = [word for word in words if word not in known]
    cuts = [" ".join(neighbours(word)) for word in unknown]
    better: dict[str, str] = {}
    for row in await database.fetch(SLIPS, view.language, unknown, cuts):
        better.setdefault(row["asked"], row["known"])
    if not better:
        return None
    return " ".join(better.get(word, word) for word in fold(typed).split())


async def _complete(database: Statements, view: View, typed: str, limit: int) -> list[Suggested]:
    """Known words that begin like the last one typed."""
    before, _, last = fold(typed).rpartition(" ")
    if not last:
        return []
    rows = await database.fetch(COMPLETIONS, view.language, last, last + LAST_SIGN, limit)
    return [Suggested(f"{before} {row['word']}".strip()) for row in rows]
