"""Lists of products."""

import pytest

from tests.schema.counter import Counter

PAGE = """
    nodes {
        id sku slug title description kind brand
        contributors { name } category { name } breadcrumbs { name } images { url } attributes { value }
        alternates { slug } variants { sku price { current { amount } } } price { current { formatted } }
        availability { inStock }
    }
    pageInfo { hasNextPage }
"""

EVERY_SORT = pytest.mark.parametrize(
    "sort", ["FEATURED", "NEWEST", "PRICE_ASC", "PRICE_DESC", "RATING", "TITLE"]
)


async def walk(counter: Counter, arguments: str, size: int, *, backwards: bool = False) -> list[str]:
    """The numbers of a whole list of products in order, read page by page, forwards or backwards."""
    found: list[str] = []
    cursor: str | None = None
    size_and_cursor = "last: $size, before: $cursor" if backwards else "first: $size, after: $cursor"
    document = f"""query ($size: Int, $cursor: String) {{
        products({size_and_cursor}, {arguments}) {{
            nodes {{ sku }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    while True:
        page = (await counter.ask(document, size=size, cursor=cursor))["products"]
        skus = [node["sku"] for node in page["nodes"]]
        found = skus + found if backwards else found + skus
        info = page["pageInfo"]
        cursor = info["startCursor" if backwards else "endCursor"]
        if not info["hasPreviousPage" if backwards else "hasNextPage"]:
            return found


@EVERY_SORT
async def test_pages_follow_each_other_without_gap_or_repetition_in_both_directions(
    counter: Counter, sort: str
) -> None:
    forwards = await walk(counter, f"sort: {sort}", 37)
    assert len(forwards) == len(set(forwards)) > 250
    assert await walk(counter, f"sort: {sort}", 41, backwards=True) == forwards


@EVERY_SORT
async def test_the_same_holds_within_a_category_and_its_descendants(counter: Counter, sort: str) -> None:
    found = await counter.ask('{ category(slug: "buecher") { id } }')
    arguments = f'sort: {sort}, filter: {{category: "{found["category"]["id"]}"}}'
    forwards = await walk(counter, arguments, 19)
    assert len(forwards) == len(set(forwards)) > 200
    assert await walk(counter, arguments, 23, backwards=True) == forwards


async def test_each_order_is_what_it_says(counter: Counter) -> None:
    async def values(sort: str) -> list[int]:
        document = (
            f"{{ products(first: 100, sort: {sort}) {{ nodes {{ price {{ current {{ amount }} }} }} }} }}"
        )
        nodes = (await counter.ask(document))["products"]["nodes"]
        return [int(node["price"]["current"]["amount"].replace(".", "")) for node in nodes]

    rising, falling = await values("PRICE_ASC"), await values("PRICE_DESC")
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert rising[0] < falling[0]
    titles = await counter.ask(
        "{ products(first: 3, sort: TITLE, filter: {kinds: [BOOK]}) { nodes { title } } }"
    )
    named = [node["title"].casefold() for node in titles["products"]["nodes"]]
    assert named == sorted(named)


async def test_a_page_goes_on_where_its_cursor_says_although_rows_before_it_are_gone(
    own_counter: Counter,
) -> None:
    first = (await own_counter.ask("{ products(first: 3) { edges { cursor node { sku } } } }"))["products"][
        "edges"
    ]
    await own_counter.database.execute(
        "delete from shelf_prices s using variants v where v.id = s.variant_id and v.sku = $1",
        first[0]["node"]["sku"],
    )
    document = "query ($after: String) { products(first: 1, after: $after) { nodes { sku } } }"
    following = await own_counter.ask(document, after=first[1]["cursor"])
    assert following["products"]["nodes"] == [{"sku": first[2]["node"]["sku"]}]


async def test_filters_narrow_a_list_to_what_meets_all_of_them(counter: Counter) -> None:
    narrowed = """{ products(first: 100, filter: {
        kinds: [BOOK], price: {min: "10", max: "20.00"}, inStock: true, language: "de", onSale: false
    }) { nodes { kind price { current { amount } priorPrice { amount } } availability { inStock } } } }"""
    nodes = (await counter.ask(narrowed))["products"]["nodes"]
    assert len(nodes) > 10
    assert {node["kind"] for node in nodes} == {"BOOK"}
    assert all(10 <= float(node["price"]["current"]["amount"]) <= 20 for node in nodes)
    assert all(node["availability"]["inStock"] for node in nodes)


async def test_a_contributor_is_found_by_their_name_in_any_language_and_any_capitals(
    counter: Counter,
) -> None:
    document = (
        "query ($name: String!) { products(first: 100, filter: {contributor: $name}) { nodes { title } } }"
    )
    latin = await counter.ask(document, name="johann wolfgang von GOETHE")
    assert {"title": "Faust"} in latin["products"]["nodes"]
    assert await counter.ask(document, name="ヨハン・ヴォルフガング・フォン・ゲーテ") == latin
    assert (await counter.ask(document, name="Nobody\0"))["products"]["nodes"] == []


async def test_a_list_is_counted_only_when_asked_and_exactly_up_to_a_thousand(counter: Counter) -> None:
    counted = await counter.ask("{ products { totalCount { count precision } } }")
    everything = await walk(counter, "sort: FEATURED", 100)
    assert counted["products"]["totalCount"] == {"count": len(everything), "precision": "EXACT"}
    assert await counter.statements("{ products { totalCount { count } } }") == 1
    assert await counter.statements("{ products { nodes { sku } totalCount { count } } }") == 1


async def test_a_list_is_counted_too_where_its_page_has_no_rows(counter: Counter) -> None:
    whole = await counter.ask("{ products(first: 1) { totalCount { count } pageInfo { startCursor } } }")
    before = """query ($cursor: String) {
        products(last: 1, before: $cursor) { nodes { sku } totalCount { count } } }"""
    empty = await counter.ask(before, cursor=whole["products"]["pageInfo"]["startCursor"])
    assert empty["products"] == {"nodes": [], "totalCount": whole["products"]["totalCount"]}
    nothing = '{ products(filter: {contributor: "Nobody"}) { nodes { sku } totalCount { count } } }'
    assert (await counter.ask(nothing))["products"] == {"nodes": [], "totalCount": {"count": 0}}


@pytest.mark.parametrize("size", [1, 20, 100])
async def test_a_page_is_one_statement_whatever_its_size_and_selection(counter: Counter, size: int) -> None:
    assert await counter.statements(f"{{ products(first: {size}) {{ {PAGE} }} }}") == 1
    assert await counter.statements(f"{{ products(first: {size}, sort: TITLE) {{ nodes {{ id }} }} }}") == 1


@pytest.mark.parametrize("size", [1, 20, 100])
async def test_another_destination_adds_two_statements_for_each_level_of_prices(
    counter: Counter, size: int
) -> None:
    document = f"""{{ storefront(region: "DE", deliverTo: {{country: "AT"}}) {{
        products(first: {size}) {{ {PAGE} }} }} }}"""
    assert await counter.statements(document) == 5


async def test_nothing_is_listed_that_is_not_sold_in_the_region(counter: Counter) -> None:
    in_germany = await walk(counter, "filter: {kinds: [ALCOHOL]}", 100)
    in_france = await walk(counter.at("FR"), "filter: {kinds: [ALCOHOL]}", 100)
    assert "helles-05" in in_germany
    assert "helles-05" not in in_france


async def test_null_means_the_default_wherever_there_is_one(counter: Counter) -> None:
    document = """query ($first: Int, $sort: ProductSort, $limit: Int, $placement: Placement) {
        products(first: $first, sort: $sort) { nodes { sku notices(placement: $placement) { placement } } }
        suggest(query: "fa", limit: $limit) { text } }"""
    given = await counter.ask(document, first=None, sort=None, limit=None, placement=None)
    assert given == await counter.ask(document)
    assert len(given["products"]["nodes"]) == 20
    assert len(given["suggest"]) <= 8
