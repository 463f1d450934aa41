"""Opaque ids."""

from base64 import urlsafe_b64encode

import pytest

from schema.errors import CodedError
from schema.identity import NodeId, NodeType, read_id, read_key, write_id


@pytest.mark.parametrize("node_type", NodeType)
def test_an_id_is_read_as_it_was_written(node_type: NodeType) -> None:
    assert read_id(write_id(node_type, 42), "en") == NodeId(node_type, 42)
    assert read_key(write_id(node_type, 2**63 - 1), node_type, "en") == 2**63 - 1


def test_an_id_of_another_type_is_refused() -> None:
    with pytest.raises(CodedError) as caught:
        read_key(write_id(NodeType.VARIANT, 42), NodeType.PRODUCT, "en")
    assert caught.value.message == "This id belongs to the type Variant, not to Product."
    assert caught.value.extensions == {
        "code": "ID_OF_ANOTHER_TYPE",
        "actual": "Variant",
        "expected": "Product",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "Product:42",
        "é",
        "====",
        "\0",
        *(
            urlsafe_b64encode(said.encode()).decode()
            for said in ("Product:", "Product:x", "Product:-1", "Product:0", "Shop:1", f"Product:{2**63}")
        ),
        write_id(NodeType.PRODUCT, 42) + "=",
        urlsafe_b64encode(b"Product:" + b"9" * 5000).decode(),
    ],
)
def test_what_is_not_an_id_is_refused_without_saying_how_ids_are_made(text: str) -> None:
    with pytest.raises(CodedError) as caught:
        read_id(text, "en")
    assert caught.value.extensions == {"code": "BAD_ID", "id": text[:40]}
    assert caught.value.message == f"“{text[:40]}” is not an id of this shop."
