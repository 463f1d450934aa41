"""Looking after who works in the shop."""

from datetime import timedelta
from typing import Any

import pytest

from store.accounts.sessions import Opened
from store.accounts.staff import Role, sign_in_staff
from store.accounts.staffing import choose_password, reset_password
from store.database import Database
from tests.schema.counter import KEYS, NOW
from tests.schema.staff.office import PASSWORD, Office

INVITE = """mutation($email: String!, $grants: [StaffGrantInput!]!) {
  staffInvite(input: {email: $email, name: "Dora", grants: $grants}) {
    token expiresAt userErrors { code field } } }"""
CHOOSE = """mutation($token: String!, $password: String!) {
  staffPasswordSet(input: {token: $token, password: $password}) { done userErrors { code field } } }"""
SIGN_IN = """mutation($email: String!, $password: String!) {
  staffSignIn(input: {email: $email, password: $password}) { staff { name } userErrors { code } } }"""
ROLES = """mutation($email: String!, $region: RegionCode, $roles: [StaffRole!]!) {
  staffRolesSet(input: {email: $email, region: $region, roles: $roles}) {
    member { grants { role region } } userErrors { code field } } }"""
DISABLE = "mutation($email: String!) { staffDisable(input: {email: $email}) { done userErrors { code } } }"
REVOKE = DISABLE.replace("staffDisable", "staffSessionsRevoke")
RESET = """mutation($email: String!) {
  staffPasswordReset(input: {email: $email}) { token userErrors { code } } }"""
MEMBERS = """{ staffMembers {
  member { email name grants { role region } } disabledAt hasPassword isLinked sessions } }"""
AUDIT = "{ auditTrail(first: 100) { nodes { actor action region before after } } }"
DORA = "dora@example.org"


async def head(database: Database) -> Office:
    """The office, asked by the head of it."""
    return await Office(database).hire("Head", (Role.ADMIN, None))


async def invited(office: Office, *grants: dict[str, str]) -> str:
    """The token of an invitation."""
    told = await office.ask(INVITE, email=DORA, grants=list(grants))
    assert told["userErrors"] == []
    token: str = told["token"]
    return token


async def test_who_is_invited_chooses_a_password_and_works(database: Database) -> None:
    boss, stranger = await head(database), Office(database)
    token = await invited(boss, {"role": "PRICES", "region": "DE"}, {"role": "STOCK"})
    early = await stranger.ask(SIGN_IN, email=DORA, password=PASSWORD)
    assert early["userErrors"] == [{"code": "WRONG_CREDENTIALS"}]
    assert await stranger.ask(CHOOSE, token=token, password=PASSWORD) == {"done": True, "userErrors": []}
    assert (await stranger.ask(SIGN_IN, email=DORA, password=PASSWORD))["staff"] == {"name": "Dora"}
    [dora, _] = await boss.ask(MEMBERS)
    assert dora == {
        "member": {
            "email": DORA,
            "name": "Dora",
            "grants": [{"role": "PRICES", "region": "DE"}, {"role": "STOCK", "region": None}],
        },
        "disabledAt": None, "hasPassword": True, "isLinked": False, "sessions": 1,
    }  # fmt: skip
    noted = [(entry["actor"], entry["action"]) for entry in (await boss.ask(AUDIT))["nodes"]]
    assert noted[:2] == [("Dora", "staff.password"), ("Head", "staff.invited")]


async def test_a_token_is_good_once_and_for_three_days_and_only_the_newest_one(database: Database) -> None:
    boss, stranger = await head(database), Office(database)
    first = await invited(boss)
    second = (await boss.ask(RESET, email=DORA))["token"]
    over = {"done": False, "userErrors": [{"code": "TOKEN_OVER", "field": ["token"]}]}
    for bad in (first, "made-up", second[:-2]):
        assert await stranger.ask(CHOOSE, token=bad, password=PASSWORD) == over
    assert not await choose_password(database, KEYS, second, PASSWORD, NOW + timedelta(days=3))
    short = await stranger.ask(CHOOSE, token=second, password="short")
    assert short["userErrors"] == [{"code": "BAD_PASSWORD", "field": ["password"]}]
    assert (await stranger.ask(CHOOSE, token=second, password=PASSWORD))["done"]
    assert await stranger.ask(CHOOSE, token=second, password="another password") == over


