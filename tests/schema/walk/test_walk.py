"""Every field of the shopper's schema, asked by a stranger, by the customer whose it is, and by another."""

from typing import Any

import orjson
import pytest
from graphql import ExecutionResult, get_named_type

from tests.schema.counter import Counter, shop_schema
from tests.schema.selling.journey import BERLIN
from tests.schema.selling.test_updates import follow
from tests.schema.walk.decisions import decisions, everything_below
from tests.schema.walk.people import MARKER, Belongings, join, settle

PUBLIC = {
    "product": '(slug: "faust")',
    "products": "(first: 3)",
    "search": '(query: "Faust", first: 3)',
    "suggest": '(query: "fau")',
    "categories": "",
    "category": '(slug: "buecher")',
    "quote": '(basket: {lines: [{sku: "faust-hc", quantity: 1}]})',
    "storefront": '(region: "FR")',
    "localization": "",
    "regions": "",
}
"""How the fields that anybody may ask are asked."""


def query(name: str, arguments: str, deepest: int = 3) -> str:
    root = shop_schema().schema.query_type
    assert root is not None
    type_ = get_named_type(root.fields[name].type)
    return f"{{ {name}{arguments} {everything_below(type_, deepest)} }}"


def given(hers: Belongings) -> dict[str, dict[str, Any]]:
    """For each change that isn't everybody's: an attempt on what is Ada's, without what opens it."""
    cart = {"cartId": hers.cart[:-2] + ("AA" if not hers.cart.endswith("AA") else "BB")}
    order = {"orderId": hers.order}
    words = {"rating": 1, "body": "Jemand anderes hat das geschrieben."}
    money = {"amount": "1.00", "currency": "EUR"}
    lines = [{"sku": "faust-hc", "quantity": 1}]
    return {
        "customerUpdate": {"publicName": "Eve"},
        "providerLink": {"provider": "house", "nonce": "made-up"},
        "addressCreate": {"address": BERLIN},
        "addressUpdate": {"id": hers.address, "address": BERLIN},
        "addressDelete": {"id": hers.address},
        "reviewSubmit": {"productId": hers.product, **words},
        "reviewUpdate": {"id": hers.review, **words},
        "reviewDelete": {"id": hers.review},
        "reviewVote": {"id": hers.review, "helpful": False},
        "reviewReport": {"id": hers.review, "reason": "SPAM"},
        "tokenRefresh": {"refreshToken": hers.refresh_token[:-1] + "_"},
        "cartLinesAdd": {**cart, "lines": lines},
        "cartLinesUpdate": {**cart, "lines": lines},
        "cartLinesRemove": {**cart, "skus": ["faust-hc"]},
        "cartDiscountCodesUpdate": {**cart, "codes": []},
        "cartGiftCardsUpdate": {**cart, "codes": []},
        "cartBuyerUpdate": {**cart, "email": "eve@example.org"},
        "cartDeliveryAddressUpdate": {**cart, "address": BERLIN},
        "cartDeliveryMethodSelect": {**cart, "method": "standard"},
        "cartChangeRegion": {**cart, "region": "FR"},
        "cartMerge": cart,
        "cartCreditUpdate": {**cart, "use": True},
        "oneClickBuy": {
            "lines": [{"sku": "faust-hc", "quantity": 1}], "idempotencyKey": "k", "agreedTotal": money,
            "paymentMethodId": hers.payment, "addressId": hers.address,
        },
        "paymentMethodSave": {"method": "test", "token": MARKER},
        "paymentMethodDelete": {"id": hers.payment},
        "checkoutComplete": {
            **cart, "idempotencyKey": "k", "agreedTotal": money, "payment": {"method": "invoice"}
        },
        "problemReport": {**order, "productId": hers.product, "kind": "DAMAGED"},
        "reviewInvitationsSet": {"wanted": False, "code": "wrong"},
        "orderCancel": order,
        "returnPreview": order,
        "returnRequest": {**order, "lines": [{"sku": "faust-hc"}]},
        "withdrawalStart": order,
        "withdrawalConfirm": {**order, "confirmation": "x"},
    }  # fmt: skip


async def attempt(who: Counter, name: str, variables: dict[str, Any]) -> tuple[bool, str]:
    """Whether a change was refused, and all that was answered."""
    root = shop_schema().schema.mutation_type
    assert root is not None
    field = root.fields[name]
    document = f"""mutation($input: {field.args["input"].type}) {{
        {name}(input: $input) {everything_below(get_named_type(field.type), 2)} }}"""
    answer = await who.answer(document, input=variables)
    payload = (answer.data or {}).get(name) or {}
    refused = bool(answer.errors) or bool(payload.get("userErrors"))
    return refused, orjson.dumps([answer.data, [error.message for error in answer.errors]]).decode()


