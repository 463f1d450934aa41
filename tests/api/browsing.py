"""Pages of ours in a real browser, every other host being out of reach."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Response, Route, async_playwright

CHROMIUM = shutil.which("chromium")
needs_browser = [
    pytest.mark.anyio,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the browser's driver leaves its pipes to the end
]


class Visit:
    """A page, and all that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._note_console)
        page.on("response", self._note_response)

    def _note_console(self, message: Any) -> None:
        if message.type == "error":
            self.troubles.append(message.text)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")

    async def keep_in(self, route: Route) -> None:
        """Let a request go to our own address alone."""
        if route.request.url.startswith((self.address, "data:", "blob:")):
            return await route.continue_()
        self.troubles.append(f"asked for {route.request.url}")
        return await route.abort()


async def objections(page: Page, part: str | None = None) -> list[str]:
    """What axe-core has against a page, or a part of it: each rule with the elements that break it."""
    found = await Axe().run(page, context=part)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


V = TypeVar("V", bound=Visit)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    async with async_playwright() as driver:
        launched = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        await launched.close()


@asynccontextmanager
async def visiting(kind: type[V], browser: Browser, address: str, **options: Any) -> AsyncIterator[V]:
    """An empty page of a visitor of their own, who is kept at an address."""
    context = await browser.new_context(**options)
    visit = kind(await context.new_page(), address)
    await context.route("**/*", visit.keep_in)
    yield visit
    await context.close()
