"""What the documentation shows is run, against the demo shops.

A comment on the line before a fenced block says what the block is:

    <!-- run -->               commands, run one block after the other of a page in one folder
    <!-- prints -->            exactly what the block before printed
    <!-- ask -->               a GraphQL document
    <!-- answer -->            exactly the data that the document before is answered with
    <!-- file: path -->        a file that later blocks of the page use
    <!-- not run: reason -->   an exception, with its reason

Blocks of commands, GraphQL and JSON without such a comment are refused.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
BLOCK = re.compile(
    r"(?:^<!-- (?P<kind>run|prints|ask|answer|file|not run)(?:: (?P<note>[^>]+?))? -->\n)?"
    r"^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
SHOWN_ADDRESS = "http://127.0.0.1:8000"
RUNNABLE = {"sh", "bash", "console", "graphql", "json"}


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block and what the comment before it says it is."""

    kind: str | None
    note: str | None
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(**found.groupdict()) for found in BLOCK.finditer(page.read_text())]


@pytest.fixture
def address(todays_demo_url: str) -> Iterator[str]:
    """Where the demo shops are served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "COMPTOIR_DATABASE_URL": todays_demo_url}
    ) as server:
        served = f"http://127.0.0.1:{port}"
        wait_for(f"{served}/readyz")
        yield served
        server.terminate()


def wait_for(url: str) -> None:
    """Wait until a server that is starting answers."""
    for _ in range(600):
        try:
            httpx.get(url).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture
def shell(todays_demo_url: str, address: str, tmp_path: Path) -> Any:
    """Runs commands in a folder of their own, with ``comptoir`` at hand, and answers what they print."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "comptoir").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m api.cli "$@"\n')
    (programs / "comptoir").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": f"{tmp_path}:{ROOT}",
        "COMPTOIR_DATABASE_URL": todays_demo_url,
    }

    def run(commands: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands.replace(SHOWN_ADDRESS, address)],  # noqa: S607 - a shell
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
        return done.stdout

    return run


def ask(address: str, document: str) -> Any:
    """The answer to a GraphQL document."""
    return httpx.post(f"{address}/graphql", json={"query": document}, timeout=30).json()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_block_that_could_be_run_says_what_it_is(page: Path) -> None:
    unmarked = [block.text for block in blocks(page) if block.language in RUNNABLE and block.kind is None]
    assert unmarked == []
    assert [block.text for block in blocks(page) if block.kind == "not run" and not block.note] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_keeps_its_promises(page: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    said: Any = None
    for block in blocks(page):
        match block.kind:
            case "run":
                said = request.getfixturevalue("shell")(block.text)
            case "prints":
                assert like(said, block) == like(block.text, block)
            case "ask":
                said = ask(request.getfixturevalue("address"), block.text)
                assert "errors" not in said, said
            case "answer":
                assert {"data": said["data"]} == json.loads(block.text)
            case "file":
                file = tmp_path / str(block.note)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text)
                if block.note == "pyproject.toml":
                    lay_out(tmp_path, tomllib.loads(block.text)["project"])


def lay_out(folder: Path, project: dict[str, Any]) -> None:
    """Make the distribution in a folder as good as installed, which pip would need the network for."""
    name = project["name"].replace("-", "_")
    facts = folder / f"{name}-{project['version']}.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {project['version']}\n")
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{point} = {value}" for point, value in points.items())]
    (facts / "entry_points.txt").write_text("\n".join(lines))


def like(text: str, block: Block) -> Any:
    """What is compared: JSON by its meaning, however a page lays it out, and text by its letters."""
    return json.loads(text) if block.language == "json" else text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []
