"""Search documents and vocabulary: derived from texts and names in the transaction that changes them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from locales import chain
from store.database import Statements
from store.records import as_records
from store.words import neighbours, title_key, to_vector, vocabulary

PRODUCTS = """
select product.id, product.category_id, product.popularity, product.brand, product.contributors,
    product.default_language,
    (select jsonb_object_agg(text.language, jsonb_build_array(text.title, text.description))
        from product_texts text where text.product_id = product.id) as texts,
    array(select distinct shelf.storefront from shelf_prices shelf
        where shelf.product_id = product.id) as storefronts
from products product
where product.id = any($1)
"""

WRITE = """
insert into search_documents (product_id, language, title, title_key, category_id, popularity, terms)
select row.product_id, row.language, row.title, row.title_key, row.category_id, row.popularity,
    row.terms::tsvector
from jsonb_to_recordset($1::jsonb) as row(product_id bigint, language text, title text, title_key text,
    category_id bigint, popularity int, terms text)
"""

LEARN = """
insert into words as old (language, word, weight, neighbours)
select row.language, row.word, row.weight, row.neighbours
from jsonb_to_recordset($1::jsonb) as row(language text, word text, weight int, neighbours text[])
order by row.language, row.word
on conflict (language, word) do update set weight = excluded.weight where old.weight < excluded.weight
"""

Texts = Mapping[str, tuple[str | None, str | None]]
"""Title and description by language."""


async def refresh_documents(
    writing: Statements, products: Sequence[int], languages: Mapping[str, Sequence[str]]
) -> None:
    """Write the documents of `products` anew, in the `languages` of the storefronts that sell them."""
    documents: list[dict[str, Any]] = []
    learnt: dict[tuple[str, str], int] = defaultdict(int)
    for product in await writing.fetch(PRODUCTS, products):
        for language in sorted({tag for code in product["storefronts"] for tag in languages.get(code, ())}):
            document, named = compose(product, language)
            documents.append(document)
            for word in vocabulary(named):
                learnt[language, word] = max(learnt[language, word], product["popularity"])
    await writing.execute("delete from search_documents where product_id = any($1)", products)
    await writing.execute(WRITE, as_records(documents))
    await writing.execute(LEARN, as_records(_words(learnt)))


def compose(product: Mapping[str, Any], language: str) -> tuple[dict[str, Any], list[str]]:
    """The document of a row of PRODUCTS for readers of `language`, and the texts whose words are learnt.

    Each field is served along the fallback chain. The title that the product had first is found too.
    """
    texts: Texts = orjson.loads(product["texts"])
    links = (*chain(language, (product["default_language"],)), *texts)
    title = _served(texts, links, 0)
    original = texts[product["default_language"]][0]
    names = [name for each in orjson.loads(product["contributors"]) for name in each["name"].values()]
    named = [said for said in dict.fromkeys((*names, product["brand"], original)) if said and said != title]
    parts = [("A", title), *(("B", name) for name in named), ("D", _served(texts, links, 1))]
    document = {
        "product_id": product["id"],
        "language": language,
        "title": title,
        "title_key": title_key(title, language),
        "category_id": product["category_id"],
        "popularity": product["popularity"],
        "terms": to_vector(language, parts),
    }
    return document, [title, *named]


def _served(texts: Texts, links: Sequence[str], field: int) -> str:
    """The first text along `links` that says this field; empty if none does."""
    return next((said for link in links if link in texts and (said := texts[link][field])), "")


def _words(learnt: Mapping[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for (language, word), weight in learnt.items():
        yield {"language": language, "word": word, "weight": weight, "neighbours": neighbours(word)}
