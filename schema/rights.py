"""What consumers may count on in a region, and the words that its law prescribes."""

from datetime import date

import strawberry

from locales import phrases
from regions.region import Law
from schema.context import ShopContext
from schema.freshness import PUBLIC
from schema.plan import cacheable


@cacheable(PUBLIC)
@strawberry.type(description="A period that the state sets for sales, such as the French soldes.")
class SalesPeriod:
    """Both days are included."""

    first_day: date = strawberry.field(description="First day.")
    last_day: date = strawberry.field(description="Last day.")


@cacheable(PUBLIC)
@strawberry.type(description="Something that every shop in the region must tell, whatever it sells.")
class StandingNotice:
    """One notice in the words of the context."""

    code: str = strawberry.field(description="Code of the rule, such as `EU_GUARANTEE_NOTICE`.")
    text: str = strawberry.field(description="What is to be told.")
    legal_basis: str = strawberry.field(description="Where it is written.")


@cacheable(PUBLIC)
@strawberry.type(description="What consumers may count on, and the words that the law prescribes.")
class ConsumerRights:
    """The rights under one law on the day of the context."""

    law: strawberry.Private[Law]
    shop: strawberry.Private[ShopContext]

    @strawberry.field(description="Days in which goods may be sent back without a reason; null: no right.")
    def withdrawal_days(self) -> int | None:
        withdrawal = self.law.rights.withdrawal
        return None if withdrawal is None or withdrawal.unless_excluded else withdrawal.days

    @strawberry.field(description="Labels of the withdrawal function, first and second step; empty: not due.")
    def withdrawal_labels(self) -> list[str]:
        function = self.law.rights.function
        if function is None or self.shop.now.date() not in function.rule.span:
            return []
        own = next(iter(function.labels.values()))
        return list(function.labels.get(self.shop.language, own))

    @strawberry.field(description="Months for which the seller answers for conformity; null: no fixed term.")
    def guarantee_months(self) -> int | None:
        return self.guarantee_months_there

    @strawberry.field(description="The lawful label of the order button; null where none is prescribed.")
    def order_button(self) -> str | None:
        labels = self.law.rights.order_button
        return labels.get(self.shop.language) or next(iter(labels.values()), None)

    @strawberry.field(description="What must be told about guarantee, reviews and the order of lists.")
    def notices(self) -> list[StandingNotice]:
        say, months = phrases(self.shop.language).say, self.guarantee_months_there
        today = self.shop.now.date()
        return [
            StandingNotice(
                code=rule.code, text=say(rule.explanation, months=months), legal_basis=rule.legal_basis
            )
            for rule in self.law.rights.notices
            if today in rule.span
        ]

    @property
    def guarantee_months_there(self) -> int | None:
        """The guarantee at the destination's subdivision."""
        return self.law.rights.guarantee_at(self.shop.destination.subdivision)

    @strawberry.field(description="Periods of state-set sales in the year of the context.")
    def sales_periods(self) -> list[SalesPeriod]:
        if self.law.sales_periods is None:
            return []
        return [
            SalesPeriod(first_day=period.start, last_day=period.end)
            for period in self.law.sales_periods(self.shop.now.year)
        ]
