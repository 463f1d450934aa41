from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from schema.plan import PlannedSchema, setwise
from schema.plan.planned import SHORT_DOCUMENT

calls: list[str] = []


@strawberry.type
class Item:
    number: int

    @setwise
    @staticmethod
    def double(items: list[Item]) -> list[int]:
        calls.append(f"double {len(items)}")
        return [item.number * 2 for item in items]

    @setwise
    @staticmethod
    async def slow(items: list[Item]) -> list[int]:
        await asyncio.sleep(0)
        calls.append(f"slow {len(items)}")
        return [item.number * 3 for item in items]

    @setwise
    @staticmethod
    async def broken(items: list[Item]) -> list[int | None]:
        raise ValueError("all of them")


@strawberry.type
class Query:
    @strawberry.field
    def items(self, count: int = 2) -> list[Item]:
        return [Item(number=number) for number in range(count)]

    @strawberry.field
    def who(self, info: strawberry.Info) -> str:
        return f"{info.context} {info.root_value} {info.path.as_list()} {info.operation.operation.value}"


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> Any:
        yield 1

    ticks_type: int = 1


errors_seen: list[str] = []


class Logged(PlannedSchema):
    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        errors_seen.extend(error.message for error in errors)


SCHEMA = Logged(query=Query)


@pytest.fixture(autouse=True)
def forget() -> None:
    calls.clear()
    errors_seen.clear()


async def test_an_operation_is_answered_by_its_plan() -> None:
    prepared = SCHEMA.prepare("{ items { number double slow } who }")
    answer = await SCHEMA.answer(prepared, {}, "me", "root")
    assert answer.errors == []
    assert orjson.dumps(answer.data) == (
        b'{"items":[{"number":0,"double":0,"slow":0},{"number":1,"double":2,"slow":3}],'
        b'"who":"me root [\'who\'] query"}'
    )
    assert answer.extensions == {"cost": 32}
    assert calls == ["double 2", "slow 2"]


async def test_a_level_is_called_once_for_all_its_parents() -> None:
    await SCHEMA.answer(SCHEMA.prepare("{ a: items(count: 5) { slow } b: items(count: 3) { slow } }"))
    assert sorted(calls) == ["slow 3", "slow 5"]


async def test_strawberrys_own_way_of_executing_uses_plan_and_registry_too() -> None:
    result = await SCHEMA.execute("{ items { slow } }")
    assert (result.data, result.errors) == ({"items": [{"slow": 0}, {"slow": 3}]}, None)
    assert result.extensions == {"cost": 11}
    assert calls == ["slow 2"]
    assert len(SCHEMA.registry) > 0


def test_it_executes_synchronously_where_nothing_has_to_be_awaited() -> None:
    result = SCHEMA.execute_sync("{ items { double } }")
    assert (result.data, result.errors) == ({"items": [{"double": 0}, {"double": 2}]}, None)
    failed = SCHEMA.execute_sync("{ items { slow } }")
    assert [error.message for error in failed.errors or ()] == [
        "GraphQL execution failed to complete synchronously."
    ]


async def test_the_error_of_a_whole_call_is_each_parents_error_and_is_logged() -> None:
    answer = await SCHEMA.answer(SCHEMA.prepare("{ items { broken } }"))
    assert answer.data == {"items": [{"broken": None}, {"broken": None}]}
    assert [(error.message, error.path) for error in answer.errors] == [
        ("all of them", ["items", 0, "broken"]),
        ("all of them", ["items", 1, "broken"]),
    ]
    assert errors_seen == ["all of them"] * 2


@pytest.mark.parametrize(
    ("text", "variables", "message"),
    [
        ("{", {}, "Syntax Error: Expected Name, found <EOF>."),
        ("{ nothing }", {}, "Cannot query field 'nothing' on type 'Query'."),
        (
            "query ($n: Int!) { items(count: $n) { number } }",
            {},
            "Variable '$n' has invalid value: Expected a value of non-null type 'Int!' to be provided.",
        ),
    ],
)
async def test_what_may_not_be_run_is_refused_before_anything_is_resolved(
    text: str, variables: dict[str, Any], message: str
) -> None:
    answer = await SCHEMA.answer(SCHEMA.prepare(text), variables)
    assert (answer.data, answer.executed) == (None, False)
    assert [error.message for error in answer.errors] == [message]
    result = await SCHEMA.execute(text, variables)
    assert [error.message for error in result.errors or ()] == [message]


async def test_introspection_goes_to_graphql_core() -> None:
    answer = await SCHEMA.answer(SCHEMA.prepare("{ __schema { queryType { name } } items { slow } }"))
    assert answer.data == {"__schema": {"queryType": {"name": "Query"}}, "items": [{"slow": 0}, {"slow": 3}]}
    assert calls == ["slow 2"]
    assert (await SCHEMA.run(SCHEMA.prepare("{ __typename }"))).data == {"__typename": "Query"}


class Counting(SchemaExtension):
    resolved: int = 0
    operations: int = 0

    def on_operation(self) -> Iterator[None]:
        Counting.operations += 1
        yield

    def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
        Counting.resolved += 1
        return _next(root, info, *args, **kwargs)


async def test_an_extension_that_sees_each_field_makes_graphql_core_execute() -> None:
    schema = PlannedSchema(query=Query, extensions=[Counting])
    answer = await schema.answer(schema.prepare("{ items { number slow } }"))
    assert answer.data == {"items": [{"number": 0, "slow": 0}, {"number": 1, "slow": 3}]}
    assert (Counting.operations, Counting.resolved) == (1, 5)


async def test_two_schemas_never_share_a_plan() -> None:
    @strawberry.type(name="Query")
    class Other:
        who: str = "other"

    other = PlannedSchema(query=Other)
    text = "{ who }"
    assert (await SCHEMA.answer(SCHEMA.prepare(text))).data == {"who": "None None ['who'] query"}
    assert (await other.answer(other.prepare(text), root=Other())).data == {"who": "other"}


def long(document: str) -> str:
    return document + "#" * SHORT_DOCUMENT


async def test_a_long_unknown_document_is_read_with_its_plan_while_others_are_answered() -> None:
    turns = 0

    async def be_answered() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    document = long(f"{{ {' '.join(f'a{n}: items {{ number double }}' for n in range(25))} }}")
    visitor = asyncio.create_task(be_answered())
    prepared = await SCHEMA.prepare_aside(document)
    visitor.cancel()
    assert turns > 1
    assert (prepared.errors, prepared.planned is not None) == ((), True)
    assert SCHEMA.prepare(document) is prepared
    assert await SCHEMA.prepare_aside(document) is prepared
    assert (await SCHEMA.answer(prepared)).data["a24"][1] == {"number": 1, "double": 2}


async def test_a_long_document_that_is_wrong_is_remembered_too() -> None:
    document = long("{ nothing }")
    prepared = await SCHEMA.prepare_aside(document)
    assert [error.message for error in prepared.errors] == ["Cannot query field 'nothing' on type 'Query'."]
    assert SCHEMA.prepare(document) is prepared


async def test_two_who_bring_the_same_long_document_share_what_is_kept() -> None:
    document = long("{ who }")
    await asyncio.gather(*(SCHEMA.prepare_aside(document) for _ in range(2)))
    assert await SCHEMA.prepare_aside(document) is SCHEMA.prepare(document)
