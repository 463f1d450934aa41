"""Making the data directory of an embedded server."""

import os
import pwd
import shutil
from collections.abc import Callable

from store.postgres.binaries import Programs, run
from store.postgres.errors import EmbeddedPostgresError
from store.postgres.place import Place

ROLE = "comptoir"
"""The database's owner, and the database's own name."""

PEER_ONLY = "local all all peer map=comptoir\n"
"""pg_hba.conf: through the socket, by whoever the kernel says is calling; no password, no network."""


def make_cluster(place: Place, programs: Programs, tell: Callable[[str], object]) -> None:
    """Make the cluster with its database unless it is there, open to the user of this process alone.

    It is made under another name, so that one with the right name is complete: an interrupted attempt
    leaves nothing that looks like a cluster. Raises EmbeddedPostgresError when initdb fails.
    """
    if place.cluster.exists():
        return
    tell(f"making a database in {place.cluster}")
    draft = place.home / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.account:
        os.chown(draft, place.account.uid, place.account.gid)
    settings = ["--encoding=UTF8", "--locale=C", f"--username={ROLE}", "--auth=peer", "--no-instructions"]
    run(place, programs.command("initdb", f"--pgdata={draft}", *settings))
    single = programs.command("postgres", "--single", "-D", str(draft), "postgres")
    run(place, single, f"create database {ROLE}\n")
    (draft / "pg_hba.conf").write_text(PEER_ONLY)
    (draft / "pg_ident.conf").write_text(f'comptoir "{_caller()}" {ROLE}\n')
    draft.rename(place.cluster)


def _caller() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise EmbeddedPostgresError(
            f"The system knows no name for user {os.geteuid()}, and PostgreSQL wants one. "
            "Run as a named user, or set COMPTOIR_DATABASE_URL to a server."
        ) from None
