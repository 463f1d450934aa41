"""How much of the catalogue is said in each language, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.database import Statements

PRODUCTS = """
select language, count(title) as title, count(description) as description, count(slug) as slug
from product_texts group by language
"""
CATEGORIES = "select language, count(name) as name, count(slug) as slug from category_texts group by language"
TOTALS = """
select (select count(*) from products) as products, (select count(*) from categories) as categories
"""
FIELDS = (
    ("products", "title"), ("products", "description"), ("products", "slug"),
    ("categories", "name"), ("categories", "slug"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many of a field's texts are said in a language."""

    language: str
    subject: str
    """``products`` or ``categories``."""
    field: str
    translated: int
    total: int


async def read_coverage(statements: Statements, languages: Iterable[str]) -> list[Coverage]:
    """The coverage of these languages and of any other that is found, by language. Three statements."""
    found = {
        "products": {row["language"]: row for row in await statements.fetch(PRODUCTS)},
        "categories": {row["language"]: row for row in await statements.fetch(CATEGORIES)},
    }
    totals = (await statements.fetch(TOTALS))[0]
    return [
        Coverage(
            language,
            subject,
            field,
            found[subject][language][field] if language in found[subject] else 0,
            totals[subject],
        )
        for language in sorted({*languages, *found["products"], *found["categories"]})
        for subject, field in FIELDS
    ]
