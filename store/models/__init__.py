"""What the shop keeps: Tortoise's models, a subject to a file.

These are the facts, written through models or set-wise SQL. What is only derived from them for fast
reading (shelf prices, search documents, words, traits) has no model; see docs/store.md.
"""

from store.models.assortment import Category, CategoryText, Product, ProductText, RetiredSlug, Variant
from store.models.audit import AuditEntry
from store.models.carts import Cart, CartLine
from store.models.delivery import DeliveryNotice
from store.models.incidents import CordSetting, Incident, IncidentNote, ProblemReport
from store.models.onix import OnixRecord
from store.models.orders import (
    Checkout,
    Order,
    OrderEvent,
    OrderLine,
    OrderToken,
    Outbox,
    Reservation,
    Withdrawal,
)
from store.models.payments import (
    Balance,
    BalanceEntry,
    Invoice,
    InvoiceSeries,
    Payment,
    PaymentEvent,
    PaymentMethod,
)
from store.models.people import (
    Address,
    Attempt,
    Customer,
    MailRefusal,
    RefreshToken,
    Session,
    StaffMember,
    StaffRole,
)
from store.models.promotions import Promotion, PromotionUse
from store.models.returns import Refund, Return, ReturnLine
from store.models.reviews import (
    Review,
    ReviewInvitation,
    ReviewReply,
    ReviewReport,
    ReviewSetting,
    ReviewVersion,
    ReviewVote,
)
from store.models.selling import Listing, Policy, Price, Stock

__all__ = [
    "Address",
    "Attempt",
    "AuditEntry",
    "Balance",
    "BalanceEntry",
    "Cart",
    "CartLine",
    "Category",
    "CategoryText",
    "Checkout",
    "CordSetting",
    "Customer",
    "DeliveryNotice",
    "Incident",
    "IncidentNote",
    "Invoice",
    "InvoiceSeries",
    "Listing",
    "MailRefusal",
    "OnixRecord",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderToken",
    "Outbox",
    "Payment",
    "PaymentEvent",
    "PaymentMethod",
    "Policy",
    "Price",
    "ProblemReport",
    "Product",
    "ProductText",
    "Promotion",
    "PromotionUse",
    "RefreshToken",
    "Refund",
    "Reservation",
    "RetiredSlug",
    "Return",
    "ReturnLine",
    "Review",
    "ReviewInvitation",
    "ReviewReply",
    "ReviewReport",
    "ReviewSetting",
    "ReviewVersion",
    "ReviewVote",
    "Session",
    "StaffMember",
    "StaffRole",
    "Stock",
    "Variant",
    "Withdrawal",
]
