"""The cord: what stops being sold, when, and how it comes back."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from regions.lawbook import lawbook
from store.catalog.lookups import read_product_by_sku
from store.catalog.view import View
from store.database import Database, connect
from store.incidents.independence import Witness, count_independent
from store.incidents.policies import CordPolicy, Problem, set_cord_policy
from store.incidents.pulling import SomebodyElse, UnknownIncident, confirm, pull
from store.incidents.reporting import NotReceived, Reported, Trouble, report_problem
from store.incidents.shelf import Area, hold_for_sale, pulled_among
from store.loading.load import load
from store.shelf import ALL_DUE, refresh_due
from tests.store.buyers import deliver, new_customer, product_of
from tests.store.conftest import Check

SMELLS = (Problem.QUALITY, "Smells")
STAFF = "insert into staff_members (email, name, created_at) values ($1, 'Somebody', now()) returning id"


@pytest.fixture
async def shop(
    database: Database, drama: list[Any], faust: Any, coffee: Any, now: datetime, is_sound: Check
) -> Any:
    """The shop; whatever is pulled, its derived tables stay sound."""
    report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert not report.errors
    yield database
    await is_sound(database)


async def reported(
    database: Database,
    name: str,
    now: datetime,
    kind: Problem = Problem.DAMAGED,
    street: str | None = None,
    sku: str = "faust-hc",
) -> bool:
    """Whether the product is pulled once a new customer who received it has reported a problem."""
    customer = await new_customer(database, name, now)
    order = await deliver(database, customer, sku, now, street=street)
    trouble = Trouble(await product_of(database, "faust"), order, customer, kind, "Oh")
    answer = await report_problem(database, trouble, now)
    assert isinstance(answer, Reported)
    return answer.pulled


async def sold_in(database: Database, now: datetime, sku: str = "faust") -> Sequence[str]:
    """The regions in which a product is found."""
    views = [View(region, "en", ("en", "de"), now) for region in ("DE", "GB")]
    return [view.storefront for view in views if await read_product_by_sku(database, view, sku, [])]


async def test_two_customers_with_the_same_problem_pull_a_product_everywhere(
    shop: Database, now: datetime
) -> None:
    assert not await reported(shop, "Ada", now)
    assert await sold_in(shop, now) == ["DE", "GB"]
    assert await reported(shop, "Bob", now)
    assert await sold_in(shop, now) == []
    assert await sold_in(shop, now, "coffee") == ["DE", "GB"]
    variants = [
        row["id"] for row in await shop.fetch("select id from variants where sku like 'faust%' order by id")
    ]
    assert sorted(await pulled_among(shop, variants, "DE")) == variants
    assert await shop.fetchval("select count(*) from problem_reports where incident_id is not null") == 2


async def test_different_problems_and_old_ones_do_not_add_up(shop: Database, now: datetime) -> None:
    await reported(shop, "Ada", now)
    assert not await reported(shop, "Bob", now, Problem.QUALITY)
    assert not await reported(shop, "Eve", now + timedelta(days=31))
    assert await reported(shop, "Sue", now + timedelta(days=31))


async def test_one_household_counts_once(shop: Database, now: datetime) -> None:
    await reported(shop, "Ada", now, street="Am Markt 1")
    assert not await reported(shop, "Bob", now, street="AM MARKT  1.")
    assert await reported(shop, "Eve", now, street="Am Markt 2")


A1, A2, B1, B2 = Witness(1, "a", "x"), Witness(1, "a", "y"), Witness(2, "b", "x"), Witness(2, "b", "y")
GUEST_A, GUEST_C = Witness(None, "a", "z"), Witness(None, "c", "z")
TWO_ACCOUNTS = Witness(3, "a", "z")


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], 0),
        ([A1, A2], 1),
        ([A1, B1], 1),
        ([A1, B1, A2], 2),
        ([A1, A2, B1, Witness(3, "c", "x")], 2),
        ([A1, B2, GUEST_C], 3),
        ([A1, GUEST_A], 1),
        ([A1, GUEST_C], 2),
        ([A1, TWO_ACCOUNTS], 1),
        ([A1, Witness(3, "c", "y"), Witness(3, "a", "z")], 1),
        ([Witness(None, None, "x"), Witness(None, None, "y")], 2),
    ],
)
def test_independent_reports_share_neither_person_nor_address(reports: list[Witness], expected: int) -> None:
    assert count_independent(reports) == expected


async def test_what_is_unsafe_needs_one_report(shop: Database, now: datetime) -> None:
    assert await reported(shop, "Ada", now, Problem.UNSAFE)


async def test_thresholds_are_policy(shop: Database, now: datetime) -> None:
    await set_cord_policy(shop, Problem.DAMAGED, CordPolicy(reporters=3), now)
    await set_cord_policy(shop, Problem.QUALITY, CordPolicy(reporters=0), now)
    for name in ("Sue", "Kim", "Lou"):
        assert not await reported(shop, name, now, Problem.QUALITY)
    assert [await reported(shop, name, now) for name in ("Ada", "Bob", "Eve")] == [False, False, True]


async def test_only_who_received_it_reports(shop: Database, now: datetime) -> None:
    ada, bob = await new_customer(shop, "Ada", now), await new_customer(shop, "Bob", now)
    faust, coffee = await product_of(shop, "faust"), await product_of(shop, "coffee")
    here = await deliver(shop, ada, "faust-hc", now)
    underway = await deliver(shop, ada, "faust-hc", now, arrived=False)
    for product, order, customer in (
        (faust, here, bob),
        (coffee, here, ada),
        (faust, underway, ada),
        (99, here, ada),
    ):
        trouble = Trouble(product, order, customer, Problem.UNSAFE, None)
        assert await report_problem(shop, trouble, now) == NotReceived()
    assert await report_problem(shop, Trouble(faust, here, ada, Problem.UNSAFE, None), now) == Reported(True)


async def test_what_is_pulled_stays_so_until_somebody_confirms(shop: Database, now: datetime) -> None:
    staff = await shop.fetchval(STAFF, "eve")
    incident = await pull(
        shop, Area(await product_of(shop, "faust")), Problem.QUALITY, "Smells", staff, "DE", now
    )
    assert isinstance(incident, int)
    assert await sold_in(shop, now) == []
    await shop.execute(ALL_DUE, now)
    await refresh_due(shop, lawbook(), now)
    assert (await sold_in(shop, now), await sold_in(shop, now, "coffee")) == ([], ["DE", "GB"])
    assert await confirm(shop, lawbook(), incident, "Aired", staff, now) is None
    assert await sold_in(shop, now) == ["DE", "GB"]
    assert await confirm(shop, lawbook(), incident, "Aired", staff, now) == UnknownIncident()
    notes = await shop.fetch("select kind, text from incident_notes order by id")
    assert [tuple(note) for note in notes] == [("PULLED", "Smells"), ("CONFIRMED", "Aired")]


async def test_somebody_else_confirms_if_policy_says_so(shop: Database, now: datetime) -> None:
    await set_cord_policy(shop, Problem.QUALITY, CordPolicy(confirm_by_other=True), now)
    eve, sue = [await shop.fetchval(STAFF, name) for name in ("eve", "sue")]
    incident = await pull(
        shop, Area(await product_of(shop, "faust")), Problem.QUALITY, "Smells", eve, "DE", now
    )
    assert isinstance(incident, int)
    assert await confirm(shop, lawbook(), incident, None, eve, now) == SomebodyElse()
    assert await confirm(shop, lawbook(), incident, None, sue, now) is None


async def test_regions_and_variants_are_pulled_alone(shop: Database, now: datetime) -> None:
    staff, faust = await shop.fetchval(STAFF, "eve"), await product_of(shop, "faust")
    bound = await shop.fetchval("select id from variants where sku = 'faust-hc'")
    await pull(shop, Area(faust, region="GB"), Problem.OTHER, "Customs", staff, "DE", now)
    assert await sold_in(shop, now) == ["DE"]
    await pull(shop, Area(faust, variant=bound), Problem.QUALITY, "Binding", staff, "DE", now)
    view = View("DE", "de", ("de",), now)
    for _ in range(2):
        left = await read_product_by_sku(shop, view, "faust", [])
        assert left is not None
        assert left.sku == "faust-ebook"
        await refresh_due(shop, lawbook(), now)
    assert await pulled_among(shop, [bound], "DE") == [bound]


async def test_many_who_sell_at_once_do_not_keep_the_cord_waiting(
    shop: Database, database_url: str, now: datetime
) -> None:
    faust = await product_of(shop, "faust")
    eve, sold = await shop.fetchval(STAFF, "eve"), 0

    async def sell(own: Database) -> None:
        nonlocal sold
        while not await pulled_among(own, [variant], "DE"):
            async with own.transaction() as writing:
                await hold_for_sale(writing, [faust])
                await writing.execute("select from products where id = $1 for key share", faust)
                await asyncio.sleep(0.02)
                sold += 1

    variant = await shop.fetchval("select id from variants where sku = 'faust-hc'")
    async with connect(database_url, 12) as busy:
        selling = [asyncio.create_task(sell(busy)) for _ in range(11)]
        await asyncio.sleep(0.3)
        async with asyncio.timeout(2):
            await pull(shop, Area(faust), *SMELLS, eve, "DE", now)
        await asyncio.gather(*selling)
    assert sold > 11


async def test_reports_at_the_same_time_open_one_incident(shop: Database, now: datetime) -> None:
    names = [f"Customer {number}" for number in range(8)]
    pulled = await asyncio.gather(*(reported(shop, name, now) for name in names))
    assert sorted(pulled) == [False] + [True] * 7
    assert await shop.fetchval("select count(*) from incidents") == 1
