"""What a basket would cost, in every part, with the reasons."""

from decimal import Decimal

import strawberry

from regions import quoted
from regions.kinds import Fulfilment
from regions.lawbook import lawbook
from schema.basket import BasketInput, read_basket
from schema.context import Info, ShopContext
from schema.labels import tax_label
from schema.money import Money, in_shop
from schema.notices import Notice, Problem
from schema.plan import wanted
from schema.quoted_lines import QuoteDiscount, QuoteLine
from schema.quoted_shipping import FreeShippingProgress, QuoteShipping
from schema.reasons import AppliedRule, applied_rules
from schema.scalars import CurrencyCode
from store.quotes import Answer, Sale, quote_basket


@strawberry.type(description="A sum beside the goods, such as a deposit.")
class Surcharge:
    """A surcharge as the law book answered it."""

    code: str = strawberry.field(description="Code of the surcharge, such as `DEPOSIT`.")
    amount: Money = strawberry.field(description="The sum.")
    quantity: int = strawberry.field(description="How often it is charged.")


@strawberry.type(description="One tax at one rate over a whole quote.")
class QuoteTax:
    """Net and tax add up to gross."""

    name: str = strawberry.field(description="Name of the tax, such as `VAT`.")
    label: str = strawberry.field(
        description="What invoices call it, in the shopper's language: `VAT`, `MwSt.`, `TVA`."
    )
    rate: Decimal = strawberry.field(description="Its rate as a fraction.")
    gross: Money = strawberry.field(description="What bears it, with the tax.")
    net: Money = strawberry.field(description="What bears it, without the tax.")
    tax: Money = strawberry.field(description="The tax.")


@strawberry.type(description="A means of payment in a quote.")
class QuoteTender:
    """What was offered is accepted, refused or left."""

    type: str = strawberry.field(description="Kind of payment, such as `GIFT_CARD`.")
    offered: Money = strawberry.field(description="What was offered.")
    accepted: Money = strawberry.field(description="What is taken.")
    refused: Money = strawberry.field(description="What a law forbids to take.")
    left: Money = strawberry.field(description="What isn't needed.")
    code: str | None = strawberry.field(
        description="Code of the reason for refusing; null where nothing was."
    )


@strawberry.type(description="The sums of a quote.")
class QuoteTotals:
    """Goods less discounts, delivery, surcharges and any tax that prices don't include."""

    goods: Money = strawberry.field(description="All lines, discounts taken off.")
    discounts: Money = strawberry.field(description="What was taken off the lines.")
    shipping: Money = strawberry.field(description="The delivery fee that is due.")
    surcharges: Money = strawberry.field(description="All sums beside the goods.")
    tax: Money = strawberry.field(description="All tax, whether prices include it or not.")
    total: Money = strawberry.field(description="What the shopper owes, before means of payment.")


