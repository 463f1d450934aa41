"""The order of last year reads exactly as it was sold, whatever became of the shop and its rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

import regions.lawbook
from regions.lawbook import EDITION, LawBook, lawbook
from regions.rates import rate, then
from regions.taxes import vat
from store.balances import issue_gift_card
from store.database import Database
from store.loading.rows import PriceEntry
from store.promoting import Terms, set_promotion
from store.repricing import Repricing, set_prices
from store.setting import set_policy
from tests.schema.counter import NOW, Counter, shop_schema
from tests.schema.selling.test_returns import Buyer
from tests.schema.walk.decisions import everything_below

ORDER = f"""query ($token: String!) {{ guestOrder(token: $token)
    {everything_below(shop_schema().schema.type_map["Order"], 4)} }}"""
QUOTE = """{ quote(basket: {lines: [{sku: "goldberg-cd", quantity: 1}], discountCodes: ["TEN"]}) {
    lawVersion taxes { rate } lines { unitPrice { amount } discount { amount } }
    shipping { fee { amount } } } }"""

UNLIST = (
    "delete from shelf_prices where product_id in (select product_id from variants where sku = 'faust-hc')",
    "delete from product_texts where product_id in (select product_id from variants where sku = 'faust-hc')",
    "delete from prices where variant_id in (select id from variants where sku = 'faust-hc')",
)


@pytest.fixture
def other_law() -> Iterator[LawBook]:
    """A law book of another edition, as another version or a plug-in would bring it."""
    book = lawbook()
    tax = vat(then(rate("21"), ("2020-01-01", "25")), legal_basis="UStG 2027")
    germany = replace(book.laws["DE"], tax=tax, prices=(), unit_prices=False)
    shop = replace(book.storefronts["DE"], delivery=(), imprint=None, name="Elsewhere")
    changed = LawBook(
        MappingProxyType({**book.laws, "DE": germany}),
        MappingProxyType({**book.storefronts, "DE": shop}),
        f"{EDITION}+NO@2.0",
    )
    yield changed
    lawbook.cache_clear()


def put_into_force(monkeypatch: pytest.MonkeyPatch, book: LawBook) -> None:
    monkeypatch.setattr(regions.lawbook, "bind", lambda *_: book)
    lawbook.cache_clear()
    assert lawbook() is book


async def change_everything(database: Database) -> None:
    """Titles, prices, listings, policy and promotions are no longer what they were."""
    for field, value in (
        ("shipping", {"fee": "9.90"}),
        ("delivery", []),
        ("returns", {"days": 0}),
        ("imprint", {"name": "Somebody else", "address": ["Nowhere 1"]}),
        ("tax", {"shipping_split": "NET"}),
    ):
        await set_policy(database, lawbook(), "DE", field, value, author="ada", now=NOW)
    wanted = Repricing("goldberg-cd", "DE", [PriceEntry(None, 999)])
    assert await set_prices(database, lawbook(), wanted, actor=None, now=NOW)
    await set_promotion(database, Terms(code="TEN", percent=Decimal(50)), actor=None, now=NOW)
    await database.execute("update product_texts set title = 'Changed', description = 'Changed'")
    await database.execute('update variants set facts = facts || \'{"kind": "OTHER"}\'')
    for statement in UNLIST:
        await database.execute(statement)
    await database.execute("delete from delivery_notices")


async def test_an_order_reads_as_it_was_sold_after_catalogue_rates_rules_and_policy_changed(
    own_counter: Counter, monkeypatch: pytest.MonkeyPatch, other_law: LawBook
) -> None:
    database = own_counter.database
    async with database.transaction() as writing:
        card = await issue_gift_card(writing, 1000, "EUR", NOW, paid_for=True)
    buyer = Buyer(own_counter)
    await buyer.fill({"faust-hc": 1, "goldberg-cd": 2})
    await buyer.change("cartDiscountCodesUpdate", codes=["TEN"])
    await buyer.change("cartGiftCardsUpdate", codes=[card])
    await buyer.change("cartDeliveryMethodSelect", method="express")
    await (await buyer.pay()).get()

    async def look(counter: Counter) -> dict[str, Any]:
        order: dict[str, Any] = (await counter.ask(ORDER, token=buyer.key["token"]))["guestOrder"]
        return order

    german, english = await look(own_counter), await look(own_counter.at("DE", "en"))
    quoted = (await own_counter.ask(QUOTE))["quote"]
    assert german["lines"][0]["title"] == "Faust"
    assert "Faust" in german["papers"][0]["html"]
    assert german["lawVersion"] == EDITION or german["lawVersion"].startswith(f"{EDITION}+")
    await change_everything(database)
    put_into_force(monkeypatch, other_law)

    assert await look(own_counter) == german
    assert await look(own_counter.at("DE", "en")) == english
    after = (await own_counter.ask(QUOTE))["quote"]
    assert after["lawVersion"] == f"{EDITION}+NO@2.0" != quoted["lawVersion"]
    assert (quoted["taxes"], after["taxes"]) == ([{"rate": "0.19"}], [{"rate": "0.25"}])
    assert after["shipping"] == {"fee": {"amount": "9.90"}}
    assert after["lines"][0]["unitPrice"] == {"amount": "9.99"}
    assert after["lines"][0]["discount"] != quoted["lines"][0]["discount"]


async def test_what_goes_back_is_owed_as_it_was_sold(
    own_counter: Counter, monkeypatch: pytest.MonkeyPatch, other_law: LawBook
) -> None:
    from_before = await (await Buyer(own_counter).buy({"goldberg-cd": 1})).get()
    await change_everything(own_counter.database)
    put_into_force(monkeypatch, other_law)
    preview = """mutation ($input: ReturnPreviewInput!) { returnPreview(input: $input) {
        rights { refund { amount } lines { possible } } } }"""
    rights = (await own_counter.ask(preview, input=from_before.key))["returnPreview"]["rights"]
    paid = await own_counter.database.fetchval("select total from orders")
    assert rights == {"refund": {"amount": f"{paid / 100:.2f}"}, "lines": [{"possible": True}]}
    promised = await own_counter.database.fetchval("select document->'returns'->>'days' from orders")
    assert promised == "30"
    await from_before.had_it(NOW - timedelta(days=20))
    asked = await from_before.announce({"sku": "goldberg-cd"})
    assert asked["orderReturn"]["lines"][0]["ground"] == "GOODWILL"
