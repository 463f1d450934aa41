"""What comes back after a sale, and the money that goes back for it."""

from typing import Any

from tortoise import fields
from tortoise.fields.relational import (
    ForeignKeyNullableRelation,
    ForeignKeyRelation,
    OneToOneNullableRelation,
)
from tortoise.models import Model

from store.models.assortment import SKU_LENGTH
from store.models.orders import KIND_LENGTH, STATUS_LENGTH, Order, OrderLine, Withdrawal
from store.models.payments import Balance, Payment


class Return(Model):
    """Goods of one order that a buyer sends back, or has withdrawn from, at one time."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField(
        "store.Order", related_name="returns", on_delete=fields.RESTRICT
    )
    withdrawal: OneToOneNullableRelation[Withdrawal] = fields.OneToOneField(
        "store.Withdrawal", related_name="returned", null=True, on_delete=fields.RESTRICT
    )
    """The declaration, if it is one by law."""
    state = fields.CharField(max_length=STATUS_LENGTH)
    note = fields.TextField(null=True)
    """In the buyer's words."""
    announced_at = fields.DatetimeField()
    received_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    credit: fields.JSONField[Any] = fields.JSONField(null=True)
    """What was credited for it, once it is accepted: amounts by line and rate of tax, in minor units."""

    class Meta:
        table = "returns"
        indexes = (("order_id",), ("state", "announced_at"))


class ReturnLine(Model):
    """So many of one line in a return, why, and what came of them."""

    id = fields.BigIntField(primary_key=True)
    returned: ForeignKeyRelation[Return] = fields.ForeignKeyField("store.Return", related_name="lines")
    line: ForeignKeyRelation[OrderLine] = fields.ForeignKeyField(
        "store.OrderLine", related_name="returns", on_delete=fields.RESTRICT
    )
    sku = fields.CharField(max_length=SKU_LENGTH)
    quantity = fields.IntField()
    reason = fields.CharField(max_length=KIND_LENGTH)
    ground = fields.CharField(max_length=KIND_LENGTH)
    """On what the buyer may rely: WITHDRAWAL, GUARANTEE or GOODWILL."""
    received = fields.IntField(default=0)
    restocked = fields.IntField(default=0)
    """How many of those that came are fit to be sold again."""

    class Meta:
        table = "return_lines"
        unique_together = (("returned", "line"),)
        indexes = (("line_id",),)


class Refund(Model):
    """Money that goes back, to one means of payment; its id is the provider's key for the part."""

    id = fields.BigIntField(primary_key=True)
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField(
        "store.Order", related_name="refunds", on_delete=fields.RESTRICT
    )
    returned: ForeignKeyNullableRelation[Return] = fields.ForeignKeyField(
        "store.Return", related_name="refunds", null=True, on_delete=fields.RESTRICT
    )
    payment: ForeignKeyNullableRelation[Payment] = fields.ForeignKeyField(
        "store.Payment", related_name="refunds", null=True, on_delete=fields.RESTRICT
    )
    balance: ForeignKeyNullableRelation[Balance] = fields.ForeignKeyField(
        "store.Balance", related_name="refunds", null=True, on_delete=fields.RESTRICT
    )
    amount = fields.BigIntField()
    state = fields.CharField(max_length=STATUS_LENGTH)
    """PENDING, or DONE."""
    made_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refunds"
        indexes = (("order_id",), ("state", "made_at"))
