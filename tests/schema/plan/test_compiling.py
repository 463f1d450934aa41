from __future__ import annotations

from typing import Any

import pytest
import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON

from schema.plan import PlannedSchema, setwise
from schema.plan.compiling import MOST_PLANS, Plan

seen: list[Any] = []


@strawberry.type
class Price:
    amount: float


@strawberry.type
class Product:
    name: str
    prices: list[Price]

    @setwise
    @staticmethod
    def label(products: list[Product], info: strawberry.Info) -> list[str]:
        seen.append((info.path.as_list(), info.field_name, [each.name for each in info.selected_fields]))
        return [product.name.upper() for product in products]

    @strawberry.field
    def noted(self, info: strawberry.Info, note: JSON) -> int:
        note.append(self.name)
        return len(note)

    @strawberry.field
    def path(self, info: strawberry.Info) -> str:
        return " ".join(f"{each.typename}.{each.key}" for each in _steps(info.path))


def _steps(path: Any) -> list[Any]:
    return [] if path is None else [*_steps(path.prev), path]


@strawberry.type
class Query:
    products: list[Product]
    required: Product | None


SOURCE = """\
def fill_7(values, entries, run):
    for v, (o, r, p) in zip(values, entries):
        if run.errors and run.is_dead(p): continue
        try:
            if not (type(v) is str): v = P8(v, (p, 'label'), run)
            r['label'] = v
        except Exception as error:
            P8.failed_late(error, (p, 'label'), run)

def Product_5(o, p, run):
    try:
        v0 = o.name
        if not (type(v0) is str): v0 = P6(v0, (p, 'name'), run)
    except Exception as error:
        v0 = P6.failed(error, (p, 'name'), run)
    r = {'name': v0, 'label': None}
    run.waiting[0].append((o, r, p))
    return r

def each_3(values, p, run):
    out = []
    items = iter(values)
    for i, v in enumerate(items):
        q = (p, i)
        try:
            v = K9.get(type(v), P4)(v, q, run)
        except Exception as error:
            abandon(items)
            v = P4.failed(error, q, run)
        out.append(v)
    return out

def Query_1(o, p, run):
    try:
        v0 = o.products
        v0 = (each_3 if type(v0) in SEQUENCES else P2)(v0, (p, 'products'), run)
    except Exception as error:
        v0 = P2.failed(error, (p, 'products'), run)
    r = {'products': v0}
    return r"""

SCHEMA = PlannedSchema(query=Query)
ROOT = Query(
    products=[Product(name="a", prices=[Price(amount=1.5)]), Product(name="b", prices=[])],
    required=Product(name="c", prices=[Price(amount="x")]),  # type: ignore[arg-type]
)


def plan(text: str, **variables: Any) -> Plan | None:
    prepared = SCHEMA.prepare(text)
    values = SCHEMA.admit(prepared, variables)
    assert not isinstance(values, list), values
    return prepared.plan(values)


async def ask(text: str, **variables: Any) -> tuple[Any, list[GraphQLError]]:
    answer = await SCHEMA.answer(SCHEMA.prepare(text), variables, root=ROOT)
    return answer.data, answer.errors


@pytest.fixture(autouse=True)
def forget() -> None:
    seen.clear()


def test_the_source_of_a_plan_can_be_read() -> None:
    compiled = plan("{ products { name label } }")
    assert compiled is not None
    assert compiled.source == SOURCE


async def test_an_error_is_told_with_its_path_and_place_and_nulls_up_to_what_may_be_null() -> None:
    data, errors = await ask("{ products { name } required { name prices { amount } } }")
    assert data == {"products": [{"name": "a"}, {"name": "b"}], "required": None}
    assert [error.formatted for error in errors] == [
        {
            "message": "Float cannot represent non numeric value: 'x'",
            "locations": [{"line": 1, "column": 46}],
            "path": ["required", "prices", 0, "amount"],
        }
    ]


async def test_the_info_of_a_set_wise_field_is_that_of_its_first_parent() -> None:
    await ask("{ products { other: label } }")
    assert seen == [(["products", 0, "other"], "label", ["label"])]


async def test_a_path_knows_the_type_of_each_step() -> None:
    data, _ = await ask("{ products { path } }")
    assert data["products"][1] == {"path": "Query.products None.1 Product.path"}


async def test_arguments_that_a_resolver_could_change_are_made_anew_for_each_call() -> None:
    text = '{ products { noted(note: ["x"]) } }'
    assert [await ask(text) for _ in range(2)] == [({"products": [{"noted": 2}, {"noted": 2}]}, [])] * 2


async def test_the_order_of_keys_follows_the_fields_that_are_included() -> None:
    text = "query ($c: Boolean!) { products { name @include(if: $c) __typename name } }"
    assert list((await ask(text, c=True))[0]["products"][0]) == ["name", "__typename"]
    assert list((await ask(text, c=False))[0]["products"][0]) == ["__typename", "name"]


def test_a_plan_is_made_once_for_each_combination_of_conditions() -> None:
    text = "query ($c: Boolean!) { products { name @skip(if: $c) } }"
    assert plan(text, c=True) is plan(text, c=True)
    assert plan(text, c=True) is not plan(text, c=False)


async def test_too_many_combinations_are_left_to_graphql_core() -> None:
    names = [f"c{number}" for number in range(5)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: __typename @include(if: ${name})" for name in names)
    text = f"query ({declared}) {{ products {{ {fields} name }} }}"
    for number in range(2 ** len(names)):
        values = {name: bool(number >> place & 1) for place, name in enumerate(names)}
        assert (plan(text, **values) is not None) == (number < MOST_PLANS)
        data, errors = await ask(text, **values)
        assert errors == []
        assert data["products"][0] == {**{n: "Product" for n in names if values[n]}, "name": "a"}


async def test_an_operation_too_big_to_be_worth_it_is_left_to_graphql_core() -> None:
    def text(count: int) -> str:
        return "{ products { " + " ".join(f"a{n}: name" for n in range(count)) + " } }"

    trusting = PlannedSchema(query=Query, trusted=[text(900), text(1_100)])
    for count, planned in ((900, True), (1_100, False)):
        prepared = trusting.prepare(text(count))
        assert prepared.errors == ()
        values = trusting.admit(prepared, {})
        assert not isinstance(values, list)
        assert (prepared.plan(values) is not None) == planned
        answer = await trusting.answer(prepared, root=ROOT)
        assert answer.data is not None
        assert len(answer.data["products"][0]) == count
