"""Walking products in an order, from one end or from the edge of a page."""

from dataclasses import dataclass
from typing import Self

from store.catalog.orders import ORDERS, Order, Sort
from store.catalog.pages import Page
from store.catalog.statement import Arguments, both
from store.catalog.view import View

KEYS = "s.product_id, s.variant_id, s.valid_from"
"""What names a row of `shelf_prices` within its storefront."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The pieces of SQL with which a page of an order is found.

    `conditions` are those of the order itself and of the page's edge; `size` is the page's, and one more.
    The size is part of the text: with a bound limit PostgreSQL's generic plan would sort everything.
    """

    order: Order
    direction: str
    table: str
    conditions: tuple[str, ...]
    size: int

    @classmethod
    def towards(cls, view: View, sort: Sort, page: Page, arguments: Arguments) -> Self:
        """The way to a page of an order."""
        order, table, conditions = ORDERS[sort], "s", []
        if sort is Sort.TITLE:
            table = "d"
            conditions.append(f"d.product_id = s.product_id and d.language = {arguments.bind(view.language)}")
        direction = direction_of(order, page)
        if page.edge is not None:
            value, row_id = (arguments.bind(part) for part in page.edge)
            beyond = "<" if direction == "desc" else ">"
            here = f"({order.column}, {table}.product_id)"
            conditions.append(f"{here} {beyond} ({value}::{order.type}, {row_id}::bigint)")
        return cls(order, direction, table, tuple(conditions), page.size + 1)

    def best(self, where: list[str], *, source: str = "shelf_prices") -> str:
        """The keys of the first rows `s` that meet conditions, with what they are ordered by."""
        return f"select {KEYS}, {self.order.column} as sort_key {self._from(source, where)} limit {self.size}"

    @property
    def is_by_title(self) -> bool:
        """Whether documents are walked along rather than shelf prices."""
        return self.table == "d"

    @property
    def in_category(self) -> str:
        """The condition that a row is in a category of `branch`."""
        return f"{self.table}.category_id = branch.id"

    def best_of_each(self, branches: str, belongs: str, where: list[str]) -> str:
        """The first rows of all `branches`: the best of those that are first in each."""
        branch = self.best([belongs, *where])
        return f"""
            select best.* from ({branches}) as branch cross join lateral ({branch}) as best
            order by best.sort_key {self.direction}, best.product_id {self.direction} limit {self.size}"""

    def best_among(self, number: int, along: list[str], condition: str) -> str:
        """The first rows that meet conditions among so many that are there `along` the way."""
        return f"""
            select {KEYS}, s.sort_key
            from (select s.*, {self.order.column} as sort_key {self._from("shelf_prices", along)}
                limit {number}) as s
            where {condition}
            order by s.sort_key {self.direction}, s.product_id {self.direction} limit {self.size}"""

    def _from(self, source: str, where: list[str]) -> str:
        tables = f"{source} s" if self.table == "s" else f"{source} s, search_documents d"
        return f"""from {tables} where {both([*self.conditions, *where])}
            order by {self.order.column} {self.direction}, {self.table}.product_id {self.direction}"""


def direction_of(order: Order, page: Page) -> str:
    """In which direction a page of an order is read."""
    return "desc" if order.descending is not page.backward else "asc"
