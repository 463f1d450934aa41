"""Prices with their history, and stock."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import strawberry

from regions.lawbook import lawbook
from regions.money import from_decimal, to_decimal
from regions.reading import BadInput
from regions.region import Storefront
from regions.words import N_
from schema.payload import Payload
from schema.scalars import CurrencyCode, RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.instants import check_instant
from schema.staff.visit import StaffInfo, StaffVisit
from schema.user_errors import UserError, UserErrorCode, input_error
from store.accounts.staff import Role
from store.loading.rows import BadRow, PriceEntry
from store.price_authors import price_authors
from store.repricing import Repricing, price_history, set_prices
from store.restocking import set_stock, stock_of

LARGEST_AMOUNT = 2**53
MOST_PRICES = 100
LARGEST_QUANTITY = 2**31 - 1
LONGEST_WAREHOUSE = 32
Given = strawberry.argument(description="What is asked for.")
Sku = Annotated[str, strawberry.argument(description="Number of the variant.")]
Region = Annotated[RegionCode, strawberry.argument(description="Whose shop.")]


@shown_to(Role.PRICES)
@strawberry.type(description="A price from an instant until the next one.")
class DatedPrice:
    """A row of a price history."""

    valid_from: datetime | None = strawberry.field(description="Since when it holds, or from when.")
    amount: Decimal | None = strawberry.field(
        description="What is asked, as the region shows prices; null: not sold from then on."
    )
    currency: CurrencyCode = strawberry.field(description="Currency of the amount.")
    set_by: str | None = strawberry.field(
        description="Who set it: name of the staff member, or of who was at the command line."
    )
    set_at: datetime | None = strawberry.field(description="When they did; null: before there was an audit.")


@shown_to(Role.STOCK)
@strawberry.type(description="What lies in one warehouse.")
class StockLevel:
    """A count."""

    warehouse: str = strawberry.field(description="Name of the warehouse.")
    quantity: int = strawberry.field(description="How many are there.")


@strawberry.input(description="A price from an instant on.")
class DatedPriceInput:
    """What shall be asked."""

    valid_from: datetime | None = strawberry.field(default=None, description="From when; null is now.")
    amount: Decimal | None = strawberry.field(description="What is asked; null: not sold from then on.")


@strawberry.input(description="The prices of one variant in one region.")
class PricesSetInput:
    """What holds now and what is planned."""

    sku: str = strawberry.field(description="Number of the variant.")
    region: RegionCode = strawberry.field(description="Whose shop.")
    prices: list[DatedPriceInput] = strawberry.field(
        description="Now and planned, oldest first. A planned price that isn't named is withdrawn."
    )


@strawberry.input(description="What was counted.")
class StockSetInput:
    """A count in one warehouse."""

    sku: str = strawberry.field(description="Number of the variant.")
    warehouse: str = strawberry.field(default="main", description="Name of the warehouse.")
    quantity: int | None = strawberry.field(description="How many; null: they aren't counted there.")


@shown_to(Role.PRICES)
@strawberry.type(description="The outcome of setting prices.")
class PricesSetPayload(Payload):
    """The whole history after it."""

    prices: list[DatedPrice] = strawberry.field(default_factory=list, description="The history as it now is.")


@shown_to(Role.STOCK)
@strawberry.type(description="The outcome of a count.")
class StockSetPayload(Payload):
    """All warehouses after it."""

    stock: list[StockLevel] = strawberry.field(
        default_factory=list, description="What lies where; empty: it never runs out."
    )


@strawberry.type
class SellingQuery:
    """The part of `Query` that is about selling."""

    @strawberry.field(
        description="What was, is and will be asked for a variant in a region, oldest first.",
        extensions=[Behind(Role.PRICES, Reach.ASKED)],
    )
    async def price_history(self, info: StaffInfo, sku: Sku, region: Region) -> list[DatedPrice]:
        return await _prices(info.context, sku, info.context.storefronts[region])

    @strawberry.field(
        description="What lies in which warehouse; empty: it never runs out.",
        extensions=[Behind(Role.STOCK)],
    )
    async def stock(self, info: StaffInfo, sku: Sku) -> list[StockLevel]:
        return await _stock(info.context, sku)


@strawberry.type
class SellingMutation:
    """The part of `Mutation` that is about selling."""

    @strawberry.mutation(
        description="Set what a variant costs in a region, now and in the future.",
        extensions=[Behind(Role.PRICES, Reach.ASKED)],
    )
    async def prices_set(
        self,
        info: StaffInfo,
        input: Annotated[PricesSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> PricesSetPayload:
        visit, shop = info.context, info.context.storefronts[input.region]
        try:
            entries = _read_prices(input.prices, shop)
            actor = (await visit.staff()).id
            wanted = Repricing(input.sku, shop.code, entries)
            found = await set_prices(visit.database, lawbook(), wanted, actor=actor, now=visit.shop.now)
        except BadRow as refused:
            return PricesSetPayload(user_errors=[bad_input(visit, refused.path, refused.message)])
        except BadInput as refused:
            return PricesSetPayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        if not found:
            return PricesSetPayload(user_errors=[_unknown(visit)])
        return PricesSetPayload(prices=await _prices(visit, input.sku, shop))

    @strawberry.mutation(
        description="Set how many of a variant lie in a warehouse.",
        extensions=[Behind(Role.STOCK, Reach.EVERYWHERE)],
    )
    async def stock_set(
        self,
        info: StaffInfo,
        input: Annotated[StockSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> StockSetPayload:
        visit, count, place = info.context, input.quantity, input.warehouse
        if count is not None and not 0 <= count <= LARGEST_QUANTITY:
            return StockSetPayload(user_errors=[bad_input(visit, "quantity", "must not be negative")])
        if not (0 < len(place) <= LONGEST_WAREHOUSE and place.isprintable()):
            return StockSetPayload(user_errors=[bad_input(visit, "warehouse", "isn't a name")])
        actor, now = (await visit.staff()).id, visit.shop.now
        if not await set_stock(visit.database, lawbook(), input.sku, place, count, actor=actor, now=now):
            return StockSetPayload(user_errors=[_unknown(visit)])
        return StockSetPayload(stock=await _stock(visit, input.sku))


def bad_input(visit: StaffVisit, path: str, problem: str) -> UserError:
    """The user error for a value whose place and fault the stockroom names."""
    message = N_("{path} can't be taken: {problem}.")
    return input_error(
        UserErrorCode.BAD_INPUT, visit.shop.language, message, *path.split("."), path=path, problem=problem
    )


def _read_prices(given: list[DatedPriceInput], shop: Storefront) -> list[PriceEntry]:
    if not 0 < len(given) <= MOST_PRICES:
        raise BadInput("prices", f"must be 1 to {MOST_PRICES}")
    entries = [
        PriceEntry(
            check_instant(each.valid_from, f"prices.{place}.validFrom"),
            _minor(each.amount, shop.currency, f"prices.{place}.amount"),
        )
        for place, each in enumerate(given)
    ]
    dated = [entry.valid_from for entry in entries[1:]]
    starts = [start for start in (entries[0].valid_from, *dated) if start is not None]
    if None in dated or starts != sorted(set(starts)):
        raise BadRow(
            "BAD_INPUT", "prices", "must have their instants, oldest first; only the first may be now"
        )
    return entries


def _minor(amount: Decimal | None, currency: str, path: str) -> int | None:
    if amount is None:
        return None
    try:
        minor = from_decimal(amount, currency) if amount.is_finite() else -1
    except ValueError:
        minor = -1
    if not 0 <= minor <= LARGEST_AMOUNT:
        raise BadInput(path, f"isn't a price in {currency}")
    return minor


async def _prices(visit: StaffVisit, sku: str, shop: Storefront) -> list[DatedPrice]:
    authors = await price_authors(visit.database, sku, shop.code)

    def told(entry: PriceEntry) -> DatedPrice:
        author = authors.get(entry.valid_from) if entry.valid_from else None
        return DatedPrice(
            valid_from=entry.valid_from,
            amount=None if entry.amount is None else to_decimal(entry.amount, shop.currency),
            currency=CurrencyCode(shop.currency),
            set_by=None if author is None else author.name,
            set_at=None if author is None else author.at,
        )

    return [told(entry) for entry in await price_history(visit.database, sku, shop.code)]


async def _stock(visit: StaffVisit, sku: str) -> list[StockLevel]:
    found = await stock_of(visit.database, sku)
    return [StockLevel(warehouse=warehouse, quantity=quantity) for warehouse, quantity in found.items()]


def _unknown(visit: StaffVisit) -> UserError:
    message = N_("There is no such variant.")
    return input_error(UserErrorCode.NOT_FOUND, visit.shop.language, message, "sku")
