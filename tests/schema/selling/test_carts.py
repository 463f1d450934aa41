"""Carts: what can be done to them, and what they tell."""

from typing import Any

from tests.schema.counter import Counter

FIELDS = """
    cart { id version lines { sku quantity available total { amount } }
        quote { totals { total { amount } } discounts { code status } tenders { type accepted { amount } }
            payable { amount } }
        discountCodes giftCards { type lastCharacters balance { amount } }
        notices { __typename ... on PriceMoved { sku before { amount } now { amount } }
            ... on QuantityReduced { sku wanted available } ... on LineUnavailable { sku }
            ... on DiscountNotApplied { discountCode reason }
            ... on RegionMismatch { cartRegion askedRegion } }
        readiness { isReady blocks { code sku } } }
    userErrors { __typename code message field }
"""


def mutation(name: str) -> str:
    """The document of a mutation of carts."""
    kind = name[0].upper() + name[1:]
    return f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ {FIELDS} }} }}"


async def change(counter: Counter, name: str, **given: Any) -> dict[str, Any]:
    """The payload of a mutation."""
    payload: dict[str, Any] = (await counter.ask(mutation(name), input=given))[name]
    return payload


def line(sku: str, quantity: int = 1) -> dict[str, Any]:
    """A line as it is asked for."""
    return {"sku": sku, "quantity": quantity}


async def test_a_cart_is_made_filled_changed_and_emptied(own_counter: Counter) -> None:
    made = await change(own_counter, "cartCreate", lines=[line("faust-ebook", 2)])
    cart = made["cart"]
    assert [(each["sku"], each["quantity"]) for each in cart["lines"]] == [("faust-ebook", 2)]
    more = await change(
        own_counter, "cartLinesAdd", cartId=cart["id"], lines=[line("faust-ebook"), line("kaffee-250")]
    )
    assert [(each["sku"], each["quantity"]) for each in more["cart"]["lines"]] == [
        ("faust-ebook", 3),
        ("kaffee-250", 1),
    ]
    fewer = await change(own_counter, "cartLinesUpdate", cartId=cart["id"], lines=[line("faust-ebook", 0)])
    assert [each["sku"] for each in fewer["cart"]["lines"]] == ["kaffee-250"]
    none = await change(own_counter, "cartLinesRemove", cartId=cart["id"], skus=["kaffee-250", "kaffee-250"])
    assert none["cart"]["lines"] == []
    assert none["cart"]["version"] == 4
