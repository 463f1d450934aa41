"""Changing parts of products, and nothing else of them."""

import asyncio
from copy import deepcopy
from typing import Any

import pytest

from store.accounts.staff import Role
from store.database import Database
from tests.schema.staff.office import Office
from tests.schema.staff.test_staff import ALL, BOOKS, UPSERT, book

PRODUCT = '{ product(sku: "faust") { line } }'
TRAIL = """{ auditTrail(first: 1, product: "faust") { nodes { actor action before after } } }"""


def edit(field: str, type_: str) -> str:
    """A mutation that changes a part of a product."""
    return f"""mutation($input: {type_}!) {{ {field}(input: $input) {{
      product {{ line }} lineErrors {{ code path }} userErrors {{ code field }} }} }}"""


UPDATE = edit("productUpdate", "ProductUpdateInput")
TEXTS = edit("textsSet", "TextsSetInput")
NAME = edit("variantTextSet", "VariantTextSetInput")
FACTS = edit("factsUpdate", "FactsUpdateInput")
BINDINGS = edit("bindingsSet", "BindingsSetInput")
LISTING = edit("listingSet", "ListingSetInput")
CATEGORIES = """mutation($lines: [JSON!]!) { categoriesUpsert(input: {lines: $lines}) {
  categories lineErrors { code } userErrors { code field } } }"""


async def stocked(database: Database) -> Office:
    """The office, asked by somebody who looks after the catalogue alone, with one book in the shops."""
    office = Office(database)
    told = await (await office.hire("Adam", *ALL)).ask(UPSERT, lines=[BOOKS, book()])
    assert told["lineErrors"] == []
    return await office.hire("Eve", (Role.CATALOGUE, None), (Role.ADMIN, None))


