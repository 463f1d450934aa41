"""Where a shopper stands: region, language, destination and instant, chosen once and handed down by values.

Region, language and destination are three values. The region is the storefront: its prices, currency and
policy. The language is what texts are said in. The destination is where goods go: its law decides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import strawberry

from locales import accept_language, chain, choose, is_tag
from regions.facts import Destination
from regions.region import Storefront
from regions.words import N_
from schema.errors import CodedError, ErrorCode, refusal
from store.accounts.openid import Remote
from store.accounts.tokens import Keyring, Person
from store.bells import Bells
from store.catalog.view import View
from store.database import Database
from store.payments.builtin import built_in
from store.payments.provider import Till

COUNTRY = re.compile(r"[A-Z]{2}\Z")
SUBDIVISION = re.compile(r"(?:[A-Z]{2}-)?[A-Z0-9]{1,3}\Z")
POSTCODE = re.compile(r"[A-Z0-9][A-Z0-9 -]{0,11}\Z")


TILL = built_in(testing=False)


@dataclass(frozen=True, slots=True)
class ShopContext:
    """One storefront in one language, delivering to one place at one instant."""

    storefront: Storefront
    language: str
    chain: tuple[str, ...]  # languages in which a text is looked for, best first
    destination: Destination
    now: datetime
    wanted_language: str | None = None  # what was asked for, where another language had to serve

    @property
    def at_home(self) -> bool:
        """Whether goods go to the storefront's own country, as stored prices assume."""
        return self.destination == Destination(self.storefront.country)

    @property
    def view(self) -> View:
        """The same as the store needs it."""
        return View(self.storefront.code, self.language, self.chain, self.now)

    @property
    def region(self) -> str:
        """Code of the storefront."""
        return self.storefront.code

    @property
    def currency(self) -> str:
        """ISO 4217 code of the currency in which this storefront trades."""
        return self.storefront.currency


@dataclass(frozen=True, slots=True)
class Visit:
    """What an operation is answered with: the context of its request and the store that is asked."""

    database: Database
    shop: ShopContext
    storefronts: Mapping[str, Storefront]  # those that are open, by code
    keyring: Keyring  # signs the tokens of those who sign in
    person: Person | None = None  # who is signed in
    till: Till = field(default_factory=lambda: TILL)  # who brings in the money, by method
    seen: set[str] = field(default_factory=set)  # tags of what the answer rests on, see schema.tags
    providers: Mapping[str, Remote] = field(default_factory=dict)  # who else may say who somebody is
    bells: Bells = field(default_factory=Bells)  # ring when something happens to orders and products

    @property
    def customer(self) -> int | None:
        """The number of the customer who asks; None for guests."""
        return None if self.person is None else self.person.id


def signed_in(visit: Visit) -> int:
    """The number of the customer who asks; refuses guests (SIGN_IN_REQUIRED)."""
    if visit.customer is None:
        message = N_("Sign in first.")
        raise refusal(ErrorCode.SIGN_IN_REQUIRED, visit.shop.language, message)
    return visit.customer


Info = strawberry.Info[Visit, Any]
"""What a resolver is told of its operation."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What one source (directive, headers, preference) says about the context; None where it says nothing."""

    region: str | None = None
    language: str | None = None
    deliver_to: Destination | None = None


def choose_context(
    wishes: Sequence[Wish],
    storefronts: Mapping[str, Storefront],
    *,
    default_region: str,
    now: datetime,
    header: str = "",
) -> ShopContext:
    """The context in which the strongest wishes are granted; `header` is Accept-Language, the weakest wish.

    Refuses an unknown region (UNKNOWN_REGION), a malformed language tag (BAD_LANGUAGE) and a malformed
    destination (BAD_DESTINATION). A language that the region doesn't offer falls back; the context says so.
    """
    language = _refusal_language(wishes, header)
    code = next((wish.region for wish in wishes if wish.region is not None), default_region)
    storefront = storefronts.get(code)
    if storefront is None:
        raise unknown_region(code, storefronts, language)
    for wish in wishes:
        if wish.language is not None and not is_tag(wish.language):
            raise bad_language(wish.language, language)
    wanted = [wish.language for wish in wishes if wish.language is not None]
    place = next((wish.deliver_to for wish in wishes if wish.deliver_to is not None), None)
    destination = Destination(storefront.country) if place is None else check_destination(place, language)
    return stand_in(storefront, [*wanted, *accept_language(header)], destination, now, named=wanted)


def stand_in(
    storefront: Storefront,
    wanted: Sequence[str],
    destination: Destination,
    now: datetime,
    named: Sequence[str] = (),
) -> ShopContext:
    """The context of a known storefront; `named` are the wanted languages whose absence is worth telling."""
    language, languages = _agree(tuple(wanted), storefront.languages)
    refused = named[0] if named and choose(named[:1], storefront.languages) is None else None
    return ShopContext(
        storefront=storefront,
        language=language,
        chain=languages,
        destination=destination,
        now=now,
        wanted_language=refused,
    )


@lru_cache(maxsize=1024)
def _agree(wanted: tuple[str, ...], offered: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The offered language that serves best, and the chain in which texts are looked for."""
    language = choose(wanted, offered) or offered[0]
    return language, chain(language, offered)


def unknown_region(code: str, storefronts: Mapping[str, Storefront], language: str) -> CodedError:
    """The refusal of a region that isn't open; it lists those that are."""
    message = N_("There is no shop “{region}”. Open are: {regions}.")
    error = refusal(
        ErrorCode.UNKNOWN_REGION, language, message, region=code[:40], regions=", ".join(storefronts)
    )
    error.extensions = {**(error.extensions or {}), "regions": list(storefronts)}
    return error


def bad_language(tag: str, language: str) -> CodedError:
    """The refusal of something that isn't a language tag."""
    message = N_("“{tag}” is not a language tag such as “de” or “de-AT”.")
    return refusal(ErrorCode.BAD_LANGUAGE, language, message, tag=tag[:40])


def check_destination(place: Destination, language: str) -> Destination:
    """The place as the law book writes it; refuses what can't be a country, subdivision or postcode."""
    tidy = replace(
        place,
        country=place.country.strip().upper(),
        subdivision=place.subdivision.strip().upper() if place.subdivision else None,
        postcode=place.postcode.strip().upper() if place.postcode else None,
    )
    if not COUNTRY.match(tidy.country):
        raise _bad_place(N_("“{value}” is not a country code such as “DE”."), place.country, language)
    if tidy.subdivision is not None and not SUBDIVISION.match(tidy.subdivision):
        raise _bad_place(N_("“{value}” is not a subdivision such as “US-TX”."), tidy.subdivision, language)
    if tidy.postcode is not None and not POSTCODE.match(tidy.postcode):
        raise _bad_place(N_("“{value}” is not a postcode."), tidy.postcode, language)
    if tidy.subdivision is None:
        return tidy
    return replace(tidy, subdivision=tidy.subdivision.removeprefix(f"{tidy.country}-"))


def _bad_place(message: str, value: str, language: str) -> CodedError:
    return refusal(ErrorCode.BAD_DESTINATION, language, message, value=value[:40])


def _refusal_language(wishes: Sequence[Wish], header: str) -> str:
    """The language of a refusal that comes before a context is known: the first wish that can be read."""
    named = [wish.language for wish in wishes if wish.language is not None and is_tag(wish.language)]
    return next(iter([*named, *accept_language(header)]), "en")
