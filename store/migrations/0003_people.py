"""People: customers, staff, and the sessions of both, as Tortoise wrote it from the models."""

from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Accounts, addresses, roles, refresh tokens, throttles."""

    dependencies = [("store", "0002_reading")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Attempt",
            fields=[
                ("key", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("window_start", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("count", fields.IntField()),
            ],
            options={
                "table": "attempts",
                "app": "store",
                "pk_attr": "key",
                "table_description": "How often something that is throttled was tried in a window; the key is a digest, never a name.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Customer",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("email", fields.CharField(null=True, unique=True, max_length=254)),
                ("public_name", fields.TextField(null=True, unique=False)),
                ("password_hash", fields.TextField(null=True, unique=False)),
                ("subject", fields.CharField(null=True, unique=True, max_length=512)),
                ("language", fields.CharField(null=True, max_length=35)),
                ("region", fields.CharField(null=True, max_length=16)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("erased_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "customers",
                "app": "store",
                "pk_attr": "id",
                "table_description": "A person with an account. Erased: everything personal is null, the row stays for the figures.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Address",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "customer",
                    fields.ForeignKeyField(
                        "store.Customer",
                        source_field="customer_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="addresses",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("country", fields.CharField(max_length=2)),
                ("parts", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("is_default", fields.BooleanField(default=False)),
            ],
            options={
                "table": "addresses",
                "app": "store",
                "indexes": [Index(fields=["customer_id"])],
                "pk_attr": "id",
                "table_description": "Where a customer has goods sent to; its fields are those of libaddressinput.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StaffMember",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("email", fields.CharField(unique=True, max_length=254)),
                ("name", fields.TextField(unique=False)),
                ("password_hash", fields.TextField(null=True, unique=False)),
                ("subject", fields.CharField(null=True, unique=True, max_length=512)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("disabled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "staff_members",
                "app": "store",
                "pk_attr": "id",
                "table_description": "Somebody who works in the shop. Never deleted, so that the audit keeps its names.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                (
                    "customer",
                    fields.ForeignKeyField(
                        "store.Customer",
                        source_field="customer_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
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
                        related_name="sessions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sessions",
                "app": "store",
                "indexes": [Index(fields=["customer_id"]), Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "A family of refresh tokens: one sign-in on one device. Revoking it ends all of them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RefreshToken",
            fields=[
                ("digest", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "store.Session",
                        source_field="session_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="tokens",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("issued_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "refresh_tokens",
                "app": "store",
                "indexes": [Index(fields=["session_id"])],
                "pk_attr": "digest",
                "table_description": "One token of a family, kept as its SHA-256. A second use revokes the family.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StaffRole",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="staff_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="roles",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("role", fields.CharField(max_length=32)),
                ("region", fields.CharField(null=True, max_length=16)),
            ],
            options={
                "table": "staff_roles",
                "app": "store",
                "indexes": [Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "What a staff member may do, in one region or (null) in all.",
            },
            bases=["Model"],
        ),
    ]
