"""Measuring: every answer is read to its end, and an answer with errors isn't a measurement."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.documents import QUESTIONS, Question
from bench.load import measure, send_all
from bench.outside import asking, require_answer

EASY = Question("easy", "{ easy }", lambda _: {})


@asynccontextmanager
async def server(answer: bytes) -> AsyncIterator[str]:
    """A server that knows one answer; yields its address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            await reader.readexactly(int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(answer), answer))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield "http://{}:{}/graphql".format(*listening.sockets[0].getsockname())


async def test_answers_are_counted_and_timed() -> None:
    async with server(b'{"data": {"easy": true}}') as url:
        result = await measure(url, asking(url, EASY), clients=3, seconds=0.1)
    assert result.requests >= 3
    assert result.bytes_each == 24
    assert result.seconds >= 0.1
    assert 0 < result.median <= result.slowest_percent


async def test_an_answer_with_errors_is_refused() -> None:
    async with server(b'{"errors": [{"message": "too hard"}]}') as url:
        with pytest.raises(ValueError, match=r"easy: .*too hard"):
            await require_answer(url, EASY)


def test_no_question_is_asked_twice_under_two_names() -> None:
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)


async def test_each_request_is_sent_once_and_answers_keep_their_order() -> None:
    asked = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            asked.append(line)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(line), line))
        writer.close()

    lines = [b"request %d\n" % number for number in range(7)]
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        url = "http://{}:{}/graphql".format(*listening.sockets[0].getsockname())
        result, bodies = await send_all(url, lines, clients=3)
    assert bodies == lines
    assert sorted(asked) == lines
    assert (result.requests, result.bytes_each) == (7, 10)
