"""Lines of the load format for the tests of the stockroom."""

from datetime import UTC, datetime
from typing import Any

import pytest

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
