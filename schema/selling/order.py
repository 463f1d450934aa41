"""An order as its buyer sees it: everything as it was agreed, and what has happened since."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from schema.context import Info, ShopContext
from schema.identity import NodeType, write_id
from schema.labels import tax_label
from schema.money import Money, in_shop
from schema.node import Node
from schema.plan import setwise
from schema.scalars import CurrencyCode, LanguageTag, RegionCode
from schema.selling.cart import PostalAddress
from schema.selling.returns import OrderPaper, OrderReturn
from schema.selling.states import (
    FulfilmentStatus,
    OrderAction,
    OrderStatus,
    PaymentStatus,
    ReturnStatus,
)
from store.orders import transitions
from store.orders.papers import read_papers
from store.orders.reading import OrderRecord
from store.orders.returns import read_returns_of


@strawberry.type(description="A rule as it was told when the order was placed.")
class AgreedRule:
    """Words of that day."""

    code: str = strawberry.field(description="Code of the rule.")
    explanation: str = strawberry.field(description="What it did, in the order's language.")
    legal_basis: str | None = strawberry.field(description="Where it was written; null for a policy.")


@strawberry.type(description="A line of an order, as it was agreed.")
class OrderLine:
    """From the photograph."""

    line: strawberry.Private[dict[str, Any]]
    shop: strawberry.Private[ShopContext]
    currency: strawberry.Private[str]

    @strawberry.field(description="Number of the variant.")
    def sku(self) -> str:
        return str(self.line["sku"])

    @strawberry.field(description="Title of the product, in the order's language.")
    def title(self) -> str:
        return str(self.line["title"])

    @strawberry.field(description="What the variant was called.")
    def variant_title(self) -> str | None:
        title: str | None = self.line["variant_title"]
        return title

    @strawberry.field(description="How many of it.")
    def quantity(self) -> int:
        return int(self.line["quantity"])

    @strawberry.field(description="Price of one, before promotions.")
    def unit_price(self) -> Money:
        return in_shop(self.line["unit_price"], self.shop, self.currency)

    @strawberry.field(description="What was taken off.")
    def discount(self) -> Money:
        return in_shop(self.line["discount"], self.shop, self.currency)

    @strawberry.field(description="Price of the line.")
    def total(self) -> Money:
        return in_shop(self.line["total"], self.shop, self.currency)

    @strawberry.field(description="Tax rate of the line as a fraction.")
    def tax_rate(self) -> Decimal | None:
        return None if self.line["tax_rate"] is None else Decimal(self.line["tax_rate"])

    @strawberry.field(description="The rules that made the line what it was.")
    def applied_rules(self) -> list[AgreedRule]:
        return [
            AgreedRule(code=rule["code"], explanation=rule["text"], legal_basis=rule["legal_basis"] or None)
            for rule in self.line["rules"]
        ]


@strawberry.type(description="One tax at one rate over an order, as it was agreed.")
class OrderTax:
    """Net and tax add up to gross."""

    name: str = strawberry.field(description="Name of the tax, such as `VAT`.")
    label: str = strawberry.field(
        description="What invoices call it, in the shopper's language: `VAT`, `MwSt.`, `TVA`."
    )
    rate: Decimal = strawberry.field(description="Its rate as a fraction.")
    gross: Money = strawberry.field(description="What bears it, with the tax.")
    net: Money = strawberry.field(description="What bears it, without the tax.")
    tax: Money = strawberry.field(description="The tax.")


@strawberry.type(description="Something that happened to an order.")
class OrderEvent:
    """An entry of the timeline."""

    kind: str = strawberry.field(description="What happened, such as `PLACED` or `SHIP`.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="A sale, exactly as it was agreed, whatever became of prices and rules since.")
class Order(Node):
    """An order in the words of a context; what was agreed stays in its own language."""

    record: strawberry.Private[OrderRecord]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Global id. By itself it opens nothing.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.ORDER, self.record.id))

    @strawberry.field(description="The number to quote; it can't be guessed.")
    def number(self) -> str:
        return self.record.number

    @strawberry.field(description="Region in which it was placed.")
    def region(self) -> RegionCode:
        return RegionCode(self.record.region)

    @strawberry.field(description="Language in which it was placed.")
    def language(self) -> LanguageTag:
        return LanguageTag(self.record.language)

    @strawberry.field(description="Currency of every amount.")
    def currency(self) -> CurrencyCode:
        return CurrencyCode(self.record.currency)

    @strawberry.field(description="Where mail about it goes to.")
    def email(self) -> str:
        return self.record.email

    @strawberry.field(description="How far the sale is.")
    def status(self) -> OrderStatus:
        return OrderStatus(self.record.status)

    @strawberry.field(description="How far the money is.")
    def payment_status(self) -> PaymentStatus:
        return PaymentStatus(self.record.payment_status)

    @strawberry.field(description="How far the goods are.")
    def fulfilment_status(self) -> FulfilmentStatus:
        return FulfilmentStatus(self.record.fulfilment_status)

    @strawberry.field(description="How much goes back.")
    def return_status(self) -> ReturnStatus:
        return ReturnStatus(self.record.return_status)

    @strawberry.field(description="What its buyer can do now.")
    def available_actions(self) -> list[OrderAction]:
        states = self.record.states
        possible = (each for each in transitions.BY_SHOPPERS if transitions.is_possible(each, states))
        return [OrderAction(each.value) for each in possible]

    @strawberry.field(description="What was bought.")
    def lines(self) -> list[OrderLine]:
        lines = self.record.document["lines"]
        return [OrderLine(line=line, shop=self.shop, currency=self.record.currency) for line in lines]

    @strawberry.field(description="The delivery fee.")
    def shipping_fee(self) -> Money:
        return self._money(self.record.document["shipping"]["fee"])

    @strawberry.field(description="Taxes, an entry for each name and rate.")
    def taxes(self) -> list[OrderTax]:
        return [
            OrderTax(
                name=tax["name"],
                label=tax_label(tax["name"], self.shop),
                rate=Decimal(tax["rate"]),
                gross=self._money(tax["gross"]),
                net=self._money(tax["net"]),
                tax=self._money(tax["tax"]),
            )
            for tax in self.record.document["taxes"]
        ]

    @strawberry.field(description="What was agreed, before means of payment.")
    def total(self) -> Money:
        return self._money(self.record.total)

    @strawberry.field(description="What remained after gift cards and credit.")
    def payable(self) -> Money:
        return self._money(self.record.payable)

    @strawberry.field(description="What the buyer was told when it was placed.")
    def notices(self) -> list[str]:
        return [notice["text"] for notice in self.record.document["notices"]]

    @strawberry.field(description="Where the goods go.")
    def delivery_address(self) -> PostalAddress | None:
        parts = self.record.document["address"]
        return None if parts is None else PostalAddress(parts=parts, shop=self.shop)

    @strawberry.field(description="Id of the way in which it is delivered.")
    def delivery_method(self) -> strawberry.ID:
        return strawberry.ID(self.record.document["delivery"]["method"])

    @strawberry.field(description="What that way was called; null for orders that are older than its name.")
    def delivery_method_name(self) -> str | None:
        name: str | None = self.record.document["delivery"].get("name")
        return name

    @strawberry.field(description="The day by which the goods were promised; null if nothing was shipped.")
    def promised_by(self) -> date | None:
        promised = self.record.document["delivery"].get("promise")
        return None if promised is None else date.fromisoformat(promised["latest"])

    @strawberry.field(description="Version of the law book that it was agreed by.")
    def law_version(self) -> str:
        return str(self.record.document["law_version"])

    @strawberry.field(description="Number of the invoice; null until the goods leave.")
    def invoice_number(self) -> str | None:
        return self.record.invoice

    @strawberry.field(description="When it was placed.")
    def placed_at(self) -> datetime:
        return self.record.placed_at

    @strawberry.field(description="When the goods left.")
    def shipped_at(self) -> datetime | None:
        return self.record.shipped_at

    @strawberry.field(description="When the buyer got the goods.")
    def delivered_at(self) -> datetime | None:
        return self.record.delivered_at

    @strawberry.field(description="What happened, in order.")
    def timeline(self) -> list[OrderEvent]:
        return [OrderEvent(kind=event.kind, at=event.at) for event in self.record.events]

    @setwise(metadata={"items": 1}, description="What of it goes back, in the order of announcement.")
    @staticmethod
    async def returns(orders: list["Order"], info: Info) -> list[list[OrderReturn]]:
        found = await read_returns_of(info.context.database, [order.record.id for order in orders])
        return [
            [
                OrderReturn(record=each, currency=order.record.currency, shop=order.shop)
                for each in found[order.record.id]
            ]
            for order in orders
        ]

    @setwise(metadata={"items": 2}, description="Its invoice and credit notes, as they were issued.")
    @staticmethod
    async def papers(orders: list["Order"], info: Info) -> list[list[OrderPaper]]:
        found = await read_papers(info.context.database, [order.record.id for order in orders])
        return [
            [
                OrderPaper(record=each, currency=order.record.currency, shop=order.shop)
                for each in found[order.record.id]
            ]
            for order in orders
        ]

    def _money(self, minor: int) -> Money:
        return in_shop(minor, self.shop, self.record.currency)
