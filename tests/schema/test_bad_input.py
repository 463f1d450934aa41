"""What can't be answered: each refusal with its code, beside what is answered."""

from collections.abc import Callable

import pytest

from schema.identity import NodeType, write_id
from tests.schema.counter import Counter

VARIANT = write_id(NodeType.VARIANT, 1)
CATEGORY = write_id(NodeType.CATEGORY, 1)


@pytest.mark.parametrize(
    ("refused", "code", "answered"),
    [
        (
            '{ storefront(region: "XX") { context { region { code } } } }',
            "UNKNOWN_REGION",
            '{ storefront(region: "FR") { context { region { code } } } }',
        ),
        (
            '{ storefront(region: "DE", language: "de_DE") { context { language { tag } } } }',
            "BAD_LANGUAGE",
            '{ storefront(region: "DE", language: "de-DE") { context { language { tag } } } }',
        ),
        (
            '{ storefront(region: "DE", deliverTo: {country: "Austria"}) { context { region { code } } } }',
            "BAD_DESTINATION",
            '{ storefront(region: "DE", deliverTo: {country: "AT"}) { context { region { code } } } }',
        ),
        (
            f'{{ product(id: "{VARIANT}") {{ sku }} }}',
            "ID_OF_ANOTHER_TYPE",
            f'{{ node(id: "{VARIANT}") {{ id }} }}',
        ),
        ('{ product(id: "nonsense") { sku } }', "BAD_ID", '{ product(sku: "nonsense") { sku } }'),
        ('{ node(id: "nonsense") { id } }', "BAD_ID", f'{{ node(id: "{CATEGORY}") {{ id }} }}'),
        ("{ product { sku } }", "ONE_KEY_NEEDED", '{ product(sku: "faust") { sku } }'),
        (
            '{ product(sku: "faust", slug: "faust") { sku } }',
            "ONE_KEY_NEEDED",
            '{ product(slug: "faust") { sku } }',
        ),
        ("{ category { id } }", "ONE_KEY_NEEDED", '{ category(slug: "drama") { id } }'),
        (
            f'{{ categories(parent: "{VARIANT}") {{ id }} }}',
            "ID_OF_ANOTHER_TYPE",
            f'{{ categories(parent: "{CATEGORY}") {{ id }} }}',
        ),
        (
            "{ products(first: 101) { nodes { sku } } }",
            "PAGE_TOO_LARGE",
            "{ products(first: 100) { nodes { sku } } }",
        ),
        ("{ products(first: -1) { nodes { sku } } }", "BAD_PAGE", "{ products(first: 0) { nodes { sku } } }"),
        (
            '{ products(after: "x") { nodes { sku } } }',
            "BAD_CURSOR",
            "{ products(after: null) { nodes { sku } } }",
        ),
        (
            '{ products(filter: {price: {min: "1.005"}}) { nodes { sku } } }',
            "BAD_FILTER",
            '{ products(filter: {price: {min: "1.00"}}) { nodes { sku } } }',
        ),
        (
            '{ products(filter: {price: {max: "NaN"}}) { nodes { sku } } }',
            "BAD_FILTER",
            '{ products(filter: {price: {max: "9"}}) { nodes { sku } } }',
        ),
        (
            '{ products(filter: {language: "de_DE"}) { nodes { sku } } }',
            "BAD_LANGUAGE",
            '{ products(filter: {language: "de"}) { nodes { sku } } }',
        ),
        (
            f'{{ products(filter: {{category: "{VARIANT}"}}) {{ nodes {{ sku }} }} }}',
            "ID_OF_ANOTHER_TYPE",
            f'{{ products(filter: {{category: "{CATEGORY}"}}) {{ nodes {{ sku }} }} }}',
        ),
        (
            '{ suggest(query: "fa", limit: 0) { text } }',
            "BAD_SEARCH",
            '{ suggest(query: "fa", limit: 1) { text } }',
        ),
        (
            '{ suggest(query: "fa", limit: 21) { text } }',
            "BAD_SEARCH",
            '{ suggest(query: "fa", limit: 20) { text } }',
        ),
    ],
)
async def test_a_refusal_has_its_code_and_its_opposite_is_answered(
    counter: Counter, refused: str, code: str, answered: str
) -> None:
    assert (await counter.refusal(refused))["code"] == code
    await counter.ask(answered)


