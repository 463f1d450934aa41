"""What the door needs: who was at the command line, and the records of which publishers send blocks."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A name in the audit, and a table."""

    dependencies = [("store", "0009_cord")]

    initial = False

    operations = [
        ops.AddField(
            model_name="AuditEntry",
            name="operator",
            field=fields.CharField(null=True, max_length=100),
        ),
        ops.CreateModel(
            name="OnixRecord",
            fields=[
                (
                    "reference",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=100),
                ),
                ("record", fields.TextField(unique=False)),
                ("language", fields.TextField(null=True, unique=False)),
                ("currency", fields.TextField(null=True, unique=False)),
                ("price_type", fields.TextField(null=True, unique=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "onix_records",
                "app": "store",
                "pk_attr": "reference",
                "table_description": "The newest state of a record, with reference names, and what its message's header said for it.",
            },
            bases=["Model"],
        ),
    ]
