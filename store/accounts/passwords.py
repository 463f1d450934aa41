"""Passwords, kept as Argon2id with the parameters of RFC 9106 as the library recommends them."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 256
ARGON = "$argon2"
"""How every hash begins; what else is kept stands for a password that was never chosen."""

_hasher = PasswordHasher()
_NOBODYS = _hasher.hash("nobody's password")
"""Verified where there is no account, so that a refusal takes the same time."""


async def hash_password(password: str) -> str:
    """The hash to keep; computed beside the event loop, for it takes tens of milliseconds."""
    return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one that was kept; False, after the same time, where none was."""
    is_one = kept is not None and kept.startswith(ARGON)
    matches = await asyncio.to_thread(_matches, password, kept if kept and is_one else _NOBODYS)
    return matches and is_one


def _matches(password: str, kept: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
