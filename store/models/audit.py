"""Who changed what: one row for each change, never altered and never deleted."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from store.models.people import StaffMember
from store.models.selling import STOREFRONT_LENGTH

ACTION_LENGTH = 64
SUBJECT_LENGTH = 200
OPERATOR_LENGTH = 100


class AuditEntry(Model):
    """A change as it was made, written in the transaction that made it."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor: fields.ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="changes", null=True, on_delete=fields.RESTRICT
    )
    """Null: the command line or the shop itself."""
    operator = fields.CharField(max_length=OPERATOR_LENGTH, null=True)
    """Who was at the command line, by the name that the system or they gave."""
    action = fields.CharField(max_length=ACTION_LENGTH)
    """Such as ``product.changed``."""
    subject = fields.CharField(max_length=SUBJECT_LENGTH)
    """Such as ``product:faust``."""
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)
    """The one region that it is about; null: all of them."""
    before: fields.JSONField[Any] = fields.JSONField(null=True)
    after: fields.JSONField[Any] = fields.JSONField(null=True)

    class Meta:
        table = "audit_entries"
        indexes = (("subject", "id"), ("actor_id", "id"), ("region", "id"))
