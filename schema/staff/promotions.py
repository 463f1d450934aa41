"""The public promotions: codes that give the same to everybody who names them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import strawberry

from regions.money import from_decimal, is_currency, to_decimal
from regions.reading import BadInput
from schema.kinds import ProductKind
from schema.payload import Payload
from schema.scalars import CurrencyCode, RegionCode
from schema.staff.guard import Behind, Reach, shown_to
from schema.staff.instants import check_instant
from schema.staff.selling import Given, bad_input
from schema.staff.visit import StaffInfo
from store.accounts.staff import Role
from store.promoting import PromotionRecord, Terms, read_all_promotions, set_promotion


@strawberry.input(description="An amount in one currency.")
class PromotionAmountInput:
    """Each currency that a promotion should hold in has its own."""

    currency: CurrencyCode = strawberry.field(description="Currency.")
    amount: Decimal = strawberry.field(description="Exact amount, as a decimal string.")


@strawberry.input(description="What a code gives: one of percent, amounts and free delivery.")
class PromotionSetInput:
    """Terms take the place of those that the code had."""

    code: str = strawberry.field(description="What shoppers name; upper and lower case are the same.")
    percent: Decimal | None = strawberry.field(default=None, description="Percentage off, above 0.")
    amounts: list[PromotionAmountInput] | None = strawberry.field(
        default=None, description="Amount off, by currency."
    )
    free_shipping: bool = strawberry.field(default=False, description="Delivery is free.")
    regions: list[RegionCode] | None = strawberry.field(default=None, description="Where; null: everywhere.")
    kinds: list[ProductKind] | None = strawberry.field(default=None, description="On what; null: on all.")
    min_baskets: list[PromotionAmountInput] | None = strawberry.field(
        default=None, description="Least value of the goods, by currency."
    )
    starts_at: datetime | None = strawberry.field(default=None, description="From when; null: now.")
    ends_at: datetime | None = strawberry.field(default=None, description="Until when; null: no end.")
    usage_limit: int | None = strawberry.field(default=None, description="How many orders may use it.")


@shown_to(Role.POLICY)
@strawberry.type(description="An amount in one currency.")
class PromotionAmount:
    """Exact."""

    currency: CurrencyCode = strawberry.field(description="Currency.")
    amount: Decimal = strawberry.field(description="Exact amount.")


@shown_to(Role.POLICY)
@strawberry.type(description="A public promotion: the same for everybody who names its code.")
class Promotion:
    """What a code gives."""

    code: str = strawberry.field(description="What shoppers name.")
    percent: Decimal | None = strawberry.field(description="Percentage off.")
    amounts: list[PromotionAmount] = strawberry.field(description="Amount off, by currency.")
    free_shipping: bool = strawberry.field(description="Whether delivery is free.")
    regions: list[RegionCode] = strawberry.field(description="Where it holds; empty: everywhere.")
    kinds: list[str] = strawberry.field(description="On what; empty: on all.")
    min_baskets: list[PromotionAmount] = strawberry.field(description="Least value of the goods.")
    starts_at: datetime | None = strawberry.field(description="From when.")
    ends_at: datetime | None = strawberry.field(description="Until when.")
    usage_limit: int | None = strawberry.field(description="How many orders may use it.")
    used: int = strawberry.field(description="How many orders use it.")


@shown_to(Role.POLICY)
@strawberry.type(description="The outcome of setting a promotion.")
class PromotionSetPayload(Payload):
    """The promotion as it now is."""

    promotion: Promotion | None = strawberry.field(default=None, description="As it is kept.")


@strawberry.type
class PromotionsQuery:
    """The part of `Query` that is about promotions."""

    @strawberry.field(description="Every promotion, by code.", extensions=[Behind(Role.POLICY)])
    async def promotions(self, info: StaffInfo) -> list[Promotion]:
        return [_shown(each) for each in await read_all_promotions(info.context.database)]


@strawberry.type
class PromotionsMutation:
    """The part of `Mutation` that is about promotions."""

    @strawberry.mutation(
        description="Add a promotion, or put new terms in the place of a code's old ones.",
        extensions=[Behind(Role.POLICY, Reach.EVERYWHERE)],
    )
    async def promotion_set(
        self,
        info: StaffInfo,
        input: Annotated[PromotionSetInput, Given],  # noqa: A002  (the contract's name)
    ) -> PromotionSetPayload:
        visit, staff = info.context, await info.context.staff()
        try:
            terms = _terms(input)
            kept = await set_promotion(visit.database, terms, actor=staff.id, now=visit.shop.now)
        except BadInput as refused:
            return PromotionSetPayload(user_errors=[bad_input(visit, refused.path, refused.problem)])
        return PromotionSetPayload(promotion=_shown(kept))


def _terms(given: PromotionSetInput) -> Terms:
    return Terms(
        code=given.code,
        percent=given.percent,
        amounts=_minor(given.amounts, "amounts"),
        free_shipping=given.free_shipping,
        storefronts=tuple(given.regions) if given.regions else None,
        kinds=tuple(kind.name for kind in given.kinds) if given.kinds else None,
        min_baskets=_minor(given.min_baskets, "minBaskets"),
        starts_at=check_instant(given.starts_at, "startsAt"),
        ends_at=check_instant(given.ends_at, "endsAt"),
        usage_limit=given.usage_limit,
    )


def _minor(given: Sequence[PromotionAmountInput] | None, path: str) -> dict[str, int] | None:
    """Minor units by currency. Raises BadInput for what a currency can't express."""
    amounts = {}
    for at, told in enumerate(given or ()):
        if not is_currency(told.currency):
            raise BadInput(f"{path}[{at}].currency", 'expected a currency code such as "EUR"')
        try:
            amounts[str(told.currency)] = from_decimal(told.amount, told.currency)
        except (ValueError, ArithmeticError):
            raise BadInput(f"{path}[{at}].amount", "can't be paid in this currency") from None
    return amounts or None


def _shown(kept: PromotionRecord) -> Promotion:
    terms = kept.terms
    return Promotion(
        code=terms.code,
        percent=terms.percent,
        amounts=_amounts(terms.amounts),
        free_shipping=terms.free_shipping,
        regions=[RegionCode(code) for code in terms.storefronts or ()],
        kinds=list(terms.kinds or ()),
        min_baskets=_amounts(terms.min_baskets),
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        usage_limit=terms.usage_limit,
        used=kept.used,
    )


def _amounts(told: Mapping[str, int] | None) -> list[PromotionAmount]:
    return [
        PromotionAmount(currency=CurrencyCode(code), amount=to_decimal(minor, code))
        for code, minor in (told or {}).items()
    ]
