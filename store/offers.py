"""Reading how variants are sold: facts, prices, listings and stock of a set of products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from store.database import Statements
from store.pricing import Offer

VARIANTS = """
select product.id as product_id, product.category_id, product.brand, product.popularity, product.published,
    variant.id as variant_id, variant.kind, variant.facts, variant.listed_everywhere,
    coalesce(
        (select sum(stock.quantity) > 0 from stock where stock.variant_id = variant.id), true) as in_stock
from products product join variants variant on variant.product_id = product.id
where product.id = any($1)
order by product.id, variant.position, variant.id
"""

PRICES = """
select price.variant_id, price.storefront, price.valid_from, price.amount
from prices price join variants variant on variant.id = price.variant_id
where variant.product_id = any($1)
order by price.variant_id, price.storefront, price.valid_from
"""

LISTINGS = """
select listing.variant_id, listing.storefront, listing.sold_from, listing.sold_until
from listings listing join variants variant on variant.id = listing.variant_id
where variant.product_id = any($1)
"""

PULLED = """
select incident.product_id, incident.variant_id, incident.region from incidents incident
where incident.product_id = any($1) and incident.closed_at is null
"""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seller:
    """A variant as its shelf rows copy it, and what it is sold for."""

    row: Row
    """Of VARIANTS."""
    offers: Mapping[str, Offer]
    """By storefront."""


async def read_sellers(reading: Statements, products: Sequence[int]) -> list[list[Seller]]:
    """The variants of each of `products` in their order, with their offers; what is pulled has none."""
    variants = await reading.fetch(VARIANTS, products)
    prices = await reading.fetch(PRICES, products)
    spans = {(row["variant_id"], row["storefront"]): row for row in await reading.fetch(LISTINGS, products)}
    pulled = [tuple(row) for row in await reading.fetch(PULLED, products)]
    histories: dict[int, list[tuple[str, list[Row]]]] = {}
    for (owner, code), history in groupby(prices, key=lambda row: (row["variant_id"], row["storefront"])):
        histories.setdefault(owner, []).append((code, list(history)))
    sellers = [
        Seller(
            variant,
            {
                code: _offer(variant, code, history, spans.get((variant["variant_id"], code)))
                for code, history in histories.get(variant["variant_id"], ())
                if (variant["listed_everywhere"] or (variant["variant_id"], code) in spans)
                and not _is_pulled(pulled, variant, code)
            },
        )
        for variant in variants
    ]
    return [list(group) for _, group in groupby(sellers, key=lambda seller: seller.row["product_id"])]


def _is_pulled(pulled: Sequence[tuple[Any, ...]], variant: Row, storefront: str) -> bool:
    """Whether an open incident keeps a variant from being sold in a storefront."""
    return any(
        product == variant["product_id"]
        and of in (None, variant["variant_id"])
        and region in (None, storefront)
        for product, of, region in pulled
    )


def _offer(variant: Row, storefront: str, history: Sequence[Row], span: Row | None) -> Offer:
    return Offer(
        storefront,
        variant["facts"],
        tuple((price["valid_from"], price["amount"]) for price in history),
        span["sold_from"] if span else None,
        span["sold_until"] if span else None,
    )
