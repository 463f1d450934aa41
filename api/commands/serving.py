"""Starting the server: alone, or with everything that a first look needs."""

import asyncio
import os
import socket
import threading
import time
from datetime import UTC, datetime

from api.commands.catalogue import bring_up_to_date, fill_with_demo, look_after_shelf, require_migrations
from api.commands.console import Refused, say
from api.commands.reach import reachable
from api.commands.staff import employ_demo_staff, refuse_demo_staff
from api.serve import serve
from api.settings import Mode, Settings, variable_of
from api.till import TillUnavailable, require_till
from store import demo
from store.accounts.openid import BadProviders, read_providers
from store.database import Database, connect

RESERVED = 10
"""Connections left to migrations, loading and the operator's own tools."""

PATIENCE = 60.0
"""Seconds until a server that doesn't listen is no longer waited for."""

FIRST_QUERY = """query @inContext(region: "DE", language: "en") {
    product(slug: "faust") { title price { current { formatted } appliedRules { explanation legalBasis } } }
  }"""
"""README's first one."""


def run_serve(settings: Settings) -> None:
    """Serve a database that is up to date. Raises Refused with a sentence."""

    async def check(url: str) -> None:
        async with connect(url, 1) as database:
            await require_migrations(database)
            await _require_connections(database, settings)
            if settings.mode is Mode.PRODUCTION:
                await refuse_demo_staff(database)

    require_port(settings)
    require_providers(settings)
    with reachable(settings) as reached:
        asyncio.run(check(reached.database_url))
        _serve(reached, [f"Serving {address_of(settings)}/graphql"])


def run_demo(settings: Settings) -> None:
    """Migrate, load the demo assortment unless it is there, and serve it."""

    async def prepare(url: str) -> None:
        now = datetime.now(UTC)
        async with connect(url) as database:
            await bring_up_to_date(database)
            await fill_with_demo(database, now)
            await look_after_shelf(database, now)
            if settings.mode is not Mode.PRODUCTION:
                await employ_demo_staff(database, now)
                await demo.welcome_customer(database, now)

    require_port(settings)
    require_providers(settings)
    with reachable(settings) as reached:
        asyncio.run(prepare(reached.database_url))
        endpoint = f"{address_of(settings)}/graphql"
        greeting = [
            "",
            f"  Playground  {endpoint}",
            f"  A shop      {address_of(settings)}/shop/{settings.default_region.lower()}",
            f"  Or ask      curl -sG {endpoint} --data-urlencode 'query={FIRST_QUERY}'",
            "",
            "Ctrl-C stops it; the data stay.",
        ]
        _serve(reached, greeting)


def address_of(settings: Settings) -> str:
    """Where a browser on this machine finds the server."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - not bound here
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def require_port(settings: Settings) -> None:
    """Raise Refused with a sentence when the port can't be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Refused(
                f"Can't listen on {settings.host}, port {settings.port}: {error.strerror}. "
                f"Choose another port with --port or {variable_of('port')}, as in: make run PORT=8001"
            ) from error


def require_providers(settings: Settings) -> None:
    """Raise Refused with a sentence when the file of outside providers can't be used."""
    try:
        read_providers(settings.openid_providers)
    except BadProviders as bad:
        raise Refused(str(bad)) from bad


async def _require_connections(database: Database, settings: Settings) -> None:
    listening = 1 if settings.cache_bytes else 0
    needed = settings.workers * (settings.pool_size + listening)
    most = int(await database.fetchval("show max_connections"))
    if needed > most - RESERVED:
        raise Refused(
            f"{settings.workers} workers need {needed} connections together, but PostgreSQL allows {most}, "
            f"and {RESERVED} are kept for other tools. "
            f"Lower {variable_of('pool_size')} or raise max_connections."
        )


def _serve(settings: Settings, greeting: list[str]) -> None:
    try:
        require_till(settings)
    except TillUnavailable as missing:
        raise Refused(str(missing)) from missing
    os.environ[variable_of("database_url")] = settings.database_url
    threading.Thread(target=_greet, args=(settings, greeting), daemon=True).start()
    serve(settings)


def _greet(settings: Settings, greeting: list[str]) -> None:
    """Say the greeting once the server listens."""
    host, port = address_of(settings).removeprefix("http://").rsplit(":", 1)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host.strip("[]"), int(port)), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            say("\n".join(greeting))
            return
