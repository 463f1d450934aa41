"""Languages, countries and currencies, each by its code and by its name in the context's language."""

import strawberry

from locales import country_name, currency_name, currency_symbol, language_name
from regions.money import exponent
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable
from schema.scalars import CountryCode, CurrencyCode, LanguageTag


@cacheable(PUBLIC)
@strawberry.type(description="A language.")
class Language:
    """A language in the words of one context."""

    tag: LanguageTag = strawberry.field(description="Tag of the language.")
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="What it is called in the context's language.")
    def name(self) -> str:
        return language_name(self.tag, self.shop.language)

    @strawberry.field(description="What it calls itself.")
    def native_name(self) -> str:
        return language_name(self.tag, self.tag)


@cacheable(PUBLIC)
@strawberry.type(description="A country.")
class Country:
    """A country in the words of one context."""

    code: CountryCode = strawberry.field(description="Code of the country.")
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="What it is called in the context's language.")
    def name(self) -> str:
        return country_name(self.code, self.shop.language)


@cacheable(PUBLIC)
@strawberry.type(description="A currency.")
class Currency:
    """A currency in the words of one context."""

    code: CurrencyCode = strawberry.field(description="Code of the currency.")
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="What it is called in the context's language.")
    def name(self) -> str:
        return currency_name(self.code, self.shop.language)

    @strawberry.field(description="Its sign as the context writes it.")
    def symbol(self) -> str:
        return currency_symbol(self.code, self.shop.language, self.shop.storefront.country)

    @strawberry.field(description="Number of decimals of its amounts: 2 for EUR, 0 for JPY.")
    def decimals(self) -> int:
        return exponent(self.code)


def languages(shop: ShopContext, tags: tuple[str, ...]) -> list[Language]:
    """Languages in the words of a context."""
    return [Language(tag=LanguageTag(tag), shop=shop) for tag in tags]
