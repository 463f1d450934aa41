"""The sample shop in a real browser, every other host being out of reach."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asgi_lifespan import LifespanManager
from playwright.async_api import Browser, expect

from api.app import create_app
from api.settings import Settings
from tests.api.browsing import Visit, chromium, needs_browser, objections, visiting

pytestmark = needs_browser
DOCS = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a shop shows of one novel, bought once and then twice."""

    name: str
    typed: str
    title: str
    price: str
    reason: str
    law: str
    missing: str
    delivery: tuple[str, str]


SHOPS = {
    "de": Expected(
        "Comptoir · Deutschland",
        "faus",
        "Faust",
        "24,00 €",
        "Ein neues Buch kostet, was der Verlag festsetzt",
        "BuchPrG § 3",
        "15,00 €",
        ("2,99 €", "0,00 €"),
    ),
    "fr": Expected(
        "Comptoir · France",
        "tartu",
        "Le Tartuffe",
        "18,90 €",
        "Un livre neuf coûte ce que fixe son éditeur",
        "Loi 81-766",
        "16,10 €",
        ("3,00 €", "0,01 €"),
    ),
}


@pytest.fixture(scope="module")
async def address(demo_url: str, serve: Any) -> AsyncIterator[str]:
    app = create_app(Settings(database_url=demo_url))
    async with LifespanManager(app) as manager, serve(manager.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as launched:
        yield launched


@pytest.fixture
async def visit(address: str, browser: Browser) -> AsyncIterator[Visit]:
    async with visiting(Visit, browser, address, locale="de-DE") as visit:
        yield visit


async def open_shop(visit: Visit, path: str) -> None:
    """Open a shop and wait until all of it is there."""
    await visit.page.goto(f"{visit.address}/shop/{path}")
    for part in ("#stage h2", "#basket p", "#shops a"):
        await visit.page.wait_for_selector(part)


@pytest.mark.parametrize("code", SHOPS)
async def test_a_shopper_finds_a_novel_reads_why_it_costs_that_and_fills_a_basket(
    visit: Visit, code: str
) -> None:
    page, expected = visit.page, SHOPS[code]
    await open_shop(visit, f"{code}?language={code}")
    assert await page.inner_text("h1") == expected.name

    await page.fill("[name=query]", expected.typed)
    await page.wait_for_selector(f"#suggestions option[value='{expected.title}']", state="attached")
    await page.fill("[name=query]", expected.title)
    await page.press("[name=query]", "Enter")
    await page.click(f".cards >> text='{expected.title}'")

    variant = page.locator(".variants > li").first
    await expect(variant.locator("strong")).to_have_text(expected.price)
    await expect(variant.locator("details")).to_contain_text(expected.reason)
    await expect(variant.locator("cite")).to_contain_text(expected.law)
    assert (await page.title()).endswith(expected.name)

    delivery = page.locator("#basket tbody").first.locator("td")
    await variant.locator("button").click()
    await expect(page.locator("[data-value=missing]")).to_contain_text(expected.missing)
    await expect(delivery).to_have_text(expected.delivery[0])
    await page.fill("#basket input", "2")
    await page.press("#basket input", "Tab")
    await expect(delivery).to_have_text(expected.delivery[1])
    await expect(page.locator("[data-value=missing]")).to_have_count(0)
    assert await page.eval_on_selector("progress", "bar => bar.value / bar.max") == 1

    await page.reload()
    await expect(page.locator("#basket input")).to_have_value("2")
    await page.click("#basket li button")
    await expect(page.locator("#basket table")).to_have_count(0)
    assert visit.troubles == []


async def test_the_list_goes_on_page_by_page_and_the_keyboard_with_it(visit: Visit) -> None:
    await open_shop(visit, "de")
    cards = visit.page.locator(".cards > li")
    await expect(cards).to_have_count(12)
    await visit.page.focus(".more")
    await visit.page.keyboard.press("Enter")
    await expect(cards).to_have_count(24)
    await expect(cards.nth(12).locator("a")).to_be_focused()
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator("article h2")).to_be_focused()
    assert visit.troubles == []


