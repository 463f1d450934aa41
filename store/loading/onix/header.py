"""What a message's header says for all its records."""

from dataclasses import dataclass

from store.loading.onix.blocks import Block
from store.loading.onix.languages import tag_of


@dataclass(frozen=True, slots=True)
class Header:
    """Defaults that hold where a record is silent."""

    language: str | None = None
    """A BCP 47 tag."""
    currency: str | None = None
    price_type: str | None = None


def read_header(block: Block) -> Header:
    """The defaults of a `Header`."""
    return Header(
        language=tag_of(block.text("DefaultLanguageOfText")),
        currency=block.text("DefaultCurrencyCode"),
        price_type=block.text("DefaultPriceType"),
    )
