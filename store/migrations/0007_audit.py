"""The audit: who changed what. The database itself refuses to alter or delete its rows."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

APPEND_ONLY = """
create function refuse_to_change_the_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever added to';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit_entries
    for each statement execute function refuse_to_change_the_audit();
"""
NOT_ANY_MORE = """
drop trigger audit_is_append_only on audit_entries;
drop function refuse_to_change_the_audit();
"""


class Migration(migrations.Migration):
    """One table and its guard."""

    dependencies = [("store", "0005_edition")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "actor",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="actor_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="changes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("action", fields.CharField(max_length=64)),
                ("subject", fields.CharField(max_length=200)),
                ("region", fields.CharField(null=True, max_length=16)),
                ("before", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("after", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "audit_entries",
                "app": "store",
                "indexes": [
                    Index(fields=["subject", "id"]),
                    Index(fields=["actor_id", "id"]),
                    Index(fields=["region", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "A change as it was made, written in the transaction that made it.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(APPEND_ONLY, reverse_sql=NOT_ANY_MORE),
    ]
