"""Beginning anew what PostgreSQL broke off because two transactions waited for each other."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import asyncpg

TRIES = 3

P = ParamSpec("P")
R = TypeVar("R")


def begun_anew(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Let a function that is one transaction be run again, at most TRIES times in all."""

    @wraps(function)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return await function(*args, **kwargs)
            except asyncpg.DeadlockDetectedError:
                continue
        return await function(*args, **kwargs)

    return run
