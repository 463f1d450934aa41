"""What is logged of requests, and what never is."""

import logging
from typing import Any

import httpx
import orjson
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.logs import JsonLines, Observation, logging_to_stderr

SECRET = "planted-marker"


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/bug":
        raise RuntimeError
    status = 500 if scope["path"] == "/failed" else 200
    await PlainTextResponse("hello", status)(scope, receive, send)


async def ask(app: Any, *paths: str) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        for path in paths:
            await client.post(path, headers={"authorization": SECRET}, content=SECRET)


async def test_failures_are_always_logged_and_others_sampled(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await ask(Observation(answer, every=3), *["/fine"] * 6, "/failed", "/bug")
    logged = [record.facts for record in caplog.records if record.name == "comptoir.access"]
    assert [(fact["path"], fact["status"]) for fact in logged] == [
        ("/fine", 200),
        ("/fine", 200),
        ("/failed", 500),
        ("/bug", 500),
    ]
    assert all(fact["method"] == "POST" and fact["ms"] >= 0 for fact in logged)


async def test_nothing_secret_or_personal_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to_stderr():
        await ask(Observation(answer, every=1), f"/fine?query={SECRET}")
    written = capsys.readouterr().err
    assert orjson.loads(written)["path"] == "/fine"
    assert SECRET not in written


async def test_with_sampling_off_only_failures_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to_stderr():
        await ask(Observation(answer, every=0), "/fine", "/failed")
    (line,) = capsys.readouterr().err.splitlines()
    assert orjson.loads(line)["status"] == 500


def test_an_exception_is_one_line_of_json_without_what_it_says() -> None:
    try:
        raise ValueError(f"{SECRET} in\ntwo lines")
    except ValueError as error:
        record = logging.LogRecord("comptoir.errors", 40, "", 0, "trace %s", ("abc",), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = JsonLines().format(record)
    assert "\n" not in line
    told = orjson.loads(line)
    assert (told["level"], told["message"]) == ("ERROR", "trace abc")
    assert told["exception"].endswith("builtins.ValueError")
    assert "test_logs.py" in told["exception"]
    assert 'raise ValueError(f"{SECRET} in' in told["exception"]
    assert SECRET not in told["exception"]
