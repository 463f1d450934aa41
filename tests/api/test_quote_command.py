import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.quote_command import run_quote

CASE: dict[str, Any] = {
    "storefront": "DE",
    "placed_at": "2026-11-21",
    "lines": [{"sku": "cd", "quantity": 1, "price": "15.99", "facts": {"kind": "MUSIC_DISC"}}],
}


def written(path: Path, text: str) -> str:
    file = path / "case.json"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_case_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_quote(written(tmp_path, json.dumps(CASE))) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["currency"], answer["lines"][0]["total"], answer["total"]) == ("EUR", "15.99", "18.98")


def test_a_list_is_answered_in_its_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    french = {**CASE, "storefront": "JP", "lines": [{**CASE["lines"][0], "price": "1600"}]}
    assert run_quote(written(tmp_path, json.dumps([CASE, french]))) == 0
    assert [answer["currency"] for answer in json.loads(capsys.readouterr().out)] == ["EUR", "JPY"]


def test_notices_are_in_the_asked_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("de", "inkl. MwSt., zzgl. Versandkosten"), ("en", "incl. VAT, plus delivery")):
        run_quote(written(tmp_path, json.dumps({**CASE, "language": language})))
        notices = json.loads(capsys.readouterr().out)["notices"]
        assert notices[-1] == {"code": "TAX_NOTE", "sku": None, "text": words}


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(CASE)))
    assert run_quote("-") == 0
    assert json.loads(capsys.readouterr().out)["total"] == "18.98"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (json.dumps([CASE, {**CASE, "storefrunt": 1}]), "[1].storefrunt: unknown field"),
        (json.dumps({**CASE, "lines": None}), "lines: a case needs one line at least"),
        ("{", "isn't JSON"),
        ('{"a": 1, "a": 2}', "a: is told twice"),
        ('{"a": NaN}', "NaN is not a JSON value"),
        ("[" * 100_000, "isn't JSON"),
        ("7" * 5000, "isn't JSON"),
        (
            json.dumps({**CASE, "lines": [{**CASE["lines"][0], "sku": "\ud800"}]}),
            "lines[0].sku: is not valid",
        ),
        ("7", "expected an object, not a number"),
    ],
)
def test_bad_input_is_one_sentence_and_two(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_quote(written(tmp_path, text)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert told.err.count("\n") == 1


def test_a_file_that_is_not_there_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_quote("/nowhere/case.json") == 2
    assert "can't be read" in capsys.readouterr().err
