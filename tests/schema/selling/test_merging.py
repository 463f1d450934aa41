"""Carts at sign-in: the guest's and the customer's become one."""

import asyncio
from typing import Any

from store.balances import issue_gift_card
from tests.schema.counter import NOW, Counter
from tests.schema.selling.journey import CART, Shopper
from tests.schema.walk.people import join

SIGN_IN = f"""mutation ($cart: ID, $email: String!) {{
    signIn(input: {{email: $email, password: "correct horse battery", cartId: $cart}}) {{
    {CART.removesuffix("}")} lines {{ sku quantity }} region {{ code }} email discountCodes
        giftCards {{ lastCharacters }} }}
    cartMerge {{ lines {{ sku added region before {{ amount currency }} now {{ amount currency }} }} }}
    userErrors {{ code }} warnings {{ code message }} }} }}"""
READ = "query ($id: ID!) { cart(id: $id) { id lines { sku quantity } region { code } } }"
ADA = "ada@example.org"


def goods(cart: dict[str, Any]) -> dict[str, int]:
    return {line["sku"]: line["quantity"] for line in cart["lines"]}


async def put(counter: Counter, lines: dict[str, int], **terms: Any) -> str:
    """A cart with these lines; its id."""
    shopper = Shopper(counter)
    asked = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
    made = await shopper.change("cartCreate", lines=asked)
    assert made["userErrors"] == []
    for name, given in terms.items():
        assert (await shopper.change(name, **given))["userErrors"] == []
    return str(shopper.cart["id"])


async def sign_in(counter: Counter, cart: str | None) -> dict[str, Any]:
    payload: dict[str, Any] = (await counter.ask(SIGN_IN, cart=cart, email=ADA))["signIn"]
    assert payload["userErrors"] == []
    return payload


async def test_both_carts_become_one_and_what_came_is_told(own_counter: Counter) -> None:
    ada, _ = await join(own_counter, "ada")
    hers = await put(
        ada, {"faust-hc": 1, "kaffee-250": 2}, cartDiscountCodesUpdate={"codes": ["TEN"]},
        cartBuyerUpdate={"email": "ada@example.org"},
    )  # fmt: skip
    guests = await put(own_counter, {"kaffee-250": 1, "goldberg-cd": 1})
    told = await sign_in(own_counter, guests)
    assert told["warnings"] == []
    assert told["cart"]["id"] == guests
    assert goods(told["cart"]) == {"kaffee-250": 3, "goldberg-cd": 1, "faust-hc": 1}
    assert told["cart"]["discountCodes"] == ["TEN"]
    assert told["cart"]["email"] == "ada@example.org"
    assert [(line["sku"], line["added"], line["region"]) for line in told["cartMerge"]["lines"]] == [
        ("faust-hc", 1, "DE"),
        ("kaffee-250", 2, "DE"),
    ]
    for cart in (guests, hers):
        assert goods((await own_counter.ask(READ, id=cart))["cart"]) == goods(told["cart"])
    again = await sign_in(own_counter, guests)
    assert goods(again["cart"]) == goods(told["cart"])
    assert again["cartMerge"] is None


async def test_a_cart_from_another_region_comes_along_with_both_prices(own_counter: Counter) -> None:
    ada, _ = await join(own_counter, "ada")
    async with own_counter.database.transaction() as writing:
        card = await issue_gift_card(writing, 500, "CHF", NOW, paid_for=True)
    await put(ada.at("CH"), {"kaffee-250": 1}, cartGiftCardsUpdate={"codes": [card]})
    guests = await put(own_counter, {"goldberg-cd": 1})
    told = await sign_in(own_counter, guests)
    assert told["cart"]["region"] == {"code": "DE"}
    [line] = told["cartMerge"]["lines"]
    assert (line["region"], line["before"]["currency"], line["now"]) == (
        "CH",
        "CHF",
        {"amount": "3.49", "currency": "EUR"},
    )
    assert told["cart"]["giftCards"] == []
    assert [warning["code"] for warning in told["warnings"]] == ["GIFT_CARD_UNKNOWN"]


