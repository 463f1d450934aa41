"""Reviews at the counter."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from schema.identity import NodeType, write_id
from store.accounts.tokens import Audience, Person
from store.database import Database
from tests.schema.counter import NOW, Counter
from tests.store.buyers import deliver, new_customer, product_of

ERRORS = "userErrors { code message field }"
SUBMIT = f"""mutation($id: ID!, $rating: Int!, $body: String!, $title: String, $language: LanguageTag) {{
  reviewSubmit(input: {{productId: $id, rating: $rating, body: $body, title: $title, language: $language}}) {{
    review {{ id rating title body language region author verification status statusReason
      variant {{ sku }} createdAt editedAt helpfulCount reply {{ value }} }} {ERRORS} }} }}"""
UPDATE = f"""mutation($id: ID!, $rating: Int!, $body: String!) {{
  reviewUpdate(input: {{id: $id, rating: $rating, body: $body}}) {{
    review {{ rating body editedAt status }} {ERRORS} }} }}"""
VOTE = f"""mutation($id: ID!, $helpful: Boolean) {{
  reviewVote(input: {{id: $id, helpful: $helpful}}) {{ review {{ helpfulCount }} {ERRORS} }} }}"""
REPORT = f"""mutation($id: ID!) {{
  reviewReport(input: {{id: $id, reason: OFFENSIVE}}) {{ review {{ status }} {ERRORS} }} }}"""
DELETE = f"mutation($id: ID!) {{ reviewDelete(input: {{id: $id}}) {{ deletedId {ERRORS} }} }}"
READ = """query($after: String, $first: Int) { product(sku: "faust") {
  all: reviewSummary { average count distribution { rating count } languages { language name count } }
  here: reviewSummary(scope: LANGUAGE) { count scope }
  verified: reviewSummary(scope: VERIFIED) { count verification }
  reviews(first: $first, after: $after) {
    totalCount { count } pageInfo { hasNextPage endCursor }
    edges { cursor node { language rating variant { sku } reply { value } } } nodes { id body } } } }"""
PAGE = """query($first: Int) { products(first: $first) { nodes { sku
  reviewSummary { average count } reviews(first: 3) { nodes { body author } totalCount { count } } } } }"""


async def customer(counter: Counter, name: str) -> Counter:
    """The counter asked by a new customer."""
    number = await new_customer(counter.database, name, NOW)
    return replace(counter, person=Person(Audience.CUSTOMER, number, uuid4()))


async def faust(database: Database) -> str:
    """The product's global id."""
    return write_id(NodeType.PRODUCT, await product_of(database, "faust"))


async def submitted(asker: Counter, rating: int, body: str, **more: Any) -> dict[str, Any]:
    """The review that the customer has written of Faust."""
    told = await asker.ask(SUBMIT, id=await faust(asker.database), rating=rating, body=body, **more)
    assert told["reviewSubmit"]["userErrors"] == []
    review: dict[str, Any] = told["reviewSubmit"]["review"]
    return review


async def test_a_buyers_review_says_what_was_bought_and_where(own_counter: Counter) -> None:
    ada = await customer(own_counter, "Ada")
    assert ada.person is not None
    await deliver(own_counter.database, ada.person.id, "faust-hc", NOW, region="AT")
    review = await submitted(ada, 5, "Ein  Werk\u200b fürs Leben.", title=" Groß ")
    assert review | {"id": "", "createdAt": ""} == {
        "id": "", "rating": 5, "title": "Groß", "body": "Ein Werk fürs Leben.", "language": "de",
        "region": "AT", "author": "Ada", "verification": "VERIFIED_PURCHASE", "status": "PUBLISHED",
        "statusReason": None, "variant": {"sku": "faust-hc"}, "createdAt": "", "editedAt": None,
        "helpfulCount": 0, "reply": None,
    }  # fmt: skip
    found = await own_counter.ask(
        "query($id: ID!) { node(id: $id) { ... on Review { body } } }", id=review["id"]
    )
    assert found["node"] == {"body": "Ein Werk fürs Leben."}


