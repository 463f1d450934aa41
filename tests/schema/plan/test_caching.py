from __future__ import annotations

import pytest
import strawberry

from schema.plan import PlannedSchema, cacheable


@strawberry.interface
class Node:
    id: strawberry.ID


@cacheable(60)
@strawberry.type
class Book(Node):
    title: str
    stock: int = strawberry.field(metadata={"max_age": 5})


@strawberry.type
class Basket(Node):
    total: int


@strawberry.type
class Query:
    book: Book = strawberry.field(metadata={"max_age": 300})
    node: Node = strawberry.field(metadata={"max_age": 300})
    secret: str

    @strawberry.field(metadata={"max_age": 30})
    def hello(self) -> str:
        return "hello"


@strawberry.type
class Mutation:
    @strawberry.mutation(metadata={"max_age": 30})
    def hello(self) -> str:
        return "hello"


SCHEMA = PlannedSchema(query=Query, mutation=Mutation, types=[Book, Basket])


@pytest.mark.parametrize(
    ("text", "max_age"),
    [
        ("{ hello }", 30),
        ("{ __typename hello }", 30),
        ("{ book { title } }", 60),  # the type's own, shorter than the field's
        ("{ book { title stock } }", 5),
        ("{ book { ...F } } fragment F on Book { stock }", 5),
        ("{ hello secret }", None),
        ("{ hello secret @skip(if: true) }", None),
        ("{ node { ... on Book { title } } }", 60),
        ("{ node { id } }", None),  # could be a basket
        ("{ __schema { queryType { name } } }", None),
        ("mutation { hello }", None),
    ],
)
def test_an_answer_may_be_kept_as_long_as_its_shortest_hint_if_every_field_has_one(
    text: str, max_age: int | None
) -> None:
    prepared = SCHEMA.prepare(text)
    assert prepared.errors == ()
    assert prepared.max_age == max_age
    assert prepared.public == (max_age is not None)
