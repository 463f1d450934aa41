"""The latest sales of a product, however many it has: an index that walks them in their order."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """The order of lines joins the index of their products."""

    dependencies = [("store", "0020_on_file")]

    initial = False

    operations = [
        ops.AddIndex(model_name="OrderLine", index=Index(fields=["product_id", "id"])),
        ops.RemoveIndex(model_name="OrderLine", fields=["product_id"]),
    ]
