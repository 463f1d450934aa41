"""What a staff operation is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry

from regions.region import Storefront
from regions.words import N_
from schema.context import ShopContext
from schema.errors import CodedError, ErrorCode, refusal
from store.accounts.openid import Remote
from store.accounts.staff import Staff, find_staff
from store.accounts.tokens import Keyring, Person
from store.database import Database


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """The store, and who of the staff asks. ``shop`` gives the language of messages and the instant."""

    database: Database
    shop: ShopContext
    storefronts: Mapping[str, Storefront]  # those that are open, by code
    keyring: Keyring  # signs the tokens of those who sign in
    person: Person | None = None  # who is signed in
    providers: Mapping[str, Remote] = field(default_factory=dict)  # who else may say who somebody is

    async def staff(self) -> Staff:
        """Who asks, with the grants of this instant. Refuses all others (SIGN_IN_REQUIRED)."""
        found = None if self.person is None else await find_staff(self.database, self.person.id)
        if found is None:
            raise refusal(ErrorCode.SIGN_IN_REQUIRED, self.shop.language, N_("Sign in first."))
        return found

    def forbidden(self, role: str, region: str | None) -> CodedError:
        """The refusal of somebody whose grants don't reach so far."""
        message = N_("This needs the role {role} in {region}.")
        place = region or "*"
        return refusal(ErrorCode.FORBIDDEN, self.shop.language, message, role=role, region=place[:40])


StaffInfo = strawberry.Info[StaffVisit, Any]
"""What a resolver of the staff's schema is told of its operation."""
