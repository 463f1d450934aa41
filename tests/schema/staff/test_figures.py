"""Figures in the hands of the staff: what happened where, how sure that is, and which records say so."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.accounts.staff import Role
from store.database import Database
from store.figures.folding import fold
from store.figures.ranking import rank_due
from store.incidents.policies import Problem
from store.incidents.reporting import Trouble, report_problem
from store.reviews.writing import Words, submit
from tests.schema.counter import NOW, Counter
from tests.schema.staff.office import Office
from tests.store.buyers import deliver, new_customer, product_of

ROOT = Path(__file__).parents[3]
FIGURE = "{ value low high method count of }"
ALL = f"""since until region sku category sold averageRating reportsPerThousand {FIGURE}
    verifiedPercent {FIGURE} rating {FIGURE} ratingChange {FIGURE} moderationSeconds {FIGURE}
    moderatedInTimePercent {FIGURE} waiting {{ reviews oldest }}"""
PRODUCT = f"""query($sku: String!, $region: RegionCode, $days: Int! = 90) {{
  productFigures(sku: $sku, region: $region, days: $days) {{ {ALL} }} }}"""
RECORDS = """query($after: String) { productFigures(sku: "faust") {
  sales(first: 1, after: $after) { nodes { orderNumber sku region quantity deliveredAt }
    pageInfo { hasNextPage endCursor } }
  reports { nodes { orderNumber kind text reportedAt } }
  reviews { nodes { rating title body verified } } } }"""
LOOK = """query($region: RegionCode, $after: String) {
  productsToLookAt(region: $region, first: 1, after: $after) {
  nodes { sku customers reasons { reason message customers } figures { sku sold reports { nodes { text } } } }
  pageInfo { hasNextPage endCursor } } }"""
COUNT = "insert into figure_deltas (product_id, region, day, sold, reported) values ($1, $2, $3, $4, $5)"


async def analyst(database: Database, *regions: str | None) -> Office:
    """Somebody who may see the figures of these regions."""
    return await Office(database).hire("Kim", *[(Role.FIGURES, region) for region in regions])


async def count(database: Database, sku: str, region: str, sold: int, reported: int) -> None:
    """Count sales of today without having made them."""
    product = await product_of(database, sku)
    await database.execute(COUNT, product, region, NOW.date(), sold, reported)


async def sell(database: Database, name: str, region: str, rating: int) -> tuple[int, int]:
    """A customer to whom Faust was delivered and who has reviewed it, and their order."""
    customer = await new_customer(database, name, NOW)
    order = await deliver(database, customer, "faust-hc", NOW, region=region)
    words = Words(rating, None, f"Von {name}.", "de")
    await submit(database, await product_of(database, "faust"), customer, words, region, NOW)
    return customer, order


async def test_figures_tell_how_sure_they_are(own_counter: Counter) -> None:
    database = own_counter.database
    faust = await product_of(database, "faust")
    customer, order = await sell(database, "Ada", "DE", 5)
    await sell(database, "Bob", "DE", 4)
    await report_problem(database, Trouble(faust, order, customer, Problem.DAMAGED, "Torn."), NOW)
    found = await (await analyst(database, "DE")).ask(PRODUCT, sku="faust", region="DE", days=30)
    assert (found["since"], found["until"], found["sold"]) == ("2026-10-23", "2026-11-21", 2)
    assert (found["region"], found["sku"], found["category"]) == ("DE", "faust", None)
    # Wilson's interval of 1 in 2: (½ + 0.9604 ± 1.96 √(⅛ + 0.2401)) / 2.9208
    assert found["reportsPerThousand"] == {
        "value": "500.00", "low": "94.53", "high": "905.47", "method": "WILSON", "count": 1, "of": 2
    }  # fmt: skip
    assert found["averageRating"] == "4.50"
    # Half a review for each star: (9 + 7.5) / 4.5, variance (68.5 / 4.5 - 3.667²) / 5.5 = 0.3232
    assert found["rating"] == {
        "value": "3.67", "low": "2.55", "high": "4.78", "method": "BAYES", "count": 9, "of": 2
    }  # fmt: skip
    nothing = {"value": None, "low": None, "high": None}
    assert found["ratingChange"] == {**nothing, "method": "BAYES", "count": 2, "of": 2}
    assert found["moderationSeconds"] == {**nothing, "method": "STUDENT", "count": 0, "of": 0}
    assert found["waiting"] == {"reviews": 0, "oldest": None}


async def test_products_categories_and_the_shop_add_up(own_counter: Counter) -> None:
    database = own_counter.database
    await count(database, "faust", "DE", 30, 3)
    await count(database, "faust", "FR", 20, 0)
    await count(database, "goldberg", "DE", 50, 0)
    head = await analyst(database, None)
    regions = "sold byRegion { region sold reportsPerThousand { count } }"
    by_product = await head.ask(f'{{ productFigures(sku: "faust") {{ {regions} }} }}')
    assert by_product == {"sold": 50, "byRegion": [
        {"region": "DE", "sold": 30, "reportsPerThousand": {"count": 3}},
        {"region": "FR", "sold": 20, "reportsPerThousand": {"count": 0}},
    ]}  # fmt: skip
    path = await database.fetchval(
        "select path from categories where id = (select category_id from products where sku = 'faust')"
    )
    for fresh in (True, False):
        whole = await head.ask(f"{{ shopFigures {{ {regions} }} }}")
        assert (whole["sold"], [each["sold"] for each in whole["byRegion"]]) == (100, [80, 20]), fresh
        found = await head.ask(
            f'{{ categoryFigures(path: "{path}", region: "DE") {{ category {regions} }} }}'
        )
        assert (found["category"], found["sold"], len(found["byRegion"])) == (path, 30, 1)
        await fold(database)


async def test_the_records_behind_a_figure_are_paged_and_name_nobody(own_counter: Counter) -> None:
    database = own_counter.database
    faust = await product_of(database, "faust")
    customer, order = await sell(database, "Ada", "DE", 5)
    await sell(database, "Bob", "FR", 2)
    await report_problem(database, Trouble(faust, order, customer, Problem.DAMAGED, "Torn."), NOW)
    head = await analyst(database, None)
    first = await head.ask(RECORDS)
    assert [each["region"] for each in first["sales"]["nodes"]] == ["FR"]
    rest = await head.ask(RECORDS, after=first["sales"]["pageInfo"]["endCursor"])
    assert [each["region"] for each in rest["sales"]["nodes"]] == ["DE"]
    assert (first["sales"]["pageInfo"]["hasNextPage"], rest["sales"]["pageInfo"]["hasNextPage"]) == (
        True, False,
    )  # fmt: skip
    number = await database.fetchval("select number from orders where id = $1", order)
    [told] = first["reports"]["nodes"]
    assert (told["orderNumber"], told["kind"], told["text"]) == (number, "DAMAGED", "Torn.")
    assert [(each["rating"], each["verified"]) for each in first["reviews"]["nodes"]] == [
        (2, True),
        (5, True),
    ]


async def test_the_worst_come_first_and_say_why(own_counter: Counter) -> None:
    database = own_counter.database
    await count(database, "wahlverwandtschaften", "DE", 100_000, 200)
    await count(database, "faust", "DE", 1_000, 20)
    await count(database, "werther", "DE", 1_000, 40)
    await fold(database)
    await rank_due(database, NOW)
    kim = await analyst(database, "DE")
    first = await kim.ask(LOOK, region="DE")
    [worst] = first["nodes"]
    assert (worst["sku"], worst["figures"]["sold"], first["pageInfo"]["hasNextPage"]) == (
        "werther", 1000, True,
    )  # fmt: skip
    [reason] = worst["reasons"]
    assert (reason["reason"], reason["customers"]) == ("REPORTED", worst["customers"])
    assert reason["message"] == "Of a thousand sold, 40 had a problem; 2 is usual."
    rest = await kim.ask(LOOK, region="DE", after=first["pageInfo"]["endCursor"])
    assert ([each["sku"] for each in rest["nodes"]], rest["pageInfo"]["hasNextPage"]) == (["faust"], False)


@pytest.mark.parametrize("field", ["shopFigures", "productsToLookAt"])
async def test_all_regions_together_are_for_those_who_may_see_each(own_counter: Counter, field: str) -> None:
    below = "{ sold }" if field == "shopFigures" else "{ nodes { sku } }"
    german, head = (
        await analyst(own_counter.database, "DE"),
        await Office(own_counter.database).hire("Head", (Role.FIGURES, None)),
    )
    asked = [f"{{ {field} {below} }}", f"{{ {field}(region: null) {below} }}"]
    assert [await german.refusal(document) for document in asked] == ["FORBIDDEN", "FORBIDDEN"]
    assert await german.refusal(f'{{ {field}(region: "FR") {below} }}') == "FORBIDDEN"
    assert await german.ask(f'{{ {field}(region: "DE") {below} }}') is not None
    assert [await head.ask(document) is not None for document in asked] == [True, True]
    assert await head.refusal(f'{{ {field}(region: "XX") {below} }}') == "UNKNOWN_REGION"


async def test_what_is_not_there_has_no_figures(own_counter: Counter) -> None:
    kim = await analyst(own_counter.database, None)
    assert await kim.ask('{ productFigures(sku: "nothing") { sold } }') is None
    assert await kim.ask('{ categoryFigures(path: "nothing") { sold } }') is None
    assert await kim.ask('{ productFigures(sku: "faust") { sold } }') == {"sold": 0}


@pytest.mark.parametrize("days", [0, -1, 731])
async def test_a_period_has_days_and_ends(own_counter: Counter, days: int) -> None:
    kim = await analyst(own_counter.database, None)
    assert await kim.refusal(f"{{ shopFigures(days: {days}) {{ sold }} }}") == "BAD_FILTER"
    longest = await kim.ask("{ shopFigures(days: 730) { since until } }")
    assert date.fromisoformat(longest["until"]) - date.fromisoformat(longest["since"]) == timedelta(729)


async def statements(office: Office, document: str, **variables: Any) -> Sequence[str]:
    """What an answer asks the database, after who asks is known."""
    await office.ask(document, **variables)
    async with office.database.watch() as seen:
        await office.ask(document, **variables)
    return [sql for sql in seen if "staff_members" not in sql]


async def test_statements_do_not_grow_with_the_products(own_counter: Counter) -> None:
    database = own_counter.database
    await count(database, "wahlverwandtschaften", "DE", 100_000, 200)
    for sku in ("faust", "werther"):
        await count(database, sku, "DE", 1_000, 40)
    await fold(database)
    await rank_due(database, NOW)
    kim = await analyst(database, None)
    one = await statements(kim, LOOK)
    both = await statements(kim, LOOK.replace("first: 1", "first: 2"))
    assert len((await kim.ask(LOOK.replace("first: 1", "first: 2")))["nodes"]) == 2
    # The ranking, the figures, and the reports, which are planned for their values: two more.
    assert (len(one), len(both)) == (5, 5)
    # The product, its figures, what waits.
    assert len(await statements(kim, PRODUCT, sku="faust")) == 3


def shown() -> list[str]:
    """The GraphQL documents of docs/figures.md."""
    return re.findall(r"^```graphql\n(.*?)^```$", (ROOT / "docs/figures.md").read_text(), re.M | re.S)


async def test_the_examples_of_the_page_run(own_counter: Counter) -> None:
    database = own_counter.database
    await count(database, "wahlverwandtschaften", "DE", 100_000, 200)
    await count(database, "faust", "DE", 1_000, 20)
    await fold(database)
    await rank_due(database, NOW)
    kim = await analyst(database, "DE")
    [ranking, product] = [await kim.ask(document) for document in shown()]
    assert [each["sku"] for each in ranking["nodes"]] == ["faust"]
    assert product["reportsPerThousand"] == {"value": "20.00", "low": "12.98", "high": "30.69"}
