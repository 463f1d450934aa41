"""A region's fact sheet: all that holds there on one day, for the operator and the operator's lawyer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from regions.alternatives import BY_STATUTE, Alternative
from regions.claims import Rule
from regions.dates import Span
from regions.deposits import Deposit
from regions.kinds import Kind
from regions.money import Money, amount_text
from regions.policy import Tariff
from regions.pricelaw import PriceLaw
from regions.region import Law, Storefront, default_rates
from regions.rights import Prolongation, Rights
from regions.scene import Ground, ground_of
from regions.taxes import FOODS, TaxDay

Say = Callable[[str], str]
"""Says a message id in somebody's language."""

LOOKED_UP = FOODS | {
    Kind.BOOK, Kind.EBOOK, Kind.AUDIOBOOK_DOWNLOAD, Kind.MUSIC_DISC, Kind.VIDEO_DISC, Kind.CHILDREN_CLOTHING,
    Kind.ELECTRONICS, Kind.GIFT_CARD, Kind.OTHER,
}  # fmt: skip
"""Kinds that were looked up everywhere. The others are assumed to bear the standard rate, or that of the kind
nearest to them; what a statute says of some of them is told beside, and holds by the flag about it."""


def fact_sheet(law: Law, shop: Storefront | None, on: date, say: Say = str) -> dict[str, Any]:
    """The sheet as JSON. Amounts and rates are decimal strings; days of a period are both included."""
    ground = ground_of(law, None, None, on, default_rates(law))
    notes = list(law.tax_note.values())
    return {
        "country": law.country,
        "on": on.isoformat(),
        "currency": law.currency,
        "timezone": law.timezone,
        "storefront": None if shop is None else _storefront(shop, say),
        "tax": _tax(law, ground, on),
        **_places(law, on, say),
        "price_laws": [_price_law(price_law, say) for price_law in _distinct(ground)],
        "delivery": [_rule(floor.rule, say) for floor in ground.delivery],
        "charges": [_rule(charge.rule, say) for charge in ground.charges],
        "deposits": [_deposit(deposit, say) for deposit in ground.deposits],
        **_restrictions(law, on, say),
        "prior_price": None if law.prior_price is None else _rule(law.prior_price.rule, say),
        "unit_prices": law.unit_prices,
        "cash_step": amount_text(law.cash_steps.on(on), law.currency),
        **_rights(law.rights, on, say),
        "tax_note": notes[0] if notes else None,
        "tax_notes": dict(law.tax_note),
        "flags": {choice.flag: choice.default for choice in law.alternatives},
        "alternatives": [_alternative(choice, say) for choice in law.alternatives],
        "sales_periods": [
            {"from": period.start.isoformat(), "until": period.end.isoformat()}
            for period in (law.sales_periods(on.year) if law.sales_periods is not None else ())
        ],
    }


def _places(law: Law, on: date, say: Say) -> dict[str, Any]:
    """The taxes of states, and those of territories that have their own."""
    chosen = default_rates(law)
    return {
        "states": {code: _rates(ground_of(law, None, code, on, chosen).tax) for code in law.states},
        "territories": [
            {
                "code": part.code,
                "name": say(part.name),
                "outside": part.outside,
                "tax": _rates(ground_of(law, part, None, on, chosen).tax if part.tax is not None else None),
            }
            for part in law.territories
        ],
    }


def _restrictions(law: Law, on: date, say: Say) -> dict[str, Any]:
    """What may not be sold to everybody, or not like this."""
    ages = law.alcohol.ages if law.alcohol is not None else None
    return {
        "alcohol": None if ages is None else {drink.value: age for drink, age in ages.items()},
        "age_rating": None if law.ratings is None else _rule(law.ratings.rule, say),
        "bans": [_rule(ban.rule, say) for ban in law.bans],
        "data_duties": [_rule(duty.rule, say) for duty in law.data_duties if on in duty.rule.span],
        "bait": None if law.bait is None else _rule(law.bait, say),
        "gifts_percent": None if law.gifts is None else law.gifts.percent,
    }


def _alternative(choice: Alternative, say: Say) -> dict[str, Any]:
    return {
        "flag": choice.flag,
        "default": choice.default,
        "explanation": say(choice.explanation),
        "legal_basis": choice.legal_basis,
    }


def _storefront(shop: Storefront, say: Say) -> dict[str, Any]:
    return {
        "code": shop.code,
        "name": say(shop.name),
        "currency": shop.currency,
        "languages": list(shop.languages),
        "prices_include_tax": shop.prices_include_tax,
        "shipping": _tariff(shop.shipping),
        "contact": {"phone": shop.contact.phone, "hours": shop.contact.hours, "mail": shop.contact.mail},
        "delivers_to": list(shop.delivers_to),
    }


