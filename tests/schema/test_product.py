"""One product: how it is found, in which words it is told, and what it costs elsewhere."""

import pytest

from tests.schema.counter import NOW, Counter

BY_SLUG = "query ($slug: String!) { product(slug: $slug) { sku slug canonicalSlug } }"


@pytest.mark.parametrize("key", ['sku: "faust"', 'sku: "faust-hc"', 'sku: "faust-ebook"', 'slug: "faust"'])
async def test_a_product_is_found_by_its_number_one_of_its_variants_or_its_slug(
    counter: Counter, key: str
) -> None:
    found = await counter.ask(f"{{ product({key}) {{ sku title kind }} }}")
    assert found["product"] == {"sku": "faust-hc", "title": "Faust", "kind": "BOOK"}


async def test_a_product_is_found_by_its_id(counter: Counter) -> None:
    known = (await counter.ask('{ product(sku: "faust") { id } }'))["product"]["id"]
    assert (await counter.ask("query ($id: ID) { product(id: $id) { id } }", id=known))["product"] == {
        "id": known
    }


@pytest.mark.parametrize(
    "key", ['sku: "nobody"', 'slug: "nobody"', 'sku: "\\u0000"', 'slug: "\\u0000"', 'sku: ""']
)
async def test_an_unknown_key_finds_nothing(counter: Counter, key: str) -> None:
    assert await counter.ask(f"{{ product({key}) {{ sku }} }}") == {"product": None}


async def test_what_is_not_sold_in_a_region_is_not_found_there(counter: Counter) -> None:
    document = '{ product(sku: "helles-05") { sku } }'
    assert await counter.ask(document) == {"product": {"sku": "helles-05"}}
    assert await counter.at("FR").ask(document) == {"product": None}


async def test_a_slug_of_another_language_finds_the_product_and_its_canonical_slug(counter: Counter) -> None:
    found = await counter.ask(BY_SLUG, slug="wuthering-heights")
    assert found["product"]["slug"] == "wuthering-heights"
    assert found["product"]["canonicalSlug"] == "sturmhoehe"


async def test_a_retired_slug_still_finds_the_product(own_counter: Counter) -> None:
    await own_counter.database.execute(
        "insert into retired_slugs (product_id, language, slug, retired_at)"
        " select id, 'de', 'faust-eine-tragoedie', $1 from products where sku = 'faust'",
        NOW,
    )
    found = await own_counter.ask(BY_SLUG, slug="faust-eine-tragoedie")
    assert found["product"] == {"sku": "faust-hc", "slug": "faust-eine-tragoedie", "canonicalSlug": "faust"}


async def test_each_field_falls_back_by_itself_and_tells_which_language_served(own_counter: Counter) -> None:
    await own_counter.database.execute(
        "update product_texts set description = null where language = 'de'"
        " and product_id = (select id from products where sku = 'faust')"
    )
    document = """{ product(sku: "faust") {
        titleText { value language isFallback } descriptionText { language isFallback } } }"""
    product = (await own_counter.ask(document))["product"]
    assert product["titleText"] == {"value": "Faust", "language": "de", "isFallback": False}
    assert product["descriptionText"] == {"language": "en", "isFallback": True}


async def test_a_text_that_no_language_of_the_chain_has_is_told_in_the_products_own(
    own_counter: Counter,
) -> None:
    await own_counter.database.execute(
        "delete from product_texts where language in ('de', 'en')"
        " and product_id = (select id from products where sku = 'eline-vere')"
    )
    document = '{ product(sku: "eline-vere") { titleText { value language isFallback } } }'
    title = (await own_counter.ask(document))["product"]["titleText"]
    assert title == {"value": "Eline Vere", "language": "nl", "isFallback": True}


async def test_variants_that_are_sold_here_come_with_their_own_kind_options_and_price(
    counter: Counter,
) -> None:
    document = """{ product(sku: "faust") { variants {
        sku kind title options { code value valueCode } price { current { formatted } } } } }"""
    [hardcover, *others] = (await counter.ask(document))["product"]["variants"]
    assert hardcover == {
        "sku": "faust-hc",
        "kind": "BOOK",
        "title": "Gebunden · Deutsch",
        "options": [
            {"code": "format", "value": "Gebunden", "valueCode": "hardcover"},
            {"code": "language", "value": "Deutsch", "valueCode": "de"},
        ],
        "price": {"current": {"formatted": "24,00\xa0€"}},
    }
    assert "EBOOK" in {variant["kind"] for variant in others}


async def test_names_of_codes_and_people_follow_the_language(counter: Counter) -> None:
    document = """{ product(sku: "faust") {
        contributors { name role roleName nameText { language } } attributes { code name value }
        category { name slug } breadcrumbs { path } availability { inStock status label } } }"""
    german = (await counter.ask(document))["product"]
    english = (await counter.at("DE", "en").ask(document))["product"]
    assert german["contributors"][0]["roleName"] == "Autor/in"
    assert english["contributors"][0]["roleName"] == "Author"
    assert {"code": "original_language", "name": "Originalsprache", "value": "Deutsch"} in german[
        "attributes"
    ]
    assert {"code": "original_language", "name": "Original language", "value": "German"} in english[
        "attributes"
    ]
    assert [category["path"] for category in german["breadcrumbs"]] == ["books", "books/drama"]
    assert german["availability"] == {"inStock": True, "status": "IN_STOCK", "label": "Vorrätig"}


async def test_alternates_tell_every_language_that_has_an_address(counter: Counter) -> None:
    found = await counter.ask('{ product(sku: "faust") { alternates { language slug } } }')
    addresses = {each["language"]: each["slug"] for each in found["product"]["alternates"]}
    assert addresses["de"] == "faust"
    assert {"de", "en", "fr", "it", "ja"} <= set(addresses)


async def test_notices_stand_where_they_belong(counter: Counter) -> None:
    document = """{ product(sku: "faust") {
        beside: notices { code sku placement text } around: notices(placement: BASKET) { code sku } } }"""
    product = (await counter.ask(document))["product"]
    assert product["beside"] == [
        {
            "code": "BOOK_PRICE_FIXED",
            "sku": "faust-hc",
            "placement": "PRODUCT",
            "text": "Der Preis dieses Titels ist durch Gesetz oder Vertrag gebunden.",
        }
    ]
    assert {"code": "TAX_NOTE", "sku": None} in product["around"]


@pytest.mark.parametrize(
    ("key", "fields", "statements"),
    [
        ('sku: "faust"', "title variants { sku } price { current { amount } }", 1),
        ('slug: "faust"', "title variants { sku price { current { amount } } } category { name }", 2),
        ('sku: "faust"', "notices { text }", 3),
    ],
)
async def test_a_product_takes_a_fixed_number_of_statements(
    counter: Counter, key: str, fields: str, statements: int
) -> None:
    assert await counter.statements(f"{{ product({key}) {{ {fields} }} }}") == statements