async def test_french_shoppers_read_french_reviews_first_and_every_scope_is_counted(
    own_counter: Counter,
) -> None:
    for name, rating, body, language in (
        ("Ada", 5, "Wunderbar.", "de"), ("Bob", 2, "Trop long.", "fr-FR"), ("Eve", 4, "Fine.", "en"),
    ):  # fmt: skip
        await submitted(await customer(own_counter, name), rating, body, language=language)
    found = (await own_counter.at("FR").ask(READ, first=2))["product"]
    assert [edge["node"]["language"] for edge in found["reviews"]["edges"]] == ["fr", "en"]
    assert found["all"] == {
        "average": "3.67",
        "count": 3,
        "distribution": [{"rating": stars, "count": int(stars in (5, 4, 2))} for stars in (5, 4, 3, 2, 1)],
        "languages": [
            {"language": "de", "name": "allemand", "count": 1},
            {"language": "en", "name": "anglais", "count": 1},
            {"language": "fr", "name": "français", "count": 1},
        ],
    }
    assert (found["here"], found["verified"]["count"]) == ({"count": 1, "scope": "LANGUAGE"}, 0)
    assert found["reviews"]["totalCount"] == {"count": 3}
    after = found["reviews"]["pageInfo"]["endCursor"]
    rest = (await own_counter.at("FR").ask(READ, first=2, after=after))["product"]["reviews"]
    assert [node["body"] for node in rest["nodes"]] == ["Wunderbar."]
    assert (await own_counter.at("DE").refusal(READ, first=2, after=after))["code"] == "BAD_CURSOR"


async def test_a_held_review_is_told_to_its_author_alone(own_counter: Counter) -> None:
    ada = await customer(own_counter.at("DE", "en"), "Ada")
    review = await submitted(ada, 1, "Buy it at www.example.com")
    assert review["status"] == "PENDING"
    assert review["statusReason"] == "It holds a link; somebody looks at it before it is shown."
    found = await own_counter.ask("query($id: ID!) { node(id: $id) { id } }", id=review["id"])
    assert found["node"] is None
    assert (await own_counter.ask(READ))["product"]["all"]["count"] == 0


async def test_authors_find_all_their_reviews_and_guests_none(own_counter: Counter) -> None:
    ada = await customer(own_counter.at("DE", "en"), "Ada")
    await submitted(ada, 1, "Buy it at www.example.com")
    document = """query($after: String) { myReviews(first: 1, after: $after) {
        nodes { status statusReason } pageInfo { hasNextPage endCursor } } }"""
    found = (await ada.ask(document))["myReviews"]
    assert [node["status"] for node in found["nodes"]] == ["PENDING"]
    assert not found["pageInfo"]["hasNextPage"]
    after = found["pageInfo"]["endCursor"]
    assert (await ada.ask(document, after=after))["myReviews"]["nodes"] == []
    assert (await own_counter.ask(document))["myReviews"] is None
    bob = await customer(own_counter, "Bob")
    assert (await bob.refusal(document, after=after))["code"] == "BAD_CURSOR"


async def test_edits_votes_reports_and_deletion(own_counter: Counter) -> None:
    ada, bob = await customer(own_counter, "Ada"), await customer(own_counter, "Bob")
    key = (await submitted(ada, 5, "Gut."))["id"]
    edited = (await ada.ask(UPDATE, id=key, rating=3, body="Geht so."))["reviewUpdate"]["review"]
    assert (edited["rating"], edited["editedAt"]) == (3, "2026-11-21T12:00:00+00:00")
    voted = (await bob.ask(VOTE, id=key, helpful=True))["reviewVote"]
    assert voted == {"review": {"helpfulCount": 1}, "userErrors": []}
    assert (await bob.ask(REPORT, id=key))["reviewReport"]["review"] == {"status": "PUBLISHED"}
    [own] = (await ada.ask(VOTE, id=key, helpful=True))["reviewVote"]["userErrors"]
    assert own["code"] == "OWN_REVIEW"
    [foreign] = (await bob.ask(DELETE, id=key))["reviewDelete"]["userErrors"]
    assert foreign["code"] == "NOT_FOUND"
    assert (await ada.ask(DELETE, id=key))["reviewDelete"] == {"deletedId": key, "userErrors": []}
    assert (await own_counter.ask(READ))["product"]["all"]["count"] == 0


async def test_every_fault_of_a_review_is_told(own_counter: Counter) -> None:
    ada = await customer(own_counter.at("DE", "en"), "Ada")
    key = await faust(own_counter.database)
    told = await ada.ask(SUBMIT, id=key, rating=6, title="x" * 121, body=" \u200b\n")
    assert [(each["code"], each["field"]) for each in told["reviewSubmit"]["userErrors"]] == [
        ("BAD_RATING", ["rating"]), ("BAD_TEXT", ["title"]), ("BAD_TEXT", ["body"]),
    ]  # fmt: skip
    await submitted(ada, 5, "Good.")
    [again] = (await ada.ask(SUBMIT, id=key, rating=5, body="Good."))["reviewSubmit"]["userErrors"]
    assert again["code"] == "ALREADY_REVIEWED"


