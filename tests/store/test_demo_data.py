"""The demo assortment: complete, well-formed, and the same on every machine."""

import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from store import demo
from store.demo.gtin import check_digit
from store.demo.prices import local_price
from store.demo.slugs import SlugBook, slugify
from store.demo.sources import read
from store.loading.reading import read_row
from store.markets import ground

Line = dict[str, Any]
SPOKEN = ("en", "de", "fr", "it", "ja", "es", "nl", "pt", "el", "pl", "sv")
LINES = list(demo.lines())
CATEGORIES = [line for line in LINES if "sku" not in line]
PRODUCTS = {line["sku"]: line for line in LINES if "sku" in line}
VARIANTS = {variant["sku"]: variant for line in PRODUCTS.values() for variant in line["variants"]}
DIGEST = (
    "import hashlib, orjson; from store import demo;"
    "print(hashlib.sha256(b''.join(map(orjson.dumps, demo.lines()))).hexdigest())"
)


def test_the_shops_are_wide_enough() -> None:
    paths = [line["category"] for line in CATEGORIES]
    works = list(read("works"))
    assert len([path for path in paths if "/" not in path]) == 16
    assert 80 <= len([path for path in paths if "/" in path]) <= 100
    assert len(works) >= 320
    assert len(PRODUCTS) - len(works) >= 120


def test_every_leaf_of_the_tree_has_a_product() -> None:
    filled = {line["category"] for line in PRODUCTS.values()}
    leaves = {line["category"] for line in CATEGORIES if "/" in line["category"]}
    assert filled == leaves


def test_categories_come_first_and_parents_before_children() -> None:
    assert "sku" not in LINES[0]
    assert LINES[: len(CATEGORIES)] == CATEGORIES
    seen: set[str] = {""}
    for line in CATEGORIES:
        assert line["category"].rpartition("/")[0] in seen
        seen.add(line["category"])


def test_every_line_is_accepted_by_the_loader() -> None:
    known = ground(lawbook())
    assert len([read_row(orjson.dumps(line), known) for line in LINES]) == len(LINES)


def test_no_two_things_share_a_sku_or_an_article_number() -> None:
    skus = Counter([*PRODUCTS, *(v["sku"] for line in PRODUCTS.values() for v in line["variants"])])
    gtins = Counter(variant["gtin"] for variant in VARIANTS.values() if variant["gtin"])
    assert [sku for sku, uses in skus.items() if uses > 1] == []
    assert [gtin for gtin, uses in gtins.items() if uses > 1] == []


@pytest.mark.parametrize("known", ["9783161484100", "4006381333931", "9790260000438"])
def test_a_check_digit_is_that_of_real_articles(known: str) -> None:
    assert check_digit(known[:12]) == int(known[12])


def test_every_article_number_ends_in_its_check_digit() -> None:
    wrong = [
        v["gtin"]
        for v in VARIANTS.values()
        if v["gtin"] and check_digit(v["gtin"][:12]) != int(v["gtin"][12])
    ]
    assert wrong == []


@pytest.mark.parametrize("lines", [CATEGORIES, list(PRODUCTS.values())], ids=["categories", "products"])
def test_slugs_are_ascii_and_unique_in_each_language(lines: list[Line]) -> None:
    slugs = [
        (language, text["slug"])
        for line in lines
        for language, text in line["texts"].items()
        if "slug" in text
    ]
    assert len(slugs) == len(set(slugs))
    assert all(slug.isascii() and slug == slugify(slug, "") for _, slug in slugs)


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Die Räuber", "de", "die-raeuber"),
        ("Grimms' Fairy Tales", "en", "grimms-fairy-tales"),
        ("L'Œuvre au noir", "fr", "l-oeuvre-au-noir"),
        ("Książę", "pl", "ksiaze"),
        ("Φάουστ", "el", "faoyst"),
        ("変身", "ja", ""),
    ],
)
def test_a_slug_is_what_a_reader_of_the_language_would_type(title: str, language: str, slug: str) -> None:
    assert slugify(title, language) == slug


def test_a_slug_that_is_taken_gets_the_sku() -> None:
    book = SlugBook()
    first = book.texts("fables-la-fontaine", {"fr": "Fables", "ja": "寓話"}, {})
    second = book.texts("aesops-fables", {"fr": "Fables"}, {"it": "Storie."})
    assert first["fr"]["slug"] == "fables"
    assert first["ja"]["slug"] == "fables-la-fontaine"
    assert second == {
        "fr": {"title": "Fables", "slug": "fables-aesops-fables"},
        "it": {"description": "Storie."},
    }


