"""What reviews and the cord need beside themselves: dated policies, invitations, and reports by guests."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

KEEP_POLICIES = (
    "create table kept_review_policies as select region, publish_first, edit_days from review_policies",
    "create table kept_cord_policies as select kind, reporters, days, confirm_by_other from cord_policies",
)
BRING_POLICIES = (
    "insert into review_settings (region, publish_first, edit_days, invite_days, valid_from, written_at)"
    " select region, publish_first, edit_days, 7, '2000-01-01 00:00+00', now() from kept_review_policies",
    "insert into cord_settings (kind, reporters, days, confirm_by_other, valid_from, written_at)"
    " select kind, reporters, days, confirm_by_other, '2000-01-01 00:00+00', now() from kept_cord_policies",
    "drop table kept_review_policies",
    "drop table kept_cord_policies",
)
REPORTERS = """
update problem_reports report
set email_digest = encode(sha256(convert_to(lower(trim(bought.email)), 'UTF8')), 'hex')
from orders bought where bought.id = report.order_id and trim(bought.email) <> '' and report.customer_id is not null
"""
CHECKS = (
    "alter table review_settings add constraint review_settings_days check (edit_days >= 0 and invite_days > 0)",
    "alter table cord_settings add constraint cord_settings_counts check (reporters >= 0 and days > 0)",
    "create index review_invitations_due on review_invitations (due_at) where settled_at is null",
    "create index reviews_unproved on reviews (product_id, created_at) where not verified",
)


class Migration(migrations.Migration):
    """Policies get their dates and authors; buyers are invited once; a guest's report counts, too."""

    dependencies = [("store", "0013_jobs")]

    initial = False

    operations = [
        ops.RunSQL(list(KEEP_POLICIES), reverse_sql=["drop table kept_review_policies, kept_cord_policies"]),
        ops.DeleteModel(name="ReviewPolicy"),
        ops.DeleteModel(name="CordPolicy"),
        ops.CreateModel(
            name="ReviewSetting",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("region", fields.CharField(max_length=16)),
                ("publish_first", fields.BooleanField()),
                ("edit_days", fields.IntField()),
                ("invite_days", fields.IntField(null=True)),
                ("valid_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="staff_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="review_settings",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "review_settings",
                "app": "store",
                "indexes": [Index(fields=["region", "valid_from"]), Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "How a storefront treats reviews from an instant on; without one, as the code's defaults say.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CordSetting",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=32)),
                ("region", fields.CharField(null=True, max_length=16)),
                ("reporters", fields.IntField()),
                ("days", fields.IntField()),
                ("confirm_by_other", fields.BooleanField()),
                ("valid_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "store.StaffMember",
                        source_field="staff_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="cord_settings",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "cord_settings",
                "app": "store",
                "indexes": [Index(fields=["kind", "valid_from"]), Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "When reports of a kind stop a product, from an instant on; without one, as the code's defaults say.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewInvitation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "order",
                    fields.OneToOneField(
                        "store.Order",
                        source_field="order_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="review_invitation",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("settled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("outcome", fields.CharField(null=True, max_length=16)),
                ("secret_digest", fields.CharField(null=True, unique=True, max_length=64)),
            ],
            options={
                "table": "review_invitations",
                "app": "store",
                "pk_attr": "id",
                "table_description": "That a buyer is to be asked, once, what they think of what an order has brought.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MailRefusal",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=48)),
                ("email_digest", fields.CharField(max_length=64)),
                ("refused_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mail_refusals",
                "app": "store",
                "unique_together": (("kind", "email_digest"),),
                "pk_attr": "id",
                "table_description": "Somebody doesn't want letters of a kind, whether they have an account or not.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="ProblemReport",
            name="email_digest",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.RunSQL([*BRING_POLICIES, REPORTERS, *CHECKS], reverse_sql=["drop index reviews_unproved"]),
    ]
