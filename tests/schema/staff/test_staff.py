"""What staff can ask and change, and what becomes of it."""

from typing import Any

import orjson
import pytest

from store.accounts.staff import Role
from store.database import Database
from tests.schema.staff.office import PASSWORD, Office

SIGN_IN = """mutation($email: String!, $password: String!) {
  staffSignIn(input: {email: $email, password: $password}) {
    staff { name grants { role region } } tokens { accessToken refreshToken } userErrors { code } } }"""
UPSERT = """mutation($lines: [JSON!]!) { productsUpsert(input: {lines: $lines}) {
  added changed unchanged categories lineErrors { line sku code path } userErrors { code } } }"""
PRICES = """mutation($region: RegionCode!, $prices: [DatedPriceInput!]!) {
  pricesSet(input: {sku: "faust-hc", region: $region, prices: $prices}) {
    prices { validFrom amount currency } userErrors { code message field } } }"""
POLICY = """mutation($region: RegionCode!, $field: String!, $value: JSON) {
  policySet(input: {region: $region, field: $field, value: $value}) {
    settings { field value author } userErrors { code message field } } }"""
SIMULATE = """query($case: JSON!) {
  ruleSimulate(input: {case: $case}) { quote userErrors { code message field } } }"""
TRAIL = """query($subject: String, $after: String) { auditTrail(subject: $subject, first: 2, after: $after) {
  nodes { actor action subject region before after } pageInfo { hasNextPage endCursor } } }"""
ALL = [(Role.CATALOGUE, None), (Role.PRICES, None), (Role.STOCK, None)]
BOOKS = {"category": "books", "texts": {"en": {"name": "Books", "slug": "books"}}}


def book(**changed: Any) -> dict[str, Any]:
    variant = {
        "sku": "faust-hc",
        "facts": {
            "kind": "BOOK",
            "languages": ["de"],
            "first_published": "2026-03-01",
            "bindings": [{"territory": "DE", "price": "24.00"}],
        },
        "prices": {"DE": "24.00", "GB": "20.00"},
    }
    texts = {"de": {"title": "Faust", "slug": "faust"}}
    return {
        "sku": "faust",
        "kind": "BOOK",
        "category": "books",
        "texts": texts,
        "variants": [variant],
        **changed,
    }


async def test_staff_sign_in_and_are_told_what_they_may_do(database: Database) -> None:
    office = Office(database)
    eve = await office.hire("Eve", (Role.PRICES, "DE"), (Role.STOCK, None))
    opened = await office.ask(SIGN_IN, email="eve@example.org", password=PASSWORD)
    assert opened["staff"]["grants"] == [
        {"role": "PRICES", "region": "DE"}, {"role": "STOCK", "region": None}
    ]  # fmt: skip
    refresh = (
        "mutation($token: String!) { tokenRefresh(input: {refreshToken: $token}) { tokens { accessToken } } }"
    )
    again = await office.ask(refresh, token=opened["tokens"]["refreshToken"])
    assert again["tokens"]["accessToken"]
    assert await eve.ask("{ me { name } }") == {"name": "Eve"}
    wrong = await office.ask(SIGN_IN, email="eve@example.org", password="wrong")
    assert (wrong["tokens"], wrong["userErrors"]) == (None, [{"code": "WRONG_CREDENTIALS"}])


async def test_who_signs_out_can_not_go_on(database: Database) -> None:
    office = Office(database)
    await office.hire("Eve")
    opened = await office.ask(SIGN_IN, email="eve@example.org", password=PASSWORD)
    eve = await office.hire("Eve")
    await eve.ask("mutation { signOut(input: {}) { userErrors { code } } }")
    refresh = (
        "mutation($token: String!) { tokenRefresh(input: {refreshToken: $token}) { userErrors { code } } }"
    )
    over = await office.ask(refresh, token=opened["tokens"]["refreshToken"])
    assert over["userErrors"] == [{"code": "SESSION_OVER"}]


async def test_lines_are_written_and_bad_ones_told_by_their_place(database: Database) -> None:
    eve = await Office(database).hire("Eve", *ALL, (Role.ADMIN, None))
    lines = [BOOKS, book(), book(sku="lost", category="nowhere"), {"sku": 7}]
    report = await eve.ask(UPSERT, lines=lines)
    assert (report["added"], report["categories"]) == (1, 1)
    assert [(each["line"], each["code"], each["path"]) for each in report["lineErrors"]] == [
        (3, "UNKNOWN_CATEGORY", "category"), (4, "BAD_INPUT", "variants")
    ]  # fmt: skip
    found = await eve.ask('{ product(sku: "faust-hc") { sku category line } }')
    assert found["line"]["variants"][0]["facts"]["bindings"] == [{"territory": "DE", "price": "24.00"}]
    again = await eve.ask(UPSERT, lines=[found["line"]])
    assert (again["changed"], again["lineErrors"]) == (1, [])
    trail = await eve.ask(TRAIL, subject="product:faust")
    assert [(entry["actor"], entry["action"], entry["before"]) for entry in trail["nodes"]] == [
        ("Eve", "product.added", None)
    ]


