"""The operator's file of providers."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from store.accounts.openid import BadProviders, Provider, read_providers
from store.accounts.tokens import Audience

GOOD = {"name": "house", "issuer": "https://house.example", "client_id": "shop", "for": ["customers"]}


def written(folder: Path, told: Any) -> Path:
    """A file of JSON."""
    file = folder / "providers.json"
    file.write_bytes(orjson.dumps(told))
    return file


def test_providers_are_read_by_name(tmp_path: Path) -> None:
    staff = {**GOOD, "name": "work", "for": ["staff"], "client_secret": "hush", "algorithms": ["ES256"]}
    found = read_providers(written(tmp_path, [GOOD, staff]))
    assert found["house"] == Provider(
        "house", "https://house.example", "shop", None, frozenset({Audience.CUSTOMER}), ("RS256", "ES256")
    )
    assert (found["work"].algorithms, found["work"].audiences) == (("ES256",), {Audience.STAFF})
    assert "hush" not in repr(found)
    assert read_providers(None) == {}


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({}, "expected a list"),
        ([{**GOOD, "issuer": "http://house.example"}], "isn't an https address"),
        ([{**GOOD, "issuer": "https://" + "x" * 250}], "is too long"),
        ([{**GOOD, "algorithms": ["HS256"]}], "expected one of RS256"),
        ([{**GOOD, "algorithms": ["none"]}], "expected one of RS256"),
        ([{**GOOD, "for": ["everybody"]}], "expected one of customers, staff"),
        ([{**GOOD, "secret": "x"}], "secret"),
        ([GOOD, GOOD], "two providers have one name"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, told: Any, problem: str) -> None:
    with pytest.raises(BadProviders, match=problem):
        read_providers(written(tmp_path, told))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadProviders, match="can't be read"):
        read_providers(tmp_path / "none.json")