@pytest.mark.parametrize("name", PUBLIC)
async def test_what_is_public_is_the_same_for_everybody(own_counter: Counter, name: str) -> None:
    assert {f"Query.{public}" for public in PUBLIC} == {
        name for name, decision in decisions().items() if decision == "ANYBODY" and name.startswith("Query.")
    }
    ada, _ = await settle(own_counter)
    bob, _ = await join(own_counter, "bob")
    document = query(name, PUBLIC[name], deepest=2)
    answers = [await who.ask(document) for who in (own_counter, ada, bob)]
    assert answers[0] == answers[1] == answers[2]
    assert MARKER not in orjson.dumps(answers).decode()


async def test_what_is_adas_is_seen_by_ada_alone(own_counter: Counter) -> None:
    ada, hers = await settle(own_counter)
    bob, _ = await join(own_counter, "bob")
    asked = {
        "me": query("me", ""),
        "order": query("order", f'(id: "{hers.order}")'),
        "orders": query("orders", "", deepest=1),
        "node": f'{{ node(id: "{hers.order}") {{ __typename id }} }}',
        "myReviews": "{ myReviews { nodes { id } } }",
        "nodes": f'{{ nodes(ids: ["{hers.address}", "{hers.order}"]) {{ __typename id }} }}',
    }
    assert {f"Query.{name}" for name in asked} == {
        name for name, decision in decisions().items() if decision == "OWNER" and name.startswith("Query.")
    }
    assert (await ada.ask(asked["myReviews"]))["myReviews"] == {"nodes": [{"id": hers.review}]}
    for name in ("me", "order", "orders"):
        assert MARKER in orjson.dumps(await ada.ask(asked[name])).decode()
    for who in (own_counter, bob):
        for name, document in asked.items():
            seen = (await who.answer(document)).data
            assert MARKER not in orjson.dumps(seen).decode(), name
            assert name == "me" or not any(_values(seen)), name


async def test_what_a_key_opens_is_closed_without_it(own_counter: Counter) -> None:
    ada, hers = await settle(own_counter)
    bob, _ = await join(own_counter, "bob")
    wrong = given(hers)["cartLinesAdd"]["cartId"]
    assert MARKER in orjson.dumps(await bob.ask(query("cart", f'(id: "{hers.cart}")'))).decode()
    for who in (own_counter, ada, bob):
        assert await who.ask(query("cart", f'(id: "{wrong}")')) == {"cart": None}
        assert await who.ask(query("guestOrder", '(token: "wrong")')) == {"guestOrder": None}


async def test_nobody_watches_what_is_adas(own_counter: Counter) -> None:
    ada, hers = await settle(own_counter)
    bob, _ = await join(own_counter, "bob")
    stream = await follow(ada, id=hers.order)
    assert (await anext(stream)).data == {"orderUpdated": {"fulfilmentStatus": "UNFULFILLED"}}
    await stream.aclose()
    for who in (own_counter, bob):
        refused = await follow(who, id=hers.order)
        assert isinstance(refused, ExecutionResult)
        assert refused.data is None


async def test_nobody_changes_what_is_adas(own_counter: Counter) -> None:
    _, hers = await settle(own_counter)
    bob, _ = await join(own_counter, "bob")
    attempts = given(hers)
    by_decision = {
        decision: {name for name in attempts if decisions()[f"Mutation.{name}"] == decision}
        for decision in ("OWNER", "KEY", "SIGNED_IN")
    }
    decided = {
        name.partition(".")[2]
        for name, decision in decisions().items()
        if name.startswith("Mutation.") and decision in by_decision
    }
    assert set(attempts) == decided, "every change that isn't everybody's has its attempt"
    before = await hers.kept(own_counter.database)
    for who, names in ((own_counter, decided), (bob, by_decision["OWNER"] | by_decision["KEY"])):
        for name in sorted(names):
            refused, told = await attempt(who, name, attempts[name])
            assert refused, (name, told)
            assert MARKER not in told, name
    assert await hers.kept(own_counter.database) == before


def _values(value: Any) -> list[Any]:
    """What an answer holds beside nulls and empty lists."""
    if isinstance(value, dict):
        return [inner for each in value.values() for inner in _values(each)]
    if isinstance(value, list):
        return [inner for each in value for inner in _values(each)]
    return [] if value is None else [value]
