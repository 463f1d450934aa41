"""By which edition of the law book the shelf was written."""

from tortoise import migrations
from tortoise.migrations import operations as ops

SHELF_EDITION = """
create table shelf_edition (
    single boolean primary key default true check (single),
    version text not null
)
"""


class Migration(migrations.Migration):
    """A table of one row."""

    dependencies = [("store", "0004_selling")]

    operations = [ops.RunSQL(SHELF_EDITION, reverse_sql="drop table shelf_edition")]
