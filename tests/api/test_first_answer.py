"""From nothing to a first useful answer, as an explorer clicks it; docs/playground.md tells the same path."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.api.browsing import Visit, chromium, needs_browser, visiting
from tests.api.test_cli import free_port, started, wait_for

pytestmark = [*needs_browser, pytest.mark.prove]
DOCS = Path(__file__).parents[2] / "docs"
WITHIN = 60.0
"""Seconds, from the command to the last step."""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as launched:
        yield launched


async def answered(page: Page, words: str) -> None:
    """Wait until the answer has these words."""
    await expect(page.locator(".graphiql-response")).to_contain_text(words, timeout=30_000)


def keep(name: str) -> dict[str, Any]:
    """Where a picture of the documentation is taken to: remove one, and it is taken anew."""
    return {} if (DOCS / name).exists() else {"path": DOCS / name}


async def test_a_newcomer_has_a_useful_answer_within_a_minute(browser: Browser, data_dir: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    path: list[tuple[str, float]] = []

    def note(step: str) -> None:
        path.append((step, round(time.monotonic() - began, 1)))

    with started("demo", COMPTOIR_DATA_DIR=str(data_dir), COMPTOIR_PORT=str(port)):
        await asyncio.to_thread(wait_for, port, "/readyz")
        note("serves")
        async with visiting(Visit, browser, address) as visit:
            page = visit.page
            await page.set_viewport_size({"width": 1100, "height": 700})
            await page.goto(f"{address}/graphql")
            await answered(page, "formatted")
            note("first answer")
            await page.screenshot(**keep("playground.png"))
            await page.select_option("#region", "FR")
            await answered(page, "La Divine")
            note("another region")
            await page.select_option("#example", "quote")
            await answered(page, '"quote": {')
            note("why it costs that")
            await page.select_option("#example", "history")
            await answered(page, "Demo Staff")
            note("the staff's API")
            await page.screenshot(**keep("playground-staff.png"))
            await page.click("[data-form=python]")
            await expect(page.locator("#snippet code")).to_contain_text("urlopen")
            note("a program to go on with")
            assert visit.troubles == []
    assert path[-1][1] < WITHIN, path
