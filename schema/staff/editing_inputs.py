"""What is told and answered when one part of a product is changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.scalars import JSON

from schema.payload import Payload
from schema.scalars import CountryCode, LanguageTag, RegionCode
from schema.staff.catalogue import CatalogueProduct
from schema.staff.guard import shown_to
from schema.staff.upserting import LineError
from store.accounts.staff import Role

PRODUCT = "Number of a product or of one of its variants."
VARIANT = "Number of the variant; of a product, its first variant is meant."


@strawberry.input(description="What changes about a product; what is left out stays.")
class ProductUpdateInput:
    """Fields of a line of the load format; null takes a value away."""

    sku: str = strawberry.field(description=PRODUCT)
    category: str | None = strawberry.field(default=strawberry.UNSET, description="Path of its category.")
    brand: str | None = strawberry.field(default=strawberry.UNSET, description="Maker or imprint.")
    published: date | None = strawberry.field(default=strawberry.UNSET, description="Since when it is out.")
    popularity: int | None = strawberry.field(default=strawberry.UNSET, description="The higher the earlier.")
    contributors: list[JSON] | None = strawberry.field(
        default=strawberry.UNSET, description="As the load format has them: all of them, in their order."
    )
    images: list[JSON] | None = strawberry.field(
        default=strawberry.UNSET, description="As the load format has them: all of them, in their order."
    )
    attributes: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="As the load format has them: all of them."
    )

    def told(self) -> dict[str, Any]:
        """The fields that are named, as a line has them."""
        named = {name: value for name, value in vars(self).items() if value is not strawberry.UNSET}
        day = named.get("published")
        dated = {"published": day.isoformat()} if day is not None else {}
        empty = {"popularity": 0, "contributors": [], "images": [], "attributes": {}}
        filled = {name: empty.get(name) if value is None else value for name, value in named.items()}
        return {name: value for name, value in {**filled, **dated}.items() if name != "sku"}


@strawberry.input(description="A product's texts in one language; what is left out stays.")
class TextsSetInput:
    """Null takes a text away."""

    sku: str = strawberry.field(description=PRODUCT)
    language: LanguageTag = strawberry.field(description="The language.")
    title: str | None = strawberry.field(default=strawberry.UNSET, description="The title.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="The description.")
    slug: str | None = strawberry.field(
        default=strawberry.UNSET, description="Its name in addresses; the old one still finds it."
    )

    def told(self) -> dict[str, str | None]:
        """The texts that are named."""
        texts = {"title": self.title, "description": self.description, "slug": self.slug}
        return {name: text for name, text in texts.items() if text is not strawberry.UNSET}


@strawberry.input(description="What a variant is called in one language.")
class VariantTextSetInput:
    """A title such as “Hardcover”."""

    sku: str = strawberry.field(description=VARIANT)
    language: LanguageTag = strawberry.field(description="The language.")
    title: str | None = strawberry.field(description="What it is called; null takes the name away.")


@strawberry.input(description="Facts of a variant, as `facts` of `comptoir quote` has them.")
class FactsUpdateInput:
    """Null takes a fact away."""

    sku: str = strawberry.field(description=VARIANT)
    facts: JSON = strawberry.field(description="The facts that change, by their names.")


@strawberry.input(description="A price that a publisher or importer has published, tax included.")
class BindingInput:
    """A binding of the facts."""

    price: Decimal = strawberry.field(description="The price.")
    currency: str | None = strawberry.field(default=None, description="Null: the territory's.")
    valid_from: date | None = strawberry.field(default=None, description="From when it holds.")
    lifted_on: date | None = strawberry.field(default=None, description="Since when it binds no more.")
    mode: str | None = strawberry.field(
        default=None, description="`MINIMUM` or `RECOMMENDED`, where it binds less than the law would."
    )
    special: JSON | None = strawberry.field(
        default=None, description="A special price, as the facts have it; null: the ordinary one."
    )

    def told(self, territory: str) -> dict[str, Any]:
        """The binding as facts have it."""
        found = {
            "territory": territory,
            "price": format(self.price, "f"),
            "currency": self.currency,
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "lifted_on": self.lifted_on and self.lifted_on.isoformat(),
            "mode": self.mode,
            "special": self.special,
        }
        return {name: value for name, value in found.items() if value is not None}


@strawberry.input(description="All published prices of a variant in one territory.")
class BindingsSetInput:
    """Those of other territories stay."""

    sku: str = strawberry.field(description=VARIANT)
    territory: CountryCode = strawberry.field(description="The country whose law they are under.")
    bindings: list[BindingInput] = strawberry.field(description="All of them; none takes them away.")

    def told(self) -> list[dict[str, Any]]:
        """The bindings as facts have them."""
        return [binding.told(self.territory) for binding in self.bindings]


@strawberry.input(description="Whether a region sells a variant.")
class ListingSetInput:
    """A variant that was sold wherever it has a price goes on being sold in the other regions."""

    sku: str = strawberry.field(description=VARIANT)
    region: RegionCode = strawberry.field(description="Whose shop.")
    is_listed: bool = strawberry.field(description="Whether it is sold there, where it has a price.")
    sold_from: datetime | None = strawberry.field(default=None, description="From when; null is ever since.")
    sold_until: datetime | None = strawberry.field(default=None, description="Until when; null is no end.")


@shown_to(Role.CATALOGUE)
@strawberry.type(description="The outcome of a change to a product: done completely, or not at all.")
class ProductEditPayload(Payload):
    """The product after it, or why it was left as it is."""

    product: CatalogueProduct | None = strawberry.field(default=None, description="The product as it now is.")
    line_errors: list[LineError] = strawberry.field(
        default_factory=list, description="Why the product can't be so, as `productsUpsert` says it."
    )
