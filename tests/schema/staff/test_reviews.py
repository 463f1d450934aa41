"""Reviews and the cord in the hands of the staff."""

from schema.identity import NodeType, write_id
from store.accounts.staff import Role
from store.database import Database
from store.reviews.records import ReviewRecord
from store.reviews.states import Status
from store.reviews.votes import report
from store.reviews.writing import Words, submit
from tests.schema.counter import NOW, Counter
from tests.schema.staff.office import Office
from tests.store.buyers import new_customer, product_of

QUEUE = "{ reviewQueue { nodes { id status reason body } pageInfo { hasNextPage } } }"
DECIDE = """mutation($id: ID!, $decision: ReviewDecision!, $reason: ReviewReason) {
  reviewDecide(input: {id: $id, decision: $decision, reason: $reason}) {
    review { status reason } userErrors { code } } }"""
REPLY = """mutation($id: ID!) { reviewReply(input: {id: $id, language: "de", text: " Danke! "}) {
  review { id } userErrors { code } } }"""
DISMISS = "mutation($id: ID!) { reviewReportsDismiss(input: {id: $id}) { review { status } } }"
INCIDENT = """incident { number sku variantSku region kind reason openedBy reports stock closedBy
    notes { kind text staff } } userErrors { message }"""
PULL = f"""mutation($sku: String!, $region: RegionCode) {{
  cordPull(input: {{sku: $sku, region: $region, kind: QUALITY, reason: "Smells"}}) {{ {INCIDENT} }} }}"""
NOTE = f"""mutation($number: Int!) {{
  incidentNote(input: {{number: $number, kind: CAUSE, text: "Damp"}}) {{ {INCIDENT} }} }}"""
CONFIRM = f"mutation($number: Int!) {{ incidentConfirm(input: {{number: $number}}) {{ {INCIDENT} }} }}"
SHELVED = '{ product(sku: "faust-hc") { sku reviews { nodes { reply { value } } } } }'


async def written(database: Database, name: str, body: str) -> str:
    """The id of a new customer's review of Faust in Germany."""
    author, faust = await new_customer(database, name, NOW), await product_of(database, "faust")
    review = await submit(database, faust, author, Words(3, None, body, "de"), "DE", NOW)
    assert isinstance(review, ReviewRecord)
    assert review.status is (Status.PENDING if "www" in body else Status.PUBLISHED)
    return write_id(NodeType.REVIEW, review.id)


async def test_what_waits_is_decided_by_those_of_its_region(own_counter: Counter) -> None:
    database = own_counter.database
    held, shown = await written(database, "Ada", "www.example.org"), await written(database, "Bob", "Gut.")
    await report(database, 2, await new_customer(database, "Eve", NOW), "FAKE", None, NOW)
    ours = await Office(database).hire("Kim", (Role.MODERATION, "DE"))
    theirs = await Office(database).hire("Lou", (Role.MODERATION, "FR"))
    assert (await ours.ask(QUEUE))["nodes"] == [
        {"id": held, "status": "PENDING", "reason": "LINK", "body": "www.example.org"},
        {"id": shown, "status": "PUBLISHED", "reason": None, "body": "Gut."},
    ]
    assert (await theirs.ask(QUEUE))["nodes"] == []
    foreign = await theirs.ask(DECIDE, id=held, decision="PUBLISH")
    unsaid = await ours.ask(DECIDE, id=held, decision="REJECT")
    assert [each["userErrors"][0]["code"] for each in (foreign, unsaid)] == ["NOT_FOUND", "BAD_INPUT"]
    done = await ours.ask(DECIDE, id=held, decision="REJECT", reason="ADVERTISING")
    assert done == {"review": {"status": "REJECTED", "reason": "ADVERTISING"}, "userErrors": []}
    assert (await ours.ask(DISMISS, id=shown))["review"] == {"status": "PUBLISHED"}
    assert (await ours.ask(QUEUE))["nodes"] == []
    assert (await ours.ask(REPLY, id=shown))["userErrors"] == []
    found = (await own_counter.ask(SHELVED))["product"]["reviews"]["nodes"]
    assert found == [{"reply": {"value": "Danke!"}}]


async def test_any_employee_pulls_the_cord_and_it_comes_back_when_confirmed(own_counter: Counter) -> None:
    packer = await Office(own_counter.database).hire("Kim", (Role.STOCK, "FR"))
    opened = (await packer.ask(PULL, sku="faust"))["incident"]
    assert (opened["sku"], opened["variantSku"], opened["kind"], opened["openedBy"], opened["closedBy"]) == (
        "faust", None, "QUALITY", "Kim", None,
    )  # fmt: skip
    assert (await own_counter.ask(SHELVED))["product"] is None
    await packer.ask(NOTE, number=opened["number"])
    closed = (await packer.ask(CONFIRM, number=opened["number"]))["incident"]
    assert closed["closedBy"] == "Kim"
    assert [(note["kind"], note["text"]) for note in closed["notes"]] == [
        ("PULLED", "Smells"), ("CAUSE", "Damp"), ("CONFIRMED", None),
    ]  # fmt: skip
    assert (await own_counter.ask(SHELVED))["product"]["sku"] == "faust-hc"
    assert await packer.ask("{ incidents { number } }") == []
    assert len(await packer.ask("{ incidents(openOnly: false) { number } }")) == 1


async def test_one_variant_is_pulled_in_one_region(own_counter: Counter) -> None:
    packer = await Office(own_counter.database).hire("Kim", (Role.STOCK, None))
    opened = (await packer.ask(PULL, sku="faust-hc", region="DE"))["incident"]
    assert (opened["sku"], opened["variantSku"], opened["region"]) == ("faust", "faust-hc", "DE")
    document = '{ product(sku: "faust") { variants { sku } } }'
    for region, sold in (("DE", False), ("AT", True)):
        found = (await own_counter.at(region).ask(document))["product"]["variants"]
        assert ("faust-hc" in [variant["sku"] for variant in found]) is sold
    nothing = await packer.ask(PULL, sku="nothing")
    assert nothing["userErrors"] == [{"message": "There is no such product, or no reason was given."}]