async def changed(eve: Office, document: str, **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The line of the product before and after a change that nothing is wrong with."""
    before = (await eve.ask(PRODUCT))["line"]
    told = await eve.ask(document, input=given)
    assert (told["lineErrors"], told["userErrors"]) == ([], [])
    after = (await eve.ask(PRODUCT))["line"]
    assert after == told["product"]["line"]
    return before, after


async def test_texts_come_one_language_at_a_time(database: Database) -> None:
    eve = await stocked(database)
    before, after = await changed(eve, TEXTS, sku="faust-hc", language="en", title="Faust", slug="faust-en")
    english = {"title": "Faust", "description": None, "slug": "faust-en"}
    assert after == {**before, "texts": {**before["texts"], "en": english}}
    _, after = await changed(eve, TEXTS, sku="faust", language="en", description="A tragedy.", slug=None)
    assert after["texts"]["en"] == {"title": "Faust", "description": "A tragedy.", "slug": None}
    _, after = await changed(eve, TEXTS, sku="faust", language="en", title=None, description=None)
    assert after == before
    [entry] = (await eve.ask(TRAIL))["nodes"]
    assert (entry["actor"], entry["action"]) == ("Eve", "product.changed")
    was = {"title": "Faust", "description": "A tragedy.", "slug": None}
    assert (entry["before"], entry["after"]) == ({"texts": {"en": was}}, {"texts": {"en": None}})


async def test_what_is_said_of_a_product_changes_field_by_field(database: Database) -> None:
    eve = await stocked(database)
    before, after = await changed(
        eve, UPDATE, sku="faust", brand="Insel", published="1808-01-01", popularity=9
    )
    assert after == {**before, "brand": "Insel", "published": "1808-01-01", "popularity": 9}
    _, after = await changed(eve, UPDATE, sku="faust", brand=None, published=None, popularity=None)
    assert after == before


async def test_bindings_of_one_territory_are_set_and_the_price_follows(database: Database) -> None:
    eve = await stocked(database)
    given = {
        "sku": "faust-hc",
        "territory": "AT",
        "bindings": [{"price": "24.70", "validFrom": "2026-03-01"}],
    }
    before, after = await changed(eve, BINDINGS, **given)
    expected = deepcopy(before)
    expected["variants"][0]["facts"]["bindings"].append(
        {"territory": "AT", "price": "24.70", "valid_from": "2026-03-01"}
    )
    assert after == expected
    cheaper = {"sku": "faust-hc", "territory": "DE", "bindings": [{"price": "22.00"}]}
    await changed(eve, BINDINGS, **cheaper)
    shown = "select current from shelf_prices where storefront = 'DE' order by valid_from limit 1"
    assert await database.fetchval(shown) == 2200
    early = {**cheaper, "bindings": [{"price": "22.00", "liftedOn": "2026-04-01"}]}
    told = await eve.ask(BINDINGS, input=early)
    assert [error["code"] for error in told["lineErrors"]] == ["LIFTED_TOO_EARLY"]


async def test_facts_and_names_of_variants_change_alone(database: Database) -> None:
    eve = await stocked(database)
    before, after = await changed(eve, FACTS, sku="faust-hc", facts={"comic": True, "languages": None})
    facts = after["variants"][0]["facts"]
    assert (facts["comic"], "languages" in facts) == (True, False)
    assert {**after, "variants": []} == {**before, "variants": []}
    _, after = await changed(eve, NAME, sku="faust-hc", language="de", title="Gebunden")
    assert after["variants"][0]["texts"] == {"de": {"title": "Gebunden"}}
    _, after = await changed(eve, NAME, sku="faust-hc", language="de", title=None)
    assert after["variants"][0]["texts"] == {}


async def test_a_region_stops_selling_and_the_others_go_on(database: Database) -> None:
    eve = await stocked(database)
    assert (await eve.ask(PRODUCT))["line"]["variants"][0]["listings"] is None
    await changed(eve, LISTING, sku="faust-hc", region="GB", isListed=False)
    sold = "select array_agg(distinct storefront::text) from shelf_prices"
    assert await database.fetchval(sold) == ["DE"]
    until = "2026-12-24T00:00:00+00:00"
    _, after = await changed(eve, LISTING, sku="faust-hc", region="GB", isListed=True, soldUntil=until)
    assert after["variants"][0]["listings"] == {
        "DE": {"from": None, "until": None}, "GB": {"from": None, "until": until}
    }  # fmt: skip
    assert await database.fetchval(sold) == ["DE", "GB"]
    told = await eve.ask(
        LISTING, input={"sku": "x", "region": "DE", "isListed": True, "soldFrom": "0001-01-01T00:00:00Z"}
    )
    assert told["userErrors"] == [{"code": "BAD_INPUT", "field": ["soldFrom"]}]


async def test_who_looks_after_one_region_lists_in_that_one_alone(database: Database) -> None:
    await stocked(database)
    local = await Office(database).hire("Local", (Role.CATALOGUE, "GB"))
    given = {"sku": "faust-hc", "isListed": False}
    assert await local.refusal(LISTING, input={**given, "region": "DE"}) == "FORBIDDEN"
    assert (await local.ask(LISTING, input={**given, "region": "GB"}))["userErrors"] == []
    assert await local.refusal(TEXTS, input={"sku": "faust", "language": "de", "title": "x"}) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("document", "given", "code", "path"),
    [
        (UPDATE, {"category": "nowhere"}, "UNKNOWN_CATEGORY", "category"),
        (UPDATE, {"attributes": {"pages": 10**30}}, "BAD_INPUT", "attributes.pages"),
        (TEXTS, {"language": "de", "title": None, "slug": None}, "BAD_INPUT", "texts"),
        (TEXTS, {"language": "not a tag", "title": "x"}, "BAD_INPUT", "texts.not a tag"),
        (FACTS, {"facts": {"kind": "MAGIC"}}, "BAD_INPUT", "variants[0].facts.kind"),
        (BINDINGS, {"territory": "DE", "bindings": [{"price": "-1"}]}, "BAD_INPUT", ""),
    ],
)
async def test_what_the_loader_refuses_leaves_the_product_as_it_is(
    database: Database, document: str, given: dict[str, Any], code: str, path: str
) -> None:
    eve = await stocked(database)
    before = await eve.ask(PRODUCT)
    told = await eve.ask(document, input={"sku": "faust", **given})
    [error] = told["lineErrors"]
    assert (error["code"], told["product"]) == (code, None)
    assert error["path"].startswith(path)
    assert await eve.ask(PRODUCT) == before


async def test_an_unknown_product_is_told(database: Database) -> None:
    eve = await stocked(database)
    told = await eve.ask(TEXTS, input={"sku": "tea", "language": "de", "title": "Tee"})
    assert told["userErrors"] == [{"code": "NOT_FOUND", "field": ["sku"]}]


async def test_nobodys_change_is_lost_when_many_come_at_once(database: Database) -> None:
    eve = await stocked(database)
    languages = ["en", "fr", "it", "es"]
    asked = [eve.ask(TEXTS, input={"sku": "faust", "language": tag, "title": tag}) for tag in languages]
    told = await asyncio.gather(*asked)
    assert [each["lineErrors"] for each in told] == [[]] * len(languages)
    texts = (await eve.ask(PRODUCT))["line"]["texts"]
    assert {tag: texts[tag]["title"] for tag in languages} == {tag: tag for tag in languages}


async def test_categories_are_written_without_the_roles_for_prices(database: Database) -> None:
    eve = await stocked(database)
    drama = {"category": "books/drama", "texts": {"de": {"name": "Drama", "slug": "drama"}}}
    lost = {"category": "tea/green", "texts": {}}
    told = await eve.ask(CATEGORIES, lines=[drama, lost])
    assert (told["categories"], told["lineErrors"]) == (1, [{"code": "UNKNOWN_CATEGORY"}])
    refused = await eve.ask(CATEGORIES, lines=[drama, book()])
    assert refused["userErrors"] == [{"code": "BAD_INPUT", "field": ["lines", "1"]}]