async def test_what_is_left_elsewhere_is_gathered_without_a_cart_at_hand(own_counter: Counter) -> None:
    ada, _ = await join(own_counter, "ada")
    assert (await sign_in(own_counter, None))["cart"] is None
    first = await put(ada, {"faust-hc": 1})
    second = await put(ada, {"goldberg-cd": 1})
    told = await sign_in(own_counter, None)
    assert goods(told["cart"]) == {"goldberg-cd": 1, "faust-hc": 1}
    assert told["cart"]["id"] not in (first, second)
    more = await Shopper(own_counter, {"id": first}).change(
        "cartLinesAdd", lines=[{"sku": "faust-hc", "quantity": 1}]
    )
    assert more["userErrors"] == []
    assert goods((await own_counter.ask(READ, id=told["cart"]["id"]))["cart"])["faust-hc"] == 2


async def test_nobody_takes_over_somebody_elses_cart_or_an_order(own_counter: Counter) -> None:
    bob, _ = await join(own_counter, "bob")
    await join(own_counter, "ada")
    bobs = await put(bob, {"faust-hc": 1})
    sold = await Shopper(own_counter).fill({"faust-ebook": 1})
    await sold.check_out()
    for cart in (bobs, sold.cart["id"], "nonsense"):
        told = await sign_in(own_counter, cart)
        assert [warning["code"] for warning in told["warnings"]] == ["CART_NOT_FOUND"]
        assert told["cart"] is None
    assert goods((await own_counter.ask(READ, id=bobs))["cart"]) == {"faust-hc": 1}


async def test_a_quantity_that_does_not_fit_is_told(own_counter: Counter) -> None:
    ada, _ = await join(own_counter, "ada")
    await put(ada, {"faust-ebook": 600})
    told = await sign_in(own_counter, await put(own_counter, {"faust-ebook": 500}))
    assert goods(told["cart"]) == {"faust-ebook": 999}
    [warning] = told["warnings"]
    assert warning["code"] == "CART_FULL"
    assert "101" in warning["message"]


async def test_sign_ins_and_additions_at_once_lose_nothing(own_counter: Counter) -> None:
    """Five devices sign in with carts of their own while goods are still put into all of them."""
    ada, _ = await join(own_counter, "ada")
    carts = [await put(ada, {"faust-ebook": 1})]
    carts += [await put(own_counter, {"faust-ebook": 1, "kaffee-250": 1}) for _ in range(4)]
    line = [{"sku": "faust-ebook", "quantity": 1}]
    document = """mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
        userErrors { code } } }"""

    async def add(cart: str) -> None:
        told = await own_counter.ask(document, input={"cartId": cart, "lines": line})
        assert told["cartLinesAdd"]["userErrors"] == []

    await asyncio.gather(*(sign_in(own_counter, cart) for cart in carts), *(add(cart) for cart in carts * 6))
    told = await sign_in(own_counter, carts[0])
    assert goods(told["cart"]) == {"faust-ebook": 5 + 30, "kaffee-250": 4}
    for cart in carts:
        assert goods((await own_counter.ask(READ, id=cart))["cart"]) == goods(told["cart"])


async def test_a_cart_is_merged_after_another_way_of_signing_in(own_counter: Counter) -> None:
    ada, _ = await join(own_counter, "ada")
    await put(ada, {"faust-hc": 1})
    guests = await put(own_counter, {"kaffee-250": 1})
    document = """mutation ($id: ID!) { cartMerge(input: {cartId: $id}) {
        cart { lines { sku quantity } } merge { lines { sku } } warnings { code } } }"""
    assert (await own_counter.refusal(document, id=guests))["code"] == "SIGN_IN_REQUIRED"
    told = (await ada.ask(document, id=guests))["cartMerge"]
    assert goods(told["cart"]) == {"kaffee-250": 1, "faust-hc": 1}
    assert told["merge"] == {"lines": [{"sku": "faust-hc"}]}
