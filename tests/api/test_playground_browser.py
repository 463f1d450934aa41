"""The playground in a real browser, every other host being out of reach."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from asgi_lifespan import LifespanManager
from playwright.async_api import Browser, Response, Route, expect

from api.app import create_app
from api.playground.examples import read_examples
from api.settings import Settings
from tests.api import browsing
from tests.api.browsing import chromium, needs_browser, objections, visiting

pytestmark = needs_browser

EXAMPLES = [example.name for example in read_examples()]
REFUSED = {"error"}
WHERE_THE_LAW_LETS = {"buy-withdraw", "buy-withdrawn"}
"""What is refused in regions without a right to withdraw."""


class Visit(browsing.Visit):
    """A page of the playground, and all that went wrong on it."""

    async def choose(self, picker: str, value: str) -> dict[str, Any]:
        """Pick an option; the answer that GraphiQL gets for it."""
        async with self.page.expect_response(is_answer) as answering:
            await self.page.select_option(picker, value)
        answer: dict[str, Any] = orjson.loads(await (await answering.value).body())
        return answer

    async def options(self, picker: str) -> list[str]:
        """The values that a picker offers."""
        found: list[str] = await self.page.eval_on_selector_all(
            f"{picker} option", "all => all.map(o => o.value)"
        )
        return found

    async def headers(self) -> dict[str, str]:
        """What stands in the editor of headers."""
        text = await self.page.evaluate(
            "[...document.querySelectorAll('.CodeMirror')]"
            ".map(each => each.CodeMirror).find(each => each.getValue().includes('X-Region')).getValue()"
        )
        found: dict[str, str] = orjson.loads(text)
        return found

    async def copied(self, form: str) -> str:
        """What the button of a form copies."""
        await self.page.click(f"[data-form={form}]")
        await self.page.wait_for_selector("#snippet[open]")
        shown = await self.page.inner_text("#snippet code")
        await self.page.click("#snippet button")
        return shown


NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="needs Node")
FORMS = ["python", "curl", pytest.param("typescript", marks=needs_node)]


async def execute(form: str, program: str) -> tuple[Any, str]:
    """What a program that the playground copied prints, read as JSON, and what it says went wrong."""
    commands = {
        "python": [sys.executable, "-c", program],
        "curl": ["bash", "-c", program],
        "typescript": [str(NODE), "--input-type=module", "--eval", program],  # it names no types
    }
    done = await asyncio.to_thread(subprocess.run, commands[form], capture_output=True, check=False)
    answer = orjson.loads(done.stdout or "null")
    return (answer, "") if form == "curl" else ({"data": answer}, done.stderr.decode())


def refusals(answer: dict[str, Any]) -> list[str]:
    """What the mutations of an answer refused."""
    payloads = [each for each in (answer["data"] or {}).values() if isinstance(each, dict)]
    return [error["code"] for payload in payloads for error in payload.get("userErrors", ())]


def is_answer(response: Response) -> bool:
    """Whether it answers an operation in the editor, not a question of the page itself."""
    asked = response.request.post_data or "Playground"
    return "Playground" not in asked and "__schema" not in asked


@pytest.fixture(scope="module")
async def address(peopled_demo_url: str, serve: Any) -> AsyncIterator[str]:
    app = create_app(Settings(database_url=peopled_demo_url))
    async with LifespanManager(app) as manager, serve(manager.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as launched:
        yield launched


@pytest.fixture
async def visit(address: str, browser: Browser) -> AsyncIterator[Visit]:
    permissions = ["clipboard-read", "clipboard-write"]
    async with visiting(Visit, browser, address, permissions=permissions) as visit:
        async with visit.page.expect_response(is_answer):
            await visit.page.goto(f"{address}/graphql")
        yield visit


async def test_every_example_runs_and_shows_its_sentence(visit: Visit) -> None:
    assert await visit.options("#example") == EXAMPLES
    for name in [*EXAMPLES[1:], EXAMPLES[0]]:
        answer = await visit.choose("#example", name)
        assert ("errors" in answer) == (name in REFUSED), name
        assert refusals(answer) == []
        assert len(await visit.page.inner_text("#sentence")) > 40
    assert visit.troubles == []


async def test_the_demo_customer_is_signed_in_where_an_example_needs_it(visit: Visit) -> None:
    signed = await visit.choose("#example", "sign-in")
    assert signed["data"]["signIn"]["tokens"]["accessToken"]
    headers = await visit.headers()
    assert "Authorization" not in headers
    answer = await visit.choose("#example", "account")
    assert answer["data"]["me"]["email"] == "customer@example.org"
    assert (await visit.headers())["Authorization"].startswith("Bearer ")
    answer = await visit.choose("#region", "FR")
    assert answer["data"]["me"]["email"] == "customer@example.org"
    await visit.choose("#example", "list")
    assert list(await visit.headers()) == ["X-Region", "X-Language"]
    assert visit.troubles == []


async def test_an_example_that_goes_on_from_others_runs_them_first(visit: Visit) -> None:
    for _ in range(2):
        answer = await visit.choose("#example", "buy-status")
        assert answer["data"]["guestOrder"]["paymentStatus"] == "PAID"
        answer = await visit.choose("#example", "own-order")
        assert answer["data"]["orderCancel"]["order"]["status"] == "CANCELLED"
    await visit.choose("#example", "buy-delivery")
    for region in ("FR", "JP"):
        answer = await visit.choose("#region", region)
        chosen = answer["data"]["cartDeliveryMethodSelect"]
        assert (chosen["userErrors"], chosen["cart"]["readiness"]["isReady"]) == ([], True)
    await visit.choose("#example", "list")
    assert visit.troubles == []


async def test_of_several_choices_in_a_hurry_the_last_one_counts(visit: Visit) -> None:
    await visit.page.evaluate(
        """for (const name of ["own-order", "buy-status", "list"]) {
            const select = document.querySelector("#example");
            select.value = name;
            select.dispatchEvent(new Event("change"));
        }"""
    )
    for region in ("AT", "DE"):
        answer = await visit.choose("#region", region)
        assert list(answer["data"]) == ["products"]
        assert list(await visit.headers()) == ["X-Region", "X-Language"]
    assert visit.troubles == []


async def test_what_went_wrong_before_an_example_is_said_in_its_place(visit: Visit) -> None:
    refusal = {"checkoutComplete": {"order": None, "userErrors": [{"message": "There are none left."}]}}

    async def refuse(route: Route) -> None:
        if "PlaceOrder" in (route.request.post_data or ""):
            return await route.fulfill(json={"data": refusal})
        return await route.fallback()

    await visit.page.route("**/graphql", refuse)
    await visit.page.select_option("#example", "buy-status")
    await expect(visit.page.locator("#sentence")).to_have_text(
        "The example “buy-checkout” went wrong: There are none left."
    )
    assert (await visit.choose("#example", "list"))["data"]["products"]
    assert visit.troubles == []


async def test_a_password_that_was_changed_is_said_in_place_of_the_answer(visit: Visit) -> None:
    people = {"customer": {"email": "customer@example.org", "password": "another-password"}}
    await visit.page.route("**/people.json", lambda route: route.fulfill(json=people))
    await visit.page.reload()
    await visit.page.wait_for_selector(".graphiql-response .cm-string")
    await visit.page.select_option("#example", "account")
    await expect(visit.page.locator("#sentence")).to_contain_text(
        "Nobody can sign in as customer@example.org: "
    )
    assert visit.troubles == []


async def test_the_staffs_api_has_its_own_examples_and_its_own_documentation(visit: Visit) -> None:
    answer = await visit.choose("#api", "staff")
    assert await visit.page.input_value("#example") == "history"
    assert answer["data"]["me"]["name"] == "Demo Staff"
    await visit.page.click("[aria-label='Show Documentation Explorer']")
    await visit.page.click(".graphiql-doc-explorer a:text-is('Query')")
    await visit.page.wait_for_selector(".graphiql-doc-explorer a:text-is('translationCoverage')")
    await visit.choose("#api", "shop")
    await visit.page.wait_for_selector(
        ".graphiql-doc-explorer a:text-is('breadcrumbs'), a:text-is('suggest')"
    )
    assert await visit.page.input_value("#example") == EXAMPLES[0]
    assert visit.troubles == []


@pytest.mark.parametrize("form", FORMS)
async def test_what_is_copied_runs_and_answers_as_the_page_does(visit: Visit, form: str) -> None:
    for name in ("account", "history", "buy-status"):
        shown = await visit.choose("#example", name)
        answer, wrong = await execute(form, await visit.copied(form))
        assert (answer["data"], wrong) == (shown["data"], "")
    await visit.choose("#example", "error")
    answer, wrong = await execute(form, await visit.copied(form))
    said = answer["errors"][0]["message"] if form == "curl" else wrong
    assert "There is no shop “XX”" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_axe_finds_nothing_to_object_to(visit: Visit, scheme: Any, width: int) -> None:
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.page.set_viewport_size({"width": width, "height": 844})
    await visit.choose("#example", "history")
    await visit.page.click("[data-form=curl]")
    await visit.page.wait_for_selector("#snippet[open]")
    assert await objections(visit.page, "#snippet") == []
    await visit.page.click("#snippet button")
    assert await objections(visit.page, "header.bar") == []
    assert await objections(visit.page) == []
    await visit.page.evaluate("document.querySelector('main').append(new Image())")
    assert [found.partition(":")[0] for found in await objections(visit.page)] == ["image-alt"]


async def test_the_pickers_write_the_context_and_run_again(visit: Visit) -> None:
    for region in ("FR", "JP", "US", "DE"):
        answer = await visit.choose("#region", region)
        assert answer["extensions"]["context"]["region"] == region
    answer = await visit.choose("#language", "en")
    assert answer["extensions"]["context"]["language"] == "en"
    answer = await visit.choose("#destination", "AT")
    assert answer["extensions"]["context"]["deliverTo"]["country"] == "AT"
    assert await visit.page.get_attribute("#shop", "href") == "/shop/de?language=en"
    headers = await visit.page.inner_text("section[aria-label='Headers'] .CodeMirror, .graphiql-editor-tool")
    assert '"X-Region": "DE"' in headers
    assert visit.troubles == []


async def test_what_was_picked_is_there_on_the_next_visit(visit: Visit) -> None:
    await visit.choose("#region", "CH")
    await visit.choose("#language", "it")
    async with visit.page.expect_response(is_answer) as answering:
        await visit.page.reload()
    context = orjson.loads(await (await answering.value).body())["extensions"]["context"]
    assert (context["region"], context["language"]) == ("CH", "it")


async def test_a_browser_that_keeps_nothing_picks_all_the_same(visit: Visit) -> None:
    await visit.page.evaluate("{ Storage.prototype.setItem = () => { throw new Error('full') }; null }")
    answer = await visit.choose("#region", "FR")
    assert answer["extensions"]["context"]["region"] == "FR"
    assert visit.troubles == []


@pytest.mark.parametrize(
    ("form", "begins"),
    [("curl", "curl http://127.0.0.1:"), ("typescript", "const query = `#"), ("python", "import json")],
)
async def test_an_operation_is_copied_as_a_program(visit: Visit, form: str, begins: str) -> None:
    await visit.page.click(f"[data-form={form}]")
    await visit.page.wait_for_function("document.querySelector('#snippet code').innerText !== ''")
    shown = await visit.page.inner_text("#snippet code")
    assert shown.startswith(begins)
    assert "PopularBooks" in shown
    assert await visit.page.evaluate("navigator.clipboard.readText()") == shown
    await visit.page.click("#snippet button")
    assert visit.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_everything_within_its_width(visit: Visit, scheme: Any) -> None:
    await visit.page.emulate_media(color_scheme=scheme)
    await visit.page.set_viewport_size({"width": 390, "height": 844})
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == 390
    for part in ("#example", "#region", ".graphiql-query-editor", ".graphiql-response"):
        assert await visit.page.is_visible(part)
    assert visit.troubles == []


@pytest.mark.prove
async def test_every_example_runs_in_every_region_and_language_and_one_to_every_destination(
    visit: Visit,
) -> None:
    for region in await visit.options("#region"):
        if region != await visit.page.input_value("#region"):
            await visit.choose("#region", region)
        for place in (await visit.options("#destination"))[1:]:
            assert "errors" not in await visit.choose("#destination", place), (region, place)
        for language in reversed(await visit.options("#language")):
            if language != await visit.page.input_value("#language"):
                await visit.choose("#language", language)
            for name in [*EXAMPLES[1:], EXAMPLES[0]]:
                answer = await visit.choose("#example", name)
                assert ("errors" in answer) == (name in REFUSED), (region, language, name)
                assert not refusals(answer) or name in WHERE_THE_LAW_LETS, (region, language, name)
    assert visit.troubles == []
