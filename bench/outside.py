"""``python -m bench.outside``: ask a server that runs, and print how fast it answers."""

import argparse
import asyncio
import json
import sys

from bench.documents import QUESTIONS, Question
from bench.load import Ask, answer, measure, post


def asking(url: str, question: Question) -> Ask:
    """The requests that ask a question."""
    return lambda number: post(url, question.document, question.variables(number))


async def require_answer(url: str, question: Question) -> None:
    """Raise ValueError, with the answer, if it holds errors: that isn't worth measuring."""
    _, body = await answer(url, asking(url, question)(0))
    if "errors" in json.loads(body):
        raise ValueError(f"{question.name}: {body.decode()}")


async def run(url: str, clients: int, seconds: float) -> None:
    """Ask each question in turn and print a line for it."""
    print(f"{url}, {clients} clients, {seconds:g} s each; client and server share this machine\n")
    print(f"{'':44}{'a second':>10}{'median ms':>11}{'99 % ms':>9}{'bytes':>9}")
    for question in QUESTIONS:
        await require_answer(url, question)
        result = await measure(url, asking(url, question), clients, seconds)
        print(
            f"{question.name:44}{result.per_second:10.0f}{result.median:11.1f}"
            f"{result.slowest_percent:9.1f}{result.bytes_each:9}"
        )


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.outside", description="Measure a server that serves the demo shops."
    )
    parser.add_argument("--url", default="http://127.0.0.1:8000/graphql")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=3.0)
    asked = parser.parse_args()
    try:
        asyncio.run(run(asked.url, asked.clients, asked.seconds))
    except OSError as error:
        sys.exit(f"Nobody answers at {asked.url}: {error.strerror}. Start the demo shops first: make run")


if __name__ == "__main__":
    main()
