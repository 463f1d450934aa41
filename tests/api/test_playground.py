"""The playground's page, files and examples."""

from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.playground import ASSETS_PATH, Playground
from api.playground.examples import read_examples
from api.playground.page import FILES

pytestmark = pytest.mark.anyio

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
async def site(make_endpoint: Any) -> AsyncIterator[httpx.AsyncClient]:
    page = Playground()
    routes = [
        Route("/graphql", make_endpoint(page=page)),
        Route(ASSETS_PATH + "/{name:path}", page.asset),
    ]
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client


async def test_a_browser_gets_the_page_and_a_program_does_not(site: httpx.AsyncClient) -> None:
    page = await site.get("/graphql", headers=BROWSER)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<main" in page.text
    answer = await site.get("/graphql", params={"query": "{ hello }"}, headers={"accept": "*/*"})
    assert answer.json()["data"] == {"hello": "hello world"}


async def test_a_browser_gets_no_page_where_the_playground_is_closed(make_endpoint: Any) -> None:
    transport = httpx.ASGITransport(make_endpoint())
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        refused = await client.get("/graphql", headers=BROWSER)
        assert refused.status_code == 400
        assert refused.headers["content-type"] == "application/json; charset=utf-8"


async def test_everything_that_the_page_names_is_served_from_here(site: httpx.AsyncClient) -> None:
    page = await site.get("/graphql", headers=BROWSER)
    named = [part.split('"')[0] for part in page.text.replace('href="', 'src="').split('src="')[1:]]
    assert len(named) >= 7
    for address in named:
        assert address.startswith("/playground/")
        assert (await site.get(address)).status_code == 200
    assert (await site.get("/playground/examples.json")).json() != []


async def test_the_policy_lets_no_inline_script_and_no_other_host_in(site: httpx.AsyncClient) -> None:
    page = await site.get("/graphql", headers=BROWSER)
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_a_file_is_compressed_for_those_who_can_read_it_and_not_sent_twice(
    site: httpx.AsyncClient,
) -> None:
    address = "/playground/vendor/graphiql.min.js"
    plain = await site.get(address, headers={"accept-encoding": "identity"})
    packed = await site.get(address, headers={"accept-encoding": "gzip"})
    assert plain.content == packed.content
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    again = await site.get(address, headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.js", "../page.py", "..%2fpage.py", "vendor", ""])
async def test_what_is_not_a_file_of_the_playground_is_not_found(site: httpx.AsyncClient, name: str) -> None:
    assert (await site.get(f"{ASSETS_PATH}/{name}")).status_code == 404


def test_the_vendored_files_are_unchanged_and_their_licences_kept() -> None:
    vendor = FILES / "vendor"
    sums = [line.split() for line in (vendor / "SHA256SUMS.txt").read_text().splitlines()]
    code = {path.name for path in vendor.iterdir() if path.suffix not in {".txt", ".md"}}
    assert {name for _, name in sums} == code
    for digest, name in sums:
        assert sha256((vendor / name).read_bytes()).hexdigest() == digest
    for package in ("graphiql", "react", "react-dom"):
        assert "Permission is hereby granted" in (vendor / f"LICENSE-{package}.txt").read_text()


def test_an_example_without_a_sentence_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "10-good.graphql").write_text("# Title\n# A sentence.\n{ hello }\n")
    assert [example.sentence for example in read_examples(tmp_path)] == ["A sentence."]
    (tmp_path / "20-bad.graphql").write_text("# Title\n{ hello }\n")
    with pytest.raises(ValueError, match=r"20-bad\.graphql must begin with a comment"):
        read_examples(tmp_path)
