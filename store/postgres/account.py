"""The unprivileged user under whom root runs the embedded server."""

import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from store.postgres.errors import EmbeddedPostgresError

NAME = "comptoir-postgres"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the system."""

    uid: int
    gid: int


class Identity(TypedDict):
    """As whom subprocess starts a program; None: as ourselves."""

    user: int | None
    group: int | None
    extra_groups: Sequence[str | int] | None


def identity(account: Account | None) -> Identity:
    """As the account and nothing more, or as ourselves when there is none."""
    if account is None:
        return Identity(user=None, group=None, extra_groups=None)
    return Identity(user=account.uid, group=account.gid, extra_groups=[])


def own_account(name: str = NAME) -> Account:
    """The server's own user, made on first need: no home, no shell, no password.

    PostgreSQL's initdb wants a user that the system knows by name, so a bare number won't do.
    Raises EmbeddedPostgresError where no user can be made.
    """
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        _make(name)
        entry = pwd.getpwnam(name)
    return Account(entry.pw_uid, entry.pw_gid)


def _make(name: str) -> None:
    useradd = shutil.which("useradd", path=SYSTEM_PATH)
    made = useradd and subprocess.run(
        [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name],
        capture_output=True,
        check=False,
    )
    if not made or made.returncode not in {0, 9}:  # 9: another process was faster
        raise EmbeddedPostgresError(
            f"PostgreSQL doesn't run as root, and the user {name!r} for it can't be made here. "
            "Make it, run as an ordinary user, or set COMPTOIR_DATABASE_URL to a server."
        )
