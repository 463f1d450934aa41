"""The context of an answer, told to the client: where the shopper stands, and where else they could."""

import strawberry

from regions.item import Destination as Place
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.places import Country, Currency, Language, languages
from schema.plan import cacheable
from schema.region import Region
from schema.scalars import CountryCode, CurrencyCode, LanguageTag


@cacheable(PUBLIC)
@strawberry.type(description="Where goods go: its law decides.")
class Destination:
    """A place as precisely as it is known."""

    place: strawberry.Private[Place]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Country.")
    def country(self) -> Country:
        return Country(code=CountryCode(self.place.country), shop=self.shop)

    @strawberry.field(description="Subdivision as ISO 3166-2 writes it, such as `TX`, where it is known.")
    def subdivision(self) -> str | None:
        return self.place.subdivision

    @strawberry.field(description="Postcode, where it is known.")
    def postcode(self) -> str | None:
        return self.place.postcode


@cacheable(PUBLIC)
@strawberry.type(description="The context of an answer: region, language and destination are three values.")
class Context:
    """What was chosen, and what was asked for where that couldn't be had."""

    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The storefront: its prices, currency and policy.")
    def region(self) -> Region:
        return Region(store=self.shop.storefront, shop=self.shop)

    @strawberry.field(description="The language in which it answers.")
    def language(self) -> Language:
        return Language(tag=LanguageTag(self.shop.language), shop=self.shop)

    @strawberry.field(description="The language that was asked for, where another one had to serve.")
    def wanted_language(self) -> LanguageTag | None:
        return None if self.shop.wanted_language is None else LanguageTag(self.shop.wanted_language)

    @strawberry.field(description="Languages in which a text is looked for, best first.")
    def fallback_chain(self) -> list[LanguageTag]:
        return [LanguageTag(tag) for tag in self.shop.chain]

    @strawberry.field(description="The currency of every price.")
    def currency(self) -> Currency:
        return Currency(code=CurrencyCode(self.shop.currency), shop=self.shop)

    @strawberry.field(description="Where goods go: its law decides.")
    def deliver_to(self) -> Destination:
        return Destination(place=self.shop.destination, shop=self.shop)


@cacheable(PUBLIC)
@strawberry.type(description="All that a switcher of region and language needs.")
class Localization(Context):
    """The context and its alternatives."""

    everywhere: strawberry.Private[list[Region]]

    @strawberry.field(description="Every open region.")
    def regions(self) -> list[Region]:
        return self.everywhere

    @strawberry.field(description="Languages in which the chosen region can be read.")
    def languages(self) -> list[Language]:
        return languages(self.shop, self.shop.storefront.languages)