@strawberry.type(description="What a basket would cost here, and why. Nothing of it is stored.")
class Quote:
    """An answer of the law book in the words of one context."""

    answer: strawberry.Private[Answer]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Currency of every amount.")
    def currency(self) -> CurrencyCode:
        return CurrencyCode(self.answer.quote.currency)

    @strawberry.field(description="The goods that can be sold here, in the order asked.")
    def lines(self) -> list[QuoteLine]:
        goods = self.answer.goods
        return [
            QuoteLine(line=line, goods=goods[line.sku], shop=self.shop) for line in self.answer.quote.lines
        ]

    @strawberry.field(description="What promotions did.")
    def discounts(self) -> list[QuoteDiscount]:
        return [QuoteDiscount(given=given, shop=self.shop) for given in self.answer.quote.discounts]

    @strawberry.field(description="Delivery.")
    def shipping(self) -> QuoteShipping:
        return QuoteShipping(shipping=self.answer.quote.shipping, shop=self.shop)

    @strawberry.field(description="How far it is to free delivery; null where there is no threshold.")
    def free_shipping(self) -> FreeShippingProgress | None:
        shipping = self.answer.quote.shipping
        if shipping.free is None:
            return None
        return FreeShippingProgress(free=shipping.free, shipping=shipping, shop=self.shop)

    @strawberry.field(description="Sums beside the goods.")
    def surcharges(self) -> list[Surcharge]:
        return [
            Surcharge(code=each.code, amount=in_shop(each.amount, self.shop), quantity=each.quantity)
            for each in self.answer.quote.surcharges
        ]

    @strawberry.field(description="Taxes, an entry for each name and rate, lowest rate first.")
    def taxes(self) -> list[QuoteTax]:
        return [_tax(entry, self.shop) for entry in self.answer.quote.taxes]

    @strawberry.field(description="The sums.")
    def totals(self) -> QuoteTotals:
        return _totals(self.answer.quote, self.shop)

    @strawberry.field(description="Means of payment, in the order in which they are used.")
    def tenders(self) -> list[QuoteTender]:
        return [_tender(each, self.shop) for each in self.answer.quote.tenders]

    @strawberry.field(description="What remains to be paid.")
    def payable(self) -> Money:
        return in_shop(self.answer.quote.payable, self.shop)

    @strawberry.field(description="What the shopper must be told.")
    def notices(self) -> list[Notice]:
        return [Notice(notice=notice, shop=self.shop) for notice in self.answer.quote.notices]

    @strawberry.field(description="What would stop an order, or was changed to make it lawful.")
    def problems(self) -> list[Problem]:
        found = (*self.answer.problems, *self.answer.quote.problems)
        return [Problem(problem=problem, shop=self.shop) for problem in found]

    @strawberry.field(description="The whole story: every rule that was asked, and why it did what it did.")
    def trace(self) -> list[AppliedRule]:
        return applied_rules(self.answer.quote.trace, self.shop)

    @strawberry.field(description="Version of the law book that answered.")
    def law_version(self) -> str:
        return self.answer.quote.version


async def ask_quote(shop: ShopContext, info: Info, basket: BasketInput) -> Quote:
    """The quote of a basket in a context's storefront, for its destination at its instant."""
    wanted_lines = read_basket(basket, shop)
    sale = Sale(
        storefront=shop.storefront,
        destination=shop.destination,
        at=shop.now,
        fulfilment=Fulfilment[basket.fulfilment.name] if basket.fulfilment else Fulfilment.SHIP,
        codes=tuple(basket.discount_codes or ()),
        method=basket.delivery_method,
    )
    traced = wanted(info).has("trace")
    answer = await quote_basket(info.context.database, lawbook(), sale, wanted_lines, traced=traced)
    return Quote(answer=answer, shop=shop)


def _tax(entry: quoted.TaxEntry, shop: ShopContext) -> QuoteTax:
    return QuoteTax(
        name=entry.name,
        label=tax_label(entry.name, shop),
        rate=entry.rate.value,
        gross=in_shop(entry.gross, shop),
        net=in_shop(entry.net, shop),
        tax=in_shop(entry.tax, shop),
    )


def _tender(tender: quoted.QuotedTender, shop: ShopContext) -> QuoteTender:
    return QuoteTender(
        type=tender.type,
        offered=in_shop(tender.offered, shop),
        accepted=in_shop(tender.accepted, shop),
        refused=in_shop(tender.refused, shop),
        left=in_shop(tender.left, shop),
        code=tender.code,
    )


def _totals(quote: quoted.Quote, shop: ShopContext) -> QuoteTotals:
    return QuoteTotals(
        goods=in_shop(sum(line.total for line in quote.lines), shop),
        discounts=in_shop(sum(line.discount for line in quote.lines), shop),
        shipping=in_shop(quote.shipping.fee, shop),
        surcharges=in_shop(sum(surcharge.amount for surcharge in quote.surcharges), shop),
        tax=in_shop(quote.tax_total, shop),
        total=in_shop(quote.total, shop),
    )
