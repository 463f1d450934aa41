"""Reviews, as Tortoise wrote it from the models, and the figures that are kept beside them."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

CHECKS = (
    "alter table reviews add constraint reviews_rating check (rating between 1 and 5)",
    "alter table reviews add constraint reviews_status"
    " check (status in ('PENDING', 'PUBLISHED', 'REJECTED', 'REMOVED'))",
    "alter table reviews add constraint reviews_votes check (helpful >= 0 and unhelpful >= 0)",
)

ORDERS = tuple(
    f"create index reviews_by_{column} on reviews (product_id, language, {column}, id)"
    " where status = 'PUBLISHED'"
    for column in ("helpfulness", "created_at", "rating")
)
QUEUE = (
    "create index reviews_waiting on reviews (created_at, id) where status = 'PENDING'",
    "create index review_reports_open on review_reports (review_id) where handled_at is null",
)

REVIEW_COUNTS = """
create table review_counts (
    product_id bigint not null references products on delete cascade,
    language text collate "C" not null,
    region text collate "C" not null,
    verified boolean not null,
    rating smallint not null,
    reviews integer not null check (reviews >= 0),
    primary key (product_id, language, region, verified, rating)
)
"""

PRODUCT_RATINGS = """
create table product_ratings (
    product_id bigint primary key references products on delete cascade,
    reviews integer not null,
    average integer,
    rank integer not null
)
"""

SHELF_COLUMNS = (
    "alter table shelf_prices add column rating_average integer",
    "alter table shelf_prices add column rating_rank integer not null default 0",
    "create index shelf_by_rating_rank on shelf_prices (storefront, rating_rank, product_id) where lead",
    "create index shelf_by_category_rating_rank"
    " on shelf_prices (storefront, category_id, rating_rank, product_id) where lead",
)
UNDO = (
    "drop index shelf_by_rating_rank",
    "drop index shelf_by_category_rating_rank",
    "alter table shelf_prices drop column rating_average, drop column rating_rank",
    "drop table product_ratings",
    "drop table review_counts",
)


class Migration(migrations.Migration):
    """Reviews with their history, votes, reports and replies; counters; ratings on the shelf."""

    dependencies = [("store", "0007_audit")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Review",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="reviews",
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
                        related_name="reviews",
                        on_delete=OnDelete.SET_NULL,
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
                        related_name="reviews",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "order_line",
                    fields.ForeignKeyField(
                        "store.OrderLine",
                        source_field="order_line_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reviews",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("verified", fields.BooleanField()),
                ("region", fields.CharField(max_length=16)),
                ("language", fields.CharField(max_length=35)),
                ("rating", fields.SmallIntField()),
                ("title", fields.TextField(null=True, unique=False)),
                ("body", fields.TextField(unique=False)),
                ("digest", fields.CharField(null=True, max_length=64)),
                ("status", fields.CharField(max_length=16)),
                ("reason", fields.CharField(null=True, max_length=32)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("erased_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("helpful", fields.IntField(default=0)),
                ("unhelpful", fields.IntField(default=0)),
                ("helpfulness", fields.IntField(default=0)),
            ],
            options={
                "table": "reviews",
                "app": "store",
                "unique_together": (("customer", "product"),),
                "indexes": [
                    Index(fields=["variant_id"]),
                    Index(fields=["order_line_id"]),
                    Index(fields=["digest"]),
                    Index(fields=["customer_id", "created_at"]),
                ],
                "pk_attr": "id",
                "table_description": "A customer's word on a product. Erased: the rating stays for the figures, text and person are gone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewPolicy",
            fields=[
                ("region", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16)),
                ("publish_first", fields.BooleanField()),
                ("edit_days", fields.IntField()),
            ],
            options={
                "table": "review_policies",
                "app": "store",
                "pk_attr": "region",
                "table_description": "How a storefront treats reviews; without a row, as the code's defaults say.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewReply",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "review",
                    fields.ForeignKeyField(
                        "store.Review",
                        source_field="review_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="replies",
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
                        related_name="review_replies",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("language", fields.CharField(max_length=35)),
                ("text", fields.TextField(unique=False)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "review_replies",
                "app": "store",
                "unique_together": (("review", "language"),),
                "indexes": [Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "The shop's answer to a review, in one language.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewReport",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "review",
                    fields.ForeignKeyField(
                        "store.Review",
                        source_field="review_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
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
                        related_name="review_reports",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("reason", fields.CharField(max_length=32)),
                ("text", fields.TextField(null=True, unique=False)),
                ("reported_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("handled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "review_reports",
                "app": "store",
                "unique_together": (("review", "customer"),),
                "indexes": [Index(fields=["customer_id"])],
                "pk_attr": "id",
                "table_description": "Somebody thinks that a review shouldn't be there.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewVersion",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "review",
                    fields.ForeignKeyField(
                        "store.Review",
                        source_field="review_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="versions",
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
                        related_name="review_versions",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("rating", fields.SmallIntField()),
                ("title", fields.TextField(null=True, unique=False)),
                ("body", fields.TextField(unique=False)),
                ("status", fields.CharField(max_length=16)),
                ("reason", fields.CharField(null=True, max_length=32)),
            ],
            options={
                "table": "review_versions",
                "app": "store",
                "indexes": [Index(fields=["review_id"]), Index(fields=["staff_id"])],
                "pk_attr": "id",
                "table_description": "How a review stood from an instant on: each edit and each decision leaves one.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewVote",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "review",
                    fields.ForeignKeyField(
                        "store.Review",
                        source_field="review_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="votes",
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
                        related_name="review_votes",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("helpful", fields.BooleanField()),
                ("voted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "review_votes",
                "app": "store",
                "unique_together": (("review", "customer"),),
                "indexes": [Index(fields=["customer_id"])],
                "pk_attr": "id",
                "table_description": "Whether a review helped somebody. Erased: the vote stays, the person is gone.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(
            [*CHECKS, *ORDERS, *QUEUE, REVIEW_COUNTS, PRODUCT_RATINGS, *SHELF_COLUMNS],
            reverse_sql=list(UNDO),
        ),
    ]
