"""Which combinations of traits there are on the shelf, so that nobody looks for what isn't there.

A combination stays known when its last product is gone: to look for it in vain costs next to nothing.
"""

from collections.abc import Sequence

from store.database import Statements

NOTE = """
insert into shelf_traits (storefront, category_id, kind, on_sale, in_stock, languages)
select distinct storefront, category_id, kind, prior_price is not null, in_stock, languages
from shelf_prices where lead and product_id = any($1)
order by 1, 2, 3, 4, 5, 6
on conflict do nothing
"""


async def note_traits(writing: Statements, products: Sequence[int]) -> None:
    """Know the traits of what speaks for `products`, after their shelf prices were written."""
    await writing.execute(NOTE, list(products))
