"""Whether a merchant's policy is one that the law leaves, before it is kept.

A quote never follows an unlawful policy, it warns and goes on lawfully. Whoever edits a policy is told
earlier, and in a sentence.
"""

from collections.abc import Iterator

from regions.lawbook import LawBook
from regions.money import Money
from regions.policy import Policy, Tariff
from regions.quoted import Problem, Severity
from regions.region import Law, Storefront
from regions.words import N_


def objections(policy: Policy, shop: Storefront, book: LawBook) -> tuple[Problem, ...]:
    """What stands against a policy of a storefront; nothing, if it may be kept."""
    law = book.law_of(shop.country)
    found = [*_choices(policy, law), *_flags(policy, book)]
    for tariff in (policy.shipping, *(way.tariff for way in policy.delivery or ())):
        if tariff is not None:
            found += _amounts(tariff, shop)
    return tuple(found)


def _choices(policy: Policy, law: Law) -> Iterator[Problem]:
    """Choices about tax have to be among the lawful readings of the country."""
    tax = policy.tax
    for wish, lawful in ((tax.shipping_split, law.shipping_splits), (tax.rounding, law.roundings)):
        if wish is not None and wish not in lawful:
            message = N_("{wish} isn't lawful in {country}; lawful is: {lawful}.")
            readings = ", ".join(lawful)
            params = {"wish": wish.value, "country": law.country, "lawful": readings}
            yield Problem("POLICY_OVERRIDDEN_BY_LAW", Severity.ERROR, message, None, params)


def _flags(policy: Policy, book: LawBook) -> Iterator[Problem]:
    """A flag has to be one of the alternatives that some law publishes."""
    published = {choice.flag for law in book.laws.values() for choice in law.alternatives}
    for flag in policy.flags:
        if flag not in published:
            message = N_("No law leaves a choice called {flag}.")
            yield Problem("UNKNOWN_ALTERNATIVE", Severity.ERROR, message, None, {"flag": flag})


def _amounts(tariff: Tariff, shop: Storefront) -> Iterator[Problem]:
    """A tariff speaks of the storefront's currency, and of no negative amounts."""
    told = [tariff.fee, tariff.free_from, tariff.max_fee]
    told += [amount for offer in tariff.offers for amount in (offer.fee, offer.free_from)]
    for amount in told:
        if amount is not None and not _is_fit(amount, shop):
            message = N_("{amount} isn't an amount that this shop can ask.")
            yield Problem("POLICY_AMOUNT", Severity.ERROR, message, None, {"amount": amount})


def _is_fit(amount: Money, shop: Storefront) -> bool:
    return amount.currency == shop.currency and amount.minor >= 0
