"""What is asked, named for what it measures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CARD = """
query Card($sku: String!) @inContext(region: "DE") {
  product(sku: $sku) { title price { current { formatted } taxed { rate } } availability { inStock } }
}
"""
SHELF = """
query Shelf($first: Int!) @inContext(region: "DE") {
  products(first: $first) {
    nodes { slug title category { name } contributors { name } images { url alt }
            price { current { amount formatted } appliedRules { code explanation } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
FAUST = 'product(sku: "faust-hc") { title price { current { formatted } } }'
SEVEN_SHOPS = " ".join(
    f'{code.lower()}: storefront(region: "{code}") {{ {FAUST} }}'
    for code in ("DE", "AT", "FR", "GB", "CH", "US", "JP")
)


@dataclass(frozen=True, slots=True)
class Question:
    """A document and its variables for the nth request."""

    name: str
    document: str
    variables: Callable[[int], dict[str, Any]]


QUESTIONS = (
    Question("one card, always the same", CARD, lambda _: {"sku": "faust-hc"}),
    Question("a shelf of 20, always the same", SHELF, lambda _: {"first": 20}),
    Question("a shelf of 1 to 100, never twice in a row", SHELF, lambda n: {"first": n % 100 + 1}),
    Question("one book in seven shops", f"{{{SEVEN_SHOPS}}}", lambda _: {}),
    Question("an answer that isn't there", CARD, lambda n: {"sku": f"no-such-{n}"}),
)