async def test_guests_write_no_reviews(own_counter: Counter) -> None:
    refused = await own_counter.refusal(SUBMIT, id=await faust(own_counter.database), rating=5, body="Gut.")
    assert refused["code"] == "SIGN_IN_REQUIRED"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('languages: ["not a tag"]', "BAD_LANGUAGE"),
        ('regions: ["XX"]', "UNKNOWN_REGION"),
        ("ratings: [6]", "BAD_FILTER"),
        ("first: 101", "PAGE_TOO_LARGE"),
    ],
)
async def test_a_list_of_reviews_refuses_what_can_not_be(counter: Counter, arguments: str, code: str) -> None:
    asked = f'{{ product(sku: "faust") {{ reviews({arguments}) {{ totalCount {{ count }} }} }} }}'
    assert (await counter.refusal(asked))["code"] == code


async def test_a_page_with_reviews_takes_the_same_statements_whatever_its_size(counter: Counter) -> None:
    counts = [await counter.statements(PAGE, first=size) for size in (1, 20, 100)]
    assert counts == [2, 2, 2]


LISTED = """pageInfo { hasNextPage endCursor } nodes { id rating title body language author createdAt editedAt
    verification helpfulCount reply { value } status statusReason }"""


async def test_reviews_read_along_with_their_products_are_those_that_are_read_alone(
    own_counter: Counter,
) -> None:
    for name, rating in (("Ada", 5), ("Björn", 2), ("Elif", 4)):
        await submitted(await customer(own_counter, name), rating, f"{name}: Gut.")
    along = f"reviews(first: $first) {{ {LISTED} }}"
    listed = "query ($first: Int) {{ products(first: 9, sort: RATING) {{ nodes {{ {} }} }} }}"
    once, twice = listed.format(along), listed.format(f"{along} again: {along}")
    for first, expected in ((None, 3), (0, 0), (2, 2)):
        told = [(await own_counter.ask(each, first=first))["products"]["nodes"] for each in (once, twice)]
        assert [node["reviews"] for node in told[0]] == [node["again"] for node in told[1]]
        assert max(len(node["reviews"]["nodes"]) for node in told[0]) == expected
    assert await own_counter.statements(once) == 1
    assert await own_counter.statements(twice) == 3


async def test_narrowed_reviews_are_not_taken_from_those_read_along(own_counter: Counter) -> None:
    for name, rating in (("Ada", 5), ("Björn", 2)):
        await submitted(await customer(own_counter, name), rating, f"{name}: Gut.")
    document = "{ products(first: 9, sort: RATING) { nodes { reviews(%s) { nodes { rating } } } } }"
    for narrowed, ratings in (("ratings: [5]", [5]), ("ratings: []", []), ("sort: RATING", [5, 2])):
        nodes = (await own_counter.ask(document % narrowed))["products"]["nodes"]
        assert [each["rating"] for node in nodes for each in node["reviews"]["nodes"]] == ratings


async def test_products_are_listed_by_rating_from_a_lowest_average_on(own_counter: Counter) -> None:
    await submitted(await customer(own_counter, "Ada"), 4, "Gut.")
    document = "{ products(first: 1, sort: RATING) { nodes { sku } } }"
    assert (await own_counter.ask(document))["products"]["nodes"] == [{"sku": "faust-hc"}]
    for lowest, expected in (("4", 1), ("4.1", 0)):
        document = f"{{ products(filter: {{minRating: {lowest}}}) {{ totalCount {{ count }} }} }}"
        assert (await own_counter.ask(document))["products"]["totalCount"]["count"] == expected


async def test_a_summary_read_with_its_product_is_the_one_that_is_counted_alone(own_counter: Counter) -> None:
    for name, rating in (("Ada", 5), ("Björn", 2), ("Elif", 2)):
        await submitted(await customer(own_counter, name), rating, f"{name}: Gut.")
    fields = "average count distribution { rating count }"
    told = {}
    for more in ("", "languages { count }"):
        document = f'{{ product(sku: "faust") {{ reviewSummary {{ {fields} {more} }} }} }}'
        told[more] = (await own_counter.ask(document))["product"]["reviewSummary"]
    counted = told["languages { count }"]
    assert sum(language["count"] for language in counted.pop("languages")) == 3
    assert told[""] == counted
    assert (counted["average"], counted["count"]) == ("3.00", 3)
