"""The language of a review, the code of an invitation, and the notice beside reviews, at the counter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest

from schema.identity import NodeType, write_id
from store.accounts.tokens import Audience, Person
from store.database import Database
from store.orders.access import give_token
from store.reviews.inviting import invite_due, plan_invitation
from tests.schema.counter import NOW, Counter
from tests.store.buyers import deliver, new_customer, product_of

SUBMIT = """mutation($sku: String, $body: String!, $language: LanguageTag, $invitation: String) {
  reviewSubmit(input: {sku: $sku, rating: 5, body: $body, language: $language, invitation: $invitation}) {
    review { id language verification } userErrors { code field } } }"""
DELETE = """mutation($sku: String) { reviewDelete(input: {sku: $sku}) { deletedId userErrors { code } } }"""
WANT = """mutation($wanted: Boolean!, $code: String) {
  reviewInvitationsSet(input: {wanted: $wanted, code: $code}) { wanted userErrors { code field } } }"""
REPORT = """mutation($product: ID!, $order: ID!, $token: String) {
  problemReport(input: {productId: $product, orderId: $order, kind: DAMAGED, token: $token}) {
    accepted pulled userErrors { code } } }"""
NOTICE = '{ product(sku: "faust") { reviewSummary { verification } } }'
CODE = "select payload::text from outbox where kind = 'REVIEW_INVITATION' order by id desc limit 1"


async def customer(counter: Counter, name: str) -> Counter:
    """The counter, asked by a new customer."""
    number = await new_customer(counter.database, name, NOW)
    return replace(counter, person=Person(Audience.CUSTOMER, number, uuid4()))


async def invited(database: Database, buyer: int | None = None) -> str:
    """The code that a buyer of Faust is sent; a guest, if none is given."""
    order = await deliver(database, buyer, "faust-hc", NOW)
    async with database.transaction() as writing:
        await plan_invitation(writing, order, NOW - timedelta(days=7))
    assert await invite_due(database, NOW) == 1
    code: str = orjson.loads(await database.fetchval(CODE))["code"]
    return code


async def submitted(counter: Counter, body: str, **more: Any) -> dict[str, Any]:
    """The payload of a review of Faust."""
    told = await counter.ask(SUBMIT, sku="faust", body=body, **more)
    payload: dict[str, Any] = told["reviewSubmit"]
    return payload


@pytest.mark.parametrize(
    ("body", "given", "expected"),
    [
        ("Très belle édition, livrée avec soin.", None, "fr"),
        ("Πολύ καλό βιβλίο, το συνιστώ σε όλους.", None, "el"),
        ("Super!", None, "de"),
        ("Très belle édition, livrée avec soin.", "nl-BE", "nl"),
    ],
)
async def test_a_language_is_the_one_given_else_found_out_else_the_contexts(
    own_counter: Counter, body: str, given: str | None, expected: str
) -> None:
    ada = await customer(own_counter, "Ada")
    assert (await submitted(ada, body, language=given))["review"]["language"] == expected


async def test_a_review_is_deleted_by_the_number_of_its_product(own_counter: Counter) -> None:
    ada = await customer(own_counter, "Ada")
    review = (await submitted(ada, "Ein Werk für das ganze Leben."))["review"]
    assert (await ada.ask(DELETE, sku="faust"))["reviewDelete"]["deletedId"] == review["id"]
    for sku in ("faust", "nothing", "\x00", None):
        assert (await ada.ask(DELETE, sku=sku))["reviewDelete"]["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_a_guests_code_verifies_what_they_bought(own_counter: Counter) -> None:
    code = await invited(own_counter.database)
    ada, bob = await customer(own_counter, "Ada"), await customer(own_counter, "Bob")
    refused = await submitted(ada, "Ein Werk für das ganze Leben.", invitation="wrong")
    assert refused["userErrors"] == [{"code": "NOT_FOUND", "field": ["invitation"]}]
    shown = [
        (await submitted(who, f"Ein Werk für das ganze Leben, sagt {place}.", invitation=code))["review"]
        for place, who in enumerate((ada, bob))
    ]
    assert [each["verification"] for each in shown] == ["VERIFIED_PURCHASE", "UNVERIFIED"]


async def test_a_code_or_a_customer_refuses_further_letters(own_counter: Counter) -> None:
    database = own_counter.database
    code = await invited(database)
    for given, expected in ((code, []), ("wrong", [{"code": "NOT_FOUND", "field": ["code"]}])):
        told = (await own_counter.ask(WANT, wanted=False, code=given))["reviewInvitationsSet"]
        assert (told["wanted"], told["userErrors"]) == (None if expected else False, expected)
    assert (await own_counter.refusal(WANT, wanted=False))["code"] == "SIGN_IN_REQUIRED"
    ada = await customer(own_counter, "Ada")
    assert (await ada.ask(WANT, wanted=False))["reviewInvitationsSet"]["wanted"] is False
    assert await database.fetchval("select count(*) from mail_refusals") == 2
    assert (await ada.ask(WANT, wanted=True))["reviewInvitationsSet"]["wanted"] is True
    assert await database.fetchval("select count(*) from mail_refusals") == 1


async def test_a_guest_reports_a_problem_with_the_orders_token(own_counter: Counter) -> None:
    database = own_counter.database
    product = write_id(NodeType.PRODUCT, await product_of(database, "faust"))
    orders = [
        await deliver(database, None, "faust-hc", NOW, email=f"{name}@example.org") for name in ("ada", "bob")
    ]
    tokens = [await give_token(database, order, NOW) for order in orders]
    keys = [write_id(NodeType.ORDER, order) for order in orders]
    crossed = await own_counter.ask(REPORT, product=product, order=keys[0], token=tokens[1])
    assert crossed["problemReport"]["userErrors"] == [{"code": "NOT_FOUND"}]
    asked = [
        {"product": product, "order": key, "token": token} for key, token in zip(keys, tokens, strict=True)
    ]
    told = [(await own_counter.ask(REPORT, **each))["problemReport"] for each in asked]
    assert [(each["accepted"], each["pulled"]) for each in told] == [(True, False), (True, True)]


async def test_the_notice_names_each_shops_address_and_what_france_asks_for(counter: Counter) -> None:
    told = {
        region: (await counter.at(region, "en").ask(NOTICE))["product"]["reviewSummary"]["verification"]
        for region in ("DE", "FR")
    }
    for region, mail in (("DE", "de.comptoir"), ("FR", "fr.comptoir")):
        assert "we compare each with our orders" in told[region]
        assert mail in told[region]
    assert ["for as long as we sell the product" in text for text in told.values()] == [False, True]
