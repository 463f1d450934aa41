from __future__ import annotations

import asyncio
from typing import Any

import pytest
import strawberry
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission

from schema.plan import setwise, wanted

calls: list[tuple[str, int]] = []


class Never(BasePermission):
    message = "never"

    def has_permission(self, *_: Any, **__: Any) -> bool:
        return False


class Shout(FieldExtension):
    async def resolve_async(self, next_: Any, source: Any, info: strawberry.Info, **kwargs: Any) -> Any:
        return (await next_(source, info, **kwargs)).upper()


@strawberry.type
class Author:
    name: str


@strawberry.type
class Review:
    number: int

    @setwise
    @staticmethod
    def author(reviews: list[Review]) -> list[Author | Exception | None]:
        calls.append(("author", len(reviews)))
        return [
            ValueError("no author of 5") if review.number == 5 else Author(name=f"A{review.number}")
            for review in reviews
        ]


@strawberry.type
class Product:
    number: int

    @setwise(description="The newest first.")
    @staticmethod
    async def reviews(products: list[Product], info: strawberry.Info, first: int = 2) -> list[list[Review]]:
        calls.append(("reviews", len(products)))
        await asyncio.sleep(0)
        assert wanted(info).has("number")
        return [[Review(number=product.number * 10 + n) for n in range(first)] for product in products]

    @setwise(permission_classes=[Never])
    @staticmethod
    async def secret(products: list[Product]) -> list[str | None]:
        calls.append(("secret", len(products)))
        return ["secret" for _ in products]

    @setwise(extensions=[Shout()])
    @staticmethod
    async def title(products: list[Product]) -> list[str]:
        calls.append(("title", len(products)))
        return [f"title {product.number}" for product in products]

    @setwise
    @staticmethod
    async def short(products: list[Product]) -> list[str | None]:
        return ["one too few" for _ in products[1:]]


@strawberry.type
class Query:
    @strawberry.field
    def products(self) -> list[Product]:
        return [Product(number=n) for n in range(3)]


schema = strawberry.Schema(query=Query)


@pytest.fixture(autouse=True)
def forget_calls() -> None:
    calls.clear()


def test_a_set_wise_field_shows_its_value_type_and_arguments_in_the_schema() -> None:
    printed = schema.as_str()
    assert "reviews(first: Int! = 2): [Review!]!" in printed
    assert "author: Author\n" in printed
    assert '"""The newest first."""' in printed


def test_graphql_core_calls_a_set_wise_resolver_once_for_each_level() -> None:
    result = asyncio.run(schema.execute("{ products { reviews(first: 1) { number author { name } } } }"))
    assert result.errors is None
    assert result.data == {
        "products": [{"reviews": [{"number": n, "author": {"name": f"A{n}"}}]} for n in (0, 10, 20)]
    }
    assert calls == [("reviews", 3), ("author", 3)]


def test_an_exception_among_the_values_fails_its_own_field_only() -> None:
    result = asyncio.run(schema.execute("{ products { reviews(first: 6) { number author { name } } } }"))
    assert result.errors is not None
    assert [(error.message, error.path) for error in result.errors] == [
        ("no author of 5", ["products", 0, "reviews", 5, "author"])
    ]


def test_permissions_are_asked_for_each_parent_and_keep_the_resolver_from_being_called() -> None:
    result = asyncio.run(schema.execute("{ products { number secret } }"))
    assert result.errors is not None
    assert [(error.message, error.path) for error in result.errors] == [
        ("never", ["products", n, "secret"]) for n in range(3)
    ]
    assert calls == []


def test_field_extensions_see_each_value_of_one_call() -> None:
    result = asyncio.run(schema.execute("{ products { title } }"))
    assert result.data == {"products": [{"title": f"TITLE {n}"} for n in range(3)]}
    assert calls == [("title", 3)]


def test_too_few_values_are_an_error_of_every_parent() -> None:
    result = asyncio.run(schema.execute("{ products { short } }"))
    assert result.errors is not None
    assert [error.message for error in result.errors] == ["2 values for 3 parents."] * 3


def test_two_aliases_of_a_field_are_two_calls() -> None:
    asyncio.run(schema.execute("{ products { a: reviews(first: 1) { number } b: reviews { number } } }"))
    assert calls == [("reviews", 3), ("reviews", 3)]
