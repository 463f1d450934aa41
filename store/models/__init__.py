"""What the shop keeps: Tortoise's models, a subject to a file.

These are the facts, written through models or set-wise SQL. What is only derived from them for fast
reading (shelf prices, search documents, words, counters) has no model; see docs/store.md.
"""

from store.models.assortment import Category, CategoryText, Product, ProductText, RetiredSlug, Variant
from store.models.people import (
    Address,
    Attempt,
    Customer,
    RefreshToken,
    Session,
    StaffMember,
    StaffRole,
)
from store.models.selling import Listing, Policy, Price, Stock

__all__ = [
    "Address",
    "Attempt",
    "Category",
    "CategoryText",
    "Customer",
    "Listing",
    "Policy",
    "Price",
    "Product",
    "ProductText",
    "RefreshToken",
    "RetiredSlug",
    "Session",
    "StaffMember",
    "StaffRole",
    "Stock",
    "Variant",
]
