"""What there is: the tree of categories, products, their variants and their texts."""

from typing import Any

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.contrib.postgres.indexes import GinIndex
from tortoise.fields.relational import ForeignKeyNullableRelation, ForeignKeyRelation
from tortoise.models import Model

SKU_LENGTH = 64
SLUG_LENGTH = 200
LANGUAGE_LENGTH = 35
"""The longest language tag that BCP 47 asks software to take (RFC 5646, 4.4.1)."""


class Category(Model):
    """A place in the tree of departments, known by a path of keys such as ``books/drama``."""

    id = fields.BigIntField(primary_key=True)
    path = fields.CharField(max_length=200, unique=True)
    parent: ForeignKeyNullableRelation["Category"] = fields.ForeignKeyField(
        "store.Category", related_name="children", null=True, on_delete=fields.RESTRICT
    )
    ancestors = ArrayField("bigint")
    """Ids from the root down to the category itself."""
    position = fields.IntField(default=0)

    class Meta:
        table = "categories"
        indexes = (("parent_id", "position"),)


class CategoryText(Model):
    """A category's name in one language."""

    id = fields.BigIntField(primary_key=True)
    category: ForeignKeyRelation[Category] = fields.ForeignKeyField("store.Category", related_name="texts")
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    name = fields.TextField(null=True)
    slug = fields.CharField(max_length=SLUG_LENGTH, null=True)

    class Meta:
        table = "category_texts"
        unique_together = (("category", "language"), ("language", "slug"))


class Product(Model):
    """A work or an article: what a page of the shop is about."""

    id = fields.BigIntField(primary_key=True)
    sku = fields.CharField(max_length=SKU_LENGTH, unique=True)
    kind = fields.CharField(max_length=32)
    category: ForeignKeyRelation[Category] = fields.ForeignKeyField(
        "store.Category", related_name="products", on_delete=fields.RESTRICT
    )
    brand = fields.TextField(null=True)
    contributors: fields.JSONField[Any] = fields.JSONField()
    """``[{"role": "AUTHOR", "name": {"de": "..."}}]``, in the order in which they are named."""
    contributor_keys = ArrayField("text")
    """Folded names in every language, for the filter by contributor."""
    images: fields.JSONField[Any] = fields.JSONField()
    attributes: fields.JSONField[Any] = fields.JSONField()
    popularity = fields.IntField(default=0)
    published = fields.DateField()
    """The day it first appeared; ``-infinity`` (``date.min`` in Python) when nobody knows."""
    default_language = fields.CharField(max_length=LANGUAGE_LENGTH)
    """The language whose texts came first: the last resort of every fallback chain."""
    digest = fields.CharField(max_length=64, null=True)
    """SHA-256 of the line it was loaded from; null once anything else has changed it."""
    changed_at = fields.DatetimeField()

    class Meta:
        table = "products"
        indexes = (("category_id",), GinIndex(fields=("contributor_keys",)))


class ProductText(Model):
    """A product's words in one language; a field that is null falls back by itself."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField("store.Product", related_name="texts")
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    title = fields.TextField(null=True)
    description = fields.TextField(null=True)
    slug = fields.CharField(max_length=SLUG_LENGTH, null=True)

    class Meta:
        table = "product_texts"
        unique_together = (("product", "language"), ("language", "slug"))
        indexes = (("slug",),)


class RetiredSlug(Model):
    """A slug that a product had once: it still finds the product, until another one takes it."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField(
        "store.Product", related_name="retired_slugs"
    )
    language = fields.CharField(max_length=LANGUAGE_LENGTH)
    slug = fields.CharField(max_length=SLUG_LENGTH)
    retired_at = fields.DatetimeField()

    class Meta:
        table = "retired_slugs"
        unique_together = (("language", "slug", "product"),)
        indexes = (("slug",), ("product_id",))


class Variant(Model):
    """What is bought: one edition or size, with its own kind, price and tax."""

    id = fields.BigIntField(primary_key=True)
    product: ForeignKeyRelation[Product] = fields.ForeignKeyField("store.Product", related_name="variants")
    sku = fields.CharField(max_length=SKU_LENGTH, unique=True)
    gtin = fields.CharField(max_length=14, null=True, db_index=True)
    position = fields.IntField()
    """Order within the product; the first one is the default."""
    kind = fields.CharField(max_length=32)
    texts: fields.JSONField[Any] = fields.JSONField()
    options: fields.JSONField[Any] = fields.JSONField()
    facts: fields.JSONField[Any] = fields.JSONField()
    """What the rules ask for, as ``regions.facts.item_to_json`` writes it: bindings, dates, ratings ..."""
    listed_everywhere = fields.BooleanField(default=True)
    """Sold in every storefront that has a price; otherwise only where a listing says so."""

    class Meta:
        table = "variants"
        indexes = (("product_id", "position"),)
