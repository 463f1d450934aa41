"""Guests who report, letters about the cord, policies with their dates, and what an incident concerns."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from regions.reading import BadInput
from store.accounts.customers import erase_customer, personal_data
from store.accounts.staff import Grant, NewStaff, Role, add_staff
from store.database import Database
from store.incidents.concerned import list_orders, list_reports, list_stock
from store.incidents.policies import (
    CordPolicy,
    Problem,
    cord_policy_history,
    read_cord_policy,
    set_cord_policy,
)
from store.incidents.pulling import pull
from store.incidents.reading import read_incident
from store.incidents.reporting import Reported, Trouble, report_problem
from store.incidents.shelf import Area
from store.loading.load import load
from tests.store.buyers import deliver, new_customer, product_of

LETTERS = 'select kind, "to", language, region, payload::text as payload from outbox order by kind, "to"'


@pytest.fixture
async def shop(
    database: Database, drama: list[Any], faust: Any, coffee: Any, now: datetime
) -> AsyncIterator[Database]:
    """The shop, and three who work in it."""
    report = await load(database, map(orjson.dumps, [*drama, faust, coffee]), now=now)
    assert not report.errors
    for name, grants in (
        ("Kim", [Grant(Role.STOCK)]),
        ("Lou", [Grant(Role.ORDERS, "FR"), Grant(Role.CATALOGUE, "FR")]),
        ("Jo", [Grant(Role.MODERATION)]),
    ):
        new = NewStaff(f"{name.lower()}@staff.example", name, "correct horse battery", grants)
        await add_staff(database, new, now)
    yield database


async def reported(
    shop: Database,
    now: datetime,
    name: str | None,
    *,
    email: str = "guest@example.org",
    street: str | None = None,
    kind: Problem = Problem.DAMAGED,
    region: str = "DE",
) -> bool:
    """Whether Faust is pulled once a new customer, or a guest, who received it has reported a problem."""
    customer = None if name is None else await new_customer(shop, name, now)
    order = await deliver(shop, customer, "faust-hc", now, email=email, street=street, region=region)
    trouble = Trouble(await product_of(shop, "faust"), order, customer, kind, "The back is broken")
    answer = await report_problem(shop, trouble, now)
    assert isinstance(answer, Reported)
    return answer.pulled


async def letters(shop: Database) -> list[tuple[str, str, str, str]]:
    """The kind of each letter, to whom it goes, in which language and from which shop."""
    return [(row["kind"], row["to"], row["language"], row["region"]) for row in await shop.fetch(LETTERS)]


async def test_two_guests_pull_a_product_and_one_with_two_orders_does_not(
    shop: Database, now: datetime
) -> None:
    assert not await reported(shop, now, None, email="ada@example.org", street="A 1")
    assert not await reported(shop, now, None, email=" ADA@example.org", street="B 2")
    assert await reported(shop, now, None, email="bob@example.org", street="C 3")


async def test_a_guest_who_is_a_customer_with_the_same_address_counts_once(
    shop: Database, now: datetime
) -> None:
    assert not await reported(shop, now, "Ada", street="A 1")
    assert not await reported(shop, now, None, email="ada@example.org", street="B 2")
    assert await reported(shop, now, None, email="bob@example.org", street="B 2")


async def test_staff_who_look_after_goods_are_told_and_reporters_thanked_once(
    shop: Database, now: datetime
) -> None:
    await reported(shop, now, "Ada")
    assert await letters(shop) == []
    await reported(shop, now, "Bob")
    await reported(shop, now, "Eve")
    assert await letters(shop) == [
        ("CORD_PULLED", "kim@staff.example", "de", "DE"),
        ("CORD_PULLED", "lou@staff.example", "fr", "FR"),
        *(("PROBLEM_THANKS", f"{name}@example.org", "de", "DE") for name in ("ada", "bob", "eve")),
    ]
    told = orjson.loads((await shop.fetch(LETTERS))[0]["payload"])
    assert (told["sku"], told["kind"], told["region"], told["opened_by"]) == ("faust", "DAMAGED", None, None)


async def test_what_is_pulled_in_one_region_is_told_to_those_who_work_there(
    shop: Database, now: datetime
) -> None:
    kim = await shop.fetchval("select id from staff_members where name = 'Kim'")
    await pull(shop, Area(await product_of(shop, "faust"), region="GB"), "OTHER", "Customs", kim, "GB", now)
    assert await letters(shop) == [("CORD_PULLED", "kim@staff.example", "en", "GB")]


async def test_a_policy_holds_from_its_day_on_and_a_regions_own_goes_first(
    shop: Database, now: datetime
) -> None:
    later = now + timedelta(days=10)
    async with shop.transaction() as writing:
        await set_cord_policy(writing, Problem.DAMAGED, CordPolicy(reporters=5), now)
        await set_cord_policy(
            writing, Problem.DAMAGED, CordPolicy(reporters=3, days=9), now, region="FR", valid_from=later
        )
    held = [
        (await read_cord_policy(shop, "DAMAGED", region, at)).reporters
        for region, at in (("FR", now), ("FR", later), ("DE", later), ("DE", now - timedelta(seconds=1)))
    ]
    assert held == [5, 3, 5, 2]
    told = await cord_policy_history(shop, "FR", 10)
    assert [(each.region, each.policy.reporters, each.valid_from) for each in told] == [
        ("FR", 3, later),
        (None, 5, now),
    ]
    audit = await shop.fetch("select action, region from audit_entries where action like 'cord%' order by id")
    assert [tuple(row) for row in audit] == [("cord.policy", None), ("cord.policy", "FR")]


async def test_a_regions_policy_decides_about_what_was_bought_there(shop: Database, now: datetime) -> None:
    await set_cord_policy(shop, Problem.DAMAGED, CordPolicy(reporters=3), now, region="GB")
    pulled = [await reported(shop, now, name, region="GB") for name in ("Ada", "Bob")]
    assert pulled == [False, False]
    assert await reported(shop, now, "Eve", region="DE")


@pytest.mark.parametrize(
    ("kind", "policy", "field"),
    [
        (Problem.UNSAFE, CordPolicy(reporters=2), "reporters"),
        (Problem.UNSAFE, CordPolicy(reporters=0), "reporters"),
        (Problem.DAMAGED, CordPolicy(reporters=-1), "reporters"),
        (Problem.DAMAGED, CordPolicy(reporters=101), "reporters"),
        (Problem.DAMAGED, CordPolicy(days=0), "days"),
        (Problem.DAMAGED, CordPolicy(days=366), "days"),
    ],
)
async def test_a_policy_without_sense_is_refused(
    shop: Database, now: datetime, kind: Problem, policy: CordPolicy, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        await set_cord_policy(shop, kind, policy, now)
    assert refused.value.path == field
    with pytest.raises(BadInput) as late:
        await set_cord_policy(shop, Problem.OTHER, CordPolicy(), now, valid_from=now - timedelta(seconds=1))
    assert late.value.path == "validFrom"
    assert await shop.fetchval("select count(*) from cord_settings") == 0
    await set_cord_policy(shop, Problem.UNSAFE, CordPolicy(reporters=1, days=365), now)


async def test_reports_orders_and_stock_of_an_incident_are_read_by_region(
    shop: Database, now: datetime
) -> None:
    await reported(shop, now, "Ada", region="GB")
    await reported(shop, now, "Bob")
    incident = await shop.fetchval("select id from incidents")
    record = await read_incident(shop, incident)
    assert record is not None
    assert (record.reports, record.reporters, record.orders, record.stock) == (2, 2, 2, 12)
    for regions, expected in ((None, ["DE", "GB"]), ({"GB"}, ["GB"]), (set(), [])):
        reports = await list_reports(shop, 10, incident=incident, regions=regions)
        orders = await list_orders(shop, incident, 10, regions=regions)
        assert [each.region for each in reports] == [each.region for each in orders] == expected
    assert (await list_reports(shop, 10, sku="faust"))[0].text == "The back is broken"
    assert await list_reports(shop, 10, sku="coffee") == []
    assert [(each.sku, each.quantity) for each in await list_stock(shop, incident)] == [("faust-hc", 12)]


async def test_who_is_forgotten_leaves_a_report_without_words(shop: Database, now: datetime) -> None:
    await reported(shop, now, "Ada")
    ada = await shop.fetchval("select id from customers")
    told = await personal_data(shop, ada)
    assert told is not None
    assert [(each["sku"], each["text"]) for each in told["problem_reports"]] == [
        ("faust", "The back is broken")
    ]
    await erase_customer(shop, ada, now)
    left = await shop.fetchrow("select text, email_digest from problem_reports")
    assert left is not None
    assert tuple(left) == (None, None)
    assert await reported(shop, now, "Bob")
    thanked = [to for kind, to, _, _ in await letters(shop) if kind == "PROBLEM_THANKS"]
    assert thanked == ["bob@example.org"]
