"""How long a pulled product is still shown, by several processes with a cache each."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime
from pathlib import Path

import orjson

from store.database import connect
from store.incidents.policies import Problem
from store.incidents.reporting import Reported, Trouble, report_problem
from tests.store.buyers import deliver, new_customer, product_of

ROOT = Path(__file__).parents[3]
READER = Path(__file__).parent / "shop_reader.py"
REGIONS = ("DE", "GB", "FR")
SLACK = 1.0
"""Seconds; a notification takes milliseconds, and the machine may be busy."""


async def start(url: str, region: str) -> Process:
    """A reader that has asked once."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(READER), url, region, stdin=PIPE, stdout=PIPE, env=environment
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
    return process


async def finish(process: Process) -> list[tuple[float, bool]]:
    """What a reader saw: when it asked, and whether the product was sold."""
    output, _ = await asyncio.wait_for(process.communicate(b"\n"), 20)
    return [tuple(row) for row in orjson.loads(output)]


async def test_within_a_second_no_process_sells_what_two_customers_reported(todays_demo_url: str) -> None:
    now = datetime.now(UTC)
    readers = await asyncio.gather(*(start(todays_demo_url, region) for region in REGIONS))
    await asyncio.sleep(SLACK)
    async with connect(todays_demo_url) as database:
        faust = await product_of(database, "faust")
        for name in ("Ada", "Bob"):
            customer = await new_customer(database, name, now)
            order = await deliver(database, customer, "faust-hc", now)
            trouble = Trouble(faust, order, customer, Problem.DAMAGED, None)
            answer = await report_problem(database, trouble, now)
            answered = time.monotonic()
        assert answer == Reported(pulled=True)
    await asyncio.sleep(2 * SLACK)
    for seen in [await finish(reader) for reader in readers]:
        assert {sold for asked, sold in seen if asked < answered - SLACK / 10} == {True}
        assert {sold for asked, sold in seen if asked > answered + SLACK} == {False}
