"""Public promotions: what a code gives, to whom, and how often it was used."""

from typing import Any

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.models import Model

from store.models.orders import Order


class Promotion(Model):
    """A discount for whoever names its code. Exactly one of percent, amounts and free delivery is given."""

    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=64, unique=True)
    """In upper case."""
    percent = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    amounts: fields.JSONField[Any] = fields.JSONField(null=True)
    """Minor units by currency."""
    free_shipping = fields.BooleanField(default=False)
    storefronts = ArrayField("text", null=True)
    """Where it holds; null: everywhere."""
    kinds = ArrayField("text", null=True)
    categories = ArrayField("bigint", null=True)
    """Ids; what lies below counts too. Null: everything."""
    min_baskets: fields.JSONField[Any] = fields.JSONField(null=True)
    """Least value of the goods, in minor units by currency."""
    starts_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    usage_limit = fields.IntField(null=True)
    used = fields.IntField(default=0)
    """How many orders use it; never above the limit."""

    class Meta:
        table = "promotions"


class PromotionUse(Model):
    """An order that used a promotion; given back when the order is cancelled."""

    id = fields.BigIntField(primary_key=True)
    promotion: ForeignKeyRelation[Promotion] = fields.ForeignKeyField(
        "store.Promotion", related_name="uses", on_delete=fields.RESTRICT
    )
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="promotion_uses")
    given_back_at = fields.DatetimeField(null=True)

    class Meta:
        table = "promotion_uses"
        unique_together = (("promotion", "order"),)
        indexes = (("order_id",),)
