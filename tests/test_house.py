"""The rules of the house: what a reader would check, checked."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("api", "schema", "store", "regions", "locales")

LONGEST_FILE = 300
LONGEST_TEST = 350
LONGEST_FUNCTION = 40

SQL = re.compile(r"\s*(select\b.*\bfrom|insert into|update \w+ set|delete from)\b", re.DOTALL)
COMPARING = re.compile(r"assert_|check$|raises$|expect$")
DRAWERS = re.compile(r"(^|_)(utils?|helpers?|common|managers?|base|misc|service)(_|$)")
UNFINISHED = re.compile(r"\b(TO" "DO|FIX" "ME|XX" "X)\b")
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.])/(ro" "ot|wo" r"rk|ho" r"me/\w+|Us" r"ers/\w+)/")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)")
SILENCED_WITH_REASON = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])\W+\w")


def sources(*folders: str) -> Iterator[Path]:
    """Python files of ours, without Tortoise's generated migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def tracked() -> list[Path]:
    """Every text file that is kept, but for what others wrote."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S607 - git
    others = ("api/playground/files/", "LICENSE")
    return [ROOT / name for name in listed.stdout.split("\0") if name and not name.startswith(others)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public(
    module: ast.Module,
) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The module, and its classes and functions that others may use."""
    yield module
    for node in module.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name[0] != "_" and "overload" not in map(ast.unparse, node.decorator_list):
            yield node


def places(found: Iterator[tuple[Path, int | str]]) -> list[str]:
    """The findings, readable in a failing test."""
    return [f"{path.relative_to(ROOT)}: {what}" for path, what in found]


def test_imports_go_downstairs_only() -> None:
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    linted = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_provides_a_room_of_ours(room: str) -> None:
    assert set(packages_distributions()[room]) == {"comptoir"}


def test_a_file_fits_two_or_three_screens() -> None:
    for most, folders in ((LONGEST_FILE, (*ROOMS, "bench")), (LONGEST_TEST, ("tests",))):
        long = ((path, len(path.read_text().splitlines())) for path in sources(*folders))
        assert places(entry for entry in long if entry[1] > most) == []


def test_a_function_fits_a_glance() -> None:
    long = (
        (path, f"{node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines")
        for path in sources(*ROOMS, "bench")
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    )
    assert places(long) == []


def test_sql_stays_in_the_stockroom() -> None:
    told = (
        (path, node.value)
        for path in sources("api", "schema", "regions", "locales")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    )
    assert places(told) == []


def compares(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a test asserts something, or calls what says by its name that it does."""
    called = (node.func for node in ast.walk(test) if isinstance(node, ast.Call))
    names = (each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in called)
    return any(isinstance(node, ast.Assert) for node in ast.walk(test)) or any(map(COMPARING.match, names))


def test_every_test_compares_something() -> None:
    idle = (
        (path, node.name)
        for path in sources("tests")
        for node in functions(path)
        if node.name.startswith("test_") and not compares(node)
    )
    assert places(idle) == []


def test_no_file_is_named_like_a_drawer() -> None:
    assert [str(path) for path in sources(*ROOMS, "tests", "bench") if DRAWERS.search(path.stem)] == []


def test_everything_public_says_what_it_is() -> None:
    silent = (
        (path, getattr(node, "name", "the module"))
        for path in sources(*ROOMS, "bench")
        for module in [ast.parse(path.read_text())]
        for node in public(module)
        if not ast.get_docstring(node)
    )
    assert places(silent) == []


def test_a_silenced_warning_has_its_reason_beside_it() -> None:
    silenced = (
        (path, f"line {number}")
        for path in sources(*ROOMS, "bench")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if SILENCED.search(line) and not SILENCED_WITH_REASON.search(line)
    )
    assert places(silenced) == []


def test_nothing_unfinished_and_no_path_of_a_machine_is_kept() -> None:
    def findings() -> Iterator[tuple[Path, str]]:
        for path in tracked():
            if path.suffix in {".png", ".ico", ".woff2", ".gz"} or not path.exists():
                continue
            for pattern in (UNFINISHED, SOMEBODYS_MACHINE):
                for match in pattern.finditer(path.read_text()):
                    yield path, match.group()

    assert places(findings()) == []


def test_tests_are_no_packages_so_that_they_hide_no_room() -> None:
    folders = {ROOT / "tests", *(path.parent for path in (ROOT / "tests").rglob("test_*.py"))}
    assert [folder for folder in folders if (folder / "__init__.py").exists()] == []


def test_the_image_ends_with_a_stage_that_can_build_nothing_and_is_not_root() -> None:
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")[1:]
    assert len(stages) == 2
    last = stages[-1]
    assert re.search(r"^USER (?!root)\w+$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert not re.search(r"apt-get|pip install|gcc|make ", last)
    assert all(re.match(r"python:3\.\d+-slim", stage) for stage in stages)


def test_the_image_is_built_from_files_that_exist_and_needs_no_others() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert [name for name in allowed if not (ROOT / name).exists()] == []
    assert set(ROOMS) <= set(allowed)