async def test_more_lines_than_are_taken_at_once_are_refused_together(database: Database) -> None:
    eve = await Office(database).hire("Eve", *ALL)
    report = await eve.ask(UPSERT, lines=[BOOKS] * 201)
    assert report["userErrors"] == [{"code": "BAD_INPUT"}]
    assert await database.fetchval("select count(*) from categories") == 0


async def test_prices_are_set_where_the_role_is_held(database: Database) -> None:
    office = Office(database)
    await (await office.hire("Adam", *ALL)).ask(UPSERT, lines=[BOOKS, book()])
    eve = await office.hire("Eve", (Role.PRICES, "GB"))
    prices = [{"amount": "18.00"}, {"validFrom": "2027-01-01T00:00:00Z", "amount": None}]
    outcome = await eve.ask(PRICES, region="GB", prices=prices)
    assert [(each["amount"], each["currency"]) for each in outcome["prices"]] == [
        ("18.00", "GBP"), (None, "GBP")
    ]  # fmt: skip
    assert await eve.refusal(PRICES, region="DE", prices=prices) == "FORBIDDEN"
    assert await eve.refusal('{ priceHistory(sku: "faust-hc", region: "DE") { amount } }') == "FORBIDDEN"
    bad = await eve.ask(PRICES, region="GB", prices=[{"amount": "1.005"}])
    assert [(each["code"], each["field"]) for each in bad["userErrors"]] == [
        ("BAD_INPUT", ["prices", "0", "amount"])
    ]


