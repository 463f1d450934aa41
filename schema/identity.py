"""Opaque global ids: the type and the key of a thing in one string that clients keep and never read."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

from regions.words import N_
from schema.errors import CodedError, ErrorCode, refusal

LARGEST_KEY = 2**63 - 1  # what a bigint holds; a greater key can't be anyone's


class NodeType(StrEnum):
    """Types whose objects can be fetched again by their id alone."""

    PRODUCT = "Product"
    VARIANT = "Variant"
    CATEGORY = "Category"
    ADDRESS = "Address"
    PAYMENT_METHOD = "PaymentMethod"
    ORDER = "Order"
    REVIEW = "Review"


@dataclass(frozen=True, slots=True)
class NodeId:
    """What an id says: a type and the key of one row."""

    type: NodeType
    key: int


def write_id(node_type: NodeType, key: int) -> str:
    """The global id of a row."""
    return urlsafe_b64encode(f"{node_type}:{key}".encode()).decode().rstrip("=")


def read_id(text: str, language: str) -> NodeId:
    """What a global id says; refuses one that this API can't have issued (BAD_ID)."""
    try:
        name, _, digits = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").partition(":")
        node = NodeId(NodeType(name), int(digits))
    except ValueError:
        raise bad_id(text, language) from None
    if write_id(node.type, node.key) != text or not 0 < node.key <= LARGEST_KEY:
        raise bad_id(text, language)
    return node


def read_key(text: str, expected: NodeType, language: str) -> int:
    """The row's key in an id of an expected type; an id of another type is refused (ID_OF_ANOTHER_TYPE)."""
    node = read_id(text, language)
    if node.type is not expected:
        message = N_("This id belongs to the type {actual}, not to {expected}.")
        raise refusal(
            ErrorCode.ID_OF_ANOTHER_TYPE,
            language,
            message,
            actual=node.type.value,
            expected=expected.value,
        )
    return node.key


def bad_id(text: str, language: str) -> CodedError:
    """The refusal of a string that isn't an id of this API."""
    return refusal(ErrorCode.BAD_ID, language, N_("“{id}” is not an id of this shop."), id=text[:40])
