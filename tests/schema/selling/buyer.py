"""A customer with an account, as tests need one."""

from dataclasses import replace
from typing import Any

from store.accounts.tokens import Audience
from tests.schema.counter import KEYS, NOW, Counter
from tests.schema.selling.journey import BERLIN

REGISTER = """mutation ($input: CustomerRegisterInput!) { customerRegister(input: $input) {
    tokens { accessToken } userErrors { code } } }"""
ADDRESS = """mutation ($input: AddressCreateInput!) { addressCreate(input: $input) {
    address { id } userErrors { code } } }"""
SAVE = """mutation ($input: PaymentMethodSaveInput!) { paymentMethodSave(input: $input) {
    paymentMethod { id method label } userErrors { code field } } }"""


async def sign_up(counter: Counter, email: str = "erika@example.org") -> Counter:
    """The counter, asked by a new customer."""
    given = {"email": email, "password": "correct horse battery"}
    told = (await counter.ask(REGISTER, input=given))["customerRegister"]
    assert told["userErrors"] == []
    person = KEYS.read(told["tokens"]["accessToken"], Audience.CUSTOMER, NOW)
    assert person is not None
    return replace(counter, person=person)


async def furnish(counter: Counter, on_file: str = "card", email: str = "erika@example.org") -> Counter:
    """The counter, asked by a new customer with an address and a means of payment on file."""
    customer = await sign_up(counter, email)
    assert (await customer.ask(ADDRESS, input={"address": BERLIN}))["addressCreate"]["userErrors"] == []
    assert (await save(customer, on_file))["userErrors"] == []
    return customer


async def save(counter: Counter, token: str, method: str = "test") -> dict[str, Any]:
    """Keep a means of payment; the payload."""
    told: dict[str, Any] = await counter.ask(SAVE, input={"method": method, "token": token})
    payload: dict[str, Any] = told["paymentMethodSave"]
    return payload
