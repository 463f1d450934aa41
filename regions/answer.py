"""A quote as JSON, in the words of the quote's answer."""

from collections.abc import Callable, Mapping
from typing import Any

from regions.claims import Param, Reason
from regions.money import amount_text
from regions.quoted import (
    FreeShipping,
    Notice,
    Problem,
    Quote,
    QuotedDiscount,
    QuotedLine,
    QuotedShipping,
    QuotedTender,
    ShownPrice,
    TaxEntry,
)

Say = Callable[[str, Mapping[str, Param]], str]


def to_json(quote: Quote, language: str = "en", say: Say | None = None) -> dict[str, Any]:
    """The answer as JSON values. ``say`` puts a message with its parameters into the asked language.

    The law book knows no phrase books: without ``say`` the messages are English, with plain amounts.
    """
    speak = say or say_plainly
    return _Teller(quote, language, speak).tell()


def say_plainly(message: str, params: Mapping[str, Param]) -> str:
    """The message itself with its parameters in place."""
    return message.format_map({name: str(value) for name, value in params.items()})


class _Teller:
    """Writes one quote down, with its currency and its words."""

    def __init__(self, quote: Quote, language: str, say: Say) -> None:
        self._quote = quote
        self._language = language
        self._say = say

    def amount(self, minor: int) -> str:
        return amount_text(minor, self._quote.currency)

    def tell(self) -> dict[str, Any]:
        quote, amount = self._quote, self.amount
        return {
            "currency": quote.currency,
            "lines": [self._line(line) for line in quote.lines],
            "discounts": [self._discount(discount) for discount in quote.discounts],
            "shipping": self._shipping(quote.shipping),
            "surcharges": [
                {"code": extra.code, "amount": amount(extra.amount), "quantity": extra.quantity}
                for extra in quote.surcharges
            ],
            "taxes": [self._tax(entry) for entry in quote.taxes],
            "tax_total": amount(quote.tax_total),
            "total": amount(quote.total),
            "tenders": [self._tender(tender) for tender in quote.tenders],
            "payable": amount(quote.payable),
            "cash_rounding": amount(quote.cash_rounding),
            "prices": [self._shown(shown) for shown in quote.prices],
            "notices": [self._notice(notice) for notice in quote.notices],
            "problems": [self._problem(problem) for problem in quote.problems],
            "trace": [self._reason(reason) for reason in quote.trace],
        }

    def _line(self, line: QuotedLine) -> dict[str, Any]:
        return {
            "sku": line.sku,
            "quantity": line.quantity,
            "unit_price": self.amount(line.unit_price),
            "list_total": self.amount(line.list_total),
            "discount": self.amount(line.discount),
            "total": self.amount(line.total),
            "tax_rate": line.tax_rate,
            "rules": list(line.rules),
        }

    def _discount(self, discount: QuotedDiscount) -> dict[str, Any]:
        return {
            "code": discount.code,
            "amount": self.amount(discount.amount),
            "unused": self.amount(discount.unused),
            "status": discount.status.value,
        }

    def _tax(self, entry: TaxEntry) -> dict[str, Any]:
        return {
            "name": entry.name,
            "rate": entry.rate.text,
            "gross": self.amount(entry.gross),
            "net": self.amount(entry.net),
            "tax": self.amount(entry.tax),
        }

    def _tender(self, tender: QuotedTender) -> dict[str, Any]:
        return {
            "type": tender.type,
            "offered": self.amount(tender.offered),
            "accepted": self.amount(tender.accepted),
            "refused": self.amount(tender.refused),
            "left": self.amount(tender.left),
            "code": tender.code,
        }

    def _shipping(self, shipping: QuotedShipping) -> dict[str, Any]:
        return {
            "offered": self.amount(shipping.offered),
            "floor": None if shipping.floor is None else self.amount(shipping.floor),
            "fee": self.amount(shipping.fee),
            "tax_parts": [{"rate": rate, "amount": self.amount(part)} for rate, part in shipping.tax_parts],
            "free_shipping": None if shipping.free is None else self._free(shipping.free),
        }

    def _free(self, free: FreeShipping) -> dict[str, Any]:
        return {
            "threshold": self.amount(free.threshold),
            "counted": self.amount(free.counted),
            "remaining": self.amount(free.remaining),
            "qualified": free.qualified,
            "basis": free.basis.value,
        }

    def _shown(self, shown: ShownPrice) -> dict[str, Any]:
        reference, per = shown.reference, shown.unit_price
        return {
            "sku": shown.sku,
            "reference": None if reference is None else self.amount(reference.price),
            "discount_percent": None if reference is None else reference.percent,
            "unit_price": None if per is None else {"amount": self.amount(per.amount), "per": per.per},
        }

    def _notice(self, notice: Notice) -> dict[str, Any]:
        fixed = notice.wordings.get(self._language.split("-")[0])
        text = fixed or self._say(notice.message, notice.params)
        return {"code": notice.code, "sku": notice.sku, "text": text}

    def _problem(self, problem: Problem) -> dict[str, Any]:
        text = self._say(problem.message, problem.params)
        return {"code": problem.code, "sku": problem.sku, "severity": problem.severity.value, "text": text}

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return {
            "rule": reason.code,
            "rank": reason.rank.value,
            "legal_basis": reason.legal_basis,
            "sku": reason.sku,
            "claim": reason.claim,
            "effect": self._say(reason.message, reason.params),
        }
