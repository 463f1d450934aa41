"""What staff see of orders and note about them."""

from store.accounts.staff import Role
from tests.schema.counter import Counter
from tests.schema.selling.journey import Shopper
from tests.schema.staff.office import Office

NOTE = """mutation ($number: String!, $step: OrderStep!) { orderNote(input: {number: $number, step: $step}) {
    order { status paymentStatus fulfilmentStatus possibleSteps } userErrors { code } } }"""
LIST = "query ($status: String) { orders(status: $status) { nodes { number lines { sku } } } }"
TRAIL = "select action from audit_entries order by id"


async def test_an_order_is_shipped_delivered_and_paid_with_a_trail(own_counter: Counter) -> None:
    number = (await (await Shopper(own_counter).fill({"faust-hc": 1})).check_out())["order"]["number"]
    office = await Office(own_counter.database).hire("Ada", (Role.ORDERS, "DE"))
    early = await office.ask(NOTE, number=number, step="DELIVER")
    assert [error["code"] for error in early["userErrors"]] == ["NOT_POSSIBLE_NOW"]
    for step in ("SHIP", "DELIVER", "PAY"):
        noted = await office.ask(NOTE, number=number, step=step)
        assert noted["userErrors"] == [], step
    assert noted["order"] == {
        "status": "COMPLETED",
        "paymentStatus": "PAID",
        "fulfilmentStatus": "DELIVERED",
        "possibleSteps": [],
    }
    trail = [row["action"] for row in await own_counter.database.fetch(TRAIL)]
    assert [action for action in trail if action.startswith("order.")] == [
        "order.ship",
        "order.deliver",
        "order.pay",
    ]


async def test_staff_of_another_region_see_and_note_nothing(own_counter: Counter) -> None:
    number = (await (await Shopper(own_counter).fill({"faust-hc": 1})).check_out())["order"]["number"]
    ours = await Office(own_counter.database).hire("Ada", (Role.ORDERS, "DE"))
    theirs = await Office(own_counter.database).hire("Jean", (Role.ORDERS, "FR"))
    assert (await ours.ask(LIST, status="CONFIRMED"))["nodes"] == [
        {"number": number, "lines": [{"sku": "faust-hc"}]}
    ]
    assert (await theirs.ask(LIST))["nodes"] == []
    refused = await theirs.ask(NOTE, number=number, step="CANCEL")
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"]
    packer = await Office(own_counter.database).hire("Bob", (Role.STOCK, None))
    assert await packer.refusal(LIST) == "FORBIDDEN"
