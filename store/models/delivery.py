"""What holds deliveries up."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from store.models.selling import STOREFRONT_LENGTH


class DeliveryNotice(Model):
    """A strike, a closed warehouse or a delay: from one day to another, and what shoppers are told of it."""

    id = fields.BigIntField(primary_key=True)
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)
    """Whose shop it concerns; null: all."""
    method = fields.CharField(max_length=32, null=True)
    """Which way of delivery; null: all."""
    stage = fields.CharField(max_length=16)
    country = fields.CharField(max_length=2, null=True)
    subdivision = fields.CharField(max_length=3, null=True)
    since = fields.DateField()
    until = fields.DateField()
    extra_days = fields.IntField(null=True)
    """Working days that it costs; null: nothing moves meanwhile."""
    texts: fields.JSONField[Any] = fields.JSONField()
    """By language."""
    written_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery_notices"
        indexes = (("until",),)
