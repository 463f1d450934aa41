"""Who comes to the shop and who works in it: customers, staff, and the sessions of both."""

from typing import Any

from tortoise import fields
from tortoise.fields.relational import ForeignKeyRelation
from tortoise.models import Model

from store.models.assortment import LANGUAGE_LENGTH
from store.models.selling import STOREFRONT_LENGTH

EMAIL_LENGTH = 254
"""The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3)."""


class Customer(Model):
    """A person with an account. Erased: everything personal is null, the row stays for the figures."""

    id = fields.BigIntField(primary_key=True)
    email = fields.CharField(max_length=EMAIL_LENGTH, null=True, unique=True)
    """In lower case; null once erased."""
    public_name = fields.TextField(null=True)
    """The name beside reviews."""
    password_hash = fields.TextField(null=True)
    """Argon2id; null for those who sign in with an outside provider."""
    subject = fields.CharField(max_length=512, null=True, unique=True)
    """Issuer and subject of an outside OpenID provider."""
    language = fields.CharField(max_length=LANGUAGE_LENGTH, null=True)
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)
    created_at = fields.DatetimeField()
    erased_at = fields.DatetimeField(null=True)

    class Meta:
        table = "customers"


class Address(Model):
    """Where a customer has goods sent to; its fields are those of libaddressinput."""

    id = fields.BigIntField(primary_key=True)
    customer: ForeignKeyRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="addresses"
    )
    country = fields.CharField(max_length=2)
    parts: fields.JSONField[Any] = fields.JSONField()
    """``name company_name street_address city_area city country_area postal_code sorting_code``."""
    is_default = fields.BooleanField(default=False)

    class Meta:
        table = "addresses"
        indexes = (("customer_id",),)


class StaffMember(Model):
    """Somebody who works in the shop. Never deleted, so that the audit keeps its names."""

    id = fields.BigIntField(primary_key=True)
    email = fields.CharField(max_length=EMAIL_LENGTH, unique=True)
    name = fields.TextField()
    password_hash = fields.TextField(null=True)
    subject = fields.CharField(max_length=512, null=True, unique=True)
    created_at = fields.DatetimeField()
    disabled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_members"


class StaffRole(Model):
    """What a staff member may do, in one region or (null) in all."""

    id = fields.BigIntField(primary_key=True)
    staff: ForeignKeyRelation[StaffMember] = fields.ForeignKeyField("store.StaffMember", related_name="roles")
    role = fields.CharField(max_length=32)
    region = fields.CharField(max_length=STOREFRONT_LENGTH, null=True)

    class Meta:
        table = "staff_roles"
        indexes = (("staff_id",),)


class Session(Model):
    """A family of refresh tokens: one sign-in on one device. Revoking it ends all of them."""

    id = fields.UUIDField(primary_key=True)
    customer: fields.ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="sessions", null=True
    )
    staff: fields.ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="sessions", null=True
    )
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sessions"
        indexes = (("customer_id",), ("staff_id",))


class RefreshToken(Model):
    """One token of a family, kept as its SHA-256. A second use revokes the family."""

    digest = fields.CharField(max_length=64, primary_key=True)
    session: ForeignKeyRelation[Session] = fields.ForeignKeyField("store.Session", related_name="tokens")
    issued_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refresh_tokens"
        indexes = (("session_id",),)


class Attempt(Model):
    """How often something that is throttled was tried in a window; the key is a digest, never a name."""

    key = fields.CharField(max_length=64, primary_key=True)
    window_start = fields.DatetimeField(db_index=True)
    count = fields.IntField()

    class Meta:
        table = "attempts"


class MailRefusal(Model):
    """Somebody doesn't want letters of a kind, whether they have an account or not."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=48)
    email_digest = fields.CharField(max_length=64)
    """Of the address in lower case; it outlives the account, so that nobody is written to again."""
    refused_at = fields.DatetimeField()

    class Meta:
        table = "mail_refusals"
        unique_together = (("kind", "email_digest"),)
