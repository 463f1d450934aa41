"""The tree of departments."""

from schema.identity import NodeType, write_id
from tests.schema.counter import Counter


async def test_departments_come_in_the_merchants_order_in_the_language_of_the_context(
    counter: Counter,
) -> None:
    german = (await counter.ask("{ categories { name slug path hasChildren } }"))["categories"]
    french = (await counter.at("FR").ask("{ categories { name path } }"))["categories"]
    assert len(german) == 16
    assert german[0] == {"name": "Bücher", "slug": "buecher", "path": "books", "hasChildren": True}
    assert french[0] == {"name": "Livres", "path": "books"}
    assert [each["path"] for each in german] == [each["path"] for each in french]


async def test_a_category_has_its_children_and_a_place_without_any_has_none(counter: Counter) -> None:
    books = (await counter.ask('{ category(slug: "buecher") { id } }'))["category"]
    document = "query ($parent: ID) { categories(parent: $parent) { id path hasChildren } }"
    children = (await counter.ask(document, parent=books["id"]))["categories"]
    assert "books/drama" in [child["path"] for child in children]
    drama = next(child for child in children if child["path"] == "books/drama")
    assert not drama["hasChildren"]
    assert (await counter.ask(document, parent=drama["id"]))["categories"] == []
    assert (await counter.ask(document, parent=write_id(NodeType.CATEGORY, 2**40)))["categories"] == []


async def test_a_category_is_found_by_id_or_slug_of_any_language(counter: Counter) -> None:
    by_slug = (await counter.ask('{ category(slug: "livres") { id name slug } }'))["category"]
    assert (by_slug["name"], by_slug["slug"]) == ("Bücher", "buecher")
    document = "query ($id: ID) { category(id: $id) { nameText { value language isFallback } } }"
    by_id = await counter.ask(document, id=by_slug["id"])
    assert by_id["category"]["nameText"] == {"value": "Bücher", "language": "de", "isFallback": False}


async def test_an_unknown_category_is_null(counter: Counter) -> None:
    assert await counter.ask('{ category(slug: "nowhere") { id } }') == {"category": None}
    assert await counter.ask('{ category(slug: "\\u0000") { id } }') == {"category": None}


async def test_the_whole_tree_takes_one_statement_for_each_of_its_levels(counter: Counter) -> None:
    document = "{ categories { path children { path children { path } } } }"
    tree = (await counter.ask(document))["categories"]
    assert tree[0]["path"] == "books"
    assert tree[0]["children"][0] == {"path": "books/novels", "children": []}
    assert await counter.statements(document) == 3
