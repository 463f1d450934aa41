"""Article numbers (GTIN-13) with a right check digit. They are invented: no claim on a real article."""

from store.demo.sources import stable

ISBN_GROUPS = {
    "de": "9783",
    "en": "9781",
    "fr": "9782",
    "it": "97888",
    "ja": "9784",
    "es": "97884",
    "nl": "97890",
    "pt": "978972",
    "el": "978960",
    "pl": "97883",
    "sv": "97891",
}
"""Where the ISBNs of a language's publishers begin."""
ISMN = "9790"
"""Where the numbers of sheet music begin."""
IN_STORE = "20"
"""GS1's range for numbers that a shop gives out by itself: never a real article's."""


def check_digit(first_twelve: str) -> int:
    """The last digit of a GTIN-13: weights 1 and 3 in turn, up to the next multiple of ten."""
    return -sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(first_twelve)) % 10


def gtin(sku: str, prefix: str = IN_STORE) -> str:
    """The article number of `sku` in the range that begins with `prefix`."""
    width = 12 - len(prefix)
    body = f"{prefix}{stable(f'gtin:{sku}', 10**width):0{width}d}"
    return f"{body}{check_digit(body)}"