def _tariff(tariff: Tariff) -> dict[str, Any]:
    return {
        "fee": _amount(tariff.fee),
        "free_from": _amount(tariff.free_from),
        "basis": tariff.basis.value,
        "free_with_kinds": sorted(kind.value for kind in tariff.free_with_kinds),
    }


def _amount(money: Money | None) -> str | None:
    return None if money is None else amount_text(money.minor, money.currency)


def _tax(law: Law, ground: Ground, on: date) -> dict[str, Any]:
    """Rates by kind. ``assumed``: kinds that nobody looked up; ``by_statute``: what a statute says."""
    known = _kinds(ground.tax)
    statute = ground_of(law, None, None, on, default_rates(law) | {BY_STATUTE}).tax
    return {
        "legal_basis": law.tax_rule.legal_basis,
        "shipping_split": law.shipping_splits[0].value,
        "rounding": law.roundings[0].value,
        **_rates(ground.tax),
        "assumed": [kind.value for kind in Kind if kind not in LOOKED_UP],
        "by_statute": {kind: rate for kind, rate in _kinds(statute).items() if known.get(kind) != rate},
    }


def _rates(day: TaxDay | None) -> dict[str, Any]:
    if day is None:
        return {}
    return {
        "name": day.name,
        "standard": day.standard.text,
        "kinds": _kinds(day),
    }


def _kinds(day: TaxDay | None) -> dict[str, str]:
    return {kind.value: taxes.text for kind, taxes in sorted(day.kinds.items())} if day is not None else {}


def _distinct(ground: Ground) -> Iterable[PriceLaw]:
    """The price laws in force, each once, in the order of the law."""
    found = {price_law.rule.code: price_law for laws in ground.price_laws.values() for price_law in laws}
    return found.values()


def _price_law(price_law: PriceLaw, say: Say) -> dict[str, Any]:
    return {
        **_rule(price_law.rule, say),
        "kinds": sorted(kind.value for kind in price_law.kinds),
        "band": str(price_law.share),
        "outside": say(price_law.outside) if price_law.outside else None,
        "lifting_after_months": price_law.lifting_after or None,
        "only_with": price_law.flag,
        "freedoms": [
            {"why": say(freedom.why), "legal_basis": freedom.legal_basis} for freedom in price_law.freedoms
        ],
        "concessions": [
            {"band": str(concession.share), "why": say(concession.why), "legal_basis": concession.legal_basis}
            for concession in price_law.concessions
        ],
    }


def _rule(rule: Rule, say: Say) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": say(rule.title),
        "rank": rule.rank.value,
        "legal_basis": rule.legal_basis,
        **_span(rule.span),
    }


def _span(span: Span) -> dict[str, str | None]:
    """``valid_until`` is the first day on which it no longer holds."""
    return {
        "valid_from": None if span.since is None else span.since.isoformat(),
        "valid_until": None if span.until is None else span.until.isoformat(),
    }


def _rights(rights: Rights, on: date, say: Say) -> dict[str, Any]:
    withdrawal, function = rights.withdrawal, rights.function
    shown = function is not None and on in function.rule.span
    buttons = dict(rights.order_button)
    return {
        "withdrawal": None
        if withdrawal is None
        else {
            **_rule(withdrawal.rule, say),
            "days": withdrawal.days,
            "exemptions": [exemption.legal_basis for exemption in withdrawal.exemptions],
            "if_uninformed": _prolongation(withdrawal.if_uninformed, say),
        },
        "withdrawal_function": dict(function.labels) if shown and function is not None else None,
        "guarantee_months": rights.guarantee_months,
        "notices": [_rule(notice, say) for notice in rights.notices if on in notice.span],
        "order_button": next(iter(buttons.values()), None),
        "order_buttons": buttons,
    }


def _deposit(deposit: Deposit, say: Say) -> dict[str, Any]:
    """Volumes in litres, both included; ``firm_since``: until then older stock may bear less."""
    return {
        **_rule(deposit.rule, say),
        "amount": _amount(deposit.amount),
        "packagings": sorted(deposit.packagings),
        "reusable": deposit.reusable,
        "spared": sorted(deposit.spared),
        "least": str(deposit.least),
        "most": str(deposit.most),
        "firm_since": None if deposit.firm_since is None else deposit.firm_since.isoformat(),
    }


def _prolongation(more: Prolongation | None, say: Say) -> dict[str, Any] | None:
    return None if more is None else {**_rule(more.rule, say), "months": more.months}
