"""The catalogue: what there is and how it is sold, as Tortoise wrote it from the models."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.contrib.postgres.indexes import GinIndex
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Categories, products, variants, prices, listings, stock and policy."""

    initial = True

    operations = [
        ops.CreateModel(
            name="Category",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("path", fields.CharField(unique=True, max_length=200)),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "store.Category",
                        source_field="parent_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="children",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("ancestors", ArrayField(element_type="BIGINT")),
                ("position", fields.IntField(default=0)),
            ],
            options={
                "table": "categories",
                "app": "store",
                "indexes": [Index(fields=["parent_id", "position"])],
                "pk_attr": "id",
                "table_description": "A place in the tree of departments, known by a path of keys such as ``books/drama``.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CategoryText",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "category",
                    fields.ForeignKeyField(
                        "store.Category",
                        source_field="category_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="texts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("language", fields.CharField(max_length=35)),
                ("name", fields.TextField(null=True, unique=False)),
                ("slug", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "category_texts",
                "app": "store",
                "unique_together": (("category", "language"), ("language", "slug")),
                "pk_attr": "id",
                "table_description": "A category's name in one language.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Policy",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("storefront", fields.CharField(max_length=16)),
                ("field", fields.CharField(max_length=64)),
                ("value", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("valid_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("valid_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("author", fields.TextField(unique=False)),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "policies",
                "app": "store",
                "indexes": [Index(fields=["storefront", "field", "valid_from"])],
                "pk_attr": "id",
                "table_description": "One field of a storefront's policy that the merchant set, over what the region's file says.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Product",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("sku", fields.CharField(unique=True, max_length=64)),
                ("kind", fields.CharField(max_length=32)),
                (
                    "category",
                    fields.ForeignKeyField(
                        "store.Category",
                        source_field="category_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="products",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("brand", fields.TextField(null=True, unique=False)),
                ("contributors", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("contributor_keys", ArrayField(element_type="TEXT")),
                ("images", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("attributes", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("popularity", fields.IntField(default=0)),
                ("published", fields.DateField()),
                ("default_language", fields.CharField(max_length=35)),
                ("digest", fields.CharField(null=True, max_length=64)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "products",
                "app": "store",
                "indexes": [Index(fields=["category_id"]), GinIndex(fields=["contributor_keys"])],
                "pk_attr": "id",
                "table_description": "A work or an article: what a page of the shop is about.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ProductText",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="texts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("language", fields.CharField(max_length=35)),
                ("title", fields.TextField(null=True, unique=False)),
                ("description", fields.TextField(null=True, unique=False)),
                ("slug", fields.CharField(null=True, max_length=200)),
            ],
            options={
                "table": "product_texts",
                "app": "store",
                "unique_together": (("product", "language"), ("language", "slug")),
                "indexes": [Index(fields=["slug"])],
                "pk_attr": "id",
                "table_description": "A product's words in one language; a field that is null falls back by itself.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RetiredSlug",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="retired_slugs",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("language", fields.CharField(max_length=35)),
                ("slug", fields.CharField(max_length=200)),
                ("retired_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "retired_slugs",
                "app": "store",
                "unique_together": (("language", "slug", "product"),),
                "indexes": [Index(fields=["slug"]), Index(fields=["product_id"])],
                "pk_attr": "id",
                "table_description": "A slug that a product had once: it still finds the product, until another one takes it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Variant",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "product",
                    fields.ForeignKeyField(
                        "store.Product",
                        source_field="product_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="variants",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("sku", fields.CharField(unique=True, max_length=64)),
                ("gtin", fields.CharField(null=True, db_index=True, max_length=14)),
                ("position", fields.IntField()),
                ("kind", fields.CharField(max_length=32)),
                ("texts", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("options", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("facts", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("listed_everywhere", fields.BooleanField(default=True)),
            ],
            options={
                "table": "variants",
                "app": "store",
                "indexes": [Index(fields=["product_id", "position"])],
                "pk_attr": "id",
                "table_description": "What is bought: one edition or size, with its own kind, price and tax.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Listing",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "variant",
                    fields.ForeignKeyField(
                        "store.Variant",
                        source_field="variant_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="listings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("storefront", fields.CharField(max_length=16)),
                ("sold_from", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("sold_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "listings",
                "app": "store",
                "unique_together": (("variant", "storefront"),),
                "pk_attr": "id",
                "table_description": "Where and when a variant is sold, when that isn't simply everywhere it has a price.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Price",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "variant",
                    fields.ForeignKeyField(
                        "store.Variant",
                        source_field="variant_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="prices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("storefront", fields.CharField(max_length=16)),
                ("amount", fields.BigIntField(null=True)),
                ("valid_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "prices",
                "app": "store",
                "unique_together": (("variant", "storefront", "valid_from"),),
                "pk_attr": "id",
                "table_description": "What the merchant asks for one unit in one storefront, from an instant until the next price.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Stock",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "variant",
                    fields.ForeignKeyField(
                        "store.Variant",
                        source_field="variant_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="stock",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("warehouse", fields.CharField(default="main", max_length=32)),
                ("quantity", fields.IntField()),
            ],
            options={
                "table": "stock",
                "app": "store",
                "unique_together": (("variant", "warehouse"),),
                "pk_attr": "id",
                "table_description": "How many of a variant lie in a warehouse. A variant without any row never runs out (a download).",
            },
            bases=["Model"],
        ),
    ]
