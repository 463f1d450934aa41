"""Markets that come as distributions of their own: a good one, and some that stop the start."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The underscore keeps extractors from taking its words, which have a phrase book of their own, for ours.
NORWAY = ROOT / "tests" / "_plug_ins" / "norway"


@pytest.fixture(scope="session")
def norway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Norwegian distribution, installed into a folder."""
    folder = tmp_path_factory.mktemp("norway")
    source = shutil.copytree(NORWAY, folder / "source")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*command, str(folder / "site"), str(source)], check=True)
    return folder / "site"


def comptoir(site: Path, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line with a folder of distributions installed."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{site}:{ROOT}"},
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )


def brought(folder: Path, name: str, module: str) -> Path:
    """A folder with one installed distribution that brings a region of this name."""
    facts = folder / "outsider-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: outsider\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[comptoir.regions]\n{name} = outsider\n")
    (folder / "outsider.py").write_text(module)
    return folder


def test_an_installed_market_is_listed_and_keeps_the_contract(norway: Path) -> None:
    assert "NO   NOK  nb en\n" in comptoir(norway, "regions").stdout
    checked = comptoir(norway, "regions", "check", "NO")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_an_installed_market_quotes_under_its_own_law_in_its_own_words(norway: Path) -> None:
    case = {
        "storefront": "NO",
        "placed_at": "2026-11-21",
        "lines": [
            {
                "sku": "bok",
                "quantity": 1,
                "price": "399.00",
                "facts": {"kind": "BOOK", "bindings": [{"territory": "NO", "price": "399.00"}]},
            }
        ],
        "promotions": [{"code": "TJUE", "percent": "20"}],
    }
    answer = json.loads(comptoir(norway, "quote", "-", told=json.dumps(case)).stdout)
    assert answer["lines"][0]["total"] == "349.13"
    assert answer["lines"][0]["rules"] == ["NO_BOOK_PRICE"]
    told = {entry["rule"]: entry["effect"] for entry in answer["trace"]}
    assert told["NO_BOOK_PRICE"].startswith(
        "En ny bok kan selges for høyst 12,5 prosent under forlagets pris"
    )


def test_without_the_distribution_the_market_is_unknown(tmp_path: Path) -> None:
    refused = comptoir(tmp_path, "regions", "check", "NO")
    assert refused.stdout == "NO: no law and no storefront of this code is installed\n"
    assert refused.returncode == 1


@pytest.mark.parametrize(
    ("name", "module", "sentence"),
    [
        ("XA", "raise OSError('no data')", "region XA (outsider) can't be loaded: OSError('no data')"),
        ("XB", "", "region XB (outsider) has neither a LAW nor a SHOP"),
        ("XC", "LAW = 19", "region XC (outsider): LAW is not a regions.region.Law"),
        ("DE", "from regions.de import LAW, SHOP", "region DE (outsider): DE is in the law book already"),
        (
            "XD",
            "from dataclasses import replace\nfrom regions.de import SHOP as S\nSHOP = replace(S, code='YY')",
            "region XD (outsider): its storefront calls itself 'YY'",
        ),
        (
            "XE",
            "from dataclasses import replace\nfrom regions.de import LAW as L\n"
            "LAW = replace(L, country='XX')",
            "region XE (outsider): unknown country 'XX'",
        ),
    ],
)
def test_a_broken_market_stops_the_start_with_a_sentence_that_names_it(
    tmp_path: Path, name: str, module: str, sentence: str
) -> None:
    refused = comptoir(brought(tmp_path, name, module), "regions")
    assert (refused.returncode, refused.stderr.strip()) == (1, sentence)


FAULTY = """
from dataclasses import replace
from regions import N_, rate, vat
from regions.at import LAW as AUSTRIA, SHOP as VIENNA
LAW = replace(AUSTRIA, country="IS", tax=vat(rate("240")))
SHOP = replace(
    VIENNA, code="IS", country="IS", name=N_("Iceland"), languages=("de", "xx"), delivers_to=("IS",)
)
"""


def test_the_kit_tells_each_fault_of_an_installed_market_in_a_sentence(tmp_path: Path) -> None:
    checked = comptoir(brought(tmp_path, "IS", FAULTY), "regions", "check", "IS")
    assert checked.returncode == 1
    assert set(checked.stdout.splitlines()) >= {
        "IS: a rate of 2.4 is out of bounds",
        "IS: 'xx' is no language",
        'IS: "Iceland" is not said in de, xx',
        "IS: it ships no worked examples",
    }
    assert checked.stderr.startswith("IS breaks the contract in ")


def test_the_kit_names_a_market_that_cannot_be_taken_in(tmp_path: Path) -> None:
    currency = "from dataclasses import replace\nfrom regions.at import LAW as A\n"
    module = currency + "LAW = replace(A, country='IS', currency='XXQ')"
    refused = comptoir(brought(tmp_path, "IS", module), "regions", "check", "IS")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.strip() == "region IS (outsider): 'XXQ' is not a currency code"


def test_a_storefront_that_promises_what_the_law_forbids_cannot_break_it(tmp_path: Path) -> None:
    module = (
        "from dataclasses import replace\nfrom regions.fr import SHOP as FRANCE\n"
        "from regions import Tariff, eur\n"
        "SHOP = replace(FRANCE, code='FRFREE', shipping=Tariff(fee=eur('0.00')))"
    )
    site = brought(tmp_path, "FRFREE", module)
    novel = {"kind": "BOOK", "languages": ["fr"], "bindings": [{"territory": "FR", "price": "22.00"}]}
    case = {
        "storefront": "FRFREE",
        "placed_at": "2026-11-21",
        "lines": [{"sku": "roman", "quantity": 1, "price": "15.00", "facts": novel}],
    }
    answer = json.loads(comptoir(site, "quote", "-", told=json.dumps(case)).stdout)
    assert (answer["lines"][0]["total"], answer["shipping"]["fee"]) == ("22.00", "3.00")
    assert [problem["code"] for problem in answer["problems"]] == ["PRICE_RAISED_BY_LAW"]
    assert "FR_BOOK_DELIVERY" in [entry["rule"] for entry in answer["trace"]]
