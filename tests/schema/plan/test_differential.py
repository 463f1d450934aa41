"""The plan against graphql-core's executor, over random operations and worlds full of faults."""

import asyncio
import gc
import sys
import warnings
from collections.abc import Coroutine
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from graphql import GraphQLError, execute
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.plan import Limits, Prepared
from tests.schema.plan.compare import assert_same
from tests.schema.plan.conftest import TryCases
from tests.schema.plan.faults import World
from tests.schema.plan.generate import Author, Question
from tests.schema.plan.world import Calls, build_schema

NO_LIMITS = Limits(10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**9, 10**99)
SCHEMA = build_schema(NO_LIMITS)
LITERALS = {"Decimal": [('"1.5"', "1.5")]}
ASYNC_FIELDS = {
    "Thing": "slow slowOrNull sometimesSlow guardedSlowly loudSlow allAtOnce allAtOnceOrNull allGuarded"
    " allLoud friend bag",
    "Other": "things late",
    "Bag": "slowThings stream promised allNodes allAnything",
}
ASYNC = frozenset(f"{type_}.{name}" for type_, names in ASYNC_FIELDS.items() for name in names.split())
MUTATIONS = ("now", "soon", "done", "surely")

# graphql-core cancels what hasn't begun when an error nulls its surroundings.
pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")

Outcome = tuple[Any, list[GraphQLError]]


async def by_core(prepared: Prepared, question: Question, root: Any, calls: Calls) -> Outcome:
    assert prepared.document is not None
    result: Any = execute(
        SCHEMA.schema,
        prepared.document,
        root_value=root,
        context_value=calls,
        variable_values=question.variables,
        is_awaitable=optimized_is_awaitable,
        executor_class=StrawberryGraphQLCoreExecutionContext,
    )
    if optimized_is_awaitable(result):
        result = await result
    return result.data, list(result.errors or ())


async def by_plan(prepared: Prepared, question: Question, root: Any, calls: Calls) -> Outcome:
    values = SCHEMA.admit(prepared, question.variables)
    if isinstance(values, list):
        return None, values
    plan = prepared.plan(values)
    assert plan is not None
    return await plan.execute(values, root=root, context=calls)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a comparison, and let its coroutines go while their warnings are ignored."""
    asyncio.run(coroutine)
    gc.collect()


@dataclass(slots=True)
class Met:
    """What random cases came to, so that a test whose cases are all alike or all left out fails."""

    cases: int = 0
    compared: int = 0
    faulty: int = 0
    changing: int = 0

    def check(self) -> None:
        """Nearly all cases were compared, some with errors and some without."""
        assert self.compared > 0.9 * self.cases > 0
        assert 0.1 * self.compared < self.faulty < 0.9 * self.compared


async def compare(random: Random, author: Author, kind: str, met: Met, *, ordered: bool) -> None:
    met.cases += 1
    root_type = getattr(SCHEMA.schema, f"{kind}_type")
    question = author.write(root_type, kind)
    prepared = SCHEMA.prepare(question.text)
    if prepared.errors:  # fields that can't be merged, rarely
        return
    seed, rate = random.getrandbits(32), random.choice([0, 0.03, 0.15])
    outcomes = []
    for execute_by in (by_core, by_plan):
        calls = Calls()
        root = getattr(World(Random(seed), rate), kind)()  # noqa: S311  (the same world again)
        outcomes.append((*await execute_by(prepared, question, root, calls), calls.made))
    (data, errors, made), (other_data, other_errors, other_made) = outcomes
    assert_same(data, errors, other_data, other_errors, ordered=ordered)
    met.compared += 1
    met.faulty += bool(errors)
    if ordered:
        assert made == other_made
    if kind == "mutation":
        changes = [call for call in made if call.startswith(MUTATIONS)]
        assert changes == [call for call in other_made if call.startswith(MUTATIONS)]
        met.changing += bool(changes)


def test_without_async_fields_data_errors_and_calls_are_the_same_in_the_same_order(
    try_cases: TryCases,
) -> None:
    met = Met()

    def check(random: Random, deepest: int, broadest: int) -> None:
        author = Author(SCHEMA.schema, random, LITERALS, deepest, broadest, ASYNC)
        run(compare(random, author, "query", met, ordered=True))

    try_cases(check)
    met.check()


def test_with_async_and_set_wise_fields_data_and_errors_are_the_same(try_cases: TryCases) -> None:
    met = Met()

    def check(random: Random, deepest: int, broadest: int) -> None:
        author = Author(SCHEMA.schema, random, LITERALS, deepest, broadest)
        run(compare(random, author, "query", met, ordered=False))

    try_cases(check)
    met.check()


def test_mutations_are_carried_out_once_and_in_order_and_come_to_the_same(try_cases: TryCases) -> None:
    met = Met()

    def check(random: Random, deepest: int, broadest: int) -> None:
        author = Author(SCHEMA.schema, random, LITERALS, deepest, broadest)
        run(compare(random, author, "mutation", met, ordered=False))

    try_cases(check)
    met.check()
    assert met.changing > 0.5 * met.compared


def test_the_plan_leaves_no_coroutine_unawaited(try_cases: TryCases) -> None:
    met = Met()

    def check(random: Random, deepest: int, broadest: int) -> None:
        met.cases += 1
        kind = random.choice(["query", "mutation"])
        author = Author(SCHEMA.schema, random, LITERALS, deepest, broadest)
        question = author.write(getattr(SCHEMA.schema, f"{kind}_type"), kind)
        prepared = SCHEMA.prepare(question.text)
        if not prepared.errors:
            root = getattr(World(random, 0.15), kind)()
            with warnings.catch_warnings(action="error"), pytest.MonkeyPatch.context() as patch:
                unraisable: list[Any] = []
                patch.setattr(sys, "unraisablehook", unraisable.append)
                asyncio.run(by_plan(prepared, question, root, Calls()))
                del root
                gc.collect()
            assert unraisable == []
            met.compared += 1

    try_cases(check)
    assert met.compared > 0.9 * met.cases > 0
