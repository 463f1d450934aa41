"""Addresses: what is told of one, by post or by e-mail, and why it can't be taken."""

import re

import strawberry

from regions.words import N_
from schema.scalars import CountryCode
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.addresses import BadAddress, TooManyAddresses

EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}\.[^@\s.\x00-\x1f]{2,63}\Z")


@strawberry.input(description="An address, checked by the rules of its country.")
class AddressInput:
    """Which parts a country asks for differs: Italy wants a province, Ireland no postcode."""

    country: CountryCode = strawberry.field(description="Country.")
    name: str = strawberry.field(description="Who receives.")
    company: str | None = strawberry.field(default=None, description="Company or organisation.")
    street: str = strawberry.field(description="Street and house number, line breaks between lines.")
    city: str | None = strawberry.field(default=None, description="City or town.")
    subdivision: str | None = strawberry.field(default=None, description="State, province, prefecture.")
    postcode: str | None = strawberry.field(default=None, description="Postcode.")

    def parts(self) -> dict[str, str]:
        """The parts under the names of the address data."""
        told = {
            "name": self.name,
            "company_name": self.company,
            "street_address": self.street,
            "city": self.city,
            "country_area": self.subdivision,
            "postal_code": self.postcode,
        }
        return {name: text for name, text in told.items() if text}


PART_FIELDS = {
    "company_name": "company",
    "street_address": "street",
    "country_area": "subdivision",
    "postal_code": "postcode",
    "country_code": "country",
}
"""The address data's names and ours, where they differ."""


def address_errors(refused: BadAddress | TooManyAddresses, language: str) -> list[UserError]:
    """Why an address can't be taken, part by part."""
    if isinstance(refused, TooManyAddresses):
        message = N_("No more addresses can be kept.")
        return [input_error(UserErrorCode.TOO_MANY_ADDRESSES, language, message)]
    missing, wrong = N_("This part of the address is missing."), N_("This part of the address is wrong.")
    return [
        input_error(
            UserErrorCode.BAD_ADDRESS,
            language,
            missing if fault == "required" else wrong,
            "address",
            PART_FIELDS.get(part, part),
        )
        for part, fault in refused.faults.items()
    ]
