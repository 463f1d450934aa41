"""Money in whole minor units, and the few ways in which it may be rounded or split.

Amounts never pass through binary floating point. Rates and percentages are exact fractions until the one
rounding that a rule asks for. Exponents follow ISO 4217 (as CLDR 48 repeats them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_WITHOUT_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = dict.fromkeys(_WITHOUT_MINOR.split(), 0) | dict.fromkeys(_THOUSANDTHS.split(), 3)
_IN_USE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG
    """
CURRENCIES = frozenset(_IN_USE.split())
"""The ISO 4217 codes of the money that people pay with today."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (cents, pence, yen) of one currency."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return f"{amount_text(self.minor, self.currency)} {self.currency}"


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _EXPONENTS.get(currency, 2)


def is_currency(code: str) -> bool:
    """Whether the text is the ISO 4217 code of a currency that is in use."""
    return code in CURRENCIES


def from_decimal(amount: Decimal, currency: str) -> int:
    """Minor units of an exact amount; ValueError if it has more decimals than the currency."""
    scaled = amount.scaleb(exponent(currency))
    minor = int(scaled)
    if minor != scaled:
        raise ValueError(f"{amount} has more decimals than {currency} allows")
    return minor


def to_decimal(minor: int, currency: str) -> Decimal:
    """The amount in major units, with the currency's decimals."""
    return Decimal(minor).scaleb(-exponent(currency))


def amount_text(minor: int, currency: str) -> str:
    """The amount as a plain decimal string: 2400 EUR is ``24.00``, 1800 JPY is ``1800``."""
    digits = exponent(currency)
    if not digits:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def money(amount: str | int, currency: str) -> Money:
    """``money("2.99", "EUR")``: how region files write an amount down."""
    return Money(from_decimal(Decimal(amount), currency), currency)


def eur(amount: str | int) -> Money:
    """An amount in euros, for the many files that need one."""
    return money(amount, "EUR")


def half_up(numerator: int, denominator: int = 1) -> int:
    """The nearest whole number to the fraction; a half goes away from zero. The denominator is positive."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def up(numerator: int | Fraction, denominator: int = 1) -> int:
    """The smallest whole number not below the fraction: how a legal minimum is rounded."""
    return -(-numerator // denominator)


def down(numerator: int | Fraction, denominator: int = 1) -> int:
    """The largest whole number not above the fraction: how a legal maximum is rounded."""
    return numerator // denominator


def to_step(minor: int, step: int) -> int:
    """The nearest multiple of the step, halves up: how cash is rounded."""
    return half_up(minor, step) * step


def split(amount: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Divide an amount in proportion to weights without losing a unit.

    Largest remainder; ties go to the earlier one. Weights that are all zero give everything to the first.
    """
    total = sum(weights)
    if not total:
        return [amount, *[0] * (len(weights) - 1)] if weights else []
    exact = [Fraction(amount * weight) / total for weight in weights]
    shares = [share.numerator // share.denominator for share in exact]
    missing = amount - sum(shares)
    if missing:
        by_remainder = sorted(range(len(shares)), key=lambda at: shares[at] - exact[at])
        for at in by_remainder[:missing]:
            shares[at] += 1
    return shares
