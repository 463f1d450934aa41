"""Lines of the load format for the tests of the stockroom."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.database import Database

Line = dict[str, Any]


@pytest.fixture
def now() -> datetime:
    """The instant at which the tests take place."""
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def drama() -> list[Line]:
    """A department and a category in it."""
    return [
        {"category": "books", "texts": {"en": {"name": "Books", "slug": "books"}}, "position": 1},
        {
            "category": "books/drama",
            "texts": {"de": {"name": "Drama", "slug": "drama"}, "en": {"name": "Plays", "slug": "plays"}},
        },
    ]


@pytest.fixture
def faust() -> Line:
    """A novel bound in Germany, hardcover and e-book."""
    return {
        "sku": "faust",
        "kind": "BOOK",
        "category": "books/drama",
        "brand": None,
        "contributors": [{"role": "AUTHOR", "name": {"de": "Johann Wolfgang von Goethe", "ja": "ゲーテ"}}],
        "texts": {
            "de": {"title": "Faust", "description": "Der Tragödie erster Teil.", "slug": "faust"},
            "en": {"title": "Faust: A Tragedy"},
        },
        "images": [{"url": "https://example.org/faust.jpg", "alt": {"en": "The cover"}}],
        "attributes": {"pages": "464"},
        "published": "1808-01-01",
        "popularity": 900,
        "variants": [
            {
                "sku": "faust-hc",
                "gtin": "9783161484100",
                "texts": {"de": {"title": "Gebunden"}},
                "options": {"format": "hardcover"},
                "facts": {
                    "kind": "BOOK",
                    "languages": ["de"],
                    "first_published": "2024-03-01",
                    "bindings": [{"territory": "DE", "price": "24.00"}],
                },
                "prices": {
                    "DE": "24.00",
                    "GB": [
                        {"from": "2026-01-01", "price": "21.00"},
                        {"from": "2026-12-01", "price": "18.00"},
                    ],
                },
                "stock": 12,
                "listings": None,
            },
            {
                "sku": "faust-ebook",
                "facts": {"kind": "EBOOK", "languages": ["de"]},
                "prices": {"DE": "9.99"},
            },
        ],
    }


@pytest.fixture
def coffee() -> Line:
    """A package of coffee."""
    return {
        "sku": "coffee",
        "kind": "FOOD",
        "category": "books",
        "brand": "Café Müller",
        "texts": {"en": {"title": "Coffee", "slug": "coffee"}},
        "popularity": 500,
        "variants": [
            {
                "sku": "coffee-250",
                "facts": {"kind": "FOOD", "net_content": {"value": "250", "unit": "g"}},
                "prices": {"DE": "3.49", "GB": "3.10"},
                "stock": 0,
            }
        ],
    }


UNKNOWN = """
select storefront, category_id, kind, prior_price is not null, in_stock, languages
from shelf_prices where lead
except select storefront, category_id, kind, on_sale, in_stock, languages from shelf_traits
"""
LEADS = """
select product_id, storefront, count(*) filter (where lead) as leads
from shelf_prices where valid_from <= $1 and valid_until > $1 group by 1, 2
"""
OVERLAPS = """
select one.product_id from shelf_prices one join shelf_prices other
using (product_id, storefront, variant_id)
where one.valid_from < other.valid_from and one.valid_until > other.valid_from
"""

Check = Callable[[Database], Awaitable[None]]


@pytest.fixture
def is_sound(now: datetime) -> Check:
    """A check of what must be true of the derived tables whatever was written in which order."""

    async def check(database: Database) -> None:
        assert await database.fetch(UNKNOWN) == []
        assert {row["leads"] for row in await database.fetch(LEADS, now)} <= {1}
        assert await database.fetch(OVERLAPS) == []

    return check
