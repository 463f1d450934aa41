"""The cord: what customers report about products, and what stops being sold because of it."""

from tortoise import fields
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.models import Model

from store.models.assortment import Product, Variant
from store.models.orders import KIND_LENGTH, Order
from store.models.people import Customer, StaffMember
from store.models.selling import STOREFRONT_LENGTH

PROBLEM_LENGTH = 32
DIGEST_LENGTH = 64


class Incident(Model):
    """Something isn't sold until somebody confirms that the cause is gone."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField("store.Product", related_name="incidents")
    variant: ForeignKeyNullableRelation[Variant] = fields.ForeignKeyField(
        "store.Variant", related_name="incidents", null=True
    )
    """Pulled alone; null: all of them."""
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)
    """Pulled there alone; null: everywhere."""
    kind = fields.CharField(max_length=PROBLEM_LENGTH)
    reason = fields.TextField(null=True)
    """What the employee said who pulled the cord."""
    opened_at = fields.DatetimeField()
    opened_by: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="opened_incidents", null=True, on_delete=fields.RESTRICT
    )
    """Null: customers' reports did it."""
    closed_at = fields.DatetimeField(null=True)
    closed_by: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="closed_incidents", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "incidents"
        indexes = (("variant_id",), ("opened_by_id",), ("closed_by_id",), ("opened_at",))


class IncidentNote(Model):
    """What was found out and done about an incident; together they are its history."""

    id = fields.BigIntField(primary_key=True)
    incident: ForeignKeyRelation[Incident] = fields.ForeignKeyField("store.Incident", related_name="notes")
    staff: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="incident_notes", null=True, on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=KIND_LENGTH)
    """``PULLED CAUSE CORRECTION NOTE CONFIRMED``."""
    text = fields.TextField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "incident_notes"
        indexes = (("incident_id",), ("staff_id",))


class ProblemReport(Model):
    """A customer who received a product says what is wrong with it."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField(
        "store.Product", related_name="problem_reports"
    )
    order: ForeignKeyRelation[Order] = fields.ForeignKeyField("store.Order", related_name="problem_reports")
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="problem_reports", null=True, on_delete=fields.SET_NULL
    )
    address_digest = fields.CharField(max_length=DIGEST_LENGTH)
    """Of where it was delivered to, so that one household counts once."""
    email_digest = fields.CharField(max_length=DIGEST_LENGTH, null=True)
    """Of where mail about the order went, so that a guest counts once; null once they are forgotten."""
    kind = fields.CharField(max_length=PROBLEM_LENGTH)
    text = fields.TextField(null=True)
    reported_at = fields.DatetimeField()
    incident: ForeignKeyNullableRelation[Incident] = fields.ForeignKeyField(
        "store.Incident", related_name="reports", null=True, on_delete=fields.SET_NULL
    )

    class Meta:
        table = "problem_reports"
        unique_together = (("order", "product", "kind"),)
        indexes = (("product_id", "kind", "reported_at"), ("customer_id",), ("incident_id",))


class CordSetting(Model):
    """When reports of a kind stop a product, from an instant on; without one, as the code's defaults say."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=PROBLEM_LENGTH)
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)
    """For what was bought there; null: wherever the region has said nothing itself."""
    reporters = fields.IntField()
    """So many independent customers; 0: this kind never stops anything by itself."""
    days = fields.IntField()
    """Within so many days."""
    confirm_by_other = fields.BooleanField()
    """Whether who pulled the cord may not be the one who confirms that the cause is gone."""
    valid_from = fields.DatetimeField()
    written_at = fields.DatetimeField()
    staff: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="cord_settings", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "cord_settings"
        indexes = (("kind", "valid_from"), ("staff_id",))
