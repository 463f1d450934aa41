"""The plan against graphql-core's executor on the shop's own schema, over random questions."""

from random import Random
from typing import Any

import pytest
from graphql import GraphQLError, execute
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from regions.lawbook import lawbook
from schema.build import build_schema
from schema.context import Visit, Wish, choose_context
from schema.plan import Limits, Prepared
from tests.schema.counter import KEYS, NOW, Counter
from tests.schema.plan.compare import assert_same
from tests.schema.plan.generate import Author, Question

QUESTIONS = 60
NO_LIMITS = Limits(10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**99)
SCHEMA = build_schema(NO_LIMITS)
LITERALS: dict[str, list[tuple[str, Any]]] = {
    "RegionCode": [('"DE"', "DE"), ('"GB"', "GB"), ('"JP"', "JP"), ('"XX"', "XX")],
    "LanguageTag": [('"de"', "de"), ('"en"', "en"), ('"?"', "?")],
    "Decimal": [('"10.00"', "10.00")],
    "Int": [("1", 1), ("2", 2), ("500", 500)],
}

pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")


async def test_random_questions_to_the_shop_come_to_the_same(
    counter: Counter, request: pytest.FixtureRequest
) -> None:
    known = await _ids(counter)
    literals = {**LITERALS, "ID": [(f'"{each}"', each) for each in known]}
    asked = request.config.getoption("plan_cases", default=None)
    first = 0 if asked is None else Random().getrandbits(32)  # noqa: S311  (new questions, not secrets)
    planned = 0
    for seed in range(first, first + (asked or QUESTIONS)):
        random = Random(seed)  # noqa: S311  (the same questions again)
        assert SCHEMA.schema.query_type is not None
        author = Author(SCHEMA.schema, random, literals, deepest=random.randint(1, 5), broadest=4)
        planned += await _compare(author.write(SCHEMA.schema.query_type), _visit(counter, random))
    assert planned > 0.9 * (asked or QUESTIONS)


async def _compare(question: Question, visit: Visit) -> bool:
    prepared = SCHEMA.prepare(question.text)
    if prepared.errors:
        return False
    values = SCHEMA.admit(prepared, question.variables)
    if isinstance(values, list):
        return False
    plan = prepared.plan(values)
    assert plan is not None
    data, errors = await plan.execute(values, context=visit)
    other_data, other_errors = await _by_core(prepared, question, visit)
    assert_same(data, errors, other_data, other_errors, ordered=False)
    return True


async def _by_core(prepared: Prepared, question: Question, visit: Visit) -> tuple[Any, list[GraphQLError]]:
    assert prepared.document is not None
    result: Any = execute(
        SCHEMA.schema,
        prepared.document,
        context_value=visit,
        variable_values=question.variables,
        executor_class=StrawberryGraphQLCoreExecutionContext,
    )
    if optimized_is_awaitable(result):
        result = await result
    return result.data, list(result.errors or ())


def _visit(counter: Counter, random: Random) -> Visit:
    storefronts = lawbook().storefronts
    wish = Wish(random.choice(["DE", "GB", "JP", "CH"]), None, None)
    shop = choose_context([wish], storefronts, default_region="DE", now=NOW)
    return Visit(counter.database, shop, storefronts, KEYS)


async def _ids(counter: Counter) -> list[str]:
    data = await counter.ask("{ products(first: 3) { nodes { id variants { id } category { id } } } }")
    found = [
        each["id"]
        for node in data["products"]["nodes"]
        for each in (node, node["category"], *node["variants"])
    ]
    return [*found, "nonsense"]
