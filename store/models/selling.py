"""How it is sold: prices with their history, listings, stock, and the merchant's policy."""

from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.models import Model

from store.models.assortment import Variant

STOREFRONT_LENGTH = 16


class Price(Model):
    """What the merchant asks for one unit in one storefront, from an instant until the next price.

    Rows are only ever added; a price that lies in the future may be withdrawn.
    """

    id = fields.BigIntField(primary_key=True)
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField("store.Variant", related_name="prices")
    storefront = fields.CharField(max_length=STOREFRONT_LENGTH)
    amount = fields.BigIntField(null=True)
    """Minor units of the storefront's currency, with tax where it shows tax; null: not sold from then on."""
    valid_from = fields.DatetimeField()

    class Meta:
        table = "prices"
        unique_together = (("variant", "storefront", "valid_from"),)


class Listing(Model):
    """Where and when a variant is sold, when that isn't simply everywhere it has a price."""

    id = fields.BigIntField(primary_key=True)
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField("store.Variant", related_name="listings")
    storefront = fields.CharField(max_length=STOREFRONT_LENGTH)
    sold_from = fields.DatetimeField(null=True)
    sold_until = fields.DatetimeField(null=True)

    class Meta:
        table = "listings"
        unique_together = (("variant", "storefront"),)


class Stock(Model):
    """How many of a variant lie in a warehouse. A variant without any row never runs out (a download)."""

    id = fields.BigIntField(primary_key=True)
    variant: ForeignKeyRelation[Variant] = fields.ForeignKeyField("store.Variant", related_name="stock")
    warehouse = fields.CharField(max_length=32, default="main")
    quantity = fields.IntField()

    class Meta:
        table = "stock"
        unique_together = (("variant", "warehouse"),)


class Policy(Model):
    """One field of a storefront's policy that the merchant set, over what the region's file says."""

    id = fields.BigIntField(primary_key=True)
    storefront = fields.CharField(max_length=STOREFRONT_LENGTH)
    field = fields.CharField(max_length=64)
    value: fields.JSONField[Any] = fields.JSONField()
    valid_from = fields.DatetimeField()
    valid_until = fields.DatetimeField(null=True)
    author = fields.TextField()
    written_at = fields.DatetimeField()

    class Meta:
        table = "policies"
        indexes = (("storefront", "field", "valid_from"),)