async def test_a_search_of_more_than_two_hundred_characters_is_refused(counter: Counter) -> None:
    document = "query ($words: String!) { search(query: $words) { nodes { sku } } }"
    await counter.ask(document, words="x" * 200)
    assert (await counter.refusal(document, words="x" * 201))["code"] == "BAD_SEARCH"


async def test_more_than_a_hundred_ids_at_once_are_refused(counter: Counter) -> None:
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert len((await counter.ask(document, ids=[CATEGORY] * 100))["nodes"]) == 100
    refused = await counter.refusal(document, ids=[CATEGORY] * 101)
    assert refused == {
        "code": "TOO_MANY_IDS",
        "largest": 100,
        "message": "Höchstens 100 Kennungen können auf einmal abgefragt werden.",
    }


QUOTE = "query ($lines: [BasketLineInput!]!) { quote(basket: {lines: $lines}) { lines { quantity } } }"


@pytest.mark.parametrize("quantity", [0, -1, 1000, 2**31 - 1])
async def test_a_quantity_of_zero_a_negative_and_a_huge_one_are_refused(
    counter: Counter, quantity: int
) -> None:
    lines = [{"sku": "faust-hc", "quantity": quantity}]
    refused = await counter.refusal(QUOTE, lines=lines)
    assert refused["code"] == "BAD_QUANTITY"
    assert (refused["sku"], refused["quantity"]) == ("faust-hc", quantity)


@pytest.mark.parametrize("quantity", [1, 999])
async def test_a_quantity_from_one_to_nine_hundred_ninety_nine_is_quoted(
    counter: Counter, quantity: int
) -> None:
    lines = [{"sku": "faust-hc", "quantity": quantity}]
    assert (await counter.ask(QUOTE, lines=lines))["quote"]["lines"] == [{"quantity": quantity}]


async def test_lines_of_one_number_are_put_together_before_they_are_judged(counter: Counter) -> None:
    lines = [{"sku": "faust-hc", "quantity": 2}, {"sku": "faust-hc", "quantity": 3}]
    assert (await counter.ask(QUOTE, lines=lines))["quote"]["lines"] == [{"quantity": 5}]
    lines = [{"sku": "faust-hc", "quantity": 500}, {"sku": "faust-hc", "quantity": 500}]
    assert (await counter.refusal(QUOTE, lines=lines))["code"] == "BAD_QUANTITY"


async def test_an_empty_basket_and_one_of_too_many_lines_are_refused(counter: Counter) -> None:
    assert (await counter.refusal(QUOTE, lines=[]))["code"] == "EMPTY_BASKET"
    many = [{"sku": f"x{at}", "quantity": 1} for at in range(101)]
    assert (await counter.refusal(QUOTE, lines=many))["code"] == "BASKET_TOO_LARGE"
    await counter.ask(QUOTE, lines=many[:100])


@pytest.mark.parametrize(
    "elsewhere",
    [lambda counter: counter.at("AT"), lambda counter: counter.at("DE", "en")],
    ids=["another region", "another language"],
)
async def test_a_cursor_of_another_context_is_refused(
    counter: Counter, elsewhere: Callable[[Counter], Counter]
) -> None:
    document = "query ($after: String) { products(after: $after) { pageInfo { endCursor } } }"
    cursor = (await counter.ask(document))["products"]["pageInfo"]["endCursor"]
    await counter.ask(document, after=cursor)
    assert (await elsewhere(counter).refusal(document, after=cursor))["code"] == "BAD_CURSOR"


async def test_a_cursor_of_another_order_or_filter_is_refused(counter: Counter) -> None:
    cursor = (await counter.ask("{ products { pageInfo { endCursor } } }"))["products"]["pageInfo"][
        "endCursor"
    ]
    for other in ("sort: NEWEST", "filter: {inStock: true}"):
        document = f"query ($after: String) {{ products(after: $after, {other}) {{ nodes {{ sku }} }} }}"
        assert (await counter.refusal(document, after=cursor))["code"] == "BAD_CURSOR"


async def test_a_refusal_is_said_in_the_language_of_its_context(counter: Counter) -> None:
    document = "{ products(first: 101) { nodes { sku } } }"
    german = await counter.refusal(document)
    english = await counter.at("DE", "en").refusal(document)
    assert english["message"] == "A page has at most 100 entries; 101 were asked for."
    assert german["message"] != english["message"]
    assert (german["size"], german["largest"]) == (101, 100)
