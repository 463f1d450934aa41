"""What customers say about products: reviews, what became of them, votes, reports and the shop's replies."""

from tortoise import fields
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation, OneToOneRelation
from tortoise.models import Model

from store.models.assortment import LANGUAGE_LENGTH, Product, Variant
from store.models.orders import Order, OrderLine
from store.models.people import Customer, StaffMember
from store.models.selling import STOREFRONT_LENGTH

STATE_LENGTH = 16
REASON_LENGTH = 32
DIGEST_LENGTH = 64


class Review(Model):
    """A customer's word on a product. Erased: the rating stays for the figures, text and person are gone."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField("store.Product", related_name="reviews")
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="reviews", null=True, on_delete=fields.SET_NULL
    )
    variant: ForeignKeyNullableRelation[Variant] = fields.ForeignKeyField(
        "store.Variant", related_name="reviews", null=True, on_delete=fields.SET_NULL
    )
    order_line: ForeignKeyNullableRelation[OrderLine] = fields.ForeignKeyField(
        "store.OrderLine", related_name="reviews", null=True, on_delete=fields.SET_NULL
    )
    """The delivered line that verifies it."""
    verified = fields.BooleanField()
    """Whether a delivered order line was there when it was written; counted by."""
    region = fields.CharField(max_length=STOREFRONT_LENGTH)
    """Where it was bought, else where it was written."""
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    """A primary tag: ``de``, never ``de-AT``."""
    rating = fields.SmallIntField()
    title = fields.TextField(null=True)
    body = fields.TextField()
    digest = fields.CharField(max_length=DIGEST_LENGTH, null=True)
    """Of the letters of the body, so that the same text is found again; null for short ones."""
    status = fields.CharField(max_length=STATE_LENGTH)
    """``PENDING PUBLISHED REJECTED REMOVED``; what is published counts."""
    reason = fields.CharField(max_length=REASON_LENGTH, null=True)
    """Why it isn't published."""
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    """When somebody of the shop last decided about it."""
    erased_at = fields.DatetimeField(null=True)
    helpful = fields.IntField(default=0)
    unhelpful = fields.IntField(default=0)
    helpfulness = fields.IntField(default=0)
    """Millionths: the lower bound of the share of helpful votes."""

    class Meta:
        table = "reviews"
        unique_together = (("customer", "product"),)
        indexes = (("variant_id",), ("order_line_id",), ("digest",), ("customer_id", "created_at"))


class ReviewVersion(Model):
    """How a review stood from an instant on: each edit and each decision leaves one."""

    id = fields.BigIntField(primary_key=True)
    review: ForeignKeyRelation[Review] = fields.ForeignKeyField("store.Review", related_name="versions")
    staff: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="review_versions", null=True, on_delete=fields.SET_NULL
    )
    """Who decided; null for the author and the automatic decision."""
    at = fields.DatetimeField()
    rating = fields.SmallIntField()
    title = fields.TextField(null=True)
    body = fields.TextField()
    status = fields.CharField(max_length=STATE_LENGTH)
    reason = fields.CharField(max_length=REASON_LENGTH, null=True)

    class Meta:
        table = "review_versions"
        indexes = (("review_id",), ("staff_id",))


class ReviewVote(Model):
    """Whether a review helped somebody. Erased: the vote stays, the person is gone."""

    id = fields.BigIntField(primary_key=True)
    review: ForeignKeyRelation[Review] = fields.ForeignKeyField("store.Review", related_name="votes")
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="review_votes", null=True, on_delete=fields.SET_NULL
    )
    helpful = fields.BooleanField()
    voted_at = fields.DatetimeField()

    class Meta:
        table = "review_votes"
        unique_together = (("review", "customer"),)
        indexes = (("customer_id",),)


class ReviewReport(Model):
    """Somebody thinks that a review shouldn't be there."""

    id = fields.BigIntField(primary_key=True)
    review: ForeignKeyRelation[Review] = fields.ForeignKeyField("store.Review", related_name="reports")
    customer: ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "store.Customer", related_name="review_reports", null=True, on_delete=fields.SET_NULL
    )
    reason = fields.CharField(max_length=REASON_LENGTH)
    text = fields.TextField(null=True)
    reported_at = fields.DatetimeField()
    handled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "review_reports"
        unique_together = (("review", "customer"),)
        indexes = (("customer_id",),)


class ReviewReply(Model):
    """The shop's answer to a review, in one language."""

    id = fields.BigIntField(primary_key=True)
    review: ForeignKeyRelation[Review] = fields.ForeignKeyField("store.Review", related_name="replies")
    staff: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="review_replies", null=True, on_delete=fields.SET_NULL
    )
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    text = fields.TextField()
    written_at = fields.DatetimeField()

    class Meta:
        table = "review_replies"
        unique_together = (("review", "language"),)
        indexes = (("staff_id",),)


class ReviewSetting(Model):
    """How a storefront treats reviews from an instant on; without one, as the code's defaults say."""

    id = fields.BigIntField(primary_key=True)
    region = fields.CharField(max_length=STOREFRONT_LENGTH)
    publish_first = fields.BooleanField()
    """False: nothing is shown before somebody has looked at it."""
    edit_days = fields.IntField()
    invite_days = fields.IntField(null=True)
    """So many days after the delivery buyers are invited to write; null: they aren't."""
    valid_from = fields.DatetimeField()
    written_at = fields.DatetimeField()
    staff: ForeignKeyNullableRelation[StaffMember] = fields.ForeignKeyField(
        "store.StaffMember", related_name="review_settings", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "review_settings"
        indexes = (("region", "valid_from"), ("staff_id",))


class ReviewInvitation(Model):
    """That a buyer is to be asked, once, what they think of what an order has brought."""

    id = fields.BigIntField(primary_key=True)
    order: OneToOneRelation[Order] = fields.OneToOneField("store.Order", related_name="review_invitation")
    due_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)
    """When the letter was written, or found to be needless."""
    outcome = fields.CharField(max_length=STATE_LENGTH, null=True)
    """``SENT``, ``REFUSED`` by the buyer, or there was ``NOTHING`` to ask about."""
    secret_digest = fields.CharField(max_length=DIGEST_LENGTH, null=True, unique=True)
    """Of the code in the letter, which verifies a guest's review and stops further letters."""

    class Meta:
        table = "review_invitations"
