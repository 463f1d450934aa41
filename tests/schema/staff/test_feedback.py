"""Policies of reviews and the cord, a review's history, and what incidents concern, as staff ask for them."""

from schema.identity import NodeType, write_id
from store.accounts.staff import Role
from store.incidents.policies import Problem
from store.incidents.reporting import Trouble, report_problem
from store.reviews.records import ReviewRecord
from store.reviews.votes import report
from store.reviews.writing import Words, edit, submit
from tests.schema.counter import NOW, Counter
from tests.schema.staff.office import Office
from tests.store.buyers import deliver, new_customer, product_of

RULES = "{ publishFirst editDays inviteDays }"
REVIEW_POLICY = f"""{{ reviewPolicy(region: "FR") {{ now {RULES} settings {{ author rules {RULES} }} }} }}"""
SET_REVIEWS = f"""mutation($input: ReviewPolicySetInput!) {{ reviewPolicySet(input: $input) {{
  policy {{ now {RULES} settings {{ validFrom author }} }} userErrors {{ code message field }} }} }}"""
SET_CORD = """mutation($input: CordPolicySetInput!) { cordPolicySet(input: $input) {
  policy { now { kind reporters days confirmByOther } settings { region author } }
  userErrors { code message field } } }"""
REVIEW = """query($id: ID!) { review(id: $id) {
  language history { rating body status staff } reports { reason text handledAt } } }"""
LANGUAGE = """mutation($id: ID!, $language: LanguageTag!) {
  reviewLanguageSet(input: {id: $id, language: $language}) { review { language } userErrors { code } } }"""
REPORTS = """query($incident: Int, $sku: String, $first: Int, $after: String) {
  problemReports(incident: $incident, sku: $sku, first: $first, after: $after) {
    nodes { sku kind text orderNumber region incident } pageInfo { hasNextPage endCursor } } }"""
ORDERS = """query($number: Int!) { incidentOrders(number: $number) {
  nodes { number region sku quantity fulfilmentStatus } } }"""
STOCK = "query($number: Int!) { incidentStock(number: $number) { sku warehouse quantity } }"
ASKED = {"region": "FR", "publishFirst": False, "editDays": 14, "inviteDays": None}


async def test_a_regions_review_policy_is_set_with_its_date_and_past(own_counter: Counter) -> None:
    office = await Office(own_counter.database).hire("Kim", (Role.POLICY, "FR"))
    usual = {"publishFirst": True, "editDays": 90, "inviteDays": 7}
    assert await office.ask(REVIEW_POLICY) == {"now": usual, "settings": []}
    later = await office.ask(SET_REVIEWS, input={**ASKED, "validFrom": "2027-01-01T00:00:00+01:00"})
    assert later["policy"]["now"] == usual
    done = await office.ask(SET_REVIEWS, input=ASKED)
    strict = {"publishFirst": False, "editDays": 14, "inviteDays": None}
    assert (done["policy"]["now"], done["userErrors"]) == (strict, [])
    assert [each["author"] for each in done["policy"]["settings"]] == ["Kim", "Kim"]
    assert await office.refusal(SET_REVIEWS, input={**ASKED, "region": "DE"}) == "FORBIDDEN"


async def test_policies_without_sense_are_refused_with_the_reason(own_counter: Counter) -> None:
    office = await Office(own_counter.database).hire("Kim", (Role.POLICY, None))
    for change, field in (
        ({"editDays": -1}, "editDays"),
        ({"inviteDays": 0}, "inviteDays"),
        ({"validFrom": "2020-01-01T00:00:00Z"}, "validFrom"),
        ({"validFrom": "2027-01-01T00:00:00"}, "validFrom"),
    ):
        refused = await office.ask(SET_REVIEWS, input={**ASKED, **change})
        assert (refused["policy"], [each["field"] for each in refused["userErrors"]]) == (None, [[field]])
    unsafe = {"kind": "UNSAFE", "reporters": 3, "days": 30, "confirmByOther": False}
    [error] = (await office.ask(SET_CORD, input=unsafe))["userErrors"]
    assert (error["code"], error["field"]) == ("BAD_INPUT", ["reporters"])
    assert "nobody waits for a second accident" in error["message"]


