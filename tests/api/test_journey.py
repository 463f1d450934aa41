"""The whole way of a guest over HTTP, in six markets."""

from collections.abc import AsyncIterator

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from api.settings import Settings
from tests.api.journey import LINES, ORDER, Guest

TAXES = {
    "DE": [("VAT", "0.07"), ("VAT", "0.19")],
    "FR": [("VAT", "0.055"), ("VAT", "0.2")],
    "GB": [("VAT", "0"), ("VAT", "0.2")],
    "CH": [("VAT", "0.026"), ("VAT", "0.081")],
    "US": [("SALES_TAX", "0.0825")],
    "JP": [("CONSUMPTION_TAX", "0.1")],
}


@pytest.fixture
async def client(todays_demo_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the demo shops as they are today."""
    app = create_app(Settings(database_url=todays_demo_url))
    async with (
        LifespanManager(app) as managed,
        httpx.AsyncClient(transport=httpx.ASGITransport(managed.app), base_url="http://shop.test") as client,
    ):
        yield client


@pytest.mark.parametrize("region", ["DE", "FR", "GB", "CH", "US", "JP"])
async def test_a_guest_buys_in_one_market(client: httpx.AsyncClient, region: str) -> None:
    guest = Guest(client, region)
    cart = await guest.fill(LINES)
    assert cart["readiness"] == {"isReady": True, "blocks": []}
    done = await guest.check_out()
    assert done["userErrors"] == []
    order = done["order"]
    assert order["status"] == "CONFIRMED"
    agreed = guest.request["agreedTotal"]
    assert {name: order["total"][name] for name in ("amount", "currency")} == agreed
    assert [(tax["name"], tax["rate"]) for tax in order["taxes"]] == TAXES[region]
    again = await guest.check_out()
    assert (again["replayed"], again["order"]["number"]) == (True, order["number"])
    found = (await guest.ask(ORDER, token=done["guestToken"]))["guestOrder"]
    assert found == {"number": order["number"], "total": agreed}
