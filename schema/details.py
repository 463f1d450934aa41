"""The smaller parts of a product: who made it, how it looks, what it is like, whether it can be had."""

from collections.abc import Mapping
from enum import Enum

import strawberry

from locales import phrases
from regions.words import N_
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.labels import name_code, name_role, name_value
from schema.plan import cacheable
from schema.scalars import LanguageTag
from schema.text import LocalizedText, localize
from store.catalog.cards import Credit, Picture


@cacheable(PUBLIC)
@strawberry.type(description="Someone who had a part in a product.")
class Contributor:
    """A credit in the words of one context."""

    credit: strawberry.Private[Credit]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Name as the context's language writes it, where that is known.")
    def name(self) -> str:
        return self.credit.name.value

    @strawberry.field(description="The name with the language that served.")
    def name_text(self) -> LocalizedText:
        return localize(self.credit.name, self.shop.language)

    @strawberry.field(description="Code of the part they had, such as `AUTHOR`.")
    def role(self) -> str:
        return self.credit.role

    @strawberry.field(description="The part they had, in the context's language.")
    def role_name(self) -> str:
        return name_role(self.credit.role, self.shop)


@cacheable(PUBLIC)
@strawberry.type(description="A picture of a product.")
class Image:
    """A picture and the words that stand for it."""

    picture: strawberry.Private[Picture]

    @strawberry.field(description="Where the picture is.")
    def url(self) -> str:
        return self.picture.url

    @strawberry.field(description="What it shows, for those who can't see it; empty if it only decorates.")
    def alt(self) -> str:
        return self.picture.alt.value if self.picture.alt else ""


@cacheable(PUBLIC)
@strawberry.type(description="A property of a product that doesn't vary between its variants.")
class Attribute:
    """A property, as a program and as a person reads it."""

    code: str = strawberry.field(description="Code of the property, such as `pages`.")
    name: str = strawberry.field(description="What the property is called, in the context's language.")
    value: str = strawberry.field(description="Its value, in the context's language if we have words.")


@cacheable(PUBLIC)
@strawberry.type(description="A property by which the variants of a product differ.")
class Option:
    """A choice, as a program and as a person reads it."""

    code: str = strawberry.field(description="Code of the property, such as `format`.")
    name: str = strawberry.field(description="What the property is called, in the context's language.")
    value_code: str = strawberry.field(description="Code of the value, such as `hardcover`.")
    value: str = strawberry.field(description="The value, in the context's language if we have words.")


@cacheable(PUBLIC)
@strawberry.type(description="Where the same product is found in another language, as hreflang needs.")
class Alternate:
    """An address in one language."""

    language: LanguageTag = strawberry.field(description="Language of the address.")
    slug: str = strawberry.field(description="Name for addresses in that language.")


@strawberry.enum(description="Whether something can be had.")
class AvailabilityStatus(Enum):
    """What a shopper needs to know before they choose."""

    IN_STOCK = strawberry.enum_value("IN_STOCK", description="It can be ordered now.")
    OUT_OF_STOCK = strawberry.enum_value("OUT_OF_STOCK", description="It is sold here, but none is left now.")


@cacheable(PUBLIC)
@strawberry.type(description="Whether something that is sold here can be had now.")
class Availability:
    """Kept small: exact numbers would change too often to be kept by anyone."""

    in_stock: bool = strawberry.field(description="Whether it can be ordered now.")
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="The same as a state that may grow finer.")
    def status(self) -> AvailabilityStatus:
        return AvailabilityStatus.IN_STOCK if self.in_stock else AvailabilityStatus.OUT_OF_STOCK

    @strawberry.field(description="The same in the context's language.")
    def label(self) -> str:
        words = N_("In stock") if self.in_stock else N_("Out of stock")
        return phrases(self.shop.language).say(words)


def attributes(values: Mapping[str, str], shop: ShopContext) -> list[Attribute]:
    """Properties as the store keeps them, in the words of a context."""
    return [
        Attribute(code=code, name=name_code(code, shop), value=name_value(code, value, shop))
        for code, value in values.items()
    ]


def options(values: Mapping[str, str], shop: ShopContext) -> list[Option]:
    """Choices as the store keeps them, in the words of a context."""
    return [
        Option(code=code, name=name_code(code, shop), value_code=value, value=name_value(code, value, shop))
        for code, value in values.items()
    ]
