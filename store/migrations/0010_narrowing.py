"""Indexes for lists that are narrowed to what few products meet."""

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    "shelf_on_sale": "(storefront, popularity, product_id) where lead and prior_price is not null",
    "shelf_by_rating_average": "(storefront, rating_average) where lead and rating_average is not null",
}


class Migration(migrations.Migration):
    """What is reduced, and what is rated."""

    dependencies = [("store", "0014_after_sale")]

    operations = [
        ops.RunSQL(f"create index {name} on shelf_prices {columns}", reverse_sql=f"drop index {name}")
        for name, columns in INDEXES.items()
    ]