def test_every_category_is_named_in_all_languages() -> None:
    assert all(tuple(line["texts"]) == SPOKEN for line in CATEGORIES)


def test_every_work_is_described_in_english_and_german_and_120_in_five_languages() -> None:
    works = list(read("works"))
    assert all({"en", "de"} <= set(work["about"]) for work in works)
    assert len([work for work in works if {"en", "de", "fr", "it", "ja"} <= set(work["about"])]) >= 120


def test_some_products_are_translated_by_half() -> None:
    halves = [
        line
        for line in PRODUCTS.values()
        if any(set(text) == {"title", "slug"} for text in line["texts"].values())
    ]
    german_only = [line["sku"] for line in PRODUCTS.values() if list(line["texts"]) == ["de"]]
    assert len(halves) > 300
    assert german_only == ["mundart"]


def test_every_variant_has_a_price_and_every_product_a_title_that_each_storefront_understands() -> None:
    languages = ground(lawbook()).languages
    for line in PRODUCTS.values():
        titled = {language for language, text in line["texts"].items() if "title" in text}
        for variant in line["variants"]:
            assert variant["prices"], variant["sku"]
            speechless = [s for s in variant["prices"] if not titled & {*languages[s], "en"}]
            assert speechless == [] or line["sku"] == "mundart"


def test_the_variant_that_speaks_for_a_product_is_sold_wherever_the_product_is() -> None:
    silent = [
        line["sku"]
        for line in PRODUCTS.values()
        if not {s for variant in line["variants"] for s in variant["prices"]}
        <= set(line["variants"][0]["prices"])
    ]
    assert silent == []


def test_the_skus_that_samples_use_are_what_they_say() -> None:
    assert PRODUCTS["faust"]["variants"][0] is VARIANTS["faust-hc"]
    assert VARIANTS["faust-hc"]["prices"]["DE"] == "24.00"
    assert VARIANTS["faust-hc"]["facts"]["bindings"] == [
        {"territory": "DE", "price": "24.00"},
        {"territory": "AT", "price": "24.70"},
    ]
    assert VARIANTS["faust-ebook"]["facts"]["kind"] == "EBOOK"
    assert VARIANTS["goldberg-cd"]["prices"]["DE"] == "15.99"
    assert VARIANTS["kaffee-250"]["prices"]["DE"] == "3.49"
    for sku in ("faust-hc", "faust-ebook", "goldberg-cd", "kaffee-250"):
        assert {"DE", "AT", "FR", "GB", "CH", "US", "JP"} <= set(VARIANTS[sku]["prices"])


@pytest.mark.parametrize(
    ("storefront", "price"),
    [("DE", "24.00"), ("AT", "24.70"), ("GB", "20.99"), ("CH", "33.90"), ("US", "25.99"), ("JP", "3960")],
)
def test_a_price_looks_like_those_of_its_storefront(storefront: str, price: str) -> None:
    assert local_price(Decimal("24.00"), storefront) == price


def test_the_cheapest_things_still_cost_something_everywhere() -> None:
    assert local_price(Decimal("0.01"), "DE") == "0.01"
    assert local_price(Decimal("0.01"), "GB") == "0.10"
    assert local_price(Decimal("0.01"), "JP") == "2"


def test_a_protected_work_is_not_sold_where_it_is_protected() -> None:
    sold = {s for variant in PRODUCTS["petit-prince"]["variants"] for s in variant["prices"]}
    assert "DE" in sold
    assert not sold & {"FR", "US"}


def test_every_special_edition_is_in_the_shops_once_and_replaces_a_generated_one_of_its_sku() -> None:
    special = list(read("editions"))
    assert [line["sku"] for line in special if line["sku"] not in VARIANTS] == []
    assert [line["work"] for line in special if line["work"] not in PRODUCTS] == []
    assert VARIANTS["faust-hc"]["facts"]["first_published"] == "2026-03-01"
    assert [v["sku"] for v in PRODUCTS["faust"]["variants"]].count("faust-hc") == 1


def test_the_data_is_the_same_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
