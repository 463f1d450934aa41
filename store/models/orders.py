"""What was sold: orders as they were agreed, what happened to them, and the mail that tells of it."""

from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation, OneToOneRelation
from tortoise.models import Model

from store.models.assortment import LANGUAGE_LENGTH, SKU_LENGTH, Product, Variant
from store.models.carts import DIGEST_LENGTH, Cart
from store.models.people import EMAIL_LENGTH, Customer
from store.models.selling import STOREFRONT_LENGTH

NUMBER_LENGTH = 24
STATUS_LENGTH = 24
KIND_LENGTH = 48


class Order(Model):
    """A sale. ``document`` is the photograph taken when it was agreed, and never changes."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=NUMBER_LENGTH, unique=True)
    """What people quote; can't be guessed."""
    cart: OneToOneRelation[Cart] = fields.OneToOneField(
        "store.Cart", related_name="order", on_delete=fields.RESTRICT
    )
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="orders", null=True, on_delete=fields.SET_NULL
    )
    email = fields.CharField(max_length=EMAIL_LENGTH)
    region = fields.CharField(max_length=STOREFRONT_LENGTH)
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    currency = fields.CharField(max_length=3)
    status = fields.CharField(max_length=STATUS_LENGTH)
    payment_status = fields.CharField(max_length=STATUS_LENGTH)
    fulfilment_status = fields.CharField(max_length=STATUS_LENGTH)
    return_status = fields.CharField(max_length=STATUS_LENGTH)
    total = fields.BigIntField()
    """What was agreed, before means of payment, in minor units."""
    payable = fields.BigIntField()
    """What remains after gift cards and credit."""
    placed_at = fields.DatetimeField()
    shipped_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    document: fields.JSONField[Any] = fields.JSONField()

    class Meta:
        table = "orders"
        indexes = (("customer_id", "placed_at"), ("status", "placed_at"))


class OrderLine(Model):
    """So many of one variant in an order; what it was and cost is in the order's document."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="lines")
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField(
        "store.Variant", related_name="order_lines", on_delete=fields.RESTRICT
    )
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField(
        "store.Product", related_name="order_lines", on_delete=fields.RESTRICT
    )
    sku = fields.CharField(max_length=SKU_LENGTH)
    quantity = fields.IntField()
    delivered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "order_lines"
        unique_together = (("order", "variant"),)
        indexes = (("product_id", "id"),)


class OrderEvent(Model):
    """Something that happened to an order; together they are its timeline."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="events")
    kind = fields.CharField(max_length=KIND_LENGTH)
    at = fields.DatetimeField()
    details: fields.JSONField[Any] = fields.JSONField(null=True)

    class Meta:
        table = "order_events"
        indexes = (("order_id",),)


class Checkout(Model):
    """An idempotency key and the order that it brought about; kept for a day."""

    key = fields.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    """Digest of what the client sent."""
    request = fields.CharField(max_length=DIGEST_LENGTH)
    """Digest of everything else that was asked with it."""
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="checkouts")
    made_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "checkouts"
        indexes = (("order_id",),)


class Reservation(Model):
    """Goods taken from a warehouse for an order: HELD until it is paid, then TAKEN, or RETURNED."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="reservations")
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField(
        "store.Variant", related_name="reservations", on_delete=fields.RESTRICT
    )
    warehouse = fields.CharField(max_length=32)
    quantity = fields.IntField()
    state = fields.CharField(max_length=STATUS_LENGTH)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "reservations"
        indexes = (("order_id",), ("state", "expires_at"))


class OrderToken(Model):
    """What lets a guest see one order for a while, kept as its SHA-256."""

    digest = fields.CharField(max_length=DIGEST_LENGTH, primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="tokens")
    expires_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "order_tokens"
        indexes = (("order_id",),)


class Withdrawal(Model):
    """A buyer's declaration that lines go back: begun with the first button, made with the second."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="withdrawals")
    secret_digest = fields.CharField(max_length=DIGEST_LENGTH)
    skus: fields.JSONField[Any] = fields.JSONField()
    """Numbers of the variants that go back."""
    refund = fields.BigIntField()
    """What the law gives back, in minor units of the order's currency."""
    started_at = fields.DatetimeField()
    confirmed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "withdrawals"
        indexes = (("order_id",),)


class Outbox(Model):
    """A message that has to leave, written in the transaction that it speaks of; sent once."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=128, unique=True)
    kind = fields.CharField(max_length=KIND_LENGTH)
    to = fields.CharField(max_length=EMAIL_LENGTH)
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    region = fields.CharField(max_length=STOREFRONT_LENGTH)
    payload: fields.JSONField[Any] = fields.JSONField()
    """What it tells; nothing once it has left."""
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "outbox"
