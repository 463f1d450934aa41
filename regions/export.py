"""Countries without a law of ours: goods go there as an export, without tax, and no price law is known."""

from functools import lru_cache

from regions.claims import Rank, Rule
from regions.rates import rate
from regions.region import Law
from regions.taxes import vat
from regions.words import N_

TAX_RULE = Rule(
    code="EXPORT",
    title=N_("Export"),
    explanation=N_("Goods leave the tax area untaxed; the country of arrival may charge its own taxes."),
    legal_basis="Directive 2006/112/EC art. 146",
    rank=Rank.LAW,
)


@lru_cache(maxsize=256)
def law(country: str) -> Law:
    """What we know of a country that has no file: nothing but that goods may be sent there untaxed."""
    return Law(
        country=country,
        currency="",
        timezone="UTC",
        tax=vat(rate(0)),
        tax_rule=TAX_RULE,
        export=True,
    )
