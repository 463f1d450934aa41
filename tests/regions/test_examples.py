"""Every worked example that a quote can express, one row each, to the cent.

The rows are data beside this file: a case in the quote's own vocabulary, and what is expected of the answer.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from regions.answer import to_json
from regions.engine import quote
from regions.lawbook import lawbook
from regions.question import read_case

EXAMPLES = [
    pytest.param(row, id=row["id"])
    for file in sorted(Path(__file__).with_name("examples").glob("*.json"))
    for row in json.loads(file.read_text(encoding="utf-8"))
]


def found(answer: Any, path: str) -> Any:
    """What stands at a path such as ``lines.0.total``."""
    for step in path.split("."):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    return answer


def asked(answer: dict[str, Any], name: str) -> Any:
    """What an expectation speaks of: a path, or a summary of problems and notices."""
    if name == "problem_codes":
        return [problem["code"] for problem in answer["problems"]]
    if name == "refused":
        return any(problem["severity"] == "ERROR" for problem in answer["problems"])
    return found(answer, name)


@pytest.mark.parametrize("row", EXAMPLES)
def test_the_example_comes_out_to_the_cent(row: dict[str, Any]) -> None:
    answer = to_json(quote(read_case(row["case"], lawbook()), lawbook(), traced=True))
    expected = dict(row["expect"])
    told = {notice["code"] for notice in answer["notices"]}
    assert told >= set(expected.pop("notice_codes", ())), row["says"]
    assert {name: asked(answer, name) for name in expected} == expected, row["says"]


def test_every_example_has_a_name_of_its_own() -> None:
    names = [param.id for param in EXAMPLES]
    assert len(names) == len(set(names)) > 100
