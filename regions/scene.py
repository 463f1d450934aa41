"""The scene of a sale: everything that is the same for all of its lines, resolved once.

First hook of a quote. Destination and day decide which law holds; what it says on that day is kept between
quotes, so that a line finds its rate and its price laws by look-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from regions.case import Case, Line
from regions.charges import Charge, DeliveryFloor
from regions.claims import Effect, Param, Reason, Rule
from regions.crossborder import Charged, Treatment, treat
from regions.deposits import Deposit
from regions.item import Item
from regions.kinds import Kind
from regions.lawbook import LawBook
from regions.money import Money, amount_text, exponent, half_up, to_decimal, up
from regions.policy import CrossBorder, Shown
from regions.pricelaw import PriceLaw, Sale
from regions.quoted import Notice, Problem, Severity
from regions.rates import ZERO
from regions.region import Law, default_rates, rate_choices
from regions.taxes import TaxDay, TaxSet, Territory, read_on, tax_set
from regions.words import N_


@dataclass(frozen=True, slots=True)
class Ground:
    """What a law says in one place on one day. ``tax`` is None where nobody knows the rate."""

    tax: TaxDay | None
    price_laws: Mapping[Kind, tuple[PriceLaw, ...]]
    delivery: tuple[DeliveryFloor, ...]
    charges: tuple[Charge, ...]
    deposits: tuple[Deposit, ...]


@dataclass(slots=True)
class Scene:
    """The scene of one quote, and the lists in which the hooks note what they did."""

    case: Case
    law: Law
    day: date
    territory: Territory | None
    ground: Ground
    flags: dict[str, bool]
    treatment: Treatment
    book: LawBook
    tax: TaxDay | None
    inside: TaxDay | None
    tax_shown: bool
    currency: str
    skus: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    trace: list[Reason] | None = None

    def sale(self, line: Line, books: int, bound_value: int) -> Sale:
        """The sale of one line, as price laws see it."""
        case = self.case
        return Sale(
            line.item, line.quantity, self.day, case.buyer, case.fulfilment, case.policy.authorised_events,
            case.destination, case.seller, self.flags, books, bound_value,
            self.skus,
        )  # fmt: skip

    def taxes_of(self, item: Item, price: int) -> TaxSet | None:
        """What an item bears at a price; None for vouchers taxed later, and where nobody knows."""
        if self.tax is None or item.is_untaxed_voucher:
            return None
        if self.treatment.charged is Charged.NOTHING:
            return self.tax.zero
        return self.tax.of(item, price)

    def asked(self, item: Item, wish: int) -> int:
        """The wish as it is asked at this destination: a kept net price changes with the tax inside it."""
        if self.inside is None or item.is_untaxed_voucher:
            return wish
        taxes = self.inside.of(item, wish)
        return self.with_tax(item, wish * taxes.denominator, taxes.denominator + taxes.numerator)

    def asked_if_bound(self, wish: int, converted: int) -> int:
        """The wish for a good of a published price, which laws fix with tax, whatever the tax inside it."""
        outside = self.territory is not None and self.territory.outside
        return converted if outside else wish

    def with_tax(self, item: Item, net: int, parts: int) -> int:
        """A net price of net/parts with the destination's tax on it."""
        taxes = self.taxes_of(item, net // parts)
        if taxes is None or not taxes.numerator:
            return half_up(net, parts)
        return half_up(net * (taxes.denominator + taxes.numerator), parts * taxes.denominator)

    def outside_published(self, item: Item) -> TaxSet | None:
        """The tax inside published prices that isn't part of the prices asked here, if there is one."""
        if self.territory is not None and self.territory.outside and self.inside is not None:
            mainland = ground_of(self.law, None, None, self.day, chosen_rates(self.law, self.case)).tax
            return None if mainland is None else mainland.of(item, 0)
        return None if self.tax_shown else self.taxes_of(item, 0)

    def exchanged(self, amount: Money) -> int | None:
        """A law's amount in minor units of the quote, rounded up; None (and a problem) without a rate."""
        if amount.currency == self.currency:
            return amount.minor
        exact = self.exact(to_decimal(amount.minor, amount.currency), amount.currency)
        return None if exact is None else up(exact.numerator, exact.denominator)

    def exact(self, amount: Decimal, currency: str, sku: str | None = None) -> Fraction | None:
        """An amount in exact minor units of the quote; None (and a problem) without an exchange rate."""
        minor = Fraction(amount.scaleb(exponent(self.currency)))
        if currency == self.currency:
            return minor
        rate = self.case.exchange_rates.get(currency)
        if rate is None:
            message = N_("The law speaks of amounts in {currency}, and no exchange rate was told.")
            self.stop("CURRENCY_MISMATCH", message, sku, currency=currency)
            return None
        return minor / Fraction(rate)

    def text(self, minor: int) -> str:
        """An amount in the quote's currency as plain text, for claims."""
        return amount_text(minor, self.currency)

    def tell(
        self,
        rule: Rule,
        effect: Effect,
        message: str,
        sku: str | None = None,
        claim: str = "",
        params: Mapping[str, Param] | None = None,
    ) -> None:
        """Add to the trace, if one was asked for."""
        if self.trace is not None:
            self.trace.append(
                Reason(
                    rule.code, rule.rank, rule.legal_basis, message, effect, params or {}, None, sku, claim
                )
            )

    def stop(self, code: str, message: str, sku: str | None = None, **params: Param) -> None:
        """Note a problem for which the order would be refused."""
        self.problems.append(Problem(code, Severity.ERROR, message, sku, params))

    def warn(self, code: str, message: str, sku: str | None = None, **params: Param) -> None:
        """Note a problem that was put right."""
        self.problems.append(Problem(code, Severity.WARNING, message, sku, params))


def set_scene(case: Case, book: LawBook, traced: bool) -> Scene:
    """Resolve law, day, territory and tax for one case."""
    place = case.destination
    law = book.law_of(place.country)
    day = day_of(case.placed_at, law.timezone_of(place))
    territory = law.territory_of(place)
    flags = {choice.flag: choice.default for choice in law.alternatives} | dict(case.policy.flags)
    ground = ground_of(law, territory, place.subdivision, day, chosen_rates(law, case))
    scene = Scene(
        case=case,
        law=law,
        day=day,
        territory=territory,
        ground=ground,
        flags=flags,
        treatment=treat(case, law, territory, flags),
        book=book,
        tax=ground.tax,
        inside=None,
        tax_shown=is_tax_shown(case),
        currency=case.storefront.currency,
        skus=tuple(line.sku for line in case.lines),
        trace=[] if traced else None,
    )
    if law.states and place.subdivision is None:
        scene.stop("SUBDIVISION_REQUIRED", N_("The state or province decides the tax; tell which one it is."))
    settle_tax(scene)
    return scene


def settle_tax(scene: Scene) -> None:
    """Find the tax that the scene's treatment charges, and the one inside the shown prices if that goes."""
    case, law, treatment, book = scene.case, scene.law, scene.treatment, scene.book
    scene.inside = None
    if treatment.charged is Charged.DESTINATION:
        scene.tax = _overridden(scene.ground.tax, case) if law.states else scene.ground.tax
        if scene.tax is None and case.destination.subdivision is not None:
            scene.stop("TAX_RATE_UNKNOWN", N_("No tax rate is known for this state; ask a tax provider."))
    else:
        scene.tax = _home_tax(book.law_of(treatment.origin), scene)
    if scene.tax_shown and treatment.kept is CrossBorder.NET_KEPT and treatment.charged is not Charged.ORIGIN:
        scene.inside = _home_tax(book.law_of(case.storefront.country), scene)


def _home_tax(law: Law, scene: Scene) -> TaxDay | None:
    """The taxes of a whole country on the day: where the seller is, or the storefront."""
    return ground_of(law, None, None, scene.day, chosen_rates(law, scene.case)).tax


def is_tax_shown(case: Case) -> bool:
    """Whether the prices of the case are with tax: by policy, else as the storefront shows them."""
    shown = case.policy.tax.prices or case.storefront.taxes.prices
    return case.storefront.prices_include_tax if shown is None else shown is Shown.GROSS


def day_of(placed_at: date | datetime, timezone: str) -> date:
    """The calendar day of a moment in a time zone; a day is itself."""
    if isinstance(placed_at, datetime):
        return placed_at.astimezone(ZoneInfo(timezone)).date()
    return placed_at


def chosen_rates(law: Law, case: Case) -> frozenset[str]:
    """The flags about rates of a law that are on, by the policy of the case or by default."""
    told = case.policy.flags
    if not told:
        return default_rates(law)
    return frozenset(choice.flag for choice in rate_choices(law) if told.get(choice.flag, choice.default))


@lru_cache(maxsize=4096)
def ground_of(
    law: Law, territory: Territory | None, subdivision: str | None, day: date, chosen: frozenset[str]
) -> Ground:
    """What a law says in one place on one day, with the chosen rates. Kept, for a day has many orders."""
    table = law.states.get(subdivision or "") if law.states else law.tax
    if territory is not None and territory.tax is not None:
        table = territory.tax
    laws = [price_law for price_law in law.prices if day in price_law.rule.span]
    kinds = {kind for price_law in laws for kind in price_law.kinds}
    return Ground(
        tax=None if table is None else read_on(table, day, chosen),
        price_laws={kind: tuple(found for found in laws if kind in found.kinds) for kind in kinds},
        delivery=tuple(floor for floor in law.delivery if day in floor.rule.span),
        charges=tuple(charge for charge in law.charges if day in charge.rule.span),
        deposits=tuple(deposit for deposit in law.deposits if day in deposit.rule.span),
    )


def _overridden(tax: TaxDay | None, case: Case) -> TaxDay | None:
    """The table with the rate that the policy tells, as a tax provider would; exempt goods stay exempt."""
    told = case.policy.tax.sales_tax
    if told is None:
        return tax
    zero = tax_set(("SALES_TAX", ZERO))
    kinds = {} if tax is None else {kind: zero for kind, taxes in tax.kinds.items() if not taxes.numerator}
    specials = () if tax is None else tuple(pair for pair in tax.specials if not pair[1].numerator)
    return TaxDay(
        name="SALES_TAX",
        standard=tax_set(("SALES_TAX", told.rate)),
        kinds=kinds,
        specials=specials,
        shipping_taxed=told.shipping_taxable,
        zero=zero,
    )
