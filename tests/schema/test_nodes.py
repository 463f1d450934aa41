"""Things by their global ids."""

from schema.identity import NodeType, write_id
from tests.schema.counter import Counter

NODES = """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
    ... on Product { title } ... on Category { name }
    ... on Variant { sku price { current { amount } } } } }"""


async def known_ids(counter: Counter) -> dict[str, str]:
    found = (await counter.ask('{ product(sku: "faust") { id category { id } variants { id } } }'))["product"]
    return {
        "product": found["id"],
        "category": found["category"]["id"],
        "variant": found["variants"][0]["id"],
    }


async def test_a_product_a_variant_and_a_category_are_nodes(counter: Counter) -> None:
    ids = await known_ids(counter)
    answer = await counter.ask(NODES, ids=[ids["variant"], ids["product"], ids["category"]])
    assert answer["nodes"] == [
        {
            "__typename": "Variant",
            "id": ids["variant"],
            "sku": "faust-hc",
            "price": {"current": {"amount": "24.00"}},
        },
        {"__typename": "Product", "id": ids["product"], "title": "Faust"},
        {"__typename": "Category", "id": ids["category"], "name": "Drama"},
    ]


async def test_nodes_keep_the_order_asked_with_null_for_what_is_not_there(counter: Counter) -> None:
    ids = await known_ids(counter)
    nowhere = [write_id(node_type, 2**40) for node_type in NodeType]
    answer = await counter.ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[*nowhere, ids["product"], ids["product"]]
    )
    assert answer["nodes"] == [*([None] * len(nowhere)), {"id": ids["product"]}, {"id": ids["product"]}]


async def test_one_node_by_its_id(counter: Counter) -> None:
    ids = await known_ids(counter)
    answer = await counter.ask("query ($id: ID!) { node(id: $id) { __typename } }", id=ids["category"])
    assert answer == {"node": {"__typename": "Category"}}
    nowhere = write_id(NodeType.PRODUCT, 2**40)
    assert await counter.ask("query ($id: ID!) { node(id: $id) { id } }", id=nowhere) == {"node": None}


async def test_nodes_take_a_fixed_number_of_statements_whatever_their_number(counter: Counter) -> None:
    listed = await counter.ask("{ products(first: 50) { nodes { id variants { id } category { id } } } }")
    nodes = listed["products"]["nodes"]
    for count in (1, 30):
        ids = [
            each
            for node in nodes[:count]
            for each in (node["id"], node["variants"][0]["id"], node["category"]["id"])
        ]
        assert await counter.statements(NODES, ids=ids) == 4
