"""What a shop says beside its reviews: whether and how they are checked, and what its country's law adds.

Directive 2005/29/EC art. 7(6) asks whether and how it is made sure that reviews come from buyers, in each
country of the Union; in Britain schedule 20 of the Digital Markets, Competition and Consumers Act 2024 wants
steps against false ones, in the United States 16 CFR part 465 forbids to buy them. France asks for more: Code
de la consommation L111-7-2, D111-16 to D111-19.
"""

from collections.abc import Iterator, Mapping

from regions.region import Storefront
from regions.words import N_

CHECKED = N_(
    "Reviews with the mark “verified purchase” were written by customers to whom we have delivered the"
    " product; we compare each with our orders. Other reviews are not checked for a purchase."
)
ALL_CHECKED = N_(
    "Only reviews of customers to whom we have delivered the product are counted here; we compare each"
    " with our orders."
)
TREATED = N_("We give nothing in return for a review. Whoever doubts one can report it, or write to {mail}.")
FRANCE = N_(
    "Each review shows when it was written and last changed. Reviews in your language come first, then the"
    " most helpful ones. What holds links, contact data or copied text is looked at before it is shown, and"
    " its author reads why. A review is shown for as long as we sell the product, unless its author deletes"
    " it."
)
MORE: Mapping[str, str] = {"FR": FRANCE}
"""What a country's law asks for beyond the rest."""


def notices(storefront: Storefront, *, all_checked: bool) -> Iterator[str]:
    """The message ids of a storefront's notice, in order."""
    yield ALL_CHECKED if all_checked else CHECKED
    yield TREATED
    if storefront.country in MORE:
        yield MORE[storefront.country]