async def test_the_cords_policy_is_set_for_a_region_or_for_all(own_counter: Counter) -> None:
    ours = await Office(own_counter.database).hire("Kim", (Role.POLICY, "FR"))
    head = await Office(own_counter.database).hire("Lou", (Role.POLICY, None))
    asked = {"kind": "DAMAGED", "reporters": 4, "days": 10, "confirmByOther": True}
    assert await ours.refusal(SET_CORD, input=asked) == "FORBIDDEN"
    everywhere = (await head.ask(SET_CORD, input=asked))["policy"]
    there = (await ours.ask(SET_CORD, input={**asked, "region": "FR", "reporters": 3}))["policy"]
    held = [
        {each["kind"]: each["reporters"] for each in policy["now"]}["DAMAGED"]
        for policy in (everywhere, there)
    ]
    assert held == [4, 3]
    assert [(each["region"], each["author"]) for each in there["settings"]] == [("FR", "Kim"), (None, "Lou")]


async def test_moderators_see_a_reviews_history_and_reports_and_correct_its_language(
    own_counter: Counter,
) -> None:
    database = own_counter.database
    faust, ada = await product_of(database, "faust"), await new_customer(database, "Ada", NOW)
    review = await submit(database, faust, ada, Words(5, None, "Top!", "de"), "DE", NOW)
    assert isinstance(review, ReviewRecord)
    await edit(database, review.id, ada, Words(4, None, "Gut!", "de"), NOW)
    await report(database, review.id, await new_customer(database, "Bob", NOW), "FAKE", "Never read it", NOW)
    office = await Office(database).hire("Kim", (Role.MODERATION, "DE"))
    key = write_id(NodeType.REVIEW, review.id)
    assert await office.ask(REVIEW, id=key) == {
        "language": "de",
        "history": [
            {"rating": 5, "body": "Top!", "status": "PUBLISHED", "staff": None},
            {"rating": 4, "body": "Gut!", "status": "PUBLISHED", "staff": None},
        ],
        "reports": [{"reason": "FAKE", "text": "Never read it", "handledAt": None}],
    }
    corrected = await office.ask(LANGUAGE, id=key, language="nl-BE")
    assert corrected == {"review": {"language": "nl"}, "userErrors": []}
    elsewhere = await Office(database).hire("Lou", (Role.MODERATION, "FR"))
    assert await elsewhere.ask(REVIEW, id=key) is None
    assert (await elsewhere.ask(LANGUAGE, id=key, language="de"))["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_reports_are_read_in_customers_words_where_the_role_is_held(own_counter: Counter) -> None:
    database = own_counter.database
    faust = await product_of(database, "faust")
    for name, region in (("Ada", "DE"), ("Bob", "FR")):
        customer = await new_customer(database, name, NOW)
        order = await deliver(database, customer, "faust-hc", NOW, region=region)
        await report_problem(database, Trouble(faust, order, customer, Problem.DAMAGED, f"Oh, {name}"), NOW)
    head = await Office(database).hire("Kim", (Role.ORDERS, None), (Role.STOCK, None))
    ours = await Office(database).hire("Lou", (Role.ORDERS, "FR"))
    first = await head.ask(REPORTS, sku="faust", first=1)
    assert first["nodes"][0]["text"] == "Oh, Bob"
    number = first["nodes"][0]["incident"]
    after = first["pageInfo"]["endCursor"]
    [second] = (await head.ask(REPORTS, sku="faust", first=1, after=after))["nodes"]
    assert (second["kind"], second["text"], second["region"]) == ("DAMAGED", "Oh, Ada", "DE")
    assert [each["text"] for each in (await ours.ask(REPORTS, incident=number))["nodes"]] == ["Oh, Bob"]
    assert [each["region"] for each in (await ours.ask(ORDERS, number=number))["nodes"]] == ["FR"]
    assert len((await head.ask(ORDERS, number=number))["nodes"]) == 2
    assert "faust-hc" in {each["sku"] for each in await head.ask(STOCK, number=number)}
