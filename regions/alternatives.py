"""Choices that several countries' laws leave open alike, or that our sources do.

Each is a flag of the merchant's policy with a default; what a flag does stands where it is read.
"""

from dataclasses import dataclass

from regions.words import N_


@dataclass(frozen=True, slots=True)
class Alternative:
    """A choice that the law leaves open: a flag of the merchant's policy, what it means, and its default."""

    flag: str
    default: bool
    explanation: str
    legal_basis: str = ""


BY_STATUTE = "kinds_by_statute"


def rates_by_statute(legal_basis: str) -> Alternative:
    """Kinds that were given no column of their own: the standard rate, or what the statute says."""
    explanation = N_("Kinds of goods that were assumed to bear the standard rate bear that of the statute.")
    return Alternative(BY_STATUTE, False, explanation, legal_basis)


def audiobook_rate(country: str, default: bool, legal_basis: str = "") -> Alternative:
    """Whether downloaded audiobooks bear the rate of books, where the table of rates doesn't say."""
    explanation = N_("Audiobooks bear the same rate of tax as e-books.")
    return Alternative(audiobook_rate_flag(country), default, explanation, legal_basis)


def audiobook_rate_flag(country: str) -> str:
    """The flag's name: ``es_audiobook_reduced_rate``."""
    return f"{country.lower()}_audiobook_reduced_rate"


def audiobooks_bound(country: str, legal_basis: str = "") -> Alternative:
    """Whether a published price binds audiobooks, where the law on books doesn't say it; not by default."""
    explanation = N_("Audiobooks are taken for books: a published price binds them.")
    return Alternative(audiobooks_bound_flag(country), False, explanation, legal_basis)


def audiobooks_bound_flag(country: str) -> str:
    """The flag's name: ``be_audiobooks_bound``."""
    return f"{country.lower()}_audiobooks_bound"


def bill(flag: str, legal_basis: str) -> Alternative:
    """A bill on book prices that may become law: shipped, and switched off."""
    return Alternative(flag, False, N_("A bill on book prices that isn't law yet is kept."), legal_basis)
