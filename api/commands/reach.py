"""Reaching the database that the settings name, or the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from api.commands.console import Refused, say
from api.settings import Settings
from regions.lawbook import BrokenRegion
from store.outage import DatabaseUnavailable
from store.postgres import EmbeddedPostgresError, running


@contextmanager
def reachable(settings: Settings) -> Iterator[Settings]:
    """Settings that name a database, with the embedded server running for the block where it is needed.

    What makes work on it impossible, within the block too, becomes Refused with a sentence.
    """
    try:
        if settings.database_url:
            yield settings
            return
        say(f"Starting the embedded PostgreSQL; its data are in {settings.data_dir.absolute()}")
        with running(settings.data_dir, say) as url:
            yield replace(settings, database_url=url)
    except (DatabaseUnavailable, EmbeddedPostgresError, BrokenRegion) as error:
        raise Refused(str(error)) from error
