"""The photograph of a sale: all that was agreed, in the words in which it was agreed.

It is plain JSON and never changes, whatever becomes of the catalogue, the rates and the rules. Amounts are
minor units of its currency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from locales import chain, phrases
from regions.claims import Reason
from regions.facts import item_to_json
from regions.lawbook import LawBook
from regions.policy import STANDARD_CODE, DeliveryMethod, Imprint
from regions.promise import promise
from regions.quoted import Notice, Quote, QuotedLine
from store.carts.appraisal import Appraisal
from store.catalog.cards import ProductCard
from store.catalog.goods import Goods
from store.catalog.lookups import read_products
from store.catalog.parts import Part
from store.catalog.view import View
from store.database import Statements
from store.disruptions import read_disruptions
from store.quotes import Answer, fee_by

FORM = 3
"""Grows when the form of the photograph changes. The first lacks ways of delivery, `returns`, tax sets; the
second lacks the lines' `deposit`, and `withdrawal_days`: its letters told nothing of that right."""


class Wording:
    """Says reasons and notices in one language of one shop."""

    def __init__(self, language: str, languages: Sequence[str], country: str) -> None:
        self.chain = chain(language, languages)
        self._words = phrases(language, country)

    def reason(self, reason: Reason) -> dict[str, Any]:
        """A rule that took part."""
        return {
            "code": reason.code,
            "rank": reason.rank,
            "legal_basis": reason.legal_basis,
            "effect": reason.effect,
            "text": self._words.say(reason.message, **reason.params),
            "amount": reason.amount.minor if reason.amount else None,
        }

    def name(self, way: DeliveryMethod) -> str:
        """What a way of delivery is called."""
        own = next((way.names[tag] for tag in self.chain if tag in way.names), None)
        return own or self._words.say(way.name)

    def notice(self, notice: Notice) -> dict[str, Any]:
        """What the buyer was told, in the law's own words where it has some."""
        fixed = next((notice.wordings[tag] for tag in self.chain if tag in notice.wordings), None)
        return {
            "code": notice.code,
            "sku": notice.sku,
            "text": fixed or self._words.say(notice.message, **notice.params),
        }


async def photograph(
    statements: Statements, book: LawBook, appraisal: Appraisal, language: str
) -> dict[str, Any]:
    """Everything about a sale as it is agreed now. Two statements."""
    sale, cart, quote = appraisal.sale, appraisal.cart, appraisal.answer.quote
    words = Wording(language, sale.storefront.languages, sale.storefront.country)
    view = View(sale.storefront.code, language, words.chain, sale.at)
    goods = appraisal.answer.goods
    products = [good.product_id for good in goods.values()]
    cards = await read_products(statements, view, products, [Part.TITLE, Part.VARIANTS])
    return {
        "form": FORM,
        "law_version": quote.version,
        "region": sale.storefront.code,
        "language": language,
        "currency": quote.currency,
        "placed_at": sale.at.isoformat(),
        "seller": _seller(appraisal.answer),
        "prices_include_tax": sale.storefront.prices_include_tax,
        "email": cart.email,
        "buyer": {"kind": sale.buyer.kind, "age": sale.buyer.age},
        "address": cart.address,
        "destination": {
            "country": sale.destination.country,
            "subdivision": sale.destination.subdivision,
            "postcode": sale.destination.postcode,
        },
        "delivery": await _delivery(statements, book, appraisal, words),
        "returns": asdict(appraisal.answer.goodwill),
        "withdrawal_days": book.law_of(sale.destination.country).rights.withdrawal_days(sale.buyer.kind),
        "lines": [_line(line, goods[line.sku], cards, words) for line in quote.lines],
        **_sums(quote, words),
    }


def _seller(answer: Answer) -> dict[str, Any]:
    """Who sells, as the shop's imprint says it now."""
    storefront = answer.case.storefront
    imprint = answer.policy.imprint or storefront.imprint or Imprint(storefront.code, ())
    return {**asdict(imprint), "country": storefront.country, "mail": storefront.contact.mail}


async def _delivery(
    statements: Statements, book: LawBook, appraisal: Appraisal, words: Wording
) -> dict[str, Any]:
    """How the goods travel, when they were promised, and what the standard way would have cost."""
    answer, sale = appraisal.answer, appraisal.sale
    way, told = answer.way, None
    if appraisal.is_shipped:
        disruptions = await read_disruptions(statements, sale.at)
        home, known = sale.storefront.country, disruptions.of(sale.storefront.code, way.code)
        timezone = book.law_of(home).timezone
        told = promise(home, timezone, sale.destination, sale.at, way.carrier, known)
    return {
        "method": way.code,
        "name": words.name(way),
        "fulfilment": answer.case.fulfilment if way.code == STANDARD_CODE else way.fulfilment,
        "promise": told and {"earliest": told.earliest.isoformat(), "latest": told.latest.isoformat()},
        "standard_fee": fee_by(answer, answer.ways[0], book),
    }


def _line(line: QuotedLine, good: Goods, cards: Mapping[int, ProductCard], words: Wording) -> dict[str, Any]:
    card = cards.get(good.product_id)
    variants = {variant.id: variant for variant in card.variants} if card else {}
    variant = variants.get(good.variant_id)
    return {
        "sku": line.sku,
        "variant_id": good.variant_id,
        "product_id": good.product_id,
        "title": card.title.value if card and card.title else line.sku,
        "variant_title": variant.title.value if variant and variant.title else None,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "list_total": line.list_total,
        "discount": line.discount,
        "total": line.total,
        "deposit": line.deposit,
        "tax_rate": line.tax_rate,
        "rules": [words.reason(reason) for reason in line.reasons],
        "facts": item_to_json(good.item),
    }


def _sums(quote: Quote, words: Wording) -> dict[str, Any]:
    shipping = quote.shipping
    return {
        "discounts": [
            {"code": each.code, "amount": each.amount, "unused": each.unused, "status": each.status}
            for each in quote.discounts
        ],
        "shipping": {
            "offered": shipping.offered,
            "floor": shipping.floor,
            "fee": shipping.fee,
            "tax_parts": [{"rate": rate, "amount": amount} for rate, amount in shipping.tax_parts],
            "rules": [words.reason(reason) for reason in shipping.reasons],
        },
        "surcharges": [
            {"code": each.code, "amount": each.amount, "quantity": each.quantity} for each in quote.surcharges
        ],
        "taxes": [
            {"name": tax.name, "rate": tax.rate.text, "gross": tax.gross, "net": tax.net, "tax": tax.tax}
            for tax in quote.taxes
        ],
        "tax_total": quote.tax_total,
        "tax_sets": quote.tax_sets,
        "total": quote.total,
        "tenders": [
            {"type": each.type, "accepted": each.accepted, "refused": each.refused} for each in quote.tenders
        ],
        "payable": quote.payable,
        "notices": [words.notice(notice) for notice in quote.notices],
    }
