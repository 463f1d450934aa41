"""Accounts at the counter."""

from dataclasses import replace
from typing import Any

from store.accounts.tokens import Audience, Person
from store.database import Database
from tests.schema.counter import KEYS, NOW, Counter

PASSWORD = "correct horse battery"
ERRORS = "userErrors { code message field }"
REGISTER = f"""mutation($email: String!, $password: String!, $name: String) {{
  customerRegister(input: {{email: $email, password: $password, publicName: $name}}) {{
    customer {{ email publicName language region addresses {{ city }} }}
    tokens {{ accessToken expiresAt refreshToken }} {ERRORS} warnings {{ code }} }} }}"""
SIGN_IN = f"""mutation($email: String!, $password: String!) {{
  signIn(input: {{email: $email, password: $password}}) {{
    customer {{ email }} tokens {{ accessToken refreshToken }} {ERRORS} }} }}"""
REFRESH = f"""mutation($token: String!) {{
  tokenRefresh(input: {{refreshToken: $token}}) {{ tokens {{ accessToken refreshToken }} {ERRORS} }} }}"""
CREATE = f"""mutation($address: AddressInput!) {{
  addressCreate(input: {{address: $address}}) {{ address {{ id city isDefault postcode }} {ERRORS} }} }}"""
BERLIN = {
    "country": "DE",
    "name": "Ada",
    "street": "Unter den Linden 6",
    "postcode": "10117",
    "city": "Berlin",
}


async def registered(counter: Counter) -> tuple[Counter, dict[str, Any]]:
    """The counter asked by a customer who has just registered, and the answer to that."""
    told = await counter.ask(REGISTER, email="ada@example.org", password=PASSWORD, name="Ada")
    answer = told["customerRegister"]
    person = KEYS.read(answer["tokens"]["accessToken"], Audience.CUSTOMER, NOW)
    assert person is not None
    return replace(counter, person=person), answer


async def test_who_registers_is_signed_in(database: Database) -> None:
    customer, answer = await registered(Counter(database))
    assert answer["customer"] == {
        "email": "ada@example.org",
        "publicName": "Ada",
        "language": "de",
        "region": "DE",
        "addresses": [],
    }
    assert answer["tokens"]["expiresAt"] == "2026-11-21T12:10:00+00:00"
    assert (answer["userErrors"], answer["warnings"]) == ([], [])
    assert (await customer.ask("{ me { email } }"))["me"] == {"email": "ada@example.org"}
    assert (await Counter(database).ask("{ me { email } }"))["me"] is None


async def test_every_fault_of_a_registration_is_told_in_the_shoppers_language(database: Database) -> None:
    told = await Counter(database, "DE", "en").ask(REGISTER, email="ada", password="short", name="\x07")
    assert told["customerRegister"]["userErrors"] == [
        {"code": "BAD_EMAIL", "message": "“ada” is not an e-mail address.", "field": ["email"]},
        {"code": "BAD_PASSWORD", "message": "A password has 10 to 256 characters.", "field": ["password"]},
        {
            "code": "BAD_NAME",
            "message": "A name has 80 characters at most, all of them visible.",
            "field": ["publicName"],
        },
    ]
    assert told["customerRegister"]["customer"] is None


async def test_an_address_that_is_taken_can_be_signed_in_to(database: Database) -> None:
    counter = Counter(database, "DE", "en")
    await registered(counter)
    told = await counter.ask(REGISTER, email="ADA@example.org", password=PASSWORD)
    assert [error["code"] for error in told["customerRegister"]["userErrors"]] == ["EMAIL_TAKEN"]
    signed = (await counter.ask(SIGN_IN, email="ada@example.org", password=PASSWORD))["signIn"]
    assert (signed["customer"], signed["userErrors"]) == ({"email": "ada@example.org"}, [])


async def test_a_wrong_password_and_an_unknown_account_are_refused_alike(database: Database) -> None:
    counter = Counter(database, "DE", "en")
    await registered(counter)
    wrong = await counter.ask(SIGN_IN, email="ada@example.org", password="wrong password")
    unknown = await counter.ask(SIGN_IN, email="bob@example.org", password=PASSWORD)
    assert wrong == unknown
    assert wrong["signIn"]["userErrors"] == [
        {"code": "WRONG_CREDENTIALS", "message": "Address or password is wrong.", "field": None}
    ]


