from __future__ import annotations

import pytest
import strawberry

from schema.plan import Limits, PlannedSchema, setwise


@strawberry.type
class Product:
    name: str
    tags: list[str]
    reviews_metadata: list[Review] = strawberry.field(metadata={"items": 4})

    @setwise
    @staticmethod
    def reviews(products: list[Product], first: int = 3) -> list[list[Review]]:
        return [[] for _ in products]


@strawberry.type
class Review:
    stars: int


@strawberry.type
class Edge:
    node: Product


@strawberry.type
class Connection:
    nodes: list[Product]
    edges: list[Edge]
    total: int


@strawberry.type
class Query:
    product: Product

    @strawberry.field
    def products(self, first: int | None = None, last: int | None = None) -> Connection:
        return Connection(nodes=[], edges=[], total=0)


SCHEMA = PlannedSchema(query=Query, limits=Limits(cost=300))


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("{ product { name } }", 2),
        ("{ __typename product { __typename name } }", 2),
        ("{ product { tags } }", 2),  # its values are no fields
        ("{ product { reviews { stars } } }", 2 + 3),
        ("{ product { reviews(first: 7) { stars } } }", 2 + 7),
        ("{ product { reviews(first: -7) { stars } } }", 2),
        ("{ product { reviewsMetadata { stars } } }", 2 + 4),
        ("{ products(first: 5) { total nodes { name } } }", 3 + 5),
        ("{ products(last: 5) { edges { node { name } } } }", 2 + 5 * 2),
        ("{ products { nodes { name } } }", 2 + 10),
        ("{ products(first: 5) { nodes { reviews(first: 2) { stars } } } }", 2 + 5 * (1 + 2)),
        ("{ products(first: 5) { ...F } } fragment F on Connection { nodes { name } }", 2 + 5),
        ("{ a: product { ...G } b: product { ...G } } fragment G on Product { name }", 4),
    ],
)
def test_an_operation_costs_the_fields_its_answer_can_hold(text: str, cost: int) -> None:
    prepared = SCHEMA.prepare(text)
    assert prepared.errors == ()
    assert prepared.cost == cost


def test_a_size_in_a_variable_is_known_when_its_value_is() -> None:
    prepared = SCHEMA.prepare("query ($n: Int) { products(first: $n) { nodes { name } } }")
    assert prepared.cost is None
    assert [prepared.cost_with({"n": 50}), prepared.cost_with({"n": None}), prepared.cost_with({})] == [
        52,
        12,
        12,
    ]


async def test_an_operation_that_costs_too_much_with_its_variables_is_not_executed() -> None:
    prepared = SCHEMA.prepare("query ($n: Int) { products(first: $n) { nodes { name } } }")
    allowed = await SCHEMA.answer(prepared, {"n": 298})
    assert (allowed.executed, allowed.extensions) == (True, {"cost": 300})
    refused = await SCHEMA.answer(prepared, {"n": 299})
    assert not refused.executed
    assert [error.message for error in refused.errors] == ["The operation costs 301, at most 300 is allowed."]
    result = await SCHEMA.execute(prepared.text, {"n": 299})
    assert [error.message for error in result.errors or ()] == [
        "The operation costs 301, at most 300 is allowed."
    ]


def test_without_variables_it_is_refused_when_it_is_prepared() -> None:
    assert SCHEMA.prepare("{ products(first: 298) { nodes { name } } }").errors == ()
    errors = SCHEMA.prepare("{ products(first: 299) { nodes { name } } }").errors
    assert [error.message for error in errors] == ["The operation costs 301, at most 300 is allowed."]
