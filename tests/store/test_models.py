"""Models, migrations and the database say the same."""

from collections.abc import Iterator

import pytest
from tortoise.context import require_context
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.models import Model

from store import models
from store.database import APPS, Database

COLUMNS = """
select column_name as name, is_nullable = 'YES' as nullable
from information_schema.columns where table_schema = 'public' and table_name = $1
"""


def every_model() -> Iterator[type[Model]]:
    """The models that the room declares."""
    for name in models.__all__:
        yield getattr(models, name)


@pytest.mark.usefixtures("database")
async def test_the_migrations_bring_about_what_the_models_say() -> None:
    apps = require_context().apps
    assert apps is not None
    assert await MigrationAutodetector(apps, APPS).changes() == []


async def test_every_column_of_a_model_is_there(database: Database) -> None:
    for model in every_model():
        columns = await database.fetch(COLUMNS, model._meta.db_table)
        fields = (field for field in model._meta.fields_map.values() if field.has_db_field)
        said = {field.source_field or field.model_field_name: field.null for field in fields}
        assert {row["name"]: row["nullable"] for row in columns} == said
