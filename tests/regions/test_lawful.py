from regions.lawbook import lawbook
from regions.lawful import objections
from regions.money import eur, money
from regions.policy import Offer, Policy, Rounding, ShippingSplit, Tariff, TaxPolicy


def codes(policy: Policy, shop: str) -> list[str]:
    return [problem.code for problem in objections(policy, lawbook().storefronts[shop], lawbook())]


def test_a_reading_that_the_law_leaves_may_be_chosen() -> None:
    standard = Policy(tax=TaxPolicy(shipping_split=ShippingSplit.STANDARD_RATE))
    assert codes(standard, "GB") == []
    assert codes(standard, "DE") == ["POLICY_OVERRIDDEN_BY_LAW"]


def test_japan_rounds_once_for_each_rate() -> None:
    by_line = Policy(tax=TaxPolicy(rounding=Rounding.LINE))
    assert codes(by_line, "DE") == []
    (problem,) = objections(by_line, lawbook().storefronts["JP"], lawbook())
    assert problem.params == {"wish": "LINE", "country": "JP", "lawful": "RATE_GROUP"}


def test_a_flag_has_to_be_published_by_a_law() -> None:
    assert codes(Policy(flags={"fr_locker_exempt": True}), "FR") == []
    assert codes(Policy(flags={"fr_lockers": True}), "FR") == ["UNKNOWN_ALTERNATIVE"]


def test_a_tariff_speaks_of_the_shops_currency() -> None:
    assert codes(Policy(shipping=Tariff(fee=eur(3), offers=(Offer(eur(4), eur(20)),))), "DE") == []
    foreign = Tariff(fee=eur(3), free_from=money(20, "CHF"), max_fee=eur(-1))
    assert codes(Policy(shipping=foreign), "DE") == ["POLICY_AMOUNT", "POLICY_AMOUNT"]
