"""Asking the law book: which storefronts are installed."""

import sys

from api.commands.console import Refused
from regions.lawbook import BrokenRegion, lawbook


def print_regions() -> None:
    """One storefront a line, in order of their codes: code, currency, languages.

    Raises Refused with a sentence when an installed region is broken.
    """
    try:
        storefronts = lawbook().storefronts
    except BrokenRegion as error:
        raise Refused(str(error)) from error
    for code, storefront in sorted(storefronts.items()):
        languages = " ".join(storefront.languages)
        sys.stdout.write(f"{code:4} {storefront.currency}  {languages}\n")