@pytest.mark.parametrize(
    "instant", ["2027-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
async def test_an_instant_needs_its_offset_and_a_century_of_ours(database: Database, instant: str) -> None:
    eve = await Office(database).hire("Eve", *ALL, (Role.POLICY, None))
    outcome = await eve.ask(PRICES, region="DE", prices=[{"validFrom": instant, "amount": "1.00"}])
    assert [error["field"] for error in outcome["userErrors"]] == [["prices", "0", "validFrom"]]
    setting = """mutation($instant: DateTime!) {
      policySet(input: {region: "DE", field: "flags", validUntil: $instant}) {
        userErrors { code field } } }"""
    assert (await eve.ask(setting, instant=instant))["userErrors"] == [
        {"code": "BAD_INPUT", "field": ["validUntil"]}
    ]


async def test_numbers_that_nobody_means_are_refused_by_their_line(database: Database) -> None:
    eve = await Office(database).hire("Eve", *ALL)
    lines = '{sku: 99999999999999999999999, variants: []}, {category: "books", texts: {}, position: 1e999}'
    document = f"""mutation {{ productsUpsert(input: {{lines: [{lines}]}}) {{
      lineErrors {{ line code }} userErrors {{ code }} }} }}"""
    assert (await eve.ask(document))["lineErrors"] == [
        {"line": 1, "code": "BAD_INPUT"}, {"line": 2, "code": "BAD_INPUT"}
    ]  # fmt: skip


async def test_stock_is_counted(database: Database) -> None:
    eve = await Office(database).hire("Eve", *ALL)
    await eve.ask(UPSERT, lines=[BOOKS, book()])
    count = """mutation($sku: String!, $quantity: Int) { stockSet(input: {sku: $sku, quantity: $quantity}) {
      stock { warehouse quantity } userErrors { code field } } }"""
    assert (await eve.ask(count, sku="faust-hc", quantity=3))["stock"] == [
        {"warehouse": "main", "quantity": 3}
    ]
    assert (await eve.ask(count, sku="faust-hc", quantity=-1))["userErrors"] == [
        {"code": "BAD_INPUT", "field": ["quantity"]}
    ]
    assert (await eve.ask(count, sku="tea", quantity=1))["userErrors"] == [
        {"code": "NOT_FOUND", "field": ["sku"]}
    ]


async def test_an_unlawful_policy_is_refused_with_its_reason(database: Database) -> None:
    eve = await Office(database).hire("Eve", (Role.POLICY, "DE"))
    unlawful = await eve.ask(POLICY, region="DE", field="tax", value={"shipping_split": "STANDARD_RATE"})
    [error] = unlawful["userErrors"]
    assert (error["code"], error["message"]) == (
        "UNLAWFUL_POLICY", "STANDARD_RATE isn't lawful in DE; lawful is: GROSS, NET."
    )  # fmt: skip
    [error] = (await eve.ask(POLICY, region="DE", field="shipping", value={"fees": "1"}))["userErrors"]
    assert (error["code"], error["field"]) == ("BAD_INPUT", ["shipping", "fees"])
    tariff = {"fee": "1.00", "free_from": "20.00"}
    lawful = await eve.ask(POLICY, region="DE", field="shipping", value=tariff)
    assert lawful["settings"] == [{"field": "shipping", "value": tariff, "author": "Eve"}]
    assert await eve.refusal(POLICY, region="FR", field="shipping", value=tariff) == "FORBIDDEN"


async def test_rules_are_tried_with_our_own_goods_and_policy(database: Database) -> None:
    office = Office(database)
    await (await office.hire("Adam", *ALL)).ask(UPSERT, lines=[BOOKS, book()])
    eve = await office.hire("Eve", (Role.POLICY, "DE"))
    await eve.ask(POLICY, region="DE", field="shipping", value={"fee": "1.00", "free_from": "50.00"})
    case = {"storefront": "DE", "lines": [{"sku": "faust-hc", "quantity": 2}], "language": "en"}
    quote = (await eve.ask(SIMULATE, case=case))["quote"]
    assert (quote["total"], quote["shipping"]["fee"]) == ("49.00", "1.00")
    assert "DE_BOOK_PRICE" in {step["rule"] for step in quote["trace"]}
    dearer = {
        **case,
        "policy": {},
        "lines": [{"sku": "x", "quantity": 1, "price": "9.00", "facts": {"kind": "DRINK"}}],
    }
    assert (await eve.ask(SIMULATE, case=dearer))["quote"]["lines"][0]["total"] == "9.00"
    [error] = (await eve.ask(SIMULATE, case={**case, "lines": [{"sku": "tea", "quantity": 1}]}))["userErrors"]
    assert error["field"] == ["case", "lines[0]", "sku"]


async def test_the_trail_is_paged_and_shows_regional_admins_only_their_regions(database: Database) -> None:
    office = Office(database)
    eve = await office.hire("Eve", (Role.POLICY, None), (Role.ADMIN, "FR"))
    for region in ("DE", "FR", "FR", "FR"):
        await eve.ask(POLICY, region=region, field="shipping", value={"fee": "3.00"})
    page = await eve.ask(TRAIL)
    assert [entry["region"] for entry in page["nodes"]] == ["FR", "FR"]
    rest = await eve.ask(TRAIL, after=page["pageInfo"]["endCursor"])
    assert ([entry["region"] for entry in rest["nodes"]], rest["pageInfo"]["hasNextPage"]) == (["FR"], False)
    head = await office.hire("Head", (Role.ADMIN, None))
    everything = await head.ask("{ auditTrail(first: 100) { nodes { action region } } }")
    assert {"DE", "FR", None} == {entry["region"] for entry in everything["nodes"]}


async def test_coverage_and_the_list_of_products_are_read(database: Database) -> None:
    eve = await Office(database).hire("Eve", *ALL)
    variant = {**book()["variants"][0], "sku": "zauberberg-hc"}
    other = book(sku="zauberberg", texts={"de": {"title": "Der Zauberberg"}}, variants=[variant])
    await eve.ask(UPSERT, lines=[BOOKS, book(), other])
    page = """query($after: String) {
      products(first: 1, after: $after) { nodes { sku } pageInfo { endCursor hasNextPage } } }"""
    first = await eve.ask(page)
    second = await eve.ask(page, after=first["pageInfo"]["endCursor"])
    assert [each["sku"] for each in (*first["nodes"], *second["nodes"])] == ["faust", "zauberberg"]
    assert not second["pageInfo"]["hasNextPage"]
    found = await eve.ask("{ translationCoverage { language subject field translated total } }")
    titles = {each["language"]: each["translated"] for each in found if each["field"] == "title"}
    assert (titles["de"], titles["ja"]) == (2, 0)
    assert [each["path"] for each in await eve.ask("{ categories { path line } }")] == ["books"]
    assert orjson.dumps(await eve.ask('{ stock(sku: "faust-hc") { quantity } }')) == b"[]"


async def test_a_role_that_is_taken_away_is_gone_at_once(database: Database) -> None:
    office = Office(database)
    eve = await office.hire("Eve", (Role.CATALOGUE, None))
    assert await eve.ask("{ categories { path } }") == []
    await database.execute("delete from staff_roles")
    assert await eve.refusal("{ categories { path } }") == "FORBIDDEN"
    await database.execute("update staff_members set disabled_at = now()")
    assert await eve.refusal("{ categories { path } }") == "SIGN_IN_REQUIRED"
