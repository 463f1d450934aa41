"""Keys by the numbers and paths that people know; None for what isn't there, whether it is sold or not."""

from store.database import Statements


async def find_product(reading: Statements, sku: str) -> int | None:
    """The product with this number; a variant's number isn't one."""
    found: int | None = await reading.fetchval("select id from products where sku = $1", sku)
    return found


async def find_variant(reading: Statements, sku: str) -> tuple[int, int] | None:
    """The variant with this number, and its product."""
    row = await reading.fetchrow("select id, product_id from variants where sku = $1", sku)
    return None if row is None else (row["id"], row["product_id"])


async def find_category(reading: Statements, path: str) -> int | None:
    """The category with this path, such as `books/drama`."""
    found: int | None = await reading.fetchval("select id from categories where path = $1", path)
    return found


async def list_skus(reading: Statements) -> set[str]:
    """The numbers of all products."""
    return {row["sku"] for row in await reading.fetch("select sku from products")}
