"""Where the embedded server keeps its things, and as whom it runs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from store.postgres.account import Account, own_account
from store.postgres.errors import EmbeddedPostgresError

SYSTEM_HOME = Path("/var/lib/comptoir")
"""For root: PostgreSQL refuses to run as root, and another user may be unable to reach root's folders."""


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one embedded server."""

    home: Path
    """A folder of ours that holds the others."""
    account: Account | None = None
    """Whom the server runs as; None: as ourselves."""
    shared: Path = SYSTEM_HOME
    """For root: where copies of PostgreSQL's programs are kept."""

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "cluster"

    @property
    def turn(self) -> Path:
        """Locked by whoever starts or stops the server."""
        return self.home / "turn.lock"

    @property
    def leases(self) -> Path:
        """Locked in common by all who need the server."""
        return self.home / "leases.lock"

    @property
    def alive(self) -> Path:
        """Locked by the server's own processes, so that it is free exactly when all of them are gone."""
        return self.home / "alive.lock"

    @property
    def keeper(self) -> Path:
        """Locked by the process that stops the server when the last lease is gone."""
        return self.home / "keeper.lock"

    @property
    def socket(self) -> Path:
        """Says in which private folder the server's socket is."""
        return self.home / "socket"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log"


def find_place(data: Path, system_home: Path = SYSTEM_HOME) -> Place:
    """Settle where the server for `data` lives, making our own folders and touching no others.

    An ordinary user's is ``data/postgres``. Root's is a folder of its own below `system_home`, which
    the server's account can reach, and ``data/postgres`` is a link to it.

    Raises EmbeddedPostgresError when a folder can't be made.
    """
    home = data.absolute() / "postgres"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            return _place_for_root(home, system_home)
        home.mkdir(mode=0o700, exist_ok=True)
        (home / "turn.lock").touch()
        return Place(home)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL can't keep its data: {error}. "
            "Set COMPTOIR_DATA_DIR to a folder of yours, or COMPTOIR_DATABASE_URL to a server."
        ) from error


def _place_for_root(link: Path, system_home: Path) -> Place:
    account = own_account()
    system_home.mkdir(parents=True, exist_ok=True)
    system_home.chmod(0o755)
    if not link.exists():
        link.unlink(missing_ok=True)
        digest = hashlib.sha256(os.fsencode(link)).hexdigest()[:12]
        link.symlink_to(system_home / f"cluster-{digest}")
    home = link.resolve()
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    return Place(home, account, system_home)
