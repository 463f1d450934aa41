"""The command line: help that reads well, sentences instead of tracebacks, and nothing loaded in vain."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from onixcheck import data

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "COMPTOIR_MODE": "production",
    "COMPTOIR_SECRET": "a secret of more than thirty-two characters",
    "COMPTOIR_HOST": "127.0.0.1",
}
LINE = {"category": "books", "texts": {"en": {"name": "Books", "slug": "books"}}, "position": 1}


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with only the given settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMPTOIR_")}
    return {**inherited, "PYTHONPATH": str(ROOT), **given}


def comptoir(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a subcommand to its end."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    return subprocess.run(
        command, env=environment(settings), input=stdin, capture_output=True, text=True, check=False
    )


@contextmanager
def started(*arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """Run a subcommand that serves until the end of the block."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    with subprocess.Popen(command, env=environment(settings), stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, path: str) -> str:
    """The answer of a server that is about to listen."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                text: str = answer.read().decode()
                return text
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_help_names_every_subcommand_and_says_what_it_does() -> None:
    said = comptoir("--help").stdout
    for subcommand in (
        "demo",
        "serve",
        "worker",
        "migrate",
        "load",
        "quote",
        "regions",
        "schema",
        "messages",
    ):
        assert re.search(rf"^  {subcommand} +[A-Z]\w+ ", said, re.MULTILINE), subcommand
    assert "COMPTOIR_DATABASE_URL" in said


def test_without_a_subcommand_the_help_is_shown() -> None:
    assert "Usage:" in comptoir().stdout + comptoir().stderr


@pytest.mark.parametrize(
    ("loaded", "unneeded"),
    [
        ("api.cli", ("tortoise", "asyncpg", "strawberry", "starlette", "uvicorn", "babel")),
        ("api.quote_command", ("tortoise", "asyncpg", "strawberry", "starlette", "uvicorn", "graphql")),
        ("api.commands.lawbook", ("tortoise", "asyncpg", "strawberry", "starlette", "uvicorn")),
        ("api.commands.catalogue", ("strawberry", "starlette", "uvicorn")),
        ("api.commands.healthcheck", ("tortoise", "asyncpg", "strawberry", "starlette", "typer")),
    ],
)
def test_a_subcommand_loads_only_what_it_needs(loaded: str, unneeded: tuple[str, ...]) -> None:
    code = f"import sys, {loaded}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment({}), capture_output=True, text=True, check=True
    )
    assert set(unneeded) & set(done.stdout.split()) == set()


def test_the_storefronts_are_listed() -> None:
    assert "DE   EUR  de en\n" in comptoir("regions").stdout


def test_a_basket_is_quoted_and_a_misspelt_field_is_named(tmp_path: Path) -> None:
    facts = {"kind": "BOOK", "languages": ["de"], "bindings": [{"territory": "DE", "price": "24.00"}]}
    line = {"sku": "novel", "quantity": 1, "price": "20.00", "facts": facts}
    case = {"storefront": "DE", "placed_at": "2026-11-21T12:00:00+01:00", "lines": [line]}
    asked = tmp_path / "case.json"

    asked.write_text(json.dumps(case))
    done = comptoir("quote", str(asked))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["lines"][0]["unit_price"] == "24.00"

    asked.write_text(json.dumps([case, {**case, "lines": [{**line, "quantitty": 1}]}]))
    done = comptoir("quote", str(asked))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("[1].lines[0].quantitty")


def test_a_migration_can_be_repeated_and_says_what_it_did(database_url: str) -> None:
    done = comptoir("migrate", COMPTOIR_DATABASE_URL=database_url)
    assert (done.returncode, done.stderr) == (0, "The database is up to date.\n")


def test_lines_are_loaded_and_those_that_cannot_be_are_named(database_url: str, tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text(json.dumps(LINE))
    done = comptoir("load", str(good), COMPTOIR_DATABASE_URL=database_url)
    assert done.returncode == 0, done.stderr
    assert "1 lines: 0 products added, 0 changed, 0 unchanged, 1 categories, 0 left out" in done.stderr

    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"sku": 7}\n')
    done = comptoir("load", str(bad), COMPTOIR_DATABASE_URL=database_url)
    assert done.returncode == 1
    assert "1 left out" in done.stderr
    assert "line 1: " in done.stderr


def test_a_message_of_the_trade_is_loaded_and_a_record_that_cannot_be_is_named(
    database_url: str, tmp_path: Path
) -> None:
    categories = tmp_path / "categories.jsonl"
    categories.write_text(json.dumps(LINE))
    comptoir("load", str(categories), COMPTOIR_DATABASE_URL=database_url)
    table = tmp_path / "table.json"
    table.write_text(json.dumps({"10": {"LIT": LINE["category"]}}))
    load = ("load", "--format", "onix", "--subjects", str(table))
    done = comptoir(*load, data.VALID_GOOGLE_ONIX_30_SAMPLE, COMPTOIR_DATABASE_URL=database_url)
    assert done.returncode == 0, done.stderr
    assert "1 records: 1 products added, 0 changed, 0 unchanged, 0 passed over, 0 left out" in done.stderr

    done = comptoir(*load, data.VALID_ONIX3_SHORT, COMPTOIR_DATABASE_URL=database_url)
    assert done.returncode == 1
    assert "MISSING_BLOCK DescriptiveDetail: isn't there" in done.stderr

    table.write_text("[]")
    done = comptoir(*load, data.VALID_ONIX3_SHORT, COMPTOIR_DATABASE_URL=database_url)
    assert (done.returncode, "table.json can't be used: it must be like" in done.stderr) == (1, True)


def test_what_was_loaded_is_exported_again(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.jsonl"
    file.write_text(json.dumps(LINE))
    comptoir("load", str(file), COMPTOIR_DATABASE_URL=database_url)
    exported = comptoir("export", COMPTOIR_DATABASE_URL=database_url)
    assert [json.loads(line) for line in exported.stdout.splitlines()] == [LINE]


def test_a_database_out_of_reach_is_a_sentence(database_url: str) -> None:
    done = comptoir("migrate", COMPTOIR_DATABASE_URL="postgres://comptoir:hidden@127.0.0.1:1/comptoir")
    assert done.returncode == 1
    assert done.stderr.startswith("PostgreSQL can't be used: ")
    assert "hidden" not in done.stderr
    assert comptoir("migrate", COMPTOIR_DATABASE_URL=database_url).returncode == 0


def test_a_misspelt_setting_is_a_sentence() -> None:
    done = comptoir("demo", COMPTOIR_PROT="8001")
    assert (done.returncode, done.stderr) == (1, "COMPTOIR_PROT isn't a setting.\n")


@pytest.mark.parametrize("subcommand", ["demo", "serve"])
def test_a_port_that_is_taken_is_a_sentence(subcommand: str, database_url: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = comptoir(subcommand, "--port", str(port), COMPTOIR_DATABASE_URL=database_url)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Can't listen on 127.0.0.1, port {port}: Address already in use. ")
    assert "--port" in done.stderr


def test_in_production_the_secret_of_the_demo_is_refused_and_one_of_ones_own_is_not(
    database_url: str,
) -> None:
    port = str(free_port())
    settings = {**PRODUCTION, "COMPTOIR_DATABASE_URL": database_url}
    refused = comptoir(
        "serve", "--port", port, **{**settings, "COMPTOIR_SECRET": "demo-secret-for-development-only"}
    )
    assert refused.returncode == 1
    assert refused.stderr == "In production COMPTOIR_SECRET must be 32 characters that nobody knows.\n"
    with started("serve", "--port", port, **settings):
        assert wait_for(int(port), "/readyz") == "ready\n"


def test_a_database_without_its_migrations_is_not_served(server_url: str) -> None:
    port = str(free_port())
    refused = comptoir("serve", "--port", port, COMPTOIR_DATABASE_URL=server_url)
    assert refused.returncode == 1
    assert "run: comptoir migrate" in refused.stderr


def test_more_connections_than_postgresql_has_are_refused(database_url: str) -> None:
    port = str(free_port())
    refused = comptoir("serve", "--port", port, "--workers", "200", COMPTOIR_DATABASE_URL=database_url)
    assert refused.returncode == 1
    assert "200 workers need 1000 connections" in refused.stderr


def test_several_workers_serve_together(database_url: str) -> None:
    port = free_port()
    with started("serve", "--port", str(port), "--workers", "2", COMPTOIR_DATABASE_URL=database_url):
        assert wait_for(port, "/readyz") == "ready\n"


def test_the_health_check_of_the_image_asks_whether_the_server_is_ready(database_url: str) -> None:
    port = str(free_port())
    check = [sys.executable, "-m", "api.commands.healthcheck"]
    asking = environment({"COMPTOIR_PORT": port})
    assert subprocess.run(check, env=asking, check=False).returncode == 1
    with started("serve", "--port", port, COMPTOIR_DATABASE_URL=database_url):
        wait_for(int(port), "/healthz")
        assert subprocess.run(check, env=asking, check=False).returncode == 0


def test_the_demo_prints_a_command_that_works_and_starts_again_with_its_data(data_dir: Path) -> None:
    port = free_port()
    settings = {"COMPTOIR_DATA_DIR": str(data_dir), "COMPTOIR_PORT": str(port)}
    with started("demo", **settings) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "Ctrl-C" in line:
                break
        assert any(f"http://127.0.0.1:{port}/graphql" in line for line in said)
        command = "".join(said).partition("curl")[2].partition("Ctrl-C")[0]
        answer = subprocess.run(["bash", "-c", f"curl {command}"], capture_output=True, check=True).stdout  # noqa: S607 - a shell
        assert json.loads(answer)["data"]["product"]["price"]["current"] == {
            "formatted": "24,00\N{NO-BREAK SPACE}€"
        }
    began = time.monotonic()
    with started("demo", **settings) as process:
        assert process.stderr is not None
        again = next(line for line in process.stderr if "Ctrl-C" in line)
        assert again
        assert time.monotonic() - began < 15
