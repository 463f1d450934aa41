"""The cord, as Tortoise wrote it from the models: reports, incidents and their history."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Incidents, notes, problem reports and the policy that joins them."""

    dependencies = [("store", "0008_reviews")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CordPolicy",
            fields=[
                ("kind", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32)),
                ("reporters", fields.IntField()),
                ("days", fields.IntField()),
                ("confirm_by_other", fields.BooleanField(default=False)),
            ],
            options={
                "table": "cord_policies",
                "app": "store",
                "pk_attr": "kind",
                "table_description": "When reports of one kind stop a product; without a row, as the code's defaults say.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Incident",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="incidents",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "variant",
                    fields.ForeignKeyField(
                        "store.Variant",
                        source_field="variant_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="incidents",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("region", fields.CharField(null=True, max_length=16)),
                ("kind", fields.CharField(max_length=32)),
                ("reason", fields.TextField(null=True, unique=False)),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "opened_by",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="opened_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="opened_incidents",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "closed_by",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="closed_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="closed_incidents",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "incidents",
                "app": "store",
                "indexes": [
                    Index(fields=["variant_id"]),
                    Index(fields=["opened_by_id"]),
                    Index(fields=["closed_by_id"]),
                    Index(fields=["opened_at"]),
                ],
                "pk_attr": "id",
                "table_description": "Something isn't sold until somebody confirms that the cause is gone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="IncidentNote",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "incident",
                    fields.ForeignKeyField(
                        "store.Incident",
                        source_field="incident_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="staff_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="incident_notes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("kind", fields.CharField(max_length=48)),
                ("text", fields.TextField(null=True, unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "incident_notes",
                "app": "store",
                "indexes": [Index(fields=["incident_id"]), Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "What was found out and done about an incident; together they are its history.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProblemReport",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="problem_reports",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "order",
                    fields.ForeignKeyField(
                        "store.Order",
                        source_field="order_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="problem_reports",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "customer",
                    fields.ForeignKeyField(
                        "store.Customer",
                        source_field="customer_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="problem_reports",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("address_digest", fields.CharField(max_length=64)),
                ("kind", fields.CharField(max_length=32)),
                ("text", fields.TextField(null=True, unique=False)),
                ("reported_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "incident",
                    fields.ForeignKeyField(
                        "store.Incident",
                        source_field="incident_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
            ],
            options={
                "table": "problem_reports",
                "app": "store",
                "unique_together": (("order", "product", "kind"),),
                "indexes": [
                    Index(fields=["product_id", "kind", "reported_at"]),
                    Index(fields=["customer_id"]),
                    Index(fields=["incident_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A customer who received a product says what is wrong with it.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            ["create index incidents_open on incidents (product_id) where closed_at is null"],
            reverse_sql=["drop index incidents_open"],
        ),
    ]
