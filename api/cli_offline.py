"""The subcommands that need no server: ``comptoir regions``, ``schema`` and ``messages``."""

from pathlib import Path
from typing import Annotated

import typer

regions = typer.Typer(help="Ask the law book about regions.")
schema = typer.Typer(help="Print the schema, or trust documents.")
messages = typer.Typer(
    help="Keep the phrase books: our own words in the shoppers' languages.", no_args_is_help=True
)


@regions.callback(invoke_without_command=True)
def list_regions(context: typer.Context) -> None:
    """Ask the law book. Without a subcommand: list the storefronts that are installed."""
    from api.commands.lawbook import print_regions

    if context.invoked_subcommand is None:
        print_regions()


@regions.command()
def show(
    code: Annotated[str, typer.Argument(help="A storefront's code or a country's, such as FR.")],
    on: Annotated[str | None, typer.Option(help="The day, such as 2027-01-10. Default: today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    language: Annotated[str, typer.Option(help="The language of titles and explanations.")] = "en",
) -> None:
    """Print what holds there on a day: prices, taxes, delivery, consumer rights, with their sources."""
    from api.commands.sheets import print_sheet

    print_sheet(code, on, as_json, language)


@regions.command()
def pages(
    check: Annotated[bool, typer.Option("--check", help="Say whether docs/regions is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Renew docs/regions.")] = False,
) -> None:
    """Keep a page of documentation for each region, made from its fact sheet."""
    from api.commands import pages as printed

    if write:
        printed.write_pages()
    if check or not write:
        printed.check_pages()


@regions.command(name="check")
def check_region(
    code: Annotated[str, typer.Argument(help="The region's code, such as DE.")],
) -> None:
    """Try the contract that every region keeps; silent when it does, else a sentence for each fault."""
    from api.commands.sheets import check_region

    check_region(code)


@schema.callback(invoke_without_command=True)
def print_schema(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Say whether schema.graphql is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Renew schema.graphql.")] = False,
    for_staff: Annotated[bool, typer.Option("--staff", help="Print the staff's schema.")] = False,
) -> None:
    """Print the schema in GraphQL's own language."""
    from api.commands import schema as printed

    if context.invoked_subcommand is not None:
        return
    if check:
        printed.check_schema()
    elif write:
        printed.write_schema()
    else:
        printed.print_schema(for_staff=for_staff)


@schema.command()
def trust(
    places: Annotated[
        list[Path], typer.Argument(help="Files of documents, or folders of them.", exists=True)
    ],
    out: Annotated[Path | None, typer.Option(help="The manifest. Default: standard output.")] = None,
) -> None:
    """Write a manifest of trusted documents, for COMPTOIR_TRUSTED_DOCUMENTS."""
    from api.commands.trust import write_manifest

    write_manifest(places, out)


@messages.command()
def update() -> None:
    """Bring messages.pot and every language in line with the sources."""
    from api.commands.phrases import update_messages

    update_messages()


@messages.command()
def check() -> None:
    """Say what is missing or wrong, a sentence each; silent when all is well."""
    from api.commands.phrases import check_messages

    check_messages()


@messages.command()
def add(language: Annotated[str, typer.Argument(help="Its tag, such as da.")]) -> None:
    """Write an empty phrase book for another language."""
    from api.commands.phrases import add_messages

    add_messages(language)
