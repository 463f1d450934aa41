"""Payment on file, and one credit for each customer, currency and kind of money."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

ONE_CREDIT = """
create unique index balances_one_credit on balances (customer_id, currency, paid_for) where kind = 'CREDIT'
"""


class Migration(migrations.Migration):
    """A table of names that providers gave, and a guard of the ledger."""

    dependencies = [("store", "0018_defect_returns")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PaymentMethod",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "customer",
                    fields.ForeignKeyField(
                        "store.Customer",
                        source_field="customer_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="payment_methods",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("provider", fields.CharField(max_length=32)),
                ("reference", fields.CharField(max_length=128)),
                ("payer", fields.CharField(max_length=128)),
                ("label", fields.CharField(max_length=64)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "payment_methods",
                "app": "store",
                "unique_together": (("customer", "provider", "reference"),),
                "pk_attr": "id",
                "table_description": "A customer's means of payment on file: only what the provider calls it and them.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Payment",
            name="payer",
            field=fields.CharField(null=True, max_length=128),
        ),
        ops.RunSQL([ONE_CREDIT], reverse_sql=["drop index balances_one_credit"]),
    ]
