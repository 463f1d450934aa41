"""Figures at the command line, and the worker's part in them."""

import csv
import io
from datetime import UTC, datetime

from api.commands.figures import write_rows
from api.commands.worker import go_round
from store.database import Database
from store.figures.ranking import first_to_look_at
from store.figures.sheet import COLUMNS
from store.payments.builtin import built_in
from tests.api.test_cli import comptoir
from tests.store.buyers import deliver, new_customer, product_of

COUNT = """
insert into figure_deltas (product_id, region, day, sold, reported) values ($1, 'DE', $2, $3, $4)
"""


async def count(database: Database, sku: str, now: datetime, sold: int, reported: int) -> None:
    """Count sales of today without having made them."""
    await database.execute(COUNT, await product_of(database, sku), now.date(), sold, reported)


async def test_a_table_has_a_row_for_each_product_and_region(
    own_demo_database: Database, own_demo_url: str
) -> None:
    now = datetime.now(UTC)
    ada = await new_customer(own_demo_database, "Ada", now)
    for region in ("DE", "FR", "DE"):
        await deliver(own_demo_database, ada, "faust-hc", now, region=region)
    told = comptoir("figures", "csv", "--days", "30", COMPTOIR_DATABASE_URL=own_demo_url)
    assert (told.returncode, told.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert [(row["sku"], row["region"], row["sold"], row["reported"]) for row in rows] == [
        ("faust", "DE", "2", "0"), ("faust", "FR", "1", "0")
    ]  # fmt: skip
    assert (rows[0]["reports_per_thousand"], rows[0]["reports_per_thousand_high"]) == ("0.00", "657.63")
    assert (tuple(rows[0]), rows[0]["average_rating"]) == (COLUMNS, "")
    french = comptoir("figures", "csv", "--region", "FR", COMPTOIR_DATABASE_URL=own_demo_url)
    assert [row["region"] for row in csv.DictReader(io.StringIO(french.stdout))] == ["FR"]
    unknown = comptoir("figures", "csv", "--region", "XX", COMPTOIR_DATABASE_URL=own_demo_url)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("XX isn't a region; there are: ")


def test_no_cell_becomes_a_formula_and_numbers_stay_numbers() -> None:
    out = io.StringIO(newline="")
    write_rows(out, [["=1+1", "@SUM(A1)", "-x", "+1", "\t=1", "größe, 1", 'a "b"', -3, None, "x=1"]])
    assert out.getvalue() == '\'=1+1,\'@SUM(A1),\'-x,\'+1,\'\t=1,"größe, 1","a ""b""",-3,,x=1\r\n'


async def test_a_check_names_what_is_wrong_and_a_recount_puts_it_right(
    own_demo_database: Database, own_demo_url: str
) -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    await deliver(own_demo_database, await new_customer(own_demo_database, "Ada", now), "faust-hc", now)
    right = comptoir("figures", "check", COMPTOIR_DATABASE_URL=own_demo_url)
    assert (right.returncode, right.stderr) == (0, "Every figure is what a recount says.\n")
    await own_demo_database.execute("update figure_deltas set sold = 5, reported = 1")
    wrong = comptoir("figures", "check", COMPTOIR_DATABASE_URL=own_demo_url)
    product = await product_of(own_demo_database, "faust")
    assert (wrong.returncode, wrong.stderr) == (
        1, f"Product {product} in DE on 2026-11-14: sold is 5, should be 1; reported is 1, should be 0.\n"
    )  # fmt: skip
    mended = comptoir("figures", "recount", COMPTOIR_DATABASE_URL=own_demo_url)
    assert (mended.returncode, mended.stderr) == (0, "Everything is counted again.\n")
    await own_demo_database.execute("update group_figures set sold = 2 where category_id = 0")
    wrong = comptoir("figures", "check", COMPTOIR_DATABASE_URL=own_demo_url)
    assert wrong.stderr == "Group 0 in DE on 2026-11-14: sold is 2, should be 1.\n"


async def test_a_round_of_the_worker_adds_up_and_ranks(own_demo_database: Database) -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    await count(own_demo_database, "wahlverwandtschaften", now, 100_000, 200)
    await count(own_demo_database, "faust", now, 1_000, 20)
    await go_round(own_demo_database, built_in(testing=True), now)
    assert await own_demo_database.fetchval("select count(*) from figure_deltas") == 0
    assert [each.sku for each in await first_to_look_at(own_demo_database, "DE", 10)] == ["faust"]