async def test_language_and_destination_are_chosen_in_the_address(visit: Visit) -> None:
    page = visit.page
    await open_shop(visit, "de?language=de#/product/faust")
    await page.select_option("[name=language]", "en")
    await page.select_option("[name=country]", "AT")
    await page.click("#choices button")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await open_shop(visit, "de?language=en&country=AT#/product/faust")
    await expect(page.locator(".variants strong").first).to_have_text("24,70 €")
    await expect(page.locator(".variants cite").first).to_contain_text("BPrBG 2023")
    assert visit.troubles == []


async def test_a_text_that_stands_in_is_marked_with_its_language(visit: Visit) -> None:
    await open_shop(visit, "gr?language=el#/product/faust")
    await expect(visit.page.locator(".mark")).to_contain_text("Αγγλικά")
    await expect(visit.page.locator("[data-value=description] span")).to_have_attribute("lang", "en")
    assert visit.troubles == []


async def test_what_stands_against_an_order_is_told_until_the_state_is_chosen(visit: Visit) -> None:
    await open_shop(visit, "us?language=en#/product/faust")
    await visit.page.click(".variants button >> nth=0")
    await expect(visit.page.locator("#basket .problem")).to_contain_text("state or province")
    await visit.page.fill("[name=state]", "OR")
    await visit.page.click("#choices button")
    await expect(visit.page.locator("#basket table")).to_be_visible()
    await expect(visit.page.locator("#basket .problem")).to_have_count(0)
    assert visit.troubles == []


async def test_what_is_not_there_is_said(visit: Visit) -> None:
    await open_shop(visit, "de?language=en#/product/nothing-of-this-name")
    await expect(visit.page.locator("#stage h2")).to_have_text("Nothing was found.")
    await visit.page.goto(f"{visit.address}/shop/de?language=en&country=Nowhere")
    await expect(visit.page.locator("#stage .problem")).to_contain_text("Nowhere")
    assert {trouble for trouble in visit.troubles if "400" not in trouble} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_everything_within_its_width(visit: Visit, scheme: Any) -> None:
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.page.set_viewport_size({"width": 390, "height": 844})
    await open_shop(visit, "gr?language=el#/product/faust")
    await visit.page.click(".variants button >> nth=0")
    await expect(visit.page.locator("#basket table")).to_be_visible()
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == 390
    assert visit.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_axe_finds_nothing_to_object_to(visit: Visit, scheme: Any, width: int) -> None:
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.page.set_viewport_size({"width": width, "height": 844})
    await open_shop(visit, "gr?language=el")
    assert await objections(visit.page) == []
    await open_shop(visit, "gr?language=el#/product/faust")
    await visit.page.click(".variants summary >> nth=0")
    await visit.page.click(".variants button >> nth=0")
    await expect(visit.page.locator("#basket table")).to_be_visible()
    assert await objections(visit.page) == []
    assert visit.troubles == []


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, as its header says."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


@pytest.mark.prove
async def test_the_pictures_in_the_documentation_can_be_taken(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    await page.set_viewport_size({"width": 1100, "height": 700})
    await open_shop(visit, "de?language=de#/product/faust")
    await page.click(".variants button >> nth=0")
    await page.wait_for_selector("#basket table")
    await page.screenshot(path=tmp_path / "shop.png")
    await page.goto(f"{visit.address}/graphql")
    await page.wait_for_selector(".graphiql-response .cm-string")
    await page.screenshot(path=tmp_path / "playground.png")
    for picture in ("shop.png", "playground.png"):
        taken = (tmp_path / picture).read_bytes()
        if not (DOCS / picture).exists():  # remove one, and it is taken anew
            (DOCS / picture).write_bytes(taken)
        assert size(taken) == size((DOCS / picture).read_bytes()) == (1100, 700)
    assert visit.troubles == []
