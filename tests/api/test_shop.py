"""The sample shop's pages and files."""

from collections.abc import AsyncIterator
from hashlib import sha256

import httpx
import pytest
from starlette.applications import Starlette

from api.shop import shop_routes
from api.shop.page import HOME
from api.shop.words import WORDS
from locales import phrases
from regions.lawbook import lawbook

pytestmark = pytest.mark.anyio

FILES = HOME / "files"
VENDOR = FILES / "vendor"
RENAMED = {b'"./wonka.mjs"': b'"wonka"', b'"./graphql.web.mjs"': b'"@0no-co/graphql.web"'}
SHOPS = [(shop.code, language) for shop in lawbook().storefronts.values() for language in shop.languages]


@pytest.fixture
async def site() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=shop_routes(lawbook().storefronts)))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client


@pytest.mark.parametrize(("code", "language"), SHOPS)
async def test_every_storefront_has_its_page_in_each_of_its_languages(
    site: httpx.AsyncClient, code: str, language: str
) -> None:
    page = await site.get(f"/shop/{code.lower()}", params={"language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}" data-region="{code}">' in page.text
    assert f">{phrases(language).say('Why this price?')}</summary>" in page.text
    assert "$" not in page.text


@pytest.mark.parametrize("language", sorted({language for _, language in SHOPS} - {"en"}))
def test_the_words_are_said_in_each_language(language: str) -> None:
    spoken = phrases(language)
    assert spoken.language == language
    same = {word for word in WORDS.values() if spoken.say(word) == word}
    assert same <= {"Taxes", "Total"}  # the same in French


async def test_the_language_is_the_addresss_then_the_browsers_then_the_shops(site: httpx.AsyncClient) -> None:
    cases = [
        ({"language": "fr"}, "it", "fr"),
        ({"language": "ja"}, "it", "it"),
        ({"language": "<b>"}, "it", "it"),
        ({}, "ja, en;q=0.5", "en"),
        ({}, "ja", "de"),
    ]
    for asked, header, said in cases:
        page = await site.get("/shop/ch", params=asked, headers={"accept-language": header})
        assert f'<html lang="{said}"' in page.text, (asked, header)


@pytest.mark.parametrize("code", ["xx", "DE", "%3Cb%3E"])
async def test_an_unknown_shop_is_not_found_in_a_sentence(site: httpx.AsyncClient, code: str) -> None:
    refused = await site.get(f"/shop/{code}", headers={"accept-language": "de"})
    assert refused.status_code == 404
    assert refused.headers["content-type"] == "text/plain; charset=utf-8"
    assert "DE, AT, FR" in refused.text


async def test_everything_that_the_page_names_is_served_under_its_policy(site: httpx.AsyncClient) -> None:
    page = await site.get("/shop/de")
    named = ["/shop/files/shop.css", "/shop/files/shop.js"]
    assert all(f'"{name}"' in page.text for name in named)
    modules = [f"/shop/files/{path.relative_to(FILES).as_posix()}" for path in FILES.rglob("*.*js")]
    assert len(modules) >= 12
    for address in [*named, *modules]:
        answer = await site.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] in {"text/css", "text/javascript"}
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["nothing.js", "..%2fpage.py", "vendor", ""])
async def test_what_is_not_a_file_of_the_shop_is_not_found(site: httpx.AsyncClient, name: str) -> None:
    assert (await site.get(f"/shop/files/{name}")).status_code == 404


def test_the_vendored_modules_differ_by_the_names_of_their_imports_alone() -> None:
    sums = [line.split() for line in (VENDOR / "SHA256SUMS.txt").read_text().splitlines()]
    code = {path.name for path in VENDOR.iterdir() if path.suffix not in {".txt", ".md"}}
    assert {name for _, name in sums} == code
    for digest, name in sums:
        published = (VENDOR / name).read_bytes()
        for ours, theirs in RENAMED.items():
            published = published.replace(b"from " + ours, b"from " + theirs)
        assert sha256(published).hexdigest() == digest
    for package in ("urql-core", "wonka", "graphql.web"):
        assert "Permission is hereby granted" in (VENDOR / f"LICENSE-{package}.txt").read_text()


def test_a_module_fits_three_screens() -> None:
    assert [path.name for path in FILES.glob("*.js") if len(path.read_text().splitlines()) >= 150] == []
