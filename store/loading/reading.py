"""From a line of a load file to a row. What doesn't make sense is refused with the path of the field."""

import hashlib
import re
from typing import Any

import orjson

from regions.reading import BadInput, Fields, refuse_unless, text
from store.loading.facts import read_facts, refuse_low_deposit
from store.loading.fields import by_language, by_name, count, key, nullable, plain, published, words
from store.loading.rows import CategoryRow, ProductRow, Row, Texts, VariantRow
from store.loading.selling import read_listings, read_prices, read_stock
from store.markets import Ground
from store.models.assortment import SKU_LENGTH, SLUG_LENGTH
from store.words import slugify

CATEGORY = ("category", "texts", "position")
PRODUCT = (
    "sku", "kind", "category", "brand", "contributors", "texts", "images", "attributes", "published",
    "popularity", "variants",
)  # fmt: skip
VARIANT = ("sku", "gtin", "texts", "options", "facts", "prices", "stock", "listings")
CATEGORY_PATH = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*", re.ASCII)
LONGEST_PATH = 200
LONGEST_URL = 2000
GTIN = re.compile(r"\d{8}|\d{12,14}", re.ASCII)

short = key(32)
sku = key(SKU_LENGTH)
named_values = by_name(plain, key(64))


def read_row(line: bytes, ground: Ground) -> Row:
    """The row that `line` holds. Raises BadInput, or BadRow where the refusal has a code of its own."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadInput("", f"isn't JSON: {error}") from None
    if isinstance(found, dict) and "category" in found and "sku" not in found:
        return _category(found)
    digest = hashlib.sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return _product(Fields(found, "", PRODUCT), digest, ground)


def _category(value: Any) -> CategoryRow:
    found = Fields(value, "", CATEGORY)
    return CategoryRow(
        path=found.read("category", _category_path),
        texts=found.read("texts", by_language(_category_words)),
        position=found.read("position", count, 0),
    )


def _category_words(value: Any, path: str) -> dict[str, str | None]:
    found = Fields(value, path, ("name", "slug"))
    return {"name": found.read("name", words, None), "slug": found.read("slug", _slug, None)}


def _product(found: Fields, digest: str, ground: Ground) -> ProductRow:
    variants = found.items("variants", lambda value, path: _variant(value, path, ground))
    refuse_unless(bool(variants), "variants", "must have at least one")
    named = [variant.sku for variant in variants]
    refuse_unless(len(set(named)) == len(named), "variants", "name a SKU twice")
    return ProductRow(
        sku=found.read("sku", sku),
        kind=found.read("kind", short),
        category=found.read("category", _category_path),
        brand=found.read("brand", words, None),
        contributors=found.items("contributors", _contributor),
        texts=_with_a_slug(found.read("texts", by_language(_product_words)), found.read("sku", sku)),
        images=found.items("images", _image),
        attributes=found.read("attributes", named_values, {}),
        published=found.read("published", published, None),
        popularity=found.read("popularity", count, 0),
        variants=variants,
        digest=digest,
    )


def _product_words(value: Any, path: str) -> dict[str, str | None]:
    found = Fields(value, path, ("title", "description", "slug"))
    return {
        "title": found.read("title", words, None),
        "description": found.read("description", words, None),
        "slug": found.read("slug", _slug, None),
    }


def _with_a_slug(texts: Texts, product: str) -> Texts:
    """`texts`, in which at least one slug is needed: by default the first title with the SKU."""
    language = next((language for language, said in texts.items() if said["title"]), None)
    if language is None:
        raise BadInput("texts", "must have a title in at least one language")
    if any(said["slug"] for said in texts.values()):
        return texts
    slug = slugify(f"{texts[language]['title']} {product}")[-SLUG_LENGTH:]
    return {**texts, language: {**texts[language], "slug": slug}}


def _contributor(value: Any, path: str) -> dict[str, Any]:
    found = Fields(value, path, ("role", "name"))
    name = found.read("name", by_language(words))
    refuse_unless(bool(name), found.at("name"), "must be given in at least one language")
    return {"role": found.read("role", short), "name": name}


def _image(value: Any, path: str) -> dict[str, Any]:
    found = Fields(value, path, ("url", "alt"))
    return {"url": found.read("url", key(LONGEST_URL)), "alt": found.read("alt", by_language(words), {})}


def _variant(value: Any, path: str, ground: Ground) -> VariantRow:
    found = Fields(value, path, VARIANT)
    facts = found.read("facts", read_facts(ground.laws))
    prices = found.read("prices", read_prices(ground.markets))
    sold_in = [ground.laws[ground.markets[code].country] for code in prices]
    refuse_low_deposit(facts, sold_in, found.at("facts"))
    return VariantRow(
        sku=found.read("sku", sku),
        gtin=found.read("gtin", bar_code, None),
        texts=found.read("texts", by_language(_variant_words), {}),
        options=found.read("options", named_values, {}),
        kind=facts["kind"],
        facts=facts,
        prices=prices,
        stock=found.read("stock", read_stock, None),
        listings=found.read("listings", read_listings(ground.markets), None),
    )


def _variant_words(value: Any, path: str) -> dict[str, str | None]:
    return {"title": Fields(value, path, ("title",)).read("title", nullable(words), None)}


def bar_code(value: Any, path: str) -> str:
    """A GS1 number whose check digit is right (GS1 General Specifications, 7.9.1)."""
    gtin = text(value, path)
    refuse_unless(GTIN.fullmatch(gtin) is not None, path, "must have 8, 12, 13 or 14 digits")
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(gtin)))
    refuse_unless(weighed % 10 == 0, path, "has a wrong check digit")
    return gtin


def _category_path(value: Any, path: str) -> str:
    found = text(value, path)
    fits = len(found) <= LONGEST_PATH and CATEGORY_PATH.fullmatch(found)
    refuse_unless(bool(fits), path, "expected keys such as books/drama")
    return found


def _slug(value: Any, path: str) -> str:
    slug = key(SLUG_LENGTH)(value, path)
    fits = slug == slug.casefold() and not set(slug) & set(" /?#%")
    refuse_unless(fits, path, "must be in lower case, without blanks and / ? # %")
    return slug
