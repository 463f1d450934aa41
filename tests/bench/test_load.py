"""Measuring: every answer is read to its end, and an answer with errors isn't a measurement."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.documents import QUESTIONS, Question
from bench.load import measure
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
