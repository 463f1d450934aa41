"""In which order and with which parents the fields of an operation are resolved."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import strawberry

from schema.plan import PlannedSchema, setwise

calls: list[tuple[str, list[int]]] = []
meeting: list[asyncio.Event] = []


async def meet(mine: int) -> None:
    """Wait until the other field is being resolved, too."""
    meeting[mine].set()
    await asyncio.wait_for(meeting[1 - mine].wait(), 5)


@strawberry.type
class Review:
    number: int

    @setwise
    @staticmethod
    async def author(reviews: list[Review]) -> list[str | LookupError]:
        calls.append(("author", [review.number for review in reviews]))
        return [LookupError("no author") if review.number == 11 else "Ada" for review in reviews]

    @setwise
    @staticmethod
    async def votes(reviews: list[Review]) -> list[int]:
        calls.append(("votes", [review.number for review in reviews]))
        return [0 for _ in reviews]


@strawberry.type
class Product:
    number: int

    @setwise
    @staticmethod
    async def reviews(products: list[Product]) -> list[list[Review]]:
        calls.append(("reviews", [product.number for product in products]))
        return [[Review(number=product.number * 10 + each) for each in range(2)] for product in products]

    @setwise
    @staticmethod
    def broken(products: list[Product]) -> list[str | ValueError]:
        return [ValueError("broken") if product.number == 1 else "sound" for product in products]

    @setwise
    @staticmethod
    async def one(products: list[Product]) -> list[int]:
        await meet(0)
        return [1 for _ in products]

    @setwise
    @staticmethod
    async def other(products: list[Product]) -> list[int]:
        await meet(1)
        return [2 for _ in products]


@strawberry.type
class Query:
    @strawberry.field
    def products(self, count: int = 3) -> list[Product | None]:
        return [Product(number=number) for number in range(count)]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def write(self, number: int) -> Product | None:
        calls.append(("write", [number]))
        await asyncio.sleep(0)
        return Product(number=number)

    @strawberry.mutation
    async def fail(self) -> Product:
        calls.append(("fail", []))
        raise ValueError("failed")


SCHEMA = PlannedSchema(query=Query, mutation=Mutation)


async def ask(text: str) -> tuple[Any, list[tuple[str, Any]]]:
    answer = await SCHEMA.answer(SCHEMA.prepare(text))
    return answer.data, [(error.message, error.path) for error in answer.errors]


@pytest.fixture(autouse=True)
async def begin() -> None:
    calls.clear()
    meeting[:] = [asyncio.Event(), asyncio.Event()]


async def test_each_level_is_one_call_with_the_parents_of_all_lists_above_it() -> None:
    data, errors = await ask("{ products { reviews { number votes } } }")
    assert calls == [("reviews", [0, 1, 2]), ("votes", [0, 1, 10, 11, 20, 21])]
    assert errors == []
    assert data["products"][2] == {"reviews": [{"number": 20, "votes": 0}, {"number": 21, "votes": 0}]}


async def test_fields_of_one_level_are_awaited_together() -> None:
    data, errors = await ask("{ products(count: 1) { one other } }")
    assert (data, errors) == ({"products": [{"one": 1, "other": 2}]}, [])


async def test_a_late_error_nulls_what_surrounds_it_and_nothing_else() -> None:
    data, errors = await ask("{ products { reviews { author } } }")
    good = {"author": "Ada"}
    assert data == {"products": [{"reviews": [good, good]}, None, {"reviews": [good, good]}]}
    assert errors == [("no author", ["products", 1, "reviews", 1, "author"])]


async def test_what_an_error_has_nulled_is_left_out_of_later_calls() -> None:
    data, errors = await ask("{ products { broken reviews { votes } } }")
    assert data["products"][1] is None
    assert errors == [("broken", ["products", 1, "broken"])]
    assert calls == [("reviews", [0, 1, 2]), ("votes", [0, 1, 20, 21])]


async def test_a_mutations_fields_wait_for_all_that_is_below_the_one_before() -> None:
    data, errors = await ask(
        "mutation { a: write(number: 1) { reviews { votes } } b: write(number: 2) { reviews { votes } } }"
    )
    assert errors == []
    assert list(data) == ["a", "b"]
    assert calls == [
        ("write", [1]),
        ("reviews", [1]),
        ("votes", [10, 11]),
        ("write", [2]),
        ("reviews", [2]),
        ("votes", [20, 21]),
    ]


async def test_after_a_required_mutation_has_failed_no_other_is_begun() -> None:
    data, errors = await ask(
        "mutation { a: write(number: 1) { number } fail { number } b: write(number: 2) { number } }"
    )
    assert (data, errors) == (None, [("failed", ["fail"])])
    assert calls == [("write", [1]), ("fail", [])]
