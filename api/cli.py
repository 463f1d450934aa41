"""``comptoir``: the command line. Each subcommand loads only what it needs, and only when it is called."""

import getpass
import os
import signal
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli_offline import messages, regions, schema
from api.commands.console import Refused, say
from api.settings import BadSettings, Settings, read_settings

app = typer.Typer(
    name="comptoir",
    help="A GraphQL backend for multi-region storefronts that keeps the local law and says why.",
    epilog="Settings come from the environment: COMPTOIR_DATABASE_URL and others, see docs/production.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

staff = typer.Typer(help="Say who works in the shop, and what each may do.", no_args_is_help=True)
app.add_typer(staff, name="staff")

reviews = typer.Typer(help="Look after reviews.", no_args_is_help=True)
app.add_typer(reviews, name="reviews")

figures = typer.Typer(help="Tell, check and recount the figures.", no_args_is_help=True)
app.add_typer(figures, name="figures")

app.add_typer(regions, name="regions")
app.add_typer(schema, name="schema")
app.add_typer(messages, name="messages")


class FileFormat(StrEnum):
    """What a file to load is written in."""

    JSONL = "jsonl"
    ONIX = "onix"


Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on.", min=1, max=65535)]
Operator = Annotated[
    str | None, typer.Option("--as", help="Who does it, in the audit. Default: the user of the system.")
]
Workers = Annotated[int | None, typer.Option(help="Processes that serve.", min=1)]


@app.command()
def demo(host: Host = None, port: Port = None) -> None:
    """Serve the demo shops, with everything that they need.

    Starts an embedded PostgreSQL unless COMPTOIR_DATABASE_URL names one, migrates it, loads the demo
    assortment unless it is there, and serves a playground. The data stay for the next time.
    """
    from api.commands.serving import run_demo

    run_demo(_settings(host=host, port=port))


@app.command()
def serve(workers: Workers = None, host: Host = None, port: Port = None) -> None:
    """Serve the API from a database that is up to date."""
    from api.commands.serving import run_serve

    run_serve(_settings(workers=workers, host=host, port=port))


@app.command()
def worker() -> None:
    """Look after what falls due, such as prices that end. One beside the servers is enough."""
    from api.commands.worker import run_worker

    run_worker(_settings())


@app.command()
def migrate() -> None:
    """Bring the database up to date. Safe to call twice, and at the same time."""
    from api.commands.catalogue import run_migrate

    run_migrate(_settings())


@app.command()
def load(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files to load.", exists=True, dir_okay=False)
    ] = None,
    synthetic: Annotated[int, typer.Option(help="Add so many made-up products, for measurements.")] = 0,
    written_in: Annotated[
        FileFormat, typer.Option("--format", help="JSON Lines, or ONIX 3 messages.")
    ] = FileFormat.JSONL,
    subjects: Annotated[
        Path | None,
        typer.Option(help="Categories by the subject codes of ONIX, as JSON.", exists=True, dir_okay=False),
    ] = None,
    operator: Operator = None,
) -> None:
    """Load products and categories, one a line, or ONIX messages; what is there already is passed over.

    Lines and records that can't be taken are named and left out; then the exit code is 1.
    """
    if not files and not synthetic:
        raise typer.BadParameter("name a file, or a number with --synthetic")
    if synthetic:
        from api.commands.catalogue import run_synthetic

        run_synthetic(_settings(), synthetic, operator or _whoever())
    if files and not _load_files(files, written_in, subjects, operator or _whoever()):
        raise typer.Exit(1)


def _load_files(files: list[Path], written_in: FileFormat, subjects: Path | None, operator: str) -> bool:
    """Load files; whether all that is in them was taken."""
    if written_in is FileFormat.ONIX:
        from api.commands.onix import run_load_onix

        return run_load_onix(_settings(), files, subjects, operator)
    from api.commands.catalogue import run_load

    return run_load(_settings(), files, operator)


@app.command()
def export() -> None:
    """Write the whole catalogue to standard output, as JSON Lines that can be loaded again."""
    from api.commands.catalogue import run_export

    run_export(_settings())


@app.command()
def quote(
    file: Annotated[str, typer.Argument(help="A case or a list of cases as JSON; - reads them in.")],
) -> None:
    """Ask the law book what a basket costs, and why. Needs no database.

    What can't be read is a sentence that names the field; then the exit code is 2.
    """
    from api.quote_command import run_quote

    raise typer.Exit(run_quote(file))


@app.command()
def aftersales(
    file: Annotated[str, typer.Argument(help="A sale or a list of sales as JSON; - reads them in.")],
) -> None:
    """Ask the law book what comes after a sale: withdrawal, refund, guarantee. Needs no database.

    What can't be read is a sentence that names the field; then the exit code is 2.
    """
    from api.quote_command import run_aftersales

    raise typer.Exit(run_aftersales(file))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(context: typer.Context) -> None:
    """Compare ways of answering by the processor time they take; words go to python -m bench."""
    from api.commands.benching import run_bench

    raise typer.Exit(run_bench(context.args))


@staff.command(name="add")
def add_member(
    email: Annotated[str, typer.Argument(help="The address to sign in with.")],
    role: Annotated[list[str], typer.Option(help="Such as PRICES:DE, or PRICES for all regions.")],
    name: Annotated[str, typer.Option(help="The name that the audit shows. Default: the address.")] = "",
    operator: Operator = None,
) -> None:
    """Let somebody work with these roles and no others; asks for a password, or reads it in.

    Whoever is known already gets the new password and roles, and has to sign in again.
    """
    from api.commands.staff import run_add

    run_add(_settings(), email, name, role, operator or _whoever())


@staff.command(name="remove")
def remove_member(
    email: Annotated[str, typer.Argument(help="The address that was signed in with.")],
    operator: Operator = None,
) -> None:
    """Let somebody work no more, at once. What they did stays in the audit."""
    from api.commands.staff import run_remove

    run_remove(_settings(), email, operator or _whoever())


@reviews.command(name="check")
def check_reviews() -> None:
    """Count all reviews again and compare that with the counters and the ratings on the shelf."""
    from api.commands.reviews import run_check

    run_check(_settings())


@figures.command(name="csv")
def write_figures(
    days: Annotated[int, typer.Option(help="So many days that end today.", min=1, max=730)] = 90,
    region: Annotated[str | None, typer.Option(help="Only this region. Default: a row for each.")] = None,
) -> None:
    """Write a row for each product and region to standard output, as CSV in UTF-8."""
    from api.commands.figures import run_csv

    run_csv(_settings(), days, region)


@figures.command(name="check")
def check_figures() -> None:
    """Count all orders, reports and reviews again and compare that with the figures."""
    from api.commands.figures import run_check

    run_check(_settings())


@figures.command(name="recount")
def recount_figures() -> None:
    """Count all orders, reports and reviews again and keep that; others may go on working."""
    from api.commands.figures import run_recount

    run_recount(_settings())


def main() -> None:
    """Run the command line; what we refuse is a sentence and exit code 1, never a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app()
    except (Refused, BadSettings) as refusal:
        say(str(refusal))
        sys.exit(1)


def _whoever() -> str:
    """The operating system's name of who is at the command line; its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _settings(**given: Any) -> Settings:
    """The environment's settings, with what the command line gives instead."""
    return replace(
        read_settings(os.environ), **{name: value for name, value in given.items() if value is not None}
    )


if __name__ == "__main__":
    main()
