"""What somebody is about to buy."""

from typing import Any

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.models import Model

from store.models.assortment import LANGUAGE_LENGTH, Variant
from store.models.people import EMAIL_LENGTH, Customer
from store.models.selling import STOREFRONT_LENGTH

DIGEST_LENGTH = 64
"""Of SHA-256, in hexadecimal."""


class Cart(Model):
    """A cart of a guest or a customer. Its secret opens it; its row is the lock of its writers."""

    id = fields.BigIntField(primary_key=True)
    secret_digest = fields.CharField(max_length=DIGEST_LENGTH)
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="carts", null=True, on_delete=fields.SET_NULL
    )
    region = fields.CharField(max_length=STOREFRONT_LENGTH)
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    version = fields.IntField(default=0)
    """One more with every change."""
    codes = ArrayField("text", default=list)
    """Of promotions, in the order in which they apply."""
    gift_cards = ArrayField("bigint", default=list)
    """Ids of balances, in the order in which they are used."""
    email = fields.CharField(max_length=EMAIL_LENGTH, null=True)
    buyer: fields.JSONField[Any] = fields.JSONField(null=True)
    """The law book's buyer, as a quote's question has it."""
    address: fields.JSONField[Any] = fields.JSONField(null=True)
    """``country`` and the fields of libaddressinput."""
    delivery_method = fields.CharField(max_length=32, null=True)
    merged_into: ForeignKeyNullableRelation["Cart"] = fields.ForeignKeyField(
        "store.Cart", related_name="merged", null=True, on_delete=fields.RESTRICT
    )
    """The customer's cart that took everything over when the shopper signed in; its own id leads there."""
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "carts"
        indexes = (("customer_id",),)


class CartLine(Model):
    """So many of one variant in a cart, and the price of one that its shopper has seen."""

    id = fields.BigIntField(primary_key=True)
    cart: ForeignKeyRelation[Cart] = fields.ForeignKeyField("store.Cart", related_name="lines")
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField("store.Variant", related_name="cart_lines")
    quantity = fields.IntField()
    seen_price = fields.BigIntField(null=True)
    """Minor units of the region's currency."""

    class Meta:
        table = "cart_lines"
        unique_together = (("cart", "variant"),)
