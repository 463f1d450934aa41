"""A customer as the customer sees it."""

from datetime import datetime

import strawberry

from schema.account.wallet import CustomerCredit, PaymentMethod
from schema.context import Info
from schema.identity import NodeType, write_id
from schema.scalars import CountryCode, LanguageTag, RegionCode
from store.accounts.addresses import AddressRecord, addresses_of
from store.accounts.customers import CustomerRecord, find_customer
from store.credits import credits_of
from store.payments.kept import methods_of


@strawberry.type(description="Where a customer has goods sent to.")
class Address:
    """One kept address; its parts are those of Google's address data."""

    record: strawberry.Private[AddressRecord]

    @strawberry.field(description="Id of the address.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(write_id(NodeType.ADDRESS, self.record.id))

    @strawberry.field(description="Country.")
    def country(self) -> CountryCode:
        return CountryCode(self.record.country)

    @strawberry.field(description="Whether it is the one that is used when none is chosen.")
    def is_default(self) -> bool:
        return self.record.is_default

    @strawberry.field(description="Who receives.")
    def name(self) -> str | None:
        return self.record.parts.get("name")

    @strawberry.field(description="Company or organisation.")
    def company(self) -> str | None:
        return self.record.parts.get("company_name")

    @strawberry.field(description="Street and house number; several lines are separated by line breaks.")
    def street(self) -> str | None:
        return self.record.parts.get("street_address")

    @strawberry.field(description="City or town.")
    def city(self) -> str | None:
        return self.record.parts.get("city")

    @strawberry.field(description="State, province, prefecture or county, where the country writes one.")
    def subdivision(self) -> str | None:
        return self.record.parts.get("country_area")

    @strawberry.field(description="Postcode.")
    def postcode(self) -> str | None:
        return self.record.parts.get("postal_code")


@strawberry.type(description="A person with an account, as seen by that person alone.")
class Customer:
    """The one who is signed in."""

    record: strawberry.Private[CustomerRecord]

    @strawberry.field(description="Where mail goes to.")
    def email(self) -> str:
        return self.record.email

    @strawberry.field(description="The name beside reviews.")
    def public_name(self) -> str | None:
        return self.record.public_name

    @strawberry.field(description="The language that is used when a request names none.")
    def language(self) -> LanguageTag | None:
        return None if self.record.language is None else LanguageTag(self.record.language)

    @strawberry.field(description="The region that is used when a request names none.")
    def region(self) -> RegionCode | None:
        return None if self.record.region is None else RegionCode(self.record.region)

    @strawberry.field(description="Since when there is this account.")
    def created_at(self) -> datetime:
        return self.record.created_at

    @strawberry.field(description="Kept addresses, the default one first; 50 at most.")
    async def addresses(self, info: Info) -> list[Address]:
        return [
            Address(record=record) for record in await addresses_of(info.context.database, self.record.id)
        ]

    @strawberry.field(description="Means of payment on file, the latest first; 20 at most.")
    async def payment_methods(self, info: Info) -> list[PaymentMethod]:
        kept = await methods_of(info.context.database, self.record.id)
        return [PaymentMethod(kept=each) for each in kept]

    @strawberry.field(description="What the shop owes the customer, by currency.")
    async def credits(self, info: Info) -> list[CustomerCredit]:
        return [
            CustomerCredit(credit=each) for each in await credits_of(info.context.database, self.record.id)
        ]


async def read_me(info: Info) -> Customer | None:
    """The customer who asks; None for a guest."""
    number = info.context.customer
    record = None if number is None else await find_customer(info.context.database, number)
    return None if record is None else Customer(record=record)
