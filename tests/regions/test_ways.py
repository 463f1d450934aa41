"""Ways of delivery, as regions offer them and as a merchant sets them."""

from datetime import time
from typing import Any

import pytest

from regions.item import Destination
from regions.kinds import Fulfilment
from regions.lawbook import lawbook
from regions.money import eur
from regions.policy import Goodwill, Policy
from regions.reading import BadInput
from regions.terms import STORED, read_policy
from regions.ways import find_way, ways_of

BIKE = {
    "code": "bike",
    "names": {"de": "Fahrradbote", "en": "Bicycle courier"},
    "tariff": {"fee": "4.90"},
    "cut_off": "17:30",
    "handling": 0,
    "home": [0, 1],
    "countries": ["DE"],
}


def read(**policy: Any) -> Policy:
    return read_policy(policy, "policy", "EUR", set(), STORED)


@pytest.mark.parametrize("code", sorted(lawbook().storefronts))
def test_every_region_offers_the_standard_delivery_first_and_others_beside_it(code: str) -> None:
    storefront = lawbook().storefronts[code]
    first, *others = ways_of(storefront, Policy())
    assert (first.code, first.tariff) == ("standard", storefront.shipping)
    assert "express" in [way.code for way in others]
    assert all(way.tariff.fee.currency == storefront.currency for way in others)


def test_a_merchant_puts_other_ways_in_the_place_of_those_beside_the_standard_one() -> None:
    policy = read(delivery=[BIKE], shipping={"fee": "1.00"})
    standard, bike = ways_of(lawbook().storefronts["DE"], policy)
    assert standard.tariff.fee == eur(1)
    assert (bike.carrier.cut_off, bike.carrier.home, bike.fulfilment) == (
        time(17, 30),
        (0, 1),
        Fulfilment.SHIP,
    )
    alone = ways_of(lawbook().storefronts["DE"], read(delivery=[]))
    assert [way.code for way in alone] == ["standard"]


def test_a_way_is_only_found_where_it_leads() -> None:
    shop, policy = lawbook().storefronts["DE"], read(delivery=[BIKE])
    found = find_way(shop, policy, "bike", Destination("DE"))
    assert found is not None
    assert found.names["en"] == "Bicycle courier"
    assert find_way(shop, policy, "bike", Destination("AT")) is None
    assert find_way(shop, policy, "pigeon", Destination("DE")) is None
    assert find_way(shop, policy, None, Destination("AT")) == find_way(
        shop, policy, "standard", Destination("AT")
    )


def test_a_promise_to_take_goods_back_is_read() -> None:
    assert read(returns={"days": 60}).returns == Goodwill(60, 0)
    assert read().returns is None


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"code": "Bike"}, "policy.delivery[0].code"),
        ({"code": "standard"}, "policy.delivery"),
        ({"names": {}}, "policy.delivery[0].names"),
        ({"cut_off": "17:31"}, "policy.delivery[0].cut_off"),
        ({"home": [2, 1]}, "policy.delivery[0].home"),
        ({"home": [1]}, "policy.delivery[0].home"),
        ({"countries": ["Germany"]}, "policy.delivery[0].countries[0]"),
        ({"speed": "fast"}, "policy.delivery[0].speed"),
    ],
)
def test_a_way_that_cannot_be_is_refused_by_its_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(delivery=[{**BIKE, **changes}])
    assert refusal.value.path == path
