"""The demo assortment: categories and products in the load format, the same on every machine.

What is real and what is invented: `docs/decisions/0310-demo-assortment.md`.
"""

from collections.abc import Iterator
from itertools import chain

from store.demo.customer import CUSTOMER, welcome_customer
from store.demo.expand import products_of_works
from store.demo.goods import products_of_goods
from store.demo.promotions import add_promotions
from store.demo.reviews import add_reviews
from store.demo.slugs import SlugBook
from store.demo.sources import Line, read
from store.demo.staff import STAFF

__all__ = ["CUSTOMER", "STAFF", "add_promotions", "add_reviews", "lines", "welcome_customer"]


def lines() -> Iterator[Line]:
    """Every category, then every product, parents before children, lazily and always in the same order."""
    slugs = SlugBook()
    return chain(read("categories"), products_of_works(slugs), products_of_goods(slugs))
