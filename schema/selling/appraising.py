"""Where a cart stands: in its own region, whatever the request's is."""

from dataclasses import dataclass

from locales import choose
from regions.item import Destination
from regions.lawbook import lawbook
from schema.context import Info, ShopContext, Visit, stand_in
from store.carts.appraisal import Appraisal, Setting, appraise
from store.carts.records import CartKey, CartRecord


@dataclass(frozen=True, slots=True)
class CartView:
    """A cart with its appraisal, in the words of a context in its own region."""

    key: CartKey
    appraisal: Appraisal
    shop: ShopContext
    asked_region: str  # that of the request


def locate(visit: Visit, cart: CartRecord) -> Setting:
    """Where a cart is appraised: goods go to its address, else where the request says, if that fits."""
    storefront = visit.storefronts[cart.region]
    shop = visit.shop
    elsewhere = Destination(storefront.country)
    return Setting(storefront, shop.destination if shop.region == cart.region else elsewhere, shop.now)


async def view_cart(info: Info, key: CartKey, cart: CartRecord, *, traced: bool = False) -> CartView:
    """A fresh appraisal of a cart."""
    visit = info.context
    appraisal = await appraise(visit.database, lawbook(), cart, locate(visit, cart), traced=traced)
    return CartView(key, appraisal, shop_of(visit, appraisal), visit.shop.region)


def shop_of(visit: Visit, appraisal: Appraisal) -> ShopContext:
    """The context in which a cart is spoken of: the request's language, if the cart's region has it."""
    sale, asked = appraisal.sale, visit.shop
    wanted = [asked.language, appraisal.cart.language]
    if choose([asked.language], sale.storefront.languages) is None:
        wanted.reverse()
    return stand_in(sale.storefront, wanted, sale.destination, asked.now)