async def test_a_reset_ends_the_old_password_and_every_session(database: Database) -> None:
    boss = await head(database)
    eve = await Office(database).hire("Eve", (Role.STOCK, None))
    assert eve.person is not None
    key = await reset_password(database, KEYS, "Eve@example.org ", actor=None, now=NOW)
    assert key is not None
    wrong = await Office(database).ask(SIGN_IN, email="eve@example.org", password=PASSWORD)
    assert wrong["userErrors"] == [{"code": "WRONG_CREDENTIALS"}]
    told = {each["member"]["name"]: each for each in await boss.ask(MEMBERS)}
    assert (told["Eve"]["hasPassword"], told["Eve"]["sessions"]) == (False, 0)
    assert (await boss.ask(RESET, email="nobody@example.org"))["userErrors"] == [{"code": "NOT_FOUND"}]


async def test_sessions_are_revoked_and_who_is_let_go_is_nobody_at_once(database: Database) -> None:
    boss = await head(database)
    eve = await Office(database).hire("Eve", (Role.STOCK, None))
    assert await boss.ask(REVOKE, email="eve@example.org") == {"done": True, "userErrors": []}
    assert {each["member"]["name"]: each["sessions"] for each in await boss.ask(MEMBERS)}["Eve"] == 0
    assert isinstance(await sign_in_staff(database, "eve@example.org", PASSWORD, NOW), Opened)
    assert await eve.ask("{ me { name } }") == {"name": "Eve"}
    assert (await boss.ask(DISABLE, email="eve@example.org"))["done"]
    assert await eve.refusal("{ me { name } }") == "SIGN_IN_REQUIRED"
    for again in (DISABLE, REVOKE):
        told = await boss.ask(again, email="eve@example.org")
        assert told == {"done": False, "userErrors": [{"code": "NOT_FOUND"}]}
    back = await boss.ask(INVITE, email="eve@example.org", grants=[])
    assert (back["userErrors"], back["token"] is None) == ([], False)


async def test_who_works_here_is_not_invited_again(database: Database) -> None:
    boss = await head(database)
    await invited(boss)
    taken = await boss.ask(INVITE, email=DORA.upper(), grants=[])
    assert taken == {
        "token": None, "expiresAt": None, "userErrors": [{"code": "EMAIL_TAKEN", "field": ["email"]}]
    }  # fmt: skip


async def test_roles_are_set_in_one_region_and_others_stay(database: Database) -> None:
    boss = await head(database)
    await Office(database).hire("Eve", (Role.PRICES, "DE"), (Role.STOCK, None), (Role.ORDERS, "FR"))
    local = await Office(database).hire("Local", (Role.ADMIN, "DE"))
    told = await local.ask(ROLES, email="eve@example.org", region="DE", roles=["CATALOGUE"])
    assert told["member"]["grants"] == [
        {"role": "CATALOGUE", "region": "DE"},
        {"role": "ORDERS", "region": "FR"},
        {"role": "STOCK", "region": None},
    ]
    for region in ("FR", None):
        assert (
            await local.refusal(ROLES, email="eve@example.org", region=region, roles=["ADMIN"]) == "FORBIDDEN"
        )
    entry = (await boss.ask(AUDIT))["nodes"][0]
    assert (entry["actor"], entry["action"], entry["region"]) == ("Local", "staff.roles", "DE")
    assert (entry["before"], entry["after"]) == (
        ["ORDERS:FR", "PRICES:DE", "STOCK:ALL"], ["CATALOGUE:DE", "ORDERS:FR", "STOCK:ALL"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("document", "given"),
    [(DISABLE, {}), (ROLES, {"region": None, "roles": ["STOCK"]})],
    ids=["go", "lose it"],
)
async def test_the_last_one_who_looks_after_the_staff_can_not_be_lost(
    database: Database, document: str, given: dict[str, Any]
) -> None:
    boss = await head(database)
    told = await boss.ask(document, email="head@example.org", **given)
    assert [error["code"] for error in told["userErrors"]] == ["LAST_ADMIN"]
    await Office(database).hire("Second", (Role.ADMIN, None))
    assert (await boss.ask(document, email="head@example.org", **given))["userErrors"] == []


async def test_what_cannot_be_is_told_with_its_place(database: Database) -> None:
    boss = await head(database)
    told = await boss.ask(INVITE, email="dora", grants=[{"role": "STOCK", "region": "XX"}])
    assert told["userErrors"] == [
        {"code": "BAD_EMAIL", "field": ["email"]}, {"code": "BAD_INPUT", "field": ["grants", "0", "region"]}
    ]  # fmt: skip
