import time

import pytest
from graphql import GraphQLError, get_introspection_query, print_schema

from schema.plan import Limits
from schema.plan.registry import prepare
from tests.schema.plan.world import build_schema

SCHEMA = build_schema().schema
TIGHT = Limits(
    tokens=100, operations=2, depth=3, aliases=2, root_fields=3, directives=2, overlaps=10, cost=50
)


def refusals(text: str, limits: Limits = TIGHT, name: str | None = None) -> list[str]:
    return [error.message for error in prepare(SCHEMA, text, name, limits).errors]


def too_much(what: str, measured: int, most: int) -> list[str]:
    return [f"The document has too many or too deep {what}: {measured}, at most {most} are allowed."]


@pytest.mark.parametrize(
    ("allowed", "refused", "what", "measured", "most"),
    [
        (
            "{ bag { thing { name } } }",
            "{ bag { thing { bag { thing { name } } } } }",
            "depth",
            5,
            3,
        ),
        ("{ a: __typename b: __typename }", "{ a: __typename b: __typename c: __typename }", "aliases", 3, 2),
        (
            "{ bag { __typename } things { id } anything { __typename } }",
            "{ bag { __typename } things { id } anything { __typename } ...on Query { bag { __typename } } }",
            "root fields",
            4,
            3,
        ),
        (
            "{ bag @skip(if: true) { __typename @skip(if: true) } }",
            "{ bag @skip(if: true) { __typename @skip(if: true) ... @skip(if: true) { __typename } } }",
            "directives",
            3,
            2,
        ),
        (
            "query A { __typename } query B { __typename }",
            "query A { __typename } query B { __typename } query C { __typename }",
            "operations",
            3,
            2,
        ),
        (
            "{ things { id id id id } }",
            "{ things { id id id id id id } }",
            "fields of the same name",
            15,
            10,
        ),
    ],
)
def test_each_limit_lets_through_what_it_allows_and_refuses_one_more(
    allowed: str, refused: str, what: str, measured: int, most: int
) -> None:
    assert refusals(allowed, name="A" if "query A" in allowed else None) == []
    assert refusals(refused, name="A" if "query A" in refused else None) == too_much(what, measured, most)


def test_tokens_are_counted_by_the_parser() -> None:
    limits = Limits(tokens=100, overlaps=10_000)
    assert refusals("{ " + "__typename " * 98 + "}", limits) == []
    assert refusals("{ " + "__typename " * 99 + "}", limits) == [
        "Syntax Error: Document contains more than 100 tokens. Parsing aborted."
    ]


def test_what_is_below_a_fragment_counts_wherever_it_is_spread() -> None:
    fragment = "fragment F on Thing { bag { thing { name } } }"
    assert refusals("{ things { ...F } }" + fragment) == too_much("depth", 4, 3)


def test_a_cycle_of_fragments_is_left_to_validation() -> None:
    text = "{ things { ...A } } fragment A on Thing { ...B } fragment B on Thing { ...A }"
    assert refusals(text) == ["Cannot spread fragment 'A' within itself via 'B'."]


def test_unknown_names_are_left_to_validation() -> None:
    assert refusals("{ nothing { here } ...Unknown ... on Nowhere { id } }", Limits(suggestions=False)) == [
        "Cannot query field 'nothing' on type 'Query'.",
        "Unknown fragment 'Unknown'.",
        "Unknown type 'Nowhere'.",
    ]


def test_the_introspection_of_code_generators_is_let_through_or_forbidden_as_a_whole() -> None:
    text = get_introspection_query(input_value_deprecation=True, specified_by_url=True)
    assert refusals(text, Limits()) == []
    assert refusals(text, Limits(introspection=False)) == ["Introspection is not allowed."]
    assert refusals("{ __typename }", Limits(introspection=False)) == []


def test_nothing_is_suggested_when_told_so() -> None:
    assert refusals("{ thing { id } }", Limits()) == [
        "Cannot query field 'thing' on type 'Query'. Did you mean 'things' or 'anything'?"
    ]
    assert refusals("{ thing { id } }", Limits(suggestions=False)) == [
        "Cannot query field 'thing' on type 'Query'."
    ]


def test_every_refusal_has_a_code() -> None:
    errors = prepare(SCHEMA, "{ a: __typename b: __typename c: __typename }", None, TIGHT).errors
    assert [error.extensions for error in errors] == [
        {"code": "TOO_COMPLEX", "limit": "aliases", "measured": "3", "most": 2}
    ]


DOUBLING = "".join(
    f"fragment F{n} on Bag {{ bag {{ ...F{n + 1} }} other: bag {{ ...F{n + 1} }} }}" for n in range(40)
)
ATTACKS = {
    "a fragment that doubles forty times": "{ bag { ...F0 } }"
    + DOUBLING
    + "fragment F40 on Bag { __typename }",
    "twenty thousand fields of the same name": "{ things { " + "id " * 20_000 + "} }",
    "a thousand fields to be merged": "{ things { " + "withArguments(number: 1) " * 1_000 + "} }",
    "fields to be merged within fields to be merged": "{ " + "bag { bag { __typename id } } " * 150 + "}",
    "introspection to be merged": "{ " + "__schema { types { name } } " * 200 + "}",
    "as many fragments as fit": "{ bag { "
    + "".join(f"...F{n} " for n in range(100))
    + "} }"
    + "".join(f"fragment F{n} on Bag {{ bag {{ __typename }} }}" for n in range(100)),
    "nesting beyond the parser": "{ bag " * 100_000,
    "a long chain of fragments": "{ bag { ...F0 } }"
    + "".join(f"fragment F{n} on Bag {{ ...F{n + 1} }}" for n in range(180))
    + "fragment F180 on Bag { __typename }",
}
HARMLESS = ("a long chain of fragments",)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_document_takes_long_to_be_refused(attack: str) -> None:
    started = time.process_time()
    prepared = prepare(SCHEMA, ATTACKS[attack], None, Limits())
    taken = time.process_time() - started
    assert prepared.errors or attack in HARMLESS
    assert taken < 0.4  # seconds of a busy machine; without limits it is minutes for the first


def test_a_number_too_long_to_be_shown_is_not_shown() -> None:
    text = ATTACKS["a fragment that doubles forty times"]
    errors = prepare(SCHEMA, text, None, Limits(depth=100, aliases=100, cost=10)).errors
    assert [error.message for error in errors] == [
        "The operation costs a huge number, at most 10 is allowed."
    ]


def test_limits_forbid_no_document_of_ordinary_size() -> None:
    text = (
        "{ things { id name text bag { things { id name text tags } nodes { id ... on Thing { name } } } } }"
    )
    assert prepare(SCHEMA, text, None, Limits()).errors == ()
    assert isinstance(prepare(SCHEMA, print_schema(SCHEMA), None, Limits()).errors[0], GraphQLError)
