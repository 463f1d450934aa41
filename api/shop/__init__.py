"""The sample shop: a small page per storefront on our own API, which frontend developers may read first."""

from api.shop.page import shop_routes

__all__ = ["shop_routes"]
