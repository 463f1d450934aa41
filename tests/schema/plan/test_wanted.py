from __future__ import annotations

from typing import Any

import pytest
import strawberry

from schema.plan import PlannedSchema, Wanted, wanted

seen: list[Wanted] = []


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Product(Node):
    brand_name: str
    nice: str = strawberry.field(name="pretty")

    @strawberry.field
    def reviews(self, first: int = 3, sort_by: str | None = None) -> list[Product]:
        return []


@strawberry.type
class Query:
    @strawberry.field
    def products(self, info: strawberry.Info) -> list[Product]:
        seen.append(wanted(info))
        return []

    @strawberry.field
    def nodes(self, info: strawberry.Info) -> list[Node]:
        seen.append(wanted(info))
        return []


SCHEMA = PlannedSchema(query=Query, types=[Product])
CORE = strawberry.Schema(query=Query, types=[Product])


@pytest.fixture(params=["plan", "core"])
def ask(request: pytest.FixtureRequest) -> Any:
    schema = SCHEMA if request.param == "plan" else CORE

    def run(text: str, **variables: Any) -> Wanted:
        seen.clear()
        result = schema.execute_sync(text, variables)
        assert result.errors is None
        return seen[-1]

    return run


def test_a_field_is_known_by_its_python_name_and_by_its_graphql_name(ask: Any) -> None:
    found = ask("{ products { brandName pretty } }")
    assert [found.has(name) for name in ("brand_name", "brandName", "nice", "pretty")] == [True] * 4
    assert not found.has("id")
    assert not found.has("reviews")


def test_an_alias_changes_nothing(ask: Any) -> None:
    found = ask("{ products { reviews: brandName } }")
    assert found.has("brand_name")
    assert not found.has("reviews")


def test_what_is_below_is_found_through_merged_fields_and_fragments(ask: Any) -> None:
    found = ask(
        "{ products { reviews { id } ...F ... on Product { reviews { ... { reviews { id } } } } } }"
        " fragment F on Node { ... on Product { reviews { pretty } } }"
    )
    below = found.under("reviews")
    assert [below.has(name) for name in ("id", "nice", "reviews", "brand_name")] == [True, True, True, False]
    assert found.under("reviews", "reviews").has("id")
    assert not found.under("reviews", "reviews").has("nice")


def test_nothing_is_below_what_is_not_selected(ask: Any) -> None:
    found = ask("{ products { id } }")
    assert found
    assert not found.under("reviews")
    assert not found.under("reviews", "reviews").has("id")


def test_fields_of_any_possible_type_count(ask: Any) -> None:
    found = ask("{ nodes { __typename ... on Product { brandName } } }")
    assert found.has("brand_name")
    assert not found.has("id")


@pytest.mark.parametrize("yes", [True, False])
def test_skip_and_include_count_with_the_variables_of_the_request(ask: Any, yes: bool) -> None:
    text = "query ($yes: Boolean!) { products { id brandName @include(if: $yes) pretty @skip(if: $yes) } }"
    found = ask(text, yes=yes)
    assert [found.has("id"), found.has("brand_name"), found.has("nice")] == [True, yes, not yes]


def test_arguments_are_told_with_variables_and_defaults(ask: Any) -> None:
    found = ask(
        'query ($n: Int!) { products { a: reviews(first: $n) { id } b: reviews(sortBy: "x") { id } } }',
        n=7,
    )
    assert found.arguments("reviews") == (
        {"first": 7, "sortBy": None},
        {"first": 3, "sortBy": "x"},
    )
    assert found.arguments("nothing") == ()


def test_the_plan_remembers_what_is_wanted_for_the_same_conditions() -> None:
    text = "query ($yes: Boolean!, $n: Int!) { products { id @skip(if: $yes) reviews(first: $n) { id } } }"
    for yes, n in ((True, 1), (True, 2), (False, 1)):
        SCHEMA.execute_sync(text, {"yes": yes, "n": n})
    one, other, different = seen[-3:]
    assert one._shape is other._shape
    assert one._shape is not different._shape
    assert [found.arguments("reviews")[0]["first"] for found in (one, other)] == [1, 2]
