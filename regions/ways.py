"""Ways of delivery: the standard one, whose tariff is the shop's own, and those that a shop offers beside it.

A storefront's file names its ways, the merchant's policy may put others in their place. Whatever a way
costs, the floors of the destination's law hold for it.
"""

from datetime import time

from regions.item import Destination
from regions.kinds import Fulfilment
from regions.money import Money
from regions.policy import STANDARD_CODE, DeliveryMethod, Policy, Tariff
from regions.promise import Carrier
from regions.region import Storefront
from regions.words import N_

STANDARD_NAME = N_("Standard delivery")
EXPRESS_NAME = N_("Express delivery")
LOCKER_NAME = N_("Delivery to a parcel locker")

OVERNIGHT = Carrier(cut_off=time(16), handling=0, home=(1, 1), near=(1, 2), far=(3, 4))
"""An express carrier, as a default."""


def express(fee: Money) -> DeliveryMethod:
    """Handed over on the day of the order, at a fee that no threshold waives."""
    return DeliveryMethod(code="express", name=EXPRESS_NAME, tariff=Tariff(fee=fee), carrier=OVERNIGHT)


def locker(fee: Money, free_from: Money, country: str) -> DeliveryMethod:
    """To a machine from which the buyer collects, in one country."""
    return DeliveryMethod(
        code="locker",
        name=LOCKER_NAME,
        tariff=Tariff(fee=fee, free_from=free_from),
        fulfilment=Fulfilment.LOCKER,
        countries=frozenset({country}),
    )


def ways_of(storefront: Storefront, policy: Policy) -> tuple[DeliveryMethod, ...]:
    """All ways of a storefront under a policy, the standard one first."""
    tariff = policy.shipping or storefront.shipping
    standard = DeliveryMethod(code=STANDARD_CODE, name=STANDARD_NAME, tariff=tariff)
    return (standard, *(storefront.delivery if policy.delivery is None else policy.delivery))


def find_way(
    storefront: Storefront, policy: Policy, code: str | None, destination: Destination
) -> DeliveryMethod | None:
    """The way with a code, None for the standard one; nothing if it isn't offered, or not to there."""
    wanted = code or STANDARD_CODE
    found = (way for way in ways_of(storefront, policy) if way.code == wanted)
    return next((way for way in found if way.serves(destination.country)), None)
