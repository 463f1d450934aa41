"""What staff do after a sale: receive, judge, and tell what holds deliveries up."""

from typing import Any

from store.accounts.staff import Role
from tests.schema.counter import Counter
from tests.schema.selling.test_returns import Buyer
from tests.schema.staff.office import Office

STATE = "orderReturn { state credit lines { sku received restocked } refunds { to amount state } }"
RECEIVE = f"""mutation ($id: Int!, $came: Int!) {{ returnReceive(input: {{id: $id, lines: [
    {{sku: "goldberg-cd", received: $came, restocked: 1}}]}}) {{ {STATE} userErrors {{ code }} }} }}"""
ACCEPT = f"mutation ($id: Int!) {{ returnAccept(input: {{id: $id}}) {{ {STATE} userErrors {{ code }} }} }}"
REFUSE = f"""mutation ($id: Int!) {{ returnRefuse(input: {{id: $id, reason: "It was opened."}}) {{
    {STATE} userErrors {{ code }} }} }}"""
QUEUE = """query ($state: ReturnState) { returns(state: $state, first: 1) {
    nodes { id orderNumber state lines { sku quantity reason ground } } pageInfo { hasNextPage } } }"""
ORDER = """query ($number: String!) { order(number: $number) { deliveryMethod
    payments { method amount state } returns { state } papers { kind number total html } } }"""
TELL = """mutation ($input: DeliveryNoticeTellInput!) { deliveryNoticeTell(input: $input) {
    notices { id region stage since until extraDays texts { language text } } userErrors { code field } } }"""
WITHDRAW = """mutation ($id: Int!, $region: RegionCode) {
    deliveryNoticeWithdraw(input: {id: $id, region: $region}) { notices { id } userErrors { code } } }"""
STRIKE = {"region": "DE", "since": "2026-11-25", "until": "2026-11-27",
          "texts": [{"language": "de", "text": "Streik."}]}  # fmt: skip


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


async def test_staff_receive_judge_and_see_the_money_of_a_return(own_counter: Counter) -> None:
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 2})).get()
    await buyer.announce({"sku": "goldberg-cd", "quantity": 2, "reason": "DEFECTIVE"})
    await buyer.announce({"sku": "goldberg-cd"})
    office = await Office(own_counter.database).hire("Ada", (Role.ORDERS, "DE"))
    queue = await office.ask(QUEUE, state="ANNOUNCED")
    [node] = queue["nodes"]
    assert (node["state"], queue["pageInfo"]["hasNextPage"]) == ("ANNOUNCED", False)
    assert node["lines"] == [
        {"sku": "goldberg-cd", "quantity": 2, "reason": "DEFECTIVE", "ground": "GUARANTEE"}
    ]
    assert codes(await office.ask(RECEIVE, id=node["id"], came=3)) == ["BAD_INPUT"]
    received = await office.ask(RECEIVE, id=node["id"], came=1)
    assert received["orderReturn"]["lines"] == [{"sku": "goldberg-cd", "received": 1, "restocked": 1}]
    assert codes(await office.ask(RECEIVE, id=node["id"], came=1)) == ["NOT_POSSIBLE_NOW"]
    accepted = await office.ask(ACCEPT, id=node["id"])
    assert accepted["orderReturn"]["credit"] == "15.99"
    assert accepted["orderReturn"]["refunds"] == [{"to": "PAYMENT", "amount": "15.99", "state": "PENDING"}]
    assert codes(await office.ask(REFUSE, id=node["id"])) == ["NOT_POSSIBLE_NOW"]
    order = await office.ask(ORDER, number=node["orderNumber"])
    assert order["payments"][0]["state"] == "CAPTURED"
    assert [paper["kind"] for paper in order["papers"]] == ["INVOICE", "CREDIT_NOTE"]
    assert all(paper["html"].startswith("<!doctype html>") for paper in order["papers"])
    trail = await own_counter.database.fetch(
        "select action, before->>'state' as old, after->>'state' as new from audit_entries order by id"
    )
    assert [tuple(row) for row in trail if row["action"].startswith("return.")] == [
        ("return.receive", "ANNOUNCED", "RECEIVED"),
        ("return.accept", "RECEIVED", "ACCEPTED"),
    ]


async def test_staff_of_another_region_have_nothing_to_do_with_a_return(own_counter: Counter) -> None:
    buyer = await (await Buyer(own_counter).buy({"goldberg-cd": 1})).get()
    await buyer.announce({"sku": "goldberg-cd", "reason": "DEFECTIVE"})
    [number] = await buyer.returns()
    theirs = await Office(own_counter.database).hire("Jean", (Role.ORDERS, "FR"))
    assert (await theirs.ask(QUEUE))["nodes"] == []
    for document in (ACCEPT, REFUSE):
        assert codes(await theirs.ask(document, id=number)) == ["NOT_FOUND"]
    ours = await Office(own_counter.database).hire("Ada", (Role.ORDERS, "DE"))
    assert codes(await ours.ask(REFUSE, id=number)) == []


async def test_a_notice_about_deliveries_is_told_and_withdrawn_where_one_may(own_counter: Counter) -> None:
    ours = await Office(own_counter.database).hire("Ada", (Role.POLICY, "DE"))
    told = await ours.ask(TELL, input=STRIKE)
    [notice] = told["notices"]
    assert notice["texts"] == [{"language": "de", "text": "Streik."}]
    assert await ours.refusal(TELL, input={**STRIKE, "region": None}) == "FORBIDDEN"
    for bad, field in (
        ({"until": "2026-11-24"}, "until"), ({"extraDays": 0}, "extraDays"), ({"texts": []}, "texts"),
        ({"subdivision": "BY"}, "country"),
    ):  # fmt: skip
        refused = await ours.ask(TELL, input={**STRIKE, **bad})
        assert [error["field"] for error in refused["userErrors"]] == [[field]]
    head = await Office(own_counter.database).hire("Head", (Role.POLICY, None))
    assert codes(await head.ask(WITHDRAW, id=notice["id"], region=None)) == ["NOT_FOUND"]
    assert codes(await ours.ask(WITHDRAW, id=notice["id"], region="DE")) == []
    assert await head.ask("{ deliveryNotices { id } }") == []
