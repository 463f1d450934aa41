"""What is owed back for goods that return: pure arithmetic on the photograph of an order.

Everything is reckoned for all that is back so far, less what was credited before. So however many returns
an order has, and in whatever pieces, the credits add up to the order to the unit, for each rate of tax, too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from regions.money import from_decimal, half_up, split

Document = Mapping[str, Any]
Back = Mapping[str, int]
"""How many of each number are back."""
Group = tuple[str, str]
"""A tax and its rate."""


@dataclass(frozen=True, slots=True)
class CreditTax:
    """What of a credit bears one tax at one rate; net and tax add up to gross."""

    name: str
    rate: str
    gross: int
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What is credited for so many of a line, deposit included, as the order shows prices."""

    sku: str
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Credit:
    """What is owed back, in minor units. ``extras`` are charges of the order that go back with all of it."""

    lines: tuple[CreditLine, ...]
    delivery: int
    extras: int
    taxes: tuple[CreditTax, ...]
    total: int


NOTHING = Credit((), 0, 0, (), 0)


def credit(document: Document, back: Back, delivery: int, before: Iterable[Credit]) -> Credit:
    """What is owed for `back` and so much of the delivery fee, both counted with all that came `before`."""
    owed = _owed(document, back, delivery)
    for each in before:
        owed = _less(owed, each)
    return owed


def read_credit(told: Mapping[str, Any]) -> Credit:
    """A credit from the JSON that `dataclasses.asdict` made of it."""
    return Credit(
        lines=tuple(CreditLine(**line) for line in told["lines"]),
        delivery=told["delivery"],
        extras=told["extras"],
        taxes=tuple(CreditTax(**tax) for tax in told["taxes"]),
        total=told["total"],
    )


def credited_goods(given: Iterable[Credit]) -> dict[str, int]:
    """How many of each number were credited."""
    found: dict[str, int] = {}
    for each in given:
        for line in each.lines:
            found[line.sku] = found.get(line.sku, 0) + line.quantity
    return found


def is_whole(document: Document, back: Back) -> bool:
    """Whether everything of an order is back."""
    return all(back.get(line["sku"], 0) == line["quantity"] for line in document["lines"])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an order at one rate: what it cost, and what of it goes back."""

    rate: str | None
    whole: int
    back: int


def _owed(document: Document, back: Back, delivery: int) -> Credit:
    lines, pieces = [], []
    for line in document["lines"]:
        quantity, piece = back.get(line["sku"], 0), _line(document, line, back)
        pieces.append(piece)
        if quantity:
            lines.append(CreditLine(line["sku"], quantity, piece.back))
    pieces += _fee(document, delivery)
    extras = _extras(document) if is_whole(document, back) else 0
    taxes = tuple(_taxes(document, pieces))
    on_top = sum(tax.tax for tax in taxes) if _is_net(document) else 0
    total = sum(piece.back for piece in pieces) + extras + on_top
    return Credit(tuple(lines), delivery, extras, taxes, total)


def _line(document: Document, line: Mapping[str, Any], back: Back) -> _Piece:
    quantity = line["quantity"]
    whole = line["total"] + _deposit(document, line)
    return _Piece(line["tax_rate"], whole, half_up(whole * back.get(line["sku"], 0), quantity))


def _deposit(document: Document, line: Mapping[str, Any]) -> int:
    """The deposit on all of a line, in minor units; orders of the first forms have it among the facts."""
    told: int | None = line.get("deposit")
    if told is None:
        one = Decimal(line["facts"].get("deposit") or "0")
        told = from_decimal(one, document["currency"]) * line["quantity"]
    return told


def _fee(document: Document, delivery: int) -> list[_Piece]:
    """The delivery fee by its rates; what goes back of it is divided as it was."""
    parts = document["shipping"]["tax_parts"]
    if not parts:
        return [_Piece(None, document["shipping"]["fee"], delivery)]
    shares = split(delivery, [part["amount"] for part in parts])
    return [_Piece(part["rate"], part["amount"], share) for part, share in zip(parts, shares, strict=True)]


def _extras(document: Document) -> int:
    return sum(each["amount"] for each in document["surcharges"] if each["code"] != "DEPOSIT")


def _is_net(document: Document) -> bool:
    """Whether the order shows prices without tax, which then comes on top of them."""
    goods = sum(line["total"] for line in document["lines"])
    beside = sum(each["amount"] for each in document["surcharges"])
    on_top: int = document["total"] - goods - beside - document["shipping"]["fee"]
    return on_top > 0 and on_top == document["tax_total"]


def _taxes(document: Document, pieces: list[_Piece]) -> Iterator[CreditTax]:
    """The tax on what goes back; once all that bears a tax is back, the order's own figures."""
    net_priced = _is_net(document)
    for tax in document["taxes"]:
        group = (tax["name"], tax["rate"])
        bearing = [(piece, parts) for piece in pieces if group in (parts := _parts(document, piece.rate))]
        weights = [_net(piece, parts, net_priced) for piece, parts in bearing]
        if all(whole == back for whole, back in weights):
            yield CreditTax(*group, tax["gross"], tax["net"], tax["tax"])
            continue
        back = sum((weight[1] for weight in weights), Fraction(0))
        owed = _rounded(back * Fraction(tax["rate"]))
        alone = not net_priced and all(len(parts) == 1 for _, parts in bearing)
        net = sum(piece.back for piece, _ in bearing) - owed if alone else _rounded(back)
        if net or owed:
            yield CreditTax(*group, net + owed, net, owed)


def _rounded(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)


def _parts(document: Document, rate: str | None) -> list[Group]:
    """The taxes of which a rate is made; orders of the first form had one for each rate."""
    if rate is None:
        return []
    sets = document.get("tax_sets")
    if sets is not None:
        return [(name, part) for name, part in sets.get(rate, ())]
    return [(tax["name"], tax["rate"]) for tax in document["taxes"] if tax["rate"] == rate]


def _net(piece: _Piece, parts: list[Group], net_priced: bool) -> tuple[Fraction, Fraction]:
    """A piece without its taxes: all of it, and what of it goes back."""
    inside = Fraction(0) if net_priced else sum((Fraction(rate) for _, rate in parts), Fraction(0))
    return piece.whole / (1 + inside), piece.back / (1 + inside)


def _less(owed: Credit, before: Credit) -> Credit:
    """What is left of a credit after an earlier one."""
    lines = {line.sku: line for line in owed.lines}
    for line in before.lines:
        kept = lines[line.sku]
        lines[line.sku] = CreditLine(line.sku, kept.quantity - line.quantity, kept.amount - line.amount)
    taxes = {(tax.name, tax.rate): tax for tax in owed.taxes}
    for tax in before.taxes:
        rest = taxes.get((tax.name, tax.rate), CreditTax(tax.name, tax.rate, 0, 0, 0))
        taxes[tax.name, tax.rate] = CreditTax(
            tax.name, tax.rate, rest.gross - tax.gross, rest.net - tax.net, rest.tax - tax.tax
        )
    return Credit(
        lines=tuple(line for line in lines.values() if line.quantity),
        delivery=owed.delivery - before.delivery,
        extras=owed.extras - before.extras,
        taxes=tuple(tax for tax in taxes.values() if tax.gross or tax.tax),
        total=owed.total - before.total,
    )
