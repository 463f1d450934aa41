"""Indexes by which the next beginning or end of a span is found at once, see store.horizon."""

from tortoise import migrations
from tortoise.migrations import operations as ops

INDEXES = {
    "shelf_by_beginning": "shelf_prices (valid_from)",
    "shelf_by_end": "shelf_prices (valid_until) where valid_until < 'infinity'",
}


class Migration(migrations.Migration):
    """Two indexes on shelf prices."""

    dependencies = [("store", "0002_reading")]

    operations = [
        ops.RunSQL(
            [f"create index {name} on {on}" for name, on in INDEXES.items()],
            reverse_sql=[f"drop index {name}" for name in INDEXES],
        ),
    ]