async def test_a_session_goes_on_by_its_last_token_only(database: Database) -> None:
    counter = Counter(database, "DE", "en")
    _, answer = await registered(counter)
    first = answer["tokens"]["refreshToken"]
    told = await counter.ask(REFRESH, token=first)
    assert told["tokenRefresh"]["userErrors"] == []
    again = await counter.ask(REFRESH, token=first)
    assert [error["code"] for error in again["tokenRefresh"]["userErrors"]] == ["SESSION_OVER"]


async def test_signing_out_ends_the_session(database: Database) -> None:
    counter = Counter(database)
    customer, answer = await registered(counter)
    document = 'mutation { signOut(input: {clientMutationId: "x"}) { clientMutationId userErrors { code } } }'
    assert await customer.ask(document) == {"signOut": {"clientMutationId": "x", "userErrors": []}}
    told = await counter.ask(REFRESH, token=answer["tokens"]["refreshToken"])
    assert [error["code"] for error in told["tokenRefresh"]["userErrors"]] == ["SESSION_OVER"]


async def test_a_customer_changes_what_is_named_and_nothing_else(database: Database) -> None:
    customer, _ = await registered(Counter(database))
    document = f"""mutation {{ customerUpdate(input: {{language: "en"}}) {{
      customer {{ publicName language region }} {ERRORS} }} }}"""
    assert await customer.ask(document) == {
        "customerUpdate": {
            "customer": {"publicName": "Ada", "language": "en", "region": "DE"},
            "userErrors": [],
        }
    }
    unknown = 'mutation { customerUpdate(input: {region: "XX"}) { customer { region } } }'
    assert (await customer.refusal(unknown))["code"] == "UNKNOWN_REGION"


async def test_addresses_are_checked_kept_changed_and_forgotten(database: Database) -> None:
    customer, _ = await registered(Counter(database, "DE", "en"))
    wrong = await customer.ask(CREATE, address=BERLIN | {"postcode": "1", "city": None})
    assert wrong["addressCreate"]["userErrors"] == [
        {
            "code": "BAD_ADDRESS",
            "message": "This part of the address is missing.",
            "field": ["address", "city"],
        },
        {
            "code": "BAD_ADDRESS",
            "message": "This part of the address is wrong.",
            "field": ["address", "postcode"],
        },
    ]
    kept = (await customer.ask(CREATE, address=BERLIN))["addressCreate"]["address"]
    assert (kept["city"], kept["isDefault"], kept["postcode"]) == ("Berlin", True, "10117")
    update = f"""mutation($id: ID!, $address: AddressInput!) {{
      addressUpdate(input: {{id: $id, address: $address}}) {{ address {{ id city }} {ERRORS} }} }}"""
    changed = await customer.ask(update, id=kept["id"], address=BERLIN | {"city": "Potsdam"})
    assert changed["addressUpdate"] == {"address": {"id": kept["id"], "city": "Potsdam"}, "userErrors": []}
    delete = f"mutation($id: ID!) {{ addressDelete(input: {{id: $id}}) {{ deletedId {ERRORS} }} }}"
    assert (await customer.ask(delete, id=kept["id"]))["addressDelete"]["deletedId"] == kept["id"]
    gone = await customer.ask(delete, id=kept["id"])
    assert [error["code"] for error in gone["addressDelete"]["userErrors"]] == ["NOT_FOUND"]


async def test_a_guest_has_to_sign_in_first(database: Database) -> None:
    refused = await Counter(database, "DE", "en").refusal(CREATE, address=BERLIN)
    assert (refused["code"], refused["message"]) == ("SIGN_IN_REQUIRED", "Sign in first.")


async def test_another_customers_address_is_none_of_mine(database: Database) -> None:
    ada, _ = await registered(Counter(database))
    kept = (await ada.ask(CREATE, address=BERLIN))["addressCreate"]["address"]
    told = await Counter(database).ask(REGISTER, email="bob@example.org", password=PASSWORD)
    person = KEYS.read(told["customerRegister"]["tokens"]["accessToken"], Audience.CUSTOMER, NOW)
    assert isinstance(person, Person)
    bob = Counter(database, person=person)
    delete = "mutation($id: ID!) { addressDelete(input: {id: $id}) { deletedId userErrors { code } } }"
    refused = await bob.ask(delete, id=kept["id"])
    assert refused == {"addressDelete": {"deletedId": None, "userErrors": [{"code": "NOT_FOUND"}]}}
    assert (await bob.ask("{ me { addresses { id } } }"))["me"] == {"addresses": []}
