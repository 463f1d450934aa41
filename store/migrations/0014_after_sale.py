"""After the sale: returns, refunds, credit notes, notices about deliveries, and carts that were merged."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

CHECKS = (
    "create unique index invoices_one_for_an_order on invoices (order_id) where kind = 'INVOICE'",
    "alter table refunds add constraint refunds_amount check (amount > 0)",
    "alter table refunds add constraint refunds_one_way check (num_nonnulls(payment_id, balance_id) = 1)",
    "alter table return_lines add constraint return_lines_counts check"
    " (quantity > 0 and received between 0 and quantity and restocked between 0 and received)",
    "alter table delivery_notices add constraint delivery_notices_span check (since <= until)",
    "create index carts_merged on carts (merged_into_id) where merged_into_id is not null",
)
UNDO = ("drop index invoices_one_for_an_order",)
"""The others go with their tables and column."""


class Migration(migrations.Migration):
    """Four tables, and what they need of carts and invoices."""

    dependencies = [("store", "0016_figures")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DeliveryNotice",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("region", fields.CharField(null=True, max_length=16)),
                ("method", fields.CharField(null=True, max_length=32)),
                ("stage", fields.CharField(max_length=16)),
                ("country", fields.CharField(null=True, max_length=2)),
                ("subdivision", fields.CharField(null=True, max_length=3)),
                ("since", fields.DateField()),
                ("until", fields.DateField()),
                ("extra_days", fields.IntField(null=True)),
                ("texts", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("withdrawn_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "delivery_notices",
                "app": "store",
                "indexes": [Index(fields=["until"])],
                "pk_attr": "id",
                "table_description": "A strike, a closed warehouse or a delay: from one day to another, and what shoppers are told of it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Return",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "order",
                    fields.ForeignKeyField(
                        "store.Order",
                        source_field="order_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="returns",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "withdrawal",
                    fields.OneToOneField(
                        "store.Withdrawal",
                        source_field="withdrawal_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="returned",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("state", fields.CharField(max_length=24)),
                ("note", fields.TextField(null=True, unique=False)),
                ("announced_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("credit", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "returns",
                "app": "store",
                "indexes": [Index(fields=["order_id"]), Index(fields=["state", "announced_at"])],
                "pk_attr": "id",
                "table_description": "Goods of one order that a buyer sends back, or has withdrawn from, at one time.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Refund",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "order",
                    fields.ForeignKeyField(
                        "store.Order",
                        source_field="order_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="refunds",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "returned",
                    fields.ForeignKeyField(
                        "store.Return",
                        source_field="returned_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="refunds",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "payment",
                    fields.ForeignKeyField(
                        "store.Payment",
                        source_field="payment_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="refunds",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "balance",
                    fields.ForeignKeyField(
                        "store.Balance",
                        source_field="balance_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="refunds",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("amount", fields.BigIntField()),
                ("state", fields.CharField(max_length=24)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refunds",
                "app": "store",
                "indexes": [Index(fields=["order_id"]), Index(fields=["state", "made_at"])],
                "pk_attr": "id",
                "table_description": "Money that goes back, to one means of payment; its id is the provider's key for the part.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReturnLine",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "returned",
                    fields.ForeignKeyField(
                        "store.Return",
                        source_field="returned_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="lines",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "line",
                    fields.ForeignKeyField(
                        "store.OrderLine",
                        source_field="line_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="returns",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("sku", fields.CharField(max_length=64)),
                ("quantity", fields.IntField()),
                ("reason", fields.CharField(max_length=48)),
                ("ground", fields.CharField(max_length=48)),
                ("received", fields.IntField(default=0)),
                ("restocked", fields.IntField(default=0)),
            ],
            options={
                "table": "return_lines",
                "app": "store",
                "unique_together": (("returned", "line"),),
                "indexes": [Index(fields=["line_id"])],
                "pk_attr": "id",
                "table_description": "So many of one line in a return, why, and what came of them.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Cart",
            name="merged_into",
            field=fields.ForeignKeyField(
                "store.Cart",
                source_field="merged_into_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="merged",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.RemoveConstraint(
            model_name="Invoice",
            name=None,
            fields=["order", "kind"],
        ),
        ops.AddField(
            model_name="Invoice",
            name="returned_id",
            field=fields.BigIntField(null=True, unique=True),
        ),
        ops.AddIndex(
            model_name="Invoice",
            index=Index(fields=["order_id"]),
        ),
        ops.RunSQL(sql=list(CHECKS), reverse_sql=list(UNDO)),
    ]
