"""What is paid with and what was paid: payments, gift cards and credit, invoices."""

from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.models import Model

from store.models.carts import DIGEST_LENGTH
from store.models.orders import KIND_LENGTH, STATUS_LENGTH, Order
from store.models.people import Customer

CURRENCY_LENGTH = 3


class Payment(Model):
    """What one provider is to bring in for an order; its id is the provider's idempotency key."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="payments")
    provider = fields.CharField(max_length=32)
    method = fields.CharField(max_length=64)
    amount = fields.BigIntField()
    currency = fields.CharField(max_length=CURRENCY_LENGTH)
    state = fields.CharField(max_length=STATUS_LENGTH)
    reference = fields.CharField(max_length=128, null=True)
    """What the provider calls it."""
    payer = fields.CharField(max_length=128, null=True)
    """What the provider calls the customer, where they pay by what they have on file."""
    failure = fields.CharField(max_length=64, null=True)
    made_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "payments"
        indexes = (("order_id",), ("state", "changed_at"))


class PaymentMethod(Model):
    """A customer's means of payment on file: only what the provider calls it and them."""

    id = fields.BigIntField(primary_key=True)
    customer: ForeignKeyRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="payment_methods"
    )
    provider = fields.CharField(max_length=32)
    reference = fields.CharField(max_length=128)
    payer = fields.CharField(max_length=128)
    """What the provider calls the customer."""
    label = fields.CharField(max_length=64)
    """What the customer knows it by, such as the last digits."""
    made_at = fields.DatetimeField()

    class Meta:
        table = "payment_methods"
        unique_together = (("customer", "provider", "reference"),)


class PaymentEvent(Model):
    """Something that a provider told; each is applied once, however often it comes."""

    id = fields.BigIntField(primary_key=True)
    payment: ForeignKeyRelation[Payment] = fields.ForeignKeyField("store.Payment", related_name="events")
    provider = fields.CharField(max_length=32)
    event = fields.CharField(max_length=128)
    """The provider's id of the event."""
    state = fields.CharField(max_length=STATUS_LENGTH)
    received_at = fields.DatetimeField()

    class Meta:
        table = "payment_events"
        unique_together = (("provider", "event"),)
        indexes = (("payment_id",),)


class Balance(Model):
    """Money that is kept for somebody in one currency: a gift card, or a customer's credit."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=16)
    """GIFT_CARD or CREDIT."""
    code_digest = fields.CharField(max_length=DIGEST_LENGTH, null=True, unique=True)
    """Of a gift card's code."""
    last_characters = fields.CharField(max_length=4, null=True)
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="balances", null=True, on_delete=fields.RESTRICT
    )
    currency = fields.CharField(max_length=CURRENCY_LENGTH)
    amount = fields.BigIntField()
    """What is left: the sum of its entries, never below nothing."""
    paid_for = fields.BooleanField()
    """Whether the shop received money for it."""
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)

    class Meta:
        table = "balances"
        indexes = (("customer_id",),)


class BalanceEntry(Model):
    """One movement of a balance. Entries are only ever added."""

    id = fields.BigIntField(primary_key=True)
    balance: ForeignKeyRelation[Balance] = fields.ForeignKeyField(
        "store.Balance", related_name="entries", on_delete=fields.RESTRICT
    )
    order: ForeignKeyNullableRelation[Order] = fields.ForeignKeyField(
        "store.Order", related_name="balance_entries", null=True, on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=KIND_LENGTH)
    """ISSUED, SPENT, GIVEN_BACK, or REFUNDED: and the number of the refund."""
    amount = fields.BigIntField()
    """Signed."""
    at = fields.DatetimeField()

    class Meta:
        table = "balance_entries"
        unique_together = (("balance", "order", "kind"),)
        indexes = (("order_id",),)


class InvoiceSeries(Model):
    """A series without gaps, and the last number given in it."""

    name = fields.CharField(max_length=32, primary_key=True)
    given = fields.BigIntField()

    class Meta:
        table = "invoice_series"


class Invoice(Model):
    """An invoice or a credit note; its number is given when it is issued."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField(
        "store.Order", related_name="invoices", on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=KIND_LENGTH)
    """INVOICE or CREDIT_NOTE."""
    series = fields.CharField(max_length=32)
    number = fields.BigIntField()
    amount = fields.BigIntField()
    issued_at = fields.DatetimeField()
    returned_id = fields.BigIntField(null=True, unique=True)
    """The return that a credit note is for. One order has one invoice; an index of the database says so."""
    document: fields.JSONField[Any] = fields.JSONField(null=True)
    """What it says, as it was issued."""

    class Meta:
        table = "invoices"
        unique_together = (("series", "number"),)
        indexes = (("order_id",),)
