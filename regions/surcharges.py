"""Sixth hook: what comes beside the goods, deposits and the fees and duties of laws."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from regions.charges import Charge, ChargePart, Order, SoldLine
from regions.claims import Effect, Reason
from regions.deposits import Deposit, lawful_deposit
from regions.goods import Good
from regions.money import Money, exponent, from_decimal, half_up
from regions.quoted import Surcharge
from regions.scene import Scene
from regions.taxation import TaxBase
from regions.words import N_

DEPOSIT = "DEPOSIT"


def order_of(goods: Sequence[Good], scene: Scene) -> Order:
    """The order as rules of delivery and charges see it."""
    case = scene.case
    lines = [
        SoldLine(
            good.item,
            good.quantity,
            good.total,
            good.taxes is not None and good.taxes.numerator > 0,
            good.shipped,
        )
        for good in goods
    ]
    return Order(
        lines=lines,
        day=scene.day,
        currency=scene.currency,
        fulfilment=case.fulfilment,
        destination=case.destination,
        seller=case.seller,
        flags=scene.flags,
        exchange=exchange_to(scene.law.currency, scene),
        import_value=import_value(goods, scene) if scene.treatment.ioss else None,
    )


def exchange_to(currency: str, scene: Scene) -> Fraction:
    """How many minor units of a currency one of the quote's is worth; 0 if no rate was told."""
    if currency == scene.currency:
        return Fraction(1)
    rate = Decimal(scene.case.exchange_rates.get(currency, 0))
    return Fraction(rate.scaleb(exponent(currency) - exponent(scene.currency)))


def import_value(goods: Sequence[Good], scene: Scene) -> Money | None:
    """The value of the goods that are sent, without tax, in euros; None if no exchange rate was told."""
    exchange = exchange_to("EUR", scene)
    if not exchange:
        return None
    value = Fraction(0)
    for good in goods:
        if good.shipped and good.taxes is not None:
            inside = good.taxes.numerator if scene.tax_shown else 0
            value += Fraction(good.total * good.taxes.denominator, good.taxes.denominator + inside)
    euros = value * exchange
    return Money(half_up(euros.numerator, euros.denominator), "EUR")


def charge_surcharges(
    goods: Sequence[Good], order: Order | None, scene: Scene
) -> tuple[list[Surcharge], list[TaxBase]]:
    """The surcharges of an order, and what of them bears tax."""
    surcharges, bases = [], []
    for good in goods:
        if good.item.deposit is not None or good.item.packaging is not None:
            _ask_for_deposit(good, scene)
    deposits = [good for good in goods if good.deposit]
    if deposits:
        copies = sum(good.quantity for good in deposits)
        surcharges.append(Surcharge(DEPOSIT, sum(good.deposit for good in deposits), copies))
        bases += [TaxBase(good.taxes, good.deposit) for good in deposits if good.taxes is not None]
    if order is not None:
        for charge in scene.ground.charges:
            parts = _priced(charge, order, scene)
            if parts:
                surcharges.append(Surcharge(charge.code, sum(amount for amount, _ in parts), len(parts)))
                bases += _taxed(parts, goods)
    return surcharges, bases


def _ask_for_deposit(good: Good, scene: Scene) -> None:
    """The deposit that is told, but no less than the law's."""
    item = good.item
    told = None if item.deposit is None else from_decimal(item.deposit, scene.currency)
    due = lawful_deposit(item, scene.ground.deposits)
    lawful = None if due is None else scene.exchanged(due.on(item))
    asked = told or 0
    if due is not None and lawful is not None and asked < lawful and (told is None or due.is_firm(scene.day)):
        _tell_deposit(good, due, told, lawful, scene)
        asked = lawful
    good.deposit = asked * good.quantity


def _tell_deposit(good: Good, due: Deposit, told: int | None, lawful: int, scene: Scene) -> None:
    """Say that the law asks for the deposit, and that one which was told was too low."""
    rule, amount, sku = due.rule, Money(lawful, scene.currency), good.line.sku
    reason = Reason(
        rule.code, rule.rank, rule.legal_basis, rule.explanation, Effect.CHARGED, {"amount": due.amount},
        amount, sku, f"MIN {scene.text(lawful)}",
    )  # fmt: skip
    good.reasons.append(reason)
    if scene.trace is not None:
        scene.trace.append(reason)
    if told is not None:
        message = N_("The deposit was raised from {told} to {lawful}, which the law asks for.")
        scene.warn("DEPOSIT_RAISED_BY_LAW", message, sku, told=Money(told, scene.currency), lawful=amount)


def _priced(charge: Charge, order: Order, scene: Scene) -> list[tuple[int, ChargePart]]:
    """The parts of a charge in the quote's currency."""
    parts = []
    for part in charge.due(order):
        amount = scene.exchanged(part.amount)
        if amount is not None:
            parts.append((amount, part))
            scene.tell(
                charge.rule, Effect.CHARGED, charge.rule.explanation, None, f"CHARGE {scene.text(amount)}"
            )
    return parts


def _taxed(parts: Sequence[tuple[int, ChargePart]], goods: Sequence[Good]) -> list[TaxBase]:
    """Parts that share a line's tax; it comes on top of them."""
    bases = []
    for amount, part in parts:
        taxes = goods[part.line].taxes if part.line is not None else None
        if taxes is not None:
            bases.append(TaxBase(taxes, amount, on_top=True))
    return bases
